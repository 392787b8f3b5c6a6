"""The public page: what became of a document, for whoever holds its code or its file. No account is needed."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from reports import kode as kode_verifikasi
from reports import siklus

TIDAK_DIKENAL = "Kode ini tidak dikenal. Periksa kembali hurufnya, lalu coba lagi."


@login_not_required
@never_cache
@require_GET
def periksa(request: HttpRequest) -> HttpResponse:
    """Where a code is typed; a right one leads to the page of its document."""
    ketikan = request.GET.get("kode", "")
    if not ketikan.strip():
        return render(request, "reports/verifikasi_mulai.html", {"ketikan": "", "pesan": ""})
    kode = kode_verifikasi.baca(ketikan)
    if kode and siklus.dokumen_of_kode(kode) is not None:
        return redirect("reports:periksa_dokumen", kode)
    return _tidak_dikenal(request, ketikan)


def _tidak_dikenal(request: HttpRequest, ketikan: str) -> HttpResponse:
    """The same answer whatever the reason, so that nothing can be learned from it."""
    halaman = {"ketikan": ketikan[:40], "pesan": TIDAK_DIKENAL}
    return render(request, "reports/verifikasi_mulai.html", halaman, status=404)


@login_not_required
@never_cache
@require_GET
def periksa_dokumen(request: HttpRequest, kode: str) -> HttpResponse:
    """What became of one document: its number, parties, digests, and whether it still counts."""
    dokumen = siklus.dokumen_of_kode(kode_verifikasi.baca(kode))
    if dokumen is None:
        return _tidak_dikenal(request, kode)
    return render(request, "reports/verifikasi.html", {"k": siklus.keadaan(dokumen), "putusan": None})


@login_not_required
@never_cache
@require_GET
def periksa_berkas(request: HttpRequest, kode: str) -> HttpResponse:
    """The signed file of a document that was published; anything else is not there."""
    dokumen = siklus.dokumen_of_kode(kode_verifikasi.baca(kode))
    keadaan = siklus.keadaan(dokumen) if dokumen else None
    isi = siklus.isi_utuh(keadaan.terbaru) if keadaan and keadaan.terbit and keadaan.terbaru else None
    if dokumen is None or isi is None:
        raise Http404("Berkas tidak ditemukan.")
    response = HttpResponse(isi, content_type="application/pdf")
    nama = f"{dokumen.jenis}-{dokumen.periode_kunci}.pdf"
    response["Content-Disposition"] = content_disposition_header("unduh" in request.GET, nama) or "inline"
    return response
