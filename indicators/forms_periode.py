"""The forms of periods: begin one, choose what to copy into it, say why it is opened again."""

from collections.abc import Sequence
from typing import Any

from django import forms

from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.selectors.salinan import PilihanSalin
from indicators.selectors.unsur import kunci_periode


class PeriodeForm(forms.Form):
    """The years of a new period, and where it begins from."""

    tahun_awal = forms.IntegerField(label="Tahun awal", min_value=2000, max_value=2100)
    tahun_akhir = forms.IntegerField(label="Tahun akhir", min_value=2000, max_value=2100)
    dari = forms.ChoiceField(label="Mulai dari")

    def __init__(self, semua: Sequence[PeriodeRenstra], data: Any = None) -> None:
        akhir = max((p.tahun_akhir for p in semua), default=None)
        awal = {"tahun_awal": akhir + 1, "tahun_akhir": akhir + 5} if akhir else {}
        super().__init__(data, initial=awal)
        for nama in ("tahun_awal", "tahun_akhir"):
            self.fields[nama].error_messages["required"] = "Isi tahunnya, empat angka."
            self.fields[nama].error_messages["invalid"] = "Tulis tahun dengan empat angka, misalnya 2027."
        salin = [(kunci_periode(p), f"Salinan periode {p}") for p in semua]
        self.fields["dari"].choices = [("kosong", "Periode kosong"), *salin]  # type: ignore[attr-defined]


BAWA = {
    "visi_misi": "Visi dan misi",
    "strategi": "Strategi dan kebijakan",
    "pohon": "Faktor kunci dan crosscutting pohon kinerja",
    "indikator": "Indikator, masing-masing sebagai kelanjutan yang lama",
    "program": "Program, kegiatan, dan sub kegiatan",
    "realisasi": "Kondisi awal indikator dari realisasi terakhir",
    "usulan": "Ganti kode yang tidak ada lagi dengan kode bernama sama pada nomenklatur yang baru",
}


class SalinForm(forms.Form):
    """From which period, for which perangkat daerah, what. Tujuan and sasaran always go."""

    dari = forms.ChoiceField(label="Disalin dari periode")
    pd = forms.MultipleChoiceField(
        label="Perangkat daerah",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sekurang-kurangnya satu perangkat daerah."},
    )
    visi_misi = forms.BooleanField(required=False, label=BAWA["visi_misi"])
    strategi = forms.BooleanField(required=False, label=BAWA["strategi"])
    pohon = forms.BooleanField(required=False, label=BAWA["pohon"])
    indikator = forms.BooleanField(required=False, label=BAWA["indikator"])
    program = forms.BooleanField(required=False, label=BAWA["program"])
    realisasi = forms.BooleanField(required=False, label=BAWA["realisasi"])
    usulan = forms.BooleanField(required=False, label=BAWA["usulan"])

    def __init__(
        self,
        sumber: Sequence[PeriodeRenstra],
        perangkat_daerah: Sequence[PerangkatDaerah],
        data: Any = None,
        *,
        daerah: bool,
        dari: str = "",
    ) -> None:
        awal: dict[str, Any] = dict.fromkeys(BAWA, True)
        awal |= {"dari": dari, "pd": [pd.kode for pd in perangkat_daerah]}
        super().__init__(data, initial=awal)
        self.sumber = {kunci_periode(p): p for p in sumber}
        self.milik = {pd.kode: pd for pd in perangkat_daerah}
        fields: Any = self.fields
        fields["dari"].choices = [(k, str(p)) for k, p in self.sumber.items()]
        fields["pd"].choices = [(pd.kode, pd.nama) for pd in perangkat_daerah]
        if len(perangkat_daerah) == 1:
            fields["pd"].widget = forms.MultipleHiddenInput()
        if not daerah:
            del fields["visi_misi"]

    def dipilih(self) -> tuple[PeriodeRenstra, list[PerangkatDaerah], PilihanSalin]:
        """What a valid form says."""
        data = self.cleaned_data
        pilihan = PilihanSalin(**{k: bool(data.get(k)) for k in BAWA})
        return self.sumber[data["dari"]], [self.milik[kode] for kode in data["pd"]], pilihan


class AlasanForm(forms.Form):
    """Why a closed period is opened again."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        help_text="Tercatat dalam jejak audit, misalnya: koreksi target menurut hasil evaluasi.",
        error_messages={"required": "Tulis alasan membuka kembali periode."},
    )
