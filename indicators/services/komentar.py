"""Remarks on a row of a sheet: written once, taken back by their writer, with the people they name."""

import unicodedata

from django.db import transaction
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import InvalidValue, NotAllowed
from indicators.models import Indikator, Komentar, Sebutan, SubKegiatan, UnitKerja, User
from indicators.permissions import Ability
from indicators.selectors.komentar import (
    orang_yang_melihat,
    sebutan_dalam,
    sebutan_pada,
)
from indicators.services import audit
from sakip.lib.periods import Triwulan

MAKS = 2000
MAKS_DISEBUT = 20


@transaction.atomic
def komentar_tulis(*, objek: Indikator | SubKegiatan, triwulan: Triwulan, teks: str, by: User) -> Komentar:
    """Write a remark about a row and note whom it names; what the writer was named for there counts as read.

    `objek` has its unit with perangkat daerah and regency joined. It does not matter whether the quarter is open.
    Raises NotAllowed and InvalidValue (empty, too long, unreadable, somebody named who does not see the unit).
    """
    unit = objek.unit_kerja
    permissions.require(by, Ability.KOMENTAR, unit)
    teks = _bersih(teks)
    disebut = _disebut(teks, unit)
    indikator = objek if isinstance(objek, Indikator) else None
    komentar = Komentar.objects.create(
        unit_kerja=unit,
        indikator=indikator,
        sub_kegiatan=objek if isinstance(objek, SubKegiatan) else None,
        tahun=triwulan.tahun,
        triwulan=triwulan.nomor,
        penulis=by,
        teks=teks,
    )
    lain = [orang for orang in disebut if orang.pk != by.pk]
    Sebutan.objects.bulk_create([Sebutan(komentar=komentar, pengguna=orang) for orang in lain])
    sesudah = {"teks": teks, **({"sebutan": [f"@{u.username}" for u in lain]} if lain else {})}
    _catat("komentar.written", komentar, objek, by, {}, sesudah)
    sebutan_baca(objek=objek, triwulan=triwulan, by=by)
    return komentar


@transaction.atomic
def komentar_tarik(*, komentar: Komentar, by: User) -> None:
    """Take a remark back: it no longer shows, the trail keeps it. Twice is once.

    Raises NotAllowed for somebody else's remark, and for a writer who may write here no more.
    """
    permissions.require(by, Ability.KOMENTAR, komentar.unit_kerja)
    if komentar.penulis_id != by.pk:
        raise NotAllowed("Hanya penulisnya yang dapat menarik catatan ini.")
    kini = timezone.now()
    rows = Komentar.objects.filter(pk=komentar.pk, ditarik_pada__isnull=True)
    if rows.update(ditarik_pada=kini, diubah_pada=kini):
        komentar.ditarik_pada = kini
        objek = komentar.indikator or komentar.sub_kegiatan
        _catat("komentar.withdrawn", komentar, objek, by, {"ditarik_pada": None}, {"ditarik_pada": kini})


def sebutan_baca(*, objek: Indikator | SubKegiatan, triwulan: Triwulan, by: User) -> int:
    """The person has read what he was named for at a row and quarter; says how many. His own note: no event."""
    jenis = "indikator" if isinstance(objek, Indikator) else "sub-kegiatan"
    return sebutan_pada(by, jenis, objek.pk, triwulan).update(dibaca_pada=timezone.now())


def _bersih(teks: str) -> str:
    """The text as it is kept; a line break of a word processor is one."""
    for tanda in ("\r\n", "\r", "\x0b", "\x0c"):
        teks = teks.replace(tanda, "\n")
    teks = "\n".join(baris.rstrip() for baris in teks.split("\n")).strip()
    if not teks:
        raise InvalidValue("Tulis catatannya lebih dulu.")
    if len(teks) > MAKS:
        raise InvalidValue(f"Catatan paling panjang {MAKS} huruf; ini {len(teks)}. Ringkas dulu, atau bagi dua.")
    if any(unicodedata.category(huruf) in ("Cc", "Cs") and huruf not in "\n\t" for huruf in teks):
        raise InvalidValue("Catatan memuat huruf yang tidak terbaca, mungkin dari salinan berkas lain. Ketik ulang.")
    return teks


def _disebut(teks: str, unit: UnitKerja) -> list[User]:
    """Nobody outside is told that a name exists: unknown and out of sight are refused alike."""
    if "@" not in teks:
        return []
    ada, asing = sebutan_dalam(teks, orang_yang_melihat(unit))
    if asing:
        nama = ", ".join(f"@{n}" for n in asing[:5])
        raise InvalidValue(
            f"{nama} tidak dapat disebut di sini: bukan pengguna yang melihat unit ini. Pilih nama dari daftar, "
            "atau beri spasi setelah @ bila tidak menyebut orang."
        )
    if len(ada) > MAKS_DISEBUT:
        raise InvalidValue(f"Paling banyak {MAKS_DISEBUT} orang disebut dalam satu catatan.")
    return ada


def _catat(
    aksi: str, komentar: Komentar, objek: Indikator | SubKegiatan | None, by: User, sebelum: dict, sesudah: dict
) -> None:
    unit = komentar.unit_kerja
    nama = getattr(objek, "nama", None) or getattr(objek, "uraian", "")
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=komentar,
            nama=f"{nama} — {Triwulan(komentar.tahun, komentar.triwulan)}",
            perangkat_daerah=unit.perangkat_daerah,
            unit_kerja=unit,
            sebelum=audit.as_text(sebelum),
            sesudah=audit.as_text(sesudah),
        ),
    )
