"""One quarter as its report tells it: the IKU by themselves and up to it, the money, what was noted, who has entered.

The figures are those of capaian, laporan and lembar; nothing is worked out a second time here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from indicators.calculations import BatasKategori
from indicators.models import (
    Indikator,
    JadwalPengisian,
    PerangkatDaerah,
    Realisasi,
    RealisasiAnggaran,
    RencanaTahunan,
    Status,
)
from indicators.selectors import bekal
from indicators.selectors.bekal import target_per_indikator
from indicators.selectors.capaian import (
    CapaianRow,
    capaian_matriks,
    hitung,
    kebijakan_of,
    target_triwulan,
)
from indicators.selectors.laporan import (
    TANPA_ANGGARAN,
    Anggaran,
    SubKegiatanNode,
    anggaran_triwulan,
    jumlahkan,
    pagu_rencana,
)
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from indicators.selectors.rencana import in_force, rencana_approved
from sakip.lib.periods import Triwulan


def jadwal_tahun(perangkat_daerah: PerangkatDaerah, tahun: int) -> dict[int, JadwalPengisian]:
    """The scheduled quarters of a year by number. One query."""
    return bekal.jadwal_tahun(perangkat_daerah.pk, tahun)


# --- Indicators --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class KinerjaTriwulan:
    """One indikator in one quarter: the quarter by itself, and the year up to it (`kumulatif`)."""

    indikator: Indikator
    target_tahun: Besaran
    target: Besaran
    realisasi: Besaran
    capaian: Decimal | None
    kategori: BatasKategori | None
    kumulatif: CapaianRow

    @property
    def catatan(self) -> Realisasi | None:
        """The verified row of the quarter, with what was noted beside the value."""
        return self.kumulatif.per_triwulan.get(self.kumulatif.sampai)


def kinerja_triwulan(
    perangkat_daerah: PerangkatDaerah, indikator: Sequence[Indikator], rencana: RencanaTahunan, triwulan: Triwulan
) -> list[KinerjaTriwulan]:
    """The indikator in the order given; only verified values count. Seven queries.

    `rencana` is the plan in force in the quarter; `perangkat_daerah` has its regency joined.
    """
    q = triwulan.nomor
    kebijakan = kebijakan_of(perangkat_daerah.pemerintah_daerah)
    stored = target_per_indikator(rencana, indikator)
    matriks = capaian_matriks(
        perangkat_daerah=perangkat_daerah, indikator=indikator, tahun=[triwulan.tahun], sampai=q, plans=[rencana]
    )
    hasil = []
    for i in indikator:
        kumulatif, target = matriks[i.pk][triwulan.tahun], stored.get(i.pk)
        row = kumulatif.per_triwulan.get(q)
        milik = target_triwulan(i, target, q)
        nilai = Besaran(row.nilai, row.tingkat) if row else TANPA_NILAI
        capaian, kategori = hitung(i, milik, nilai, kebijakan)
        tahunan = Besaran(target.nilai, target.tingkat) if target else TANPA_NILAI
        hasil.append(KinerjaTriwulan(i, tahunan, milik, nilai, capaian, kategori, kumulatif))
    return hasil


# --- Money -------------------------------------------------------------------------------------------------------


def uang_triwulan(rencana: RencanaTahunan, sampai: int) -> dict[int, dict[int, Anggaran]]:
    """Cumulative money by quarter (0: before the year) and sub kegiatan of a plan. Three queries.

    A sub kegiatan without pagu in the plan that counted in a quarter had nothing to spend there: it has no pagu in it.
    """
    quarters = range(1, sampai + 1)
    semua = anggaran_triwulan(rencana, quarters)
    plans = rencana_approved(rencana.perangkat_daerah_id, [rencana.tahun])
    per_plan = pagu_rencana(rencana.perangkat_daerah_id, rencana.tahun)
    hasil: dict[int, dict[int, Anggaran]] = {0: {}}
    for q in quarters:
        berlaku = in_force(plans, Triwulan(rencana.tahun, q))
        ada = per_plan.get(berlaku.pk, {}) if berlaku else {}
        hasil[q] = {pk: a for pk, a in semua[q].items() if q == sampai or pk in ada}
    return hasil


def jumlah_cabang(sub: Iterable[SubKegiatanNode], uang: Mapping[int, Anggaran]) -> Anggaran:
    """The money of some sub kegiatan together; one unknown makes the whole unknown."""
    return jumlahkan(uang.get(s.sub_kegiatan.pk, TANPA_ANGGARAN) for s in sub)


def selisih(kini: Anggaran, lalu: Anggaran) -> int | None:
    """What was spent in a quarter by itself, from two cumulative figures; None when one of them is unknown.

    Without pagu in the quarter before there was nothing to spend.
    """
    if kini.keuangan is None or (lalu.pagu is not None and lalu.keuangan is None):
        return None
    return kini.keuangan - (lalu.keuangan or 0)


# --- What was noted ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CatatanUnit:
    """One pair of cause and follow-up, and what it was noted for, below the IKU of the perangkat daerah itself."""

    unit: str
    penyebab: str
    solusi: str
    hal: list[str]


def catatan_triwulan(perangkat_daerah: PerangkatDaerah, triwulan: Triwulan) -> list[CatatanUnit]:
    """What units noted beside verified values and money, the same words of one unit together. Two queries.

    Why money is above pagu is among the causes.
    """
    where = Q(tahun=triwulan.tahun, triwulan=triwulan.nomor, status=Status.VERIFIED)
    nilai = (
        Realisasi.objects.filter(where & ~Q(penyebab="", solusi=""), indikator__perangkat_daerah=perangkat_daerah)
        .exclude(indikator__iku=True, indikator__sasaran__unit_kerja__isnull=True)
        .order_by("indikator__unit_kerja__urutan", "indikator__unit_kerja", "indikator__urutan", "indikator")
        .values_list("indikator__unit_kerja__nama", "penyebab", "solusi", "indikator__nama")
    )
    uang = (
        RealisasiAnggaran.objects.filter(
            where & ~Q(penyebab="", solusi="", alasan_lebih=""), sub_kegiatan__perangkat_daerah=perangkat_daerah
        )
        .order_by("sub_kegiatan__unit_kerja__urutan", "sub_kegiatan__unit_kerja", "sub_kegiatan__urutan")
        .values_list("sub_kegiatan__unit_kerja__nama", "penyebab", "solusi", "sub_kegiatan__uraian", "alasan_lebih")
    )
    uang_baris = [(unit, _dengan_alasan(p, alasan), s, hal) for unit, p, s, hal, alasan in uang]
    hasil: dict[tuple[str, str, str], CatatanUnit] = {}
    for unit, penyebab, solusi, hal in [*nilai, *uang_baris]:
        kunci = (unit, penyebab.strip(), solusi.strip())
        hasil.setdefault(kunci, CatatanUnit(*kunci, [])).hal.append(hal)
    return list(hasil.values())


def _dengan_alasan(penyebab: str, alasan: str) -> str:
    return "\n".join(t for t in (penyebab.strip(), f"Melebihi pagu: {alasan}" if alasan else "") if t)
