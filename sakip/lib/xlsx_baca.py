"""Reading a workbook that somebody sent: limits first, then typed cells with their addresses.

The archive is unpacked under limits (declared and true sizes), what is active in it is refused, and the parser is given
a fresh archive of nothing but the parts that were looked at. Values come from calamine; a pass of our own over the same
parts knows what calamine does not tell: percent formats, formulas without a result, error cells, and how far the cells
reach, before a matrix is made of them.
"""

import io
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from xml.parsers import expat

import python_calamine

from sakip.lib import xlsx_wadah as wadah
from sakip.lib.xlsx_wadah import Batas, BerkasDitolak

__all__ = ["Batas", "BerkasDitolak", "BukuKerja", "Lembar", "Nilai", "Sel", "alamat", "baca", "huruf_kolom"]

Nilai = Decimal | str | bool | datetime | date | time | timedelta | None
PERSEN_BAWAAN = (9, 10)


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
class Lembar:
    """One sheet: its cells by (row, column) and its merged ranges (top, left, bottom, right), all counted from 1."""

    nama: str
    tersembunyi: bool
    sel: dict[tuple[int, int], Sel]
    gabung: list[tuple[int, int, int, int]]

    def di(self, baris: int, kolom: int) -> Sel:
        """The cell there, empty where the file has none."""
        return self.sel.get((baris, kolom)) or Sel(self.nama, baris, kolom)

    @property
    def tinggi(self) -> int:
        """The last row with a cell."""
        return max((b for b, _ in self.sel), default=0)

    @property
    def lebar(self) -> int:
        """The last column with a cell."""
        return max((k for _, k in self.sel), default=0)


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
        letak = _letak_lembar(bagian)
        persen = _gaya_persen(bagian)
        ciri = {n: _telusuri(bagian[jalur], persen, batas) for n, jalur in letak.items()}
        buku = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(wadah.bungkus(bagian)))
        return BukuKerja({m.name: _lembar(buku, m, ciri) for m in buku.sheets_metadata if m.name in letak})
    except BerkasDitolak:
        raise
    except (expat.ExpatError, python_calamine.CalamineError, KeyError, ValueError, OverflowError) as error:
        raise BerkasDitolak(wadah.RUSAK.format(nama=nama)) from error


# --- What stands where in the archive -------------------------------------------------------------------------------


def _letak_lembar(bagian: dict[str, bytes]) -> dict[str, str]:
    """Name of a sheet → its part of the archive, for the sheets that have cells."""
    hubungan: dict[str, str] = {}
    lembar: list[tuple[str, str]] = []

    def catat_hubungan(tag: str, sifat: dict[str, str]) -> None:
        if tag == "Relationship" and sifat.get("Type", "").endswith("/worksheet"):
            tujuan = sifat["Target"]
            hubungan[sifat["Id"]] = tujuan.lstrip("/") if tujuan.startswith("/") else posixpath.normpath(f"xl/{tujuan}")

    def catat_lembar(tag: str, sifat: dict[str, str]) -> None:
        if tag == "sheet":
            rid = next((v for k, v in sifat.items() if k.rpartition(":")[2] == "id" and k != "id"), "")
            lembar.append((sifat["name"], rid))

    _baca_xml(bagian["xl/_rels/workbook.xml.rels"], catat_hubungan)
    _baca_xml(bagian["xl/workbook.xml"], catat_lembar)
    return {nama: hubungan[rid] for nama, rid in lembar if hubungan.get(rid) in bagian}


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
        _baca_xml(bagian["xl/styles.xml"], mulai, selesai)
    return {n for n, f in enumerate(gaya) if f in bentuk}


