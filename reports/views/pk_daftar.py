"""The agreements of every level of one year, one by one or all in one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah, RencanaTahunan, UnitKerja
from indicators.permissions import Ability
from reports import services
from reports.builders import pk_semua
from reports.builders.permintaan import Permintaan
from reports.daftar import Keadaan, Versi, halaman_dokumen, keadaan_of
from reports.models import Dokumen, JenisDokumen
from reports.selectors import perjanjian_selesai, rencana_disahkan
from reports.views.base import KEPALA_DAERAH, belum_lengkap, pd_or_404, permintaan_of


@dataclass(frozen=True)
class BarisPk:
    """One agreement of a plan: its parties, what is missing of it, what asks for it, and the finished document."""

    satu: pk_semua.SatuPk
    tanya: str  # the query of its address
    versi: Versi | None  # the finished document that counts

    @property
    def keadaan(self) -> Keadaan:
        """How far the agreement has come."""
        if self.versi is not None:
            return self.versi.keadaan
        return Keadaan.BELUM if self.satu.kekurangan else Keadaan.SIAP

    @property
    def dokumen(self) -> Dokumen | None:
        """The finished document."""
        return self.versi.dokumen if self.versi else None


@dataclass(frozen=True)
class KelompokPk:
    """The agreements of one plan, and the units that have none for want of an official."""

    rencana: RencanaTahunan
    baris: list[BarisPk]
    tanpa_pejabat: list[UnitKerja]

    @property
    def ada(self) -> bool:
        """Whether any of them can be made."""
        return any(not b.satu.kekurangan for b in self.baris)


@require_GET
def pk_daftar(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The agreements of every level of one year, murni and perubahan; `?semua` with a plan: all of them in one PDF."""
    pd = pd_or_404(request, kode, tahun)
    if "semua" in request.GET:
        return _pk_semua(request, pd, tahun)
    selesai = perjanjian_selesai(pd, tahun)
    return render(
        request,
        "reports/pk_daftar.html",
        {
            "perangkat_daerah": pd,
            "tahun": tahun,
            "kelompok": [_kelompok_pk(pd, r, selesai) for r in rencana_disahkan(pd, tahun)],
            "boleh_selesai": permissions.can(request.user, Ability.FINALIZE_DOKUMEN, pd),
        },
    )


def _kelompok_pk(pd: PerangkatDaerah, rencana: RencanaTahunan, selesai: Mapping[pk_semua.Kunci, Dokumen]) -> KelompokPk:
    daftar_pk = pk_semua.daftar(Permintaan(pd, rencana.tahun, rencana=rencana), kepala_daerah=_dengan_kepala(pd))
    baris = []
    for satu in daftar_pk.semua:
        tanya: dict[str, object] = {"rencana": rencana.pk}
        if satu.permintaan.unit:
            tanya["unit"] = satu.permintaan.unit.kode
        elif satu.permintaan.kepala_daerah:
            tanya["pihak"] = KEPALA_DAERAH
        dokumen = selesai.get(satu.kunci)
        versi = Versi(dokumen, keadaan_of(dokumen), halaman_dokumen(dokumen)) if dokumen else None
        baris.append(BarisPk(satu, urlencode(tanya), versi))
    return KelompokPk(rencana, baris, daftar_pk.tanpa_pejabat)


def _dengan_kepala(pd: PerangkatDaerah) -> bool:
    """The agreement of the regency's head is prepared by the Setda."""
    return pd.jenis == PerangkatDaerah.Jenis.SETDA


def _pk_semua(request: HttpRequest, pd: PerangkatDaerah, tahun: int) -> HttpResponse:
    """Every agreement of the list that can be made, as one file."""
    rencana = permintaan_of(request, pd, tahun, JenisDokumen.PK).rencana
    minta = Permintaan(pd, tahun, rencana=rencana)
    try:
        isi, _ = services.perjanjian_semua_draft(minta, kepala_daerah=_dengan_kepala(pd))
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
