"""The forms of units and their officials. They clean what was typed; services decide."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from indicators.gelar import saran_gelar
from indicators.models import Pejabat, PerangkatDaerah, UnitKerja
from indicators.selectors.unit_beban import Beban
from indicators.selectors.unit_nama import bersebutan
from indicators.services.pejabat import jenis_pejabat, nip_rapi

BAGIAN = ("1", "2", "3", "4")


class TanggalField(forms.DateField):
    """A day from the browser's calendar."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        salah = {"required": "Isi tanggalnya.", "invalid": "Tulis tanggal yang ada, misalnya 01/07/2025."}
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, error_messages=salah, **kwargs)


class UnitForm(forms.Form):
    """What a unit is called, where it hangs, and since when it is there."""

    nama = forms.CharField(label="Nama unit", max_length=150, error_messages={"required": "Tulis nama unitnya."})
    singkatan = forms.CharField(label="Singkatan", max_length=60, required=False)
    jenis = forms.ChoiceField(label="Jenis", choices=UnitKerja.Jenis.choices)
    induk = forms.ChoiceField(label="Unit atasan", required=False)
    urutan = forms.IntegerField(
        label="Urutan", min_value=0, max_value=9999, required=False, help_text="Di antara unit yang sejajar."
    )
    berlaku_dari = TanggalField("Ada sejak", required=False)

    def __init__(self, atasan: Sequence[UnitKerja], unit: UnitKerja | None = None, data: Any = None) -> None:
        awal: dict[str, Any] = {"jenis": UnitKerja.Jenis.BAGIAN}
        if unit is not None:
            awal = {k: getattr(unit, k) for k in ("nama", "singkatan", "jenis", "urutan", "berlaku_dari")}
            awal["induk"] = str(unit.induk_id or "")
        super().__init__(data, initial=awal, auto_id="id_unit_%s")
        self.atasan = {str(u.pk): u for u in bersebutan(atasan)}
        pilihan = [("", "– langsung di bawah perangkat daerah –"), *((k, u.sebutan) for k, u in self.atasan.items())]
        self.fields["induk"].choices = pilihan  # type: ignore[attr-defined]

    def isian(self) -> dict[str, Any]:
        """The cleaned columns with the superior unit itself."""
        return self.cleaned_data | {"induk": self.atasan.get(self.cleaned_data["induk"])}


class GantiNamaForm(forms.Form):
    """Another name from a day on."""

    nama = forms.CharField(label="Nama baru", max_length=150, error_messages={"required": "Tulis nama yang baru."})
    singkatan = forms.CharField(label="Singkatan baru", max_length=60, required=False)
    mulai = TanggalField("Mulai berlaku")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_ganti_%s")


class AkhiriForm(forms.Form):
    """The last day of a unit."""

    sampai = TanggalField("Hari terakhir")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_akhir_%s")


class BagiForm(forms.Form):
    """Into which units one is divided, and where each thing it carries goes (`b-<key>`: the number of a part)."""

    mulai = TanggalField("Mulai berlaku")
    nama1 = forms.CharField(label="Unit 1", max_length=150, error_messages={"required": "Tulis nama unit pertama."})
    nama2 = forms.CharField(label="Unit 2", max_length=150, error_messages={"required": "Tulis nama unit kedua."})
    nama3 = forms.CharField(label="Unit 3", max_length=150, required=False)
    nama4 = forms.CharField(label="Unit 4", max_length=150, required=False)

    def __init__(self, beban: Sequence[Beban], hari_ini: date, data: Any = None) -> None:
        super().__init__(data, initial={"mulai": hari_ini})
        for b in beban:
            self.fields[f"b-{b.kunci}"] = forms.ChoiceField(
                label=b.nama,
                choices=[(n, f"Unit {n}") for n in BAGIAN],
                initial="1",
                error_messages={"required": f"Pilih unit yang meneruskan {b.label.lower()} ini."},
            )

    def pembagian(self) -> tuple[list[str], dict[str, int]]:
        """The names of the parts, and by key of a row its place among them (-1: a part without a name)."""
        data = self.cleaned_data
        bernama = [n for n in BAGIAN if data.get(f"nama{n}", "").strip()]
        peta = {k[2:]: bernama.index(v) if v in bernama else -1 for k, v in data.items() if k.startswith("b-")}
        return [data[f"nama{n}"] for n in bernama], peta


