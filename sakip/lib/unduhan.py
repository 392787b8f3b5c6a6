"""A file as the answer to a request."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"


def kirim(isi: bytes, nama: str, tipe: str, *, unduh: bool = True) -> HttpResponse:
    """The file under its name: to keep, or (`unduh` False) to look at in the browser.

    No cache on the way keeps it: it says what one person may see, as it stands now.
    """
    kepala = {
        "Content-Disposition": content_disposition_header(unduh, nama) or "inline",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(isi, content_type=tipe, headers=kepala)
