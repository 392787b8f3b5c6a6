"""The agreements of every level of one year, one by one or all in one file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah
from indicators.permissions import Ability
from reports import services
from reports.builders import identitas
from reports.builders.permintaan import Permintaan
from reports.daftar_pk import KEADAAN, daftar_pk, dengan_kepala_daerah, saring
from reports.ekspor.daftar_pk import daftar_pk_xlsx
from reports.ekspor.xlsx import TIPE
from reports.models import JenisDokumen
from reports.views.base import belum_lengkap, pd_or_404, permintaan_of
from sakip.lib.unduhan import PDF, kirim


@require_GET
def pk_daftar(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The agreements of every level of one year, murni and perubahan; `?semua` with a plan: all of them in one PDF.

    `?cari=` and `?keadaan=` leave only some of them.
    """
    pd = pd_or_404(request, kode, tahun)
    if "semua" in request.GET:
        return _pk_semua(request, pd, tahun)
    semua, saringan = daftar_pk(pd, tahun), _saringan(request)
    kelompok = saring(semua, **saringan)
    halaman = {
        "perangkat_daerah": pd,
        "tahun": tahun,
        "kelompok": kelompok,
        "jumlah": sum(len(k.baris) for k in kelompok),
        "pilihan": [(k.value, kata) for k, kata in KEADAAN.items()],
        "saringan": saringan,
        "disaring": any(saringan.values()),
        "boleh_selesai": permissions.can(request.user, Ability.FINALIZE_DOKUMEN, pd),
    }
    return render(request, "reports/pk_daftar.html", halaman)


@require_GET
def pk_daftar_xlsx(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The same list, filtered in the same way, as a workbook."""
    pd = pd_or_404(request, kode, tahun)
    isi = daftar_pk_xlsx(identitas.nama_lengkap(pd), tahun, saring(daftar_pk(pd, tahun), **_saringan(request)))
    return kirim(isi, f"daftar-pk-{pd.kode}-{tahun}.xlsx", TIPE)


def _saringan(request: HttpRequest) -> dict[str, str]:
    """What the list is filtered by; an unknown state filters nothing."""
    keadaan = request.GET.get("keadaan", "")
    return {"cari": request.GET.get("cari", "").strip()[:100], "keadaan": keadaan if keadaan in set(KEADAAN) else ""}


def _pk_semua(request: HttpRequest, pd: PerangkatDaerah, tahun: int) -> HttpResponse:
    """Every agreement of the list that can be made, as one file."""
    rencana = permintaan_of(request, pd, tahun, JenisDokumen.PK).rencana
    minta = Permintaan(pd, tahun, rencana=rencana)
    try:
        isi, _ = services.perjanjian_semua_draft(minta, kepala_daerah=dengan_kepala_daerah(pd))
    except DomainError as error:
        return belum_lengkap(request, pd, tahun, error)
    return kirim(isi, f"draf-pk-semua-{pd.kode}-{tahun}.pdf", PDF)
