"""The page where a planner defines a formula: one line, a table of variables, and up to three worked examples."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from indicators.models import Indikator
from indicators.rumus import MAKS_HURUF
from indicators.rumus_templat import Templat
from sakip.forms import NumberField
from sakip.lib.numbers import format_number

CONTOH = (1, 2, 3)
MAKS_BARIS, BARIS_AWAL, BARIS_TAMBAHAN = 30, 3, 3
SIMBOL = RegexValidator(r"^[a-z][a-z0-9_]*$", "Nama singkat: huruf kecil, lalu huruf, angka, atau garis bawah.")


class RumusForm(forms.Form):
    """The formula itself and the results its examples must give."""

    ekspresi = forms.CharField(
        label="Rumus",
        max_length=MAKS_HURUF,
        help_text=(
            "Pakai nama singkat variabel, angka, + - × / dan kurung. Fungsi: rata(a; b), jumlah(a; b), min(a; b), "
            "max(a; b), bulat(a; 4), ikm(u1; u2; …). Hasil dibulatkan dua desimal, kecuali rumusnya sudah membulatkan."
        ),
        error_messages={"required": "Tulis rumusnya, misalnya a / b * 100."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    hasil1 = NumberField(required=False, label="Hasil yang benar, contoh 1")
    hasil2 = NumberField(required=False, label="Hasil yang benar, contoh 2")
    hasil3 = NumberField(required=False, label="Hasil yang benar, contoh 3")


class VariabelForm(forms.Form):
    """One row of the table of variables; a row without short name and description is no variable."""

    simbol = forms.CharField(required=False, max_length=20, label="Nama singkat")
    nama = forms.CharField(required=False, max_length=200, label="Keterangan")
    minimum = NumberField(required=False, label="Paling kecil")
    maksimum = NumberField(required=False, label="Paling besar")
    contoh1 = NumberField(required=False, label="Contoh 1")
    contoh2 = NumberField(required=False, label="Contoh 2")
    contoh3 = NumberField(required=False, label="Contoh 3")

    def clean_simbol(self) -> str:
        """In small letters, as formulas are read."""
        simbol = str(self.cleaned_data["simbol"]).strip().lower()
        if simbol:
            SIMBOL(simbol)
        return simbol

    def clean(self) -> dict[str, Any]:
        """A row that is begun is a whole variable."""
        data = dict(super().clean() or self.cleaned_data)
        terisi = any(v not in (None, "") for v in data.values())
        if terisi and "simbol" in data and not data["simbol"]:
            self.add_error("simbol", "Tulis nama singkatnya, seperti pada rumus.")
        if terisi and "nama" in data and not data["nama"]:
            self.add_error("nama", "Tulis keterangannya: inilah yang dibaca pengisi.")
        return data

    @property
    def kosong(self) -> bool:
        """Whether the cleaned row holds no variable."""
        return not self.cleaned_data.get("simbol")


class RumusIsian:
    """The whole page as one form. `data` is what was sent; `awal` what stands in an unsent one."""

    def __init__(self, data: Mapping[str, Any] | None = None, awal: Mapping[str, Any] | None = None) -> None:
        baris = str((data or awal or {}).get("baris", BARIS_AWAL))
        jumlah = min(int(baris) if baris.isdecimal() and len(baris) < 4 else BARIS_AWAL, MAKS_BARIS)
        self.rumus = RumusForm(data, initial=dict(awal or {}))
        self.variabel = [
            VariabelForm(data, prefix=f"v{n}", initial=_bagian(awal or {}, f"v{n}-")) for n in range(max(jumlah, 1))
        ]
        for nomor, form in enumerate(self.variabel, 1):
            for field in form.fields.values():
                field.widget.attrs |= {"aria-label": f"{field.label}, baris {nomor}", "autocomplete": "off"}

    def is_valid(self) -> bool:
        """Whether all of it can be read."""
        return all([self.rumus.is_valid(), *(v.is_valid() for v in self.variabel)])

    @property
    def ekspresi(self) -> str:
        """The cleaned formula."""
        return str(self.rumus.cleaned_data["ekspresi"])

    def isi_variabel(self) -> list[dict[str, Any]]:
        """The cleaned variables: simbol, nama, minimum, maksimum."""
        kolom = ("simbol", "nama", "minimum", "maksimum")
        return [{k: v.cleaned_data[k] for k in kolom} for v in self.variabel if not v.kosong]

    def isi_contoh(self) -> Iterator[tuple[int, dict[str, Decimal], Decimal | None]]:
        """The cleaned examples that hold anything: number, figures by short name, the result (None: not given)."""
        for n in CONTOH:
            kolom = f"contoh{n}"
            masukan = {v.cleaned_data["simbol"]: v.cleaned_data[kolom] for v in self.variabel if not v.kosong}
            masukan = {k: d for k, d in masukan.items() if d is not None}
            hasil = self.rumus.cleaned_data[f"hasil{n}"]
            if masukan or hasil is not None:
                yield n, masukan, hasil


def _bagian(awal: Mapping[str, Any], depan: str) -> dict[str, Any]:
    return {k.removeprefix(depan): v for k, v in awal.items() if k.startswith(depan)}


def awal_tersimpan(indikator: Indikator) -> dict[str, Any]:
    """What the page shows of a stored formula. Two queries."""
    variabel = list(indikator.variabel_rumus.order_by("urutan"))
    contoh = list(indikator.contoh_rumus.order_by("pk"))[: len(CONTOH)]
    awal: dict[str, Any] = {"ekspresi": indikator.ekspresi, "baris": max(len(variabel), BARIS_AWAL)}
    for n, v in enumerate(variabel):
        kolom = {"simbol": v.simbol, "nama": v.nama, "minimum": v.minimum, "maksimum": v.maksimum}
        for nomor, c in zip(CONTOH, contoh, strict=False):
            kolom[f"contoh{nomor}"] = format_number(Decimal(c.masukan[v.simbol])) if v.simbol in c.masukan else ""
        awal |= {f"v{n}-{k}": isi for k, isi in kolom.items()}
    return awal | {f"hasil{nomor}": c.hasil for nomor, c in zip(CONTOH, contoh, strict=False)}


def awal_templat(templat: Templat) -> dict[str, Any]:
    """What the page shows when a planner begins with a ready formula."""
    awal: dict[str, Any] = {"ekspresi": templat.ekspresi, "hasil1": templat.hasil, "baris": len(templat.variabel)}
    for n, v in enumerate(templat.variabel):
        awal |= {
            f"v{n}-simbol": v.simbol,
            f"v{n}-nama": v.nama,
            f"v{n}-minimum": v.minimum,
            f"v{n}-maksimum": v.maksimum,
            f"v{n}-contoh1": v.contoh,
        }
    return awal


def awal_terkirim(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed so far, with some more rows below it."""
    awal = {k: v for k, v in data.items() if k != "csrfmiddlewaretoken"}
    baris = str(awal.get("baris", ""))
    awal["baris"] = (int(baris) if baris.isdecimal() and len(baris) < 4 else BARIS_AWAL) + BARIS_TAMBAHAN
    return awal
