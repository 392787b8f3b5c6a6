"""Reading a PDF back, for tests."""

import gc
from functools import lru_cache
from io import BytesIO
from typing import Any

import pdfplumber
import pikepdf
from pdfminer import pdfinterp
from pdfminer.layout import LTChar
from pdfplumber.page import Page

from tests.reports.baca_cepat import Pembaca

pdfinterp.PDFContentParser = Pembaca
_baca_halaman = Page.parse_objects


def _tanpa_gc(halaman: Page) -> dict[str, list]:
    """The letters and lines of a page: so many new objects at once that looking for garbage would double the time."""
    gc.disable()
    try:
        return _baca_halaman(halaman)
    finally:
        gc.enable()


Page.parse_objects = _tanpa_gc
_baca_apa_saja = Page.process_object
HURUF = ("x0", "y0", "x1", "y1", "width", "height", "adv", "size", "upright", "matrix", "fontname", "tag", "mcid")


def _baca_huruf(halaman: Page, obj: Any) -> dict[str, Any]:
    """What pdfplumber says of a sign, without asking each of its properties whether it refers to something else.

    The first sign of a page is read both ways, so that another version of the library does not go unnoticed.
    """
    if type(obj) is not LTChar or halaman.mediabox[0]:
        return _baca_apa_saja(halaman, obj)
    tanda = {nama: getattr(obj, nama) for nama in HURUF if nama in obj.__dict__}
    warna, garis = obj.graphicstate.ncolor, obj.graphicstate.scolor
    tanda |= {
        "object_type": "char",
        "page_number": halaman.page_number,
        "ncs": obj.ncs.name,
        "text": obj.get_text(),
        "stroking_color": garis if isinstance(garis, tuple) else (garis,),
        "non_stroking_color": warna if isinstance(warna, tuple) else (warna,),
        "top": halaman.height - obj.y1 + halaman.mediabox[1],
        "bottom": halaman.height - obj.y0 + halaman.mediabox[1],
    }
    tanda["doctop"] = halaman.initial_doctop + tanda["top"]
    if not hasattr(halaman, "_diuji"):
        halaman._diuji = True
        assert tanda == _baca_apa_saja(halaman, obj)
    return tanda


Page.process_object = _baca_huruf


@lru_cache(maxsize=8)
def buka(pdf: bytes) -> pdfplumber.PDF:
    """The PDF for text and tables. It stays open: who asks again finds its pages read."""
    with struktur(pdf) as berkas:
        if "/StructTreeRoot" in berkas.Root:
            del berkas.Root["/StructTreeRoot"]  # half of the file, and nothing of it is seen on a page
        tanpa_tag = BytesIO()
        berkas.save(tanpa_tag)
    dokumen = pdfplumber.open(tanpa_tag)
    dokumen.close = lambda: None  # at the end of a `with`
    return dokumen


def struktur(pdf: bytes) -> pikepdf.Pdf:
    """The PDF for its inner structure."""
    return pikepdf.open(BytesIO(pdf))


def teks(pdf: bytes) -> str:
    """The text of all pages with single blanks."""
    with buka(pdf) as dokumen:
        return " ".join(" ".join((halaman.extract_text() or "").split()) for halaman in dokumen.pages)


def urut(isi: str, *potongan: str) -> None:
    """Assert that the pieces occur in this order."""
    mulai = 0
    for p in potongan:
        di = isi.find(p, mulai)
        assert di >= 0, f"“{p}” tidak ada sesudah posisi {mulai}: {isi[mulai : mulai + 300]}"
        mulai = di + len(p)
