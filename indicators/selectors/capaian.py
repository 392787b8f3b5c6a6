"""Target, realisasi, capaian and category of indicators: the one selector behind sheet, dashboard and document."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import calculations
from indicators.calculations import Akumulasi, BatasKategori, Kebijakan
from indicators.models import (
    Indikator,
    KategoriCapaian,
    PemerintahDaerah,
    PerangkatDaerah,
    Realisasi,
    RencanaTahunan,
    Status,
    Target,
    TargetRenstra,
)
from indicators.selectors import nilai as cetak
from indicators.selectors.bekal import bekal_untuk, target_rencana
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from indicators.selectors.rencana import in_force, rencana_approved
from indicators.selectors.simpanan_tetap import tetap
from sakip.lib.numbers import format_persen
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class CapaianRow:
    """One indikator in one year up to one quarter: what was promised, what happened, how far that reaches.

    `capaian` is a percentage with two decimals after the regency's cap and floor, None when it cannot be computed.
    `per_triwulan` holds the stored rows of the year by quarter.
    """

    indikator: Indikator
    tahun: int
    sampai: int
    target: Besaran
    realisasi: Besaran
    capaian: Decimal | None
    kategori: BatasKategori | None
    per_triwulan: dict[int, Realisasi]
    desimal: int = 0

    @property
    def target_teks(self) -> str:
        """The target, short (`BB`)."""
        return cetak.teks(self.indikator, self.target)

    @property
    def target_panjang(self) -> str:
        """The target, long (`BB (70-80)`)."""
        return cetak.teks(self.indikator, self.target, panjang=True)

    @property
    def realisasi_teks(self) -> str:
        """The realisasi, short (`BB`)."""
        return cetak.teks(self.indikator, self.realisasi)

    @property
    def realisasi_panjang(self) -> str:
        """The realisasi, long (`BB (72,31)`). A predicate without its number stays `B`: a band is what targets have."""
        tanpa_angka = self.realisasi.nilai is None and self.indikator.jenis_nilai == Indikator.JenisNilai.PREDIKAT
        return cetak.teks(self.indikator, self.realisasi, panjang=not tanpa_angka)

    @property
    def capaian_teks(self) -> str:
        """The capaian as the regency prints it (`108%`)."""
        return format_persen(self.capaian, self.desimal)

    @property
    def terakhir(self) -> Realisasi | None:
        """The latest stored row of the year up to the quarter, with its penyebab and solusi."""
        quarters = [q for q in self.per_triwulan if q <= self.sampai]
        return self.per_triwulan[max(quarters)] if quarters else None


@tetap
def kebijakan_of(pemerintah_daerah: PemerintahDaerah) -> Kebijakan:
    """The regency's policy of capaian: formula, cap, floor and categories. One query."""
    bands = KategoriCapaian.objects.filter(pemerintah_daerah=pemerintah_daerah).order_by("-batas_bawah")
    own = tuple(BatasKategori(batas_bawah=b.batas_bawah, label=b.label, kode=b.kode) for b in bands)
    return Kebijakan(
        rumus_turun=calculations.RumusTurun(pemerintah_daerah.rumus_turun),
        batas_atas=pemerintah_daerah.batas_atas,
        batas_bawah=pemerintah_daerah.batas_bawah,
        kategori=own or calculations.KATEGORI_BAKU,
    )


def hitung(
    indikator: Indikator, target: Besaran, realisasi: Besaran, kebijakan: Kebijakan
) -> tuple[Decimal | None, BatasKategori | None]:
    """Capaian and category of one pair of values under the regency's policy."""
    if target.kosong or realisasi.kosong:
        return None, None
    angka = calculations.capaian(
        target.untuk_hitung(),
        realisasi.untuk_hitung(),
        calculations.Arah(indikator.arah),
        kebijakan.rumus_turun,
        dua_tingkat=indikator.jenis_nilai == Indikator.JenisNilai.KESESUAIAN,
    )
    angka = calculations.terapkan_batas(angka, kebijakan)
    return angka, calculations.kategori(angka, kebijakan)


def target_sampai(indikator: Indikator, target: Target | TargetRenstra | Besaran | None, sampai: int) -> Besaran:
    """What is promised up to a quarter: the year's target in the fourth, the quarterly ones accumulated before it."""
    if target is None or isinstance(target, Besaran):
        return target or TANPA_NILAI
    if sampai == 4 or isinstance(target, TargetRenstra):
        return Besaran(target.nilai, target.tingkat)
    mode = Akumulasi(indikator.akumulasi)
    if mode == Akumulasi.TAHUNAN:
        return TANPA_NILAI
    if target.tingkat_id:
        return Besaran(target.nilai, target.tingkat)
    return Besaran(calculations.akumulasi([target.tw1, target.tw2, target.tw3, target.tw4], mode, sampai))


