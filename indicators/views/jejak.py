"""Jejak audit: the filtered list, the story of one object, and both as a file."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.audit_texts import kalimat, objek_label
from indicators.jejak_berkas import csv_jejak, xlsx_jejak
from indicators.permissions import Ability
from indicators.selectors import jejak as baca
from indicators.selectors.jejak import Saringan
from indicators.selectors.jejak_baris import baris_jejak, baris_utuh
from indicators.selectors.unit_nama import bersebutan
from indicators.tables import JejakTabel, RiwayatTabel
from sakip.lib.xlsx_tulis import TIPE
from sakip.tables import HALAMAN, URUT

MAKS_UNDUH = 10_000
"""Lines one file holds; who wants more narrows the filter, for instance by day."""


class SaringanForm(forms.Form):
    """What to narrow the list to; every field may stay empty."""

    objek = forms.CharField(label="Objek memuat", required=False, max_length=200)
    jenis = forms.ChoiceField(label="Jenis objek", required=False)
    pelaku = forms.CharField(label="Pelaku memuat", required=False, max_length=100)
    aksi = forms.ChoiceField(label="Tindakan", required=False)
    unit = forms.TypedChoiceField(label="Unit kerja", required=False, coerce=int, empty_value=None)
    dari = forms.DateField(label="Dari tanggal", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sampai = forms.DateField(label="Sampai tanggal", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        pilihan = baca.tersedia(request.user)
        aksi = self._dengan_diminta("aksi", {a for a, _ in pilihan}, kalimat)
        jenis = self._dengan_diminta("jenis", {j for _, j in pilihan}, objek_label)
        units = bersebutan(permissions.visible_units(request.user, Ability.VIEW_AUDIT).order_by("nama"))
        self._pilihan("aksi", "Semua tindakan", aksi)
        self._pilihan("jenis", "Semua jenis", jenis)
        self._pilihan("unit", "Semua unit", [(u.pk, u.sebutan) for u in units])

    def _dengan_diminta(self, nama: str, pilihan: set[str], sebutan: Callable[[str], str]) -> list[tuple[str, str]]:
        """What is offered, in words; and what is asked for, which may have happened since that was looked up."""
        diminta = self.data.get(nama, "")
        semua = pilihan | ({diminta} if sebutan(diminta) != diminta else set())
        return sorted(((satu, sebutan(satu)) for satu in semua), key=lambda p: p[1])

    def _pilihan(self, nama: str, semua: str, isi: Any) -> None:
        self.fields[nama].choices = [("", semua), *isi]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """A period that ends before it begins is refused with the remedy."""
        dari, sampai = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        if dari and sampai and dari > sampai:
            self.add_error("sampai", "Tanggal akhir sebelum tanggal awal: tukar keduanya.")

    def saringan(self) -> Saringan:
        """What was understood; a field that was refused narrows nothing."""
        data = self.cleaned_data
        return Saringan(
            objek=data.get("objek", ""),
            jenis=data.get("jenis", ""),
            pelaku=data.get("pelaku", ""),
            aksi=data.get("aksi", ""),
            dari=data.get("dari"),
            sampai=data.get("sampai"),
            unit=data.get("unit"),
        )


@require_GET
def jejak(request: HttpRequest) -> HttpResponse:
    """Who changed what, when, from which value to which, and why; for those who may read the trail."""
    permissions.require(request.user, Ability.VIEW_AUDIT)
    form = SaringanForm(request)
    form.is_valid()
    kueri = request.GET.copy()
    for nama in (URUT, HALAMAN):
        kueri.pop(nama, None)
    isi = {
        "table": JejakTabel(request, baca.jejak_daftar(request.user, form.saringan()), baris_jejak),
        "form": form,
        "tersaring": any(request.GET.get(name) for name in form.fields),
        "kueri": kueri.urlencode(),
        "penuh": True,
    }
    return render(request, "indicators/jejak.html", isi)


@require_GET
def jejak_objek(request: HttpRequest, objek_tipe: str, objek_id: int) -> HttpResponse:
    """The story of one object: for those who read the trail, and for those who see its unit."""
    rows = baca.riwayat(request.user, objek_tipe, objek_id)
    nama = rows.values_list("objek_nama", flat=True).first()  # what it is called now, in whatever order they are read
    if nama is None and not baca.nilai_terlihat(request.user, objek_tipe, objek_id):
        raise Http404("Jejak tidak ditemukan.")
    isi = {
        "table": RiwayatTabel(request, rows, baris_utuh),
        "jenis": objek_label(objek_tipe),
        "nama": nama or "",
        "boleh_semua": permissions.can(request.user, Ability.VIEW_AUDIT),
        "penuh": False,
    }
    return render(request, "indicators/jejak_objek.html", isi)


@require_GET
def jejak_unduh(request: HttpRequest) -> HttpResponseBase:
    """The filtered list as a file (`format`: csv or xlsx), the latest lines first, at most MAKS_UNDUH of them."""
    permissions.require(request.user, Ability.VIEW_AUDIT)
    form = SaringanForm(request)
    form.is_valid()
    rows = baca.jejak_daftar(request.user, form.saringan())
    lebih = rows.count() - MAKS_UNDUH
    penutup = f"Masih ada {lebih} baris lain. Persempit saringan, misalnya menurut tanggal." if lebih > 0 else ""
    baris = baris_utuh(rows[:MAKS_UNDUH].iterator(chunk_size=500))
    jawaban: HttpResponseBase
    if request.GET.get("format") == "xlsx":
        jawaban, akhiran = HttpResponse(xlsx_jejak(baris, penutup), content_type=TIPE), "xlsx"
    else:
        jawaban, akhiran = (
            StreamingHttpResponse(csv_jejak(baris, penutup), content_type="text/csv; charset=utf-8"),
            "csv",
        )
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["Content-Disposition"] = f'attachment; filename="jejak-audit.{akhiran}"'
    return jawaban
