"""The life of a year's plan: begun, approved, opened again as a changed copy, thrown away while it is a draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from indicators import permissions
from indicators.exceptions import DomainError, NotAllowed
from indicators.forms_rencana import MulaiForm, PerubahanForm, SahkanForm
from indicators.models import PerangkatDaerah, RencanaTahunan
from indicators.permissions import Ability
from indicators.selectors.kelengkapan import kekurangan_rencana, triwulan_tertutup
from indicators.selectors.rencana_daftar import RencanaBaris, daftar_rencana, tahun_dapat_dimulai
from indicators.selectors.unsur import kunci_periode, periode_daerah, sebut_periode
from indicators.services.rencana import rencana_approve, rencana_create, rencana_delete, rencana_open_perubahan
from indicators.views.base import konteks, konteks_or_404, pelaku, perangkat_daerah_or_404


@require_GET
def rencana_daftar(request: HttpRequest) -> HttpResponse:
    """The plans of the active perangkat daerah, year by year, and the form that begins one."""
    permissions.require(request.user, Ability.VIEW)
    pd = konteks_or_404(request).perangkat_daerah
    assert pd is not None  # noqa: S101  konteks_or_404 has answered otherwise
    return _tampil_daftar(request, pd)


def _tampil_daftar(
    request: HttpRequest, pd: PerangkatDaerah, form: MulaiForm | None = None, galat: str = "", status: int = 200
) -> HttpResponse:
    daftar = daftar_rencana(RencanaTahunan.objects.filter(perangkat_daerah=pd))
    dapat = permissions.can(request.user, Ability.EDIT_TARGET, pd)
    periode = periode_daerah(pd)
    pilihan = tahun_dapat_dimulai(pd, periode, daftar) if dapat else []
    isi = {
        "perangkat_daerah": pd,
        "daftar": daftar,
        "periode": [(p, kunci_periode(p)) for p in periode],
        "form": form or (MulaiForm(pilihan) if pilihan else None),
        "dapat": dapat,
        "galat": galat,
        "sebut": sebut_periode(periode, konteks(request, pd).tahun),
    }
    return render(request, "indicators/rencana_daftar.html", isi, status=status)


@require_POST
def rencana_mulai(request: HttpRequest, pd: str) -> HttpResponse:
    """Begin the plan murni of the year that was chosen; leads to it."""
    own = perangkat_daerah_or_404(request, pd, Ability.EDIT_TARGET)
    konteks(request, own)
    periode = periode_daerah(own)
    pilihan = [(f"{kunci_periode(p)}/{t}", f"{t} (Renstra {p})") for p in periode for t in p.tahun]
    form = MulaiForm(pilihan, request.POST)
    if not form.is_valid():
        return _tampil_daftar(request, own, galat="Pilih tahun rencana.", status=422)
    kunci, _, tahun = form.cleaned_data["tahun"].partition("/")
    dipilih = next(p for p in periode if kunci_periode(p) == kunci)
    try:
        rencana = rencana_create(perangkat_daerah=own, periode=dipilih, tahun=int(tahun), by=pelaku(request))
    except DomainError as error:
        return _tampil_daftar(request, own, galat=str(error), status=error.kode_http)
    messages.success(request, f"Draf rencana murni tahun {tahun} dibuat. Isi target dan pagunya, lalu sahkan.")
    return redirect("indicators:rencana", pk=rencana.pk)


# --- One plan ------------------------------------------------------------------------------------------------


def baris_or_404(request: HttpRequest, pk: int) -> RencanaBaris:
    """A plan of a perangkat daerah the person belongs to, with what it holds in figures; 404 otherwise."""
    tahun = RencanaTahunan.objects.visible_to(request.user).filter(pk=pk).values("perangkat_daerah_id", "tahun")[:1]
    rows = RencanaTahunan.objects.filter(
        perangkat_daerah_id=tahun.values("perangkat_daerah_id"), tahun=tahun.values("tahun")
    )
    baris = next((b for b in daftar_rencana(rows) if b.rencana.pk == pk), None)
    if baris is None:
        raise Http404("Rencana tidak ditemukan.")
    return baris


def rencana_or_404(request: HttpRequest, pk: int, ability: Ability = Ability.VIEW) -> RencanaTahunan:
    """A plan of a perangkat daerah the person belongs to; 404 otherwise, NotAllowed without the ability on it."""
    rencana = (
        RencanaTahunan.objects.visible_to(request.user)
        .select_related("perangkat_daerah__pemerintah_daerah", "periode")
        .filter(pk=pk)
        .first()
    )
    if rencana is None:
        raise Http404("Rencana tidak ditemukan.")
    if ability is not Ability.VIEW:
        permissions.require(request.user, ability, rencana.perangkat_daerah)
    konteks(request, rencana.perangkat_daerah)
    return rencana


@require_GET
def rencana(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a plan: what it holds, what it lacks, and what may be done with it."""
    return _tampil(request, baris_or_404(request, pk))


