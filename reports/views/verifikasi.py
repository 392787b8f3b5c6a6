"""The public page: what became of a document, for whoever holds its code or its file. No account is needed."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from indicators.pembatas import TerlaluSering, batasi
from reports import siklus
from reports.forms_siklus import BATAS_MB, PeriksaBerkasForm
from reports.services.unggahan import BATAS_UNGGAH
from reports.tanda_tangan import keaslian
from reports.tanda_tangan import kode as kode_verifikasi
from reports.unggah_memori import di_memori

KODE_SEMENIT, BERKAS_SEMENIT = 60, 10
"""How many pages and how many files one address may ask for in a minute."""
TIDAK_DIKENAL = "Kode ini tidak dikenal. Periksa kembali hurufnya, lalu coba lagi."


@login_not_required
@never_cache
@require_GET
def periksa(request: HttpRequest) -> HttpResponse:
    """Where a code is typed; a right one leads to the page of its document."""
    try:
        batasi(request, "kode", KODE_SEMENIT)
    except TerlaluSering as error:
        return _terlalu_sering(request, error)
    ketikan = request.GET.get("kode", "")
    if not ketikan.strip():
        return render(request, "reports/verifikasi_mulai.html", {"ketikan": "", "pesan": ""})
    kode = kode_verifikasi.baca(ketikan)
    if kode and siklus.dokumen_of_kode(kode) is not None:
        return redirect("reports:periksa_dokumen", kode)
    return _tidak_dikenal(request, ketikan)


def _terlalu_sering(request: HttpRequest, error: TerlaluSering) -> HttpResponse:
    halaman = {"ketikan": "", "pesan": str(error)}
    return render(request, "reports/verifikasi_mulai.html", halaman, status=error.kode_http)


def _tidak_dikenal(request: HttpRequest, ketikan: str) -> HttpResponse:
    """The same answer whatever the reason, so that nothing can be learned from it."""
    halaman = {"ketikan": ketikan[:40], "pesan": TIDAK_DIKENAL}
    return render(request, "reports/verifikasi_mulai.html", halaman, status=404)


@login_not_required
@never_cache
@di_memori(BATAS_UNGGAH)
@require_http_methods(["GET", "POST"])
def periksa_dokumen(request: HttpRequest, kode: str) -> HttpResponse:
    """What became of one document; POST compares a file with it. Nothing of the file is kept, nor anything written."""
    try:
        batasi(request, "kode", KODE_SEMENIT)
        dokumen = siklus.dokumen_of_kode(kode_verifikasi.baca(kode))
        if dokumen is None:
            return _tidak_dikenal(request, kode)
        keadaan = siklus.keadaan(dokumen)
        halaman: dict[str, Any] = {"k": keadaan, "putusan": None, "galat": "", "batas_mb": BATAS_MB}
        if request.method == "POST":
            batasi(request, "berkas", BERKAS_SEMENIT)
            form = PeriksaBerkasForm(request.POST, request.FILES)
            if form.is_valid():
                halaman["putusan"] = keaslian.putusan(keadaan, form.cleaned_data["berkas"].read())
            else:
                halaman["galat"] = " ".join(str(kalimat) for kalimat in form.errors["berkas"])
    except TerlaluSering as error:
        return _terlalu_sering(request, error)
    return render(request, "reports/verifikasi.html", halaman, status=422 if halaman["galat"] else 200)


@login_not_required
@never_cache
@require_GET
def periksa_berkas(request: HttpRequest, kode: str) -> HttpResponse:
    """The signed file of a document that was published; anything else is not there."""
    try:
        batasi(request, "kode", KODE_SEMENIT)
    except TerlaluSering as error:
        return _terlalu_sering(request, error)
    dokumen = siklus.dokumen_of_kode(kode_verifikasi.baca(kode))
    keadaan = siklus.keadaan(dokumen) if dokumen else None
    isi = siklus.isi_utuh(keadaan.terbaru) if keadaan and keadaan.terbit and keadaan.terbaru else None
    if dokumen is None or isi is None:
        raise Http404("Berkas tidak ditemukan.")
    response = HttpResponse(isi, content_type="application/pdf")
    nama = f"{dokumen.jenis}-{dokumen.periode_kunci}.pdf"
    response["Content-Disposition"] = content_disposition_header("unduh" in request.GET, nama) or "inline"
    return response
