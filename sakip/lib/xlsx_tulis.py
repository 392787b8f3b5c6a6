"""Writing cells of Excel workbooks: a text stays a text, whatever it begins with; a figure keeps its digits."""

import re
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

TIPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RUMUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

MAKS_ANGKA = 15
"""Significant digits that Excel keeps."""

MAKS_TEKS = 32_767
"""Characters that fit into one cell."""

# What XML cannot carry beside the control characters: half a pair, and the two that are no characters.
_BUKAN_HURUF = re.compile("[\ud800-\udfff\ufffe\uffff]")


def bersih(teks: str) -> str:
    """The text as a cell can hold it."""
    if teks.isprintable():
        return teks[:MAKS_TEKS]
    return _BUKAN_HURUF.sub("", ILLEGAL_CHARACTERS_RE.sub("", teks))[:MAKS_TEKS]


def isi_teks(sel: Any, teks: str) -> None:
    """Put a text into an openpyxl cell so that no program takes it for a formula (`=HYPERLINK(…)` stays words)."""
    teks = bersih(teks)
    if not teks:
        return
    sel.value = teks
    sel.data_type = "s"  # openpyxl takes a leading “=” for a formula
    sel.quotePrefix = teks.startswith(RUMUS)
    sel.number_format = "@"


def muat_angka(nilai: Decimal | int) -> bool:
    """Whether a cell can hold the figure with all its digits."""
    return len(Decimal(nilai).normalize().as_tuple().digits) <= MAKS_ANGKA
