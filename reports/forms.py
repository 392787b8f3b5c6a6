"""Forms of the document pages."""

from datetime import date
from typing import Any

from django import forms

from reports.models import Dokumen, PerjanjianKinerja


class FinalisasiForm(forms.Form):
    """Number and date of a finished document; the reason too for a Perjanjian Kinerja Perubahan."""

    nomor = forms.CharField(
        label="Nomor",
        max_length=Dokumen._meta.get_field("nomor").max_length,
        help_text="Seperti tercetak sesudah kata NOMOR, misalnya 13 TAHUN 2025.",
    )
    tanggal = forms.DateField(label="Tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    alasan = forms.ChoiceField(
        label="Alasan perubahan",
        choices=[("", "Pilih alasannya")] + [c for c in PerjanjianKinerja.Alasan.choices if c[0]],
        help_text="Perjanjian Kinerja hanya diubah karena salah satu dari alasan ini (PermenPANRB 53/2014).",
    )

    def __init__(self, *args: Any, nomor_wajib: bool, perubahan: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not perubahan:
            del self.fields["alasan"]
        if not nomor_wajib:
            self.fields["nomor"].required = False
            self.fields["nomor"].help_text = "Kosongkan bila dokumen ini tidak bernomor."

    def clean_nomor(self) -> str:
        """Without line breaks and repeated blanks."""
        return " ".join(self.cleaned_data["nomor"].split())

    def clean_tanggal(self) -> date:
        """A year that an office may mean."""
        tanggal: date = self.cleaned_data["tanggal"]
        if not 2000 <= tanggal.year <= 2100:
            raise forms.ValidationError("Periksa tahunnya: isi tanggal antara tahun 2000 dan 2100.")
        return tanggal


class TataForm(forms.Form):
    """The layout of one kind of document as JSON, and the digest of what was shown."""

    isi = forms.CharField(
        label="Tata dokumen (JSON)",
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "panjang", "spellcheck": "false"}),
    )
    sidik = forms.CharField(required=False, widget=forms.HiddenInput)
