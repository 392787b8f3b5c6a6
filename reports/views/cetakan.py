"""Documents that take long to render: ordered, followed while the worker makes them, fetched when they are done."""

from datetime import timedelta
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.permissions import Ability
from reports import cetakan as layanan
from reports.builders import LAMBAT
from reports.models import Cetakan
from reports.views.base import belum_lengkap, jenis_or_404, pd_or_404, permintaan_of

LAMA = timedelta(seconds=15)
"""A worker that gives no sign for longer than this may not be running; the page says so."""


@require_POST
def pesan(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """Order the draft as the data are now, or lead to the one that is there already."""
    pd, jenis = pd_or_404(request, kode, tahun), jenis_or_404(jenis)
    if jenis not in LAMBAT:
        raise Http404("Dokumen ini langsung disusun saat dibuka.")
    try:
        permintaan = permintaan_of(request, pd, tahun, jenis)
        dipesan = layanan.pesan(jenis=jenis, permintaan=permintaan, by=request.user)  # type: ignore[arg-type]
    except DomainError as error:
        return belum_lengkap(request, pd, tahun, error)
    return redirect("reports:cetakan", dipesan.pk)


def _cetakan_or_404(request: HttpRequest, pk: int) -> Cetakan:
    semua = Cetakan.objects.visible_to(request.user, Ability.VIEW_DOKUMEN)
    ada = (
        semua.select_related("perangkat_daerah__pemerintah_daerah", "dokumen")
        .defer("payload", "dokumen__payload")
        .filter(pk=pk)
        .first()
    )
    if ada is None:
        raise Http404("Cetakan tidak ditemukan.")
    return ada


@require_GET
def cetakan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a render is. The piece in the middle asks for itself every second until the render has ended."""
    dipesan = layanan.lanjutkan(_cetakan_or_404(request, pk))
    halaman: dict[str, Any] = {
        "cetakan": dipesan,
        "tanpa_kabar": dipesan.aktif and timezone.now() - dipesan.denyut > LAMA,
    }
    if dipesan.status == Cetakan.Status.FAILED:
        halaman["kekurangan"] = dipesan.payload.get("kekurangan", [])
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "reports/partials/kemajuan_cetakan.html", halaman)
        if not dipesan.aktif:
            response["HX-Refresh"] = "true"  # the whole page has changed: its title, what can be done
        return response
    pd = pd_or_404(request, dipesan.perangkat_daerah.kode, dipesan.tahun)
    halaman["boleh"] = not dipesan.final or permissions.can(request.user, Ability.FINALIZE_DOKUMEN, pd)
    return render(request, "reports/cetakan.html", halaman | {"perangkat_daerah": pd})


@require_POST
def batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off; a finishing only by who may finish. What has ended meanwhile stays as it is; the page says so."""
    dipesan = _cetakan_or_404(request, pk)
    if dipesan.final:
        permissions.require(request.user, Ability.FINALIZE_DOKUMEN, dipesan.perangkat_daerah)
    layanan.batalkan(dipesan)
    return redirect("reports:cetakan", pk)


@require_GET
def berkas(request: HttpRequest, pk: int) -> FileResponse:
    """The file of a finished render, in the browser or (`?unduh`) as a download."""
    dipesan = _cetakan_or_404(request, pk)
    if not dipesan.pdf or not dipesan.pdf.storage.exists(str(dipesan.pdf.name)):
        raise Http404("Berkas tidak ditemukan.")
    nama = f"draf-{dipesan.jenis}-{dipesan.perangkat_daerah.kode}-{dipesan.tahun}.pdf"
    response = FileResponse(dipesan.pdf.open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header("unduh" in request.GET, nama) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response
