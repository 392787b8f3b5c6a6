"""Reading a CSV that somebody sent: encoding and separator found out, limits first, cells as texts with addresses.

What comes out is a workbook of one sheet, as an .xlsx of texts would be, so that whatever reads those reads these.
"""

import csv
import io
from collections import Counter
from pathlib import PurePosixPath

from sakip.lib.csv_tulis import asli
from sakip.lib.xlsx_baca import Batas, BerkasDitolak, BukuKerja, Lembar, Sel, alamat
from sakip.lib.xlsx_tulis import MAKS_TEKS, bersih
from sakip.lib.xlsx_wadah import MB, OLE

PEMISAH = (";", ",", "\t", "|")
CONTOH_BARIS = 60
_BERKAS_LAIN = (b"PK\x03\x04", OLE, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")

BUKAN_TEKS = "Berkas “{nama}” bukan teks CSV. Simpan tabelnya sebagai .csv atau .xlsx, lalu unggah lagi."
KOSONG = "Berkas “{nama}” kosong. Pilih berkas yang berisi."
TERLALU_BESAR = "Berkas “{nama}” lebih besar dari {mb} MB. Bagi tabelnya menjadi beberapa berkas."
TERLALU_BANYAK = "Berkas “{nama}” memuat {apa}. Ambil tabelnya saja, lalu unggah lagi."
SEL_PANJANG = "Sel {alamat} berisi lebih dari 32.767 huruf. Mungkin tanda kutipnya tidak ditutup; periksa baris itu."


def baca(nama: str, isi: bytes, batas: Batas | None = None) -> BukuKerja:
    """The table of a CSV. Raises BerkasDitolak with a sentence for whoever sent it."""
    batas = batas or Batas()
    if len(isi) > batas.ukuran:
        raise BerkasDitolak(TERLALU_BESAR.format(nama=nama, mb=batas.ukuran // MB))
    teks = _teks(nama, isi)
    pemisah, teks = _pemisah(teks)
    lembar = PurePosixPath(nama).stem[:31] or "CSV"
    sel: dict[tuple[int, int], Sel] = {}
    try:
        for r, baris in enumerate(csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah), 1):
            _periksa(nama, baris, r, batas)
            for k, satu in enumerate(baris, 1):
                if len(satu) > MAKS_TEKS:
                    raise BerkasDitolak(SEL_PANJANG.format(alamat=alamat(lembar, r, k)))
                if rapi := asli(bersih(satu).strip()):
                    sel[r, k] = Sel(lembar, r, k, rapi)
            if len(sel) > batas.sel:
                raise BerkasDitolak(TERLALU_BANYAK.format(nama=nama, apa="terlalu banyak sel"))
    except csv.Error as error:
        raise BerkasDitolak(SEL_PANJANG.format(alamat=alamat(lembar, r + 1 if sel else 1, 1))) from error
    if not sel:
        raise BerkasDitolak(KOSONG.format(nama=nama))
    return BukuKerja({lembar: Lembar(lembar, False, sel, [])})


def _periksa(nama: str, baris: list[str], r: int, batas: Batas) -> None:
    if len(baris) > batas.kolom:
        raise BerkasDitolak(TERLALU_BANYAK.format(nama=nama, apa=f"lebih dari {batas.kolom} kolom"))
    if r > batas.baris:
        raise BerkasDitolak(TERLALU_BANYAK.format(nama=nama, apa=f"lebih dari {batas.baris} baris"))


def _teks(nama: str, isi: bytes) -> str:
    """The text, whether UTF-8, UTF-16 with its mark, or what Windows in the office writes. Raises BerkasDitolak."""
    if not isi.strip():
        raise BerkasDitolak(KOSONG.format(nama=nama))
    if isi.startswith(_BERKAS_LAIN):
        raise BerkasDitolak(BUKAN_TEKS.format(nama=nama))
    if isi.startswith((b"\xff\xfe", b"\xfe\xff")):
        cara: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in isi:
        raise BerkasDitolak(BUKAN_TEKS.format(nama=nama))
    else:
        cara = ("utf-8-sig", "cp1252")
    for penyandian in cara:
        try:
            teks = isi.decode(penyandian)
        except UnicodeDecodeError:
            continue
        if "\x00" not in teks:
            return teks
    raise BerkasDitolak(BUKAN_TEKS.format(nama=nama))


def _pemisah(teks: str) -> tuple[str, str]:
    """The separator, and the text without the line that names it (`sep=;`)."""
    pertama, _, sisa = teks.partition("\n")
    if pertama.strip().lower().startswith("sep=") and len(pertama.strip()) == 5:
        return pertama.strip()[4], sisa
    return max(PEMISAH, key=lambda p: _rapat(teks, p)), teks


def _rapat(teks: str, pemisah: str) -> tuple[float, int]:
    """How well a separator makes a table of the first rows: the share with the commonest width, and that width."""
    contoh = io.StringIO(teks[:200_000], newline="")
    lebar: Counter[int] = Counter()
    try:
        for _, baris in zip(range(CONTOH_BARIS), csv.reader(contoh, delimiter=pemisah), strict=False):
            if any(s.strip() for s in baris):
                lebar[len(baris)] += 1
    except csv.Error:
        return 0, 0
    banyak = [(n, kali) for n, kali in lebar.items() if n > 1]
    if not banyak:
        return 0, 0
    n, kali = max(banyak, key=lambda p: (p[1], p[0]))
    return kali / lebar.total(), n
