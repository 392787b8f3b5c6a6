"""Reading a PDF back, for tests."""

from io import BytesIO

import pdfplumber
import pikepdf


def buka(pdf: bytes) -> pdfplumber.PDF:
    """The PDF for text and tables."""
    return pdfplumber.open(BytesIO(pdf))


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
