"""The dashboard of a perangkat daerah, or of the units below somebody: cards, tables and charts of one year."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Q

from indicators import permissions
from indicators.calculations import Kebijakan
from indicators.models import (
    Indikator,
    JadwalPengisian,
    PerangkatDaerah,
    PeriodeRenstra,
    Realisasi,
    RencanaTahunan,
    Target,
    UnitKerja,
)
from indicators.permissions import Ability
from indicators.selectors.anggaran import (
    BarisSerapan,
    jumlah_diketahui,
    serapan_program,
    serapan_sub_kegiatan,
)
from indicators.selectors.cabang_anggaran import Cabang, cabang_anggaran
from indicators.selectors.capaian import CapaianRow, kebijakan_of
from indicators.selectors.capaian_triwulan import CapaianTriwulan
from indicators.selectors.dasbor_baris import (
    TAHUN_TREN,
    CapaianUnit,
    KelompokSasaran,
    PorsiKategori,
    banyak_tercapai,
    capaian_unit,
    iku_utama,
    kelompok_sasaran,
    porsi_kategori,
    ringkas_unit,
    satu_periode,
    triwulan_terakhir,
    urutan_indikator,
)
from indicators.selectors.grafik import grafik_capaian, grafik_serapan, grafik_tren
from indicators.selectors.pendahulu import yang_mengukur
from indicators.selectors.peta_lembar import (
    BarisPeta,
    LembarTertunda,
    SelLembar,
    lembar_tertunda,
    peta_lembar,
    terlambat,
)
from indicators.selectors.rencana import in_force, rencana_approved
from indicators.selectors.saring import SEMUA, Saring
from indicators.selectors.simpanan import bersama
from indicators.selectors.simpanan_bagian import selama_bagian_tetap
from indicators.selectors.unit_nama import bersebutan
from sakip.lib.charts import ChartData
from sakip.lib.periods import Triwulan

T = TypeVar("T")


@dataclass(frozen=True)
class Lingkup:
    """What a dashboard speaks of: some units of one perangkat daerah, one year up to one quarter, narrowed by a filter.

    `utuh`: the person sees the perangkat daerah as a whole, not through units. `jadwal` are its scheduled quarters.
    """

    perangkat_daerah: PerangkatDaerah
    units: tuple[UnitKerja, ...]
    utuh: bool
    tahun: int
    sampai: int
    jadwal: tuple[JadwalPengisian, ...]
    hari_ini: date
    saring: Saring = SEMUA

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
    saring: Saring = SEMUA,
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
        units=tuple(bersebutan(units)),
        utuh=utuh,
        tahun=tahun,
        sampai=sampai or triwulan_terakhir(jadwal, tahun),
        jadwal=tuple(j for j in jadwal if j.tahun == tahun),
        hari_ini=hari_ini,
        saring=saring,
    )


# --- What is worked out, and kept -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Uang:
    """The money of a scope: its branches, the plan in force after each quarter, and sums up to the page's quarter."""

    cabang: list[Cabang]
    berlaku: dict[int, RencanaTahunan | None]
    sampai: int

    @property
    def rencana(self) -> RencanaTahunan | None:
        """The plan in force in the page's quarter."""
        return self.berlaku[self.sampai]

    def sub_kegiatan(self, unit_id: int | None = None) -> list[BarisSerapan]:
        """One row per sub kegiatan, of one unit or of all."""
        milik = [c.sub for c in self.cabang if unit_id in (None, c.sub.unit_id)]
        return serapan_sub_kegiatan(milik, self.rencana, self.sampai)

    def serapan(self, unit_id: int) -> Decimal | None:
        """Absorption of one unit's sub kegiatan in percent; None where none has money that is known."""
        rows = self.sub_kegiatan(unit_id)
        return jumlah_diketahui(rows).serapan if rows else None

    def total(self, sampai: int | None = None) -> BarisSerapan | None:
        """All of it together up to a quarter (the page's own unless said otherwise); None without pagu."""
        nomor = sampai or self.sampai
        rows = serapan_sub_kegiatan([c.sub for c in self.cabang], self.berlaku[nomor], nomor)
        return jumlah_diketahui(rows) if rows else None


