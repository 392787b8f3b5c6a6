"""What one pass over a sheet's part finds, before a matrix is made of it: special cells, and how far the cells reach.

Cells are special where calamine does not tell what they are: percent formats, formulas without a result, error cells.
Most sheets have none, and are written by programs that number every cell in one way: those are looked through by
pattern. Whatever is written otherwise is looked through element by element.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.parsers import expat

from sakip.lib import xlsx_wadah as wadah
from sakip.lib.xlsx_wadah import Batas, BerkasDitolak

Ciri = dict[tuple[int, int], dict[str, bool]]
POTONGAN = 1 << 20
"""Bytes looked at in one go. No element is begun with more of them."""
DALAM = 100
"""Elements inside one another: no writer of workbooks comes near."""
LAIN_LAIN = 100_000
"""Elements of a plain sheet that are neither rows nor cells: columns, merged ranges, rules."""
# A cell as Excel, LibreOffice and openpyxl begin it, what stands in it, and anything that begins one at all.
_SEL = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?: t="[A-Za-z]+")? ?/?>')
_KOLOM = re.compile(rb'<c r="([A-Z]+)')
_BARIS = re.compile(rb'<c r="[A-Z]+([0-9]+)')
_GAYA = re.compile(rb'<c r="[A-Z0-9]+" s="([0-9]+)')
_SANDI = re.compile(rb"encoding=['\"](?!utf-8|UTF-8)")
# Comments and declarations, formulas, cells begun in another way or under a prefix, error cells, and parts of another
# writing system. Each pattern begins with fixed letters: those are looked for many times as fast.
_TAK_LAZIM = tuple(
    map(re.compile, (rb"<!|<f[> /]", rb":f[> /]", rb"<c[>/\t\n\r\f\v]", rb":c[\s/>]", rb't="e"', rb"\x00"))
)


class Telusur(NamedTuple):
    """What was found: the special cells by (row, column), and how many places a matrix of the sheet has."""

    khusus: Ciri
    luas: int


def telusuri(xml: bytes, persen: set[int], batas: Batas) -> Telusur:
    """Look a sheet's part through. Raises BerkasDitolak where there are too many cells."""
    luas = _polos(xml, persen, batas)
    if luas is not None:
        return Telusur({}, luas)
    jejak = _Jejak(persen, batas)
    baca_xml(xml, jejak.mulai, jejak.selesai, jejak.teks)
    return Telusur(jejak.khusus, jejak.jauh[0] * jejak.jauh[1])


def _polos(xml: bytes, persen: set[int], batas: Batas) -> int | None:
    """The places of its matrix where the part is well formed, all its cells are plain, and they stay within the limits;
    else None."""
    banyak_sel = xml.count(b"<c ")
    if banyak_sel > batas.sel or any(t.search(xml) for t in _TAK_LAZIM) or _SANDI.search(xml[:200]):
        return None
    if xml.count(b"<") > 8 * banyak_sel + 3 * min(xml.count(b"<row"), batas.sel) + LAIN_LAIN:
        return None
    baca_xml(xml)
    jumlah = tanpa_gaya = 0
    kolom, baris, gaya = set[bytes](), set[bytes](), set[bytes]()
    for potong in _potongan(xml):
        jumlah += (banyak := len(_SEL.findall(potong)))
        kolom.update(_KOLOM.findall(potong))
        baris.update(_BARIS.findall(potong))
        bergaya = _GAYA.findall(potong)
        gaya.update(bergaya)
        tanpa_gaya += banyak - len(bergaya)
    if jumlah != banyak_sel or not persen.isdisjoint(map(int, gaya)) or tanpa_gaya and 0 in persen:
        return None
    tinggi, lebar = max(map(int, baris), default=0), max((letak(k.decode() + "1")[1] for k in kolom), default=0)
    if tinggi > batas.baris or lebar > batas.kolom or tinggi * lebar > batas.luas:
        return None  # cells without a value may stand that far out: they make no matrix
    return tinggi * lebar


