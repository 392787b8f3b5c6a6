"""The styles of the Word documents: the faces of static/css/pdf.css under the names Word knows.

Headings carry Word's own names, so that its navigation, its lists of contents and screen readers work. The faces are
those the tata naskah names and offices have (Bookman Old Style, Arial); nothing is embedded.
"""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.ekspor.ooxml import twip

NASKAH, LAPORAN = "Bookman Old Style", "Arial"

KELAS_TABEL = {"": "IsiTabel", "rapat": "IsiTabelRapat", "padat": "IsiTabelPadat", "sempit": "IsiTabelSempit"}
"""The paragraph style of the cells by the table's class, the narrowest class winning."""

TEPI_SEL = {
    "IsiTabel": 80,
    "IsiTabelNaskah": 80,
    "IsiTabelRapat": 34,
    "IsiTabelPadat": 40,
    "IsiTabelSempit": 32,
    "IsiTabelMini": 28,
}
"""The space between the rule of a cell and its text, in twips, by the style of the cells."""

UKURAN_SEL = {
    "IsiTabel": 9.5,
    "IsiTabelNaskah": 9.5,
    "IsiTabelRapat": 8,
    "IsiTabelPadat": 7,
    "IsiTabelSempit": 6.5,
    "IsiTabelMini": 5.5,
}
"""The letters of the same styles, in points."""

GARIS, ARSIR_KEPALA, ARSIR_PROGRAM = 5, "E9EDF0", "DDE4E8"
"""Rules of tables in eighths of a point; the shading of heads and of programmes."""


@dataclass(frozen=True)
class Gaya:
    """One paragraph style. Sizes and spaces in points, `garis` the distance of lines (240 is single)."""

    kode: str
    nama: str
    dasar: str = "Normal"
    ukuran: float = 0
    sebelum: float | None = None
    sesudah: float | None = None
    garis: int = 0
    rata: str = ""
    tebal: bool | None = None
    miring: bool = False
    lekat: bool = False
    tingkat: int | None = None  # outline level from 0
    kiri: float = 0
    gantung: float = 0
    huruf: str = ""
    lanjut: str = ""
    kapital: bool = False
    sifat: str = ""  # further paragraph properties that stand before the spacing

    def xml(self) -> str:
        """The style, its properties in the order of the schema."""
        ppr = "<w:keepNext/><w:keepLines/>" if self.lekat else ""
        ppr += self.sifat + self._spasi()
        if self.kiri or self.gantung:
            ppr += f'<w:ind w:left="{twip(self.kiri)}" w:hanging="{twip(self.gantung)}"/>'
        ppr += f'<w:jc w:val="{self.rata}"/>' if self.rata else ""
        ppr += "" if self.tingkat is None else f'<w:outlineLvl w:val="{self.tingkat}"/>'
        lanjut = f'<w:next w:val="{self.lanjut}"/>' if self.lanjut else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.kode}"><w:name w:val="{self.nama}"/>'
            f'<w:basedOn w:val="{self.dasar}"/>{lanjut}<w:qFormat/><w:pPr>{ppr}</w:pPr>'
            f"<w:rPr>{self._rpr()}</w:rPr></w:style>"
        )

    def _spasi(self) -> str:
        isi = "" if self.sebelum is None else f' w:before="{round(self.sebelum * 20)}"'
        isi += "" if self.sesudah is None else f' w:after="{round(self.sesudah * 20)}"'
        isi += f' w:line="{self.garis}" w:lineRule="auto"' if self.garis else ""
        return f"<w:spacing{isi}/>" if isi else ""

    def _rpr(self) -> str:
        isi = _huruf(self.huruf) if self.huruf else ""
        if self.tebal is not None:
            nilai = "" if self.tebal else ' w:val="0"'
            isi += f"<w:b{nilai}/><w:bCs{nilai}/>"
        isi += "<w:i/><w:iCs/>" if self.miring else ""
        isi += "<w:caps/>" if self.kapital else ""
        if self.ukuran:
            isi += f'<w:sz w:val="{round(self.ukuran * 2)}"/><w:szCs w:val="{round(self.ukuran * 2)}"/>'
        return isi


def _huruf(nama: str) -> str:
    return f'<w:rFonts w:ascii="{nama}" w:hAnsi="{nama}" w:eastAsia="{nama}" w:cs="{nama}"/>'


