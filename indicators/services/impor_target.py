"""The targets of the years of a period that stand in the rows of a workbook's indikator."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.buku_pd.bidang import pisah_nilai
from indicators.buku_pd.muat import Isi, anak
from indicators.buku_pd.polos import angka_sah
from indicators.buku_pd.susun import Isian, Tersusun, semua
from indicators.models import Indikator, TargetRenstra, User
from indicators.services import audit
from sakip.lib.bulk import ColumnChecker, copy_row, insert_rows, insert_values, update_rows

KOSONG = TargetRenstra()


@dataclass
class _Kumpulan:
    """What is to be written for all indikator together, and the event of each of them."""

    baru: list[TargetRenstra] = field(default_factory=list)
    polos: list[tuple[Any, ...]] = field(default_factory=list)
    ubah: list[TargetRenstra] = field(default_factory=list)
    hapus: list[int] = field(default_factory=list)
    event: list[audit.Event] = field(default_factory=list)


@transaction.atomic
def tulis_target(tersusun: Tersusun, isi: Isi, *, by: User | None) -> None:
    """Store what the rows say of the years, with one event for each indikator, as the grid of targets does.

    Whether `by` may import was asked before. Raises ValidationError.
    """
    kumpulan = _Kumpulan()
    for i in semua(tersusun, "indikator"):
        if i.baris.rekam is None or any(s.bidang.kunci.startswith("target_") for s in i.baris.sel):
            _satu(i, isi, kumpulan)
    periksa = ColumnChecker(TargetRenstra, ["indikator", "tingkat"])
    for row in (*kumpulan.baru, *kumpulan.ubah):
        periksa(row)
    TargetRenstra.objects.filter(pk__in=kumpulan.hapus).delete()
    insert_rows(kumpulan.baru)
    insert_values(TargetRenstra, ["indikator_id", "tahun", "nilai", "tingkat_id", "contoh"], kumpulan.polos)
    update_rows(kumpulan.ubah, ["nilai", "tingkat", "contoh", "diubah_pada"])
    audit.record_many(by, kumpulan.event)


def _satu(i: Isian, isi: Isi, kumpulan: _Kumpulan) -> None:
    sel = i.baris.isi
    ada = {} if i.baris.rekam is None else {t.tahun: t for t in anak(i.baris.rekam.obj, "target_renstra")}
    contoh = sel.get("target_contoh", "").replace(";", ",").replace(" ", "").split(",")
    sebelum: dict[str, Any] = {}
    sesudah: dict[str, Any] = {}
    for tahun in isi.periode.tahun:
        row, teks = ada.get(tahun), sel.get(f"target_{tahun}", "")
        if row is not None and (row.nilai is not None or row.tingkat_id):
            sebelum[str(tahun)] = _teks(isi.acuan.kode_tingkat.get(row.tingkat_id or 0), row.nilai)
        if not teks:
            kumpulan.hapus += [row.pk] if row and str(tahun) in sebelum else []
            continue
        if row is None and angka_sah(teks):
            kumpulan.polos.append((i.obj.pk, tahun, teks, None, str(tahun) in contoh))
            sesudah[str(tahun)] = teks
            continue
        angka, kode = pisah_nilai(teks)
        tingkat = isi.acuan.tingkat.get((sel.get("skala", ""), kode)) if kode else None
        kini = angka, tingkat.pk if tingkat else None, str(tahun) in contoh
        if row is not None and kini == (row.nilai, row.tingkat_id, row.contoh):
            sebelum.pop(str(tahun), None)
            continue
        sesudah[str(tahun)] = _teks(kode, angka)
        daftar = kumpulan.baru if row is None else kumpulan.ubah
        daftar.append(_isi(copy_row(row) if row else _baru(i.obj, tahun), *kini))
    if sebelum or sesudah:
        pd = isi.perangkat_daerah
        kumpulan.event.append(
            audit.Event("target_renstra.saved", i.obj, i.obj.nama, pd, sebelum=sebelum, sesudah=sesudah)
        )


def _baru(indikator: Indikator, tahun: int) -> TargetRenstra:
    row = copy_row(KOSONG)
    row.indikator_id, row.tahun = indikator.pk, tahun
    return row


def _isi(row: TargetRenstra, nilai: Any, tingkat: int | None, contoh: bool) -> TargetRenstra:
    row.nilai, row.tingkat_id, row.contoh, row.diubah_pada = nilai, tingkat, contoh, timezone.now()
    return row


def _teks(kode: str | None, nilai: Any) -> Any:
    return audit.as_text([kode, nilai] if kode else nilai)
