"""A sheet that people fill in: title, head, locked and open cells, validation, print set-up. Knows no model.

Open cells are coloured, and their columns marked in words and with a sign; everything else is locked without a
password, so that a slip is prevented and nobody is shut out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sakip.lib.numbers import NumberFormatError, format_number, parse_decimal
from sakip.lib.xlsx_baca import huruf_kolom
from sakip.lib.xlsx_tulis import isi_teks, muat_angka

TANDA_ISIAN = "✎"
MAKS_NILAI = Decimal(10) ** 15 - 1
KEPALA = 5
"""The row of the head."""

_TIPIS = Side(style="thin", color="B8C2C7")
_GARIS = Border(left=_TIPIS, right=_TIPIS, top=_TIPIS, bottom=_TIPIS)
_ISIAN = PatternFill("solid", fgColor="FFF8DC")
_KEPALA = PatternFill("solid", fgColor="E3E9EC")
_KEPALA_ISIAN = PatternFill("solid", fgColor="F6E3A1")
BENTUK = {"angka": "General", "rupiah": "#,##0", "persen": "General"}
"""How figures show: a cell formatted as percent would hold 0,8253 for 82,53."""


@dataclass(frozen=True)
class Kolom:
    """One column.

    `bentuk`: teks, kanan (text like a figure), angka, rupiah, persen (0–100), pilihan, panjang (a paragraph).
    """

    kunci: str
    judul: str
    lebar: float
    bentuk: str = "teks"
    isian: bool = False
    petunjuk: str = ""
    maks_teks: int = 4000

    @property
    def kepala(self) -> str:
        """What stands in the head."""
        return f"{TANDA_ISIAN} {self.judul}\n(diisi)" if self.isian else self.judul


@dataclass(frozen=True)
class Baris:
    """One row: its texts as a person would type them (figures become figures), and the columns open in it.

    `rumus`: columns that compute themselves, with `{kolom}` for the address of another cell of the row. `pilihan`: the
    range of the list from which a column chooses; `batas` the least and the greatest figure of a column.
    """

    isi: dict[str, str]
    terbuka: frozenset[str] = frozenset()
    rumus: dict[str, str] = field(default_factory=dict)
    pilihan: dict[str, str] = field(default_factory=dict)
    batas: dict[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)


def judul_baku(teks: str) -> str:
    """A head as it is recognised: without the sign, the second line, capitals and double blanks."""
    return " ".join(teks.replace(TANDA_ISIAN, " ").split("\n")[0].split()).casefold()


def buku_baru(judul: str, pembuat: str) -> Workbook:
    """An empty workbook with the styles; its sheets can be neither renamed nor removed by a slip."""
    buku = Workbook()
    buku.remove(buku.worksheets[0])
    sifat = buku.properties
    sifat.title, sifat.creator, sifat.language = judul[:255], pembuat[:255], "id-ID"
    buku.security.lockStructure = True
    for nama, gaya in _gaya().items():
        gaya.name = nama
        buku.add_named_style(gaya)
    return buku


def _gaya() -> dict[str, NamedStyle]:
    def satu(*, tebal: bool = False, isian: bool = False, rata: str = "left", fmt: str = "@") -> NamedStyle:
        gaya = NamedStyle()
        gaya.font = Font(name="Arial", size=10, bold=tebal)
        gaya.border = _GARIS
        gaya.alignment = Alignment(rata, "top", wrap_text=True)
        gaya.number_format = fmt
        gaya.protection = Protection(locked=not isian)
        if isian:
            gaya.fill = _ISIAN
        return gaya

    hasil = {"sakip_teks": satu(), "sakip_teks_isian": satu(isian=True), "sakip_kanan": satu(rata="right")}
    for nama, fmt in BENTUK.items():
        hasil[f"sakip_{nama}"] = satu(rata="right", fmt=fmt)
        hasil[f"sakip_{nama}_isian"] = satu(rata="right", fmt=fmt, isian=True)
    for nama, isi in (("sakip_kepala", _KEPALA), ("sakip_kepala_isian", _KEPALA_ISIAN)):
        hasil[nama] = satu(tebal=True, rata="center")
        hasil[nama].fill = isi
    return hasil


def tulis_lembar(
    buku: Workbook, nama: str, judul: Sequence[str], kolom: Sequence[Kolom], baris: Sequence[Baris], *, beku: str
) -> Worksheet:
    """Add a sheet: up to three lines of title, the head in row KEPALA, the rows below it.

    The columns up to the one called `beku` stay in sight.
    """
    ws = buku.create_sheet(nama)
    for n, teks in enumerate(judul, 1):
        isi_teks(ws.cell(n, 1), teks)
        ws.cell(n, 1).font = Font(name="Arial", size=13 if n == 1 else 10, bold=n == 1)
    letak = {k.kunci: huruf_kolom(n) for n, k in enumerate(kolom, 1)}
    for n, k in enumerate(kolom, 1):
        sel = ws.cell(KEPALA, n)
        sel.style = "sakip_kepala_isian" if k.isian else "sakip_kepala"
        isi_teks(sel, k.kepala)
        ws.column_dimensions[letak[k.kunci]].width = k.lebar
    ws.row_dimensions[KEPALA].height = 45
    for r, b in enumerate(baris, KEPALA + 1):
        for n, k in enumerate(kolom, 1):
            _sel(ws, r, n, k, b, letak)
        ws.row_dimensions[r].height = _tinggi(kolom, b)
    _validasi(ws, kolom, baris)
    _tata(ws, kolom, len(baris), [k.kunci for k in kolom].index(beku) + 1)
    return ws


def _sel(ws: Worksheet, r: int, n: int, k: Kolom, b: Baris, letak: dict[str, str]) -> None:
    sel = ws.cell(r, n)
    dasar = k.bentuk if k.bentuk in (*BENTUK, "kanan") else "teks"
    sel.style = f"sakip_{dasar}_isian" if k.kunci in b.terbuka else f"sakip_{dasar}"
    if k.kunci in b.rumus:
        sel.value = b.rumus[k.kunci].format(**{kunci: f"{huruf}{r}" for kunci, huruf in letak.items()})
        return
    teks = b.isi.get(k.kunci, "")
    angka = _angka(teks) if dasar in BENTUK else None
    if angka is not None:
        sel.value = angka
    elif teks:
        isi_teks(sel, teks)


def _angka(teks: str) -> Decimal | None:
    """The figure of a text that is one and fits into a cell; a figure with its unit stays a text."""
    try:
        nilai = parse_decimal(teks)
    except NumberFormatError:
        return None
    return nilai if nilai is not None and "%" not in teks and muat_angka(nilai) else None


def _tinggi(kolom: Sequence[Kolom], b: Baris) -> float:
    """The height of what wraps: not every program works it out when it opens the file."""
    garis = 1
    for k in kolom:
        teks = b.isi.get(k.kunci, "")
        if len(teks) > k.lebar * 0.8 or "\n" in teks:
            garis = max(garis, sum(ceil(max(1, len(p)) * 1.12 / k.lebar) for p in teks.split("\n")))
    return min(4 + 12.75 * garis, 400)


def _tata(ws: Worksheet, kolom: Sequence[Kolom], jumlah: int, beku: int) -> None:
    """Frozen head and first columns, a landscape page as wide as the paper, the lock."""
    akhir = huruf_kolom(len(kolom))
    ws.freeze_panes = f"{huruf_kolom(beku + 1)}{KEPALA + 1}"
    ws.auto_filter.ref = f"A{KEPALA}:{akhir}{KEPALA + max(jumlah, 1)}"
    ws.print_title_rows = f"{KEPALA}:{KEPALA}"
    ws.print_area = f"A1:{akhir}{KEPALA + max(jumlah, 1)}"
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", ws.PAPERSIZE_A4
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr]
    kunci = ws.protection
    kunci.sheet = True
    kunci.formatColumns = kunci.formatRows = kunci.autoFilter = False  # False: allowed


# --- Validation -----------------------------------------------------------------------------------------------------


def _validasi(ws: Worksheet, kolom: Sequence[Kolom], baris: Sequence[Baris]) -> None:
    """One rule for each column, and one for each list of choices, over all the cells it holds for."""
    for n, k in enumerate(kolom, 1):
        if not k.isian:
            continue
        aturan: dict[object, DataValidation] = {}
        for r, b in enumerate(baris, KEPALA + 1):
            if k.kunci not in b.terbuka:
                continue
            daftar, batas = b.pilihan.get(k.kunci, ""), b.batas.get(k.kunci, (None, None))
            if (daftar, batas) not in aturan:
                aturan[daftar, batas] = _aturan(k, daftar, *batas)
                ws.add_data_validation(aturan[daftar, batas])
            aturan[daftar, batas].add(f"{huruf_kolom(n)}{r}")


def _aturan(k: Kolom, daftar: str, kecil: Decimal | None, besar: Decimal | None) -> DataValidation:
    petunjuk, galat = k.petunjuk, "Isi sel ini tidak dapat diterima."
    rinci: dict[str, Any]
    if daftar:
        rinci, galat = {"type": "list", "formula1": daftar}, "Pilih salah satu dari daftarnya."
    elif k.bentuk == "persen":
        rinci = {"type": "decimal", "operator": "between", "formula1": "0", "formula2": "100"}
        galat = "Isi angka dari 0 sampai 100, tanpa tanda persen."
    elif k.bentuk == "rupiah":
        rinci = {"type": "whole", "operator": "between", "formula1": "0", "formula2": f"{MAKS_NILAI:f}"}
        galat = "Isi rupiah penuh, tanpa titik, koma, dan Rp, tidak kurang dari nol."
    elif k.bentuk == "angka":
        bawah, atas = MAKS_NILAI.copy_negate() if kecil is None else kecil, MAKS_NILAI if besar is None else besar
        rinci = {"type": "decimal", "operator": "between", "formula1": f"{bawah:f}", "formula2": f"{atas:f}"}
        galat = "Isi angka saja. Persen ditulis sebagai angka: 82,53 untuk 82,53%."
        if kecil is not None or besar is not None:
            galat = f"Isi angka dari {format_number(bawah)} sampai {format_number(atas)}."
    else:
        rinci = {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(k.maks_teks)}
        galat = f"Tulisan paling banyak {k.maks_teks} huruf."
    aturan = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=bool(petunjuk), **rinci)
    aturan.errorTitle, aturan.error = "Periksa isian", galat
    if petunjuk:
        aturan.promptTitle, aturan.prompt = k.judul[:32], petunjuk[:255]
    return aturan
