"""The figures of a chart as a table: the same rows beside the picture on a page, and as real numbers in a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Literal

from sakip.lib.numbers import format_number, format_persen, format_rupiah

if TYPE_CHECKING:
    from sakip.lib.charts import ChartData

Isi = Literal["teks", "angka", "persen", "rupiah"]
Sel = Decimal | int | str | None


@dataclass(frozen=True)
class Kolom:
    """One column: its head, and how its figures print (`desimal` None: as many decimals as the figure has)."""

    judul: str
    isi: Isi = "teks"
    desimal: int | None = None

    def teks(self, sel: Sel) -> str:
        """One cell as it prints; `-` where nothing is known."""
        if sel is None:
            return "-"
        if isinstance(sel, str):
            return sel
        if self.isi == "rupiah":
            return format_rupiah(int(sel))
        return format_persen(sel, self.desimal) if self.isi == "persen" else format_number(sel, self.desimal)


@dataclass(frozen=True)
class TabelGrafik:
    """Columns and rows; the first column names the row. A cell is a figure, a text, or None: not known."""

    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[Sel, ...], ...]

    @property
    def kepala(self) -> list[str]:
        """The heads."""
        return [k.judul for k in self.kolom]

    @property
    def cetak(self) -> list[list[str]]:
        """The rows as they print."""
        return [[k.teks(sel) for k, sel in zip(self.kolom, baris, strict=True)] for baris in self.baris]


def tabel_seri(data: "ChartData") -> TabelGrafik:
    """The table of a chart of series: a column of figures each, and one of words where a series prints more."""
    kolom, isi = [Kolom(data.judul_label or "Uraian")], [list[Sel](data.labels)]
    for seri in data.series:
        nama = f"{seri.panel}: {seri.nama}" if seri.panel else seri.nama
        tertulis = [t.strip() for t in seri.teks]
        kata = [t if t and t != "-" else None for t in tertulis]
        nilai = [None if letak else n for n, letak in zip_longest(seri.nilai, seri.letak)]
        if seri.letak and not any(n is not None for n in nilai):
            kolom.append(Kolom(nama))
            isi.append([*kata])
            continue
        kolom.append(_kolom_angka(nama, data, nilai, tertulis))
        isi.append([*nilai])
        if data.jenis != "tumpuk" and not _sama(kolom[-1], nilai, tertulis):
            kolom.append(Kolom(f"{nama} (tertulis)"))
            isi.append([*kata])
    return TabelGrafik(tuple(kolom), tuple(tuple(satu) for satu in zip(*isi, strict=True)))


def _kolom_angka(nama: str, data: "ChartData", nilai: Sequence[Decimal | None], tertulis: Sequence[str]) -> Kolom:
    """A column with as many decimals as its printed texts have."""
    if data.jenis == "tumpuk":
        return Kolom(nama, "angka", 0)
    isi: Isi = "persen" if data.satuan == "%" else "angka"
    judul = nama if data.satuan in ("", "%") else f"{nama} ({data.satuan})"
    cara = (Kolom(judul, isi, n) for n in (data.desimal, 0, 1, 2))
    return next((k for k in cara if _sama(k, nilai, tertulis)), Kolom(judul, isi, data.desimal))


def _sama(kolom: Kolom, nilai: Sequence[Decimal | None], tertulis: Sequence[str]) -> bool:
    """Whether the texts say no more than the figures; one left out of the drawing says nothing."""
    return all(t in ("", "-", kolom.teks(n)) for n, t in zip(nilai, tertulis, strict=False))


def potong(baris: Sequence[Any], maks: int) -> list[Sequence[Any]]:
    """Rows in pieces of about the same length, none longer than `maks`."""
    banyak = -(-len(baris) // maks) or 1
    panjang = -(-len(baris) // banyak)
    return [baris[n : n + panjang] for n in range(0, len(baris), panjang or 1)] or [baris]
