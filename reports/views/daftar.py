"""The documents of a perangkat daerah and year: what there is, what is missing, what is finished."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.exceptions import NotAllowed
from indicators.models import PerangkatDaerah
from indicators.permissions import Ability
from indicators.views.base import konteks, pelaku
from reports import izin
from reports.daftar import daftar as daftar_dokumen
from reports.daftar import perjanjian_seunit


@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """Every kind of document of the active perangkat daerah and year, by the steps of the year's cycle."""
    permissions.require(request.user, Ability.VIEW_DOKUMEN)
    here = konteks(request)
    pilihan = [p for p in here.pd_pilihan if permissions.can(request.user, Ability.VIEW_DOKUMEN, p)]
    if here.perangkat_daerah not in pilihan and izin.berperan_seunit(request.user, Ability.VIEW_DOKUMEN):
        return _seunit(request, here.perangkat_daerah)
    if not pilihan:
        raise NotAllowed("Dokumen hanya terlihat oleh yang berperan atas seluruh perangkat daerah.")
    pd = next((p for p in pilihan if p == here.perangkat_daerah), pilihan[0])
    if request.GET.get("pd", pd.kode) != pd.kode:
        raise Http404("Perangkat daerah tidak ditemukan.")  # never silently the documents of another one
    jadwal = here.jadwal if pd == here.perangkat_daerah else None
    boleh_selesai = permissions.can(request.user, Ability.FINALIZE_DOKUMEN, pd)
    return render(
        request,
        "reports/daftar.html",
        {
            "perangkat_daerah": pd,
            "tahun": here.tahun,
            "pilihan": pilihan,
            "kelompok": daftar_dokumen(pd, here.tahun, boleh_selesai=boleh_selesai, jadwal=jadwal),
            "boleh_narasi": permissions.can(request.user, Ability.WRITE_NARASI, pd),
        },
    )


def _seunit(request: HttpRequest, pd: PerangkatDaerah | None) -> HttpResponse:
    """For a role on a unit: the finished agreements of that unit, of every year."""
    if pd is None or request.GET.get("pd", pd.kode) != pd.kode:
        raise Http404("Perangkat daerah tidak ditemukan.")
    halaman = {"perangkat_daerah": pd, "perjanjian": perjanjian_seunit(pelaku(request), pd)}
    return render(request, "reports/daftar_unit.html", halaman)
