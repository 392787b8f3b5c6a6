"""The forms of the cascade editor: one element, and its new place. They clean what was typed; services decide."""

from collections.abc import Sequence
from typing import Any

from django import forms

from indicators.models import Sasaran, UnitKerja
from indicators.selectors.unit_nama import bersebutan
from indicators.tingkat import TINGKAT, Unsur, kolom_induk, nama_unsur, tingkat_of

MAKS = 2000
TERLALU_PANJANG = f"Paling panjang {MAKS} huruf."


class UnsurForm(forms.Form):
    """What is written of one element; it has the fields of its level only."""

    kode = forms.CharField(
        label="Kode", required=False, max_length=20, error_messages={"max_length": "Kode terlalu panjang."}
    )
    uraian = forms.CharField(label="Uraian", max_length=MAKS, error_messages={"max_length": TERLALU_PANJANG})
    akronim = forms.CharField(label="Akronim", required=False, max_length=60)
    penjelasan = forms.CharField(
        label="Penjelasan", required=False, max_length=MAKS * 5, widget=forms.Textarea(attrs={"rows": 4})
    )
    unit = forms.ModelChoiceField(label="Unit kerja", queryset=UnitKerja.objects.none(), required=False)
    induk = forms.ChoiceField(label="Di bawah", required=False)

    def __init__(
        self, unsur: Unsur, units: Sequence[UnitKerja], induk: Sequence[Unsur] | None, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tingkat = tingkat_of(unsur)
        for nama in self._tanpa(unsur, induk):
            del self.fields[nama]
        self._pasang_uraian()
        if "unit" in self.fields:
            self._pasang_unit(unsur, units)
        if induk is not None and "induk" in self.fields:
            self.fields["induk"] = bidang_induk(unsur, induk)

    def clean(self) -> dict[str, Any]:
        """Neither name nor code is said together with what else is missing."""
        data = super().clean() or {}
        if self.tingkat.pola is not None and not (
            data.get("kode") or data.get("uraian") or self.errors.keys() & {"kode", "uraian"}
        ):
            self.add_error("uraian", f"Tulis nama {self.tingkat.nama}, atau kodenya.")
        return data

    def _tanpa(self, unsur: Unsur, induk: Sequence[Unsur] | None) -> list[str]:
        """The fields this element has not."""
        punya = {
            "kode": self.tingkat.pola is not None,
            "akronim": self.tingkat.jenis == "visi",
            "penjelasan": self.tingkat.daerah,
            "unit": self.tingkat.berunit or milik_unit(unsur),
            "induk": induk is not None and kolom_induk(unsur) is not None,
        }
        return [nama for nama, ada in punya.items() if not ada]

    def _pasang_uraian(self) -> None:
        uraian = self.fields["uraian"]
        kata = f"{self.tingkat.nama}-nya" if " " not in self.tingkat.nama else self.tingkat.nama
        uraian.error_messages["required"] = f"Tulis uraian {kata}."
        if self.tingkat.pola is None:
            uraian.widget = forms.Textarea(attrs={"rows": 3, "required": True, "maxlength": MAKS})
            return
        uraian.label = f"Nama {self.tingkat.nama}"
        uraian.required = False  # the code alone is enough where the nomenclature knows its name
        uraian.help_text = "Ketik sebagian nama untuk memilih dari nomenklatur. Boleh kosong bila kodenya dikenal."
        self.fields["kode"].help_text = f"Misalnya {self.tingkat.contoh_kode}. Ketik awal kode untuk memilih."
        for nama in ("kode", "uraian"):
            self.fields[nama].widget.attrs |= {"autocomplete": "off"}

    def _pasang_unit(self, unsur: Unsur, units: Sequence[UnitKerja]) -> None:
        unit: Any = self.fields["unit"]
        unit.queryset = UnitKerja.objects.filter(pk__in=[u.pk for u in units])
        unit.choices = [("", "– pilih unit –"), *((u.pk, u.sebutan) for u in bersebutan(units))]
        unit.required = milik_unit(unsur) or self.tingkat.jenis == "sub_kegiatan"
        unit.error_messages["required"] = f"Pilih unit kerja yang menangani {self.tingkat.nama} ini."
        unit.error_messages["invalid_choice"] = "Unit kerja itu sudah tidak ada. Pilih unit yang lain."


class PindahForm(forms.Form):
    """The new place of one element."""

    def __init__(self, unsur: Unsur, induk: Sequence[Unsur], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["induk"] = bidang_induk(unsur, induk)


def milik_unit(unsur: Unsur) -> bool:
    """Whether it is the sasaran of a unit: stored so, or being made so."""
    return isinstance(unsur, Sasaran) and (unsur.unit_kerja_id is not None or getattr(unsur, "untuk_unit", False))


def bidang_induk(unsur: Unsur, pilihan: Sequence[Unsur]) -> forms.ChoiceField:
    """The choice of the element above."""
    tingkat = tingkat_of(unsur)
    jenis = "sasaran di atasnya" if milik_unit(unsur) else TINGKAT[kolom_induk(unsur) or tingkat.jenis].nama
    kosong = f"– belum dikaitkan dengan {jenis} –" if tingkat.lepas else f"– pilih {jenis} –"
    return forms.ChoiceField(
        label=jenis.capitalize() if milik_unit(unsur) else f"Di bawah {jenis}",
        choices=[("", kosong), *((str(p.pk), _sebutan(p)) for p in pilihan)],
        required=not tingkat.lepas,
        error_messages={
            "required": f"Pilih {jenis} tempat {tingkat.nama} ini berada.",
            "invalid_choice": f"{jenis.capitalize()} itu tidak ada lagi. Pilih yang lain.",
        },
    )


def _sebutan(unsur: Unsur) -> str:
    nama = nama_unsur(unsur)
    nama = nama if len(nama) <= 140 else f"{nama[:139]}…"
    unit = unsur.unit_kerja if isinstance(unsur, Sasaran) else None
    return f"{nama} ({unit.nama})" if unit else nama
