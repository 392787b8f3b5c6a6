"""What the document pages share: the perangkat daerah of the address, the kind, the request to the builder."""

from dataclasses import replace

from django.db.models import SlugField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah, RencanaTahunan
from indicators.permissions import Ability
from indicators.selectors.rencana import rencana_approved
from indicators.views.base import konteks
from reports.builders import BERTRIWULAN, REGISTRY, laporan_triwulan, perjanjian_kinerja
from reports.builders.permintaan import Permintaan
from reports.daftar_pk import KEPALA_DAERAH
from reports.models import JenisDokumen
from sakip.lib.prepared import Prepared, Slot

TAHUN_AWAL, TAHUN_AKHIR = 2000, 2100
"""The years a plan can have (`TahunField`)."""


def pd_or_404(request: HttpRequest, kode: str, tahun: int, ability: Ability = Ability.VIEW_DOKUMEN) -> PerangkatDaerah:
    """A perangkat daerah whose documents the person may see, as a whole; 404 otherwise, NotAllowed for the rest.

    The frame of the page speaks of this perangkat daerah and year.
    """
    if not TAHUN_AWAL <= tahun <= TAHUN_AKHIR:
        raise Http404("Tahun tidak ada.")
    pd = PD_SATU.first(kode=kode)
    if pd is None or not permissions.can(request.user, Ability.VIEW_DOKUMEN, pd):
        raise Http404("Perangkat daerah tidak ditemukan.")
    if ability is not Ability.VIEW_DOKUMEN:
        permissions.require(request.user, ability, pd)
    bingkai(request, pd, tahun)
    return pd


def bingkai(request: HttpRequest, pd: PerangkatDaerah, tahun: int) -> None:
    """Let the frame of the page speak of a perangkat daerah and year."""
    request._konteks = replace(konteks(request, pd), tahun=tahun)  # type: ignore[attr-defined]


PD_SATU: Prepared[PerangkatDaerah] = Prepared(
    lambda: PerangkatDaerah.objects.filter(kode=Slot("kode", SlugField())).select_related("pemerintah_daerah")
)


def jenis_or_404(jenis: str) -> JenisDokumen:
    """A kind of document that has a builder."""
    if jenis not in REGISTRY:
        raise Http404("Jenis dokumen tidak dikenal.")
    return JenisDokumen(jenis)


def permintaan_of(request: HttpRequest, pd: PerangkatDaerah, tahun: int, jenis: str) -> Permintaan:
    """What the address asks for.

    Of a Perjanjian Kinerja `?rencana=` chooses the plan, `?unit=` the agreement of that unit's head,
    `?pihak=kepala-daerah` that of the regency's head. `?triwulan=` chooses the quarter of a document that speaks of
    one. 404 for what this perangkat daerah does not have.
    """
    permintaan = Permintaan(pd, tahun)
    if jenis in BERTRIWULAN:
        return replace(permintaan, triwulan=_triwulan(permintaan, jenis, request.GET.get("triwulan", "")))
    if jenis != JenisDokumen.PK:
        return permintaan
    rencana = _rencana(pd, tahun, request.GET.get("rencana", ""))
    permintaan = replace(permintaan, rencana=rencana)
    if kode := request.GET.get("unit", ""):
        unit = pd.unit_kerja.filter(kode=kode).first()
        if unit is None:
            raise Http404("Unit kerja tidak ditemukan.")
        return replace(permintaan, unit=unit)
    if request.GET.get("pihak") == KEPALA_DAERAH:
        return replace(permintaan, kepala_daerah=True)
    if rencana is None:
        return permintaan
    return replace(permintaan, perjanjian=perjanjian_kinerja.perjanjian_untuk(permintaan, rencana))


def _triwulan(permintaan: Permintaan, jenis: str, nomor: str) -> int:
    """The quarter the address names, 404 for anything but 1 to 4.

    Without one: the last quarter of the year that was opened for the quarterly report, the whole year (0) for the
    evaluation of the Renja.
    """
    if not nomor:
        return laporan_triwulan.triwulan_of(permintaan).nomor if jenis == JenisDokumen.TRIWULAN else 0
    if nomor not in ("1", "2", "3", "4"):
        raise Http404("Triwulan tidak ada.")
    return int(nomor)


def _rencana(pd: PerangkatDaerah, tahun: int, nomor: str) -> RencanaTahunan | None:
    """The approved plan the address names; None when it names none."""
    if not nomor:
        return None
    rencana = next((r for r in rencana_approved(pd.pk, [tahun]) if str(r.pk) == nomor), None)
    if rencana is None:
        raise Http404("Rencana tidak ditemukan.")
    return rencana


def belum_lengkap(request: HttpRequest, pd: PerangkatDaerah, tahun: int, error: DomainError) -> HttpResponse:
    """What a document that cannot be made still lacks."""
    halaman = {"perangkat_daerah": pd, "tahun": tahun, "pesan": str(error)}
    halaman["kekurangan"] = getattr(error, "kekurangan", [])
    return render(request, "reports/belum_lengkap.html", halaman, status=error.kode_http)
