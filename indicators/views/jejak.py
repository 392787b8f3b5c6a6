"""Jejak audit: the filtered list, and the story of one object."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django_tables2 import RequestConfig

from indicators import permissions
from indicators.audit_texts import kalimat, objek_label
from indicators.permissions import Ability
from indicators.selectors import jejak as baca
from indicators.selectors.jejak import Saringan
from indicators.tables import JejakTable, RiwayatTable

PER_HALAMAN = 20


class SaringanForm(forms.Form):
    """What to narrow the list to; every field may stay empty."""

    objek = forms.CharField(label="Objek memuat", required=False, max_length=200)
    pelaku = forms.CharField(label="Pelaku memuat", required=False, max_length=100)
    aksi = forms.ChoiceField(label="Tindakan", required=False)
    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Unit kerja", required=False, empty_label="Semua unit"
    )
    dari = forms.DateField(label="Dari tanggal", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sampai = forms.DateField(label="Sampai tanggal", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        aksi = [(a, kalimat(a)) for a in baca.aksi_tersedia(request.user)]
        self.fields["aksi"].choices = [("", "Semua tindakan"), *sorted(aksi, key=lambda a: a[1])]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = permissions.visible_units(request.user, Ability.VIEW_AUDIT)  # type: ignore[attr-defined]

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
            pelaku=data.get("pelaku", ""),
            aksi=data.get("aksi", ""),
            dari=data.get("dari"),
            sampai=data.get("sampai"),
            unit=data["unit"].pk if data.get("unit") else None,
        )


@require_GET
def jejak(request: HttpRequest) -> HttpResponse:
    """Who changed what, when, from which value to which, and why; for those who may read the trail."""
    permissions.require(request.user, Ability.VIEW_AUDIT)
    form = SaringanForm(request)
    form.is_valid()
    table = JejakTable(baca.jejak_daftar(request.user, form.saringan()))
    RequestConfig(request, paginate={"per_page": PER_HALAMAN}).configure(table)
    tersaring = any(request.GET.get(name) for name in form.fields)
    return render(request, "indicators/jejak.html", {"form": form, "table": table, "tersaring": tersaring})


@require_GET
def jejak_objek(request: HttpRequest, objek_tipe: str, objek_id: int) -> HttpResponse:
    """The story of one object: for those who read the trail, and for those who see its unit."""
    rows = baca.riwayat(request.user, objek_tipe, objek_id)
    terakhir = rows.first()
    if terakhir is None and not baca.nilai_terlihat(request.user, objek_tipe, objek_id):
        raise Http404("Jejak tidak ditemukan.")
    table = RiwayatTable(rows)
    RequestConfig(request, paginate={"per_page": PER_HALAMAN}).configure(table)
    return render(
        request,
        "indicators/jejak_objek.html",
        {
            "table": table,
            "jenis": objek_label(objek_tipe),
            "nama": terakhir.objek_nama if terakhir else "",
            "boleh_semua": permissions.can(request.user, Ability.VIEW_AUDIT),
        },
    )