def _tampil(
    request: HttpRequest, baris: RencanaBaris, *, status: int = 200, galat: DomainError | None = None, **form: Any
) -> HttpResponse:
    r = baris.rencana
    konteks(request, r.perangkat_daerah)
    dapat_ubah = baris.terbuka and permissions.can(request.user, Ability.EDIT_TARGET, r.perangkat_daerah)
    dapat_sahkan = baris.terbuka and permissions.can(request.user, Ability.APPROVE_RENCANA, r.perangkat_daerah)
    draf = not baris.disahkan
    isi = {
        "b": baris,
        "rencana": r,
        "draf": draf,
        "dapat_ubah": dapat_ubah,
        "kurang": kekurangan_rencana(r) if draf else None,
        "tertutup": triwulan_tertutup(r) if draf else "",
        "sahkan": form.get("sahkan") or (SahkanForm(r) if draf and dapat_sahkan else None),
        "perubahan": form.get("perubahan") or (PerubahanForm(r) if not draf and dapat_ubah and baris.terbaru else None),
        "galat": galat,
        "dapat_riwayat": permissions.can(request.user, Ability.VIEW_AUDIT, r.perangkat_daerah),
    }
    return render(request, "indicators/rencana.html", isi, status=status)


@require_POST
def rencana_sahkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a draft with its basis and date; refused with the list of what is missing."""
    baris = baris_or_404(request, pk)
    permissions.require(request.user, Ability.APPROVE_RENCANA, baris.rencana.perangkat_daerah)
    form = SahkanForm(baris.rencana, request.POST)
    if not form.is_valid():
        return _tampil(request, baris, status=422, sahkan=form)
    try:
        rencana_approve(rencana=baris.rencana, by=pelaku(request), **form.cleaned_data)
    except NotAllowed:
        raise
    except DomainError as error:
        return _tampil(request, baris, status=error.kode_http, galat=error, sahkan=None if baris.disahkan else form)
    messages.success(request, f"{baris.rencana} disahkan. Mulai sekarang tidak dapat diubah.")
    return redirect("indicators:rencana", pk=pk)


@require_POST
def rencana_perubahan(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the next version of a plan as a copy; leads to it."""
    baris = baris_or_404(request, pk)
    permissions.require(request.user, Ability.EDIT_TARGET, baris.rencana.perangkat_daerah)
    form = PerubahanForm(baris.rencana, request.POST)
    if not form.is_valid():
        return _tampil(request, baris, status=422, perubahan=form)
    try:
        baru = rencana_open_perubahan(rencana=baris.rencana, by=pelaku(request), **form.cleaned_data)
    except NotAllowed:
        raise
    except DomainError as error:
        return _tampil(request, baris, status=error.kode_http, galat=error)
    messages.success(request, f"Draf {baru} dibuka sebagai salinan versi {baris.rencana.urutan}.")
    return redirect("indicators:rencana", pk=baru.pk)


@require_POST
def rencana_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away; leads to the list."""
    own = rencana_or_404(request, pk, Ability.EDIT_TARGET)
    rencana_delete(rencana=own, by=pelaku(request))
    messages.success(request, f"Draf {own} dihapus.")
    return redirect("indicators:rencana_daftar")
