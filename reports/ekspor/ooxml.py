"""WordprocessingML as text: runs, paragraphs and borderless tables with their properties in the order Word wants.

Text that is parsed once is an order of magnitude faster than building the same elements one by one, and a report has
thousands of cells. Whatever comes from a payload passes through `lari`, which escapes it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

Rata = Literal["", "kiri", "tengah", "kanan", "penuh"]

_JC = {"kiri": "left", "tengah": "center", "kanan": "right", "penuh": "both"}
# What XML 1.0 cannot carry at all: a pasted control character must not make the file unreadable.
_TERLARANG = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ISIAN = re.compile("(…{2,})")


def twip(jarak: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(jarak * 1440 / 25.4)


def mm(jarak: int) -> float:
    """Twentieths of a point in millimetres."""
    return jarak * 25.4 / 1440


def emu(jarak: float) -> int:
    """Millimetres in English Metric Units, the measure of pictures."""
    return round(jarak * 36000)


def bersih(teks: str) -> str:
    """The text without what XML cannot carry."""
    return _TERLARANG.sub("", teks)


def atribut(teks: str) -> str:
    """A quoted, escaped value of an attribute."""
    return quoteattr(bersih(teks))


@dataclass(frozen=True)
class Huruf:
    """How a run looks beyond its paragraph's style. `ukuran` in points; 0 leaves it to the style."""

    tebal: bool = False
    ringan: bool = False  # not bold in a bold style
    miring: bool = False
    garis: bool = False
    coret: bool = False
    ukuran: float = 0
    jarak: float = 0  # letter spacing in points
    kapital: bool = False
    gaya: str = ""  # a character style
    naik: Literal["", "superscript", "subscript"] = ""
    sembunyi: bool = False

    def rpr(self) -> str:
        """The run properties, empty when there are none."""
        isi = f'<w:rStyle w:val="{self.gaya}"/>' if self.gaya else ""
        isi += "<w:b/><w:bCs/>" if self.tebal else '<w:b w:val="0"/><w:bCs w:val="0"/>' if self.ringan else ""
        isi += "<w:i/><w:iCs/>" if self.miring else ""
        isi += "<w:caps/>" if self.kapital else ""
        isi += "<w:strike/>" if self.coret else ""
        isi += "<w:vanish/>" if self.sembunyi else ""
        isi += f'<w:spacing w:val="{round(self.jarak * 20)}"/>' if self.jarak else ""
        if self.ukuran:
            isi += f'<w:sz w:val="{round(self.ukuran * 2)}"/><w:szCs w:val="{round(self.ukuran * 2)}"/>'
        isi += '<w:u w:val="single"/>' if self.garis else ""
        isi += f'<w:vertAlign w:val="{self.naik}"/>' if self.naik else ""
        return f"<w:rPr>{isi}</w:rPr>" if isi else ""


BIASA = Huruf()
TEBAL = Huruf(tebal=True)


def lari(teks: str, huruf: Huruf = BIASA) -> str:
    """Runs with a text. `\\n` breaks the line, a tab is a tab, dots to be filled in are marked as in the PDF."""
    hasil = ""
    for bagian in _ISIAN.split(bersih(teks)):
        if bagian:
            gaya = replace(huruf, gaya="Isian") if _ISIAN.fullmatch(bagian) else huruf
            hasil += f"<w:r>{gaya.rpr()}{_isi(bagian)}</w:r>"
    return hasil


def _isi(teks: str) -> str:
    baris = teks.replace("\r\n", "\n").split("\n")
    return "<w:br/>".join("<w:tab/>".join(_teks(t) for t in b.split("\t")) for b in baris)


def _teks(teks: str) -> str:
    return f'<w:t xml:space="preserve">{escape(teks)}</w:t>' if teks else ""


