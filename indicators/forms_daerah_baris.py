"""The forms that take several rows at once: units, officials, accounts; and a list pasted from elsewhere."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from indicators.forms_daerah import isian_tanggal, isian_teks
from indicators.forms_unit import nip_sah
from indicators.models import Pejabat, PemerintahDaerah, PerangkatDaerah, Role, UnitKerja

BARIS_UNIT, BARIS_AKUN = 8, 5
"""Rows offered at once."""
MAKS_TEMPEL = 200
PANGKAT = (
    *(("I/a", "Juru Muda"), ("I/b", "Juru Muda Tingkat I"), ("I/c", "Juru"), ("I/d", "Juru Tingkat I")),
    *(("II/a", "Pengatur Muda"), ("II/b", "Pengatur Muda Tingkat I"), ("II/c", "Pengatur")),
    *(("II/d", "Pengatur Tingkat I"), ("III/a", "Penata Muda"), ("III/b", "Penata Muda Tingkat I")),
    *(("III/c", "Penata"), ("III/d", "Penata Tingkat I"), ("IV/a", "Pembina"), ("IV/b", "Pembina Tingkat I")),
    *(("IV/c", "Pembina Utama Muda"), ("IV/d", "Pembina Utama Madya"), ("IV/e", "Pembina Utama")),
)
"""Golongan ruang and pangkat of a civil servant."""
BARIS = "baris-"
_NOMOR = "-–•*0123456789.) "
_BUTIR = re.compile(r"^(?:[a-z]|[ivx]{1,4})[.)]\s+", re.IGNORECASE)


class PilihanPanjang(forms.Select):
    """A select of many choices: Django's own renders a template for each of them, on this page 1.500 times."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same HTML."""
        kepala = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        isi = format_html_join("", "{}", ((self._isi(p, str(value or "")),) for p in self.choices))
        return format_html("<select{}>{}</select>", kepala, isi)

    def _isi(self, pilihan: Any, nilai: str) -> str:
        kunci, label = pilihan
        if isinstance(label, list | tuple):
            return format_html(
                '<optgroup label="{}">{}</optgroup>',
                kunci,
                format_html_join("", '<option value="{}"{}>{}</option>', self._baris(label, nilai)),
            )
        return format_html_join("", '<option value="{}"{}>{}</option>', self._baris([pilihan], nilai))

    def _baris(self, semua: Any, nilai: str) -> list[tuple[Any, str, Any]]:
        return [(k, mark_safe(" selected") if str(k) == nilai else "", teks) for k, teks in semua]


# --- Units -----------------------------------------------------------------------------------------------------------


