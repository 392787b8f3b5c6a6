"""Who holds an office of a unit, or leads a perangkat daerah: add one, correct one, end a time of office."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from indicators.exceptions import DomainError, NotAllowed
from indicators.forms_unit import PejabatForm
from indicators.models import Pejabat, PerangkatDaerah, UnitKerja
from indicators.services.pejabat import IsianPejabat, pejabat_buat, pejabat_ubah
from indicators.services.unit_kerja import require_unit
from indicators.services.versi import versi
from indicators.views.base import pelaku
from indicators.views.unit_kerja import perangkat_daerah_or_404, unit_or_404


@require_http_methods(["GET", "POST"])
def baru(request: HttpRequest, pk: int) -> HttpResponse:
    """One more official of a unit."""
    unit = unit_or_404(request, pk)
    return _isian(request, unit.perangkat_daerah, unit, None)


@require_http_methods(["GET", "POST"])
def ubah(request: HttpRequest, pk: int, pejabat: int) -> HttpResponse:
    """One official of a unit: corrected, or with the last day in office."""
    unit = unit_or_404(request, pk)
    return _isian(request, unit.perangkat_daerah, unit, _pejabat_or_404(pejabat, unit_kerja=unit))


@require_http_methods(["GET", "POST"])
def kepala_baru(request: HttpRequest, pd: str) -> HttpResponse:
    """Who leads a perangkat daerah, or another official of it without a unit."""
    return _isian(request, perangkat_daerah_or_404(request, pd), None, None)


@require_http_methods(["GET", "POST"])
def kepala_ubah(request: HttpRequest, pd: str, pejabat: int) -> HttpResponse:
    """One of them: corrected, or with the last day in office."""
    own = perangkat_daerah_or_404(request, pd)
    return _isian(request, own, None, _pejabat_or_404(pejabat, unit_kerja=None, perangkat_daerah=own))


def _pejabat_or_404(pk: int, **milik: Any) -> Pejabat:
    row = Pejabat.objects.filter(pk=pk, **milik).first()
    if row is None:
        raise Http404("Pejabat tidak ditemukan.")
    return row


def _isian(request: HttpRequest, pd: PerangkatDaerah, unit: UnitKerja | None, row: Pejabat | None) -> HttpResponse:
    require_unit(pelaku(request), pd)
    lama = versi(row) if row else ""
    data = request.POST if request.method == "POST" else None
    form = PejabatForm(pd, unit, data, instance=row or Pejabat(unit_kerja=unit, perangkat_daerah=pd))
    kembali = (
        reverse("indicators:unit", args=[unit.pk]) if unit else f"{reverse('indicators:unit_daftar')}?pd={pd.kode}"
    )
    galat: DomainError | None = None
    if form.is_bound and form.is_valid():
        isian = IsianPejabat(unit, **{k: form.cleaned_data[k] or _kosong(k) for k in form.Meta.fields})
        try:
            _simpan(request, pd, row, isian)
        except NotAllowed:
            raise
        except DomainError as error:
            galat = error
        else:
            messages.success(request, f"{isian.jabatan} disimpan.")
            return redirect(kembali)
    kode = galat.kode_http if galat else 422 if form.errors else 200
    isi = {
        "unit": unit,
        "perangkat_daerah": pd,
        "kembali": kembali,
        "form": form,
        "pejabat": row,
        "versi": lama,
        "galat": galat,
    }
    return render(request, "indicators/unit_pejabat.html", isi, status=kode)


def _kosong(kolom: str) -> Any:
    return None if kolom in ("mulai", "selesai") else ""


def _simpan(request: HttpRequest, pd: PerangkatDaerah, row: Pejabat | None, isian: IsianPejabat) -> None:
    if row is None:
        pejabat_buat(perangkat_daerah=pd, isian=[isian], by=pelaku(request))
    else:
        dilihat = request.POST.get("versi", "")
        pejabat_ubah(pejabat=row, isian=isian, versi_dilihat=dilihat, by=pelaku(request))
