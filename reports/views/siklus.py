"""The life of one finished document: its page, its files, signing it, taking in signed files, publishing it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators.exceptions import DomainError, InvalidValue
from indicators.permissions import Ability
from indicators.views.base import pelaku
from reports import banding, izin, services, siklus
from reports.daftar import alamat_pengganti
from reports.forms_siklus import SetujuMixin, TandaTanganForm, TarikKembaliForm, UnggahElektronikForm, UnggahPindaiForm
from reports.models import BerkasDokumen, Dokumen
from reports.services.penarikan import dokumen_withdraw
from reports.services.publikasi import dokumen_publish, dokumen_unpublish
from reports.services.tanda_tangan import NamaBerbeda
from reports.services.unggahan import BATAS_UNGGAH, dokumen_upload_electronic, dokumen_upload_scan
from reports.temuan_beku import temuan_beku
from reports.unggah_memori import di_memori
from reports.views.base import bingkai

BERLAKU = (Dokumen.Status.FINAL, Dokumen.Status.SIGNED)
DAPAT_DIGANTI = (*BERLAKU, Dokumen.Status.WITHDRAWN)
MENANDATANGANI = (Ability.SIGN_DOKUMEN, Ability.FINALIZE_DOKUMEN)


def _dokumen_or_404(request: HttpRequest, pk: int) -> Dokumen:
    """A finished document the person may see; the frame of the page speaks of its perangkat daerah and year."""
    semua = Dokumen.objects.visible_to(request.user, Ability.VIEW_DOKUMEN).exclude(status=Dokumen.Status.DRAFT)
    bersama = ("perangkat_daerah__pemerintah_daerah", "publikasi", "replaces", "perjanjian_kinerja__unit_kerja")
    dokumen = semua.select_related(*bersama).filter(pk=pk).first()
    if dokumen is None:
        raise Http404("Dokumen tidak ditemukan.")
    pd = dokumen.perangkat_daerah
    if not izin.can(request.user, Ability.VIEW_DOKUMEN, dokumen):
        raise Http404("Dokumen tidak ditemukan.")
    bingkai(request, pd, dokumen.tahun)
    return dokumen


@require_GET
def dokumen(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a document stands: its steps, files, signatures, what it replaces and how it differs, what can be done."""
    return _halaman(request, _dokumen_or_404(request, pk), TarikKembaliForm())


def _halaman(request: HttpRequest, satu: Dokumen, tarik_kembali: TarikKembaliForm) -> HttpResponse:
    keadaan = siklus.keadaan(satu)
    boleh_selesai = izin.can(request.user, Ability.FINALIZE_DOKUMEN, satu)
    belum = satu.status == Dokumen.Status.FINAL and bool(keadaan.belum)
    pindai = any(b.asal == BerkasDokumen.Asal.PINDAI for b in keadaan.berkas)
    halaman = {
        "k": keadaan,
        "langkah": siklus.langkah(keadaan),
        "berikut": keadaan.belum[0] if belum else None,
        "boleh_ttd": belum and not pindai and izin.can(request.user, Ability.SIGN_DOKUMEN, satu),
        "boleh_unggah": belum and any(izin.can(request.user, a, satu) for a in MENANDATANGANI),
        "boleh_terbit": boleh_selesai,
        "pengganti": alamat_pengganti(satu) if boleh_selesai and _dapat_diganti(keadaan) else "",
        "temuan": temuan_beku(satu) if satu.status in BERLAKU else [],
        "tarik_kembali": tarik_kembali if boleh_selesai and keadaan.dapat_ditarik else None,
        "beda": banding.banding(satu.replaces.payload, satu.payload) if satu.replaces else None,
    }
    return render(request, "reports/dokumen.html", halaman, status=422 if tarik_kembali.errors else 200)


def _dapat_diganti(keadaan: siklus.Keadaan) -> bool:
    """Whether the next document is made from here: where one is finished already, from there."""
    return keadaan.dokumen.status in DAPAT_DIGANTI and keadaan.pengganti is None


@require_GET
def berkas(request: HttpRequest, pk: int) -> FileResponse:
    """The newest signed file; `?asli` the one that was finished, `?versi=n` the n-th signed one.

    Refused when the stored file is no longer the one whose digest was kept.
    """
    satu = _dokumen_or_404(request, pk)
    versi = satu.berkas_tertandatangan.order_by("-urutan")
    if "versi" in request.GET:
        nomor = request.GET["versi"]
        versi = versi.filter(urutan=int(nomor) if nomor.isdecimal() and len(nomor) < 5 else 0)
    pilihan = None if "asli" in request.GET else versi.first()
    if "versi" in request.GET and pilihan is None:
        raise Http404("Berkas tidak ditemukan.")
    isi = siklus.isi_utuh(pilihan) if pilihan else siklus.pdf_utuh(satu)
    if isi is None or not (pilihan or services.utuh(satu)):
        raise DomainError("Berkas dokumen ini berubah sejak diselesaikan. Laporkan kepada pengelola aplikasi.")
    akhiran = f"-ttd{pilihan.urutan}" if pilihan else ""
    response = FileResponse(BytesIO(isi), content_type="application/pdf")
    nama = f"{satu.jenis}-{satu.periode_kunci}{akhiran}.pdf"
    response["Content-Disposition"] = content_disposition_header("unduh" in request.GET, nama) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
