"""A Word document while it is written: its sections, lists, bookmarks, pictures and properties.

A section is begun when something is written into it, never before, so that no empty page comes from a change of
orientation that nothing follows.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from reports.ekspor import daftar_angka, gaya
from reports.ekspor import halaman as kertas
from reports.ekspor.ooxml import bersih, gambar_xml, jeda


class Lembar:
    """Collects the body of one document; `isi` is the finished file."""

    def __init__(self, meta: Mapping[str, Any]) -> None:
        self.dokumen = Document()
        self.meta = meta
        self.laporan = meta["muka"] == "laporan"
        self.badan = self.dokumen.element.body
        self._akhir = self.badan.sectPr
        self._kini = kertas.Halaman()
        self._minta: kertas.Halaman | None = None
        self._baru = False
        self._kosong = True
        self._jangkar: dict[str, int] = {}
        self._gambar = 0
        self.dalam = False  # a document annexed to another one is being written
        self.bertitik = False  # a full stop follows the number in a caption
        self._tepi = kertas.Tepi(self.dokumen.part, draf=meta["draf"])
        gaya.pasang(self.dokumen, laporan=self.laporan, lebar=kertas.lebar_teks(kertas.Halaman(), meta["kertas"]))
        self.angka = daftar_angka.DaftarAngka(self.dokumen)
        self._sifat()

    # --- Sections -----------------------------------------------------------------------------------------------

    def halaman(self, minta: kertas.Halaman, *, baru: bool = False) -> None:
        """What follows stands on such pages; `baru`: on a new page even when they are such already."""
        self._minta = minta
        self._baru = self._baru or baru

    @property
    def bentuk(self) -> kertas.Halaman:
        """The pages of what is written next."""
        return replace(self._minta or self._kini, ulang=False)

    @property
    def lebar(self) -> float:
        """Millimetres between the margins of these pages."""
        return kertas.lebar_teks(self.bentuk, self.meta["kertas"])

    def tulis(self, xml: str) -> None:
        """Append paragraphs or tables."""
        halaman_baru = self._mulai_halaman()
        for elemen in list(parse_xml(f"<w:body {kertas.NS}>{xml}</w:body>")):
            if halaman_baru:
                self._di_halaman_baru(elemen)
                halaman_baru = False
            if self.dalam and not (elemen.tag == qn("w:tbl") and self._kini.mendatar):
                self._berhuruf_naskah(elemen)
            self._akhir.addprevious(elemen)
        self._kosong = False

    def lekatkan(self) -> None:
        """What was written last stays on the page of what is written next: a signature never stands alone."""
        akhir = self._akhir.getprevious()
        if self._minta is not None or self._baru:
            return
        while akhir is not None:
            semua = [akhir] if akhir.tag == qn("w:p") else list(akhir.tr_lst[-1].iter(qn("w:p")))
            for p in semua:
                p.get_or_add_pPr().get_or_add_keepNext()
            # An empty line only keeps a distance: what stands above it counts.
            kosong = akhir.tag == qn("w:p") and next(akhir.iter(qn("w:r")), None) is None
            akhir = akhir.getprevious() if kosong else None

    @property
    def tinggi(self) -> float:
        """Millimetres between the upper and the lower margin."""
        return kertas.tinggi_teks(self.bentuk, self.meta["kertas"])

    def gaya_judul(self, tingkat: int) -> str:
        """The style of a heading; those of an annexed document stand in no list of contents."""
        return f"JudulNaskah{min(3, tingkat)}" if self.dalam else f"Heading{tingkat}"

    def _berhuruf_naskah(self, elemen: Any) -> None:
        """An annexed decree keeps its own face within a report."""
        for r in elemen.iter(qn("w:r")):
            rpr = r.get_or_add_rPr()
            if rpr.find(qn("w:rFonts")) is None:
                huruf = f'w:ascii="{gaya.NASKAH}" w:hAnsi="{gaya.NASKAH}" w:cs="{gaya.NASKAH}"'
                letak = 1 if rpr.find(qn("w:rStyle")) is not None else 0
                rpr.insert(letak, parse_xml(f"<w:rFonts {nsdecls('w')} {huruf}/>"))

    def _di_halaman_baru(self, elemen: Any) -> None:
        """Begin a page with this element: by its own property, so that a full page before it leaves none empty."""
        if elemen.tag != qn("w:p"):
            self._sisip(jeda())
            elemen = self._akhir.getprevious()
        elemen.get_or_add_pPr().get_or_add_pageBreakBefore()

    def _mulai_halaman(self) -> bool:
        """Begin the section that was asked for; whether what follows still has to begin a page."""
        minta, baru, self._minta, self._baru = self._minta, self._baru, None, False
        if self._kosong:
            self._kini = minta or self._kini
        elif minta is not None and (minta.ulang or not minta.serupa(self._kini)):
            self._tutup_bagian()
            self._kini = minta
            return False
        return baru and not self._kosong

    def _sisip(self, xml: str) -> None:
        self._akhir.addprevious(parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))

    def _tutup_bagian(self) -> None:
        """End the section: its properties stand in its last paragraph."""
        terakhir = self._akhir.getprevious()
        if terakhir is None or terakhir.tag != qn("w:p") or terakhir.pPr is None or terakhir.pPr.sectPr is not None:
            self._sisip(jeda())
            terakhir = self._akhir.getprevious()
        terakhir.pPr.append(parse_xml(self._tepi.sect_pr(self._kini, self.meta["kertas"])))

    # --- Lists, bookmarks, pictures -------------------------------------------------------------------------------

    def penanda(self, jangkar: str) -> str:
        """The bookmark of an anchor; the hidden names Word gives to what a list of contents leads to."""
        nomor = self._jangkar.setdefault(jangkar, len(self._jangkar) + 1)
        return f"_Toc{nomor:08d}"

    def bertanda(self, isi: str, jangkar: str) -> str:
        """Runs with the bookmark of an anchor around them."""
        if not jangkar:
            return isi
        nama = self.penanda(jangkar)
        nomor = self._jangkar[jangkar]
        return f'<w:bookmarkStart w:id="{nomor}" w:name="{nama}"/>{isi}<w:bookmarkEnd w:id="{nomor}"/>'

    def gambar(self, berkas: bytes, lebar: float, tinggi: float, alt: str) -> str:
        """A run with a picture of this size in millimetres; `alt` is read aloud instead of it."""
        rid, _ = self.dokumen.part.get_or_add_image(BytesIO(berkas))
        self._gambar += 1
        return gambar_xml(rid, self._gambar, lebar, tinggi, alt)

    # --- The file -------------------------------------------------------------------------------------------------

    def _sifat(self) -> None:
        """Title, author, subject, language: what a catalogue reads."""
        sifat = self.dokumen.core_properties
        sifat.title, sifat.author = bersih(self.meta["judul"])[:255], bersih(self.meta["penulis"])[:255]
        sifat.subject, sifat.language = bersih(self.meta["subjek"])[:255], "id-ID"
        sifat.last_modified_by = sifat.author
        sifat.created = sifat.modified = datetime.now(UTC).replace(tzinfo=None)
        sifat.comments, sifat.revision = "", 1

    def isi(self) -> bytes:
        """The finished .docx."""
        self._akhir.getparent().replace(
            self._akhir,
            akhir := parse_xml(self._tepi.sect_pr(self._kini, self.meta["kertas"], self.meta.get("verifikasi"))),
        )
        self._akhir = akhir
        if akhir.getprevious() is not None and akhir.getprevious().tag == qn("w:tbl"):
            self._sisip(jeda())
        kertas.setelan(self.dokumen)
        keluar = BytesIO()
        self.dokumen.save(keluar)
        return keluar.getvalue()
