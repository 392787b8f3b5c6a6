"""The dashboard of a perangkat daerah, or of the units below somebody: cards, tables and charts of one year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from indicators import permissions
from indicators.calculations import Kebijakan
from indicators.models import (
    Indikator,
    JadwalPengisian,
    Lembar,
    PerangkatDaerah,
    PeriodeRenstra,
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
from indicators.selectors.capaian import CapaianRow
from indicators.selectors.capaian_triwulan import CapaianTriwulan, tahun_tanpa_rencana
from indicators.selectors.dasbor_baca import (
    PLANS,
    TAHUN,
    UNITS,
    Pertanyaan,
    Terbaca,
    baca,
    dengan_pendahulu,
    indikator_dan_pendahulu,
    rencana_sah,
    unit_dan_lembar,
    unit_dan_lembar_pd,
)
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
from indicators.selectors.masa import kunci
from indicators.selectors.pendahulu import yang_mengukur
from indicators.selectors.peta_lembar import (
    BarisPeta,
    LembarTertunda,
    SelLembar,
    lembar_tertunda,
    susun_peta,
    terlambat,
)
from indicators.selectors.rencana import in_force
from indicators.selectors.saring import SEMUA, Saring
from indicators.selectors.simpanan import bersama
from indicators.selectors.unit_nama import bersebutan
from sakip.lib.charts import ChartData
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared


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
    lembar: tuple[Lembar, ...] = ()

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
    lembar: Iterable[Lembar] | None = None,
    saring: Saring = SEMUA,
) -> Lingkup:
    """What the person may see of a perangkat daerah: all of it, or the own units and those below. One query.

    `sampai` defaults to the latest quarter that was opened; `units` narrows further (already inside the scope), and
    `lembar` are their sheets of the year, where the caller has them.
    """
    utuh = units is None and permissions.can(user, Ability.VIEW, perangkat_daerah)
    if units is None:
        if utuh:
            units, lembar = unit_dan_lembar_pd([perangkat_daerah.pk], tahun)
        else:
            terlihat = permissions.visible_units(user).filter(perangkat_daerah=perangkat_daerah)
            units, lembar = unit_dan_lembar(terlihat.order_by("urutan", "nama"), tahun)
    units = tuple(bersebutan(units))
    if lembar is None:
        lembar = Lembar.objects.filter(unit_kerja__in=units, tahun=tahun).order_by()
    return Lingkup(
        perangkat_daerah=perangkat_daerah,
        units=units,
        utuh=utuh,
        tahun=tahun,
        sampai=sampai or triwulan_terakhir(jadwal, tahun),
        jadwal=tuple(j for j in jadwal if j.tahun == tahun),
        hari_ini=hari_ini,
        saring=saring,
        lembar=tuple(lembar),
    )


# --- What is worked out -----------------------------------------------------------------------------


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
    """The dashboard of one scope. Five queries, six after a write that all of the regency share."""
    pd, tahun = lingkup.perangkat_daerah, lingkup.tahun
    years = list(range(tahun - TAHUN_TREN + 1, tahun + 1))
    with bersama():
        bahan = _bahan(lingkup, years)
        isi = _isi(lingkup, bahan)
    utama = {i.pk for i in iku_utama((r.indikator for r in isi.rows), lingkup.utuh)}
    iku = [r for r in isi.rows if r.indikator.pk in utama]
    # A year that has not reached its end has no place in a trend of years.
    selesai = [t for t in years if t < tahun or lingkup.sampai == 4]
    tren = {r.indikator.pk: bahan.capaian.tren(r.indikator, selesai) for r in iku}
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


def dasbor_unit(lingkup: Lingkup) -> DasborUnit:
    """The figures of one unit, the first of `lingkup.units`. Five queries, like `dasbor`."""
    with bersama():
        bahan = _bahan(lingkup, [lingkup.tahun])
        isi = _isi(lingkup, bahan)
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
        status=bahan.terbaca.status,
    )


@dataclass(frozen=True)
class _Bahan:
    """What was read for a scope: the plans of the year, its indikator, and all of whom a figure is asked."""

    plans: list[RencanaTahunan]
    berlaku: dict[int, RencanaTahunan | None]
    indikator: list[Indikator]
    terbaca: Terbaca
    capaian: CapaianTriwulan


def _bahan(lingkup: Lingkup, years: Sequence[int]) -> _Bahan:
    """Four queries. Trends are read for what `years` there are besides the page's own."""
    pd, tahun = lingkup.perangkat_daerah, lingkup.tahun
    plans = rencana_sah(pd.pk, years)
    setahun = [p for p in plans if p.tahun == tahun]
    berlaku = {q: in_force(setahun, Triwulan(tahun, q)) for q in (1, 2, 3, 4)}
    indikator, rantai = indikator_tahun(lingkup, berlaku[lingkup.sampai])
    terbaca = baca(
        Pertanyaan(
            tahun=tahun,
            years=years,
            plans=plans,
            kosong=tahun_tanpa_rencana(plans, [pd], years),
            indikator=[i.pk for i in indikator],
            tren=[i.pk for i in iku_utama(indikator, lingkup.utuh)] if len(years) > 1 else (),
            rantai=rantai,
            units=[u.pk for u in lingkup.units],
        )
    )
    capaian = CapaianTriwulan(perangkat_daerah=[pd], tahun=years, plans=plans, terbaca=terbaca)
    return _Bahan(setahun, berlaku, indikator, terbaca, capaian)


