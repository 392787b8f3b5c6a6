"""Writing CSV that opens in an Indonesian Excel by a double click, and that no program takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from sakip.lib.xlsx_tulis import RUMUS, bersih

TIPE = "text/csv; charset=utf-8"
_ANGKA = re.compile(r"[-+]?[\d.,]+%?")


def tulis(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows with semicolons and a mark of UTF-8; a text that begins like a formula gets an apostrophe before it."""
    keluar = io.StringIO(newline="")
    penulis = csv.writer(keluar, delimiter=";", lineterminator="\r\n")
    for row in rows:
        penulis.writerow([aman(teks) for teks in row])
    return keluar.getvalue().encode("utf-8-sig")


def aman(teks: str) -> str:
    """A cell that stays a text; a negative figure is one, and is left as it is."""
    teks = bersih(teks)
    return f"'{teks}" if teks.startswith(RUMUS) and not _ANGKA.fullmatch(teks) else teks


def asli(teks: str) -> str:
    """What `aman` was given."""
    return teks[1:] if teks.startswith("'") and teks[1:].startswith(RUMUS) else teks
