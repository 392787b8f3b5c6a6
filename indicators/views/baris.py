"""One row of a sheet: saved, and answered with what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.forms_isian import AnggaranRowForm, RealisasiRowForm
from indicators.models import Indikator, Realisasi, UnitKerja
from indicators.permissions import Ability
from indicators.selectors.baris_anggaran import KUMULATIF, SENDIRI
from indicators.selectors.capaian import kebijakan_of
from indicators.selectors.isian import (
    baris_sub_kegiatan,
    baris_target,
    berpagu_lalu,
    bukti_triwulan,
    indikator_isian,
    jumlah_unit,
    sub_kegiatan_isian,
    target_isian,
)
from indicators.services.realisasi import RealisasiEntry, realisasi_save_many
from indicators.services.realisasi_anggaran import AnggaranEntry, cara_anggaran_set, realisasi_anggaran_save_many
from indicators.views.baris_tampil import Baris, bentrok_dari, kaki_anggaran, tampilkan
from indicators.views.base import is_htmx, pelaku, triwulan_or_404, unit_or_404
from sakip.lib.periods import Triwulan


@require_POST
def realisasi_simpan(request: HttpRequest, tahun: int, tw: int, pk: int) -> HttpResponse:
    """Save one indikator row; answers with the row as it is now (200), refused (422) or in conflict (409)."""
    triwulan = triwulan_or_404(tahun, tw)
    target = target_isian(request.user, pk, triwulan)
    if target is None:
        raise Http404("Indikator tidak ada dalam rencana yang berlaku.")
    indikator = target.indikator
    unit = indikator.unit_kerja
    form = RealisasiRowForm(indikator, data=request.POST)

    disimpan: list[Realisasi] = []

    def muat() -> Baris:
        kebijakan = kebijakan_of(unit.perangkat_daerah.pemerintah_daerah)
        bukti, dari = bukti_triwulan(unit, triwulan), disimpan[0] if disimpan else None
        return baris_target(target, triwulan, kebijakan, bukti, dari)

    def simpan() -> None:
        disimpan.extend(realisasi_save_many(triwulan=triwulan, entries=[entry_of(form)], by=pelaku(request)))

    return _simpan(request, unit, triwulan, form, simpan, muat)


@require_POST
def anggaran_simpan(request: HttpRequest, tahun: int, tw: int, pk: int) -> HttpResponse:
    """Save one sub kegiatan row; answers like `realisasi_simpan`."""
    triwulan = triwulan_or_404(tahun, tw)
    sub = sub_kegiatan_isian(request.user, pk, triwulan)
    if sub is None:
        raise Http404("Sub kegiatan tidak ada dalam rencana yang berlaku.")
    unit = sub.unit_kerja
    form = AnggaranRowForm(sub, data=request.POST)
    # Answered as it was typed, whatever the unit has chosen since: the page around the row still says so.
    cara = SENDIRI if form.sendiri else KUMULATIF

    def muat() -> Baris:
        return baris_sub_kegiatan(sub, triwulan, bukti_triwulan(unit, triwulan), cara)

    def simpan() -> None:
        pagu = {sub.pk: sub.jumlah_pagu}
        realisasi_anggaran_save_many(triwulan=triwulan, entries=[entry_of(form)], by=pelaku(request), pagu=pagu)

    def kaki() -> str:
        return kaki_anggaran(jumlah_unit(unit, triwulan, cara))

    return _simpan(request, unit, triwulan, form, simpan, muat, kaki)


def _simpan(
    request: HttpRequest,
    unit: UnitKerja,
    triwulan: Triwulan,
    form: Any,
    simpan: Callable[[], None],
    muat: Callable[[], Baris],
    kaki: Callable[[], str] = str,
) -> HttpResponse:
    """The steps of one row: clean, save, and show the row with what came of it; `kaki` follows a saved one."""
    permissions.require(request.user, Ability.ENTER_REALISASI, unit)
    status, galat = (200, "") if form.is_valid() else (422, "")
    if status == 200:
        try:
            simpan()
        except DomainError as error:
            status, galat = error.kode_http, str(error)
    baris = muat()
    if not is_htmx(request):
        for pesan in [galat, *(" ".join(e) for e in form.errors.values())]:
            if pesan:
                messages.error(request, pesan)
        return redirect("indicators:realisasi_lembar", tahun=triwulan.tahun, tw=triwulan.nomor, unit=unit.pk)
    bentrok = bentrok_dari(baris, form) if status == 409 else {}
    tampil = tampilkan(baris, True, None if status == 200 else form, galat=galat, bentrok=bentrok)
    return HttpResponse(tampil.html + (kaki() if status == 200 else ""), status=status)


def indikator_or_404(request: HttpRequest, pk: int, triwulan: Triwulan) -> Indikator:
    indikator = indikator_isian(request.user, pk, triwulan)
    if indikator is None:
        raise Http404("Indikator tidak ada dalam rencana yang berlaku.")
    return indikator


def entry_of(form: Any) -> Any:
    """A cleaned row as its service takes it."""
    if isinstance(form, RealisasiRowForm):
        return RealisasiEntry(indikator=form.indikator, **form.cleaned_data)
    isi = dict(form.cleaned_data)
    if form.alasan_tetap:
        isi["alasan_lebih"] = None
    return AnggaranEntry(
        sub_kegiatan=form.sub_kegiatan,
        sendiri=form.sendiri,
        keuangan_tetap=form.keuangan_tetap,
        berpagu_lalu=berpagu_lalu(form.sub_kegiatan),
        **isi,
    )


@require_POST
def cara_anggaran(request: HttpRequest, tahun: int, tw: int, unit: int) -> HttpResponse:
    """Choose how the unit types its money: cumulative, or the quarter alone."""
    triwulan_or_404(tahun, tw)
    own = unit_or_404(request, unit, Ability.ENTER_REALISASI)
    cara_anggaran_set(unit=own, cara=request.POST.get("cara", ""), by=pelaku(request))
    messages.success(request, f"Keuangan {own.nama} kini diisi: {own.get_cara_anggaran_display().lower()}.")
    kwargs = {"tahun": tahun, "tw": tw, "unit": unit}
    return redirect(f"{reverse('indicators:realisasi_lembar', kwargs=kwargs)}#judul-anggaran")
