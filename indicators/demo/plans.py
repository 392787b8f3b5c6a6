"""The year plans: 2024 before and after the change of the budget, and 2025."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.demo import rules
from indicators.demo.institution import Lembaga
from indicators.demo.programs import Pohon
from indicators.models import Indikator, RencanaTahunan, TargetRenstra, User
from indicators.services import rencana as layanan
from indicators.services.rencana import PaguEntry, TargetEntry

SERATUS = Decimal(100)

# The natural home of each kind of spending among the sub kegiatan (numbers of the published table), in the order of
# filling: salaries and allowances; grants; vehicles, furniture and machines; buildings; other fixed assets.
KESUKAAN_BELANJA = [
    ("5.1.01", [8, 38, 40, 9]),
    ("5.1.05", [55]),
    ("5.2.02", [23, 24, 25]),
    ("5.2.03", [35]),
    ("5.2.05", [26, 25]),
]


def belanja_2024(pohon: Pohon, kinerja: dict[str, Any]) -> rules.Belanja:
    """The printed pagu of every sub kegiatan split into the printed totals per kind of spending."""
    return rules.belanja_per_sub(pohon.pagu_perubahan, kinerja["belanja_perubahan"], KESUKAAN_BELANJA)


def rencana_2024(
    lembaga: Lembaga, pohon: Pohon, kinerja: dict[str, Any], belanja: rules.Belanja, by: User | None
) -> None:
    """Plan murni (example figures) and plan perubahan (the printed pagu and targets), both approved."""
    murni = _rencana_baru(lembaga, 2024, by)
    layanan.target_save_many(rencana=murni, entries=target_tahun(lembaga, 2024, semua_contoh=True), by=by)
    layanan.pagu_save_many(rencana=murni, entries=_pagu(lembaga, pohon, belanja, rules.pagu_murni), by=by)
    layanan.rencana_approve(rencana=murni, dasar=kinerja["dasar_murni"], tanggal=date(2024, 1, 2), by=by, periksa=False)
    perubahan = layanan.rencana_open_perubahan(rencana=murni, by=by)
    layanan.target_save_many(rencana=perubahan, entries=target_tahun(lembaga, 2024), by=by)
    layanan.pagu_save_many(rencana=perubahan, entries=_pagu(lembaga, pohon, belanja, int), by=by)
    layanan.rencana_approve(
        rencana=perubahan, dasar=kinerja["dasar_perubahan"], tanggal=date(2024, 10, 1), by=by, periksa=False
    )
    perubahan.contoh = False
    perubahan.save(update_fields=["contoh", "diubah_pada"])


def rencana_2025(lembaga: Lembaga, pohon: Pohon | None, belanja: rules.Belanja, by: User | None) -> None:
    """The plan of the running year: targets of the Renstra, pagu by rule where there is a programme tree."""
    murni = _rencana_baru(lembaga, 2025, by)
    layanan.target_save_many(rencana=murni, entries=target_tahun(lembaga, 2025), by=by)
    if pohon is not None:
        layanan.pagu_save_many(rencana=murni, entries=_pagu(lembaga, pohon, belanja, rules.pagu_berikutnya), by=by)
    layanan.rencana_approve(rencana=murni, dasar="Data contoh", tanggal=date(2025, 1, 2), by=by, periksa=False)


def _rencana_baru(lembaga: Lembaga, tahun: int, by: User | None) -> RencanaTahunan:
    return layanan.rencana_create(
        perangkat_daerah=lembaga.perangkat_daerah, periode=lembaga.periode, tahun=tahun, by=by, contoh=True
    )


# --- Targets ------------------------------------------------------------------------------------------------


def target_tahun(lembaga: Lembaga, tahun: int, *, semua_contoh: bool = False) -> list[TargetEntry]:
    """The targets of one year with their quarters. An indikator without any target of the year is left out.

    A target is example data as soon as one of its figures (a quarter's, too) is not printed.
    """
    rows = TargetRenstra.objects.filter(indikator__in=lembaga.indikator.values(), tahun=tahun)
    renstra = {t.indikator_id: t for t in rows.select_related("tingkat")}
    hasil = []
    for indikator in lembaga.indikator.values():
        target = renstra.get(indikator.pk)
        kegiatan = indikator.jenjang == Indikator.Jenjang.KEGIATAN
        if target is None and not kegiatan:
            continue
        nilai = SERATUS if target is None else target.nilai
        tingkat = None if target is None else target.tingkat
        tw = target_triwulan(indikator, nilai)
        tahunan = indikator.akumulasi == Indikator.Akumulasi.TAHUNAN
        hasil.append(TargetEntry(indikator, nilai, tingkat, tw, contoh=semua_contoh or not tahunan))
    return hasil


def target_triwulan(indikator: Indikator, nilai: Decimal | None) -> rules.Kuartal:
    """The quarterly targets that follow from the year's target by the indikator's mode of accumulation."""
    if indikator.akumulasi == Indikator.Akumulasi.TAHUNAN or nilai is None:
        return rules.target_tahunan(nilai)
    if indikator.akumulasi == Indikator.Akumulasi.JUMLAH:
        return rules.target_jumlah(nilai)
    kemajuan = indikator.rumus == Indikator.Rumus.PROGRAM or indikator.jenjang == Indikator.Jenjang.KEGIATAN
    return rules.target_kemajuan(nilai) if kemajuan else rules.target_tetap(nilai)


# --- Pagu ---------------------------------------------------------------------------------------------------


def _pagu(lembaga: Lembaga, pohon: Pohon, belanja: rules.Belanja, aturan: Callable[[int], int]) -> list[PaguEntry]:
    """The pagu of a plan: `aturan` turns the printed amount into that of the plan."""
    return [
        PaguEntry(pohon.sub[nomor], lembaga.referensi.jenis_belanja[kode], aturan(jumlah), contoh=True)
        for nomor, isian in belanja.items()
        for kode, jumlah in isian.items()
    ]
