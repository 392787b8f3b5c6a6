"""Forms only clean what was typed; no form looks at another row."""

from typing import Any

from django import forms

from indicators.models import (
    Indikator,
    JadwalPengisian,
    Realisasi,
    RealisasiAnggaran,
    SubKegiatan,
    TingkatPredikat,
)
from indicators.selectors.baris import kunci_baris
from sakip.forms import NumberField, RupiahField

MAKS_TEKS = 4000
TERLALU_PANJANG = "Tulisan ini %(show_value)d huruf: ringkas menjadi paling banyak %(limit_value)d huruf."


class TeksField(forms.CharField):
    """Free text of a few paragraphs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=MAKS_TEKS,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"max_length": TERLALU_PANJANG},
            **kwargs,
        )


class RealisasiRowForm(forms.Form):
    """One indikator row of the sheet. Which value fields it has depends on the kind of the indikator."""

    nilai = NumberField(required=False, label="Realisasi")
    tingkat = forms.ModelChoiceField(TingkatPredikat.objects.none(), required=False, label="Predikat")
    pembilang = NumberField(required=False, label="Pembilang")
    penyebut = NumberField(required=False, label="Penyebut")
    penyebab = TeksField(label="Penyebab keberhasilan atau kegagalan")
    solusi = TeksField(label="Alternatif solusi yang telah dilakukan")
    revisi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, indikator: Indikator, row: Realisasi | None = None, data: Any = None) -> None:
        super().__init__(
            data,
            prefix=kunci_baris("realisasi", indikator.pk),
            initial={
                "nilai": row.nilai if row else None,
                "tingkat": row.tingkat_id if row else None,
                "pembilang": row.pembilang if row else None,
                "penyebut": row.penyebut if row else None,
                "penyebab": row.penyebab if row else "",
                "solusi": row.solusi if row else "",
                "revisi": row.revisi if row else 0,
            },
        )
        self.indikator = indikator
        if indikator.skala_id:
            self.fields["tingkat"].queryset = TingkatPredikat.objects.filter(  # type: ignore[attr-defined]
                skala=indikator.skala_id
            )


class AnggaranRowForm(forms.Form):
    """One sub kegiatan row of the sheet: money and progress, cumulative."""

    keuangan = RupiahField(required=False, label="Realisasi keuangan s.d. triwulan ini")
    fisik = NumberField(required=False, label="Realisasi fisik s.d. triwulan ini")
    penyebab = TeksField(label="Kendala")
    solusi = TeksField(label="Tindak lanjut")
    revisi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, sub_kegiatan: SubKegiatan, row: RealisasiAnggaran | None = None, data: Any = None) -> None:
        super().__init__(
            data,
            prefix=kunci_baris("anggaran", sub_kegiatan.pk),
            initial={
                "keuangan": row.keuangan if row else None,
                "fisik": row.fisik if row else None,
                "penyebab": row.penyebab if row else "",
                "solusi": row.solusi if row else "",
                "revisi": row.revisi if row else 0,
            },
        )
        self.sub_kegiatan = sub_kegiatan


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


class BukaTriwulanForm(forms.ModelForm):
    """The deadline with which a quarter is opened."""

    class Meta:
        model = JadwalPengisian
        fields = ["batas"]
        widgets = {"batas": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
