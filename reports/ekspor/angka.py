"""The figure behind a printed cell, and the number format that prints it the same way again.

Only what reads back without doubt becomes a number: `1.234,5`, `96,25%`, `Rp43.574.741.594`. A code, a numbered item, a
year beside words, a value with its unit, a dash stay text, as does a figure Excel could not hold exactly.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from sakip.lib.numbers import NumberFormatError, format_number, parse_decimal
from sakip.lib.xlsx_tulis import MAKS_ANGKA

_BENTUK = re.compile(r"(?P<tanda>[-−]?)(?P<awal>Rp\.? ?)?(?P<angka>[0-9][0-9.]*(?:,[0-9]+)?)(?P<akhir>,-| ?%)?")


@dataclass(frozen=True)
class Angka:
    """A figure and how Excel prints it."""

    nilai: Decimal | int
    bentuk: str


def angka_dari(teks: str) -> Angka | None:
    """The figure of a cell, None when the cell is a text."""
    cocok = _BENTUK.fullmatch(teks.strip())
    if cocok is None or (cocok["akhir"] or "").endswith("%") and cocok["awal"]:
        return None
    try:
        nilai = parse_decimal(cocok["angka"])
    except NumberFormatError:
        return None
    desimal = len(cocok["angka"].partition(",")[2])
    if nilai is None or len(nilai.as_tuple().digits) > MAKS_ANGKA:
        return None
    pola = _pola(cocok["angka"], nilai, desimal)
    if pola is None:
        return None
    if cocok["tanda"]:
        nilai = -nilai
    akhir = cocok["akhir"] or ""
    if akhir.endswith("%"):
        return Angka(nilai / 100, pola + ('" "%' if akhir.startswith(" ") else "%"))
    pola = f'"{cocok["awal"]}"{pola}' if cocok["awal"] else pola
    pola = f'{pola}"{akhir}"' if akhir else pola
    return Angka(nilai if desimal else int(nilai), f"{pola};-{pola}")


def _pola(tercetak: str, nilai: Decimal, desimal: int) -> str | None:
    """The format of the digits; None when no format prints exactly them (a leading zero, an ungrouped long figure)."""
    pecahan = "." + "0" * desimal if desimal else ""
    if format_number(nilai, desimal) == tercetak:
        return f"#,##0{pecahan}"
    bulat = tercetak.partition(",")[0]
    polos = bulat.isdecimal() and len(bulat) <= 4 and bulat == str(int(bulat))
    return f"0{pecahan}" if polos else None
