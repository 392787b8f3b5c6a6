"""Where a new period begins: the last value that was reached before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Max

from indicators.models import Indikator, Realisasi, Status, TingkatPredikat
from indicators.selectors import nilai as cetak
from indicators.selectors.capaian import realisasi_sampai
from indicators.selectors.nilai import Besaran

LANGKAH = Decimal("0.0001")


@dataclass(frozen=True)
class KondisiAwal:
    """The kondisi awal offered to one indikator: what it reached in `tahun`, as stored and as printed."""

    indikator: Indikator
    tahun: int
    nilai: Decimal | None
    tingkat: TingkatPredikat | None
    teks: str


def kondisi_awal(indikator: Sequence[Indikator], tahun_awal: int) -> dict[int, KondisiAwal]:
    """By indikator, its verified value of the last year before the period that has one. Two queries."""
    rows = Realisasi.objects.filter(indikator__in=indikator, tahun__lt=tahun_awal, status=Status.VERIFIED).order_by()
    terakhir = dict(rows.values_list("indikator_id").annotate(tahun=Max("tahun")))
    stored: dict[int, dict[int, Realisasi]] = {}
    for row in rows.filter(tahun__in=set(terakhir.values())).select_related("tingkat"):
        if row.tahun == terakhir[row.indikator_id]:
            stored.setdefault(row.indikator_id, {})[row.triwulan] = row
    hasil = {}
    for i in indikator:
        besar = realisasi_sampai(i, stored[i.pk], 4) if i.pk in stored else None
        if besar is not None and not besar.kosong:
            nilai = None if besar.nilai is None else besar.nilai.quantize(LANGKAH, ROUND_HALF_UP)
            teks = cetak.teks(i, Besaran(nilai, besar.tingkat), panjang=True)
            hasil[i.pk] = KondisiAwal(i, terakhir[i.pk], nilai, besar.tingkat, teks)
    return hasil
