"""A quarter is opened, closed and opened again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators.exceptions import Incomplete
from indicators.forms import AlasanForm, BukaTriwulanForm
from indicators.permissions import Ability
from indicators.services.triwulan import triwulan_close, triwulan_open, triwulan_reopen
from indicators.views.base import pelaku, perangkat_daerah_or_404, triwulan_or_404


def _back(tahun: int, tw: int) -> HttpResponse:
    return redirect(f"{reverse('indicators:verifikasi_antrean')}?tw={tw}&tahun={tahun}")


@require_POST
def triwulan_buka(request: HttpRequest, pd: str, tahun: int, tw: int) -> HttpResponse:
    """Open a quarter until the deadline given."""
    triwulan = triwulan_or_404(tahun, tw)
    perangkat_daerah = perangkat_daerah_or_404(request, pd, Ability.OPEN_TRIWULAN)
    form = BukaTriwulanForm(request.POST)
    if form.is_valid():
        triwulan_open(
            perangkat_daerah=perangkat_daerah,
            triwulan=triwulan,
            batas=form.cleaned_data["batas"],
            by=pelaku(request),
        )
        messages.success(request, f"{triwulan} dibuka untuk pengisian.")
    else:
        messages.error(request, "Isi batas waktu pengisian dengan tanggal yang benar.")
    return _back(tahun, tw)


@require_POST
def triwulan_tutup(request: HttpRequest, pd: str, tahun: int, tw: int) -> HttpResponse:
    """Close a quarter; the units that are not verified yet are named."""
    triwulan = triwulan_or_404(tahun, tw)
    perangkat_daerah = perangkat_daerah_or_404(request, pd, Ability.OPEN_TRIWULAN)
    try:
        triwulan_close(perangkat_daerah=perangkat_daerah, triwulan=triwulan, by=pelaku(request))
        messages.success(request, f"{triwulan} ditutup. Nilainya menjadi dasar dokumen.")
    except Incomplete as error:
        messages.error(request, f"{error} {'; '.join(error.kekurangan)}.")
    return _back(tahun, tw)


@require_POST
def triwulan_buka_kembali(request: HttpRequest, pd: str, tahun: int, tw: int) -> HttpResponse:
    """Open a closed quarter again, with the reason that the trail keeps."""
    triwulan = triwulan_or_404(tahun, tw)
    perangkat_daerah = perangkat_daerah_or_404(request, pd, Ability.OPEN_TRIWULAN)
    form = AlasanForm(request.POST)
    if form.is_valid():
        triwulan_reopen(
            perangkat_daerah=perangkat_daerah,
            triwulan=triwulan,
            alasan=form.cleaned_data["alasan"],
            by=pelaku(request),
        )
        messages.success(request, f"{triwulan} dibuka kembali.")
    else:
        messages.error(request, "Tulis alasannya; alasan ini tercatat dalam jejak audit.")
    return _back(tahun, tw)
