"""Reading a workbook that somebody sent: limits first, then typed cells with their addresses.

The archive is unpacked under limits (declared and true sizes), what is active in it is refused, and the parser is given
a fresh archive of nothing but the sheets that were looked at. Values come from calamine; a pass of our own over the
same parts knows what calamine does not tell: percent formats, formulas without a result, error cells, and how far the
cells reach, before a matrix is made of them.
"""

import io
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from xml.parsers import expat

import python_calamine

from sakip.lib import xlsx_wadah as wadah
from sakip.lib.xlsx_salinan import BERSAMA, periksa_gabung, periksa_teks, salin
from sakip.lib.xlsx_telusur import Ciri, baca_xml, telusuri
from sakip.lib.xlsx_wadah import Batas, BerkasDitolak

__all__ = ["Batas", "BerkasDitolak", "BukuKerja", "Lembar", "Nilai", "Sel", "alamat", "baca", "huruf_kolom"]

Nilai = Decimal | str | bool | datetime | date | time | timedelta | None
PERSEN_BAWAAN = (9, 10)
KERANGKA = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
MAKS_KERANGKA = 10 * wadah.MB
"""Bytes of a part that names sheets or styles; those that hold cells and texts may be larger."""


@dataclass(frozen=True)
class Sel:
    """One cell, counted from 1. `persen`: shown as a percentage (0,8253 reads 82,53%). `galat`: `#DIV/0!` and its like.

    `rumus`: holds a formula; its last result is `nilai`, and `tanpa_hasil` says that there is none.
    """

    lembar: str
    baris: int
    kolom: int
    nilai: Nilai = None
    persen: bool = False
    rumus: bool = False
    tanpa_hasil: bool = False
    galat: bool = False

    @property
    def alamat(self) -> str:
        """`Indikator!F7`."""
        return alamat(self.lembar, self.baris, self.kolom)

    @property
    def kosong(self) -> bool:
        """Whether nothing stands in it, not even the trace of a formula."""
        isi = self.nilai
        return not (self.galat or self.tanpa_hasil) and (isi is None or isinstance(isi, str) and not isi.strip())


@dataclass(frozen=True)
class Isi:
    """What a file says of a sheet: its rows from the first one on, and the cells that are more than their value."""

    baris: list[list[Any]]
    khusus: Ciri


class Lembar:
    """One sheet: its cells by (row, column) and its merged ranges (top, left, bottom, right), all counted from 1."""

    def __init__(
        self,
        nama: str,
        tersembunyi: bool,
        sel: dict[tuple[int, int], Sel],
        gabung: list[tuple[int, int, int, int]],
    ) -> None:
        self.nama, self.tersembunyi, self.gabung = nama, tersembunyi, gabung
        self._sel = sel

    @property
    def sel(self) -> dict[tuple[int, int], Sel]:
        """All cells that hold something."""
        return self._sel

    def di(self, baris: int, kolom: int) -> Sel:
        """The cell there, empty where the file has none."""
        return self.sel.get((baris, kolom)) or Sel(self.nama, baris, kolom)

    def mentah(self, baris: int) -> Sequence[Any] | None:
        """The plain values of a row, "" for nothing; None where its cells must be asked one by one."""
        return None

    @property
    def tinggi(self) -> int:
        """The last row with a cell."""
        return max((b for b, _ in self.sel), default=0)

    @property
    def lebar(self) -> int:
        """The last column with a cell."""
        return max((k for _, k in self.sel), default=0)


class LembarBerkas(Lembar):
    """A sheet as the file has it: rows of plain values, of which cells are made when they are asked for."""

    def __init__(self, nama: str, tersembunyi: bool, gabung: list[tuple[int, int, int, int]], isi: Isi) -> None:
        super().__init__(nama, tersembunyi, {}, gabung)
        self.isi = isi
        self._baris_khusus = {b for b, _ in isi.khusus}

    @cached_property
    def sel(self) -> dict[tuple[int, int], Sel]:
        """All cells that hold something, the special ones first."""
        terisi = ((b, k) for b, isi in enumerate(self.isi.baris, 1) for k, nilai in enumerate(isi, 1) if nilai != "")
        return {tempat: self.di(*tempat) for tempat in dict.fromkeys((*self.isi.khusus, *terisi))}

    def di(self, baris: int, kolom: int) -> Sel:
        """The cell there, empty where the file has none."""
        isi = self.isi.baris[baris - 1] if 0 < baris <= len(self.isi.baris) else ()
        nilai = isi[kolom - 1] if 0 < kolom <= len(isi) else ""
        ciri = self.isi.khusus.get((baris, kolom), {})
        return Sel(self.nama, baris, kolom, None if nilai == "" else _rapikan(nilai), **ciri)

    def mentah(self, baris: int) -> Sequence[Any] | None:
        """The plain values of a row; None for one with a special cell."""
        if baris in self._baris_khusus:
            return None
        return self.isi.baris[baris - 1] if baris <= len(self.isi.baris) else ()

    @property
    def tinggi(self) -> int:
        """The last row with a cell."""
        return max(len(self.isi.baris), max(self._baris_khusus, default=0))

    @property
    def lebar(self) -> int:
        """The last column with a cell."""
        return max(max(map(len, self.isi.baris), default=0), max((k for _, k in self.isi.khusus), default=0))


@dataclass(frozen=True)
class BukuKerja:
    """The sheets of a workbook by name, in their order."""

    lembar: dict[str, Lembar]

    def bernama(self, nama: str) -> Lembar | None:
        """The sheet of that name; blanks around it and capitals do not matter."""
        dicari = nama.strip().casefold()
        return next((v for k, v in self.lembar.items() if k.strip().casefold() == dicari), None)


