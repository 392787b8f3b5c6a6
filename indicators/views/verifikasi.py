"""Verifikasi: the queue of a quarter, one sheet to check, and opening and closing the quarter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators import permissions
from indicators.exceptions import Incomplete, InvalidValue
from indicators.forms import AlasanForm, BukaTriwulanForm, KembalikanForm, PerpanjanganForm
from indicators.models import Status
from indicators.permissions import Ability
from indicators.selectors.isian import lembar_isian
from indicators.selectors.lembar import lembar_ringkas
from indicators.selectors.lembar_isian import LembarIsian
from indicators.selectors.pengingat import belum_masuk_dengan_pengisi
from indicators.services.tenggat import tenggat_perpanjang
from indicators.services.verifikasi import realisasi_transition, triwulan_close, triwulan_open, triwulan_reopen
from indicators.tasks import kabarkan
from indicators.views.base import konteks, pelaku, perangkat_daerah_or_404, triwulan_or_404, unit_or_404
from sakip.lib.numbers import format_tanggal
from sakip.lib.periods import Triwulan


@require_GET
def verifikasi_antrean(request: HttpRequest) -> HttpResponse:
    """The sheets of one quarter, those that wait first, with the quarter's own state and actions."""
    here = konteks(request)
    permissions.require(request.user, Ability.VERIFY, here.perangkat_daerah)
    pd = here.perangkat_daerah
    assert pd is not None  # noqa: S101  require() has refused otherwise
    tw = request.GET.get("tw", "")
    terbuka = here.terbuka()
    nomor = int(tw) if tw in ("1", "2", "3", "4") else (terbuka[-1].triwulan if terbuka else 4)
    triwulan = Triwulan(here.tahun, nomor)
    jadwal = here.jadwal_untuk(here.tahun, nomor)
    ringkas = lembar_ringkas(perangkat_daerah=pd, triwulan=triwulan, jadwal=jadwal)
    urutan = {Status.SUBMITTED: 0, Status.RETURNED: 1, Status.DRAFT: 2, "": 3, Status.VERIFIED: 4}
    ringkas.sort(key=lambda r: (urutan[r.status], r.unit.urutan))
    return render(
        request,
        "indicators/verifikasi_antrean.html",
        {
            "perangkat_daerah": pd,
            "jadwal_tahun": [j for j in here.jadwal if j.tahun == here.tahun],
            "triwulan": triwulan,
            "jadwal": jadwal,
            "baris": [(r, r.terlambat(request.hari_ini)) for r in ringkas],  # type: ignore[attr-defined]
            "belum": belum_masuk_dengan_pengisi(ringkas) if "pengisi" in request.GET else [],
            "menunggu": sum(r.status == Status.SUBMITTED for r in ringkas),
            "selesai": sum(r.status == Status.VERIFIED for r in ringkas),
            "boleh_menutup": permissions.can(request.user, Ability.OPEN_TRIWULAN, pd),
            "form_buka": BukaTriwulanForm(instance=jadwal),
            "form_alasan": AlasanForm(),
        },
    )


@require_http_methods(["GET", "POST"])
def verifikasi_lembar(request: HttpRequest, tahun: int, tw: int, unit: int) -> HttpResponse:
    """One submitted sheet beside its former values; POST verifies it or sends it back with notes."""
    triwulan = triwulan_or_404(tahun, tw)
    own = unit_or_404(request, unit, Ability.VERIFY)
    here = konteks(request, own.perangkat_daerah)
    form = KembalikanForm(request.POST if request.POST.get("tindakan") == "return" else None)
    if request.method == "POST":
        action = "return" if request.POST.get("tindakan") == "return" else "verify"
        if action == "verify" or form.is_valid():
            realisasi_transition(
                action=action,
                unit=own,
                triwulan=triwulan,
                by=pelaku(request),
                note=form.cleaned_data["catatan"] if action == "return" else "",
                row_notes=_row_notes(request),
            )
            kabarkan.enqueue()
            kata = "diverifikasi" if action == "verify" else "dikembalikan kepada pengisi"
            messages.success(request, f"Lembar {own.nama} {kata}.")
            return redirect(f"{reverse('indicators:verifikasi_antrean')}?tw={tw}&tahun={tahun}")
    return _render_lembar(request, lembar_isian(own, triwulan, here.jadwal_untuk(tahun, tw)), form, PerpanjanganForm())


def _render_lembar(
    request: HttpRequest, isian: LembarIsian, form: KembalikanForm, form_tenggat: PerpanjanganForm
) -> HttpResponse:
    triwulan = isian.triwulan
    context = {
        "isian": isian,
        "form": form,
        "form_tenggat": form_tenggat,
        "boleh_memperpanjang": isian.terbuka
        and isian.dapat_diajukan
        and permissions.can(request.user, Ability.OPEN_TRIWULAN, isian.unit.perangkat_daerah),
        "tw_lalu": [Triwulan(triwulan.tahun, n) for n in range(1, triwulan.nomor)],
    }
    status = 422 if form.errors or form_tenggat.errors else 200
    return render(request, "indicators/verifikasi_lembar.html", context, status=status)


