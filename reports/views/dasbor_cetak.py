"""The dashboard as a PDF: the charts of the page, on paper. For whoever may see the page, not a document to sign."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from indicators.views.dasbor_lingkup import GrafikHalaman, grafik_halaman, grafik_indikator, grafik_unit
from reports import pdf
from reports.builders import dasbor_cetak
from sakip.lib.unduhan import PDF, kirim


@require_GET
def halaman(request: HttpRequest) -> HttpResponse:
    """The regency's dashboard, or with `?pd=` that of a perangkat daerah; the query string is the page's."""
    return _cetak(request, grafik_halaman(request))


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a unit."""
    return _cetak(request, grafik_unit(request, pk))


@require_GET
def indikator(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an indikator."""
    return _cetak(request, grafik_indikator(request, pk))


def _cetak(request: HttpRequest, isi: GrafikHalaman) -> HttpResponse:
    payload = dasbor_cetak.build(
        isi.judul,
        isi.saring,
        isi.grafik,
        penulis="SAKIP",
        hari_ini=request.hari_ini,  # type: ignore[attr-defined]
    )
    return kirim(pdf.render(dasbor_cetak.TEMPLAT, payload), f"dasbor-{isi.nama_berkas}.pdf", PDF)