@sensitive_post_parameters("sandi")
@di_memori(BATAS_UNGGAH)
@require_http_methods(["GET", "POST"])
def tanda_tangan(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign for the party whose turn it is: certificate and password are asked for, used once, and forgotten."""
    satu = _dokumen_or_404(request, pk)
    izin.require(request.user, Ability.SIGN_DOKUMEN, satu)
    keadaan = siklus.keadaan(satu)
    berikut = keadaan.belum[0] if keadaan.belum and satu.status == Dokumen.Status.FINAL else None
    kirim = request.method == "POST"
    form = TandaTanganForm(*_isian(request, kirim))
    form.initial["peran"] = berikut.peran if berikut else ""
    if kirim and form.is_valid() and _coba(form, lambda: _tandatangani(request, satu, form)):
        messages.success(request, "Tanda tangan tercatat pada dokumen ini.")
        return redirect("reports:dokumen", pk)
    halaman = {"k": keadaan, "berikut": berikut, "form": form}
    return render(request, "reports/dokumen_tanda_tangan.html", halaman, status=422 if form.errors else 200)


@sensitive_variables()
def _tandatangani(request: HttpRequest, satu: Dokumen, form: TandaTanganForm) -> None:
    isi = form.cleaned_data
    services.dokumen_sign(
        dokumen=satu,
        peran=isi["peran"],
        p12=isi["sertifikat"].read(),
        sandi=isi["sandi"],
        by=pelaku(request),
        setuju=form.disetujui(),
    )


@never_cache
@di_memori(BATAS_UNGGAH)
@require_http_methods(["GET", "POST"])
def unggah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in the file signed elsewhere: electronically, or on paper and scanned."""
    satu = _dokumen_or_404(request, pk)
    if not any(izin.can(request.user, a, satu) for a in MENANDATANGANI):
        izin.require(request.user, Ability.SIGN_DOKUMEN, satu)
    pindai = request.POST.get("cara") == "pindai"
    elektronik = UnggahElektronikForm(*_isian(request, not pindai))
    pindaian = UnggahPindaiForm(*_isian(request, pindai))
    form: Any = pindaian if pindai else elektronik
    if request.method == "POST" and form.is_valid() and _coba(form, lambda: _simpan(request, satu, form)):
        messages.success(request, "Berkas bertanda tangan tercatat pada dokumen ini.")
        return redirect("reports:dokumen", pk)
    keadaan = siklus.keadaan(satu)
    halaman = {"k": keadaan, "elektronik": elektronik, "pindaian": pindaian, "boleh_pindai": not keadaan.berkas}
    return render(request, "reports/dokumen_unggah.html", halaman, status=422 if form.errors else 200)


def _isian(request: HttpRequest, dipakai: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" and dipakai else (None, None)


def _simpan(request: HttpRequest, satu: Dokumen, form: Any) -> None:
    if isinstance(form, UnggahPindaiForm):
        isi, yakin = form.isi(), form.cleaned_data["yakin"]
        dokumen_upload_scan(dokumen=satu, berkas=isi, yakin=yakin, by=pelaku(request))
        return
    isi_pdf = form.cleaned_data["berkas"].read()
    dokumen_upload_electronic(dokumen=satu, isi=isi_pdf, by=pelaku(request), setuju=form.disetujui())


def _coba(form: Any, lakukan: Callable[[], None]) -> bool:
    """Do it; a refusal becomes errors of the form, and another name on the certificate a question."""
    try:
        lakukan()
    except NamaBerbeda as error:
        if isinstance(form, SetujuMixin):
            form.tanyakan(error.sidik)
        form.perbedaan = error.kekurangan
        form.add_error(None, str(error))
    except DomainError as error:
        if error.kode_http == 403:
            raise
        for kalimat in [str(error), *getattr(error, "kekurangan", [])]:
            form.add_error(None, kalimat)
    return not form.errors


@require_POST
def terbitkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the signed document to the public."""
    dokumen_publish(dokumen=_dokumen_or_404(request, pk), by=pelaku(request))
    messages.success(request, "Dokumen diterbitkan: siapa pun yang memegang kodenya dapat mengunduhnya.")
    return redirect("reports:dokumen", pk)


@require_POST
def tarik(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    dokumen_unpublish(dokumen=_dokumen_or_404(request, pk), by=pelaku(request))
    messages.success(request, "Penerbitan ditarik. Halaman pemeriksaannya tetap ada, tanpa berkasnya.")
    return redirect("reports:dokumen", pk)


@require_POST
def tarik_kembali(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a finished document back to draft, with a reason; what it had replaced counts again."""
    satu = _dokumen_or_404(request, pk)
    izin.require(request.user, Ability.FINALIZE_DOKUMEN, satu)
    form = TarikKembaliForm(request.POST)
    if form.is_valid():
        try:
            dokumen_withdraw(dokumen=satu, alasan=form.cleaned_data["alasan"], by=pelaku(request))
        except InvalidValue as error:
            form.add_error("alasan", str(error))
    if form.errors:
        return _halaman(request, satu, form)
    messages.success(request, "Dokumen ditarik kembali. Benahi datanya, lalu selesaikan lagi dari daftar dokumen.")
    return redirect("reports:dokumen", pk)
