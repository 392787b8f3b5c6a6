"""Forms only clean what was typed; no form looks at another row."""

from typing import Any

from django import forms

from indicators.forms_isian import MAKS_TEKS, TERLALU_PANJANG
from indicators.models import JadwalPengisian


class BanyakBerkas(forms.ClearableFileInput):
    """A file control that takes several; the form looks at the last one, the view at each."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """One file, as a single control would send it."""
        return files.get(name)


class BuktiForm(forms.Form):
    """Evidence: files, or a link to where it lies. The content of files is checked by the service."""

    berkas = forms.FileField(
        label="Berkas",
        required=False,
        widget=BanyakBerkas(attrs={"multiple": True}),
        error_messages={"empty": "Berkas ini kosong. Pilih berkas yang berisi."},
        help_text="PDF, gambar (PNG, JPG, WebP), Excel (.xlsx), atau Word (.docx); paling besar 10 MB.",
    )
    tautan = forms.URLField(
        label="Tautan",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Tulis alamat lengkap, misalnya https://contoh.go.id/laporan.pdf."},
        help_text="Bila buktinya ada di tempat lain, misalnya di laman resmi.",
    )
    nama = forms.CharField(label="Nama tautan", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        isi: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.files.getlist("berkas") and not isi.get("tautan"):
            self.add_error("berkas", "Pilih berkas yang akan dilampirkan, atau isi tautannya.")
        return isi


class TerimaTemuanForm(forms.Form):
    """Why a finding may stand."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu kalimat yang menjelaskan mengapa datanya tetap begini. Inspektorat membacanya.",
        error_messages={"required": "Tulis alasannya, agar pemeriksa memahaminya.", "max_length": TERLALU_PANJANG},
    )


class KembalikanForm(forms.Form):
    """The note with which a sheet goes back."""

    catatan = forms.CharField(
        label="Catatan untuk pengisi",
        max_length=MAKS_TEKS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Tulis catatan supaya pengisi tahu apa yang harus diperbaiki.",
            "max_length": TERLALU_PANJANG,
        },
    )


class AlasanForm(forms.Form):
    """The reason for opening a closed quarter again."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=MAKS_TEKS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Tulis alasannya; alasan ini tercatat dalam jejak audit.",
            "max_length": TERLALU_PANJANG,
        },
    )


class AkunForm(forms.Form):
    """What a person may change of the own account."""

    email = forms.EmailField(
        label="Alamat surel",
        required=False,
        max_length=254,
        error_messages={"invalid": "Tulis alamat surel yang lengkap, misalnya nama@contoh.go.id."},
    )
    terima_surel = forms.BooleanField(label="Kirimi saya surel", required=False)


class PerpanjanganForm(forms.Form):
    """More time for one unit; the reason stays in the trail."""

    sampai = forms.DateField(
        label="Diperpanjang sampai",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggal baru batas waktunya.", "invalid": "Isi tanggal yang benar."},
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        error_messages={
            "required": "Tulis alasannya; alasan ini tercatat dalam jejak audit.",
            "max_length": TERLALU_PANJANG,
        },
    )


class TindakLanjutForm(forms.Form):
    """One follow-up item: what is done, by whom, until when."""

    uraian = forms.CharField(
        label="Tindak lanjut",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis tindak lanjutnya dalam satu kalimat.", "max_length": TERLALU_PANJANG},
    )
    penanggung_jawab = forms.CharField(
        label="Penanggung jawab", required=False, max_length=200, error_messages={"max_length": TERLALU_PANJANG}
    )
    tenggat = forms.DateField(
        label="Tenggat",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Isi tanggal yang benar, misalnya 30 Juni 2025."},
    )


class BukaTriwulanForm(forms.ModelForm):
    """The deadline with which a quarter is opened."""

    class Meta:
        model = JadwalPengisian
        fields = ["batas"]
        widgets = {"batas": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
