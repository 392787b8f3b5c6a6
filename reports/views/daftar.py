"""The documents of a perangkat daerah and year: what there is, what is missing, what is finished."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.exceptions import NotAllowed
from indicators.permissions import Ability
from indicators.views.base import konteks
from reports.builders import BERNARASI, LAMBAT, REGISTRY
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen, JenisDokumen


@dataclass(frozen=True)
class Kartu:
    """One kind of document on the list: what is missing, and the finished ones, newest first."""

    jenis: JenisDokumen
    judul: str
    kekurangan: list[str]
    selesai: list[Dokumen]
    ada_narasi: bool
    lambat: bool


@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """Every kind of document of the active perangkat daerah and year."""
    permissions.require(request.user, Ability.VIEW_DOKUMEN)
    visible = permissions.visible_perangkat_daerah(request.user, Ability.VIEW_DOKUMEN, whole=True)
    pilihan = list(visible.select_related("pemerintah_daerah").order_by("pemerintah_daerah__nama", "nama"))
    if not pilihan:
        raise NotAllowed("Dokumen hanya terlihat oleh yang berperan atas seluruh perangkat daerah.")
    here = konteks(request)
    pd = next((p for p in pilihan if p == here.perangkat_daerah), pilihan[0])
    selesai = list(Dokumen.objects.filter(perangkat_daerah=pd, tahun=here.tahun).order_by("-pk"))
    return render(
        request,
        "reports/daftar.html",
        {
            "perangkat_daerah": pd,
            "tahun": here.tahun,
            "pilihan": pilihan,
            "kartu": [_kartu(jenis, Permintaan(pd, here.tahun), selesai) for jenis in REGISTRY],
            "boleh_selesai": permissions.can(request.user, Ability.FINALIZE_DOKUMEN, pd),
            "boleh_narasi": permissions.can(request.user, Ability.WRITE_NARASI, pd),
        },
    )


def _kartu(jenis: str, permintaan: Permintaan, selesai: list[Dokumen]) -> Kartu:
    builder, kekurangan = REGISTRY[jenis], REGISTRY[jenis].periksa(permintaan)
    return Kartu(
        jenis=JenisDokumen(jenis),
        judul=builder.judul(permintaan),
        kekurangan=kekurangan,
        selesai=[d for d in selesai if d.jenis == jenis],
        ada_narasi=not kekurangan and jenis in BERNARASI,
        lambat=jenis in LAMBAT,
    )
