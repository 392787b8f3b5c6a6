"""One document: its draft, finishing it, the finished file."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.permissions import Ability
from indicators.selectors.simpanan import bersama
from indicators.views.base import pelaku
from reports import cetakan, gerbang, services
from reports.builders import LAMBAT, REGISTRY, perjanjian_kinerja
from reports.builders.permintaan import Permintaan
from reports.daftar import halaman_dokumen
from reports.daftar_pk import KEPALA_DAERAH
from reports.forms import FinalisasiForm
from reports.models import JenisDokumen
from reports.selectors import dokumen_sebelumnya
from reports.views.base import belum_lengkap, jenis_or_404, pd_or_404, permintaan_of
from sakip.lib.unduhan import PDF, kirim


@require_GET
def pratinjau(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """The draft as it would be made now, in the browser."""
    return _draf(request, kode, tahun, jenis, unduh=False)


@require_GET
def unduh(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """The draft as a file."""
    return _draf(request, kode, tahun, jenis, unduh=True)


def _draf(request: HttpRequest, kode: str, tahun: int, jenis: str, *, unduh: bool) -> HttpResponse:
    pd, jenis = pd_or_404(request, kode, tahun), jenis_or_404(jenis)
    permintaan = permintaan_of(request, pd, tahun, jenis)
    try:
        isi = services.dokumen_draft(jenis, permintaan)
    except DomainError as error:
        return belum_lengkap(request, pd, tahun, error)
    siapa = KEPALA_DAERAH if permintaan.kepala_daerah else permintaan.unit.kode if permintaan.unit else ""
    triwulan = f"tw{permintaan.triwulan}" if permintaan.triwulan else ""
    nama = "-".join(filter(None, ["draf", jenis, pd.kode, siapa, str(tahun), triwulan])) + ".pdf"
    return kirim(isi, nama, PDF, unduh=unduh)


@require_http_methods(["GET", "POST"])
def finalisasi(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """The checklist, number and date, then the document is finished and frozen."""
    pd, jenis = pd_or_404(request, kode, tahun, Ability.FINALIZE_DOKUMEN), jenis_or_404(jenis)
    permintaan = permintaan_of(request, pd, tahun, jenis)
    if request.method == "POST":
        return _finalisasi(request, permintaan, jenis)
    with bersama():
        return _finalisasi(request, permintaan, jenis)


def _finalisasi(request: HttpRequest, permintaan: Permintaan, jenis: JenisDokumen) -> HttpResponse:
    builder = REGISTRY[jenis]
    perubahan = jenis == JenisDokumen.PK and perjanjian_kinerja.is_perubahan(permintaan)
    sebelumnya = dokumen_sebelumnya(permintaan, jenis)
    form = FinalisasiForm(
        request.POST or None,
        nomor_wajib=builder.NOMOR_WAJIB,
        perubahan=perubahan,
        initial={"nomor": sebelumnya.nomor_dipesan},
    )
    if request.method == "POST" and form.is_valid():
        permintaan = _permintaan_final(request, permintaan, form)
        if tujuan := _selesaikan(request, jenis, permintaan, form):
            return redirect(tujuan)
    daftar_periksa = gerbang.periksa if request.method == "POST" else gerbang.periksa_untuk_dibaca
    return render(
        request,
        "reports/finalisasi.html",
        {
            "perangkat_daerah": permintaan.perangkat_daerah,
            "tahun": permintaan.tahun,
            "jenis": jenis,
            "judul_dokumen": builder.judul(permintaan),
            "gerbang": daftar_periksa(jenis, permintaan),
            "dicentang": permintaan.diperiksa or frozenset(),
            "lambat": jenis in LAMBAT,
            "digantikan": sebelumnya.berlaku,
            "dipesan": sebelumnya.nomor_dipesan,
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@require_GET
def temuan(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """What the rules find in the document as it would be finished now, for everybody who may see it."""
    pd, jenis = pd_or_404(request, kode, tahun), jenis_or_404(jenis)
    permintaan = permintaan_of(request, pd, tahun, jenis)
    with bersama():
        halaman = {
            "perangkat_daerah": pd,
            "tahun": tahun,
            "jenis": jenis,
            "judul_dokumen": REGISTRY[jenis].judul(permintaan),
            "gerbang": gerbang.periksa_untuk_dibaca(jenis, permintaan),
            "boleh_selesai": permissions.can(request.user, Ability.FINALIZE_DOKUMEN, pd),
        }
    return render(request, "reports/temuan.html", halaman)


def _permintaan_final(request: HttpRequest, permintaan: Permintaan, form: FinalisasiForm) -> Permintaan:
    """The request with what was typed and ticked."""
    minta = replace(
        permintaan,
        nomor=form.cleaned_data["nomor"],
        tanggal=form.cleaned_data["tanggal"],
        final=True,
        diperiksa=frozenset(request.POST.getlist("diperiksa")),
    )
    if "alasan" in form.cleaned_data and (perjanjian := perjanjian_kinerja.perjanjian_of(minta)):
        perjanjian.alasan = form.cleaned_data["alasan"]
        minta = replace(minta, perjanjian=perjanjian)
    return minta


def _selesaikan(request: HttpRequest, jenis: JenisDokumen, permintaan: Permintaan, form: FinalisasiForm) -> str:
    """Finish the document, or order it of the background worker; where to go then.

    A refusal becomes an error of the form, and leads nowhere.
    """
    try:
        if jenis in LAMBAT:
            pesanan = cetakan.pesan_final(jenis=jenis, permintaan=permintaan, by=pelaku(request))
            return reverse("reports:cetakan", args=[pesanan.pk])
        dokumen = services.dokumen_finalize(jenis=jenis, permintaan=permintaan, by=pelaku(request))
    except DomainError as error:
        for kalimat in [str(error), *getattr(error, "kekurangan", [])]:
            form.add_error(None, kalimat)
        return ""
    messages.success(request, f"{dokumen.judul} selesai dan dibekukan.")
    return halaman_dokumen(dokumen)
