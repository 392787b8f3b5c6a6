"""The audit trail in words: action to sentence, field to label, stored text to what a person reads.

Pure reading of one event and of the models' own labels: no query.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from indicators.models import AuditEvent
from sakip.lib.numbers import format_number, format_rupiah, format_tanggal

# One sentence for each dotted action; a test looks for actions in the code that are missing here.
AKSI: dict[str, str] = {
    "realisasi.saved": "Menyimpan realisasi",
    "realisasi.explained": "Menjelaskan peringatan pada realisasi",
    "realisasi_anggaran.explained": "Menjelaskan peringatan pada realisasi anggaran",
    "realisasi.submitted": "Mengajukan realisasi",
    "realisasi.recalled": "Menarik kembali realisasi",
    "realisasi.verified": "Memverifikasi realisasi",
    "realisasi.returned": "Mengembalikan realisasi",
    "realisasi_anggaran.saved": "Menyimpan realisasi anggaran",
    "realisasi_anggaran.submitted": "Mengajukan realisasi anggaran",
    "realisasi_anggaran.recalled": "Menarik kembali realisasi anggaran",
    "realisasi_anggaran.verified": "Memverifikasi realisasi anggaran",
    "realisasi_anggaran.returned": "Mengembalikan realisasi anggaran",
    "tindak_lanjut.added": "Menambah tindak lanjut",
    "tindak_lanjut.changed": "Mengubah tindak lanjut",
    "tindak_lanjut.ended": "Mengakhiri tindak lanjut",
    "tindak_lanjut.resumed": "Melanjutkan lagi tindak lanjut",
    "unitkerja.cara_anggaran": "Memilih cara mengisi keuangan",
    "akun.changed": "Mengubah akun sendiri",
    "lembar.submitted": "Mengajukan lembar",
    "lembar.recalled": "Menarik kembali lembar",
    "lembar.verified": "Memverifikasi lembar",
    "lembar.returned": "Mengembalikan lembar",
    "lembar.imported": "Mengisi lembar dari berkas Excel",
    "buku_kerja.imported": "Mengimpor buku kerja Excel",
    "pemetaan.saved": "Menyimpan pemetaan buku kerja lain",
    "pemetaan.renamed": "Mengganti nama pemetaan buku kerja lain",
    "pemetaan.deleted": "Menghapus pemetaan buku kerja lain",
    "lembar.extended": "Memperpanjang waktu pengisian lembar",
    "lembar.extension_ended": "Mencabut perpanjangan waktu lembar",
    "komentar.written": "Menulis catatan pada baris lembar",
    "komentar.withdrawn": "Menarik catatan pada baris lembar",
    "triwulan.opened": "Membuka triwulan",
    "triwulan.closed": "Menutup triwulan",
    "triwulan.reopened": "Membuka kembali triwulan",
    "bukti.attached": "Melampirkan bukti",
    "bukti.removed": "Menghapus bukti",
    "rencana.created": "Membuat rencana tahunan",
    "rencana.approved": "Mengesahkan rencana tahunan",
    "rencana.opened": "Membuka perubahan rencana",
    "rencana.deleted": "Menghapus draf rencana tahunan",
    "target.saved": "Menyimpan target",
    "target.removed": "Mengeluarkan indikator dari rencana",
    "target_renstra.saved": "Menyimpan target Renstra",
    "pagu.saved": "Menyimpan pagu",
    "dokumen.finalized": "Menyelesaikan dokumen",
    "dokumen.replaced": "Menggantikan dokumen",
    "dokumen.signed": "Menandatangani dokumen",
    "dokumen.signed_elsewhere": "Mengunggah dokumen bertanda tangan",
    "dokumen.published": "Menerbitkan dokumen",
    "dokumen.unpublished": "Menarik penerbitan dokumen",
    "dokumen.withdrawn": "Menarik kembali dokumen ke draf",
    "dokumen.reinstated": "Memberlakukan kembali dokumen",
    "tata.saved": "Mengubah tata dokumen",
    "tim_penyusun.saved": "Mencatat tim penyusun LKjIP",
    "reviu.recorded": "Mencatat pernyataan telah direviu",
    "narasi.saved": "Menyimpan narasi",
    "narasi.reset": "Mengembalikan narasi ke teks bawaan",
    "narasi.restored": "Mengembalikan versi lama narasi",
    "narasi.orphan_removed": "Menghapus narasi yang bagiannya sudah tidak ada",
    "narasi.adjusted": "Menyatakan narasi sesuai dengan data",
    "gambar_narasi.added": "Menambah gambar narasi",
    "perioderenstra.activated": "Memberlakukan periode Renstra",
    "perioderenstra.closed": "Menutup periode Renstra",
    "perioderenstra.reopened": "Membuka kembali periode Renstra",
    "perioderenstra.copied": "Menyalin isi periode Renstra lain",
    "unitkerja.renamed": "Mengganti nama unit kerja",
    "statistik_pegawai.saved": "Mengisi jumlah pegawai",
    "unitkerja.corrected": "Membetulkan ejaan unit kerja",
    "unitkerja.split": "Membagi unit kerja",
    "unitkerja.closed": "Mengakhiri unit kerja",
    "unitkerja.reopened": "Memberlakukan lagi unit kerja",
    "program.iku_set": "Menentukan IKU yang didukung program",
    "indikator.succeeded": "Membuat indikator penerus",
    "rumus.saved": "Menetapkan rumus indikator",
    "rumus.removed": "Melepas rumus indikator",
    "temuan.accepted": "Menerima temuan dengan alasan",
    "temuan.withdrawn": "Membuka kembali temuan",
    "user.password_changed": "Mengganti kata sandi pengguna",
}
# Rows of organisation, cascade and reference data share their verbs: `unitkerja.created`.
KATA_KERJA = {
    "created": "Menambah",
    "changed": "Mengubah",
    "deleted": "Menghapus",
    "moved": "Memindahkan",
    "reordered": "Mengubah urutan",
}

# What is not a field of the object's model, or needs another word.
KOLOM: dict[str, str] = {
    "sha256": "sidik isi",
    "ukuran": "ukuran (byte)",
    "nama": "nama",
    "nama_berkas": "nama berkas",
    "sel_diubah": "sel yang diubah",
    "baris_baru": "baris baru",
    "baris_diubah": "baris yang diubah",
    "baris_dihapus": "baris yang dihapus",
    "salinan_dari": "salinan dari versi",
    "password": "kata sandi",
    "membership": "peran",
    "letak": "berada di bawah",
    "contoh": "data contoh",
    "sebutan": "menyebut",
}
PANJANG = frozenset({"payload"})
"""Kept whole in the event, but nothing to read on a page."""
UANG = frozenset({"keuangan", "jumlah"})
KOSONG = "(kosong)"
MAKS_UTUH = 12
"""A change of more entries than this (a whole plan) is summed up beyond them."""


@dataclass(frozen=True)
class Perubahan:
    """One field of one event: its label, the value before (empty: there was none) and after."""

    label: str
    lama: str
    baru: str


def kalimat(aksi: str) -> str:
    """What was done, in words; an action without a sentence shows its own name."""
    if aksi in AKSI:
        return AKSI[aksi]
    objek_tipe, _, kerja = aksi.rpartition(".")
    return f"{KATA_KERJA[kerja]} {objek_label(objek_tipe).lower()}" if kerja in KATA_KERJA else aksi


def objek_label(objek_tipe: str) -> str:
    """The kind of object in words (`realisasianggaran` → `Realisasi anggaran`)."""
    model = _model(objek_tipe)
    return str(model._meta.verbose_name).capitalize() if model else objek_tipe


def perubahan(
    event: AuditEvent, *, utuh: bool = False, nama: Mapping[tuple[int, str], str] | None = None
) -> list[Perubahan]:
    """The fields that changed, readable: at most MAKS_UTUH of them (see `sisa_perubahan`), or every one (`utuh`).

    `nama`: by object and key what a row of a plan is called (selectors.jejak_nama); otherwise its own key.
    """
    model = _model(event.objek_tipe)
    hasil = []
    for key in kunci_isian(event, utuh=utuh):
        lama, baru = _teks(model, key, event.sebelum.get(key)), _teks(model, key, event.sesudah.get(key))
        label = (nama or {}).get((event.objek_id, key)) or _label(model, key)
        hasil.append(Perubahan(label, "" if lama == KOSONG else lama, baru))
    return hasil


def kunci_isian(event: AuditEvent, *, utuh: bool = False) -> list[str]:
    """The keys of what `perubahan` tells, in its order."""
    return _keys(event)[: None if utuh else MAKS_UTUH]


def sisa_perubahan(event: AuditEvent) -> int:
    """How many further entries the event holds."""
    return max(0, len(_keys(event)) - MAKS_UTUH)


def _keys(event: AuditEvent) -> list[str]:
    """The fields worth telling: not those that were and are empty, nor the bare key of another row."""
    model = _model(event.objek_tipe)
    keys = dict.fromkeys([*event.sebelum, *event.sesudah])
    return [k for k in keys if _tells(model, k, event.sebelum.get(k)) or _tells(model, k, event.sesudah.get(k))]


def _tells(model: type[models.Model] | None, key: str, value: Any) -> bool:
    if value is None or value is False or value in ("", [], {}):
        return False
    return not (isinstance(value, int) and isinstance(_field(model, key), models.ForeignKey))


@cache
def _model(objek_tipe: str) -> type[models.Model] | None:
    return next((m for m in _models() if m._meta.model_name == objek_tipe), None)


def _models() -> Iterator[type[models.Model]]:
    for label in ("indicators", "reports"):
        yield from apps.get_app_config(label).get_models()


def _field(model: type[models.Model] | None, key: str) -> models.Field[Any, Any] | None:
    if model is None:
        return None
    try:
        field = model._meta.get_field(key)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def _label(model: type[models.Model] | None, key: str) -> str:
    sub_kegiatan, _, akun = key.partition("/")
    if akun and sub_kegiatan.isdigit():
        return f"{akun}, sub kegiatan nomor {sub_kegiatan}"
    field = _field(model, key)
    return KOLOM.get(key) or (str(field.verbose_name) if field is not None else key.replace("_", " "))


def _teks(model: type[models.Model] | None, key: str, value: Any) -> str:
    if value is None or value == "" or value == []:
        return KOSONG
    if key in PANJANG:
        return f"tersimpan utuh, {format_number(Decimal(len(str(value))))} huruf"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list) and model is not None and model._meta.model_name == "rencanatahunan":
        return _target(value)
    if isinstance(value, list):
        return " · ".join("-" if v is None else _angka(v) for v in value)
    if isinstance(value, dict):
        return "; ".join(f"{k}: {'-' if v is None else _angka(v)}" for k, v in value.items())
    field = _field(model, key)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, int) and (key in UANG or "/" in key):  # the pagu of a plan is kept by its place in it
        return format_rupiah(value)
    if isinstance(field, models.DateField):
        return _tanggal(str(value))
    if isinstance(field, models.DecimalField):
        return _angka(value)
    return str(value)


BAGIAN_TARGET = ("setahun", "predikat", "TW I", "TW II", "TW III", "TW IV")


def _target(value: list[Any]) -> str:
    """The target of an indikator in a plan, each figure with what it is for."""
    isi = [f"{nama} {_angka(v)}" for nama, v in zip(BAGIAN_TARGET, value, strict=False) if v is not None]
    return ", ".join(isi) or KOSONG


def _angka(value: Any) -> str:
    try:
        return format_number(Decimal(str(value)))
    except (InvalidOperation, ValueError):
        return str(value)


def _tanggal(value: str) -> str:
    try:
        return format_tanggal(date.fromisoformat(value[:10]))
    except ValueError:
        return value
