"""Who holds an office of a unit: add one, correct one, end a time of office."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators.exceptions import DomainError, NotAllowed
from indicators.forms_unit import PejabatForm
from indicators.models import Pejabat
from indicators.services.pejabat_unit import IsianPejabat, pejabat_change, pejabat_create
from indicators.services.unit_kerja import require_unit
from indicators.services.versi import versi
from indicators.views.base import pelaku
from indicators.views.unit_kerja import unit_or_404


@require_http_methods(["GET", "POST"])
def pejabat_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """One more official of a unit."""
    return _isian(request, pk, None)


@require_http_methods(["GET", "POST"])
def pejabat_ubah(request: HttpRequest, pk: int, pejabat: int) -> HttpResponse:
    """One official of a unit: corrected, or with the last day in office."""
    row = Pejabat.objects.filter(pk=pejabat, unit_kerja=pk).first()
    if row is None:
        unit_or_404(request, pk)
        raise Http404("Pejabat tidak ditemukan.")
    return _isian(request, pk, row)


def _isian(request: HttpRequest, pk: int, row: Pejabat | None) -> HttpResponse:
    unit = unit_or_404(request, pk)
    require_unit(pelaku(request), unit.perangkat_daerah)
    lama = versi(row) if row else ""
    data = request.POST if request.method == "POST" else None
    form = PejabatForm(unit, data, instance=row or Pejabat(unit_kerja=unit))
    galat: DomainError | None = None
    if form.is_bound and form.is_valid():
        isian = IsianPejabat(**{k: form.cleaned_data[k] or _kosong(k) for k in form.Meta.fields})
        try:
            _simpan(request, unit, row, isian)
        except NotAllowed:
            raise
        except DomainError as error:
            galat = error
        else:
            messages.success(request, f"{isian.jabatan} disimpan.")
            return redirect("indicators:unit", pk=pk)
    kode = galat.kode_http if galat else 422 if form.errors else 200
    isi = {
        "unit": unit,
        "perangkat_daerah": unit.perangkat_daerah,
        "form": form,
        "pejabat": row,
        "versi": lama,
        "galat": galat,
    }
    return render(request, "indicators/unit_pejabat.html", isi, status=kode)


def _kosong(kolom: str) -> Any:
    return None if kolom in ("mulai", "selesai") else ""


def _simpan(request: HttpRequest, unit: Any, row: Pejabat | None, isian: IsianPejabat) -> None:
    if row is None:
        pejabat_create(unit=unit, isian=isian, by=pelaku(request))
    else:
        dilihat = request.POST.get("versi", "")
        pejabat_change(pejabat=row, isian=isian, versi_dilihat=dilihat, by=pelaku(request))