@dataclass(frozen=True)
class Isi:
    """What both pages have: indikator with their capaian, up to the quarter and after each quarter; money; sheets."""

    rows: list[CapaianRow]
    setahun: dict[int, tuple[CapaianRow, ...]]
    kebijakan: Kebijakan
    uang: Uang
    peta: list[BarisPeta]

    @property
    def tertunda(self) -> list[LembarTertunda]:
        """Sheets that are late, or open and empty."""
        return lembar_tertunda(self.peta)


@dataclass(frozen=True)
class Dasbor:
    """Everything the page of a perangkat daerah shows, ready to print."""

    isi: Isi
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
    grafik_serapan: ChartData | None
    grafik_tren: dict[int, ChartData] = field(default_factory=dict)

    @property
    def tren(self) -> list[ChartData]:
        """The trends of the IKU that have one, in their order."""
        return list(self.grafik_tren.values())


@dataclass(frozen=True)
class DasborUnit:
    """One unit (with those below it): every indikator and sub kegiatan, and the year's sheets."""

    isi: Isi
    jenjang: list[tuple[str, list[CapaianRow]]]
    ringkas: CapaianUnit
    sub_kegiatan: list[BarisSerapan]
    total: BarisSerapan | None
    peta: list[BarisPeta]
    status: dict[tuple[int, int], str]


def dasbor(lingkup: Lingkup) -> Dasbor:
    """The dashboard of one scope. One query while nothing was written in the perangkat daerah, else sixteen."""
    return _simpan("dasbor", lingkup, _hitung_dasbor)


def dasbor_unit(lingkup: Lingkup) -> DasborUnit:
    """The figures of one unit, the first of `lingkup.units`. One query, or twelve when something was written."""
    return _simpan("dasbor_unit", lingkup, _hitung_unit)


def _simpan(nama: str, lingkup: Lingkup, hitung: Callable[[Lingkup], T]) -> T:
    """Kept while nothing is written in the perangkat daerah, under what besides its facts decides what a page shows."""
    pd = lingkup.perangkat_daerah
    units = () if lingkup.utuh else tuple(u.pk for u in lingkup.units)
    ciri = (nama, lingkup.tahun, lingkup.sampai, lingkup.hari_ini, units, lingkup.saring)
    return selama_bagian_tetap({pd.pk: pd.pemerintah_daerah_id}, ciri, lambda _: {pd.pk: hitung(lingkup)})[pd.pk]


def _hitung_dasbor(lingkup: Lingkup) -> Dasbor:
    pd, tahun = lingkup.perangkat_daerah, lingkup.tahun
    years = list(range(tahun - TAHUN_TREN + 1, tahun + 1))
    with bersama():
        plans = rencana_approved(pd.pk, years)
        isi = _isi(lingkup, plans)
        utama = {i.pk for i in iku_utama((r.indikator for r in isi.rows), lingkup.utuh)}
        iku = [r for r in isi.rows if r.indikator.pk in utama]
        tren = capaian_tahunan(pd, [r.indikator for r in iku], years, lingkup.triwulan, plans)
    program = serapan_program([c.sub for c in isi.uang.cabang], isi.uang.rencana, lingkup.sampai)
    total = jumlah_diketahui(program) if program else None
    grafik = {r.indikator.pk: grafik_tren(r.indikator, tren[r.indikator.pk]) for r in iku}
    return Dasbor(
        isi=isi,
        sasaran=kelompok_sasaran(iku),
        porsi=porsi_kategori(iku),
        iku_jumlah=len(iku),
        iku_terukur=sum(r.capaian is not None for r in iku),
        iku_tercapai=banyak_tercapai(iku),
        unit=capaian_unit(isi.rows, lingkup.units),
        program=program,
        total=total,
        peta=isi.peta,
        terlambat=terlambat(isi.peta),
        grafik_sasaran=grafik_capaian(iku, "Capaian indikator kinerja utama"),
        grafik_serapan=grafik_serapan(program, total, pd.pemerintah_daerah.desimal_anggaran),
        grafik_tren={pk: g for pk, g in grafik.items() if g is not None},
    )


