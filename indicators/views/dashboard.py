"""Dasbor: from the regency to a single figure in at most three clicks."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.audit_texts import kalimat, perubahan
from indicators.models import Indikator, PerangkatDaerah
from indicators.permissions import Ability
from indicators.selectors import dashboard
from indicators.selectors.ikhtisar import ikhtisar
from indicators.selectors.jejak import riwayat_indikator
from indicators.selectors.kartu_indikator import kartu_indikator, tulisan_rumus
from indicators.views.base import konteks, konteks_or_404, unit_or_404
from sakip.lib.numbers import romawi

TRIWULAN = [(nomor, romawi(nomor)) for nomor in (1, 2, 3, 4)]

JEJAK_DI_HALAMAN = 20
"""How many lines of the trail stand on the page of an indikator; the rest is one click away."""


@require_GET
def dasbor(request: HttpRequest) -> HttpResponse:
    """The dashboard of one perangkat daerah; for a person of the regency without `?pd=`, the list of all."""
    permissions.require(request.user, Ability.VIEW)
    if "pd" not in request.GET and _melihat_daerah(request):
        semua = list(permissions.visible_perangkat_daerah(request.user).select_related("pemerintah_daerah"))
        if len(semua) != 1:
            return _ikhtisar(request, semua)
    here = konteks_or_404(request)
    assert here.perangkat_daerah is not None  # noqa: S101  konteks_or_404 has answered otherwise
    lingkup = dashboard.lingkup_for(
        request.user,
        perangkat_daerah=here.perangkat_daerah,
        tahun=here.tahun,
        jadwal=here.jadwal,
        hari_ini=request.hari_ini,  # type: ignore[attr-defined]
        sampai=_sampai_or_404(request),
    )
    return render(
        request,
        "indicators/dasbor.html",
        {
            "d": dashboard.dasbor(lingkup),
            "lingkup": lingkup,
            "triwulan_pilihan": TRIWULAN,
            "desimal_anggaran": here.perangkat_daerah.pemerintah_daerah.desimal_anggaran,
            "tahun_lain": [t for t in here.tahun_pilihan if t < here.tahun][:1],
            "ke_daerah": _melihat_daerah(request),
        },
    )


@require_GET
def dasbor_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure of one unit and of the units below it."""
    unit = unit_or_404(request, pk)
    here = konteks_or_404(request, unit.perangkat_daerah)
    bawahan = permissions.visible_units(request.user).filter(jalur__startswith=unit.jalur).exclude(pk=unit.pk)
    lingkup = dashboard.lingkup_for(
        request.user,
        perangkat_daerah=unit.perangkat_daerah,
        tahun=here.tahun,
        jadwal=here.jadwal,
        hari_ini=request.hari_ini,  # type: ignore[attr-defined]
        sampai=_sampai_or_404(request),
        units=[unit, *bawahan.order_by("urutan", "nama")],
    )
    return render(
        request,
        "indicators/dasbor_unit.html",
        {
            "d": dashboard.dasbor_unit(lingkup),
            "unit": unit,
            "lingkup": lingkup,
            "triwulan_pilihan": TRIWULAN,
            "desimal_anggaran": unit.perangkat_daerah.pemerintah_daerah.desimal_anggaran,
        },
    )


@require_GET
def dasbor_indikator(request: HttpRequest, pk: int) -> HttpResponse:
    """Definition, targets, realisasi by quarter and year, evidence and trail of one indikator."""
    indikator = (
        Indikator.objects.visible_to(request.user)
        .select_related(
            "periode",
            "satuan",
            "skala",
            "unit_kerja",
            "perangkat_daerah__pemerintah_daerah",
            "tujuan",
            "sasaran",
            "program",
            "kegiatan",
            "sub_kegiatan",
        )
        .filter(pk=pk)
        .first()
    )
    if indikator is None:
        raise Http404("Indikator tidak ditemukan.")
    here = konteks_or_404(request, indikator.perangkat_daerah)
    sampai = _sampai_or_404(request) or dashboard.triwulan_terakhir(here.jadwal, here.tahun)
    events = list(riwayat_indikator(indikator.pk, here.tahun)[: JEJAK_DI_HALAMAN + 1])
    return render(
        request,
        "indicators/dasbor_indikator.html",
        {
            "k": kartu_indikator(indikator, here.tahun, sampai),
            "i": indikator,
            "tahun": here.tahun,
            "variabel": list(indikator.variabel.all()),
            "rumus": tulisan_rumus(indikator),
            "variabel_rumus": list(indikator.variabel_rumus.all()) if indikator.ekspresi else [],
            "dapat_rumus": permissions.can(request.user, Ability.EDIT_CASCADE, indikator.perangkat_daerah),
            "jejak": [(e, kalimat(e.aksi), perubahan(e)) for e in events[:JEJAK_DI_HALAMAN]],
            "jejak_terpotong": len(events) > JEJAK_DI_HALAMAN,
        },
    )


def _ikhtisar(request: HttpRequest, semua: Sequence[PerangkatDaerah]) -> HttpResponse:
    here = konteks(request)
    if request.GET.get("tahun", str(here.tahun)) != str(here.tahun):
        raise Http404("Tahun tidak ada.")
    return render(
        request,
        "indicators/dasbor_daerah.html",
        {"rows": ikhtisar(semua, here.tahun), "tahun": here.tahun, "tahun_pilihan": here.tahun_pilihan},
    )


def _melihat_daerah(request: HttpRequest) -> bool:
    """Whether the person sees whole regencies; for others the list of perangkat daerah does not arise."""
    return any(s.pemerintah_daerah_id for s in permissions.scopes(request.user, Ability.VIEW))


def _sampai_or_404(request: HttpRequest) -> int | None:
    """The quarter of the address (`?tw=`), None when it names none."""
    tw = request.GET.get("tw", "")
    if tw and tw not in ("1", "2", "3", "4"):
        raise Http404("Triwulan tidak ada.")
    return int(tw) if tw else None
