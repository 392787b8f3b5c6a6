"""Follow-up items of one row: what runs, a new one, and how one ends."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.forms import TindakLanjutForm
from indicators.models import JadwalPengisian, TindakLanjut
from indicators.permissions import Ability
from indicators.selectors.bukti import MODEL, pemilik_nilai
from indicators.selectors.tindak_lanjut import baris_of, tindak_lanjut_baris
from indicators.services.tindak_lanjut import (
    tindak_lanjut_akhiri,
    tindak_lanjut_lanjutkan,
    tindak_lanjut_tambah,
)
from indicators.services.tindak_lanjut import tindak_lanjut_ubah as ubah
from indicators.views.base import konteks, pelaku, triwulan_or_404
from sakip.lib.periods import Triwulan

SUDAH = {
    "simpan": "Tindak lanjut disimpan.",
    "selesai": "Tindak lanjut dinyatakan selesai.",
    "batal": "Tindak lanjut dibatalkan.",
    "lanjutkan": "Tindak lanjut berjalan lagi.",
}


@require_http_methods(["GET", "POST"])
def tindak_lanjut(request: HttpRequest, jenis: str, tahun: int, tw: int, pk: int) -> HttpResponse:
    """The items of one row beside its sheet; POST raises one."""
    triwulan = triwulan_or_404(tahun, tw)
    objek = pemilik_nilai(request.user, jenis, pk) if jenis in MODEL else None
    if objek is None:
        raise Http404("Baris tidak ditemukan.")
    form = TindakLanjutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        permissions.require(request.user, Ability.ENTER_REALISASI, objek.unit_kerja)
        if form.is_valid():
            tindak_lanjut_tambah(objek=objek, triwulan=triwulan, by=pelaku(request), **form.cleaned_data)
            messages.success(request, "Tindak lanjut ditambahkan; ia ikut ke lembar berikutnya sampai berakhir.")
            return redirect(request.path)
    return _render(request, jenis, objek, triwulan, form)


@require_POST
def tindak_lanjut_ubah(request: HttpRequest, pk: int, tahun: int, tw: int) -> HttpResponse:
    """Change one item (`tindakan`: simpan), end it (selesai, batal), or let it run on (lanjutkan)."""
    triwulan = triwulan_or_404(tahun, tw)
    item = (
        TindakLanjut.objects.visible_to(request.user)
        .select_related(
            "indikator__unit_kerja__perangkat_daerah__pemerintah_daerah",
            "sub_kegiatan__unit_kerja__perangkat_daerah__pemerintah_daerah",
        )
        .filter(pk=pk)
        .first()
    )
    if item is None:
        raise Http404("Tindak lanjut tidak ditemukan.")
    objek: Any = item.indikator or item.sub_kegiatan
    permissions.require(request.user, Ability.ENTER_REALISASI, objek.unit_kerja)
    tindakan = request.POST.get("tindakan", "")
    try:
        galat = _lakukan(request, item, triwulan, tindakan)
    except DomainError as error:
        galat = str(error)
    if galat:
        messages.error(request, galat)
    else:
        messages.success(request, SUDAH[tindakan])
    jenis, kunci = baris_of(item)
    if request.POST.get("kembali") == "lembar":
        kwargs = {"tahun": tahun, "tw": tw, "unit": objek.unit_kerja_id}
        return redirect(f"{reverse('indicators:realisasi_lembar', kwargs=kwargs)}#tindak-lanjut")
    return redirect("indicators:tindak_lanjut", jenis=jenis, tahun=tahun, tw=tw, pk=kunci)


def _lakukan(request: HttpRequest, item: TindakLanjut, triwulan: Triwulan, tindakan: str) -> str:
    """Do what was asked; the sentence of a refusal of what was typed, empty when it is done."""
    teks = request.POST.get("revisi", "")
    pasti: dict[str, Any] = {
        "item": item,
        "triwulan": triwulan,
        "revisi": int(teks) if teks.isdecimal() and len(teks) < 10 else 0,
        "by": pelaku(request),
    }
    if tindakan == "simpan":
        form = TindakLanjutForm(request.POST)
        if not form.is_valid():
            return " ".join(str(e) for daftar in form.errors.values() for e in daftar)
        ubah(**pasti, **form.cleaned_data)
    elif tindakan in ("selesai", "batal"):
        tindak_lanjut_akhiri(**pasti, status=tindakan.upper(), hasil=request.POST.get("hasil", ""))
    elif tindakan == "lanjutkan":
        tindak_lanjut_lanjutkan(**pasti)
    else:
        return "Pilih apa yang dilakukan dengan tindak lanjut ini."
    return ""


def _render(request: HttpRequest, jenis: str, objek: Any, triwulan: Triwulan, form: TindakLanjutForm) -> HttpResponse:
    unit = objek.unit_kerja
    jadwal = konteks(request, unit.perangkat_daerah).jadwal_untuk(triwulan.tahun, triwulan.nomor)
    terbuka = jadwal is not None and jadwal.status == JadwalPengisian.Status.OPEN
    dapat = terbuka and permissions.can(request.user, Ability.ENTER_REALISASI, unit)
    hari_ini = request.hari_ini  # type: ignore[attr-defined]
    context = {
        "tindak_lanjut": tindak_lanjut_baris(jenis, objek.pk, triwulan, hari_ini, dapat_diubah=dapat),
        "judul": getattr(objek, "nama", None) or objek.uraian,
        "jenis": jenis,
        "objek": objek,
        "unit": unit,
        "triwulan": triwulan,
        "form": form,
        "dapat": dapat,
    }
    return render(request, "indicators/tindak_lanjut.html", context, status=422 if form.errors else 200)