class GabungForm(forms.Form):
    """Which unit takes over everything."""

    ke = forms.ChoiceField(label="Diteruskan oleh", error_messages={"required": "Pilih unit yang meneruskan."})
    mulai = TanggalField("Mulai berlaku")

    def __init__(self, units: Sequence[UnitKerja], hari_ini: date, data: Any = None) -> None:
        super().__init__(data, initial={"mulai": hari_ini})
        self.units = {str(u.pk): u for u in bersebutan(units)}
        self.fields["ke"].choices = [("", "– pilih unit –"), *((k, u.sebutan) for k, u in self.units.items())]  # type: ignore[attr-defined]


def usul_jabatan(pd: PerangkatDaerah, unit: UnitKerja | None) -> str:
    """What the head of a unit, or of a perangkat daerah, is called, as a suggestion."""
    if unit is not None:
        sebutan = unit.jenis in (UnitKerja.Jenis.ASISTEN, UnitKerja.Jenis.STAF_AHLI)  # called like their unit
        return unit.nama if sebutan else f"Kepala {unit.nama}"
    jenis = PerangkatDaerah.Jenis
    if pd.jenis == jenis.KECAMATAN:
        return f"Camat {pd.nama.removeprefix('Kecamatan ')}"
    return {jenis.SETDA: "Sekretaris Daerah", jenis.INSPEKTORAT: "Inspektur"}.get(jenis(pd.jenis), f"Kepala {pd.nama}")


def nip_sah(teks: str) -> str:
    """The NIP in its one spelling, or empty; raises the form's ValidationError unless it has eighteen digits."""
    if teks and sum(c.isdigit() for c in teks) != 18:
        raise forms.ValidationError("NIP terdiri atas 18 angka. Periksa lagi, atau kosongkan.")
    return nip_rapi(teks)


class PejabatForm(forms.ModelForm):
    """One official of a unit, or of the perangkat daerah itself, with the time of office."""

    nip = forms.CharField(
        label="NIP", max_length=30, required=False, help_text="18 angka, misalnya 19700101 199501 1 001."
    )
    mulai = TanggalField("Menjabat sejak", required=False)
    selesai = TanggalField("Menjabat sampai", required=False)
    memang = forms.BooleanField(label="Namanya memang ditulis begitu, tidak ada gelar di dalamnya", required=False)

    class Meta:
        model = Pejabat
        fields = (
            *("nama", "gelar_depan", "gelar_belakang", "nip", "pangkat", "golongan"),
            *("jabatan", "jenis", "kedudukan", "mulai", "selesai"),
        )

    def __init__(self, pd: PerangkatDaerah, unit: UnitKerja | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kepala = jenis_pejabat(pd, unit)
        jenis = dict.fromkeys([str(kepala), str(Pejabat.Jenis.LAINNYA), self.instance.jenis or str(kepala)])
        fields: Any = self.fields
        fields["jenis"].choices = [(j, Pejabat.Jenis(j).label) for j in jenis]
        fields["kedudukan"].choices = Pejabat.Kedudukan.choices
        fields["kedudukan"].required = False
        if not self.instance.pk:
            self.initial["jenis"] = str(kepala)
            self.initial["jabatan"] = usul_jabatan(pd, unit)
        fields["nama"].error_messages["required"] = "Isi nama pejabatnya."
        fields[
            "nama"
        ].help_text = "Misalnya SITI AMINAH. Gelar pada isian berikutnya: Dra. Hj. di depan, M.Si di belakang."
        if not (self.is_bound and saran_gelar(self.data.get(self.add_prefix("nama"), ""))):
            del fields["memang"]  # asked only of a name that looks as if it had titles
        fields["jabatan"].error_messages["required"] = "Isi jabatannya, seperti tercetak pada dokumen."

    def clean_nip(self) -> str:
        """Eighteen digits, however they are grouped."""
        return nip_sah(self.cleaned_data["nip"])

    def clean(self) -> dict[str, Any]:
        """Titles have fields of their own; a name newly written with what looks like one asks once."""
        isi: dict[str, Any] = super().clean() or {}
        saran = saran_gelar(isi.get("nama", "")) if "nama" in self.changed_data else ""
        if saran and not isi.get("memang"):
            self.add_error("nama", f"{saran} Bila memang namanya, centang kotak di bawah.")
        return isi