def _isi(lingkup: Lingkup, bahan: _Bahan) -> Isi:
    """One query, or two: the policy of the regency is kept."""
    pd, tahun = lingkup.perangkat_daerah, lingkup.tahun
    rows = [r for i in bahan.indikator if lingkup.saring.cocok(r := bahan.capaian.row(i, tahun, lingkup.sampai))]
    milik = None if lingkup.utuh else [u.pk for u in lingkup.units]
    cabang = cabang_anggaran(perangkat_daerah=[pd.pk], tahun=tahun, plans=bahan.plans, units=milik)[pd.pk]
    return Isi(
        rows=rows,
        setahun={r.indikator.pk: bahan.capaian.setahun(r.indikator, tahun) for r in rows},
        kebijakan=bahan.capaian.kebijakan[pd.pemerintah_daerah_id],
        uang=Uang(cabang, bahan.berlaku, lingkup.sampai),
        peta=susun_peta(
            tahun=tahun,
            units=lingkup.units,
            plans=bahan.plans,
            terbaca=bahan.terbaca,
            anggaran=[c.sub for c in cabang],
            jadwal=lingkup.jadwal,
            lembar=lingkup.lembar,
            hari_ini=lingkup.hari_ini,
        ),
    )


def indikator_tahun(
    lingkup: Lingkup, rencana: RencanaTahunan | None
) -> tuple[list[Indikator], dict[int, list[Indikator]]]:
    """The indikator that count in a year: those of the plan, and every IKU of its period; and what an IKU continues.

    One query (see `indikator_dan_pendahulu`).
    """
    tanya = INDIKATOR[rencana is not None, lingkup.utuh]
    isi: dict[str, Any] = {"pds": [lingkup.perangkat_daerah.pk], "units": [u.pk for u in lingkup.units]}
    isi |= {"plans": [rencana.pk], "periode": rencana.periode_id} if rencana else {"tahun": lingkup.tahun}
    dipilih, rantai = indikator_dan_pendahulu(tanya, **isi)
    units = {u.pk: u for u in lingkup.units}
    for i in dipilih:
        i.unit_kerja = units[i.unit_kerja_id]
    urut = sorted(dipilih, key=urutan_indikator)
    return (urut if rencana is not None else satu_periode(urut, [])), rantai


def _indikator(berencana: bool, utuh: bool) -> QuerySet[Indikator]:
    where = Q(iku=True) & yang_mengukur(PLANS if berencana else None)
    if berencana:
        dalam = Target.objects.filter(rencana__in=PLANS).values("indikator")
        where = (where & Q(periode=kunci("periode"))) | Q(pk__in=dalam)
    else:
        where &= Q(periode__tahun_awal__lte=TAHUN, periode__tahun_akhir__gte=TAHUN)
        where &= ~Q(periode__status=PeriodeRenstra.Status.DRAFT)
    if not utuh:
        where &= Q(unit_kerja__in=UNITS)
    return dengan_pendahulu(Indikator.objects.select_related("satuan", "sasaran", "tujuan", "periode"), where)


INDIKATOR: dict[tuple[bool, bool], Prepared[Indikator]] = {
    (berencana, utuh): Prepared(partial(_indikator, berencana, utuh))
    for berencana in (True, False)
    for utuh in (True, False)
}
