"""What the dashboard of a regency needs of each perangkat daerah, and no more: small, and kept for each by itself.

A write in one perangkat daerah must not make the regency be worked out anew: the part of each is kept under the newest
event of its own (`kepala_bagian`), so that after a write one part is made and the others are taken as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from django.db.models import Q, QuerySet

from indicators.calculations import BatasKategori
from indicators.models import (
    Indikator,
    JadwalPengisian,
    Lembar,
    PerangkatDaerah,
    PeriodeRenstra,
    RencanaTahunan,
    UnitKerja,
)
from indicators.selectors.anggaran import BarisSerapan, jumlah_diketahui, serapan_program
from indicators.selectors.cabang_anggaran import Cabang, cabang_anggaran
from indicators.selectors.capaian_triwulan import CapaianTriwulan, tahun_tanpa_rencana
from indicators.selectors.dasbor_baca import (
    PLANS,
    TAHUN,
    Pertanyaan,
    Terbaca,
    baca,
    dengan_pendahulu,
    indikator_dan_pendahulu,
    jadwal_dan_rencana,
    unit_dan_lembar_pd,
)
from indicators.selectors.dasbor_baris import TAHUN_TREN, iku_utama, satu_periode, triwulan_terakhir
from indicators.selectors.pendahulu import yang_mengukur
from indicators.selectors.peta_lembar import BarisPeta, LembarTertunda, lembar_tertunda, susun_peta
from indicators.selectors.rencana import in_force
from indicators.selectors.simpanan_bagian import selama_bagian_tetap
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared

T = TypeVar("T")


@dataclass(frozen=True)
class IkuRingkas:
    """One IKU: its capaian and category after each quarter of the year, and of whole years (None: not measured).

    `terisi`: which quarters have a verified value of their own.
    """

    pk: int
    nama: str
    terisi: tuple[bool, ...]
    capaian: tuple[Decimal | None, ...]
    kategori: tuple[BatasKategori | None, ...]
    tahunan: dict[int, Decimal | None]


@dataclass(frozen=True)
class BagianPd:
    """One perangkat daerah in one year, up to quarter `sampai`. `status` is that of the quarter's schedule in words."""

    pk: int
    sampai: int
    status: str
    iku: tuple[IkuRingkas, ...]
    program: tuple[BarisSerapan, ...]
    keadaan: dict[int, dict[str, int]]
    tertunda: tuple[LembarTertunda, ...]

    @cached_property
    def total(self) -> BarisSerapan | None:
        """All programmes together."""
        return jumlah_diketahui(self.program) if self.program else None


def bagian_daerah(
    perangkat_daerah: Sequence[PerangkatDaerah], tahun: int, *, hari_ini: date, sampai: int | None = None
) -> dict[int, BagianPd]:
    """The part of each perangkat daerah (regency joined). One query while nothing was written, else seven or eight.

    `sampai` defaults, for each by itself, to the latest quarter that was opened.
    """
    by_pk = {pd.pk: pd for pd in perangkat_daerah}
    return selama_bagian_tetap(
        {pd.pk: pd.pemerintah_daerah_id for pd in perangkat_daerah},
        ("bagian_daerah", tahun, sampai, hari_ini),
        lambda pks: _hitung([by_pk[pk] for pk in pks], tahun, sampai, hari_ini),
    )


@dataclass(frozen=True)
class _Bacaan:
    """Everything read for some perangkat daerah at once, by its key."""

    jadwal: dict[int, list[JadwalPengisian]]
    plans: dict[int, list[RencanaTahunan]]
    berlaku: dict[int, RencanaTahunan | None]
    iku: dict[int, list[Indikator]]
    units: dict[int, list[UnitKerja]]
    lembar: list[Lembar]
    cabang: Mapping[int, list[Cabang]]
    terbaca: Terbaca
    capaian: CapaianTriwulan


def _hitung(
    perangkat_daerah: Sequence[PerangkatDaerah], tahun: int, sampai: int | None, hari_ini: date
) -> dict[int, BagianPd]:
    bacaan = _baca(perangkat_daerah, tahun, sampai)
    peta = _peta(bacaan, tahun, hari_ini)
    return {pd.pk: _bagian(pd, bacaan, peta[pd.pk], tahun, sampai) for pd in perangkat_daerah}


def _bagian(pd: PerangkatDaerah, bacaan: _Bacaan, peta: list[BarisPeta], tahun: int, sampai: int | None) -> BagianPd:
    jadwal = bacaan.jadwal[pd.pk]
    nomor = sampai or triwulan_terakhir(jadwal, tahun)
    rencana = bacaan.berlaku[pd.pk]
    kini = next((j for j in jadwal if j.triwulan == nomor), None)
    return BagianPd(
        pk=pd.pk,
        sampai=nomor,
        status=kini.get_status_display() if kini else "",
        iku=tuple(_iku(i, bacaan.capaian, tahun, nomor) for i in iku_utama(bacaan.iku[pd.pk], utuh=True)),
        program=tuple(serapan_program([c.sub for c in bacaan.cabang[pd.pk]], rencana, nomor)),
        keadaan=_keadaan(peta),
        tertunda=tuple(lembar_tertunda(peta)),
    )


