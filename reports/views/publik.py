"""The public pages that list what was published: open to everybody, the same for everybody."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from indicators.models import PemerintahDaerah
from indicators.pembatas import batasi
from reports.publik import Saringan, daerah_publik, daftar_publik

SEMENIT = 120
"""How many of these pages one address may ask for in a minute."""
SIMPAN = "public, max-age=60"
"""Nobody's own: any cache may keep it, shortly, because what was published may be taken back."""
TIDAK_DIKENAL = "Daerah ini tidak dikenal. Pilih daerahnya dari daftar dokumen yang diterbitkan."


@login_not_required
@require_safe
def publik(request: HttpRequest) -> HttpResponse:
    """The regencies that have published something; the only one is opened at once."""
    batasi(request, "publik", SEMENIT)
    daerah = daerah_publik()
    if len(daerah) == 1:
        return redirect("publik_daerah", daerah[0].kode)
    return _halaman("reports/publik.html", {"daerah": daerah})


@login_not_required
@require_safe
def publik_daerah(request: HttpRequest, kode: str) -> HttpResponse:
    """What one regency has published, by year and perangkat daerah (`?tahun=`, `?pd=`, `?halaman=`)."""
    batasi(request, "publik", SEMENIT)
    daerah = PemerintahDaerah.objects.filter(kode=kode).first()
    if daerah is None:
        raise Http404(TIDAK_DIKENAL)
    daftar = daftar_publik(daerah, Saringan.dari(request.GET.dict()), request.GET.get("halaman", ""))
    return _halaman("reports/publik_daerah.html", {"daerah": daerah, "daftar": daftar}, 200 if daftar.dikenal else 404)


def _halaman(templat: str, isi: dict[str, Any], status: int = 200) -> HttpResponse:
    """Made without the request: nothing of a person, of a session or of a form may stand in what a cache keeps."""
    response = HttpResponse(render_to_string(templat, isi), status=status)
    response["Cache-Control"] = SIMPAN
    return response
