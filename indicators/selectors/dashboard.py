"""The dashboard of a perangkat daerah, or of the units below somebody: cards, tables and charts of one year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from indicators import calculations, permissions
from indicators.calculations import BatasKategori
from indicators.models import (
    Indikator,
    JadwalPengisian,
    PerangkatDaerah,
    PeriodeRenstra,
    RencanaTahunan,
    Target,
    UnitKerja,
)
from indicators.permissions import Ability
from indicators.selectors.anggaran import (
    BarisSerapan,
    SubAnggaran,
    anggaran_tahun,
    jumlah_diketahui,
    serapan_program,
    serapan_sub_kegiatan,
)
from indicators.selectors.capaian import CapaianRow, capaian_matriks
from indicators.selectors.grafik import SERATUS, grafik_capaian, grafik_serapan, grafik_tren
from indicators.selectors.peta_lembar import BarisPeta, SelLembar, peta_lembar, terlambat
from indicators.selectors.rencana import in_force, rencana_approved
from indicators.selectors.simpanan import selama_tak_berubah
from sakip.lib.charts import ChartData, Series
from sakip.lib.numbers import format_persen
from sakip.lib.periods import Triwulan

TAHUN_TREN = 5
"""How many years a trend looks back, the active one included."""


@dataclass(frozen=True)
class Lingkup:
    """What a dashboard speaks of: some units of one perangkat daerah, one year up to one quarter.

    `utuh`: the person sees the perangkat daerah as a whole, not through units. `jadwal` are its scheduled quarters.
    """

    perangkat_daerah: PerangkatDaerah
    units: tuple[UnitKerja, ...]
    utuh: bool
    tahun: int
    sampai: int
    jadwal: tuple[JadwalPengisian, ...]
    hari_ini: date

    @property
    def triwulan(self) -> Triwulan:
        """The quarter up to which figures count."""
        return Triwulan(self.tahun, self.sampai)


def lingkup_for(
    user: Any,
    *,
    perangkat_daerah: PerangkatDaerah,
    tahun: int,
    jadwal: Sequence[JadwalPengisian],
    hari_ini: date,
    sampai: int | None = None,
    units: Iterable[UnitKerja] | None = None,
) -> Lingkup:
    """What the person may see of a perangkat daerah: all of it, or the own units and those below. One query.

    `sampai` defaults to the latest quarter that was opened; `units` narrows further (already inside the scope).
    """
    if units is None:
        units = permissions.visible_units(user).filter(perangkat_daerah=perangkat_daerah).order_by("urutan", "nama")
        utuh = permissions.can(user, Ability.VIEW, perangkat_daerah)
    else:
        utuh = False
    return Lingkup(
        perangkat_daerah=perangkat_daerah,
        units=tuple(units),
        utuh=utuh,
        tahun=tahun,
        sampai=sampai or triwulan_terakhir(jadwal, tahun),
        jadwal=tuple(j for j in jadwal if j.tahun == tahun),
        hari_ini=hari_ini,
    )


def triwulan_terakhir(jadwal: Iterable[JadwalPengisian], tahun: int) -> int:
    """The latest quarter of a year that was opened; the fourth when none was, so that the year's targets show."""
    begun = [j.triwulan for j in jadwal if j.tahun == tahun and j.status != JadwalPengisian.Status.PLANNED]
    return max(begun, default=4)


# --- Rows ----------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True)
class Dasbor:
    """Everything the page shows, ready to print."""

    sasaran: list[KelompokSasaran]
    porsi: list[PorsiKategori]
    iku_jumlah: int
    iku_terukur: int
    iku_tercapai: int
    unit: list[CapaianUnit]
    program: list[BarisSerapan]
    total: BarisSerapan | None
    peta: list[BarisPeta]
    terlambat: list[SelLembar]
    grafik_sasaran: ChartData | None
    grafik_unit: ChartData | None
    grafik_serapan: ChartData | None
    tren: list[ChartData]


def dasbor(lingkup: Lingkup) -> Dasbor:
    """The dashboard of one scope. One query while nothing was written since it was worked out, else seventeen."""
    return selama_tak_berubah(*_ciri("dasbor", lingkup), lambda: _hitung_dasbor(lingkup))


def _ciri(nama: str, lingkup: Lingkup) -> tuple[int, tuple[object, ...]]:
    """The regency, and what besides its facts decides what a page shows."""
    pd = lingkup.perangkat_daerah
    units = () if lingkup.utuh else tuple(u.pk for u in lingkup.units)
    return pd.pemerintah_daerah_id, (nama, pd.pk, lingkup.tahun, lingkup.sampai, lingkup.hari_ini, units)