class UnitBarisForm(forms.Form):
    """One unit; a row without a name is none. `induk`: the key of a stored unit, or `baris-3`, that row of the page."""

    nama = isian_teks("Nama", 150)
    jenis = forms.ChoiceField(label="Jenis", choices=UnitKerja.Jenis.choices, initial=UnitKerja.Jenis.BAGIAN)
    induk = forms.ChoiceField(
        label="Di bawah",
        required=False,
        widget=PilihanPanjang,
        error_messages={"invalid_choice": "Pilih atasan yang ada dalam daftar."},
    )

    def __init__(self, *args: Any, ada: Sequence[UnitKerja] = (), banyak: int = BARIS_UNIT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        baris = [(f"{BARIS}{n}", f"baris {n + 1} di tabel ini") for n in range(banyak)]
        field: Any = self.fields["induk"]
        field.choices = [("", "langsung di bawah pimpinan"), *((str(u.pk), u.sebutan) for u in ada), *baris]


class TempelForm(forms.Form):
    """A list pasted from a document or a workbook: a unit a line, `nama ; jenis ; atasan`."""

    daftar = forms.CharField(
        label="Tempel daftar",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=40_000,
        strip=False,
        error_messages={"required": "Tempel dulu daftarnya.", "max_length": "Daftarnya terlalu panjang: bagi dua."},
        help_text="Satu unit sebaris; baris yang menjorok berada di bawah baris di atasnya."
        " Dari Excel boleh tiga kolom: nama, jenis, atasannya. Dua terakhir boleh kosong.",
    )

    def clean_daftar(self) -> str:
        """The list with its indentation, that of the first line too."""
        daftar: str = self.cleaned_data["daftar"]
        if not daftar.strip():
            raise forms.ValidationError(self.fields["daftar"].error_messages["required"])
        return daftar


def baca_tempel(teks: str, ada: Sequence[UnitKerja]) -> list[dict[str, str]]:
    """The rows of a pasted list as the table wants them: kind guessed from the name where none is given.

    A superior is looked for by name, in the list itself and among the stored ones; one that is not found, or is there
    twice, is left out, for the person looks at the table before anything is stored. A line that names none stands below
    the one it is indented under.
    """
    isi = [baris for baris in teks.splitlines() if baris.strip()][:MAKS_TEMPEL]
    sel = [_sel(baris) for baris in isi]
    banyak = Counter(s[0].casefold() for s in sel)
    letak = {s[0].casefold(): f"{BARIS}{n}" for n, s in enumerate(sel) if banyak[s[0].casefold()] == 1}
    sama = Counter(u.nama.casefold() for u in ada)
    milik = {n: str(u.pk) for u in ada for n in {u.nama.casefold(), u.sebutan.casefold()} if sama[n] < 2}
    letak = {n: k for n, k in milik.items() if n not in banyak} | letak
    return [
        {
            "nama": nama[:150],
            "jenis": _jenis(jenis or nama),
            "induk": letak.get(atasan.casefold(), "") if atasan else di_bawah,
        }
        for (nama, jenis, atasan), di_bawah in zip(sel, _menjorok(isi), strict=True)
    ]


def _menjorok(isi: Sequence[str]) -> list[str]:
    """The line above each that is indented less, as a row of the table; empty for those at the margin."""
    hasil: list[str] = []
    atas: list[tuple[int, int]] = []
    for n, baris in enumerate(isi):
        dalam = len(baris.expandtabs(4)) - len(baris.expandtabs(4).lstrip())
        while atas and atas[-1][0] >= dalam:
            atas.pop()
        hasil.append(f"{BARIS}{atas[-1][1]}" if atas else "")
        atas.append((dalam, n))
    return hasil


def _sel(baris: str) -> tuple[str, str, str]:
    """Name, kind and superior of a line, without its number and what stands before it."""
    pemisah = "\t" if "\t" in baris.strip() else ";"
    sel = [" ".join(s.split()) for s in baris.strip().split(pemisah)]
    sel[0] = _BUTIR.sub("", sel[0].lstrip(_NOMOR))
    if not sel[0] and len(sel) > 1:  # a column of numbers
        sel = [_BUTIR.sub("", sel[1].lstrip(_NOMOR)), *sel[2:]]
    nama, jenis, atasan = [*sel, "", ""][:3]
    return nama, jenis, atasan


def _jenis(teks: str) -> str:
    """The kind of unit a word or a name begins with: `Subbagian Umum` is a Subbagian."""
    kata = teks.casefold().replace("sub bagian", "subbagian").replace("kasubbag", "subbagian")
    for jenis in sorted(UnitKerja.Jenis, key=lambda j: -len(j.label)):
        if kata.startswith((jenis.label.casefold(), jenis.value.casefold())):
            return str(jenis.value)
    return str(UnitKerja.Jenis.BAGIAN.value)


# --- Officials -------------------------------------------------------------------------------------------------------


class PejabatBarisForm(forms.Form):
    """One official; a row without a name is none. Which office it is says the row, not the form."""

    jabatan = isian_teks("Jabatan", 200)
    gelar_depan = isian_teks("Gelar depan", 40)
    nama = isian_teks("Nama tanpa gelar", 120)
    gelar_belakang = isian_teks("Gelar belakang", 60)
    nip = isian_teks("NIP", 30)
    pangkat = forms.ChoiceField(
        label="Pangkat, golongan",
        required=False,
        choices=[("", "–"), *((f"{nama}|{gol}", f"{nama}, {gol}") for gol, nama in reversed(PANGKAT))],
    )
    mulai = isian_tanggal("Menjabat sejak")

    def clean_nip(self) -> str:
        """Eighteen digits, however they are grouped."""
        return nip_sah(self.cleaned_data["nip"])

    def clean(self) -> dict[str, Any]:
        """Pangkat and golongan apart, as they are stored; an office needs its name."""
        isi: dict[str, Any] = super().clean() or {}
        isi["pangkat"], _, isi["golongan"] = isi.get("pangkat", "").partition("|")
        if isi.get("nama") and not isi.get("jabatan"):
            self.add_error("jabatan", "Tulis jabatannya.")
        return isi


class PejabatForm(PejabatBarisForm):
    """One official that is mended."""

    kedudukan = forms.ChoiceField(label="Kedudukan", choices=Pejabat.Kedudukan.choices, required=False)
    selesai = isian_tanggal("Menjabat sampai", "Isi bila ia sudah berhenti; jabatannya lalu dapat diisi pejabat baru.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama in ("jabatan", "nama"):
            self.fields[nama].required = True
        awal = self.initial.get("pangkat")
        field: Any = self.fields["pangkat"]
        if awal and awal not in dict(field.choices):  # of other people than civil servants
            field.choices = [*field.choices, (awal, awal.replace("|", ", ").strip(", "))]


# --- Accounts --------------------------------------------------------------------------------------------------------


class AkunBarisForm(forms.Form):
    """One account; a row without a user name is none. `tempat` is `pemda`, `pd-3` or `unit-7`."""

    username = forms.RegexField(
        label="Nama pengguna",
        regex=r"^[A-Za-z0-9._@+-]+$",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "Pakai huruf, angka, titik, atau tanda hubung saja, tanpa spasi."},
    )
    nama = isian_teks("Nama lengkap", 150)
    email = forms.EmailField(
        label="Surel", required=False, error_messages={"invalid": "Tulis alamat surel yang lengkap."}
    )
    role = forms.ChoiceField(label="Peran", choices=Role.choices, initial=Role.OPERATOR)
    tempat = forms.ChoiceField(
        label="Pada",
        widget=PilihanPanjang,
        error_messages={"invalid_choice": "Pilih tempat yang ada dalam daftar."},
    )

    def __init__(
        self,
        *args: Any,
        daerah: PemerintahDaerah | None = None,
        perangkat: Sequence[PerangkatDaerah] = (),
        unit: Sequence[UnitKerja] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        pilihan: list[Any] = [("pemda", str(daerah))]
        for pd in perangkat:
            milik = [(f"unit-{u.pk}", u.sebutan) for u in unit if u.perangkat_daerah_id == pd.pk]
            pilihan.append((pd.nama, [(f"pd-{pd.pk}", f"{pd.nama} (seluruhnya)"), *milik]))
        field: Any = self.fields["tempat"]
        field.choices = pilihan

    def clean(self) -> dict[str, Any]:
        """A person has a name."""
        isi: dict[str, Any] = super().clean() or {}
        if isi.get("username") and not isi.get("nama"):
            self.add_error("nama", "Tulis nama lengkapnya.")
        if isi.get("nama") and not isi.get("username") and "username" not in self.errors:
            self.add_error("username", "Tulis nama penggunanya, misalnya operator.umum.")
        return isi
