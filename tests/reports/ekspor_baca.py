"""Reading exported files back, and what a payload says should stand in them (without the exporting code)."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn


@dataclass(frozen=True)
class SelHarap:
    """One cell of a payload in its place, with the rows and columns it covers."""

    baris: int
    kolom: int
    tinggi: int
    lebar: int
    sel: dict[str, Any]

    @property
    def teks(self) -> str:
        """What is printed."""
        return self.sel["teks"]

    @property
    def lanjutan(self) -> bool:
        """The empty rest of a cell that the PDF draws in pieces; a programme begins with a line."""
        kelas = self.sel.get("kelas", "").split()
        return "sambung" in kelas and "tingkat-program" not in kelas and not self.teks

    @property
    def tempat(self) -> Iterator[tuple[int, int]]:
        """Every place it covers."""
        return (
            (r, c)
            for r in range(self.baris, self.baris + self.tinggi)
            for c in range(self.kolom, self.kolom + self.lebar)
        )


def sel_tabel(tabel: dict[str, Any]) -> list[SelHarap]:
    """The cells of a table, head and body, placed as HTML places them."""
    hasil: list[SelHarap] = []
    terisi: set[tuple[int, int]] = set()
    for r, baris in enumerate([*tabel["kepala"], *tabel["baris"]]):
        c = 0
        for sel in baris:
            while (r, c) in terisi:
                c += 1
            satu = SelHarap(r, c, sel.get("rentang_baris", 1), sel.get("rentang_kolom", 1), sel)
            terisi |= set(satu.tempat)
            hasil.append(satu)
            c += satu.lebar
    return hasil


def semua_tabel(isi: Any) -> Iterator[dict[str, Any]]:
    """Every ruled table of a payload, in order."""
    if isinstance(isi, dict):
        if {"id", "lebar", "kepala", "baris"} <= isi.keys():
            yield isi
        else:
            for nilai in isi.values():
                yield from semua_tabel(nilai)
    elif isinstance(isi, list):
        for satu in isi:
            yield from semua_tabel(satu)


def buka(isi: bytes) -> Any:
    """The Word document."""
    return Document(BytesIO(isi))


def tabel_word(dokumen: Any) -> list[Any]:
    """Its ruled tables; those that only place things side by side have no description."""
    return [t for t in dokumen.tables if t._tbl.tblPr.find(qn("w:tblCaption")) is not None]


def teks_word(dokumen: Any) -> str:
    """Every word of the body, paragraphs by lines, tables included."""
    return "\n".join(
        "".join(
            t.text or "" if t.tag == qn("w:t") else "\t" if t.tag == qn("w:tab") else "\n"
            for t in p.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        )
        for p in dokumen.element.body.iter(qn("w:p"))
    )


def teks_sel(tc: Any) -> str:
    """The text of one cell, nested fractions included."""
    return "\n".join(
        "".join(t.text or "" if t.tag == qn("w:t") else "\n" for t in p.iter(qn("w:t"), qn("w:br")))
        for p in tc.iter(qn("w:p"))
    )


def bagian_halaman(dokumen: Any) -> list[Any]:
    """The properties of the section of each element of the body."""
    badan = list(dokumen.element.body)
    hasil: list[Any] = []
    kini = badan[-1]
    for elemen in reversed(badan[:-1]):
        sendiri = elemen.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if elemen.tag == qn("w:p") else None
        kini = kini if sendiri is None else sendiri
        hasil.append((elemen, kini))
    return hasil[::-1]


def mendatar(sect: Any) -> bool:
    """Whether a section is landscape."""
    return sect.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"
