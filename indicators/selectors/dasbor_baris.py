"""Rows of the dashboards: shares by category, units in short, the IKU a page leads with. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import calculations
from indicators.calculations import BatasKategori
from indicators.models import Indikator, JadwalPengisian, RencanaTahunan, UnitKerja
from indicators.selectors.capaian import CapaianRow
from indicators.selectors.grafik import SERATUS

TAHUN_TREN = 5
"""How many years a trend looks back, the active one included."""


def triwulan_terakhir(jadwal: Iterable[JadwalPengisian], tahun: int) -> int:
    """The latest quarter of a year that was opened; the fourth when none was, so that the year's targets show."""
    begun = [j.triwulan for j in jadwal if j.tahun == tahun and j.status != JadwalPengisian.Status.PLANNED]
    return max(begun, default=4)


@dataclass(frozen=True)
class PorsiKategori:
    """How many indikator fall in one category (None: not measured yet), and their share of all in percent."""

    kategori: BatasKategori | None
    jumlah: int
    persen: Decimal | None


@dataclass(frozen=True)
class KelompokSasaran:
    """One sasaran (or tujuan) with the capaian of its IKU."""

    uraian: str
    rows: list[CapaianRow]


@dataclass(frozen=True)
class CapaianUnit:
    """One unit: how many indikator it answers for, how many are measured, how many reached their target."""

    unit: UnitKerja
    jumlah: int
    terukur: int
    tercapai: int
    porsi: list[PorsiKategori]

    @property
    def persen_tercapai(self) -> Decimal | None:
        """The share of measured indikator that reached their target."""
        return calculations.persen(self.tercapai, self.terukur)


def satu_periode(indikator: Sequence[Indikator], plans: Sequence[RencanaTahunan]) -> list[Indikator]:
    """Of indikator of several periods those of the year's plan, else of the latest: a year is never counted twice.

    The indikator come with their periode joined.
    """
    if plans:
        periode = plans[-1].periode_id
    else:
        periode = max(((i.periode.tahun_awal, i.periode_id) for i in indikator), default=(0, 0))[1]
    return [i for i in indikator if i.periode_id == periode]


def urutan_indikator(indikator: Indikator) -> tuple[int, int, int, int, int]:
    """By level, by the tujuan or sasaran they measure, by their own place."""
    unsur = indikator.tujuan if indikator.jenjang == Indikator.Jenjang.TUJUAN else indikator.sasaran
    jenjang = Indikator.Jenjang.values.index(indikator.jenjang)
    return (jenjang, unsur.urutan if unsur else 0, unsur.pk if unsur else 0, indikator.urutan, indikator.pk)


def iku_utama(indikator: Iterable[Indikator], utuh: bool) -> list[Indikator]:
    """The IKU a page leads with: those of the perangkat daerah itself, else (or for a unit) those of the units."""
    iku = [i for i in indikator if i.iku]
    if not utuh:
        return iku
    own = [i for i in iku if i.sasaran is None or i.sasaran.unit_kerja_id is None]
    return own or iku


def kelompok_sasaran(rows: Iterable[CapaianRow]) -> list[KelompokSasaran]:
    """Rows by the sasaran (or tujuan) they measure, in the order given."""
    groups: dict[tuple[str, int], KelompokSasaran] = {}
    for r in rows:
        unsur = r.indikator.unsur
        groups.setdefault((r.indikator.jenjang, unsur.pk), KelompokSasaran(unsur.uraian, [])).rows.append(r)
    return list(groups.values())


def porsi_kategori(rows: Sequence[CapaianRow]) -> list[PorsiKategori]:
    """Share of the rows by category, best first, those not measured last."""
    return porsi_dari([r.kategori for r in rows])


def porsi_dari(kategori: Sequence[BatasKategori | None]) -> list[PorsiKategori]:
    """Share of some categories, best first, None last."""
    counts: dict[BatasKategori | None, int] = {}
    for k in kategori:
        counts[k] = counts.get(k, 0) + 1
    urut = sorted(counts, key=lambda k: k.batas_bawah if k else Decimal("-Infinity"), reverse=True)
    return [PorsiKategori(k, counts[k], calculations.persen(counts[k], len(kategori))) for k in urut]


def capaian_unit(rows: Iterable[CapaianRow], units: Iterable[UnitKerja]) -> list[CapaianUnit]:
    """One line for each unit that answers for an indikator, in the order of the units."""
    own: dict[int, list[CapaianRow]] = {}
    for r in rows:
        own.setdefault(r.indikator.unit_kerja_id, []).append(r)
    return [ringkas_unit(unit, own[unit.pk]) for unit in units if unit.pk in own]


def ringkas_unit(unit: UnitKerja, rows: Sequence[CapaianRow]) -> CapaianUnit:
    return CapaianUnit(
        unit=unit,
        jumlah=len(rows),
        terukur=sum(r.capaian is not None for r in rows),
        tercapai=banyak_tercapai(rows),
        porsi=porsi_kategori(rows),
    )


def banyak_tercapai(rows: Iterable[CapaianRow]) -> int:
    """How many reached their target."""
    return sum(r.capaian is not None and r.capaian >= SERATUS for r in rows)
