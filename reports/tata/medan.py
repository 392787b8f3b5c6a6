"""The kinds of field a layout is edited with: how a value becomes form fields, and form fields a value again.

A field knows nothing of requests: `tulis` makes the flat texts a form shows, `baca` reads what came back and notes in
`galat` what cannot be used, under the name of the field, `isian` is what the template sees. What a field cannot show
without losing something (`cocok`) is shown as JSON instead.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from reports.builders.pola import KUNCI
from sakip.lib.numbers import NumberFormatError, format_number, parse_decimal

MAKS_TEKS = 4000

KUNCI_DIKENAL = frozenset(
    ("pd", "perangkat", "daerah", "kab", "jabatan", "penetap", "periode", "tahun", "triwulan", "tempat", "tanggal")
    + ("nomor", "urut", "jenis", "tentang", "lampiran", "romawi", "angka", "n", "bab", "huruf", "unit", "pokok")
    + ("tingkat", "nilai", "pangkat", "golongan", "nip", "alamat", "telepon", "faksimile", "surel", "kota", "alasan")
    + ("perubahan", "sampai", "akhir", "lalu", "perjanjian", "kepala_daerah", "tahun_terbit", "nama")
)
"""What texts of a layout may name in braces, in small letters or in capitals (docs/dokumen.md says which where)."""

Galat = dict[str, list[str]]
Data = Mapping[str, str]


@dataclass(frozen=True)
class Isian:
    """One field for the template. `jenis` chooses how it is drawn; `baris` are rows of cells."""

    jenis: str
    nama: str
    label: str = ""
    bantuan: str = ""
    nilai: str = ""
    galat: Sequence[str] = ()
    opsi: Sequence[tuple[str, str]] = ()
    kolom: Sequence[str] = ()
    baris: "Sequence[BarisIsian]" = ()
    anak: "Sequence[Isian]" = ()


@dataclass(frozen=True)
class BarisIsian:
    """One row of a list: its cells, the names and values of its order, of its mark to be removed, of what it hides."""

    nama: str
    urut: str
    hapus: bool
    lain: str
    sel: Sequence[Isian]


class Medan(Protocol):
    """What every kind of field offers."""

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """The value as the texts of the form."""

    def baca(self, nama: str, data: Data, galat: Galat) -> Any:
        """The value of what came back; None where it cannot be used, which `galat` then says."""

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """What the template draws."""


def cocok(medan: Medan, nilai: Any) -> bool:
    """Whether a value comes back from the form as it went in."""
    galat: Galat = {}
    try:
        kembali = medan.baca("x", medan.tulis("x", nilai), galat)
    except (AttributeError, TypeError, ValueError, KeyError):
        return False
    return not galat and bool(kembali == nilai)


def tolak(galat: Galat, nama: str, kalimat: str) -> None:
    """Note what is wrong with one field."""
    galat.setdefault(nama, []).append(kalimat)


@dataclass(frozen=True)
class Teks:
    """A text, on one line or (`panjang`) on several. `pola`: it may name what is filled in, in braces."""

    panjang: bool = False
    pola: bool = True

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """The text itself."""
        if not isinstance(nilai, str) or ("\n" in nilai and not self.panjang):
            raise TypeError
        return {nama: nilai}

    def baca(self, nama: str, data: Data, galat: Galat) -> str:
        """The text with plain line breaks."""
        teks = data.get(nama, "").replace("\r\n", "\n").strip("\n")
        if len(teks) > MAKS_TEKS:
            tolak(galat, nama, f"Teks ini terlalu panjang. Paling banyak {format_number(MAKS_TEKS)} huruf.")
        if "\x00" in teks:
            tolak(galat, nama, "Teks ini memuat huruf yang tidak dapat disimpan. Ketik ulang.")
        asing = sorted({k for k in KUNCI.findall(teks) if k.lower() not in KUNCI_DIKENAL})
        if self.pola and asing:
            tanda = ", ".join(f"{{{k}}}" for k in asing)
            tolak(galat, nama, f"Tanda {tanda} tidak dikenal, jadi akan tercetak begitu saja. Periksa ejaannya.")
        elif self.pola and KUNCI.sub("", teks).count("{") + KUNCI.sub("", teks).count("}"):
            tolak(galat, nama, "Kurung kurawal tidak berpasangan. Tulis misalnya {tahun}, tanpa spasi di dalamnya.")
        return teks

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """A text field."""
        jenis = "panjang" if self.panjang else "teks"
        return Isian(jenis, nama, nilai=data.get(nama, ""), galat=galat.get(nama, ()))


@dataclass(frozen=True)
class Butir:
    """A short list of lines in one field, a line each."""

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """The lines below each other."""
        if not isinstance(nilai, list) or any(not isinstance(b, str) or "\n" in b for b in nilai):
            raise TypeError
        return {nama: "\n".join(nilai)}

    def baca(self, nama: str, data: Data, galat: Galat) -> list[str]:
        """Every line that says something."""
        teks = Teks(panjang=True).baca(nama, data, galat)
        return [baris for baris in teks.split("\n") if baris.strip()]

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """A field of several lines."""
        return Isian("panjang", nama, nilai=data.get(nama, ""), galat=galat.get(nama, ()))


@dataclass(frozen=True)
class Centang:
    """Yes or no."""

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """A tick when it holds."""
        if not isinstance(nilai, bool):
            raise TypeError
        return {nama: "ya"} if nilai else {}

    def baca(self, nama: str, data: Data, galat: Galat) -> bool:
        """Whether it was ticked."""
        return bool(data.get(nama))

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """A tick box."""
        return Isian("centang", nama, nilai=data.get(nama, ""), galat=galat.get(nama, ()))


@dataclass(frozen=True)
class Pilihan:
    """One of some values, each with its words; `kosong` is what choosing nothing stands for, if it may."""

    opsi: Sequence[tuple[Any, str]]
    kosong: Any = None

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """The value as the text of its option."""
        if nilai == self.kosong and self.kosong is not None and type(nilai) is type(self.kosong):
            return {nama: ""}
        return {nama: self._teks(nilai)}

    def baca(self, nama: str, data: Data, galat: Galat) -> Any:
        """The value of the option."""
        teks = data.get(nama, "")
        for nilai, _ in self.opsi:
            if self._teks(nilai) == teks:
                return nilai
        if teks or self.kosong is None:
            tolak(galat, nama, f"Pilih salah satu: {', '.join(label for _, label in self.opsi)}.")
        return self.kosong

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """A drop-down list."""
        opsi = [(self._teks(nilai), label) for nilai, label in self.opsi]
        if self.kosong is not None and "" not in [teks for teks, _ in opsi]:
            opsi.insert(0, ("", "–"))
        return Isian("pilihan", nama, nilai=data.get(nama, ""), galat=galat.get(nama, ()), opsi=opsi)

    @staticmethod
    def _teks(nilai: Any) -> str:
        return nilai if isinstance(nilai, str) else json.dumps(nilai)


@dataclass(frozen=True)
class Angka:
    """A number above nothing: the weight of a column, a year (`bulat`)."""

    bulat: bool = False

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """The number in Indonesian notation; a year without a point."""
        if isinstance(nilai, bool) or not isinstance(nilai, int | float):
            raise TypeError
        return {nama: str(nilai) if self.bulat else format_number(Decimal(str(nilai)))}

    def baca(self, nama: str, data: Data, galat: Galat) -> int | float | None:
        """The number, whole where it is whole."""
        teks = data.get(nama, "").strip()
        try:
            nilai = Decimal(teks) if re.fullmatch(r"\d{1,4}(\.\d{1,2})?", teks) else parse_decimal(teks)
        except NumberFormatError:
            nilai = None
        if nilai is None or not 0 < nilai < 10_000 or (self.bulat and nilai != nilai.to_integral_value()):
            contoh = "2025" if self.bulat else "12 atau 12,5"
            tolak(galat, nama, f"Isi angka yang lebih besar dari nol, misalnya {contoh}.")
            return None
        return int(nilai) if nilai == nilai.to_integral_value() else float(nilai)

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """A narrow text field."""
        return Isian("angka", nama, nilai=data.get(nama, ""), galat=galat.get(nama, ()))


@dataclass(frozen=True)
class Lanjutan:
    """What no other field can show: JSON."""

    contoh: Any = None
    """The default: what came back must have its shape."""

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """The value as JSON."""
        return {nama: json.dumps(nilai, indent=2, ensure_ascii=False)}

    def baca(self, nama: str, data: Data, galat: Galat) -> Any:
        """The value of the JSON."""
        try:
            nilai = json.loads(data.get(nama, ""))
        except (ValueError, RecursionError):
            tolak(galat, nama, "Tulisan ini bukan JSON. Tanda kutip, koma, dan kurung harus berpasangan.")
            return None
        if self.contoh is not None and not isinstance(nilai, type(self.contoh)):
            kata = "daftar: diawali [ dan diakhiri ]" if isinstance(self.contoh, list) else "objek: { … }"
            tolak(galat, nama, f"Isinya harus berupa {kata}.")
        return nilai

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """A field of several lines in a fixed face."""
        return Isian("lanjutan", nama, nilai=data.get(nama, ""), galat=galat.get(nama, ()))