def _kotak(warna: str) -> str:
    sisi = "".join(
        f'<w:{s} w:val="dashed" w:sz="6" w:space="4" w:color="{warna}"/>' for s in ("top", "left", "bottom", "right")
    )
    return f'<w:pBdr>{sisi}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="FFF6E5"/>'


def _judul(laporan: bool) -> list[Gaya]:
    """Headings. In a report chapters stand in the middle and sections hang behind their number."""
    tengah = "center" if laporan else ""
    umum: dict[str, Any] = {"lekat": True, "tebal": True, "lanjut": "Normal", "garis": 276 if laporan else 252}
    return [
        Gaya("Heading1", "heading 1", ukuran=14 if laporan else 12, sesudah=22 if laporan else 8, rata="center",
             tingkat=0, **umum),
        Gaya("Heading2", "heading 2", ukuran=12, sebelum=14, sesudah=7, rata="" if laporan else "center", tingkat=1,
             kiri=13 if laporan else 0, gantung=13 if laporan else 0, **umum),
        Gaya("Heading3", "heading 3", ukuran=11, sebelum=12, sesudah=7, tingkat=2, kiri=13 if laporan else 0,
             gantung=13 if laporan else 0, **umum),
        Gaya("Heading4", "heading 4", ukuran=11, sebelum=10, sesudah=5, tingkat=3, **umum),
        Gaya("Heading5", "heading 5", ukuran=11, sebelum=7, sesudah=3, tingkat=4, miring=True,
             **umum | {"tebal": False}),
        Gaya("Heading6", "heading 6", ukuran=11, sebelum=7, sesudah=3, tingkat=5, miring=True,
             **umum | {"tebal": False}),
        *(Gaya(f"JudulNaskah{n}", f"Judul Naskah {n}", sesudah=8, lekat=True, tebal=True, tingkat=n, rata="center")
          for n in (1, 2, 3)),
        Gaya("JudulDaftar", "Judul Daftar", ukuran=14, sesudah=16, lekat=True, tebal=True, kapital=True, rata="center"),
        Gaya("JudulNaskah", "Judul Naskah", sesudah=8, rata=tengah or "center", lekat=True),
    ]  # fmt: skip


def _daftar(lebar: float) -> list[Gaya]:
    """Lists of contents: the number hangs, dots lead to the page at the right margin."""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twip(lebar)}"/></w:tabs>'
    hasil = [Gaya("TOC1", "toc 1", sebelum=4, sesudah=2, garis=252, tebal=True, kiri=18, gantung=18, kapital=True,
                  sifat=tab),
             Gaya("TOC2", "toc 2", sesudah=2, garis=252, kiri=17, gantung=11, sifat=tab),
             Gaya("TOC3", "toc 3", sesudah=2, garis=252, kiri=30, gantung=13, ukuran=10, sifat=tab),
             Gaya("TableofFigures", "table of figures", sesudah=2, garis=252, kiri=25, gantung=25, ukuran=10,
                  sifat=tab)]  # fmt: skip
    return hasil