@require_POST
def tenggat(request: HttpRequest, tahun: int, tw: int, unit: int) -> HttpResponse:
    """More time for one unit, or (`cabut`) no longer; the reason stays in the trail."""
    triwulan = triwulan_or_404(tahun, tw)
    own = unit_or_404(request, unit, Ability.OPEN_TRIWULAN)
    here = konteks(request, own.perangkat_daerah)
    cabut = "cabut" in request.POST
    form = PerpanjanganForm(request.POST)
    if cabut:
        form.fields["sampai"].required = False
    if form.is_valid():
        sampai = None if cabut else form.cleaned_data["sampai"]
        try:
            tenggat_perpanjang(
                unit=own, triwulan=triwulan, sampai=sampai, alasan=form.cleaned_data["alasan"], by=pelaku(request)
            )
        except InvalidValue as error:
            form.add_error("sampai", str(error))
        else:
            kata = f"diperpanjang sampai {format_tanggal(sampai)}" if sampai else "kembali ke batas semula"
            messages.success(request, f"Waktu pengisian {own.nama} {kata}.")
            return redirect("indicators:verifikasi_lembar", tahun=tahun, tw=tw, unit=unit)
    isian = lembar_isian(own, triwulan, here.jadwal_untuk(tahun, tw))
    return _render_lembar(request, isian, KembalikanForm(), form)


def _row_notes(request: HttpRequest) -> dict[tuple[str, int], str]:
    """The notes at rows: controls named catatan-realisasi-<pk> and catatan-anggaran-<pk>."""
    notes = {}
    for name, text in request.POST.items():
        parts = name.split("-")
        if len(parts) == 3 and parts[0] == "catatan" and parts[1] in ("realisasi", "anggaran") and parts[2].isdecimal():
            notes[parts[1], int(parts[2])] = str(text)
    return notes


def _back(tahun: int, tw: int) -> HttpResponse:
    return redirect(f"{reverse('indicators:verifikasi_antrean')}?tw={tw}&tahun={tahun}")


@require_POST
def triwulan_buka(request: HttpRequest, pd: str, tahun: int, tw: int) -> HttpResponse:
    """Open a quarter until the deadline given."""
    triwulan = triwulan_or_404(tahun, tw)
    perangkat_daerah = perangkat_daerah_or_404(request, pd, Ability.OPEN_TRIWULAN)
    form = BukaTriwulanForm(request.POST)
    if form.is_valid():
        triwulan_open(
            perangkat_daerah=perangkat_daerah,
            triwulan=triwulan,
            batas=form.cleaned_data["batas"],
            by=pelaku(request),
        )
        messages.success(request, f"{triwulan} dibuka untuk pengisian.")
    else:
        messages.error(request, "Isi batas waktu pengisian dengan tanggal yang benar.")
    return _back(tahun, tw)


@require_POST
def triwulan_tutup(request: HttpRequest, pd: str, tahun: int, tw: int) -> HttpResponse:
    """Close a quarter; the units that are not verified yet are named."""
    triwulan = triwulan_or_404(tahun, tw)
    perangkat_daerah = perangkat_daerah_or_404(request, pd, Ability.OPEN_TRIWULAN)
    try:
        triwulan_close(perangkat_daerah=perangkat_daerah, triwulan=triwulan, by=pelaku(request))
        messages.success(request, f"{triwulan} ditutup. Nilainya menjadi dasar dokumen.")
    except Incomplete as error:
        messages.error(request, f"{error} {'; '.join(error.kekurangan)}.")
    return _back(tahun, tw)


@require_POST
def triwulan_buka_kembali(request: HttpRequest, pd: str, tahun: int, tw: int) -> HttpResponse:
    """Open a closed quarter again, with the reason that the trail keeps."""
    triwulan = triwulan_or_404(tahun, tw)
    perangkat_daerah = perangkat_daerah_or_404(request, pd, Ability.OPEN_TRIWULAN)
    form = AlasanForm(request.POST)
    if form.is_valid():
        triwulan_reopen(
            perangkat_daerah=perangkat_daerah,
            triwulan=triwulan,
            alasan=form.cleaned_data["alasan"],
            by=pelaku(request),
        )
        messages.success(request, f"{triwulan} dibuka kembali.")
    else:
        messages.error(request, "Tulis alasannya; alasan ini tercatat dalam jejak audit.")
    return _back(tahun, tw)
