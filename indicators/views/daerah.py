"""A new regency from nothing: which are under way, and a page for each step. What a step stores, services decide."""

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from indicators import permissions
from indicators.models import PemerintahDaerah
from indicators.selectors.daerah import daerah_disiapkan, kemajuan, kemajuan_awal
from indicators.views import daerah_awal, daerah_isi, daerah_orang
from indicators.views.daerah_kerangka import daerah_or_404, kembali

LANGKAH: dict[str, Callable[[HttpRequest, PemerintahDaerah], HttpResponse]] = {
    "pemerintah": daerah_awal.pemerintah,
    "lambang": daerah_awal.lambang,
    "perangkat-daerah": daerah_awal.perangkat_daerah,
    "unit": daerah_orang.unit,
    "pejabat": daerah_orang.pejabat,
    "pengguna": daerah_orang.pengguna,
    "periode": daerah_awal.periode,
    "buku-kerja": daerah_isi.buku_kerja,
    "rencana": daerah_isi.rencana,
}
"""The page of each step; that of the last one lies with the documents."""


@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """The regencies this person gets ready, each with its progress and where to go on."""
    semua = daerah_disiapkan(request.user)
    mulai = bool(request.user.is_superuser)
    if not semua and not mulai:
        permissions.require_mulai_daerah(request.user)
    return render(request, "indicators/daerah.html", {"semua": semua, "boleh_mulai": mulai})


@require_http_methods(["GET", "POST"])
def baru(request: HttpRequest) -> HttpResponse:
    """The first step of a regency that is not there yet."""
    permissions.require_mulai_daerah(request.user)
    return daerah_awal.mulai(request, kemajuan_awal())


@require_GET
def lanjut(request: HttpRequest, kode: str) -> HttpResponse:
    """On to the first step that is not done."""
    daerah = daerah_or_404(request, kode, "pk")
    kunci = kemajuan(daerah, request.user).lanjut.kunci
    return redirect("reports:daerah_pk", kode) if kunci == "pk" else kembali(daerah, kunci)


@require_http_methods(["GET", "POST"])
def langkah(request: HttpRequest, kode: str, langkah: str) -> HttpResponse:
    """One step of a regency."""
    if langkah not in LANGKAH:
        raise Http404("Langkah tidak ada.")
    return LANGKAH[langkah](request, daerah_or_404(request, kode, langkah))


@require_GET
def lambang(request: HttpRequest, kode: str) -> HttpResponse | FileResponse:
    """The emblem as a picture, for whoever manages the regency."""
    daerah = daerah_or_404(request, kode, "lambang")
    if not daerah.lambang:
        raise Http404("Lambang belum dipasang.")
    kepala = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return FileResponse(daerah.lambang.open("rb"), content_type="image/png", headers=kepala)
