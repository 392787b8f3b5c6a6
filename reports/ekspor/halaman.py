"""Pages: paper, margins of the tata naskah, page numbers. One header or footer part serves all sections alike."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Literal

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.document import DocumentPart

from reports.ekspor import gambar
from reports.ekspor.ooxml import (
    Alinea,
    Huruf,
    Petak,
    alinea,
    gambar_xml,
    jeda,
    kolom_kode,
    lari,
    tata,
    twip,
)
from reports.tanda_tangan.kode import berkelompok

NS = nsdecls("w", "r", "wp", "a", "pic")

Nomor = Literal["naskah", "arab", "romawi", "tanpa"]
Batas = Literal["biasa", "sampul", "tabel", "lampiran"]

# Top, right, bottom, left in millimetres, portrait and landscape: those of static/css/pdf.css and of templates/pdf.
_MENDATAR = (20.0, 20.0, 17.0, 20.0)
_BATAS = {
    "biasa": ((25.0, 20.0, 25.0, 30.0), _MENDATAR),
    "sampul": ((25.0, 25.0, 25.0, 25.0), _MENDATAR),
    "tabel": ((22.0, 18.0, 20.0, 22.0), (18.0, 15.0, 14.0, 15.0)),
    "lampiran": ((20.0, 20.0, 22.0, 25.0), _MENDATAR),
}

KERTAS = {"A4": (210.0, 297.0), "F4": (215.0, 330.0)}
"""Width and height in millimetres."""

_RAPAT = '<w:pPr><w:pStyle w:val="{gaya}"/>{tab}</w:pPr>'


@dataclass(frozen=True)
class Halaman:
    """Pages of one kind. `nomor`: `- 2 -` above, arabic or roman below, or none; `ulang` counts from one again, and
    then a naskah shows no number on its first page.
    """

    mendatar: bool = False
    nomor: Nomor = "naskah"
    ulang: bool = False
    batas: Batas = "biasa"

    def serupa(self, lain: "Halaman") -> bool:
        """Whether what stands on the one may go on on the other."""
        return (self.mendatar, self.nomor, self.batas) == (lain.mendatar, lain.nomor, lain.batas)


def margin(h: Halaman) -> tuple[float, float, float, float]:
    """Top, right, bottom, left in millimetres."""
    return _BATAS[h.batas][1 if h.mendatar else 0]


def lebar_teks(h: Halaman, kertas: str) -> float:
    """Millimetres between the margins."""
    _, kanan, _, kiri = margin(h)
    return KERTAS[kertas][1 if h.mendatar else 0] - kanan - kiri


def tinggi_teks(h: Halaman, kertas: str) -> float:
    """Millimetres between the upper and the lower margin."""
    atas, _, bawah, _ = margin(h)
    return KERTAS[kertas][0 if h.mendatar else 1] - atas - bawah


class Tepi:
    """Headers and footers, and the properties of a section that uses them."""

    def __init__(self, bagian: DocumentPart, *, draf: bool) -> None:
        self._bagian = bagian
        self._draf = draf
        self._ada: dict[tuple[str, ...], str] = {}

    def sect_pr(self, h: Halaman, kertas: str, verifikasi: Mapping[str, str] | None = None) -> str:
        """The sectPr of pages of this kind. `verifikasi`: at their foot stands where the document can be checked."""
        lebar, tinggi = (twip(mm) for mm in KERTAS[kertas])
        atas, kanan, bawah, kiri = (twip(mm) for mm in margin(h))
        arah = f'w:w="{tinggi}" w:h="{lebar}" w:orient="landscape"' if h.mendatar else f'w:w="{lebar}" w:h="{tinggi}"'
        mulai = ' w:start="1"' if h.ulang else ""
        format_nomor = "lowerRoman" if h.nomor == "romawi" else "decimal"
        pertama = h.ulang and h.nomor == "naskah"
        tepi = self._rujukan("header", "default", self._kepala(h, kertas, nomor=h.nomor == "naskah"))
        tepi += self._rujukan("header", "first", self._kepala(h, kertas, nomor=False)) if pertama else ""
        kaki = 5 if verifikasi else 8 if h.mendatar else 12
        bernomor = h.nomor in ("arab", "romawi")
        if verifikasi:
            tepi += self._rujukan("footer", "default", self._kaki_verifikasi(verifikasi, nomor=bernomor))
            tepi += self._rujukan("footer", "first", self._kaki_verifikasi(verifikasi, nomor=False)) if pertama else ""
        else:
            tepi += self._rujukan("footer", "default", self._kaki(nomor=bernomor))
        return (
            f'<w:sectPr {nsdecls("w", "r")}>{tepi}<w:type w:val="nextPage"/><w:pgSz {arah}/>'
            f'<w:pgMar w:top="{atas}" w:right="{kanan}" w:bottom="{bawah}" w:left="{kiri}" w:header="{twip(10)}" '
            f'w:footer="{twip(kaki)}" w:gutter="0"/><w:pgNumType w:fmt="{format_nomor}"{mulai}/>'
            f'<w:cols w:space="720"/>{"<w:titlePg/>" if pertama else ""}</w:sectPr>'
        )

    def _rujukan(self, jenis: str, untuk: str, rid: str) -> str:
        return f'<w:{jenis}Reference w:type="{untuk}" r:id="{rid}"/>'

    def _kepala(self, h: Halaman, kertas: str, *, nomor: bool) -> str:
        """The header: the number of a naskah in the middle, the mark of a draft at the right."""
        if h.nomor == "tanpa":
            return self._part("hdr", _RAPAT.format(gaya="Header", tab=""))
        lebar = twip(lebar_teks(h, kertas))
        tab = (
            f'<w:tabs><w:tab w:val="center" w:pos="{lebar // 2}"/><w:tab w:val="right" w:pos="{lebar}"/></w:tabs>'
        )  # fmt: skip
        isi = f"{lari(chr(9) + '- ')}{kolom_kode('PAGE', '2')}{lari(' -')}" if nomor else lari("\t")
        isi += lari("\tDRAF", Huruf(gaya="TandaDraf")) if self._draf else ""
        return self._part("hdr", _RAPAT.format(gaya="Header", tab=tab) + isi)

    def _kaki(self, *, nomor: bool) -> str:
        isi = kolom_kode("PAGE", "1") if nomor else ""
        return self._part("ftr", _RAPAT.format(gaya="Footer", tab="") + isi)

    def _kaki_verifikasi(self, isi: Mapping[str, str], *, nomor: bool) -> str:
        """The foot of a finished document: QR code, verification code and address; never a page of its own."""
        dokumen: Any = self._bagian
        part, rid = dokumen.add_footer_part()
        kecil = Huruf(ukuran=6.5)
        gambar_rid, _ = part.get_or_add_image(BytesIO(gambar.qr(isi["alamat"])))
        alamat = isi["alamat"].removesuffix(f"{isi['kode']}/")
        tautan = part.relate_to(alamat, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        teks = lari("Status dan keaslian dokumen ini dapat diperiksa dengan kode QR ini atau kode ", kecil)
        teks += lari(berkelompok(isi["kode"]), replace(kecil, tebal=True)) + lari(" di ", kecil)
        teks += f'<w:hyperlink r:id="{tautan}">{lari(alamat, replace(kecil, gaya="Hyperlink"))}</w:hyperlink>'
        rapat = Alinea("Footer", rata="kiri", sebelum=0, sesudah=0)
        rupa = gambar_xml(gambar_rid, 9001, 11, 11, "Kode QR halaman pemeriksaan dokumen ini")
        petak = [Petak(alinea(rupa, rapat), 14), Petak(alinea(teks, rapat), 70, tegak="center")]
        badan = alinea(kolom_kode("PAGE", "1"), Alinea("Footer")) if nomor else ""
        for lama in list(part.element):
            part.element.remove(lama)
        for baru in list(parse_xml(f"<w:ftr {NS}>{badan}{tata([petak])}{jeda()}</w:ftr>")):
            part.element.append(baru)
        return str(rid)

    def _part(self, akar: str, isi: str) -> str:
        """The relationship to the part with this paragraph, made once."""
        kunci = (akar, isi)
        if kunci not in self._ada:
            bagian: Any = self._bagian
            part, rid = bagian.add_header_part() if akar == "hdr" else bagian.add_footer_part()
            for lama in list(part.element):
                part.element.remove(lama)
            part.element.append(parse_xml(f"<w:p {nsdecls('w')}>{isi}</w:p>"))
            self._ada[kunci] = rid
        return self._ada[kunci]


_SETELAN = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>{kolom}<w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="id-ID"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)


def setelan(dokumen: Document) -> None:
    """Settings of the file: the language, and that Word fills in the page numbers of the lists when it opens it."""
    akar = dokumen.settings.element
    for lama in list(akar):
        akar.remove(lama)
    berdaftar = dokumen.element.body.xpath(".//w:instrText[contains(., 'TOC')]")
    kolom = '<w:updateFields w:val="true"/>' if berdaftar else ""
    for baru in list(parse_xml(f"<w:settings {nsdecls('w')}>{_SETELAN.format(kolom=kolom)}</w:settings>")):
        akar.append(baru)
