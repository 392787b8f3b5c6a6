"""Beranda: what this person has to do now, one click from the work."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from indicators import permissions
from indicators.models import PerangkatDaerah, Status
from indicators.permissions import Ability
from indicators.selectors.komentar import sebutan_belum_dibaca
from indicators.selectors.lembar import lembar_ringkas
from indicators.selectors.navigasi import Konteks
from indicators.selectors.unit_halaman import perangkat_daerah_unit
from indicators.views.base import SESSION_PD, SESSION_TAHUN, konteks
from indicators.views.panel import baris_sebutan
from indicators.workflow import EDITABLE
from sakip.lib.periods import Triwulan


@require_GET
def beranda(request: HttpRequest) -> HttpResponse:
    """The open quarters with the person's own sheets, what waits for verification, and where he is named."""
    here = konteks(request)
    pd = here.perangkat_daerah
    mengelola = permissions.can(request.user, Ability.MANAGE_USERS)
    return render(
        request,
        "indicators/beranda.html",
        {
            "sebutan": baris_sebutan(sebutan_belum_dibaca(request.user)),
            "kotak": _kotak(request, here, pd) if pd is not None else [],
            "dapat_memverifikasi": pd is not None and permissions.can(request.user, Ability.VERIFY, pd),
            "dapat_membuka_dokumen": permissions.can(request.user, Ability.VIEW_DOKUMEN),
            "dokumen_seluruh": permissions.can_seluruh(request.user, Ability.VIEW_DOKUMEN),
            "dapat_melihat": permissions.can(request.user, Ability.VIEW),
            "dapat_memeriksa": permissions.can(request.user, Ability.VIEW_TEMUAN),
            "dapat_menelusuri": permissions.can(request.user, Ability.VIEW_AUDIT),
            "dapat_mengelola": mengelola,
            "dapat_menyusun_unit": mengelola and perangkat_daerah_unit(request.user).exists(),
            "dapat_menyiapkan": permissions.can(request.user, Ability.MANAGE_MASTER)
            or (not here.jadwal and permissions.can(request.user, Ability.EDIT_CASCADE)),
        },
    )


def _kotak(request: HttpRequest, here: Konteks, pd: PerangkatDaerah) -> list[dict[str, Any]]:
    """One box for each open quarter; whoever neither fills in nor verifies sees the sheets of his scope."""
    isi = list(permissions.visible_units(request.user, Ability.ENTER_REALISASI).filter(perangkat_daerah=pd))
    verifikasi = permissions.can(request.user, Ability.VERIFY, pd)
    memantau = not isi and not verifikasi
    lihat = list(permissions.visible_units(request.user).filter(perangkat_daerah=pd)) if memantau else []
    kunci, hari_ini = {u.pk for u in isi}, request.hari_ini  # type: ignore[attr-defined]
    kotak = []
    for jadwal in here.terbuka():
        triwulan = Triwulan(jadwal.tahun, jadwal.triwulan)
        units = None if verifikasi else (isi or lihat)
        ringkas = lembar_ringkas(perangkat_daerah=pd, triwulan=triwulan, units=units, jadwal=jadwal)
        kotak.append(
            {
                "jadwal": jadwal,
                "triwulan": triwulan,
                "sisa": (jadwal.batas - hari_ini).days,
                "milik": [r for r in ringkas if r.unit.pk in kunci],
                "dikembalikan": [r for r in ringkas if r.unit.pk in kunci and r.status == Status.RETURNED],
                "menunggu": [r for r in ringkas if verifikasi and r.status == Status.SUBMITTED],
                "terlambat": [r for r in ringkas if r.terlambat(hari_ini)],
                "belum": [r for r in ringkas if r.status in EDITABLE or not r.status],
                "semua": ringkas,
            }
        )
    return kotak


@require_POST
def tahun_pilih(request: HttpRequest) -> HttpResponse:
    """Remember the perangkat daerah and the year the person chose, and go back to where they were chosen."""
    tahun = request.POST.get("tahun", "")
    if tahun.isdecimal() and len(tahun) == 4 and 2000 <= int(tahun) <= 2100:
        request.session[SESSION_TAHUN] = int(tahun)
    if permissions.visible_perangkat_daerah(request.user).filter(kode=request.POST.get("pd", "")).exists():
        request.session[SESSION_PD] = request.POST["pd"]
    tujuan = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(tujuan, {request.get_host()}, require_https=request.is_secure()):
        tujuan = "/"
    # A year in the address would win over the one just chosen.
    return redirect(tujuan.split("?")[0])
