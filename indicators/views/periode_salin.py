"""What of another period is carried into a new one: chosen, looked at, then stored all or nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from indicators import permissions
from indicators.exceptions import Closed, DomainError, NotAllowed
from indicators.forms_periode import SalinForm
from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.permissions import Ability
from indicators.selectors.periode_halaman import periode_lain
from indicators.selectors.salinan import Salinan, salinan
from indicators.selectors.unsur import kunci_periode
from indicators.services.periode_salin import periode_copy
from indicators.views.base import pelaku
from indicators.views.periode import periode_or_404

MAKS_TAMPIL = 200
"""Rows of one list of the preview; beyond them a number says how many more there are."""


@require_http_methods(["GET", "POST"])
def periode_salin(request: HttpRequest, pk: int) -> HttpResponse:
    """The choice; with `?lihat=1` its preview; by POST the copy, of what the preview showed (`ciri`)."""
    tujuan = periode_or_404(request, pk)
    milik = _milik(request, tujuan)
    if not milik:
        raise NotAllowed("Anda tidak berhak mengubah perencanaan di sini. Hubungi admin bila seharusnya berhak.")
    if tujuan.status == PeriodeRenstra.Status.CLOSED:
        raise Closed(f"Periode Renstra {tujuan} sudah ditutup; isinya tinggal dibaca.")
    daerah = permissions.can(request.user, Ability.EDIT_CASCADE, tujuan.pemerintah_daerah)
    sumber = periode_lain(tujuan)
    data = request.POST if request.method == "POST" else request.GET if "lihat" in request.GET else None
    form = SalinForm(sumber, milik, data, daerah=daerah, dari=request.GET.get("dari", ""))
    isi: dict[str, Any] = {"periode": tujuan, "form": form, "sumber": sumber, "satu": len(milik) == 1}
    if data is None or not form.is_valid():
        return render(request, "indicators/periode_salin.html", isi, status=422 if form.errors else 200)
    asal, dipilih, pilihan = form.dipilih()
    galat: DomainError | None = None
    if request.method == "POST":
        try:
            hasil = periode_copy(
                asal=asal,
                tujuan=tujuan,
                perangkat_daerah=dipilih,
                pilihan=pilihan,
                ciri=request.POST.get("ciri", ""),
                by=pelaku(request),
            )
        except NotAllowed:
            raise
        except DomainError as error:
            galat = error
        else:
            return _selesai(request, hasil)
    pratinjau = salinan(asal, tujuan, dipilih, pilihan)
    isi |= {"hasil": pratinjau, "galat": galat, "kirim": _kirim(data), **_lampiran(pratinjau)}
    kode = galat.kode_http if galat else 422 if pratinjau.galat else 200
    return render(request, "indicators/periode_salin.html", isi, status=kode)


def _milik(request: HttpRequest, periode: PeriodeRenstra) -> list[PerangkatDaerah]:
    """The perangkat daerah of the regency whose cascade the person may write."""
    rows = permissions.visible_perangkat_daerah(request.user, Ability.EDIT_CASCADE, whole=True)
    rows = rows.filter(pemerintah_daerah=periode.pemerintah_daerah_id).select_related("pemerintah_daerah")
    return list(rows.order_by("nama"))


def _kirim(data: QueryDict) -> list[tuple[str, str]]:
    """The choices once more, for the form that confirms them."""
    tanpa = ("csrfmiddlewaretoken", "ciri", "lihat")
    return [(k, v) for k, nilai in data.lists() if k not in tanpa for v in nilai]


def _lampiran(hasil: Salinan) -> dict[str, Any]:
    return {
        "kode": hasil.kode[:MAKS_TAMPIL],
        "kode_lagi": len(hasil.kode) - MAKS_TAMPIL,
        "kondisi": hasil.kondisi[:MAKS_TAMPIL],
        "kondisi_lagi": len(hasil.kondisi) - MAKS_TAMPIL,
        "usulan": sum(bool(k.usulan) for k in hasil.kode),
    }


def _selesai(request: HttpRequest, hasil: Salinan) -> HttpResponse:
    rincian = ", ".join(f"{jumlah} {nama.lower()}" for nama, jumlah in hasil.hitungan)
    messages.success(request, f"Disalin dari periode {hasil.asal}: {rincian}. Targetnya diisi baru.")
    kueri = {"pd": hasil.perangkat_daerah[0].kode, "periode": kunci_periode(hasil.tujuan)}
    return redirect(f"{reverse('indicators:perencanaan')}?{urlencode(kueri)}")
