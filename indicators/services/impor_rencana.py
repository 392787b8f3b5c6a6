"""Targets and pagu of a workbook: stored plan by plan, with one event for each plan as its own pages leave."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.buku_pd.aturan import DISAHKAN
from indicators.buku_pd.muat import Isi
from indicators.buku_pd.polos import nilai_target, rencana_dari
from indicators.buku_pd.selisih import Baris
from indicators.buku_pd.susun import Isian, Tersusun, semua
from indicators.exceptions import Closed
from indicators.models import PaguAnggaran, RencanaTahunan, Target, User
from indicators.services import audit
from indicators.services.rencana_isi import record
from indicators.services.rencana_isi import sebut as sebut_nama
from sakip.lib.bulk import insert_rows, insert_values, update_rows

SEKALIGUS = 2_000
NILAI = ("tw1", "tw2", "tw3", "tw4")


@transaction.atomic
def tulis_isi_rencana(
    tersusun: Tersusun, isi: Isi, nama: str, *, by: User | None, lapor: Callable[[int], None]
) -> None:
    """Store the rows of the sheet `nama` (target or pagu), whose columns were checked when they were made.

    Whether `by` may import was asked before. Raises Closed for a plan that was approved meanwhile.
    """
    baru, ubah, polos = tersusun.baru[nama], tersusun.ubah[nama], tersusun.polos[nama]
    if not baru and not ubah and not polos:
        return
    _tahan(tersusun, rencana_dari((*(i.baris for i in (*baru, *ubah)), *polos)))
    for n in range(0, len(polos), SEKALIGUS):
        potong = polos[n : n + SEKALIGUS]
        _sisip(tersusun, isi, nama, potong)
        lapor(len(potong))
    for n in range(0, len(baru), SEKALIGUS):
        insert_rows([i.obj for i in baru[n : n + SEKALIGUS]])
        lapor(len(baru[n : n + SEKALIGUS]))
    _ubah(ubah)
    lapor(len(ubah))
    _catat(tersusun, isi, nama, by)


def _tahan(tersusun: Tersusun, semua: set[str]) -> None:
    """Lock the plans that are stored already until the transaction ends; an approved one takes nothing more."""
    kunci = semua - {i.baris.kunci for i in tersusun.baru["rencana"]}
    lama = [tersusun.obj["rencana"][k].pk for k in kunci]
    for rencana in list(RencanaTahunan.objects.select_for_update().filter(pk__in=lama).order_by("pk")):
        if rencana.status == RencanaTahunan.Status.APPROVED:
            raise Closed(DISAHKAN.format(nama=f"{rencana.tahun}/{rencana.urutan}"))


def _sisip(tersusun: Tersusun, isi: Isi, nama: str, rows: Sequence[Baris]) -> None:
    """Store plain rows by their cells."""
    obj = tersusun.obj
    rencana = {k: obj["rencana"][k].pk for k in rencana_dari(rows)}
    if nama == "target":
        indikator = {k: obj["indikator"][k].pk for k in {b.isi["indikator"] for b in rows}}
        insert_values(
            Target,
            ["rencana_id", "indikator_id", "tingkat_id", "contoh", "nilai", *NILAI],
            (
                [rencana[s["rencana"]], indikator[s["indikator"]], None, s.get("contoh") == "ya", *nilai_target(s)]
                for s in (b.isi for b in rows)
            ),
        )
        return
    sub = {k: obj["sub_kegiatan"][k].pk for k in {b.isi["sub_kegiatan"] for b in rows}}
    jenis = {k: j.pk for k, j in isi.acuan.obj["jenis_belanja"].items()}
    insert_values(
        PaguAnggaran,
        ["rencana_id", "sub_kegiatan_id", "jenis_belanja_id", "jumlah", "contoh"],
        (
            [rencana[s["rencana"]], sub[s["sub_kegiatan"]], jenis[s["jenis_belanja"]], int(s["jumlah"]),
             s.get("contoh") == "ya"]
            for s in (b.isi for b in rows)
        ),
    )  # fmt: skip


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
    sebut = _Sebutan(tersusun, nama)
    for b in tersusun.polos[nama]:
        _, sesudah, tentang = per_rencana.setdefault(b.isi["rencana"], ({}, {}, {}))
        kunci = sebut(b.isi, tentang)
        sesudah[kunci] = _target_polos(b.isi) if nama == "target" else int(b.isi["jumlah"])
    for i in semua(tersusun, nama):
        sebelum, sesudah, tentang = per_rencana.setdefault(i.baris.isi["rencana"], ({}, {}, {}))
        kunci = sebut(i.baris.isi, tentang)
        sesudah[kunci] = baca(i.obj)
        if i.baris.rekam is not None:
            sebelum[kunci] = baca(i.baris.rekam.obj)
    for k, (sebelum, sesudah, tentang) in per_rencana.items():
        record(by, tersusun.obj["rencana"][k], f"{nama}.saved", sebelum, sesudah, sebut_nama(tentang))


class _Sebutan:
    """How the trail names a row within its plan. What it refers to stands in memory: no question to the database."""

    def __init__(self, tersusun: Tersusun, nama: str) -> None:
        self.rujuk = "indikator" if nama == "target" else "sub_kegiatan"
        self.obj = tersusun.obj[self.rujuk]

    def __call__(self, sel: Mapping[str, str], tentang: dict[str, None]) -> str:
        """The key of the row; `tentang` gets the words for what it is about."""
        obj = self.obj[sel[self.rujuk]]
        if self.rujuk == "indikator":
            tentang[obj.nama] = None
            return sel["indikator"]
        tentang[obj.uraian] = None
        return f"{obj.pk}/{sel['jenis_belanja']}"


def _target_polos(sel: Mapping[str, str]) -> list[str | None]:
    nilai, *tw = nilai_target(sel)
    return [nilai, None, *tw]


def _target(isi: Isi, row: Any) -> Any:
    """Year, step and quarters as the trail keeps them."""
    tingkat = isi.acuan.kode_tingkat.get(row.tingkat_id) if row.tingkat_id else None
    return audit.as_text([row.nilai, tingkat, *(getattr(row, k) for k in NILAI)])


def _pagu(row: Any) -> Any:
    return row.jumlah
