"""Everything about one indikator: its definition, its years, the quarters of one year, the evidence."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.calculations import BatasKategori, Kebijakan
from indicators.models import BuktiDukung, Indikator, Realisasi, Target
from indicators.permissions import Ability, can
from indicators.rumus import RumusSalah, uraikan
from indicators.selectors import nilai as cetak
from indicators.selectors.capaian import (
    CapaianRow,
    hitung,
    realisasi_sampai,
    target_sampai,
)
from indicators.selectors.capaian_triwulan import CapaianTriwulan
from indicators.selectors.dasbor_baris import TAHUN_TREN
from indicators.selectors.grafik import grafik_tren, grafik_tren_triwulan
from indicators.selectors.masa import kunci
from indicators.selectors.nilai import Besaran
from indicators.selectors.rencana import in_force, rencana_approved
from sakip.lib.charts_bentuk import Grafik
from sakip.lib.numbers import format_persen
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared


@dataclass(frozen=True)
class BarisTriwulan:
    """One quarter of one indikator: its stored row (also while unverified), and the capaian of the year up to it.

    `direncanakan`: the plan in force then holds the indikator, so that it stands on a sheet.
    """

    triwulan: Triwulan
    target: str
    realisasi: Realisasi | None
    nilai: str
    capaian: Decimal | None
    kategori: BatasKategori | None
    desimal: int
    direncanakan: bool
    bukti: list[BuktiDukung] = field(default_factory=list)

    @property
    def capaian_teks(self) -> str:
        """The capaian as the regency prints it."""
        return format_persen(self.capaian, self.desimal)


@dataclass(frozen=True)
class KartuIndikator:
    """The page of one indikator. `tahunan` begins with the years of what it continues, where that is measured alike."""

    indikator: Indikator
    tahunan: list[CapaianRow]
    target_berikut: list[tuple[int, str]]
    triwulan: list[BarisTriwulan]
    grafik: dict[str, Grafik]


INDIKATOR: Prepared[Indikator] = Prepared(
    lambda: (
        Indikator.objects.filter(pk=kunci("indikator"))
        .select_related(
            *("periode", "satuan", "skala", "unit_kerja__perangkat_daerah", "perangkat_daerah__pemerintah_daerah"),
            *Indikator.Jenjang.values,
        )
        .order_by()
    )
)


def indikator_terlihat(user: Any, pk: int) -> Indikator | None:
    """An indikator with its definition's rows, its unit and its regency, if the person sees it. One query.

    The scope is that of `visible_to`, asked of the unit of the one row that was found.
    """
    indikator = INDIKATOR.first(indikator=pk)
    return indikator if indikator is not None and can(user, Ability.VIEW, indikator.unit_kerja) else None


def kartu_indikator(indikator: Indikator, tahun: int, sampai: int) -> KartuIndikator:
    """Years up to `tahun` (verified values), targets of the years after it, quarters of `tahun`.

    The years are those of the period and at least the last five. Five queries, two more with predecessors. The
    indikator comes with its periode, satuan, skala and perangkat daerah joined.
    """
    pd = indikator.perangkat_daerah
    mulai = min(indikator.periode.tahun_awal, tahun - TAHUN_TREN + 1)
    semua = range(mulai, max(indikator.periode.tahun_akhir, tahun) + 1)
    plans = rencana_approved(pd.pk, semua)
    years = range(mulai, tahun + 1)
    baca = CapaianTriwulan(
        perangkat_daerah=[pd], indikator=[indikator], tahun=years, plans=plans, pendahulu=True, belum=True, janji=semua
    )
    per_tahun = _berisi(indikator, baca.tren(indikator, [t for t in years if t < tahun or sampai == 4]))
    rows = baca.tersimpan.get((indikator.pk, tahun), {})
    kebijakan = baca.kebijakan[pd.pemerintah_daerah_id]
    triwulan = []
    for tw in Triwulan.setahun(tahun):
        rencana = in_force(plans, tw)
        target = baca.target.get((indikator.pk, rencana.pk)) if rencana else None
        triwulan.append(_baris(indikator, tw, target, rows, kebijakan))
    terakhir = max(per_tahun, default=tahun - 1)
    berikut = [t for thn in semua if thn > terakhir and (t := baca.renstra.get((indikator.pk, thn))) is not None]
    return KartuIndikator(
        indikator=indikator,
        tahunan=[per_tahun[t] for t in sorted(per_tahun)],
        target_berikut=[(t.tahun, cetak.teks(indikator, Besaran(t.nilai, t.tingkat), panjang=True)) for t in berikut],
        triwulan=_dengan_bukti(triwulan),
        grafik={
            kunci: g
            for kunci, g in (
                ("tren-tahun", grafik_tren(indikator, per_tahun, "Target dan realisasi tiap tahun")),
                ("tren-triwulan", grafik_tren_triwulan(indikator, baca.setahun(indikator, tahun)[:sampai])),
            )
            if g is not None
        },
    )


def _berisi(indikator: Indikator, per_tahun: dict[int, CapaianRow]) -> dict[int, CapaianRow]:
    """Without the years before the period of which nothing is known."""
    awal = indikator.periode.tahun_awal
    return {t: r for t, r in per_tahun.items() if t >= awal or not (r.target.kosong and r.realisasi.kosong)}


def tulisan_rumus(indikator: Indikator) -> str:
    """An indikator's own formula by its variables' short names (`a / b × 100`), as typed if it cannot be read."""
    if indikator.rumus != Indikator.Rumus.EKSPRESI:
        return ""
    try:
        return uraikan(indikator.ekspresi).tulisan
    except RumusSalah:
        return indikator.ekspresi


def _baris(
    indikator: Indikator,
    tw: Triwulan,
    target: Target | None,
    rows: dict[int, Realisasi],
    kebijakan: Kebijakan,
) -> BarisTriwulan:
    row = rows.get(tw.nomor)
    capaian, kategori = None, None
    if row is not None:
        capaian, kategori = hitung(
            indikator,
            target_sampai(indikator, target, tw.nomor),
            realisasi_sampai(indikator, rows, tw.nomor),
            kebijakan,
        )
    return BarisTriwulan(
        triwulan=tw,
        target=_target_teks(indikator, target, tw.nomor),
        realisasi=row,
        nilai=cetak.teks(indikator, Besaran(row.nilai, row.tingkat), panjang=True) if row else cetak.KOSONG,
        capaian=capaian,
        kategori=kategori,
        desimal=indikator.perangkat_daerah.pemerintah_daerah.desimal_capaian,
        direncanakan=target is not None,
    )


def _target_teks(indikator: Indikator, target: Target | None, nomor: int) -> str:
    """The target of the quarter itself; a step of a scale counts in every quarter with a value."""
    if target is None:
        return cetak.KOSONG
    if target.tingkat_id:
        tahunan = indikator.akumulasi == Indikator.Akumulasi.TAHUNAN and nomor != 4
        return cetak.KOSONG if tahunan else cetak.teks(indikator, Besaran(target.nilai, target.tingkat))
    return cetak.teks(indikator, Besaran(getattr(target, f"tw{nomor}")))


def _dengan_bukti(rows: list[BarisTriwulan]) -> list[BarisTriwulan]:
    by_pk = {r.realisasi.pk: r for r in rows if r.realisasi is not None}
    for bukti in BuktiDukung.objects.filter(realisasi__in=by_pk):
        if bukti.realisasi_id is not None:
            by_pk[bukti.realisasi_id].bukti.append(bukti)
    return rows
