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
from collections.abc import Sequence
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
    for r, nilai in enumerate(baris(isi, uraian), 1):
        for k, satu in enumerate(nilai, 1):
            if isinstance(satu, str):
                isi_teks(ws.cell(r, k), satu)
            else:
                ws.cell(r, k, satu)
    ws.protection.sheet = True
    return ws


def baris(isi: dict[str, Any], uraian: Sequence[tuple[str, str]]) -> list[list[str | int]]:
    """The rows of the hidden sheet, for whoever writes it row by row."""
    kemasan = json.dumps({**isi, "versi": VERSI}, ensure_ascii=True, separators=(",", ":"))
    muatan = base64.b64encode(zlib.compress(kemasan.encode(), 9)).decode()
    kepala: list[list[str | int]] = [[TANDA, VERSI], *_pasangan(uraian[: AWAL - 2])]
    kepala += [[] for _ in range(AWAL - 1 - len(kepala))]
    potongan: list[list[str | int]] = [[muatan[n : n + POTONGAN]] for n in range(0, len(muatan), POTONGAN)]
    return [*kepala, [_tanda_tangan(muatan)], *potongan]


def _pasangan(uraian: Sequence[tuple[str, str]]) -> list[list[str | int]]:
    return [[label, teks] for label, teks in uraian]


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