def _lain(laporan: bool) -> list[Gaya]:
    badan = LAPORAN if laporan else NASKAH
    sel: dict[str, Any] = {"sebelum": 0.0, "sesudah": 0.0, "garis": 252}
    return [
        Gaya("Prosa", "Prosa", "Normal", rata="both"),
        Gaya("Butir", "Butir", "Normal", rata="both", sesudah=3),
        Gaya("Konsiderans", "Konsiderans", rata="both", sesudah=4, kiri=43, gantung=43,
             sifat=f'<w:tabs><w:tab w:val="left" w:pos="{twip(31)}"/><w:tab w:val="left" w:pos="{twip(35)}"/>'
                   f'<w:tab w:val="left" w:pos="{twip(43)}"/></w:tabs>'),
        Gaya("KonsideransLanjutan", "Konsiderans Lanjutan", "Konsiderans", kiri=43, gantung=8),
        Gaya("Diktum", "Diktum", "Konsiderans", kiri=35, gantung=35, sesudah=8),
        Gaya("Memutuskan", "Memutuskan", ukuran=0 if laporan else 12, tebal=True, lekat=True, tingkat=2,
             rata="center", sebelum=14, sesudah=14),
        Gaya("TandaTangan", "Tanda Tangan", sesudah=0, lekat=True),
        Gaya("KepalaLampiran", "Kepala Lampiran", ukuran=9, sesudah=0, garis=240, huruf="" if laporan else LAPORAN,
             lekat=True),
        Gaya("Identitas", "Identitas", sesudah=1, garis=252),
        Gaya("JudulTabel", "Judul Tabel", ukuran=9.5, sebelum=9, sesudah=5, garis=252, tebal=True, rata="center",
             lekat=True),
        Gaya("JudulGambar", "Judul Gambar", ukuran=9.5, sebelum=4, sesudah=12, garis=252, tebal=True, rata="center"),
        Gaya("CatatanTabel", "Catatan Tabel", ukuran=9, sebelum=2, sesudah=8, garis=252),
        Gaya("Gambar", "Gambar", sebelum=8, sesudah=0, rata="center", lekat=True),
        Gaya("Kutipan", "Kutipan", ukuran=12, sebelum=8, sesudah=0, rata="center", tebal=True, kiri=12),
        Gaya("Kekurangan", "Kekurangan", ukuran=9.5, sesudah=8, garis=252, sifat=_kotak("8A4B00")),
        Gaya("IsiTabel", "Isi Tabel", ukuran=UKURAN_SEL["IsiTabel"], huruf=LAPORAN, **sel),
        Gaya("IsiTabelRapat", "Isi Tabel Rapat", "IsiTabel", ukuran=UKURAN_SEL["IsiTabelRapat"], garis=247),
        Gaya("IsiTabelPadat", "Isi Tabel Padat", "IsiTabel", ukuran=UKURAN_SEL["IsiTabelPadat"], garis=240),
        Gaya("IsiTabelSempit", "Isi Tabel Sempit", "IsiTabel", ukuran=UKURAN_SEL["IsiTabelSempit"], garis=240),
        Gaya("IsiTabelMini", "Isi Tabel Mini", "IsiTabel", ukuran=UKURAN_SEL["IsiTabelMini"], garis=240),
        Gaya("IsiTabelNaskah", "Isi Tabel Naskah", "IsiTabel", huruf=badan),
        Gaya("Header", "header", ukuran=11, sesudah=0, garis=240, huruf=badan),
        Gaya("Footer", "footer", ukuran=10, sesudah=0, garis=240, rata="center", huruf=badan),
    ]  # fmt: skip


_KARAKTER = (
    '<w:style w:type="character" w:default="1" w:styleId="HurufBawaan"><w:name w:val="Default Paragraph Font"/>'
    "<w:uiPriority w:val=\"1\"/></w:style>"
    '<w:style w:type="character" w:styleId="Isian"><w:name w:val="Isian"/><w:rPr><w:u w:val="dotted"/>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="TandaDraf"><w:name w:val="Tanda Draf"/><w:rPr>'
    f'{_huruf(LAPORAN)}<w:b/><w:color w:val="767676"/><w:spacing w:val="30"/><w:sz w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
    '<w:color w:val="0B5A66"/><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="TanpaDaftar"><w:name w:val="No List"/></w:style>'
)  # fmt: skip

_TABEL = (
    '<w:style w:type="table" w:default="1" w:styleId="TabelBiasa"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TabelBergaris"><w:name w:val="Tabel Bergaris"/>'
    '<w:basedOn w:val="TabelBiasa"/><w:tblPr><w:tblBorders>{garis}</w:tblBorders></w:tblPr></w:style>'
)


def pasang(dokumen: Document, *, laporan: bool, lebar: float) -> None:
    """Replace the styles of python-docx's template by our own; `lebar`: millimetres between the margins."""
    huruf = LAPORAN if laporan else NASKAH
    sisi = ("top", "left", "bottom", "right", "insideH", "insideV")
    garis = "".join(f'<w:{s} w:val="single" w:sz="{GARIS}" w:space="0" w:color="000000"/>' for s in sisi)
    ukuran = 22 if laporan else 24
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl/><w:spacing w:after="{126 if laporan else 144}" '
        f'w:line="{296 if laporan else 252}" w:lineRule="auto"/></w:pPr></w:style>'
    )
    isi = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_huruf(huruf)}<w:sz w:val=\"{ukuran}\"/><w:szCs w:val=\"{ukuran}\"/>"
        '<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        f"</w:docDefaults>{normal}{_KARAKTER}{_TABEL.format(garis=garis)}"
        + "".join(g.xml() for g in (*_judul(laporan), *_daftar(lebar), *_lain(laporan)))
    )  # fmt: skip
    akar = dokumen.styles.element
    for lama in list(akar):
        akar.remove(lama)
    for baru in list(parse_xml(f"<w:styles {nsdecls('w')}>{isi}</w:styles>")):
        akar.append(baru)
