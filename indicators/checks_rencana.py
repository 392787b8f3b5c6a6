"""Whether the quarters of a target add up to its year: warnings beside the row, pure on figures."""

from collections.abc import Iterator
from decimal import Decimal

from indicators.calculations import Akumulasi, akumulasi, bulatkan
from sakip.lib.numbers import format_number, romawi

Triwulanan = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]


def periksa_target(mode: str, *, naik: bool, nilai: Decimal | None, bertingkat: bool, tw: Triwulanan) -> Iterator[str]:
    """What does not fit in one target, each as a sentence.

    `bertingkat`: the year's target is a step of a scale; its number may then be missing. `naik`: higher is better.
    """
    terisi = [q for q in tw if q is not None]
    if nilai is None:
        if terisi and not bertingkat:
            yield "Target tahunnya belum diisi."
        return
    if not terisi:
        yield "Target triwulannya belum diisi."
        return
    if mode == Akumulasi.TAHUNAN and any(q is not None for q in tw[:3]):
        yield "Diukur setahun sekali: isi triwulan IV saja."
    yield from _setahun(mode, nilai, tw)
    if mode == Akumulasi.AKHIR:
        yield from _urut(tw, naik)


def _setahun(mode: str, nilai: Decimal, tw: Triwulanan) -> Iterator[str]:
    setahun = akumulasi(tw, Akumulasi(mode), 4)
    if mode == Akumulasi.AKHIR:
        setahun = tw[3]
    if setahun is None or bulatkan(setahun, 2) == bulatkan(nilai, 2):
        return
    sebutan = {
        Akumulasi.JUMLAH: "Jumlah keempat triwulan",
        Akumulasi.RATA_RATA: "Rata-rata triwulan",
    }.get(Akumulasi(mode), "Triwulan IV")
    yield f"{sebutan} {format_number(bulatkan(setahun, 2))}, target tahun {format_number(nilai)}."


def _urut(tw: Triwulanan, naik: bool) -> Iterator[str]:
    """A position that is to rise does not fall from quarter to quarter, nor the other way round."""
    terisi = [(n, q) for n, q in enumerate(tw, start=1) if q is not None]
    for (_, lalu), (n, kini) in zip(terisi, terisi[1:], strict=False):
        if (kini < lalu) if naik else (kini > lalu):
            yield f"Triwulan {romawi(n)} {'lebih rendah' if naik else 'lebih tinggi'} daripada triwulan sebelumnya."
