"""The pohon kinerja as its rules look at it, made of what the other rules about the data have read already."""

from collections.abc import Iterable, Sequence
from datetime import date

from indicators.checks_fakta import IndikatorCek
from indicators.checks_pohon import SASARAN, TUJUAN, PohonCek, SimpulCek, UnitCek
from indicators.models import Crosscutting, PerangkatDaerah, PeriodeRenstra, UnitKerja
from indicators.selectors.pohon_halaman import JENIS_KELUARAN
from indicators.selectors.unsur import BarisUnsur


def pohon_cek(
    perangkat_daerah: PerangkatDaerah,
    periode: PeriodeRenstra,
    rows: Sequence[BarisUnsur],
    indikator: Iterable[IndikatorCek],
    units: Iterable[UnitKerja],
    tahun: int,
) -> PohonCek:
    """The tree of a period with the units in force at any time of the year. One query.

    Its nodes are those of the page (`selectors.pohon_halaman`) without the boxes of units: the rules look through them.
    """
    unit = {u.pk: u for u in units}
    ukuran: dict[tuple[str, int | None], list[str]] = {}
    for i in indikator:
        ukuran.setdefault((i.jenjang, i.induk), []).append(i.objek.nama)
    puncak = [r.pk for r in rows if r.jenis == SASARAN and r.unit is None]
    dukungan = Crosscutting.objects.filter(perangkat_daerah=perangkat_daerah, periode=periode).order_by()
    pendukung = list(dukungan.values_list("unit_kerja_id", flat=True))
    return PohonCek(
        [
            _simpul(r, puncak, unit, tuple(ukuran.get((r.jenis, r.pk), ())))
            for r in rows
            if r.jenis in (TUJUAN, SASARAN)
        ],
        [UnitCek(u.pk, u.nama, u.jenis, u.jalur) for u in sorted(unit.values(), key=_urut) if _berlaku(u, tahun)],
        frozenset(pk for pk in pendukung if pk),
        len(pendukung),
    )


def _simpul(r: BarisUnsur, puncak: Sequence[int], unit: dict[int, UnitKerja], indikator: tuple[str, ...]) -> SimpulCek:
    pemilik = unit.get(r.unit or 0)
    return SimpulCek(
        f"{r.jenis}-{r.pk}",
        _induk(r, puncak),
        r.jenis,
        r.uraian,
        hasil=pemilik is None or pemilik.jenis not in JENIS_KELUARAN,
        indikator=indikator,
        pemilik=r.unit,
    )


def _induk(r: BarisUnsur, puncak: Sequence[int]) -> str:
    """The result above: that a sasaran names, else its tujuan, else the only sasaran of the perangkat daerah."""
    if r.jenis != SASARAN:
        return ""
    if r.atasan is not None:
        return f"{SASARAN}-{r.atasan}"
    if r.induk is not None:
        return f"{TUJUAN}-{r.induk}"
    return f"{SASARAN}-{puncak[0]}" if r.unit is not None and len(puncak) == 1 else ""


def _berlaku(unit: UnitKerja, tahun: int) -> bool:
    mulai, selesai = unit.berlaku_dari, unit.berlaku_sampai
    return (mulai is None or mulai <= date(tahun, 12, 31)) and (selesai is None or selesai >= date(tahun, 1, 1))


def _urut(unit: UnitKerja) -> tuple[int, int]:
    return unit.urutan, unit.pk