def _hitung_unit(lingkup: Lingkup) -> DasborUnit:
    with bersama():
        isi = _isi(lingkup, rencana_approved(lingkup.perangkat_daerah.pk, [lingkup.tahun]))
    sub_kegiatan = isi.uang.sub_kegiatan()
    jenjang = [
        (label, [r for r in isi.rows if r.indikator.jenjang == kode]) for kode, label in Indikator.Jenjang.choices
    ]
    return DasborUnit(
        isi=isi,
        jenjang=[(label, own) for label, own in jenjang if own],
        ringkas=ringkas_unit(lingkup.units[0], isi.rows),
        sub_kegiatan=sub_kegiatan,
        total=isi.uang.total(),
        peta=isi.peta,
        status=_status([r.indikator for r in isi.rows], lingkup.tahun),
    )


def _isi(lingkup: Lingkup, plans: list[RencanaTahunan]) -> Isi:
    """Nine queries."""
    pd, tahun = lingkup.perangkat_daerah, lingkup.tahun
    setahun = [p for p in plans if p.tahun == tahun]
    berlaku = {q: in_force(setahun, Triwulan(tahun, q)) for q in (1, 2, 3, 4)}
    indikator = indikator_tahun(lingkup, berlaku[lingkup.sampai])
    baca = CapaianTriwulan(perangkat_daerah=[pd], indikator=indikator, tahun=[tahun], plans=setahun)
    rows = [r for i in indikator if lingkup.saring.cocok(r := baca.row(i, tahun, lingkup.sampai))]
    milik = None if lingkup.utuh else [u.pk for u in lingkup.units]
    cabang = cabang_anggaran(perangkat_daerah=[pd.pk], tahun=tahun, plans=setahun, units=milik)[pd.pk]
    return Isi(
        rows=rows,
        setahun={r.indikator.pk: baca.setahun(r.indikator, tahun) for r in rows},
        kebijakan=kebijakan_of(pd.pemerintah_daerah),
        uang=Uang(cabang, berlaku, lingkup.sampai),
        peta=peta_lembar(
            tahun=tahun,
            units=lingkup.units,
            plans=setahun,
            anggaran=[c.sub for c in cabang],
            jadwal=lingkup.jadwal,
            hari_ini=lingkup.hari_ini,
        ),
    )


def indikator_tahun(lingkup: Lingkup, rencana: RencanaTahunan | None) -> list[Indikator]:
    """The indikator that count in a year: those of the plan, and every IKU of its period. One query."""
    where = Q(iku=True) & yang_mengukur([rencana.pk] if rencana else None)
    if rencana is not None:
        where = (where & Q(periode=rencana.periode_id)) | Q(
            pk__in=Target.objects.filter(rencana=rencana).values("indikator")
        )
    else:
        where &= Q(periode__tahun_awal__lte=lingkup.tahun, periode__tahun_akhir__gte=lingkup.tahun)
        where &= ~Q(periode__status=PeriodeRenstra.Status.DRAFT)
    rows = Indikator.objects.filter(where, perangkat_daerah=lingkup.perangkat_daerah).select_related(
        "satuan", "unit_kerja", "sasaran", "tujuan", "periode"
    )
    if not lingkup.utuh:
        rows = rows.filter(unit_kerja__in=lingkup.units)
    urut = sorted(rows, key=urutan_indikator)
    return urut if rencana is not None else satu_periode(urut, [])


def capaian_tahunan(
    perangkat_daerah: PerangkatDaerah,
    indikator: Sequence[Indikator],
    years: Sequence[int],
    sampai: Triwulan,
    plans: list[RencanaTahunan],
) -> dict[int, dict[int, CapaianRow]]:
    """Whole years for a trend: {indikator pk: {tahun: row}}; a year that has not reached its end stays out.

    Where the indikator has nothing yet, the row is that of the nearest one it continues.
    """
    selesai = [t for t in years if t < sampai.tahun or sampai.nomor == 4]
    baca = CapaianTriwulan(
        perangkat_daerah=[perangkat_daerah], indikator=indikator, tahun=selesai, plans=plans, pendahulu=True
    )
    return {i.pk: baca.tren(i, selesai) for i in indikator}


def _status(indikator: Sequence[Indikator], tahun: int) -> dict[tuple[int, int], str]:
    """The state of every stored value of a year, by indikator and quarter. One query."""
    rows = Realisasi.objects.filter(indikator__in=indikator, tahun=tahun).order_by()
    return {(pk, q): status for pk, q, status in rows.values_list("indikator", "triwulan", "status")}