def _hitung_dasbor(lingkup: Lingkup) -> Dasbor:
    pd, tahun = lingkup.perangkat_daerah, lingkup.tahun
    years = list(range(tahun - TAHUN_TREN + 1, tahun + 1))
    plans = rencana_approved(pd.pk, years)
    rencana = in_force(plans, lingkup.triwulan)
    kini = _capaian(lingkup, plans, indikator_tahun(lingkup, rencana))
    utama = {i.pk for i in iku_utama((r.indikator for r in kini), lingkup.utuh)}
    iku = [r for r in kini if r.indikator.pk in utama]
    anggaran = _anggaran(lingkup, plans)
    program = serapan_program(anggaran, rencana, lingkup.sampai)
    total = jumlah_diketahui(program) if program else None
    per_unit = capaian_unit(kini, lingkup.units)
    peta = _peta(lingkup, plans, anggaran)
    tren = capaian_tahunan(pd, [r.indikator for r in iku], years, lingkup.triwulan, plans)
    grafik = [grafik_tren(r.indikator, tren[r.indikator.pk]) for r in iku]
    return Dasbor(
        sasaran=kelompok_sasaran(iku),
        porsi=porsi_kategori(iku),
        iku_jumlah=len(iku),
        iku_terukur=sum(r.capaian is not None for r in iku),
        iku_tercapai=_tercapai(iku),
        unit=per_unit,
        program=program,
        total=total,
        peta=peta,
        terlambat=terlambat(peta),
        grafik_sasaran=grafik_capaian(iku, "Capaian indikator kinerja utama"),
        grafik_unit=_grafik_unit(per_unit),
        grafik_serapan=grafik_serapan(program, total, pd.pemerintah_daerah.desimal_anggaran),
        tren=[g for g in grafik if g is not None],
    )


@dataclass(frozen=True)
class DasborUnit:
    """One unit (with those below it): every indikator and sub kegiatan, and the year's sheets."""

    jenjang: list[tuple[str, list[CapaianRow]]]
    ringkas: CapaianUnit
    sub_kegiatan: list[BarisSerapan]
    total: BarisSerapan | None
    peta: list[BarisPeta]


def dasbor_unit(lingkup: Lingkup) -> DasborUnit:
    """The figures of one unit, the first of `lingkup.units`. One query, or twelve when something was written."""
    return selama_tak_berubah(*_ciri("dasbor_unit", lingkup), lambda: _hitung_unit(lingkup))


def _hitung_unit(lingkup: Lingkup) -> DasborUnit:
    plans = rencana_approved(lingkup.perangkat_daerah.pk, [lingkup.tahun])
    rencana = in_force(plans, lingkup.triwulan)
    rows = _capaian(lingkup, plans, indikator_tahun(lingkup, rencana))
    anggaran = _anggaran(lingkup, plans)
    sub_kegiatan = serapan_sub_kegiatan(anggaran, rencana, lingkup.sampai)
    jenjang = [(label, [r for r in rows if r.indikator.jenjang == kode]) for kode, label in Indikator.Jenjang.choices]
    return DasborUnit(
        jenjang=[(label, own) for label, own in jenjang if own],
        ringkas=_ringkas(lingkup.units[0], rows),
        sub_kegiatan=sub_kegiatan,
        total=jumlah_diketahui(sub_kegiatan) if sub_kegiatan else None,
        peta=_peta(lingkup, plans, anggaran),
    )


# --- Pieces --------------------------------------------------------------------------------------------------


def indikator_tahun(lingkup: Lingkup, rencana: RencanaTahunan | None) -> list[Indikator]:
    """The indikator that count in a year: those of the plan, and every IKU of its period. One query."""
    where = Q(iku=True)
    if rencana is not None:
        where = Q(iku=True, periode=rencana.periode_id) | Q(
            pk__in=Target.objects.filter(rencana=rencana).values("indikator")
        )
    else:
        where &= Q(periode__tahun_awal__lte=lingkup.tahun, periode__tahun_akhir__gte=lingkup.tahun)
        where &= ~Q(periode__status=PeriodeRenstra.Status.DRAFT)
    rows = Indikator.objects.filter(where, perangkat_daerah=lingkup.perangkat_daerah).select_related(
        "satuan", "unit_kerja", "sasaran", "tujuan"
    )
    if not lingkup.utuh:
        rows = rows.filter(unit_kerja__in=lingkup.units)
    return sorted(rows, key=_urutan)


