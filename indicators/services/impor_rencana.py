"""Targets and pagu of a workbook: stored plan by plan, with one event for each plan as its own pages leave."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.buku_pd.aturan import DISAHKAN
from indicators.buku_pd.muat import Isi
from indicators.buku_pd.susun import Isian, Tersusun, semua
from indicators.exceptions import Closed
from indicators.models import RencanaTahunan, User
from indicators.services import audit
from indicators.services.rencana_isi import record, sebut
from sakip.lib.bulk import insert_rows, update_rows

SEKALIGUS = 2_000
NILAI = ("tw1", "tw2", "tw3", "tw4")


@transaction.atomic
def tulis_isi_rencana(
    tersusun: Tersusun, isi: Isi, nama: str, *, by: User | None, lapor: Callable[[int], None]
) -> None:
    """Store the rows of the sheet `nama` (target or pagu), whose columns were checked when they were made.

    Whether `by` may import was asked before. Raises Closed for a plan that was approved meanwhile.
    """
    baru, ubah = tersusun.baru[nama], tersusun.ubah[nama]
    if not baru and not ubah:
        return
    _tahan(tersusun, semua(tersusun, nama))
    for n in range(0, len(baru), SEKALIGUS):
        potong = [i.obj for i in baru[n : n + SEKALIGUS]]
        insert_rows(potong)
        lapor(len(potong))
    _ubah(ubah)
    lapor(len(ubah))
    _catat(tersusun, isi, nama, by)


def _tahan(tersusun: Tersusun, rows: Iterable[Isian]) -> None:
    """Lock the plans that are stored already until the transaction ends; an approved one takes nothing more."""
    baru = {i.baris.kunci for i in tersusun.baru["rencana"]}
    kunci = {i.baris.isi["rencana"] for i in rows} - baru
    lama = [tersusun.obj["rencana"][k].pk for k in kunci]
    for rencana in list(RencanaTahunan.objects.select_for_update().filter(pk__in=lama).order_by("pk")):
        if rencana.status == RencanaTahunan.Status.APPROVED:
            raise Closed(DISAHKAN.format(nama=f"{rencana.tahun}/{rencana.urutan}"))


def _ubah(ubah: Sequence[Isian]) -> None:
    kolom = sorted({k for i in ubah for k in i.kolom})
    if not kolom:
        return
    saat = timezone.now()
    for i in ubah:
        i.obj.diubah_pada = saat
    update_rows([i.obj for i in ubah], [*kolom, "diubah_pada"])


def _catat(tersusun: Tersusun, isi: Isi, nama: str, by: User | None) -> None:
    baca: Callable[[Any], Any] = partial(_target, isi) if nama == "target" else _pagu
    per_rencana: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, None]]] = {}
    for i in semua(tersusun, nama):
        sel = i.baris.isi  # what a row refers to stands in memory already: asking the row would ask the database
        sebelum, sesudah, tentang = per_rencana.setdefault(sel["rencana"], ({}, {}, {}))
        if nama == "target":
            kunci = sel["indikator"]
            tentang[tersusun.obj["indikator"][kunci].nama] = None
        else:
            sub = tersusun.obj["sub_kegiatan"][sel["sub_kegiatan"]]
            kunci = f"{sub.pk}/{sel['jenis_belanja']}"
            tentang[sub.uraian] = None
        sesudah[kunci] = baca(i.obj)
        if i.baris.rekam is not None:
            sebelum[kunci] = baca(i.baris.rekam.obj)
    for k, (sebelum, sesudah, tentang) in per_rencana.items():
        record(by, tersusun.obj["rencana"][k], f"{nama}.saved", sebelum, sesudah, sebut(tentang))


def _target(isi: Isi, row: Any) -> Any:
    """Year, step and quarters as the trail keeps them."""
    tingkat = isi.acuan.kode_tingkat.get(row.tingkat_id) if row.tingkat_id else None
    return audit.as_text([row.nilai, tingkat, *(getattr(row, k) for k in NILAI)])


def _pagu(row: Any) -> Any:
    return row.jumlah
