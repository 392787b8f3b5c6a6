"""The documents of a perangkat daerah and year: what there is, what is missing, drafts, finishing, finished files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from indicators import permissions
from indicators.exceptions import DomainError, NotAllowed
from indicators.models import PerangkatDaerah, RencanaTahunan, UnitKerja
from indicators.permissions import Ability
from indicators.views.base import konteks
from reports import services
from reports.builders import BERNARASI, LAMBAT, REGISTRY, perjanjian_kinerja, pk_semua
from reports.builders.permintaan import Permintaan
from reports.forms import FinalisasiForm
from reports.models import Dokumen, JenisDokumen
from reports.views.base import KEPALA_DAERAH, belum_lengkap, jenis_or_404, pd_or_404, permintaan_of


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


@dataclass(frozen=True)
class BarisPk:
    """One agreement of a plan: its parties, what is missing of it, what asks for it, and the finished document."""

    satu: pk_semua.SatuPk
    tanya: str  # the query of its address
    dokumen: Dokumen | None


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
    rencana = RencanaTahunan.objects.filter(
        perangkat_daerah=pd, tahun=tahun, status=RencanaTahunan.Status.APPROVED
    ).order_by("urutan")
    selesai = Dokumen.objects.filter(
        perangkat_daerah=pd, tahun=tahun, jenis=JenisDokumen.PK, perjanjian_kinerja__isnull=False
    )
    per_kunci = {
        pk_semua.kunci_of(d.perjanjian_kinerja): d  # type: ignore[arg-type]
        for d in selesai.select_related("perjanjian_kinerja__pihak_pertama").order_by("pk")
    }
    return render(
        request,
        "reports/pk_daftar.html",
        {
            "perangkat_daerah": pd,
            "tahun": tahun,
            "kelompok": [_kelompok_pk(pd, r, per_kunci) for r in rencana],
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
        baris.append(BarisPk(satu, urlencode(tanya), selesai.get(satu.kunci)))
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


@require_GET
def pratinjau(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """The draft as it would be made now, in the browser."""
    return _draf(request, kode, tahun, jenis, unduh=False)


@require_GET
def unduh(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """The draft as a file."""
    return _draf(request, kode, tahun, jenis, unduh=True)


def _draf(request: HttpRequest, kode: str, tahun: int, jenis: str, *, unduh: bool) -> HttpResponse:
    pd, jenis = pd_or_404(request, kode, tahun), jenis_or_404(jenis)
    permintaan = permintaan_of(request, pd, tahun, jenis)
    try:
        isi = services.dokumen_draft(jenis, permintaan)
    except DomainError as error:
        return belum_lengkap(request, pd, tahun, error)
    siapa = KEPALA_DAERAH if permintaan.kepala_daerah else permintaan.unit.kode if permintaan.unit else ""
    nama = "-".join(filter(None, ["draf", jenis, pd.kode, siapa, str(tahun)])) + ".pdf"
    return HttpResponse(
        isi,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(unduh, nama) or "inline",
            "Cache-Control": "private, no-store",
        },
    )


@require_http_methods(["GET", "POST"])
def finalisasi(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """Number and date, then the document is finished and frozen."""
    pd, jenis = pd_or_404(request, kode, tahun, Ability.FINALIZE_DOKUMEN), jenis_or_404(jenis)
    permintaan = permintaan_of(request, pd, tahun, jenis)
    builder = REGISTRY[jenis]
    perubahan = jenis == JenisDokumen.PK and perjanjian_kinerja.is_perubahan(permintaan)
    form = FinalisasiForm(request.POST or None, nomor_wajib=builder.NOMOR_WAJIB, perubahan=perubahan)
    if request.method == "POST" and form.is_valid() and _selesaikan(request, jenis, permintaan, form):
        return redirect(f"{reverse('reports:daftar')}?pd={pd.kode}&tahun={tahun}")
    return render(
        request,
        "reports/finalisasi.html",
        {
            "perangkat_daerah": pd,
            "tahun": tahun,
            "jenis": jenis,
            "judul_dokumen": builder.judul(permintaan),
            "kekurangan": builder.periksa(permintaan),
            "digantikan": _akan_digantikan(permintaan, jenis),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def _selesaikan(request: HttpRequest, jenis: JenisDokumen, permintaan: Permintaan, form: FinalisasiForm) -> bool:
    """Finish the document; a refusal becomes an error of the form."""
    nomor, tanggal = form.cleaned_data["nomor"], form.cleaned_data["tanggal"]
    minta = replace(permintaan, nomor=nomor, tanggal=tanggal, final=True)
    if "alasan" in form.cleaned_data and (perjanjian := perjanjian_kinerja.perjanjian_of(minta)):
        perjanjian.alasan = form.cleaned_data["alasan"]
        minta = replace(minta, perjanjian=perjanjian)
    try:
        dokumen = services.dokumen_finalize(jenis=jenis, permintaan=minta, by=request.user)  # type: ignore[arg-type]
    except DomainError as error:
        for kalimat in [str(error), *getattr(error, "kekurangan", [])]:
            form.add_error(None, kalimat)
        return False
    messages.success(request, f"{dokumen.judul} selesai dan dibekukan.")
    return True


def _akan_digantikan(permintaan: Permintaan, jenis: JenisDokumen) -> Dokumen | None:
    return (
        Dokumen.objects.filter(
            perangkat_daerah=permintaan.perangkat_daerah,
            jenis=jenis,
            periode_kunci=REGISTRY[jenis].periode_kunci(permintaan),
            status__in=[Dokumen.Status.FINAL, Dokumen.Status.SIGNED],
        )
        .order_by("-pk")
        .first()
    )


@require_GET
def berkas(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The frozen PDF of a finished document, as it was stored; refused when the file is no longer that one."""
    dokumen = Dokumen.objects.visible_to(request.user, Ability.VIEW_DOKUMEN).filter(pk=pk).first()
    if dokumen is None or not dokumen.pdf or not dokumen.pdf.storage.exists(str(dokumen.pdf.name)):
        raise Http404("Dokumen tidak ditemukan.")
    if not services.utuh(dokumen):
        raise DomainError("Berkas dokumen ini berubah sejak diselesaikan. Laporkan kepada pengelola aplikasi.")
    nama = f"{dokumen.jenis}-{dokumen.periode_kunci}.pdf"
    response = FileResponse(dokumen.pdf.open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header("unduh" in request.GET, nama) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response