def _urutan(indikator: Indikator) -> tuple[int, int, int, int, int]:
    unsur = indikator.tujuan if indikator.jenjang == Indikator.Jenjang.TUJUAN else indikator.sasaran
    jenjang = Indikator.Jenjang.values.index(indikator.jenjang)
    return (jenjang, unsur.urutan if unsur else 0, unsur.pk if unsur else 0, indikator.urutan, indikator.pk)


def _capaian(lingkup: Lingkup, plans: list[RencanaTahunan], indikator: Sequence[Indikator]) -> list[CapaianRow]:
    matriks = capaian_matriks(
        perangkat_daerah=lingkup.perangkat_daerah,
        indikator=indikator,
        tahun=[lingkup.tahun],
        sampai=lingkup.sampai,
        plans=plans,
    )
    return [matriks[i.pk][lingkup.tahun] for i in indikator]


def capaian_tahunan(
    perangkat_daerah: PerangkatDaerah,
    indikator: Sequence[Indikator],
    years: Sequence[int],
    sampai: Triwulan,
    plans: list[RencanaTahunan] | None = None,
) -> dict[int, dict[int, CapaianRow]]:
    """Whole years for a trend: {indikator pk: {tahun: row}}; a year that has not reached its end stays out."""
    return capaian_matriks(
        perangkat_daerah=perangkat_daerah,
        indikator=indikator,
        tahun=[t for t in years if t < sampai.tahun or sampai.nomor == 4],
        plans=plans,
    )


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
    counts: dict[BatasKategori | None, int] = {}
    for r in rows:
        counts[r.kategori] = counts.get(r.kategori, 0) + 1
    urut = sorted(counts, key=lambda k: k.batas_bawah if k else Decimal("-Infinity"), reverse=True)
    return [PorsiKategori(k, counts[k], calculations.persen(counts[k], len(rows))) for k in urut]


def capaian_unit(rows: Iterable[CapaianRow], units: Iterable[UnitKerja]) -> list[CapaianUnit]:
    """One line for each unit that answers for an indikator, in the order of the units."""
    own: dict[int, list[CapaianRow]] = {}
    for r in rows:
        own.setdefault(r.indikator.unit_kerja_id, []).append(r)
    return [_ringkas(unit, own[unit.pk]) for unit in units if unit.pk in own]


def _ringkas(unit: UnitKerja, rows: Sequence[CapaianRow]) -> CapaianUnit:
    return CapaianUnit(
        unit=unit,
        jumlah=len(rows),
        terukur=sum(r.capaian is not None for r in rows),
        tercapai=_tercapai(rows),
        porsi=porsi_kategori(rows),
    )


def _tercapai(rows: Iterable[CapaianRow]) -> int:
    return sum(r.capaian is not None and r.capaian >= SERATUS for r in rows)


def _anggaran(lingkup: Lingkup, plans: Sequence[RencanaTahunan]) -> list[SubAnggaran]:
    return anggaran_tahun(
        perangkat_daerah_id=lingkup.perangkat_daerah.pk,
        tahun=lingkup.tahun,
        plans=[p for p in plans if p.tahun == lingkup.tahun],
        unit_ids=None if lingkup.utuh else [u.pk for u in lingkup.units],
    )


def _peta(lingkup: Lingkup, plans: Sequence[RencanaTahunan], anggaran: Sequence[SubAnggaran]) -> list[BarisPeta]:
    return peta_lembar(
        tahun=lingkup.tahun,
        units=lingkup.units,
        plans=[p for p in plans if p.tahun == lingkup.tahun],
        anggaran=anggaran,
        jadwal=lingkup.jadwal,
        hari_ini=lingkup.hari_ini,
    )


def _grafik_unit(rows: Sequence[CapaianUnit]) -> ChartData | None:
    terukur = [r for r in rows if r.terukur]
    if not terukur:
        return None
    penuh = sum(r.tercapai == r.terukur for r in terukur)
    return ChartData(
        judul="Bagian indikator yang mencapai target",
        kalimat=f"Pada {penuh} dari {len(rows)} unit, semua indikator yang terukur mencapai targetnya.",
        labels=tuple(r.unit.nama for r in rows),
        series=(
            Series(
                nama="Mencapai target",
                nilai=tuple(r.persen_tercapai for r in rows),
                teks=tuple(
                    f"{format_persen(r.persen_tercapai, 0)} ({r.tercapai} dari {r.terukur})" if r.terukur else "-"
                    for r in rows
                ),
            ),
        ),
        satuan="%",
        desimal=0,
        judul_label="Unit",
    )
