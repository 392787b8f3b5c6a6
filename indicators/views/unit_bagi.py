"""A unit divided into several, or joined to another one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators.exceptions import Closed, DomainError, NotAllowed
from indicators.forms_unit import BagiForm, GabungForm
from indicators.models import UnitKerja
from indicators.selectors.unit_beban import beban_unit, yang_dibagi
from indicators.selectors.unit_halaman import pilihan_atasan
from indicators.services.unit_bagi import BagianBaru, unit_split
from indicators.services.unit_kerja import require_unit
from indicators.services.versi import versi
from indicators.views.base import pelaku
from indicators.views.unit_kerja import unit_or_404
from sakip.lib.numbers import format_tanggal


@require_http_methods(["GET", "POST"])
def unit_bagi(request: HttpRequest, pk: int) -> HttpResponse:
    """The parts, and which of them each row goes to; `?cara=gabung`: one unit that takes over all of it."""
    own = unit_or_404(request, pk)
    require_unit(pelaku(request), own.perangkat_daerah)
    if own.berlaku_sampai is not None:
        raise Closed(f"{own.nama} sudah berakhir pada {format_tanggal(own.berlaku_sampai)}.")
    hari_ini = request.hari_ini  # type: ignore[attr-defined]
    gabung = request.GET.get("cara") == "gabung"
    data = request.POST if request.method == "POST" else None
    beban = yang_dibagi(beban_unit(own, _mulai(data, hari_ini)))
    form: Any
    if gabung:
        form = GabungForm(pilihan_atasan(own.perangkat_daerah, own), hari_ini, data)
    else:
        form = BagiForm(beban, hari_ini, data)
    galat: DomainError | None = None
    if form.is_bound and form.is_valid():
        try:
            baru = _bagi(request, own, form, gabung=gabung, kunci=[b.kunci for b in beban])
        except NotAllowed:
            raise
        except DomainError as error:
            galat = error
        else:
            nama = " dan ".join(u.nama for u in baru)
            messages.success(request, f"{own.nama} diakhiri dan diteruskan oleh {nama}. Isi pejabatnya.")
            return redirect("indicators:unit", pk=baru[0].pk)
    isi = {
        "unit": own,
        "perangkat_daerah": own.perangkat_daerah,
        "gabung": gabung,
        "form": form,
        "baris": [] if gabung else [(b, form[f"b-{b.kunci}"]) for b in beban],
        "jumlah": len(beban),
        "versi": versi(unit_or_404(request, pk) if galat else own),
        "galat": galat,
    }
    kode = galat.kode_http if galat else 422 if form.errors else 200
    return render(request, "indicators/unit_bagi.html", isi, status=kode)


def _mulai(data: QueryDict | None, hari_ini: date) -> date:
    """The day it is to begin: early in a year that may be in the period before, whose rows are shared out as well."""
    diketik = data.get("mulai") if data is not None else None
    try:
        return BagiForm.base_fields["mulai"].clean(diketik)
    except ValidationError:
        return hari_ini


def _bagi(request: HttpRequest, own: UnitKerja, form: Any, *, gabung: bool, kunci: list[str]) -> list[UnitKerja]:
    bagian: list[BagianBaru | UnitKerja]
    if gabung:
        bagian, peta = [form.units[form.cleaned_data["ke"]]], dict.fromkeys(kunci, 0)
    else:
        nama, peta = form.pembagian()
        bagian = [BagianBaru(n) for n in nama]
    return unit_split(
        unit=own,
        bagian=bagian,
        peta=peta,
        mulai=form.cleaned_data["mulai"],
        hari_ini=request.hari_ini,  # type: ignore[attr-defined]
        versi_dilihat=request.POST.get("versi", ""),
        by=pelaku(request),
    )