def _iku(i: Indikator, capaian: CapaianTriwulan, tahun: int, nomor: int) -> IkuRingkas:
    rows = capaian.setahun(i, tahun)
    lalu = [t for t in capaian.tahun if t < tahun or nomor == 4]
    return IkuRingkas(
        pk=i.pk,
        nama=i.nama,
        terisi=tuple(q in rows[0].per_triwulan for q in (1, 2, 3, 4)),
        capaian=tuple(r.capaian for r in rows),
        kategori=tuple(r.kategori for r in rows),
        tahunan={t: r.capaian for t, r in capaian.tren(i, lalu).items()},
    )


def _keadaan(peta: Iterable[BarisPeta]) -> dict[int, dict[str, int]]:
    """How many sheets of each quarter are in which state."""
    hasil: dict[int, dict[str, int]] = {}
    for baris in peta:
        for sel in baris.sel:
            if sel is not None:
                setriwulan = hasil.setdefault(sel.ringkas.triwulan.nomor, {})
                setriwulan[sel.keadaan] = setriwulan.get(sel.keadaan, 0) + 1
    return hasil


# --- Reading -----------------------------------------------------------------------------------------------------


def _baca(perangkat_daerah: Sequence[PerangkatDaerah], tahun: int, sampai: int | None) -> _Bacaan:
    """Six queries, seven after a write that all of the regency share."""
    pks = [pd.pk for pd in perangkat_daerah]
    years = range(tahun - TAHUN_TREN + 1, tahun + 1)
    jadwal, plans = jadwal_dan_rencana(pks, tahun, years)
    semua = [p for own in plans.values() for p in own]
    berlaku = {
        pk: in_force(own, Triwulan(tahun, sampai or triwulan_terakhir(jadwal[pk], tahun))) for pk, own in plans.items()
    }
    units, lembar = unit_dan_lembar_pd(pks, tahun)
    iku, rantai = _baca_iku(tahun, berlaku)
    milik = [i.pk for own in iku.values() for i in own]
    terbaca = baca(
        Pertanyaan(
            tahun=tahun,
            years=years,
            plans=semua,
            kosong=tahun_tanpa_rencana(semua, perangkat_daerah, years),
            indikator=milik,
            tren=milik,
            rantai=rantai,
            units=[u.pk for u in units],
        )
    )
    return _Bacaan(
        jadwal=jadwal,
        plans=plans,
        berlaku=berlaku,
        iku=iku,
        units=_bagi(((u.perangkat_daerah_id, u) for u in units), pks),
        lembar=lembar,
        cabang=cabang_anggaran(perangkat_daerah=pks, tahun=tahun, plans=[p for p in semua if p.tahun == tahun]),
        terbaca=terbaca,
        capaian=CapaianTriwulan(perangkat_daerah=perangkat_daerah, tahun=years, plans=semua, terbaca=terbaca),
    )


def _baca_iku(
    tahun: int, berlaku: Mapping[int, RencanaTahunan | None]
) -> tuple[dict[int, list[Indikator]], dict[int, list[Indikator]]]:
    """The IKU of the period the plan in force was made in; without a plan of the latest that contains the year."""
    plans = [p.pk for p in berlaku.values() if p]
    dipilih, rantai = indikator_dan_pendahulu(IKU, pds=list(berlaku), plans=plans, tahun=tahun)
    hasil = _bagi(((i.perangkat_daerah_id, i) for i in dipilih), berlaku)
    return {pk: satu_periode(own, [p] if (p := berlaku[pk]) else []) for pk, own in hasil.items()}, rantai


def _iku_rows() -> QuerySet[Indikator]:
    where = (
        yang_mengukur(PLANS)
        & Q(iku=True, periode__tahun_awal__lte=TAHUN, periode__tahun_akhir__gte=TAHUN)
        & ~Q(periode__status=PeriodeRenstra.Status.DRAFT)
    )
    rows = Indikator.objects.select_related("sasaran", "periode").order_by("jenjang", "urutan", "pk")
    return dengan_pendahulu(rows, where)


IKU: Prepared[Indikator] = Prepared(_iku_rows)


def _peta(bacaan: _Bacaan, tahun: int, hari_ini: date) -> dict[int, list[BarisPeta]]:
    """The sheets of the year by perangkat daerah."""
    pemilik = {u.pk: pk for pk, units in bacaan.units.items() for u in units}
    target = _bagi(((pemilik[k[1]], (k, n)) for k, n in bacaan.terbaca.per_target.items()), bacaan.units)
    nilai = _bagi(((pemilik[k[0]], (k, n)) for k, n in bacaan.terbaca.per_nilai.items()), bacaan.units)
    lembar = _bagi(((pemilik[satu.unit_kerja_id], satu) for satu in bacaan.lembar), bacaan.units)
    return {
        pk: susun_peta(
            tahun=tahun,
            units=units,
            plans=[p for p in bacaan.plans[pk] if p.tahun == tahun],
            terbaca=replace(bacaan.terbaca, per_target=dict(target[pk]), per_nilai=dict(nilai[pk])),
            anggaran=[c.sub for c in bacaan.cabang[pk]],
            jadwal=bacaan.jadwal[pk],
            lembar=lembar[pk],
            hari_ini=hari_ini,
        )
        for pk, units in bacaan.units.items()
    }


def _bagi(rows: Iterable[tuple[int, T]], pks: Iterable[int]) -> dict[int, list[T]]:
    hasil: dict[int, list[T]] = {pk: [] for pk in pks}
    for pk, row in rows:
        hasil[pk].append(row)
    return hasil
