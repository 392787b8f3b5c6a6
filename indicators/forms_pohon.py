"""The forms of a node of the pohon kinerja: a success factor, a contribution. They clean what was typed."""

from collections.abc import Sequence
from typing import Any

from django import forms

from indicators.models import PerangkatDaerah, Sasaran, UnitKerja
from indicators.selectors.unit_nama import bersebutan

MAKS = 300
TERLALU_PANJANG = f"Paling panjang {MAKS} huruf: ringkaskan."


def _kalimat(label: str, kosong: str, bantuan: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MAKS,
        help_text=bantuan,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": kosong, "max_length": TERLALU_PANJANG},
    )


class FaktorForm(forms.Form):
    """One critical success factor and the sasaran below that came of it."""

    uraian = _kalimat(
        "Faktor kunci keberhasilan",
        "Tulis faktor kunci keberhasilannya.",
        "Kondisi yang harus ada agar hasil ini tercapai, misalnya “Petugas menguasai standar pelayanan”.",
    )
    anak = forms.ChoiceField(label="Dijabarkan menjadi", required=False)

    def __init__(self, anak: Sequence[Sasaran], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if anak:
            field: Any = self.fields["anak"]
            field.choices = [("", "– belum dijabarkan –"), *((str(s.pk), s.uraian) for s in anak)]
        else:
            del self.fields["anak"]


class DukunganForm(forms.Form):
    """One contribution: a single choice of the supporter, `unit-3` or `pd-7`, and what it adds."""

    pendukung = forms.ChoiceField(
        label="Yang mendukung",
        error_messages={
            "required": "Pilih siapa yang mendukung.",
            "invalid_choice": "Pilih pendukung yang ada dalam daftar.",
        },
    )
    kontribusi = _kalimat(
        "Bentuk dukungan",
        "Tulis bentuk dukungannya.",
        "Apa yang diberikan, misalnya “Menyediakan data kepegawaian setiap triwulan”.",
    )

    def __init__(self, units: Sequence[UnitKerja], lain: Sequence[PerangkatDaerah], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["pendukung"]
        field.choices = [("", "– pilih –"), ("Unit kerja", [(f"unit-{u.pk}", u.sebutan) for u in bersebutan(units)])]
        if lain:
            field.choices += [("Perangkat daerah lain", [(f"pd-{p.pk}", p.nama) for p in lain])]
