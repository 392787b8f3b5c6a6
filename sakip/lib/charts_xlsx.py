"""The table of a chart as a workbook: figures as figures, words that no program takes for a formula, ready to print."""

import io
import textwrap
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from sakip.lib.charts_tabel import Kolom, Sel, TabelGrafik
from sakip.lib.xlsx_tulis import bersih, isi_teks, muat_angka

if TYPE_CHECKING:
    from sakip.lib.charts_bentuk import Grafik

_TIPIS = Side(style="thin", color="B8C2C7")
_GARIS = Border(left=_TIPIS, right=_TIPIS, top=_TIPIS, bottom=_TIPIS)
_KEPALA = PatternFill("solid", fgColor="E3E9EC")
LEBAR_TEKS, LEBAR_ANGKA = 60, 20


def xlsx_berkas(grafik: "Grafik", *, kepala: list[str], kaki: list[str]) -> bytes:
    """One sheet: title, `kepala` (scope, filters), the sentence, the table, and `kaki` (source, date) below it."""
    buku = Workbook()
    ws = buku.active
    assert ws is not None  # noqa: S101  a new workbook has a sheet
    ws.title = "Tabel"
    buku.properties.title, buku.properties.creator = bersih(grafik.judul), "SAKIP"
    tabel = grafik.tabel
    baris = 1
    for teks in (grafik.judul, *kepala, grafik.kalimat):
        isi_teks(ws.cell(baris, 1), teks)
        baris += 1
    ws["A1"].font = Font(bold=True, size=14)
    baris = _tabel(ws, tabel, baris + 1)
    for n, teks in enumerate(kaki):
        isi_teks(ws.cell(baris + 1 + n, 1), teks)
        ws.cell(baris + 1 + n, 1).font = Font(italic=True, color="4F5E65")
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _tabel(ws: Any, tabel: TabelGrafik, awal: int) -> int:
    """Head and rows from the row `awal`; returns the first row below."""
    for n, kolom in enumerate(tabel.kolom, 1):
        sel = ws.cell(awal, n)
        isi_teks(sel, kolom.judul)
        sel.font, sel.fill, sel.border = Font(bold=True), _KEPALA, _GARIS
        sel.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    for i, satu in enumerate(tabel.baris, awal + 1):
        for n, (kolom, nilai) in enumerate(zip(tabel.kolom, satu, strict=True), 1):
            _sel(ws.cell(i, n), kolom, nilai)
    lebar = [_lebar(kolom, [b[n] for b in tabel.baris]) for n, kolom in enumerate(tabel.kolom)]
    for n, satu_lebar in enumerate(lebar, 1):
        ws.column_dimensions[get_column_letter(n)].width = satu_lebar
    ws.row_dimensions[awal].height = _tinggi(tabel.kepala, lebar)
    for i, teks in enumerate(tabel.cetak, awal + 1):
        ws.row_dimensions[i].height = _tinggi(teks, lebar)
    ws.freeze_panes = ws.cell(awal + 1, 2)
    ws.print_title_rows = f"{awal}:{awal}"
    ws.page_setup.paperSize, ws.page_setup.orientation = ws.PAPERSIZE_A4, "landscape"
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.oddFooter.center.text = "&P / &N"
    return awal + 1 + len(tabel.baris)


def _sel(sel: Any, kolom: Kolom, nilai: Sel) -> None:
    sel.border = _GARIS
    if isinstance(nilai, Decimal) and kolom.isi == "persen":
        nilai = round(nilai, 6)  # a quotient has more digits than a cell holds
    if isinstance(nilai, Decimal | int) and muat_angka(nilai):
        sel.value, sel.number_format = nilai, bentuk_angka(kolom)
        sel.alignment = Alignment(vertical="top")
        return
    isi_teks(sel, kolom.teks(nilai) if isinstance(nilai, Decimal | int) else nilai or "")
    sel.alignment = Alignment(wrap_text=True, vertical="top")


def bentuk_angka(kolom: Kolom) -> str:
    """How a figure shows; 82.53 percent is stored as 82.53, with the sign as a part of its form."""
    if kolom.isi == "rupiah":
        return '"Rp"#,##0'
    desimal = 2 if kolom.desimal is None and kolom.isi == "persen" else kolom.desimal
    bentuk = "General" if desimal is None else "#,##0" + (f".{'0' * desimal}" if desimal else "")
    return f'{bentuk}"%"' if kolom.isi == "persen" else bentuk


def _tinggi(teks: Sequence[str], lebar: Sequence[float]) -> float:
    """The height of a row whose texts fold: programs that open the file do not work it out."""
    baris = [len(textwrap.wrap(satu, max(int(w) + 1, 4))) for satu, w in zip(teks, lebar, strict=True)]
    return 15.0 * max(baris, default=1) + 1


def _lebar(kolom: Kolom, isi: list[Sel]) -> float:
    teks = [kolom.judul[:LEBAR_ANGKA], *(kolom.teks(satu) for satu in isi)]
    maks = LEBAR_TEKS if kolom.isi == "teks" else LEBAR_ANGKA
    return min(max(len(t) for t in teks) + 3, maks)
