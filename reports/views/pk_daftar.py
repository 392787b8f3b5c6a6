"""The agreements of every level of one year, one by one or all in one file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah
from indicators.permissions import Ability
from reports import services
from reports.builders.permintaan import Permintaan
from reports.daftar_pk import daftar_pk, dengan_kepala_daerah
from reports.models import JenisDokumen
from reports.views.base import belum_lengkap, pd_or_404, permintaan_of


@require_GET
def pk_daftar(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The agreements of every level of one year, murni and perubahan; `?semua` with a plan: all of them in one PDF."""
    pd = pd_or_404(request, kode, tahun)
    if "semua" in request.GET:
        return _pk_semua(request, pd, tahun)
    return render(
        request,
        "reports/pk_daftar.html",
        {
            "perangkat_daerah": pd,
            "tahun": tahun,
            "kelompok": daftar_pk(pd, tahun),
            "boleh_selesai": permissions.can(request.user, Ability.FINALIZE_DOKUMEN, pd),
        },
    )


def _pk_semua(request: HttpRequest, pd: PerangkatDaerah, tahun: int) -> HttpResponse:
    """Every agreement of the list that can be made, as one file."""
    rencana = permintaan_of(request, pd, tahun, JenisDokumen.PK).rencana
    minta = Permintaan(pd, tahun, rencana=rencana)
    try:
        isi, _ = services.perjanjian_semua_draft(minta, kepala_daerah=dengan_kepala_daerah(pd))
    except DomainError as error:
        return belum_lengkap(request, pd, tahun, error)
    nama = f"draf-pk-semua-{pd.kode}-{tahun}.pdf"
    return HttpResponse(
        isi,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, nama) or "attachment",
            "Cache-Control": "private, no-store",
        },
    )
