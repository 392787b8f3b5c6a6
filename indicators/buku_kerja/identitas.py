"""The hidden sheet that says what a workbook is: whose, of which rows, in which revision, with which values.

It is signed with the installation's key, so that a file of another installation and one that was tampered with are
noticed; whatever it says is still checked against the live rows. Its content is ASCII in chunks, which every program
that saves the workbook again leaves as it is.
"""

import base64
import binascii
import hashlib
import json
import zlib
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sakip.lib.xlsx_baca import BerkasDitolak, BukuKerja
from sakip.lib.xlsx_tulis import isi_teks

NAMA = "Identitas"
TANDA = "SAKIP buku kerja"
VERSI = 1
POTONGAN = 30_000
AWAL = 6
"""The row of the signature; the chunks stand below it."""

MAKS_BACA = 20 * 1024 * 1024
MAKS_UTUH = 40

BUKAN_DARI_SINI = (
    "Berkas ini bukan buku kerja dari aplikasi ini, atau lembar tersembunyi “Identitas” di dalamnya hilang. "
    "Unduh berkasnya lagi, lalu salin isian Anda ke sana."
)
BERUBAH = (
    "Lembar tersembunyi “Identitas” pada berkas ini berubah, sehingga barisnya tidak dapat dikenali. "
    "Unduh berkasnya lagi, lalu salin isian Anda ke sana."
)


def ciri(teks: str) -> str:
    """What a text is recognised by: itself while it is short, else its digest."""
    if len(teks) <= MAKS_UTUH:
        return teks
    return "#" + hashlib.sha256(teks.encode("utf-8", "replace")).hexdigest()[:32]


def tulis(buku: Workbook, isi: dict[str, Any], uraian: list[tuple[str, str]]) -> Worksheet:
    """Add the hidden sheet. `uraian`: label and text for a person who opens it (four pairs at most)."""
    ws = buku.create_sheet(NAMA)
    ws.sheet_state = "hidden"
    isi_teks(ws.cell(1, 1), TANDA)
    ws.cell(1, 2, VERSI)
    for n, (label, teks) in enumerate(uraian[: AWAL - 2], 2):
        isi_teks(ws.cell(n, 1), label)
        isi_teks(ws.cell(n, 2), teks)
    kemasan = json.dumps({**isi, "versi": VERSI}, ensure_ascii=True, separators=(",", ":"))
    muatan = base64.b64encode(zlib.compress(kemasan.encode(), 9)).decode()
    isi_teks(ws.cell(AWAL, 1), _tanda_tangan(muatan))
    for n in range(0, len(muatan), POTONGAN):
        isi_teks(ws.cell(AWAL + 1 + n // POTONGAN, 1), muatan[n : n + POTONGAN])
    ws.protection.sheet = True
    return ws


def baca(buku: BukuKerja) -> dict[str, Any]:
    """What the hidden sheet says. Raises BerkasDitolak when it is missing, changed, or of another version."""
    lembar = buku.bernama(NAMA)
    if lembar is None or lembar.di(1, 1).nilai != TANDA:
        raise BerkasDitolak(BUKAN_DARI_SINI)
    if str(lembar.di(1, 2).nilai) != str(VERSI):
        raise BerkasDitolak("Berkas ini dibuat versi lain dari aplikasi. Unduh berkasnya lagi, lalu salin isian Anda.")
    potongan: list[str] = []
    while isinstance(teks := lembar.di(AWAL + 1 + len(potongan), 1).nilai, str):
        potongan.append(teks.strip())
    muatan = "".join(potongan)
    if not constant_time_compare(str(lembar.di(AWAL, 1).nilai).strip(), _tanda_tangan(muatan)):
        raise BerkasDitolak(BERUBAH)
    try:
        mentah = zlib.decompressobj().decompress(base64.b64decode(muatan), MAKS_BACA)
        isi: dict[str, Any] = json.loads(mentah)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise BerkasDitolak(BERUBAH) from error
    return isi


def _tanda_tangan(muatan: str) -> str:
    return salted_hmac("indicators.buku_kerja", muatan, algorithm="sha256").hexdigest()
