"""The pieces a section of the annual report is made of: numbered tables and figures, prose, what is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.payloads import Tabel
from reports.payloads_lkjip import (
    BlokBagan,
    BlokGrafik,
    BlokJudul,
    BlokKekurangan,
    BlokKutipan,
    BlokNarasi,
    BlokRumus,
    BlokTabel,
    SimpulBagan,
)
from reports.prosa import html_dari_teks
from sakip.lib.charts import ChartData

# A table of fewer rows is never divided between two pages.
UTUH = 13


@dataclass
class Penomor:
    """Numbers of tables and figures: each is given once, in the order of the document.

    Tables of one subject (a sasaran of 3.1.7) share a number and are told apart by letters: `Tabel 3.1.8a`. How a
    number is written is the layout's.
    """

    pola_tabel: str = "Tabel {nomor}"
    pola_gambar: str = "Gambar {nomor}"
    _terakhir: dict[str, int] = field(default_factory=dict)
    _huruf: dict[str, int] = field(default_factory=dict)

    def tabel(self, awalan: str) -> str:
        """The next table: `Tabel 2.1` for `2`, `Tabel 3.1.1` for `3.1`."""
        return self.pola_tabel.replace("{nomor}", f"{awalan}.{self._naik(awalan)}")

    def gambar(self, bab: int) -> str:
        """The next figure of a chapter: `Gambar 3.1`."""
        return self.pola_gambar.replace("{nomor}", f"{bab}.{self._naik(f'gambar {bab}')}")

    def kelompok(self, awalan: str, *, baru: bool) -> str:
        """The next table of a group with letters; `baru` begins the next number with `a`."""
        if baru or awalan not in self._huruf:
            self._naik(awalan)
            self._huruf[awalan] = 0
        else:
            self._huruf[awalan] += 1
        nomor = f"{awalan}.{self._terakhir[awalan]}{chr(ord('a') + self._huruf[awalan])}"
        return self.pola_tabel.replace("{nomor}", nomor)

    def _naik(self, kunci: str) -> int:
        self._terakhir[kunci] = self._terakhir.get(kunci, 0) + 1
        return self._terakhir[kunci]


@dataclass
class Penulis:
    """Writes the blocks of one report: numbers them, takes a planner's words where there are, notes what is missing."""

    awalan: str  # lkjip
    ditulis: Mapping[str, str] = field(default_factory=dict)  # by key, as HTML: narasi_muat.ditulis
    nomor: Penomor = field(default_factory=Penomor)
    kekurangan: list[str] = field(default_factory=list)

    def narasi(self, bagian: str, judul: str, asli: str) -> BlokNarasi:
        """Prose that may be replaced. An empty text with nobody's words prints nothing."""
        kunci = f"{self.awalan}.{bagian}"
        tulisan = self.ditulis.get(kunci, "").strip()
        return {
            "jenis": "narasi",
            "kunci": kunci,
            "judul": judul,
            "html": tulisan or html_dari_teks(asli),
            "asli": asli,
            "ditulis": bool(tulisan),
        }

    def kurang(self, kalimat: str) -> BlokKekurangan:
        """Something is missing: said on the page, and once in the list for the planner."""
        if kalimat not in self.kekurangan:
            self.kekurangan.append(kalimat)
        return {"jenis": "kekurangan", "teks": kalimat}

    def tabel(self, nomor: str, judul: str, tabel: Tabel, *, lebar: bool = False, catatan: str = "") -> BlokTabel:
        """A numbered table."""
        return {
            "jenis": "tabel",
            "nomor": nomor,
            "judul": judul,
            "jangkar": jangkar(nomor),
            "tabel": tabel,
            "lebar": lebar,
            "utuh": len(tabel["baris"]) < UTUH,
            "catatan": catatan,
        }

    def grafik(self, bab: int, data: ChartData) -> BlokGrafik:
        """A numbered chart."""
        nomor = self.nomor.gambar(bab)
        return {
            "jenis": "grafik",
            "nomor": nomor,
            "judul": data.judul,
            "jangkar": jangkar(nomor),
            "alt": data.kalimat,
            "data": data.as_dict(),
        }

    def bagan(self, bab: int, judul: str, alt: str, pohon: SimpulBagan, *, nomor: str = "") -> BlokBagan:
        """The numbered organisation chart; `nomor` when a sentence before it has asked for its number."""
        nomor = nomor or self.nomor.gambar(bab)
        return {
            "jenis": "bagan",
            "nomor": nomor,
            "judul": judul,
            "jangkar": jangkar(nomor),
            "alt": alt,
            "pohon": pohon,
        }


def subjudul(teks: str, *, dalam: bool = False, di: int = 3) -> BlokJudul:
    """A heading without a number below one of level `di`; `dalam` one level further down."""
    return {"jenis": "subjudul", "teks": teks, "tingkat": di + 1 + dalam}


def kutipan(teks: str, sumber: str) -> BlokKutipan:
    """Words set apart."""
    return {"jenis": "kutipan", "teks": teks, "sumber": sumber}


def rumus(kiri: str, awal: str, atas: str, bawah: str, pengali: str) -> BlokRumus:
    """A formula with a fraction."""
    return {"jenis": "rumus", "kiri": kiri, "awal": awal, "atas": atas, "bawah": bawah, "pengali": pengali}


def jangkar(nomor: str) -> str:
    """The anchor of a number: `tabel-3-1-8a`."""
    return re.sub(r"[^a-z0-9]+", "-", nomor.lower()).strip("-")
