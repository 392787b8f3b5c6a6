"""Accepting findings with a reason, and taking that back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from indicators import permissions
from indicators.checks import Level
from indicators.checks_data import TemuanData
from indicators.exceptions import InvalidValue
from indicators.forms import TerimaTemuanForm
from indicators.models import TemuanDiterima
from indicators.permissions import Ability
from indicators.selectors.navigasi import Konteks
from indicators.selectors.temuan import temuan_diterima, terbuka
from indicators.selectors.unsur import periode_daerah, periode_tahun
from indicators.services.temuan import temuan_tarik, temuan_terima
from indicators.views.base import konteks_or_404, pelaku
from indicators.views.pemeriksaan import temuan_di


@require_http_methods(["GET", "POST"])
def terima(request: HttpRequest) -> HttpResponse:
    """The open warnings of one rule (`aturan`), one of them (`temuan`, its digest) or all, and why they stand.

    A finding that changed or went away since the page was shown is not accepted: it says something else now.
    """
    permissions.require(request.user, Ability.VIEW_TEMUAN)
    here = konteks_or_404(request)
    pd = here.perangkat_daerah
    assert pd is not None  # noqa: S101  konteks_or_404 has answered otherwise
    permissions.require(request.user, Ability.ACCEPT_TEMUAN, pd)
    buka = {t.ciri: t for t in _peringatan(here)}
    if request.method == "POST":
        form = TerimaTemuanForm(request.POST)
        diminta = request.POST.getlist("temuan")
        if form.is_valid() and diminta and all(c in buka for c in diminta):
            try:
                rows = temuan_terima(
                    perangkat_daerah=pd,
                    tahun=here.tahun,
                    temuan=[buka[c] for c in diminta],
                    alasan=form.cleaned_data["alasan"],
                    by=pelaku(request),
                )
            except InvalidValue as error:
                form.add_error("alasan", str(error))
            else:
                messages.success(request, f"{len(rows)} temuan diterima. Inspektorat membaca alasannya.")
                return redirect(f"{_kembali(here)}#diterima")
        elif form.is_valid():
            pesan = "Temuan ini sudah berubah atau hilang." if diminta else "Pilih sedikitnya satu temuan."
            messages.error(request, f"{pesan} Periksa lagi daftarnya.")
            return redirect(_kembali(here))
        pilih = [buka[c] for c in diminta if c in buka]
    else:
        form, pilih = TerimaTemuanForm(), _diminta(request, buka)
    centang = request.method == "POST" or bool(request.GET.get("aturan") or request.GET.get("temuan"))
    isi = {
        "form": form,
        "temuan": pilih,
        "centang": centang,
        "kembali": _kembali(here),
        "perangkat_daerah": pd,
        "tahun": here.tahun,
    }
    return render(request, "indicators/temuan_terima.html", isi, status=422 if form.errors else 200)


def _diminta(request: HttpRequest, buka: dict[str, TemuanData]) -> list[TemuanData]:
    aturan, ciri = request.GET.get("aturan", ""), request.GET.get("temuan", "")
    pilih = [t for c, t in buka.items() if c == ciri or t.aturan.kunci == aturan or not (ciri or aturan)]
    if not pilih:
        raise Http404("Temuan ini tidak ada lagi.")
    return pilih


def _peringatan(here: Konteks) -> list[TemuanData]:
    """The warnings nobody has accepted."""
    assert here.perangkat_daerah is not None  # noqa: S101  the caller has looked
    periode = periode_tahun(periode_daerah(here.perangkat_daerah), here.tahun)
    if periode is None:
        return []
    semua = terbuka(temuan_di(here, periode), temuan_diterima(here.perangkat_daerah, here.tahun))
    return [t for t in semua if t.aturan.level == Level.WARNING]


def _kembali(here: Konteks) -> str:
    assert here.perangkat_daerah is not None  # noqa: S101  the caller has looked
    kueri: dict[str, str | int] = {"pd": here.perangkat_daerah.kode, "tahun": here.tahun}
    return f"{reverse('indicators:pemeriksaan')}?{urlencode(kueri)}"


@require_POST
def tarik(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an accepted finding stand open again."""
    milik = TemuanDiterima.objects.visible_to(request.user).select_related("perangkat_daerah__pemerintah_daerah")
    diterima = get_object_or_404(milik, pk=pk)
    pd = diterima.perangkat_daerah
    temuan_tarik(diterima=diterima, by=pelaku(request))
    messages.success(request, "Temuan terbuka lagi.")
    kueri: dict[str, str | int] = {"pd": pd.kode, "tahun": diterima.tahun}
    return redirect(f"{reverse('indicators:pemeriksaan')}?{urlencode(kueri)}")
