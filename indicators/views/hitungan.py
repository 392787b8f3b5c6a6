"""The arithmetic behind a value that follows from its programmes, and taking it over into the sheet."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators import permissions
from indicators.exceptions import Incomplete
from indicators.models import Indikator
from indicators.permissions import Ability
from indicators.selectors.bukti import nilai_of
from indicators.selectors.hitungan import hitungan_program
from indicators.services.realisasi import RealisasiEntry, realisasi_save_many
from indicators.views.baris import indikator_or_404
from indicators.views.base import konteks, pelaku, triwulan_or_404
from indicators.workflow import EDITABLE
from sakip.lib.numbers import format_number


@require_http_methods(["GET", "POST"])
def realisasi_hitungan(request: HttpRequest, tahun: int, tw: int, pk: int) -> HttpResponse:
    """The arithmetic behind a value that follows from its programmes; POST takes the result over into the sheet."""
    triwulan = triwulan_or_404(tahun, tw)
    indikator = indikator_or_404(request, pk, triwulan)
    unit = indikator.unit_kerja
    konteks(request, unit.perangkat_daerah)
    if indikator.rumus != Indikator.Rumus.PROGRAM:
        raise Http404("Nilai indikator ini tidak dihitung dari program.")
    hitungan = hitungan_program(unit.perangkat_daerah, [indikator], triwulan).get(indikator.pk)
    tersimpan = nilai_of("realisasi", indikator, tahun, tw)
    if request.method == "POST":
        permissions.require(request.user, Ability.ENTER_REALISASI, unit)
        if hitungan is None or hitungan.nilai is None:
            raise Incomplete(
                "Nilai belum dapat dihitung: masih ada sub kegiatan yang belum diisi keuangan dan fisiknya."
            )
        entry = RealisasiEntry(
            indikator,
            nilai=hitungan.nilai,
            penyebab=tersimpan.penyebab if tersimpan else "",
            solusi=tersimpan.solusi if tersimpan else "",
        )
        realisasi_save_many(triwulan=triwulan, entries=[entry], by=pelaku(request))
        messages.success(request, f"Nilai {format_number(hitungan.nilai)} dipakai pada lembar.")
        return redirect("indicators:realisasi_lembar", tahun=tahun, tw=tw, unit=unit.pk)
    return render(
        request,
        "indicators/hitungan.html",
        {
            "indikator": indikator,
            "triwulan": triwulan,
            "unit": unit,
            "hitungan": hitungan,
            "tersimpan": tersimpan,
            "dapat": permissions.can(request.user, Ability.ENTER_REALISASI, unit)
            and (tersimpan is None or tersimpan.status in EDITABLE),
        },
    )
