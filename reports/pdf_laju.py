"""Where WeasyPrint 70 and pydyf 0.13 (pinned) do the same work twice, mended without changing a byte of the page.

What each mending is worth is measured by `make bench`; tests/reports/test_pdf_laju.py holds the result against the
original functions, and says so when a newer version has other ones.
"""

from functools import cache, cached_property
from typing import Any

import pydyf


def apply() -> None:
    """Put these in the place of the originals, once in the life of the process."""
    pydyf.PDF.page_references = property(_page_references)


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """The references of all pages. The original makes them anew for each of the 300 tags of every page."""
    anak = pdf.pages["Kids"]
    ada: tuple[bytes, ...] = pdf.__dict__.get("_halaman", ())
    if len(ada) * 3 != len(anak):
        ada = pdf._halaman = tuple(f"{nomor} 0 R".encode() for nomor in anak[::3])
    return ada


def write_once(pdf: Any) -> None:
    """Nothing is changed in this file any more: each object is serialised and compressed once.

    The original does all of it again for the identifier of the file.
    """

    def add_object(satu: Any) -> None:
        satu.__class__ = _sekali(satu.__class__)
        type(pdf).add_object(pdf, satu)

    for satu in pdf.objects:
        if satu.free == "n":
            satu.__class__ = _sekali(satu.__class__)
    pdf.add_object = add_object  # write() adds those that hold the others


@cache
def _sekali(kelas: Any) -> Any:
    """The same class, whose objects keep what they are on paper."""
    return type(kelas.__name__, (kelas,), {"data": cached_property(kelas.data.fget)})