@dataclass
class _Jejak:
    """What one pass over a sheet's part finds: special cells by (row, column)."""

    persen: set[int]
    batas: Batas
    khusus: dict[tuple[int, int], dict[str, bool]] = field(default_factory=dict)
    letak: tuple[int, int] = (0, 0)
    sifat: dict[str, str] = field(default_factory=dict)
    rumus: bool = False
    bernilai: bool = False
    dalam: bool = False
    jumlah: int = 0
    semua: int = 0

    def mulai(self, tag: str, sifat: dict[str, str]) -> None:
        if tag == "row":
            self.letak = (int(sifat["r"]) if "r" in sifat else self.letak[0] + 1, 0)
        elif tag == "c":
            self.semua += 1
            if self.semua > 10 * self.batas.sel:
                raise BerkasDitolak(wadah.TERLALU_BANYAK_SEL)
            self.letak = _letak(sifat["r"]) if "r" in sifat else (self.letak[0], self.letak[1] + 1)
            self.sifat, self.rumus, self.bernilai = sifat, False, False
        elif tag == "f":
            self.rumus = True
        elif tag in ("v", "t"):
            self.dalam = True
            self.bernilai = self.bernilai or self.sifat.get("t") == "str"  # a formula whose result is no text at all

    def teks(self, isi: str) -> None:
        if self.dalam and isi:
            self.bernilai = True

    def selesai(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.dalam = False
        if tag != "c" or not (self.bernilai or self.rumus):
            return
        self.jumlah += 1
        baris, kolom = self.letak
        if self.jumlah > self.batas.sel or baris > self.batas.baris or kolom > self.batas.kolom:
            raise BerkasDitolak(wadah.TERLALU_BANYAK_SEL)
        ciri = {
            "persen": int(self.sifat.get("s", "0")) in self.persen,
            "rumus": self.rumus,
            "tanpa_hasil": self.rumus and not self.bernilai,
            "galat": self.sifat.get("t") == "e",
        }
        if any(ciri.values()):
            self.khusus[baris, kolom] = ciri


def _telusuri(xml: bytes, persen: set[int], batas: Batas) -> dict[tuple[int, int], dict[str, bool]]:
    jejak = _Jejak(persen, batas)
    _baca_xml(xml, jejak.mulai, jejak.selesai, jejak.teks)
    return jejak.khusus


def _letak(acuan: str) -> tuple[int, int]:
    """Row and column of `AB12`; ValueError for what is no address."""
    huruf = acuan.rstrip("0123456789")
    if not (huruf.isascii() and huruf.isalpha() and len(huruf) <= 3):
        raise ValueError(acuan)
    kolom = 0
    for h in huruf.upper():
        kolom = kolom * 26 + ord(h) - 64
    return int(acuan[len(huruf) :]), kolom


def _baca_xml(
    xml: bytes,
    mulai: Callable[[str, dict[str, str]], None],
    selesai: Callable[[str], None] | None = None,
    teks: Callable[[str], None] | None = None,
) -> None:
    """Tell of every element by its local name, and of the text inside. A document type (there entities are declared)
    is refused.
    """
    pembaca = expat.ParserCreate()
    pembaca.StartElementHandler = lambda tag, sifat: mulai(tag.rpartition(":")[2], sifat)
    if selesai is not None:
        akhir = selesai
        pembaca.EndElementHandler = lambda tag: akhir(tag.rpartition(":")[2])

    if teks is not None:
        pembaca.CharacterDataHandler = teks

    def tolak(*_: Any) -> None:
        raise BerkasDitolak(wadah.BERBAHAYA)

    pembaca.StartDoctypeDeclHandler = tolak
    pembaca.Parse(xml, True)


# --- Values -------------------------------------------------------------------------------------------------------


def _lembar(buku: Any, meta: Any, ciri: dict[str, dict[tuple[int, int], dict[str, bool]]]) -> Lembar:
    asal = buku.get_sheet_by_name(meta.name)
    khusus = ciri[meta.name]
    sel = {(b, k): Sel(meta.name, b, k, **sifat) for (b, k), sifat in khusus.items()}
    for baris, kolom, nilai in _bernilai(asal):
        sel[baris, kolom] = Sel(meta.name, baris, kolom, _rapikan(nilai), **khusus.get((baris, kolom), {}))
    gabung = [(a[0] + 1, a[1] + 1, z[0] + 1, z[1] + 1) for a, z in asal.merged_cell_ranges or []]
    tersembunyi = meta.visible != python_calamine.SheetVisibleEnum.Visible
    return Lembar(meta.name, tersembunyi, sel, gabung)


def _bernilai(asal: Any) -> Iterator[tuple[int, int, Any]]:
    for b, isi in enumerate(asal.to_python(skip_empty_area=False), 1):
        for k, nilai in enumerate(isi, 1):
            if nilai != "":
                yield b, k, nilai


def _rapikan(nilai: Any) -> Nilai:
    """A number as the Decimal a person sees: what binary fractions add behind the fifteenth digit is noise."""
    if isinstance(nilai, bool) or not isinstance(nilai, int | float):
        return nilai
    angka = Decimal(f"{nilai:.15g}") if isinstance(nilai, float) else Decimal(nilai)
    return angka if angka.is_finite() else None
