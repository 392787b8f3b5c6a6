"""What templates/pdf/partials/verifikasi.html needs: the QR code of a verification address, and a code in groups."""

from functools import lru_cache

import segno
from django import template

from reports.tanda_tangan.kode import berkelompok

register = template.Library()


@register.filter
@lru_cache(maxsize=32)
def qr_data_uri(alamat: str) -> str:
    """The QR code of an address as the `src` of an `img`: an SVG, so it stays sharp on paper at any size.

    Error correction M (a fold or a stamp may hide 15 percent of it); without the quiet zone, which the template leaves.
    """
    kode = segno.make(alamat, error="m", micro=False, boost_error=False)
    uri: str = kode.svg_data_uri(border=0, omitsize=True, encode_minimal=True)
    return uri


@register.filter
def kode_berkelompok(kode: str) -> str:
    """`ABCD-EFGH-JKLM-NPQR`: four by four, as people read it to each other."""
    return berkelompok(kode)


@register.filter
def tanpa_kode(alamat: str, kode: str) -> str:
    """The address of the page where a code is typed: that of the document without its code."""
    return alamat.removesuffix(f"{kode}/")
