"""The elements of a cascade in reading order: each before what hangs below it."""

from collections.abc import Iterable, Iterator

from indicators.selectors.unsur import TINGKAT, BarisUnsur, menurut_induk

BAWAH = {atas[0]: bawah[0] for atas, bawah in zip(TINGKAT, TINGKAT[1:], strict=False)}


def menurun(rows: Iterable[BarisUnsur]) -> list[BarisUnsur]:
    """All rows, depth first; what has lost (or never had) the element above it begins a branch of its own."""
    semua = list(rows)
    anak = menurut_induk(semua)
    hasil: list[BarisUnsur] = []
    for jenis, *_ in TINGKAT:
        for row in anak.get((jenis, None), []):
            hasil += _cabang(row, anak)
    ada = {(r.jenis, r.pk) for r in hasil}
    return hasil + [r for r in semua if (r.jenis, r.pk) not in ada]


def _cabang(row: BarisUnsur, anak: dict[tuple[str, int | None], list[BarisUnsur]]) -> Iterator[BarisUnsur]:
    yield row
    if row.jenis in BAWAH:
        for bawah in anak.get((BAWAH[row.jenis], row.pk), []):
            yield from _cabang(bawah, anak)
