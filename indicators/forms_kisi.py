"""What was typed into the rows of a planning grid, cleaned cell by cell. No row looks at another."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.selectors.kisi import ANGKA, PILIHAN, RUPIAH, BarisKisi, KelompokKisi, Sel
from sakip.lib.numbers import NumberFormatError, parse_decimal, parse_rupiah

RANCU = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
ARTI_GANDA = "“{teks}” dapat berarti dua hal, dan angka di sebelahnya jauh lebih kecil: tulis {pecahan} atau {ribuan}."


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
        """Whether any cell differs from what is stored; a dash in an empty cell says what the cell says."""
        beda = (s for s in self.baris.semua_sel if self.teks[s.nama] != s.isi)
        return any(s.isi or self.nilai.get(s.nama, s) is not None for s in beda)


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
            if sel.jenis == ANGKA and teks != sel.isi and RANCU.fullmatch(teks) and _kecil(baris, sel, data):
                raise NumberFormatError(
                    ARTI_GANDA.format(teks=teks, pecahan=teks.replace(".", ","), ribuan=teks.replace(".", ""))
                )
            isian.nilai[sel.nama] = _nilai(sel, teks)
        except NumberFormatError as error:
            isian.galat[sel.nama] = str(error)
    return isian


def baca_semua(kelompok: Iterable[KelompokKisi], data: Mapping[str, str]) -> list[IsianBaris]:
    """Every row that was sent."""
    return [i for k in kelompok for b in k.baris if (i := baca_baris(b, data)) is not None]


def _kecil(baris: BarisKisi, sel: Sel, data: Mapping[str, str]) -> bool:
    """Whether the figures beside it, those of the Renstra too, are all below a hundred (there is at least one)."""
    teks = [data.get(s.nama, s.isi) for s in baris.semua_sel if s.jenis == ANGKA and s is not sel]
    angka = [
        a
        for t in (*teks, *(t for judul, t in baris.tetap if judul.startswith("Target")))
        if (a := _angka(t)) is not None
    ]
    return bool(angka) and max(angka) < 100


def _angka(teks: str) -> Decimal | None:
    try:
        return parse_decimal(teks)
    except NumberFormatError:
        return None


def _nilai(sel: Sel, teks: str) -> Any:
    if sel.jenis == PILIHAN:
        if teks not in {kunci for kunci, _ in sel.pilihan}:
            raise NumberFormatError("Pilih salah satu dari daftar.")
        return int(teks) if teks else None
    return parse_rupiah(teks) if sel.jenis == RUPIAH else parse_decimal(teks)
