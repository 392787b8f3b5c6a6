"""The figures of a chart as a table: the same rows beside the picture on a page, and as real numbers in a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
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
        kolom.append(_kolom_angka(nama, data))
        isi.append(list(seri.nilai))
        tercetak = [kolom[-1].teks(n) for n in seri.nilai]
        tertulis = [t.strip() for t in seri.teks]
        if data.jenis != "tumpuk" and any(t and t not in (c, "-") for t, c in zip(tertulis, tercetak, strict=False)):
            kolom.append(Kolom(f"{nama} (tertulis)"))
            isi.append([t if t and t != "-" else None for t in tertulis])
    return TabelGrafik(tuple(kolom), tuple(tuple(satu) for satu in zip(*isi, strict=True)))


def _kolom_angka(nama: str, data: "ChartData") -> Kolom:
    if data.jenis == "tumpuk":
        return Kolom(nama, "angka", 0)
    if data.satuan == "%":
        return Kolom(nama, "persen", data.desimal)
    return Kolom(f"{nama} ({data.satuan})" if data.satuan else nama, "angka", data.desimal)


def potong(baris: Sequence[Any], maks: int) -> list[Sequence[Any]]:
    """Rows in pieces of about the same length, none longer than `maks`."""
    banyak = -(-len(baris) // maks) or 1
    panjang = -(-len(baris) // banyak)
    return [baris[n : n + panjang] for n in range(0, len(baris), panjang or 1)] or [baris]
