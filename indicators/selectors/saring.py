"""What a dashboard is narrowed to: category, IKU only, words. All of it stands in the address of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.text import slugify

from indicators.calculations import BatasKategori
from indicators.selectors.capaian import CapaianRow

BELUM_TERUKUR = "belum-terukur"


@dataclass(frozen=True)
class Saring:
    """The narrowing of one page. `kategori` is the key of a label (`kunci_kategori`); empty: nothing is left out."""

    kategori: str = ""
    iku: bool = False
    cari: str = ""

    @property
    def kosong(self) -> bool:
        """Whether everything is shown."""
        return not (self.kategori or self.iku or self.cari)

    def cocok(self, row: CapaianRow) -> bool:
        """Whether one indikator stays: by its category up to the quarter of the page, its words and its unit."""
        i = row.indikator
        if self.iku and not i.iku:
            return False
        return self.cocok_kategori(row.kategori) and self.cocok_kata(i.nama, i.kode, i.unit_kerja.nama)

    def cocok_kategori(self, kategori: BatasKategori | None) -> bool:
        """Whether a category is the wanted one."""
        return not self.kategori or self.kategori == kunci_kategori(kategori)

    def cocok_kata(self, *teks: str) -> bool:
        """Whether every word that was typed occurs in one of the texts."""
        isi = " ".join(teks).casefold()
        return all(kata in isi for kata in self.cari.casefold().split())

    def kata(self, label: str) -> str:
        """The narrowing in words, for a page on paper and a workbook; `label` is that of the category."""
        bagian = [f"kategori {label}"] if self.kategori else []
        bagian += ["hanya IKU"] if self.iku else []
        bagian += [f"memuat “{self.cari}”"] if self.cari else []
        return ", ".join(bagian)


SEMUA = Saring()
"""Nothing is left out."""


def kunci_kategori(kategori: BatasKategori | None) -> str:
    """How the address names a category: by the regency's own word for it."""
    return slugify(kategori.label) if kategori else BELUM_TERUKUR


def pilihan_kategori(kategori: Iterable[BatasKategori]) -> list[tuple[str, str]]:
    """The categories to choose from, the best first, and what has none yet."""
    urut = sorted(kategori, key=lambda k: k.batas_bawah, reverse=True)
    return [*((kunci_kategori(k), k.label) for k in urut), (BELUM_TERUKUR, "Belum terukur")]


class Alamat(Protocol):
    """Where a page leads from what it shows; views know the addresses."""

    def perangkat_daerah(self, kode: str) -> str:
        """The dashboard of a perangkat daerah."""

    def unit(self, pk: int) -> str:
        """The page of a unit."""

    def indikator(self, pk: int) -> str:
        """The page of an indikator."""

    def lembar(self, unit: int, triwulan: int) -> str:
        """The sheet of a unit."""

    def baris(self, jenis: str, pk: int, triwulan: int) -> str:
        """One row of a sheet with its history and trail; `jenis` is `indikator` or `sub-kegiatan`."""
