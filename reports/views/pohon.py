"""The pohon kinerja as a PDF: what its page shows, on paper. For whoever may see the page, not a document to sign."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from indicators.selectors.unsur import kunci_periode, periode_daerah
from indicators.views.base import perangkat_daerah_or_404, periode_dipilih
from reports import pdf
from reports.builders import pohon_cetak
from reports.views.base import TAHUN_AKHIR, TAHUN_AWAL
from sakip.lib.unduhan import PDF, kirim


@require_GET
def unduh(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The tree with the targets of a year; `?periode=` chooses the period where two overlap."""
    pd = perangkat_daerah_or_404(request, kode)
    if not TAHUN_AWAL <= tahun <= TAHUN_AKHIR:
        raise Http404("Tahun tidak ada.")
    periode = periode_dipilih(request, periode_daerah(pd), tahun)
    if periode is None:
        raise Http404("Periode tidak ada.")
    isi = pdf.render(pohon_cetak.TEMPLAT, pohon_cetak.build(pd, periode, tahun))
    nama = f"pohon-kinerja-{pd.kode}-{kunci_periode(periode)}-{tahun}.pdf"
    return kirim(isi, nama, PDF)
