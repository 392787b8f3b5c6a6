"""One sheet of the workbook of a perangkat daerah as CSV: what any program opens, and what comes back by the import."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.buku_asing.lembar_csv import tulis_lembar
from indicators.buku_pd.muat import muat
from indicators.permissions import Ability
from indicators.selectors.unsur import kunci_periode, periode_daerah
from indicators.views.base import konteks, perangkat_daerah_or_404
from sakip.lib.csv_tulis import TIPE


@require_GET
def unduh(request: HttpRequest, pd: str, periode: str, tabel: str) -> HttpResponse:
    """For whoever sees the perangkat daerah as a whole. `tabel`: the name of a sheet in small letters."""
    own = perangkat_daerah_or_404(request, pd, Ability.VIEW)
    konteks(request, own)
    permissions.require(request.user, Ability.VIEW, own)
    masa = next((p for p in periode_daerah(own) if kunci_periode(p) == periode), None)
    if masa is None:
        raise Http404("Periode tidak ada.")
    isi = muat(own, masa)
    dicari = next((t for t in isi.tabel if slugify(t.lembar) == tabel), None)
    if dicari is None:
        raise Http404("Lembar tidak ada.")
    nama = f"{tabel}-{own.kode}-{periode}.csv"
    kepala = {
        "Content-Disposition": content_disposition_header(True, nama) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(tulis_lembar(isi, dicari), content_type=TIPE, headers=kepala)
