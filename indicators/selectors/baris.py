"""The rows of a quarterly sheet as plain objects: what a grid shows and what the checks look at."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Generic, TypeVar

from indicators.checks import Temuan
from indicators.models import (
    Realisasi,
    RealisasiAnggaran,
)
from indicators.workflow import EDITABLE
from sakip.lib.periods import Triwulan


def kunci_baris(jenis: str, pk: int) -> str:
    """The prefix of the controls of one row: `i12` an indikator, `s7` a sub kegiatan."""
    return f"{'i' if jenis == 'realisasi' else 's'}{pk}"


@dataclass(frozen=True)
class KolomSel:
    """One cell of a row that a person fills: its name among the row's controls, its label, and what may stand in it.

    `jenis`: `angka`, `pilihan` (a step of the row's scale) or `teks`. The bounds are those of a formula's variable.
    """

    nama: str
    label: str
    jenis: str = "angka"
    minimum: Decimal | None = None
    maksimum: Decimal | None = None


@dataclass(frozen=True)
class JumlahTindakLanjut:
    """How many follow-up items of a row are running, and how many of them are past their day."""

    berjalan: int = 0
    lewat: int = 0


@dataclass(frozen=True)
class CatatanLalu:
    """What was noted for the row the last time: the quarter, cause and solution."""

    triwulan: Triwulan
    penyebab: str
    solusi: str


TANPA_TINDAK_LANJUT = JumlahTindakLanjut()
R = TypeVar("R", Realisasi, RealisasiAnggaran)


class BarisLembar(ABC, Generic[R]):
    """What both kinds of rows say of this quarter's stored row."""

    triwulan: Triwulan
    per_triwulan: dict[int, R]
    tahun_lalu: dict[int, R]
    tindak_lanjut: JumlahTindakLanjut
    temuan: list[Temuan]

    @property
    def baris(self) -> R | None:
        """This quarter's stored row."""
        return self.per_triwulan.get(self.triwulan.nomor)

    @property
    def status(self) -> str:
        """Its state, empty when there is no row yet."""
        return self.baris.status if self.baris else ""

    def dengan_penjelasan(self, temuan: list[Temuan]) -> list[Temuan]:
        """The findings with what the unit said about the same value."""
        row = self.baris
        if row is None or not row.penjelasan:
            return temuan
        return [replace(t, penjelasan=_penjelasan(row, t.kode) or t.penjelasan) for t in temuan]

    @property
    def catatan_lalu(self) -> CatatanLalu | None:
        """The notes of the quarter before, in the first one those of the year before; None when there were none."""
        lalu = self.triwulan.sebelumnya()
        sumber = self.per_triwulan if lalu.tahun == self.triwulan.tahun else self.tahun_lalu
        row = sumber.get(lalu.nomor)
        if row is None or not (row.penyebab or row.solusi):
            return None
        return CatatanLalu(lalu, row.penyebab, row.solusi)

    @property
    @abstractmethod
    def nama(self) -> str:
        """What the row is about, as its first cell says it."""

    @property
    def temuan_sendiri(self) -> list[Temuan]:
        """Its findings without its name before each: for a place beside the row."""
        return [replace(t, pesan=t.pesan.removeprefix(f"{self.nama}: ")) for t in self.temuan]

    @property
    def dapat_diisi(self) -> bool:
        """Whether the row's state lets its unit change it."""
        return self.baris is None or self.baris.status in EDITABLE


def _penjelasan(row: Realisasi | RealisasiAnggaran, kode: str) -> str:
    satu = row.penjelasan.get(kode, {})
    return str(satu["teks"]) if satu.get("ciri") == row.ciri_nilai else ""