def target_triwulan(indikator: Indikator, target: Target | None, triwulan: int) -> Besaran:
    """What is promised for one quarter by itself: its own target, the year's step of a scale, the year's in the fourth.

    What is measured once a year is promised in the fourth quarter only.
    """
    if target is None:
        return TANPA_NILAI
    if indikator.akumulasi == Akumulasi.TAHUNAN:
        return Besaran(target.nilai, target.tingkat) if triwulan == 4 else TANPA_NILAI
    if target.tingkat_id:
        return Besaran(target.nilai, target.tingkat)
    return Besaran(getattr(target, f"tw{triwulan}"))


def realisasi_sampai(indikator: Indikator, rows: dict[int, Realisasi], sampai: int) -> Besaran:
    """What happened up to a quarter, accumulated in the indikator's own mode."""
    mode = Akumulasi(indikator.akumulasi)
    if indikator.skala_id:
        latest = [q for q in sorted(rows) if q <= sampai and (mode != Akumulasi.TAHUNAN or q == 4)]
        return Besaran(rows[latest[-1]].nilai, rows[latest[-1]].tingkat) if latest else TANPA_NILAI
    per_tw = [rows.get(q) for q in (1, 2, 3, 4)]
    if indikator.rumus == Indikator.Rumus.RASIO and any(r and r.penyebut is not None for r in per_tw[:sampai]):
        pairs = [(r.pembilang, r.penyebut) if r else (None, None) for r in per_tw]
        return Besaran(calculations.akumulasi_rasio(pairs, mode, sampai))
    return Besaran(calculations.akumulasi([r.nilai if r else None for r in per_tw], mode, sampai))


def capaian_matriks(
    *,
    perangkat_daerah: PerangkatDaerah,
    indikator: Sequence[Indikator],
    tahun: Sequence[int],
    sampai: int = 4,
    terverifikasi: bool = True,
    plans: list[RencanaTahunan] | None = None,
) -> dict[int, dict[int, CapaianRow]]:
    """Capaian by indikator and year: {indikator pk: {tahun: row}}. Five queries, whatever the number of rows.

    The target is that of the plan in force; for a year without an approved plan, that of the Renstra.
    Only verified values count unless `terverifikasi` is False. `perangkat_daerah` has its regency joined. `plans`:
    the approved plans of the years, where the caller has them already.
    """
    kebijakan = kebijakan_of(perangkat_daerah.pemerintah_daerah)
    plans = rencana_approved(perangkat_daerah.pk, list(tahun)) if plans is None else plans
    targets = _targets(indikator, plans, tahun, sampai)
    stored = _realisasi(indikator, tahun, terverifikasi)
    hasil: dict[int, dict[int, CapaianRow]] = {}
    for i in indikator:
        hasil[i.pk] = {}
        for t in tahun:
            rows = stored.get((i.pk, t), {})
            target = target_sampai(i, targets.get((i.pk, t)), sampai)
            realisasi = realisasi_sampai(i, rows, sampai)
            capaian, kategori = hitung(i, target, realisasi, kebijakan)
            hasil[i.pk][t] = CapaianRow(
                i,
                t,
                sampai,
                target,
                realisasi,
                capaian,
                kategori,
                rows,
                perangkat_daerah.pemerintah_daerah.desimal_capaian,
            )
    return hasil


def _targets(
    indikator: Sequence[Indikator], plans: list[RencanaTahunan], tahun: Sequence[int], sampai: int
) -> dict[tuple[int, int], Target | TargetRenstra | Besaran]:
    counting = {p.pk: t for t in tahun if (p := in_force(plans, Triwulan(t, sampai))) is not None}
    hasil: dict[tuple[int, int], Target | TargetRenstra | Besaran] = {}
    renstra_years = [t for t in tahun if t not in counting.values()]
    if (bekal := bekal_untuk(indikator)) is not None:
        hasil = {(i.pk, t): b for i in indikator for t, b in bekal.besaran(i).items() if t in renstra_years}
        for rencana, t in counting.items():
            milik = target_rencana(rencana)
            hasil |= {(i.pk, t): milik[i.pk] for i in indikator if i.pk in milik}
        return hasil
    renstra = TargetRenstra.objects.filter(indikator__in=indikator, tahun__in=renstra_years)
    for row in renstra.select_related("tingkat"):
        hasil[row.indikator_id, row.tahun] = row
    own = Target.objects.filter(rencana__in=counting, indikator__in=indikator).select_related("tingkat")
    for target in own:
        hasil[target.indikator_id, counting[target.rencana_id]] = target
    return hasil


def _realisasi(
    indikator: Sequence[Indikator], tahun: Sequence[int], terverifikasi: bool
) -> dict[tuple[int, int], dict[int, Realisasi]]:
    rows = Realisasi.objects.filter(indikator__in=indikator, tahun__in=tahun).select_related("tingkat")
    if terverifikasi:
        rows = rows.filter(status=Status.VERIFIED)
    bekal = bekal_untuk(indikator)
    siap = bekal.nilai([i.pk for i in indikator], tahun) if bekal else None
    hasil: dict[tuple[int, int], dict[int, Realisasi]] = {}
    for row in rows if siap is None else siap:
        if terverifikasi and row.status != Status.VERIFIED:
            continue
        hasil.setdefault((row.indikator_id, row.tahun), {})[row.triwulan] = row
    return hasil