def huruf_kolom(kolom: int) -> str:
    """`A` for 1, `AA` for 27."""
    huruf = ""
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf


def alamat(lembar: str, baris: int, kolom: int) -> str:
    """`Indikator!F7`, as spreadsheets write it: a name with other signs than letters and digits in quotes."""
    nama = lembar if lembar.replace("_", "").isalnum() else "'" + lembar.replace("'", "''") + "'"
    return f"{nama}!{huruf_kolom(kolom)}{baris}"


def baca(nama: str, isi: bytes, batas: Batas | None = None) -> BukuKerja:
    """Read a workbook. Raises BerkasDitolak with a sentence for whoever sent it."""
    batas = batas or Batas()
    bagian = wadah.buka(nama, isi, batas)
    try:
        return _baca(bagian, batas)
    except BerkasDitolak:
        raise
    except (expat.ExpatError, python_calamine.CalamineError, KeyError, ValueError, OverflowError) as error:
        raise BerkasDitolak(wadah.RUSAK.format(nama=nama)) from error


def _baca(bagian: dict[str, bytes], batas: Batas) -> BukuKerja:
    if max(len(bagian.get(n, b"")) for n in KERANGKA) > MAKS_KERANGKA:
        raise BerkasDitolak(wadah.TERLALU_BESAR)
    semua, sejak_1904 = _lembar_buku(bagian)
    persen = _gaya_persen(bagian)
    hasil = [telusuri(xml, persen, batas) for _, _, xml in semua]
    if sum(t.luas for t in hasil) > batas.luas or any(x.count(b"mergeCell") > batas.sel // 2 for _, _, x in semua):
        raise BerkasDitolak(wadah.TERLALU_BANYAK_SEL)
    periksa_teks(bagian.get(BERSAMA, b""), [xml for _, _, xml in semua], batas)
    salinan = salin(bagian, [xml for _, _, xml in semua], sejak_1904=sejak_1904)
    buku = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(salinan))
    lembar = {}
    for n, ((nama, tersembunyi, _), t) in enumerate(zip(semua, hasil, strict=True)):
        lembar[nama] = _lembar(buku.get_sheet_by_index(n), nama, tersembunyi, t.khusus)
        periksa_gabung(lembar[nama].gabung, batas)
    return BukuKerja(lembar)


# --- What stands where in the archive -------------------------------------------------------------------------------


def _lembar_buku(bagian: dict[str, bytes]) -> tuple[list[tuple[str, bool, bytes]], bool]:
    """The sheets that have cells: name, whether hidden, and part; and whether days are counted from 1904 on."""
    hubungan: dict[str, str] = {}
    lembar: dict[str, tuple[bool, str]] = {}
    sejak_1904 = [False]

    def catat_hubungan(tag: str, sifat: dict[str, str]) -> None:
        if tag == "Relationship" and sifat.get("Type", "").endswith("/worksheet"):
            tujuan = sifat["Target"]
            hubungan[sifat["Id"]] = tujuan.lstrip("/") if tujuan.startswith("/") else posixpath.normpath(f"xl/{tujuan}")

    def catat_lembar(tag: str, sifat: dict[str, str]) -> None:
        if tag == "sheet":
            rid = next((v for k, v in sifat.items() if k.rpartition(":")[2] == "id" and k != "id"), "")
            lembar.setdefault(sifat["name"], (sifat.get("state", "visible") != "visible", rid))
        elif tag == "workbookPr":
            sejak_1904[0] = sifat.get("date1904") in ("1", "true")

    baca_xml(bagian["xl/_rels/workbook.xml.rels"], catat_hubungan)
    baca_xml(bagian["xl/workbook.xml"], catat_lembar)
    ada = ((nama, sembunyi, hubungan.get(rid)) for nama, (sembunyi, rid) in lembar.items())
    return [(nama, sembunyi, bagian[jalur]) for nama, sembunyi, jalur in ada if jalur in bagian], sejak_1904[0]


def _gaya_persen(bagian: dict[str, bytes]) -> set[int]:
    """The numbers of the cell styles that show a percentage."""
    bentuk, gaya = set(PERSEN_BAWAAN), []
    di_dalam = [False]

    def mulai(tag: str, sifat: dict[str, str]) -> None:
        if tag == "numFmt" and "%" in sifat.get("formatCode", ""):
            bentuk.add(int(sifat["numFmtId"]))
        elif tag == "cellXfs":
            di_dalam[0] = True
        elif tag == "xf" and di_dalam[0]:
            gaya.append(int(sifat.get("numFmtId", "0")))

    def selesai(tag: str) -> None:
        if tag == "cellXfs":
            di_dalam[0] = False

    if "xl/styles.xml" in bagian:
        baca_xml(bagian["xl/styles.xml"], mulai, selesai)
    return {n for n, f in enumerate(gaya) if f in bentuk}


# --- Values -------------------------------------------------------------------------------------------------------


def _lembar(asal: Any, nama: str, tersembunyi: bool, khusus: Ciri) -> Lembar:
    isi = Isi(asal.to_python(skip_empty_area=False), khusus)
    gabung = [(a[0] + 1, a[1] + 1, z[0] + 1, z[1] + 1) for a, z in asal.merged_cell_ranges or []]
    return LembarBerkas(nama, tersembunyi, gabung, isi)


def _rapikan(nilai: Any) -> Nilai:
    """A number as the Decimal a person sees: what binary fractions add behind the fifteenth digit is noise."""
    if isinstance(nilai, bool) or not isinstance(nilai, int | float):
        return nilai
    angka = Decimal(f"{nilai:.15g}") if isinstance(nilai, float) else Decimal(nilai)
    return angka if angka.is_finite() else None
