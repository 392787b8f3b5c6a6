"""The trail as a file: CSV line by line, or a workbook; a text never becomes a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from indicators.selectors.jejak_baris import BarisJejak
from sakip.lib.xlsx_tulis import MAKS_TEKS, RUMUS, bersih, isi_teks

KEPALA = ("Nomor", "Waktu", "Pelaku", "Tindakan", "Jenis objek", "Objek", "Unit kerja", "Perubahan", "Catatan", "Sidik")
LANJUT = " … (selengkapnya pada berkas CSV)"
LEBAR = (9, 20, 28, 28, 20, 48, 28, 60, 40, 20)


def kolom(b: BarisJejak) -> tuple[str, ...]:
    """One line as texts, in the order of KEPALA."""
    e = b.event
    semua = [*b.perubahan, *b.lagi]
    ubah = "; ".join(f"{p.label}: {p.lama} → {p.baru}" if p.lama else f"{p.label}: {p.baru}" for p in semua)
    waktu = timezone.localtime(e.waktu).strftime("%Y-%m-%d %H:%M:%S")
    return (
        str(e.nomor),
        waktu,
        e.pelaku_nama,
        b.tindakan,
        b.jenis,
        e.objek_nama,
        b.unit,
        ubah,
        e.catatan,
        e.digest,
    )


class _Gema:
    """Hands every written line on instead of keeping it."""

    def write(self, teks: str) -> str:
        """The line itself."""
        return teks


def csv_jejak(baris: Iterable[BarisJejak], penutup: str = "") -> Iterator[str]:
    """The lines of a CSV file as Excel in an Indonesian office opens it: semicolons, UTF-8 with its mark."""
    tulis = csv.writer(_Gema(), delimiter=";")
    yield "\ufeff" + tulis.writerow(KEPALA)
    for b in baris:
        yield tulis.writerow([aman(teks) for teks in kolom(b)])
    if penutup:
        yield tulis.writerow([penutup])


def aman(teks: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe stands before it."""
    teks = bersih(teks)
    return f"'{teks}" if teks.startswith(RUMUS) else teks


def xlsx_jejak(baris: Iterable[BarisJejak], penutup: str = "") -> bytes:
    """The lines as a workbook; only one row is held at a time."""
    buku = Workbook(write_only=True)
    lembar: Any = buku.create_sheet("Jejak audit")
    for n, lebar in enumerate(LEBAR):
        lembar.column_dimensions["ABCDEFGHIJ"[n]].width = lebar
    lembar.freeze_panes = "A2"
    lembar.append([_sel(lembar, teks) for teks in KEPALA])
    for b in baris:
        lembar.append([*_kepala_baris(lembar, b), *(_sel(lembar, teks) for teks in kolom(b)[2:])])
    if penutup:
        lembar.append([_sel(lembar, penutup)])
    isi = BytesIO()
    buku.save(isi)
    return isi.getvalue()


def _kepala_baris(lembar: Any, b: BarisJejak) -> list[Any]:
    """Number and time as a number and a time, so that a workbook sorts and filters by them."""
    waktu = WriteOnlyCell(lembar, timezone.localtime(b.event.waktu).replace(tzinfo=None, microsecond=0))
    waktu.number_format = "yyyy-mm-dd hh:mm:ss"
    return [WriteOnlyCell(lembar, b.event.nomor), waktu]


def _sel(lembar: Any, teks: str) -> Any:
    sel = WriteOnlyCell(lembar)
    isi_teks(sel, teks if len(teks) <= MAKS_TEKS else f"{teks[: MAKS_TEKS - len(LANJUT)]}{LANJUT}")
    return sel
