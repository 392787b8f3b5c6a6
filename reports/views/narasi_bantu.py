"""What the section editor asks for beside its page: autosave, preview, pictures, history."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.permissions import Ability
from reports.builders.permintaan import Permintaan
from reports.forms_narasi import GambarForm, NarasiForm
from reports.models import NarasiKonsep
from reports.narasi_baca import gambar_of, narasi_teks, riwayat, versi_of
from reports.prosa import alamat_gambar, bersihkan
from reports.services.gambar_narasi import gambar_add
from reports.services.narasi import Tempat, narasi_restore, narasi_sidik
from reports.services.narasi_konsep import konsep_drop, konsep_save
from reports.views.base import jenis_or_404, pd_or_404, permintaan_of
from reports.views.narasi_halaman import halaman_of, pengguna

SAMA = "Sama dengan yang tersimpan"


@require_POST
def konsep(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> JsonResponse:
    """Autosave. Answers `keadaan`: the words the editor shows; 422 with `pesan` when the text cannot be kept.

    Looks at no data of the document: it comes every few seconds. `semula` says that all changes were taken back.
    """
    tempat = _tempat(request, kode, tahun, jenis, bagian)
    form = NarasiForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"pesan": galat_of(form)}, status=422)
    if request.POST.get("semula"):
        konsep_drop(tempat=tempat, by=pengguna(request))
        return JsonResponse({"keadaan": SAMA, "bentrok": False})
    html, sidik = form.cleaned_data["html"], form.cleaned_data["sidik"]
    try:
        row = konsep_save(tempat=tempat, teks=html, sidik=sidik, by=pengguna(request))
    except DomainError as error:
        return JsonResponse({"pesan": str(error)}, status=error.kode_http)
    return JsonResponse(_keadaan(tempat, row))


def _keadaan(tempat: Tempat, row: NarasiKonsep | None) -> dict[str, Any]:
    """What the editor says of the unsaved work, and whether somebody else has stored another text meanwhile."""
    if row is None:
        return {"keadaan": SAMA, "bentrok": False}
    tersimpan = narasi_teks(Permintaan(tempat.perangkat_daerah, tempat.tahun), tempat.jenis, tempat.bagian)
    pukul = timezone.localtime().strftime("%H.%M")
    return {"keadaan": f"Konsep tersimpan {pukul}", "bentrok": row.sidik != narasi_sidik(tersimpan)}


@require_POST
def konsep_buang(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """Throw the person's own unsaved work away."""
    h = halaman_of(request, kode, tahun, jenis, bagian)
    konsep_drop(tempat=h.tempat, by=pengguna(request))
    messages.success(request, f"Konsep Anda untuk bagian {h.judul} dibuang. Yang tampil adalah teks yang tersimpan.")
    return redirect(h.alamat("narasi_bagian"))


@require_POST
def pratinjau(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """The text as it would print, as a piece of the page. Nothing is stored."""
    _tempat(request, kode, tahun, jenis, bagian)
    form = NarasiForm(request.POST)
    html = bersihkan(form.cleaned_data["html"]) if form.is_valid() else ""
    konteks = {"blok": {"html": html}, "layar": True, "galat": form.errors}
    return render(request, "reports/partials/narasi_kertas.html", konteks)


@require_GET
def narasi_riwayat(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """The versions of a section: who wrote what when, and what it changed."""
    h = halaman_of(request, kode, tahun, jenis, bagian)
    awal = (h.satu.narasi.dasar if h.satu.narasi else "") or h.satu.bagian.bawaan
    versi = riwayat(h.permintaan, jenis, bagian, awal)
    sidik = narasi_sidik(h.satu.narasi.teks if h.satu.narasi else None)
    return render(request, "reports/narasi_riwayat.html", h.konteks | {"versi_list": versi, "sidik": sidik})


@require_POST
def narasi_versi(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str, pk: int) -> HttpResponse:
    """Make an older version the text of the section again."""
    h = halaman_of(request, kode, tahun, jenis, bagian)
    versi = versi_of(h.permintaan, jenis, bagian, pk)
    if versi is None:
        raise Http404("Versi tidak ditemukan.")
    narasi_restore(
        tempat=h.tempat,
        versi=versi,
        sidik=request.POST.get("sidik", ""),
        asli=h.satu.bagian.bawaan,
        by=pengguna(request),
    )
    messages.success(
        request, f"Versi lama bagian {h.judul} dipakai lagi. Periksa apakah angkanya masih sesuai dengan data."
    )
    return redirect(h.alamat("narasi_riwayat"))


# --- Pictures -------------------------------------------------------------------------------------------------------


@require_POST
def gambar_unggah(request: HttpRequest, kode: str, tahun: int) -> JsonResponse:
    """One picture for the narratives: its address and description, or 422 with `pesan`."""
    pd = pd_or_404(request, kode, tahun, Ability.WRITE_NARASI)
    form = GambarForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"pesan": galat_of(form)}, status=422)
    try:
        gambar = gambar_add(perangkat_daerah=pd, by=pengguna(request), **form.cleaned_data)
    except DomainError as error:
        return JsonResponse({"pesan": str(error)}, status=error.kode_http)
    return JsonResponse({"alamat": alamat_gambar(gambar.pk), "keterangan": form.cleaned_data["keterangan"]})


@require_GET
def gambar(request: HttpRequest, pk: int) -> FileResponse:
    """A picture, for who may see the documents of its perangkat daerah."""
    terlihat = permissions.visible_perangkat_daerah(request.user, Ability.VIEW_DOKUMEN, whole=True)
    row = gambar_of(terlihat, pk)
    if row is None or not row.berkas.storage.exists(str(row.berkas.name)):
        raise Http404("Berkas gambar tidak ada.")
    tipe = "image/png" if str(row.berkas.name).endswith(".png") else "image/jpeg"
    headers = {"Cache-Control": "private, max-age=86400, immutable", "X-Content-Type-Options": "nosniff"}
    return FileResponse(row.berkas.open("rb"), content_type=tipe, headers=headers)


def galat_of(form: forms.Form) -> str:
    """What a form refuses, as one text."""
    return " ".join(str(galat) for daftar in form.errors.values() for galat in daftar)


def _tempat(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> Tempat:
    """The section of the address for who may write; whether the document has it is looked up where it is stored."""
    pd, satu = pd_or_404(request, kode, tahun, Ability.WRITE_NARASI), jenis_or_404(jenis)
    permintaan_of(request, pd, tahun, satu)
    if len(bagian) > 80:
        raise Http404("Bagian tidak ditemukan.")
    return Tempat(pd, tahun, satu.value, bagian)
