"""The sections of prose of a document: generated from the data until a planner writes his own."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators import permissions
from indicators.exceptions import InvalidValue, StaleData
from indicators.models import PerangkatDaerah
from indicators.permissions import Ability
from reports import services
from reports.builders import REGISTRY
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.forms import NarasiForm
from reports.models import Narasi
from reports.views.base import jenis_or_404, pd_or_404


@dataclass(frozen=True)
class Bagian:
    """One section on the page: what the data say, and what a planner wrote instead."""

    bagian: BagianNarasi
    narasi: Narasi | None

    @property
    def teks(self) -> str:
        """The text that is printed."""
        return self.narasi.teks if self.narasi else self.bagian.bawaan

    @property
    def alinea(self) -> list[str]:
        """The same by paragraphs."""
        return [baris for baris in self.teks.split("\n") if baris.strip()]


@require_GET
def narasi(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """All sections of a document with their texts."""
    pd, jenis = pd_or_404(request, kode, tahun), jenis_or_404(jenis)
    return render(
        request,
        "reports/narasi.html",
        {
            "perangkat_daerah": pd,
            "tahun": tahun,
            "jenis": jenis,
            "judul_dokumen": REGISTRY[jenis].judul(Permintaan(pd, tahun)),
            "bagian_list": _bagian(pd, tahun, jenis),
            "boleh_narasi": permissions.can(request.user, Ability.WRITE_NARASI, pd),
        },
    )


@require_http_methods(["GET", "POST"])
def narasi_bagian(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """One section in a text field; POST stores it."""
    pd, jenis = pd_or_404(request, kode, tahun, Ability.WRITE_NARASI), jenis_or_404(jenis)
    satu = _satu_or_404(pd, tahun, jenis, bagian)
    awal = {"teks": satu.teks, "sidik": services.narasi_sidik(satu.narasi.teks if satu.narasi else None)}
    form = NarasiForm(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid() and _simpan(request, pd, tahun, jenis, bagian, form):
        messages.success(request, f"Bagian {satu.bagian.judul} tersimpan.")
        return redirect("reports:narasi", kode=kode, tahun=tahun, jenis=jenis)
    halaman = {"perangkat_daerah": pd, "tahun": tahun, "jenis": jenis, "satu": satu, "form": form}
    return render(request, "reports/narasi_bagian.html", halaman | awal, status=422 if form.errors else 200)


@require_POST
def narasi_kembalikan(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """Drop the own text: the section is generated from the data again."""
    pd, jenis = pd_or_404(request, kode, tahun, Ability.WRITE_NARASI), jenis_or_404(jenis)
    satu = _satu_or_404(pd, tahun, jenis, bagian)
    services.narasi_reset(
        perangkat_daerah=pd,
        tahun=tahun,
        jenis=jenis,
        bagian=bagian,
        sidik=request.POST.get("sidik", ""),
        by=request.user,  # type: ignore[arg-type]
    )
    messages.success(request, f"Bagian {satu.bagian.judul} kembali memakai teks otomatis.")
    return redirect("reports:narasi", kode=kode, tahun=tahun, jenis=jenis)


def _simpan(request: HttpRequest, pd: PerangkatDaerah, tahun: int, jenis: str, bagian: str, form: NarasiForm) -> bool:
    """Store the text; a refusal becomes an error of the form, the typed text stays in it."""
    try:
        services.narasi_save(
            perangkat_daerah=pd,
            tahun=tahun,
            jenis=jenis,
            bagian=bagian,
            teks=form.cleaned_data["teks"],
            sidik=form.cleaned_data["sidik"],
            by=request.user,  # type: ignore[arg-type]
        )
    except (InvalidValue, StaleData) as error:
        form.add_error("teks", str(error))
        return False
    return True


def _bagian(pd: PerangkatDaerah, tahun: int, jenis: str) -> list[Bagian]:
    own = {n.bagian: n for n in Narasi.objects.filter(perangkat_daerah=pd, tahun=tahun, jenis=jenis)}
    return [Bagian(b, own.get(b.kunci)) for b in REGISTRY[jenis].narasi(Permintaan(pd, tahun))]


def _satu_or_404(pd: PerangkatDaerah, tahun: int, jenis: str, kunci: str) -> Bagian:
    satu = next((b for b in _bagian(pd, tahun, jenis) if b.bagian.kunci == kunci), None)
    if satu is None:
        raise Http404("Bagian tidak ditemukan.")
    return satu
