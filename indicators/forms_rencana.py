"""The forms of a year's plan: begin it, approve it, open its next version."""

from datetime import date
from typing import Any

from django import forms

from indicators.models import RencanaTahunan
from sakip.lib.numbers import romawi


class MulaiForm(forms.Form):
    """Which year, of which period, gets a plan murni. `pilihan` is (key, label): `2021-2026/2025`."""

    tahun = forms.ChoiceField(label="Tahun rencana")

    def __init__(self, pilihan: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["tahun"].choices = pilihan  # type: ignore[attr-defined]


class SahkanForm(forms.Form):
    """The legal basis of a plan, its date, and from which quarter a changed one counts."""

    dasar = forms.CharField(
        label="Dasar pengesahan",
        max_length=300,
        help_text="Misalnya: DPA perangkat daerah beserta tahunnya, atau peraturan kepala daerah tentang APBD.",
    )
    tanggal = forms.DateField(
        label="Tanggal pengesahan", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    berlaku_mulai = forms.TypedChoiceField(
        label="Berlaku mulai triwulan", coerce=int, choices=[(q, romawi(q)) for q in (1, 2, 3, 4)]
    )
    luar_disengaja = forms.BooleanField(
        required=False, label="Yang tidak masuk rencana memang tidak dilaksanakan pada tahun ini."
    )

    def __init__(self, rencana: RencanaTahunan, data: Any = None) -> None:
        awal = {"dasar": rencana.dasar, "tanggal": rencana.tanggal, "berlaku_mulai": rencana.berlaku_mulai}
        super().__init__(data, initial=awal)
        if rencana.urutan == 1:  # the plan murni counts from the beginning of its year
            del self.fields["berlaku_mulai"]

    def clean_tanggal(self) -> date:
        """A date between 2000 and 2100."""
        tanggal: date = self.cleaned_data["tanggal"]
        if not 2000 <= tanggal.year <= 2100:
            raise forms.ValidationError("Periksa tahun pada tanggal pengesahan.")
        return tanggal


class PerubahanForm(forms.Form):
    """What kind the next version is, and from which quarter it counts."""

    jenis = forms.ChoiceField(
        label="Jenis",
        choices=[("PERUBAHAN", "Perubahan"), ("PERGESERAN", "Pergeseran")],
        initial=RencanaTahunan.Jenis.PERUBAHAN,
    )
    berlaku_mulai = forms.TypedChoiceField(label="Berlaku mulai triwulan", coerce=int)

    def __init__(self, rencana: RencanaTahunan, data: Any = None) -> None:
        super().__init__(data, initial={"berlaku_mulai": 4})
        pilihan = [(q, romawi(q)) for q in range(rencana.berlaku_mulai, 5)]
        self.fields["berlaku_mulai"].choices = pilihan  # type: ignore[attr-defined]
