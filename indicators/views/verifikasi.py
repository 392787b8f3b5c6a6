"""Verifikasi: the queue of a quarter, and one sheet to check."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators import permissions
from indicators.exceptions import InvalidValue
from indicators.forms import AlasanForm, BukaTriwulanForm, KembalikanForm, PerpanjanganForm
from indicators.models import JadwalPengisian, Status
from indicators.permissions import Ability
from indicators.selectors.isian import lembar_isian
from indicators.selectors.lembar import batas_berjalan, hari_terlambat, lembar_ringkas
from indicators.selectors.lembar_isian import LembarIsian
from indicators.selectors.pengingat import belum_masuk_dengan_pengisi
from indicators.services.tenggat import tenggat_perpanjang
from indicators.services.verifikasi import Baris as BarisLembar
from indicators.services.verifikasi import realisasi_transition
from indicators.services.verifikasi_sekaligus import verifikasi_tanpa_temuan
from indicators.tables import AntreanTabel
from indicators.tasks import kabarkan
from indicators.views.baris_periksa import BarisPeriksa
from indicators.views.base import is_htmx, konteks, pelaku, perangkat_daerah_or_404, triwulan_or_404, unit_or_404
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
    return render(
        request,
        "indicators/verifikasi_antrean.html",
        {
            "perangkat_daerah": pd,
            "jadwal_tahun": here.jadwal_tahun(),
            "triwulan": triwulan,
            "jadwal": jadwal,
            "table": AntreanTabel(request, ringkas),
            "jumlah": len(ringkas),
            "belum": belum_masuk_dengan_pengisi(ringkas) if "pengisi" in request.GET else [],
            "boleh_sekaligus": jadwal is not None and jadwal.status == JadwalPengisian.Status.OPEN,
            "menunggu": sum(r.status == Status.SUBMITTED for r in ringkas),
            "selesai": sum(r.status == Status.VERIFIED for r in ringkas),
            "boleh_menutup": permissions.can(request.user, Ability.OPEN_TRIWULAN, pd),
            "form_buka": BukaTriwulanForm(instance=jadwal),
            "form_alasan": AlasanForm(),
        },
    )


@require_http_methods(["GET", "POST"])
def verifikasi_lembar(request: HttpRequest, tahun: int, tw: int, unit: int) -> HttpResponse:
    """One submitted sheet beside its former values; POST verifies or returns it, or some of its rows."""
    triwulan = triwulan_or_404(tahun, tw)
    own = unit_or_404(request, unit, Ability.VERIFY)
    here = konteks(request, own.perangkat_daerah)
    jadwal = here.jadwal_untuk(tahun, tw)
    tindakan = request.POST.get("tindakan", "verify")
    form = KembalikanForm(request.POST if tindakan.startswith("return") else None)
    if request.method != "POST":
        return _render_lembar(request, lembar_isian(own, triwulan, jadwal), form, PerpanjanganForm())
    if tindakan.startswith("return"):
        return _kembalikan(request, lembar_isian(own, triwulan, jadwal), form, baris=tindakan == "return-baris")
    return _verifikasi(request, lembar_isian(own, triwulan, jadwal), tindakan)


def _kembalikan(request: HttpRequest, isian: LembarIsian, form: KembalikanForm, *, baris: bool) -> HttpResponse:
    """Send the sheet back, or (`baris`) only the rows that carry a note; refused, the page keeps what was typed."""
    notes = _row_notes(request)
    form.fields["catatan"].required = not baris
    if form.is_valid() and baris and not notes:
        form.add_error("catatan", "Tulis catatan pada baris yang akan dikembalikan, lalu pilih lagi tombol ini.")
    if form.errors:
        for b in isian.semua:
            if b.baris and (b.jenis, b.baris.pk) in notes:
                b.baris.catatan_verifikasi = notes[b.jenis, b.baris.pk]
        return _render_lembar(request, isian, form, PerpanjanganForm())
    realisasi_transition(
        action="return",
        unit=isian.unit,
        triwulan=isian.triwulan,
        by=pelaku(request),
        note=form.cleaned_data["catatan"],
        row_notes=notes,
        hanya=set(notes) if baris else None,
    )
    kabarkan.enqueue()
    apa = f"{len(notes)} baris lembar {isian.unit.nama}" if baris else f"Lembar {isian.unit.nama}"
    messages.success(request, f"{apa} dikembalikan kepada pengisi.")
    return _ke_antrean(isian.triwulan)


def _verifikasi(request: HttpRequest, isian: LembarIsian, tindakan: str) -> HttpResponse:
    """Verify the sheet (`verify`), its rows without findings (`verify-bersih`) or one row (`verify:realisasi-12`)."""
    hanya: set[BarisLembar] | None = None
    if tindakan == "verify-bersih":
        saya = pelaku(request).pk
        hanya = {(b.jenis, b.baris.pk) for b in isian.bersih if b.baris and b.baris.diisi_oleh_id != saya}
    elif tindakan.startswith("verify:"):
        hanya = {baris for baris in [_baris(tindakan.removeprefix("verify:").split("-"))] if baris}
    realisasi_transition(
        action="verify",
        unit=isian.unit,
        triwulan=isian.triwulan,
        by=pelaku(request),
        row_notes=_row_notes(request),
        hanya=hanya,
        dilihat=_dilihat(request),
    )
    kabarkan.enqueue()
    sesudah = lembar_isian(isian.unit, isian.triwulan, isian.jadwal)
    if hanya and is_htmx(request):
        return _render_baris(request, sesudah, hanya)
    if not sesudah.menunggu:
        messages.success(request, f"Lembar {isian.unit.nama} diverifikasi.")
        return _ke_antrean(isian.triwulan)
    messages.success(request, f"{len(hanya or ())} baris diverifikasi, {len(sesudah.menunggu)} masih menunggu.")
    return redirect(request.path)


def _render_baris(request: HttpRequest, isian: LembarIsian, baris: set[BarisLembar]) -> HttpResponse:
    """The rows as they are now, and the summary above the sheet."""
    rows = [b for b in isian.semua if b.baris and (b.jenis, b.baris.pk) in baris]
    html = [BarisPeriksa(b, isian.terbuka).html for b in rows]
    konteks_isian = {"isian": isian, "oob": True}
    html.append(render_to_string("indicators/partials/verifikasi_ringkasan.html", konteks_isian, request))
    return HttpResponse("".join(html))


def _ke_antrean(triwulan: Triwulan) -> HttpResponse:
    return redirect(f"{reverse('indicators:verifikasi_antrean')}?tw={triwulan.nomor}&tahun={triwulan.tahun}")


@require_POST
def verifikasi_bersih(request: HttpRequest, pd: str, tahun: int, tw: int) -> HttpResponse:
    """Verify, on every sheet that waits, the rows about which the checks have nothing to say."""
    triwulan = triwulan_or_404(tahun, tw)
    perangkat_daerah = perangkat_daerah_or_404(request, pd, Ability.VERIFY)
    here = konteks(request, perangkat_daerah)
    hasil = verifikasi_tanpa_temuan(
        perangkat_daerah=perangkat_daerah,
        triwulan=triwulan,
        jadwal=here.jadwal_untuk(tahun, tw),
        by=pelaku(request),
    )
    kabarkan.enqueue()
    if hasil.baris:
        sisa = f" {hasil.sisa} baris masih menunggu diperiksa." if hasil.sisa else ""
        messages.success(request, f"{hasil.baris} baris pada {hasil.lembar} lembar diverifikasi.{sisa}")
    else:
        messages.info(request, "Tidak ada baris tanpa temuan yang menunggu. Periksa lembarnya satu per satu.")
    return _ke_antrean(triwulan)


def _render_lembar(
    request: HttpRequest, isian: LembarIsian, form: KembalikanForm, form_tenggat: PerpanjanganForm
) -> HttpResponse:
    triwulan = isian.triwulan
    context = {
        "isian": isian,
        "indikator": [BarisPeriksa(b, isian.terbuka) for b in isian.indikator],
        "anggaran": [BarisPeriksa(b, isian.terbuka) for b in isian.anggaran],
        "form": form,
        "form_tenggat": form_tenggat,
        "boleh_memperpanjang": isian.terbuka
        and isian.dapat_diajukan
        and permissions.can(request.user, Ability.OPEN_TRIWULAN, isian.unit.perangkat_daerah),
        "tw_lalu": [Triwulan(triwulan.tahun, n) for n in range(1, triwulan.nomor)],
        "terlambat": hari_terlambat(batas_berjalan(isian.jadwal), isian.lembar),
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


def _baris(bagian: Sequence[str]) -> BarisLembar | None:
    """("realisasi" | "anggaran", pk) from the parts of a control's name."""
    if len(bagian) == 2 and bagian[0] in ("realisasi", "anggaran") and bagian[1].isdecimal() and len(bagian[1]) < 19:
        return bagian[0], int(bagian[1])
    return None


def _per_baris(request: HttpRequest, awalan: str) -> dict[BarisLembar, str]:
    """The values of the controls named <awalan>-realisasi-<pk> and <awalan>-anggaran-<pk>."""
    nilai = {}
    for name, text in request.POST.items():
        parts = name.split("-")
        if parts[0] == awalan and (baris := _baris(parts[1:])):
            nilai[baris] = str(text)
    return nilai


def _row_notes(request: HttpRequest) -> dict[BarisLembar, str]:
    return {baris: text for baris, text in _per_baris(request, "catatan").items() if text.strip()}


def _dilihat(request: HttpRequest) -> dict[BarisLembar, int]:
    """The revision of each row that was on the screen."""
    return {b: int(r) for b, r in _per_baris(request, "revisi").items() if r.isdecimal() and len(r) < 10}