@dataclass(frozen=True)
class Alinea:
    """How a paragraph differs from its style. Lengths in millimetres, spaces before and after in points.

    `lekat` keeps it on the page of the next paragraph, `utuh` keeps its lines together, `baru` begins a page. `nomor`
    is (numId, level) of a list.
    """

    gaya: str = ""
    rata: Rata = ""
    kiri: float = 0
    kanan: float = 0
    gantung: float = 0
    tab: tuple[float, ...] = ()
    sebelum: float | None = None
    sesudah: float | None = None
    lekat: bool = False
    utuh: bool = False
    baru: bool = False
    nomor: tuple[int, int] | None = None
    bingkai: str = ""  # w:pBdr and w:shd, ready made

    def ppr(self) -> str:
        """The paragraph properties in the order of the schema."""
        isi = f'<w:pStyle w:val="{self.gaya}"/>' if self.gaya else ""
        isi += "<w:keepNext/>" if self.lekat else ""
        isi += "<w:keepLines/>" if self.utuh else ""
        isi += "<w:pageBreakBefore/>" if self.baru else ""
        if self.nomor:
            isi += f'<w:numPr><w:ilvl w:val="{self.nomor[1]}"/><w:numId w:val="{self.nomor[0]}"/></w:numPr>'
        isi += self.bingkai
        if self.tab:
            isi += f"<w:tabs>{''.join(f'<w:tab w:val={chr(34)}left{chr(34)} {_pos(t)}/>' for t in self.tab)}</w:tabs>"
        isi += self._spasi()
        isi += self._lekuk()
        isi += f'<w:jc w:val="{_JC[self.rata]}"/>' if self.rata else ""
        return f"<w:pPr>{isi}</w:pPr>"

    def _spasi(self) -> str:
        isi = "" if self.sebelum is None else f' w:before="{round(self.sebelum * 20)}"'
        isi += "" if self.sesudah is None else f' w:after="{round(self.sesudah * 20)}"'
        return f"<w:spacing{isi}/>" if isi else ""

    def _lekuk(self) -> str:
        if not (self.kiri or self.kanan or self.gantung):
            return ""
        kanan = f' w:right="{twip(self.kanan)}"' if self.kanan else ""
        return f'<w:ind w:left="{twip(self.kiri)}"{kanan} w:hanging="{twip(self.gantung)}"/>'


def _pos(jarak: float) -> str:
    return f'w:pos="{twip(jarak)}"'


POLOS = Alinea()


def alinea(isi: str, bentuk: Alinea = POLOS) -> str:
    """One paragraph around runs that are ready."""
    return f"<w:p>{bentuk.ppr()}{isi}</w:p>"


def jeda(tinggi: float = 1, *, lekat: bool = False) -> str:
    """An empty line so many points high. Word wants one between two tables and after the last one."""
    jarak = f'<w:spacing w:before="0" w:after="0" w:line="{round(tinggi * 20)}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{"<w:keepNext/>" if lekat else ""}{jarak}<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'


@dataclass(frozen=True)
class Petak:
    """One cell of a layout table: paragraphs that are ready, and what differs from a plain cell."""

    isi: str
    lebar: float  # mm
    batas: str = ""  # w:tcBorders, ready made
    tegak: Literal["top", "center", "bottom"] = "top"
    gabung: Literal["", "restart", "continue"] = ""


def tata(baris: Sequence[Sequence[Petak]], *, utuh: bool = True, tinggi: Sequence[float] = (), kiri: float = 0) -> str:
    """A borderless table that only places things side by side. `tinggi`: least height of each row in millimetres."""
    kisi = "".join(f'<w:gridCol w:w="{twip(p.lebar)}"/>' for p in baris[0])
    lebar = sum(twip(p.lebar) for p in baris[0])
    hasil = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{lebar}" w:type="dxa"/><w:tblInd w:w="{twip(kiri)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{kisi}</w:tblGrid>'
    )
    for n, satu in enumerate(baris):
        sifat = "<w:cantSplit/>" if utuh else ""
        if n < len(tinggi):
            sifat += f'<w:trHeight w:val="{twip(tinggi[n])}" w:hRule="atLeast"/>'
        hasil += f"<w:tr><w:trPr>{sifat}</w:trPr>{''.join(_petak(p) for p in satu)}</w:tr>"
    return f"{hasil}</w:tbl>"


def _petak(p: Petak) -> str:
    gabung = f'<w:vMerge w:val="{p.gabung}"/>' if p.gabung else ""
    sifat = f'<w:tcW w:w="{twip(p.lebar)}" w:type="dxa"/>{gabung}{p.batas}<w:vAlign w:val="{p.tegak}"/>'
    return f"<w:tc><w:tcPr>{sifat}</w:tcPr>{p.isi or alinea('')}</w:tc>"


def kolom_kode(perintah: str, hasil: str, huruf: Huruf = BIASA) -> str:
    """A field: what it computes, and what it shows until Word computes it."""
    rpr = huruf.rpr()
    return (
        f'<w:r>{rpr}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{rpr}<w:instrText xml:space="preserve"> {escape(perintah)} </w:instrText></w:r>'
        f'<w:r>{rpr}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{rpr}{_teks(hasil)}</w:r>"
        f'<w:r>{rpr}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def gambar_xml(rid: str, nomor: int, lebar: float, tinggi: float, alt: str) -> str:
    """A run with the picture of a relationship, in millimetres; `alt` is read aloud instead of it."""
    ukuran = f'cx="{emu(lebar)}" cy="{emu(tinggi)}"'
    nama = f'id="{nomor}" name="Gambar {nomor}" descr={atribut(alt)}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {ukuran}/>'
        f'<wp:docPr {nama}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        "</wp:cNvGraphicFramePr><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr {nama}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {ukuran}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
