"""Quarters of the budget year (1 January to 31 December), the rhythm of measurement."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from sakip.lib.numbers import romawi


class Masa(Protocol):
    """A quarter as a question to the database names it: year and number, known (`Triwulan`) or to be given later."""

    @property
    def tahun(self) -> Any:
        """The budget year."""

    @property
    def nomor(self) -> Any:
        """1 to 4."""


@dataclass(frozen=True, order=True)
class Triwulan:
    """One quarter of one budget year; ordered by time. Raises ValueError unless ``nomor`` is 1 to 4."""

    tahun: int
    nomor: int

    def __post_init__(self) -> None:
        if not 1 <= self.nomor <= 4:
            raise ValueError(f"Triwulan {self.nomor} tidak ada: pakai 1 sampai dengan 4.")
        if not 1 <= self.tahun <= 9999:
            raise ValueError(f"Tahun {self.tahun} tidak dapat dipakai: pakai tahun empat angka, misalnya 2024.")

    def __str__(self) -> str:
        return f"Triwulan {self.romawi} Tahun {self.tahun}"

    @property
    def romawi(self) -> str:
        """``II`` for the second quarter."""
        return romawi(self.nomor)

    @property
    def mulai(self) -> date:
        """The first day."""
        return date(self.tahun, 3 * self.nomor - 2, 1)

    @property
    def selesai(self) -> date:
        """The last day."""
        if self.nomor == 4:
            return date(self.tahun, 12, 31)
        return date(self.tahun, 3 * self.nomor + 1, 1) - timedelta(days=1)

    def sebelumnya(self) -> "Triwulan":
        """The quarter before, in the former year for the first one."""
        return Triwulan(self.tahun, self.nomor - 1) if self.nomor > 1 else Triwulan(self.tahun - 1, 4)

    def berikutnya(self) -> "Triwulan":
        """The quarter after, in the next year for the fourth one."""
        return Triwulan(self.tahun, self.nomor + 1) if self.nomor < 4 else Triwulan(self.tahun + 1, 1)

    @classmethod
    def pada(cls, tanggal: date) -> "Triwulan":
        """The quarter that ``tanggal`` falls in."""
        return cls(tanggal.year, (tanggal.month + 2) // 3)

    @classmethod
    def setahun(cls, tahun: int) -> "tuple[Triwulan, Triwulan, Triwulan, Triwulan]":
        """The four quarters of ``tahun``."""
        return cls(tahun, 1), cls(tahun, 2), cls(tahun, 3), cls(tahun, 4)
