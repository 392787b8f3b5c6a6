"""Forms of what the annual report carries beside its figures: the team that wrote it, the review."""

from datetime import date
from typing import Any

from django import forms

from reports.models import AnggotaTim, PernyataanReviu, TimPenyusun

MAKS_KURSI = 60
KURSI_KOSONG = 4
"""Empty rows for more seats; saving brings new ones."""

HARI = {"type": "date"}


class TimForm(forms.Form):
    """Number and date of the decree on the team; both may be filled in later."""

    nomor = forms.CharField(
        label="Nomor keputusan",
        required=False,
        max_length=TimPenyusun._meta.get_field("nomor").max_length,
        help_text="Seperti tercetak sesudah kata NOMOR, misalnya 13 TAHUN 2025.",
    )
    tanggal = forms.DateField(
        label="Tanggal keputusan", required=False, widget=forms.DateInput(attrs=HARI, format="%Y-%m-%d")
    )
    sidik = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_nomor(self) -> str:
        """Without line breaks and repeated blanks."""
        return " ".join(self.cleaned_data["nomor"].split())


class KursiForm(forms.Form):
    """One seat. An empty office means no seat; `urutan` orders the rows."""

    urutan = forms.IntegerField(
        label="Urutan", required=False, min_value=1, max_value=999, widget=forms.NumberInput(attrs={"class": "pendek"})
    )
    kedudukan = forms.ChoiceField(
        label="Kedudukan dalam tim", choices=AnggotaTim.Kedudukan.choices, initial=AnggotaTim.Kedudukan.ANGGOTA
    )
    jabatan = forms.CharField(
        label="Jabatan", required=False, max_length=AnggotaTim._meta.get_field("jabatan").max_length
    )
    hapus = forms.BooleanField(label="Hapus", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Whether a row counts says its office alone: the other cells are never empty.
        super().__init__(*args, **kwargs | {"use_required_attribute": False})

    def clean_jabatan(self) -> str:
        """Without line breaks and repeated blanks."""
        return " ".join(self.cleaned_data["jabatan"].split())


class KursiFormSetDasar(forms.BaseFormSet):
    """The seats in the order of their numbers; a row without number keeps its place."""

    def kursi(self) -> list[tuple[str, str]]:
        """Rank and office of every seat that stays, in order. Only of a valid formset."""
        baris = [
            (f.cleaned_data.get("urutan") or n, n, f.cleaned_data["kedudukan"], f.cleaned_data["jabatan"])
            for n, f in enumerate(self.forms, 1)
            if f.cleaned_data.get("jabatan") and not f.cleaned_data.get("hapus")
        ]
        return [(kedudukan, jabatan) for _, _, kedudukan, jabatan in sorted(baris)]


KursiFormSet = forms.formset_factory(
    KursiForm, formset=KursiFormSetDasar, extra=KURSI_KOSONG, max_num=MAKS_KURSI, validate_max=True
)


class ReviuForm(forms.ModelForm):
    """The statement as the Inspektorat made it."""

    sidik = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = PernyataanReviu
        fields = ("nomor", "tanggal", "tempat", "nama", "jabatan", "pangkat", "nip", "catatan")
        widgets = {
            "tanggal": forms.DateInput(attrs=HARI, format="%Y-%m-%d"),
            "catatan": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "nama": "Pejabat yang menandatangani pernyataan, dengan gelarnya.",
            "jabatan": "Misalnya Inspektur Kabupaten.",
            "catatan": "Dicetak sebagai alinea tambahan, satu baris satu alinea. Kosongkan bila tidak ada.",
        }

    def clean_nip(self) -> str:
        """Eighteen figures, written as everywhere."""
        angka = "".join(str(self.cleaned_data["nip"]).split())
        if not angka:
            return ""
        if len(angka) != 18 or not (angka.isascii() and angka.isdecimal()):
            raise forms.ValidationError("NIP terdiri dari 18 angka, misalnya 19700101 199501 1 001.")
        return f"{angka[:8]} {angka[8:14]} {angka[14]} {angka[15:]}"

    def clean_tanggal(self) -> date:
        """A year that an office may mean."""
        tanggal: date = self.cleaned_data["tanggal"]
        if not 2000 <= tanggal.year <= 2100:
            raise forms.ValidationError("Periksa tahunnya: isi tanggal antara tahun 2000 dan 2100.")
        return tanggal
