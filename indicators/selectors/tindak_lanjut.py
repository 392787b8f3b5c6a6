"""Follow-up items of a unit as the sheet of a quarter sees them: raised by then, and running or ended in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from indicators.models import PerangkatDaerah, TindakLanjut, UnitKerja
from indicators.selectors.baris import TANPA_TINDAK_LANJUT, JumlahTindakLanjut
from indicators.selectors.masa import KINI, UNIT, masa
from sakip.lib.periods import Masa, Triwulan
from sakip.lib.prepared import Prepared

Baris = tuple[str, int]
"""A row of a sheet: ("realisasi", key of its indikator) or ("anggaran", key of its sub kegiatan)."""


@dataclass(frozen=True)
class TindakLanjutBaris:
    """One item beside the sheet of `triwulan`: whether it runs there, is past its day, and may be changed."""

    item: TindakLanjut
    triwulan: Triwulan
    nama_baris: str
    berjalan: bool
    terlambat: bool
    dapat_diubah: bool

    @property
    def baris(self) -> Baris:
        """The row it hangs on."""
        return baris_of(self.item)

    @property
    def keadaan(self) -> str:
        """Its state in the quarter, in a word."""
        return str(self.item.get_status_display() if not self.berjalan else TindakLanjut.Status.TERBUKA.label)

    @property
    def sejak(self) -> Triwulan:
        """The quarter it was raised in."""
        return Triwulan(self.item.tahun, self.item.triwulan)


def baris_of(item: TindakLanjut) -> Baris:
    """The row an item hangs on."""
    return ("realisasi", item.indikator_id) if item.indikator_id else ("anggaran", item.sub_kegiatan_id or 0)


def _sampai(triwulan: Masa, awalan: str = "") -> Q:
    """Up to the quarter, by the columns `…tahun` and `…triwulan`."""
    tahun, tw = f"{awalan}tahun", f"{awalan}triwulan"
    return Q(**{f"{tahun}__lt": triwulan.tahun}) | Q(**{tahun: triwulan.tahun, f"{tw}__lte": triwulan.nomor})


def berjalan(triwulan: Masa) -> Q:
    """Raised by the quarter and not ended in it or before: an old sheet shows what ran then."""
    return _sampai(triwulan) & (Q(status=TindakLanjut.Status.TERBUKA) | ~_sampai(triwulan, "selesai_"))


def pada_lembar(triwulan: Masa) -> Q:
    """What stands on the sheet of the quarter: what runs there, and what ended in it."""
    berakhir = Q(selesai_tahun=triwulan.tahun, selesai_triwulan=triwulan.nomor)
    return _sampai(triwulan) & (berjalan(triwulan) | berakhir)


def tindak_lanjut_unit(
    unit: UnitKerja, triwulan: Triwulan, hari_ini: date, *, dapat_diubah: bool = False
) -> list[TindakLanjutBaris]:
    """The items on a unit's sheet, running ones first, oldest first. One query."""
    return _urut(TINDAK_UNIT.all(unit=unit.pk, **masa(triwulan)), triwulan, hari_ini, dapat_diubah)


def tindak_lanjut_baris(
    jenis: str, pk: int, triwulan: Triwulan, hari_ini: date, *, dapat_diubah: bool = False
) -> list[TindakLanjutBaris]:
    """The items of one row on its sheet. One query."""
    kolom = "indikator" if jenis == "realisasi" else "sub_kegiatan"
    return _urut(_baca(Q(**{kolom: pk}), triwulan), triwulan, hari_ini, dapat_diubah)


def _baca(milik: Q, triwulan: Masa) -> QuerySet[TindakLanjut, Any]:
    rows = TindakLanjut.objects.filter(milik, pada_lembar(triwulan))
    return rows.select_related("indikator", "sub_kegiatan").order_by("pk")


TINDAK_UNIT: Prepared[TindakLanjut] = Prepared(lambda: _baca(Q(unit_kerja=UNIT), KINI))


def _urut(
    items: Iterable[TindakLanjut], triwulan: Triwulan, hari_ini: date, dapat_diubah: bool
) -> list[TindakLanjutBaris]:
    hasil = [_satu(item, triwulan, hari_ini, dapat_diubah) for item in items]
    return sorted(hasil, key=lambda t: (not t.berjalan, not t.terlambat, t.sejak, t.item.pk))


def _satu(item: TindakLanjut, triwulan: Triwulan, hari_ini: date, dapat_diubah: bool) -> TindakLanjutBaris:
    berakhir = item.selesai_tahun is not None and item.selesai_triwulan is not None
    jalan = not berakhir or Triwulan(item.selesai_tahun or 0, item.selesai_triwulan or 0) > triwulan
    nama = item.indikator.nama if item.indikator else item.sub_kegiatan.uraian if item.sub_kegiatan else ""
    lewat = item.status == TindakLanjut.Status.TERBUKA and item.tenggat is not None and item.tenggat < hari_ini
    return TindakLanjutBaris(item, triwulan, nama, jalan, lewat, dapat_diubah)


def hitung_per_baris(items: Iterable[TindakLanjutBaris]) -> dict[Baris, JumlahTindakLanjut]:
    """How many items run on each row, and how many of them are past their day."""
    hasil: dict[Baris, JumlahTindakLanjut] = {}
    for t in items:
        if t.berjalan:
            lama = hasil.get(t.baris, TANPA_TINDAK_LANJUT)
            hasil[t.baris] = JumlahTindakLanjut(lama.berjalan + 1, lama.lewat + t.terlambat)
    return hasil


def dengan_jumlah(rows: QuerySet[Any], jenis: str, jalan: str, triwulan: Masa, hari_ini: Any) -> QuerySet[Any]:
    """Rows with `tl_berjalan` and `tl_lewat` of the indikator or sub kegiatan at `jalan`, for one row of a sheet."""
    kolom = "indikator" if jenis == "realisasi" else "sub_kegiatan"
    items = TindakLanjut.objects.filter(berjalan(triwulan), **{kolom: OuterRef(jalan)}).order_by()
    lewat = items.filter(status=TindakLanjut.Status.TERBUKA, tenggat__lt=hari_ini)

    def jumlah(dari: QuerySet[TindakLanjut]) -> Subquery:
        return Subquery(dari.values(kunci=F(kolom)).annotate(n=Count("pk")).values("n"))

    return rows.annotate(tl_berjalan=jumlah(items), tl_lewat=jumlah(lewat))


def jumlah_of(row: Any) -> JumlahTindakLanjut:
    """What `dengan_jumlah` found of a row."""
    return JumlahTindakLanjut(getattr(row, "tl_berjalan", None) or 0, getattr(row, "tl_lewat", None) or 0)


def tindak_lanjut_triwulan(
    perangkat_daerah: PerangkatDaerah, triwulan: Triwulan
) -> list[tuple[str, TindakLanjutBaris]]:
    """Every unit's items of a quarter as a report lists them: (unit, item), by unit. One query.

    A report says what ran then, not what is late on the day it is printed.
    """
    rows = (
        TindakLanjut.objects.filter(pada_lembar(triwulan), unit_kerja__perangkat_daerah=perangkat_daerah)
        .select_related("unit_kerja", "indikator", "sub_kegiatan")
        .order_by("unit_kerja__urutan", "unit_kerja", "tahun", "triwulan", "pk")
    )
    return [(item.unit_kerja.nama, _satu(item, triwulan, date.min, False)) for item in rows]