def _potongan(xml: bytes) -> Iterator[bytes]:
    """The part in pieces, so that a large one does not stand in memory as a list of its cells."""
    awal = 0
    while awal < len(xml):
        akhir = xml.find(b"<c ", awal + POTONGAN)
        akhir = len(xml) if akhir < 0 else akhir
        yield xml[awal:akhir]
        awal = akhir


@dataclass
class _Jejak:
    """What one pass over a sheet's part finds: special cells by (row, column)."""

    persen: set[int]
    batas: Batas
    khusus: dict[tuple[int, int], dict[str, bool]] = field(default_factory=dict)
    baris: int = 0
    letak: tuple[int, int] = (0, 0)
    jauh: tuple[int, int] = (0, 0)
    sifat: dict[str, str] = field(default_factory=dict)
    rumus: bool = False
    bernilai: bool = False
    dalam: bool = False
    jumlah: int = 0
    semua: int = 0
    dalamnya: int = 0

    def mulai(self, tag: str, sifat: dict[str, str]) -> None:
        self.dalamnya += 1
        if self.dalamnya > DALAM:
            raise BerkasDitolak(wadah.BERBAHAYA)
        if tag == "row":
            self.baris = int(sifat["r"]) if "r" in sifat else self.baris + 1
            self.letak = (self.baris, 0)
        elif tag == "c":
            self.semua += 1
            if self.semua > 10 * self.batas.sel:
                raise BerkasDitolak(wadah.TERLALU_BANYAK_SEL)
            self.letak = letak(sifat["r"]) if "r" in sifat else (self.baris, self.letak[1] + 1)
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
        self.dalamnya -= 1
        if tag in ("v", "t"):
            self.dalam = False
        # One of a kind (an empty text, an empty date) takes its place in the matrix, also without a value.
        if tag != "c" or not (self.bernilai or self.rumus or "t" in self.sifat):
            return
        self.jumlah += 1
        baris, kolom = self.letak
        if self.jumlah > self.batas.sel or baris > self.batas.baris or kolom > self.batas.kolom:
            raise BerkasDitolak(wadah.TERLALU_BANYAK_SEL)
        self.jauh = max(self.jauh[0], baris), max(self.jauh[1], kolom)
        ciri = {
            "persen": int(self.sifat.get("s", "0")) in self.persen,
            "rumus": self.rumus,
            "tanpa_hasil": self.rumus and not self.bernilai,
            "galat": self.sifat.get("t") == "e",
        }
        if any(ciri.values()):
            self.khusus[baris, kolom] = ciri


def letak(acuan: str) -> tuple[int, int]:
    """Row and column of `AB12`; ValueError for what is no address."""
    huruf = acuan.rstrip("0123456789")
    if not (huruf.isascii() and huruf.isalpha() and len(huruf) <= 3):
        raise ValueError(acuan)
    kolom = 0
    for h in huruf.upper():
        kolom = kolom * 26 + ord(h) - 64
    return int(acuan[len(huruf) :]), kolom


def baca_xml(
    xml: bytes,
    mulai: Callable[[str, dict[str, str]], None] | None = None,
    selesai: Callable[[str], None] | None = None,
    teks: Callable[[str], None] | None = None,
) -> None:
    """Tell of every element by its local name, and of the text inside. A document type (there entities are declared)
    is refused, and what is begun and does not end: expat would hold all of it.
    """
    pembaca = expat.ParserCreate()
    if mulai is not None:
        awal = mulai
        pembaca.StartElementHandler = lambda tag, sifat: awal(tag.rpartition(":")[2], sifat)
    if selesai is not None:
        akhir = selesai
        pembaca.EndElementHandler = lambda tag: akhir(tag.rpartition(":")[2])

    if teks is not None:
        pembaca.CharacterDataHandler = teks

    def tolak(*_: Any) -> None:
        raise BerkasDitolak(wadah.BERBAHAYA)

    pembaca.StartDoctypeDeclHandler = tolak
    for awal_potong in range(0, len(xml), POTONGAN):
        potong = xml[awal_potong : awal_potong + POTONGAN]
        pembaca.Parse(potong, False)
        if awal_potong + len(potong) - pembaca.CurrentByteIndex > POTONGAN:
            tolak()
    pembaca.Parse(b"", True)
