"""Reading a PDF back, for tests."""

import gc
from functools import lru_cache
from io import BytesIO

import pdfplumber
import pikepdf
from pdfminer import pdfinterp
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
