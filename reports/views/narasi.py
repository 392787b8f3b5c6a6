"""The sections of prose of a document: generated from the data until a planner writes his own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators import permissions
from indicators.exceptions import DomainError, InvalidValue, StaleData
from indicators.permissions import Ability
from reports.beda import beda
from reports.builders import REGISTRY
from reports.forms_narasi import NarasiForm
from reports.models import Narasi
from reports.narasi_baca import konsep_of, narasi_daftar
from reports.prosa import bersihkan, html_dari_teks, polos, teks_dari_html
from reports.services.narasi import narasi_adjusted, narasi_reset, narasi_save, narasi_sidik
from reports.services.narasi_konsep import konsep_save
from reports.views.base import belum_lengkap, jenis_or_404, pd_or_404, permintaan_of
from reports.views.narasi_halaman import Halaman, halaman_of, pengguna

TINJAU = "tinjau"
"""`?lihat=` of the list: only what the planner should look at."""


@require_GET
def narasi(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """All sections of a document with their texts."""
    pd, jenis = pd_or_404(request, kode, tahun), jenis_or_404(jenis)
    permintaan = permintaan_of(request, pd, tahun, jenis)
    try:
        daftar = narasi_daftar(permintaan, jenis, pengguna(request))
    except DomainError as error:
        return belum_lengkap(request, pd, tahun, error)
    tinjau = request.GET.get("lihat") == TINJAU
    konteks = {
        "perangkat_daerah": pd,
        "tahun": tahun,
        "jenis": jenis,
        "triwulan": permintaan.triwulan,
        "kueri": f"?triwulan={permintaan.triwulan}" if permintaan.triwulan else "",
        "judul_dokumen": REGISTRY[jenis].judul(permintaan),
        "daftar": daftar,
        "yatim_list": [{"yatim": y, "sidik": narasi_sidik(y.narasi.teks if y.narasi else None)} for y in daftar.yatim],
        "bab_list": daftar.per_bab(tinjau=tinjau),
        "tinjau": tinjau,
        "usang": [b for b in daftar.bagian if b.usang],
        "boleh_narasi": permissions.can(request.user, Ability.WRITE_NARASI, pd),
    }
    return render(request, "reports/narasi.html", konteks)


@require_http_methods(["GET", "POST"])
def narasi_bagian(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """The editor of one section; POST stores it, or with `aksi=pratinjau` shows it without storing."""
    try:
        h = halaman_of(request, kode, tahun, jenis, bagian)
    except DomainError as error:
        return _ditolak(request, kode, tahun, error)
    if request.method != "POST":
        return _editor(request, h, *_awal(request, h))
    form = NarasiForm(request.POST)
    if not form.is_valid() or request.POST.get("aksi") == "pratinjau":
        return _editor(request, h, form, form.cleaned_data.get("html", ""), status=422 if form.errors else 200)
    try:
        return _simpan(request, h, form)
    except StaleData as error:
        return _bentrok(request, h, form, str(error), error.tersimpan)
    except InvalidValue as error:
        form.add_error("teks", str(error))
        return _editor(request, h, form, form.cleaned_data["html"], status=422)


@require_POST
def narasi_kembalikan(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """Drop the own text: the section is generated from the data again."""
    h = halaman_of(request, kode, tahun, jenis, bagian)
    narasi_reset(tempat=h.tempat, sidik=request.POST.get("sidik", ""), by=pengguna(request))
    messages.success(request, f"Bagian {h.judul} kembali memakai teks otomatis. Tulisan lama ada di riwayatnya.")
    return redirect(h.url_daftar)


@require_POST
def narasi_sesuai(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """The planner says that his text fits the changed data: the mark goes."""
    h = halaman_of(request, kode, tahun, jenis, bagian)
    asli = h.satu.bagian.bawaan
    narasi_adjusted(tempat=h.tempat, sidik=request.POST.get("sidik", ""), asli=asli, by=pengguna(request))
    messages.success(request, f"Bagian {h.judul} dicatat sudah sesuai dengan data sekarang.")
    return redirect(h.url_daftar)


# --- Storing ----------------------------------------------------------------------------------------------------------


def _simpan(request: HttpRequest, h: Halaman, form: NarasiForm) -> HttpResponse:
    """Store the text and go back to the list, or on to the next section. Raises StaleData and InvalidValue."""
    tersimpan = narasi_save(
        tempat=h.tempat,
        teks=form.cleaned_data["html"],
        sidik=form.cleaned_data["sidik"],
        asli=h.satu.bagian.bawaan,
        by=pengguna(request),
    )
    if tersimpan is None:
        messages.info(request, f"Isi bagian {h.judul} sama dengan teks otomatis, jadi tetap mengikuti data.")
    else:
        messages.success(request, f"Bagian {h.judul} tersimpan.")
    if request.POST.get("aksi") == "lanjut" and h.berikut is not None:
        return redirect(h.alamat("narasi_bagian", h.berikut.kunci))
    return redirect(h.url_daftar)


def _bentrok(request: HttpRequest, h: Halaman, form: NarasiForm, pesan: str, kini: Narasi | None) -> HttpResponse:
    """Somebody else was faster: both texts on the page. What was typed is kept as unsaved work first."""
    milik_saya = bersihkan(form.cleaned_data["html"])
    konsep_save(tempat=h.tempat, teks=milik_saya, sidik=form.cleaned_data["sidik"], by=pengguna(request))
    tersimpan = kini.teks if kini else html_dari_teks(h.satu.bagian.bawaan)
    form.add_error("teks", pesan)
    sidik = narasi_sidik(kini.teks if kini else None)
    form.data = {**form.data.dict(), "sidik": sidik}  # type: ignore[attr-defined]  # saving again is a choice now
    bentrok = {
        "narasi": kini,
        "html": tersimpan,
        "beda": beda(teks_dari_html(tersimpan), teks_dari_html(milik_saya)),
    }
    return _editor(request, h, form, milik_saya, status=409, bentrok=bentrok)


# --- The page ---------------------------------------------------------------------------------------------------------


def _awal(request: HttpRequest, h: Halaman) -> tuple[NarasiForm, str]:
    """The text to begin with: a person's unsaved work goes before what is stored."""
    konsep = konsep_of(h.permintaan, h.jenis, h.satu.bagian.kunci, pengguna(request))
    html = konsep.teks if konsep else h.satu.html
    sidik = konsep.sidik if konsep else narasi_sidik(h.satu.narasi.teks if h.satu.narasi else None)
    lewat_teks = polos(html)
    awal = {
        "teks": teks_dari_html(html) if lewat_teks else html,
        "bentuk": "teks" if lewat_teks else "html",
        "sidik": sidik,
    }
    form = NarasiForm(initial=awal)
    form.konsep = konsep  # type: ignore[attr-defined]
    return form, html


def _editor(
    request: HttpRequest, h: Halaman, form: NarasiForm, html: str, *, status: int = 200, bentrok: object = None
) -> HttpResponse:
    konteks = h.konteks | {
        "form": form,
        "sidik": narasi_sidik(h.satu.narasi.teks if h.satu.narasi else None),
        "html": html,
        "blok": {"html": bersihkan(html)},
        "layar": True,
        "otomatis": {"html": html_dari_teks(h.satu.bagian.bawaan)},
        "anak_judul": ", ".join(t for t in (h.jenis.label, h.satu.bagian.bab) if t),
        "konsep": getattr(form, "konsep", None),
        "bentuk": form["bentuk"].value(),
        "bentrok": bentrok,
    }
    return render(request, "reports/narasi_bagian.html", konteks, status=status)


def _ditolak(request: HttpRequest, kode: str, tahun: int, error: DomainError) -> HttpResponse:
    """Why there is nothing to edit; a person who may not is told so as everywhere."""
    if error.kode_http == 403:
        raise error
    pd = pd_or_404(request, kode, tahun)
    return belum_lengkap(request, pd, tahun, error)
