"""The quarterly sheet as a workbook: given out, taken back, shown as differences, and stored as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from indicators import permissions
from indicators.buku_kerja.baca import Galat, HasilBaca
from indicators.buku_kerja.beda import Beda, Pratinjau, bandingkan, kiriman
from indicators.buku_kerja.kolom import semua_baris
from indicators.buku_kerja.lembar import buku_lembar
from indicators.exceptions import DomainError, InvalidValue, StaleData
from indicators.models import Unggahan, UnitKerja
from indicators.permissions import Ability
from indicators.selectors.isian import lembar_isian
from indicators.selectors.lembar_isian import LembarIsian
from indicators.services.unggahan import isi_unggahan, lembar_unggah, unggahan_coba, unggahan_terapkan
from indicators.views.baris_tampil import tersimpan
from indicators.views.base import PratinjauHilang, konteks, pelaku, triwulan_or_404, unit_or_404
from indicators.views.realisasi import forms_baris, simpan_semua
from sakip.forms import BerkasField
from sakip.lib.periods import Triwulan
from sakip.lib.unduhan import kirim
from sakip.lib.xlsx_tulis import TIPE

BASI = "Isian lembar ini berubah sejak pratinjaunya dibuka. Periksa lagi di bawah ini, lalu simpan."


class UnggahForm(forms.Form):
    """The file that comes back; its content is checked by the service."""

    berkas = BerkasField(
        "Berkas Excel",
        ".xlsx",
        pilih="Pilih berkas .xlsx yang sudah diisi.",
        bantuan="Buku kerja .xlsx yang diunduh dari lembar ini dan sudah diisi; paling besar 5 MB.",
    )


@require_GET
def lembar_unduh(request: HttpRequest, tahun: int, tw: int, unit: int) -> HttpResponse:
    """The sheet as a workbook for whoever sees it; cells are open for those who may fill it now."""
    triwulan, own = triwulan_or_404(tahun, tw), unit_or_404(request, unit)
    isian = lembar_isian(own, triwulan)
    boleh = isian.terbuka and permissions.can(request.user, Ability.ENTER_REALISASI, own)
    isi = buku_lembar(isian, _tersimpan(isian), boleh=boleh)
    nama = f"isian-{slugify(own.nama)[:60]}-{tahun}-tw{tw}.xlsx"
    return kirim(isi, nama, TIPE)


@require_http_methods(["GET", "POST"])
def unggah(request: HttpRequest, tahun: int, tw: int, unit: int) -> HttpResponse:
    """Where the filled workbook is dropped; POST reads it and leads to its preview."""
    triwulan, own = triwulan_or_404(tahun, tw), unit_or_404(request, unit, Ability.ENTER_REALISASI)
    konteks(request, own.perangkat_daerah)
    form = UnggahForm(request.POST, request.FILES) if request.method == "POST" else UnggahForm()
    if request.method == "POST" and form.is_valid():
        try:
            hasil = lembar_unggah(unit=own, triwulan=triwulan, berkas=form.cleaned_data["berkas"], by=pelaku(request))
        except DomainError as error:
            form.add_error("berkas", str(error))
        else:
            if hasil is not None:
                return redirect("indicators:lembar_pratinjau", tahun=tahun, tw=tw, unit=unit, pk=hasil.pk)
            messages.info(request, "Tidak ada yang berubah: isi berkas sama dengan saat diunduh.")
            return redirect("indicators:realisasi_lembar", tahun=tahun, tw=tw, unit=unit)
    context = {"unit": own, "triwulan": triwulan, "form": form}
    return render(request, "indicators/unggah.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def pratinjau(request: HttpRequest, tahun: int, tw: int, unit: int, pk: int) -> HttpResponse:
    """What the file would change, cell by cell; POST stores all of it, or nothing."""
    triwulan, own = triwulan_or_404(tahun, tw), unit_or_404(request, unit, Ability.ENTER_REALISASI)
    unggahan = _unggahan_or_404(request, own, triwulan, pk)
    kerja = _kerja(request, own, triwulan, unggahan)
    pakai = set(request.POST.getlist("pakai"))
    if request.method != "POST":
        kerja.periksa(request, pakai)
        return _tampil(request, kerja, pakai)
    dipilih = kerja.lihat.dipilih(pakai)
    try:
        if unggahan.diterapkan_pada is None and request.POST.get("sidik") != kerja.lihat.sidik:
            raise StaleData(BASI)
        rows = kerja.forms(dipilih)
        if kerja.lihat.galat or not all(form.is_valid() for form in rows):
            raise InvalidValue("Belum ada yang disimpan: perbaiki dulu yang tidak dapat diterima.")
        unggahan_terapkan(
            unggahan=unggahan,
            jumlah=len(dipilih),
            by=pelaku(request),
            simpan=lambda: simpan_semua(request, triwulan, rows, kerja.isian),
        )
    except DomainError as error:
        if error.kode_http == 403:
            raise
        segar = _kerja(request, own, triwulan, unggahan)
        segar.periksa(request, pakai)
        return _tampil(request, segar, pakai, str(error), error.kode_http)
    messages.success(request, f"{len(dipilih)} nilai dari “{unggahan.nama}” disimpan.")
    return redirect("indicators:realisasi_lembar", tahun=tahun, tw=tw, unit=unit)


# --- The steps ----------------------------------------------------------------------------------------------------


@dataclass
class _Kerja:
    """One file held against the sheet as it is in this request."""

    unggahan: Unggahan
    isian: LembarIsian
    tersimpan: dict[str, dict[str, str]]
    terbaca: HasilBaca
    lihat: Pratinjau

    def forms(self, dipilih: Sequence[Beda]) -> list[Any]:
        """The changed rows as forms, the same that a pasted block goes through."""
        semua = forms_baris(self.isian, kiriman(dipilih, self.isian, self.tersimpan))
        for form in semua.values():
            form.is_valid()
        return list(semua.values())

    def periksa(self, request: HttpRequest, pakai: set[str]) -> None:
        """Ask forms and services whether they would take it; each refusal goes to the list with its address."""
        dipilih = self.lihat.dipilih(pakai)
        forms = self.forms(dipilih)
        tolak = [(f, kolom, " ".join(map(str, e))) for f in forms for kolom, e in f.errors.items()]
        baik = [f for f in forms if f.is_valid()]
        if baik:
            coba = unggahan_coba(baik, lambda rows: simpan_semua(request, self.isian.triwulan, rows, self.isian))
            tolak += [(form, "", str(error)) for form, error in coba]
        self.lihat.galat += [self._galat(dipilih, *t) for t in tolak]

    def _galat(self, dipilih: Sequence[Beda], form: Any, kolom: str, kalimat: str) -> Galat:
        """The refusal of one row at the cell it speaks of, or at all changed cells of the row."""
        baris = [b for b in dipilih if form is not None and b.ubahan.kunci == form.prefix]
        tepat = [b for b in baris if b.ubahan.kolom == kolom] or baris
        return Galat(", ".join(b.ubahan.alamat for b in tepat), tepat[0].nama if tepat else "", kalimat)


def _kerja(request: HttpRequest, unit: UnitKerja, triwulan: Triwulan, unggahan: Unggahan) -> _Kerja:
    cara = unggahan.isi.get("cara", unit.cara_anggaran)  # as the file was given out, whatever the unit chose since
    isian = _isian(request, unit, triwulan).dengan_cara(cara)
    stored, terbaca = _tersimpan(isian), isi_unggahan(unggahan)
    lihat = bandingkan(terbaca.ubahan, isian, stored)
    lihat.galat = [*terbaca.galat, *lihat.galat]
    lihat.sama += terbaca.sama
    return _Kerja(unggahan, isian, stored, terbaca, lihat)


def _isian(request: HttpRequest, unit: UnitKerja, triwulan: Triwulan) -> LembarIsian:
    here = konteks(request, unit.perangkat_daerah)
    return lembar_isian(unit, triwulan, here.jadwal_untuk(triwulan.tahun, triwulan.nomor))


def _tersimpan(isian: LembarIsian) -> dict[str, dict[str, str]]:
    return {b.kunci: tersimpan(b) for b in semua_baris(isian)}


def _unggahan_or_404(request: HttpRequest, unit: UnitKerja, triwulan: Triwulan, pk: int) -> Unggahan:
    """The person's own upload for this sheet; somebody else's does not exist."""
    unggahan = (
        Unggahan.objects.visible_to(request.user)
        .select_related("unit_kerja__perangkat_daerah__pemerintah_daerah")
        .filter(
            pk=pk,
            jenis=Unggahan.Jenis.LEMBAR,
            oleh=pelaku(request),
            unit_kerja=unit,
            tahun=triwulan.tahun,
            triwulan=triwulan.nomor,
        )
        .first()
    )
    if unggahan is None:
        raise PratinjauHilang(reverse("indicators:realisasi_lembar", args=[triwulan.tahun, triwulan.nomor, unit.pk]))
    return unggahan


def _tampil(request: HttpRequest, kerja: _Kerja, pakai: set[str], tolak: str = "", status: int = 200) -> HttpResponse:
    lihat = kerja.lihat
    context = {
        "isian": kerja.isian,
        "unggahan": kerja.unggahan,
        "lihat": lihat,
        "hilang": kerja.terbaca.hilang,
        "pakai": pakai,
        "tolak": tolak,
        "selesai": kerja.unggahan.diterapkan_pada is not None,
        "dapat": not lihat.galat and bool(lihat.beda or lihat.bentrok) and kerja.isian.terbuka,
    }
    return render(request, "indicators/unggah_pratinjau.html", context, status=status)
