"""A sheet handed in, and taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from indicators.exceptions import Incomplete
from indicators.permissions import Ability
from indicators.selectors.isian import lembar_isian
from indicators.services.verifikasi import realisasi_transition
from indicators.views.base import konteks, pelaku, triwulan_or_404, unit_or_404
from indicators.views.realisasi import render_lembar


@require_POST
def realisasi_ajukan(request: HttpRequest, tahun: int, tw: int, unit: int) -> HttpResponse:
    """Submit the sheet; what is missing is listed on the page and nothing moves."""
    triwulan = triwulan_or_404(tahun, tw)
    own = unit_or_404(request, unit, Ability.SUBMIT)
    isian = lembar_isian(own, triwulan)
    try:
        realisasi_transition(
            action="submit",
            unit=own,
            triwulan=triwulan,
            by=pelaku(request),
            kekurangan=[t.pesan for t in isian.kekurangan],
        )
    except Incomplete:
        konteks(request, own.perangkat_daerah)
        return render_lembar(request, isian, {}, status=422, ditolak=True)
    messages.success(request, f"Lembar {triwulan} diajukan. Perencana akan memeriksanya.")
    return redirect("indicators:realisasi_lembar", tahun=tahun, tw=tw, unit=unit)


@require_POST
def realisasi_tarik(request: HttpRequest, tahun: int, tw: int, unit: int) -> HttpResponse:
    """Take a submission back while no row of it is verified."""
    triwulan = triwulan_or_404(tahun, tw)
    own = unit_or_404(request, unit, Ability.SUBMIT)
    realisasi_transition(action="recall", unit=own, triwulan=triwulan, by=pelaku(request))
    messages.success(request, "Lembar ditarik kembali dan dapat diubah lagi.")
    return redirect("indicators:realisasi_lembar", tahun=tahun, tw=tw, unit=unit)
