"""Workbooks as people send them back: a downloaded one with cells changed, and files that mean harm."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from indicators.buku_kerja.tulis import KEPALA, judul_baku


def berkas(isi: bytes, nama: str = "isian.xlsx") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(nama, isi)


def simpan(buku: Workbook) -> bytes:
    """The bytes of a workbook."""
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def sel(buku: Workbook, lembar: str, kunci: str, judul: str) -> Any:
    """The cell of a row (by its key) under a head."""
    ws = buku[lembar]
    kolom = next(s.column for s in ws[KEPALA] if judul_baku(str(s.value)) == judul_baku(judul))
    baris = next(r for r in range(KEPALA + 1, ws.max_row + 1) if ws.cell(r, 1).value == kunci)
    return ws.cell(baris, kolom)


def isi(asal: bytes, nilai: Mapping[tuple[str, str, str], Any]) -> bytes:
    """The workbook with (sheet, key, head) → value filled in. A pair is a value and its number format."""
    buku = load_workbook(io.BytesIO(asal))
    for (lembar, kunci, judul), isian in nilai.items():
        satu = sel(buku, lembar, kunci, judul)
        if isinstance(isian, tuple):
            isian, satu.number_format = isian
        satu.value = isian
        if isinstance(isian, str) and not isian.startswith("="):
            satu.data_type = "s"
    return simpan(buku)


def ubah_bagian(asal: bytes, ubah: Callable[[dict[str, bytes]], None]) -> bytes:
    """The archive with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(asal)) as arsip:
        bagian = {n: arsip.read(n) for n in arsip.namelist()}
    ubah(bagian)
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, teks in bagian.items():
            arsip.writestr(nama, teks)
    return keluar.getvalue()
