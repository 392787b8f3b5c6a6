"""The form of the staff of a year: a row for each kind that is counted."""

from typing import Any

from django import forms

from indicators.forms_daerah import isian_teks
from indicators.services.pegawai import BarisPegawai
from sakip.forms import NumberField


class PegawaiBarisForm(forms.Form):
    """One row; without a name and a number it is none."""

    nama = isian_teks("Sebutan", 100)
    jumlah = NumberField(label="Jumlah orang", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))

    def clean_jumlah(self) -> int | None:
        """People are counted whole."""
        jumlah = self.cleaned_data["jumlah"]
        if jumlah is None:
            return None
        if jumlah < 0 or jumlah != int(jumlah):
            raise forms.ValidationError("Isi bilangan bulat, 0 bila tidak ada.")
        return int(jumlah)

    def clean(self) -> dict[str, Any]:
        """A number is somebody's."""
        isi: dict[str, Any] = super().clean() or {}
        if isi.get("jumlah") is not None and not isi.get("nama"):
            self.add_error("nama", "Tulis sebutannya, misalnya Golongan III atau S1.")
        return isi

    def baris(self, kelompok: str) -> BarisPegawai | None:
        """The row, None where nothing was written."""
        nama = " ".join(self.cleaned_data["nama"].split())
        return BarisPegawai(kelompok, nama, self.cleaned_data["jumlah"]) if nama else None
