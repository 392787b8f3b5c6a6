"""Whether a file somebody holds is the document it says it is. Nothing of the file is kept."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from reports import siklus
from reports.tanda_tangan import terisolasi
from reports.tanda_tangan.periksa_pdf import Laporan

Jenis = Literal["bertanda_tangan", "antara", "asli", "berubah", "lain"]
WARNA = {"bertanda_tangan": "sukses", "antara": "info", "asli": "info", "berubah": "galat", "lain": "peringatan"}


@dataclass(frozen=True)
class Putusan:
    """What a file is to a document, in a title and its reasons.

    bertanda_tangan, antara, asli: the very bytes of the newest signed file, of one before it, of the finished file.
    berubah: it carries this document's code or bytes, but is another file. lain: nothing in it is of this document.
    """

    jenis: Jenis
    judul: str
    alasan: list[str]

    @property
    def warna(self) -> str:
        """The kind of notice that shows it."""
        return WARNA[self.jenis]


def putusan(keadaan: siklus.Keadaan, isi: bytes) -> Putusan:
    """What the file is to the document. Only the very same bytes count as genuine; a parser never decides that."""
    sidik = hashlib.sha256(isi).hexdigest()
    if keadaan.terbaru and sidik == keadaan.terbaru.sha256:
        return Putusan("bertanda_tangan", "Berkas ini sama persis dengan dokumen bertanda tangan", _penanda(keadaan))
    if any(sidik == b.sha256 for b in keadaan.berkas):
        alasan = ["Sesudah berkas ini masih ada tanda tangan lain."]
        return Putusan("antara", "Berkas ini asli, tetapi belum ditandatangani semua pihak", alasan)
    if sidik == keadaan.dokumen.pdf_sha256:
        if keadaan.penarikan:
            alasan = ["Dokumennya ditarik kembali sebelum ditandatangani. Jangan memakainya; mintalah yang terbaru."]
            return Putusan("asli", "Berkas ini asli, tetapi dokumennya sudah ditarik kembali", alasan)
        alasan = ["Berkas ini dibuat saat dokumen diselesaikan; tanda tangannya ada pada berkas lain."]
        if not keadaan.berkas:
            alasan = ["Dokumen ini memang belum ditandatangani."]
        return Putusan("asli", "Berkas ini asli, tetapi tanpa tanda tangan", alasan)
    return _bukan_aslinya(keadaan, isi)


def _penanda(keadaan: siklus.Keadaan) -> list[str]:
    return [f"{p.pihak.nama} sudah menandatanganinya." for p in keadaan.pihak if p.tanda_tangan]


def _bukan_aslinya(keadaan: siklus.Keadaan, isi: bytes) -> Putusan:
    """Why a file that is not ours byte by byte is not."""
    dasar = siklus.isi_utuh(keadaan.terbaru) if keadaan.terbaru else siklus.pdf_utuh(keadaan.dokumen)
    laporan = terisolasi.periksa(isi)
    alasan = _alasan(isi, dasar or b"", laporan)
    kode = keadaan.dokumen.kode or ""
    berkode = any(kode in teks.replace("-", "") for teks in [*laporan.teks, laporan.kata_kunci])
    mirip = bool(dasar) and (isi[:1024] == (dasar or b"")[:1024] or isi[-512:] == (dasar or b"")[-512:])
    if berkode or mirip:
        alasan.insert(0, "Isinya tidak sama dengan berkas yang tercatat. Jangan memakainya; mintalah berkas yang asli.")
        return Putusan("berubah", "Berkas ini sudah berubah", alasan)
    alasan.insert(0, "Berkas ini bukan dokumen ini, atau sudah dipindai atau disimpan ulang oleh aplikasi lain.")
    return Putusan("lain", "Berkas ini tidak dikenali", alasan)


def _alasan(isi: bytes, dasar: bytes, laporan: Laporan) -> list[str]:
    """What can be said about the difference."""
    hasil = [laporan.galat] if laporan.galat else []
    if len(isi) > len(dasar) and dasar and isi.startswith(dasar):
        hasil.append(f"Di belakang berkas yang tercatat ada tambahan {len(isi) - len(dasar)} bita.")
    elif len(isi) < len(dasar) and dasar.startswith(isi):
        hasil.append("Bagian akhir berkasnya hilang.")
    for tanda in laporan.tanda_tangan:
        if not tanda.utuh:
            hasil.append(f"Tanda tangan {tanda.nama} rusak: isinya berubah sesudah ditandatangani.")
    if laporan.tanda_tangan and laporan.utuh:
        hasil.append("Tanda tangan di dalamnya utuh, tetapi berkasnya bukan yang tercatat untuk dokumen ini.")
    if not laporan.tanda_tangan and not laporan.galat:
        hasil.append("Berkas ini tidak memuat tanda tangan elektronik.")
    return hasil
