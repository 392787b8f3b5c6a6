"""The form of one layout: from what is stored to fields, and from what came back to what is stored.

Stored is only what differs from the defaults, so a default that gets better later reaches everybody who did not decide
otherwise. Keys the kind does not know stay as they are.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah
from reports import gerbang
from reports.builders import REGISTRY
from reports.builders.tata import gabung, mewarisi
from reports.models import JenisDokumen, TataDokumen
from reports.tata.kunci import KELOMPOK, LAIN, Kunci
from reports.tata.kunci_laporan import KUNCI
from reports.tata.medan import Data, Galat, Isian, Lanjutan, cocok

KATA = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Sekarang:
    """What one institution has decided about one kind, and the defaults it decided over."""

    jenis: JenisDokumen
    isi: dict[str, Any]
    bawaan: dict[str, Any]


@dataclass(frozen=True)
class IsianKunci:
    """One key on the page. `diubah`: it differs from its default; `salah`: something in it cannot be used."""

    kunci: str
    label: str
    bantuan: str
    isian: Isian
    diubah: bool
    lanjutan: bool
    salah: bool


@dataclass(frozen=True)
class Kelompok:
    """One group of keys on the page."""

    nama: str
    isian: list[IsianKunci]

    @property
    def diubah(self) -> int:
        """How many of its keys differ from their defaults."""
        return sum(satu.diubah for satu in self.isian)

    @property
    def terbuka(self) -> bool:
        """Whether the page shows it open: something in it was decided, or is wrong."""
        return any(satu.diubah or satu.salah for satu in self.isian)


@dataclass
class Formulir:
    """The fields with their texts, which of them are shown as JSON, and what is wrong. `umum`: with no single field."""

    sekarang: Sekarang
    data: Data
    lanjutan: frozenset[str]
    galat: Galat = field(default_factory=dict)
    umum: list[str] = field(default_factory=list)

    def kelompok(self) -> list[Kelompok]:
        """The groups that have a key, in the order of the page."""
        semua = [(k, self._satu(nama, k)) for nama, k in kunci_of(self.sekarang).items()]
        return [Kelompok(n, isi) for n in KELOMPOK if (isi := [satu for k, satu in semua if k.kelompok == n])]

    def tolak(self, kalimat: str) -> None:
        """Note what the document refuses, at the field it names if it names one."""
        kata = KATA.findall(kalimat.partition(": ")[2])
        nama = next((satu for satu in kata if satu in self.sekarang.bawaan), None)
        if nama is None:
            self.umum.append(kalimat)
        else:
            self.galat.setdefault(nama, []).append(kalimat)

    def _satu(self, nama: str, k: Kunci) -> IsianKunci:
        lanjutan = nama in self.lanjutan
        medan = Lanjutan(self.sekarang.bawaan[nama]) if lanjutan else k.medan
        salah = any(n == nama or n.startswith(f"{nama}.") for n in self.galat)
        isian = replace(medan.isian(nama, self.data, self.galat), label=k.label)
        diubah = nama in self.sekarang.isi
        return IsianKunci(nama, k.label, k.bantuan, isian, diubah, lanjutan or isinstance(medan, Lanjutan), salah)


def sekarang(perangkat_daerah: PerangkatDaerah, jenis: JenisDokumen) -> Sekarang:
    """What is stored, with the defaults it is merged over. One query."""
    rows = TataDokumen.objects.filter(perangkat_daerah=perangkat_daerah, jenis__in=(jenis, JenisDokumen.SK_IKU))
    per_jenis = dict(rows.values_list("jenis", "isi"))
    bawaan = dict(vars(REGISTRY[jenis]).get("BAWAAN", {}))
    if jenis != JenisDokumen.SK_IKU:
        bawaan = mewarisi(bawaan, per_jenis.get(JenisDokumen.SK_IKU.value, {}))
    if jenis == JenisDokumen.LKJIP:
        bawaan["gerbang"] = dict(gerbang.BAWAAN)
    return Sekarang(jenis, per_jenis.get(jenis.value, {}), bawaan)


def kunci_of(kini: Sekarang) -> dict[str, Kunci]:
    """The keys of a kind with their words; one nobody has described yet is shown as JSON."""
    dikenal = KUNCI.get(kini.jenis, {})
    return {
        nama: dikenal.get(nama) or Kunci(LAIN, nama.replace("_", " ").capitalize(), Lanjutan(nilai))
        for nama, nilai in kini.bawaan.items()
    }


def buka(kini: Sekarang) -> Formulir:
    """The form of what is stored. What no field can show without losing something is shown as JSON."""
    data: dict[str, str] = {}
    lanjutan = set()
    for nama, k in kunci_of(kini).items():
        nilai = _berlaku(kini, nama)
        if cocok(k.medan, nilai):
            data |= k.medan.tulis(nama, nilai)
        else:
            lanjutan.add(nama)
            data |= Lanjutan().tulis(nama, nilai)
    return Formulir(kini, data, frozenset(lanjutan))


def terima(kini: Sekarang, data: Data) -> tuple[Formulir, dict[str, Any]]:
    """What came back as the form to show again, and as the layout to store; usable only where nothing is wrong.

    `<key>.ada` says that a key was on the page (`json` where it was shown as JSON): without it the key stays as it is.
    `<key>.bawaan` gives it back to its default.
    """
    semua = kunci_of(kini)
    lanjutan = frozenset(nama for nama in semua if data.get(f"{nama}.ada") == "json")
    formulir = Formulir(kini, data, lanjutan)
    hasil = dict(kini.isi)
    for nama, k in semua.items():
        if not data.get(f"{nama}.ada"):
            continue
        hasil.pop(nama, None)
        if data.get(f"{nama}.bawaan"):
            continue
        medan = Lanjutan(kini.bawaan[nama]) if nama in lanjutan else k.medan
        nilai = medan.baca(nama, data, formulir.galat)
        if nilai != kini.bawaan[nama]:
            hasil[nama] = selisih(kini.bawaan[nama], nilai)
    return formulir, hasil


def selisih(bawaan: Any, nilai: Any) -> Any:
    """What of a value differs from its default; an object key by key, all else as a whole."""
    if not (isinstance(bawaan, dict) and bawaan and isinstance(nilai, dict)):
        return nilai
    return {k: selisih(bawaan.get(k), v) for k, v in nilai.items() if k not in bawaan or v != bawaan[k]}


def _berlaku(kini: Sekarang, nama: str) -> Any:
    """The value in force; the stored one as it is where it cannot be merged."""
    if nama not in kini.isi:
        return kini.bawaan[nama]
    try:
        return gabung({nama: kini.bawaan[nama]}, {nama: kini.isi[nama]}, kini.jenis)[nama]
    except InvalidValue:
        return kini.isi[nama]
