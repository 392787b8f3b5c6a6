"""What was typed into the rows of a planning grid, cleaned cell by cell. No row looks at another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.selectors.kisi import PILIHAN, RUPIAH, BarisKisi, KelompokKisi, Sel
from sakip.lib.numbers import NumberFormatError, parse_decimal, parse_rupiah


@dataclass(frozen=True)
class IsianBaris:
    """One row as it was sent: the text of every cell, its value (Decimal, rupiah or a key), and what was refused."""

    baris: BarisKisi
    versi: str
    teks: dict[str, str] = field(default_factory=dict)
    nilai: dict[str, Any] = field(default_factory=dict)
    galat: dict[str, str] = field(default_factory=dict)

    @property
    def berubah(self) -> bool:
        """Whether any cell differs from what is stored."""
        return any(self.teks[s.nama] != s.isi for s in self.baris.semua_sel)


def baca_baris(baris: BarisKisi, data: Mapping[str, str]) -> IsianBaris | None:
    """The row as it was sent, None when it was not. A cell that was not sent keeps what is stored."""
    kunci = f"{baris.kunci}-versi"
    if kunci not in data:
        return None
    isian = IsianBaris(baris, data[kunci])
    for sel in baris.semua_sel:
        teks = data.get(sel.nama, sel.isi).strip()
        isian.teks[sel.nama] = teks
        try:
            isian.nilai[sel.nama] = _nilai(sel, teks)
        except NumberFormatError as error:
            isian.galat[sel.nama] = str(error)
    return isian


def baca_semua(kelompok: Iterable[KelompokKisi], data: Mapping[str, str]) -> list[IsianBaris]:
    """Every row that was sent."""
    return [i for k in kelompok for b in k.baris if (i := baca_baris(b, data)) is not None]


def _nilai(sel: Sel, teks: str) -> Any:
    if sel.jenis == PILIHAN:
        if teks not in {kunci for kunci, _ in sel.pilihan}:
            raise NumberFormatError("Pilih salah satu dari daftar.")
        return int(teks) if teks else None
    return parse_rupiah(teks) if sel.jenis == RUPIAH else parse_decimal(teks)
