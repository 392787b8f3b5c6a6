"""The tables of a payload as an Excel workbook: an index, and a sheet for each table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from indicators.exceptions import InvalidValue
from reports.ekspor.angka import angka_dari
from reports.ekspor.daftar_tabel import TabelBernama, semua_tabel
from reports.ekspor.tabel import Letak, kisi
from sakip.lib.xlsx_tulis import TIPE, bersih, isi_teks

__all__ = ["TIPE", "Keterangan", "xlsx"]

INDEKS = "Daftar"
_TERLARANG = re.compile(r"[\[\]:*?/\\']")
_TIPIS = Side(style="thin")
_GARIS = Border(left=_TIPIS, right=_TIPIS, top=_TIPIS, bottom=_TIPIS)
_ARSIR = PatternFill("solid", fgColor="E9EDF0")
_PROGRAM = PatternFill("solid", fgColor="DDE4E8")
_RATA = {"kiri": "left", "tengah": "center", "kanan": "right"}
LEBAR_TOTAL = 150.0
"""Characters over all columns of a sheet, about a landscape page."""


def _huruf(*, size: float = 10, **lain: Any) -> Font:
    """The face of all cells."""
    return Font(name="Arial", size=size, **lain)


@dataclass(frozen=True)
class Keterangan:
    """What the index says of the document: number, date and digest of a finished one; empty for a draft."""

    nomor: str = ""
    tanggal: str = ""
    sidik: str = ""
    kode: str = ""


def xlsx(payload: Mapping[str, Any], keterangan: Keterangan | None = None) -> bytes:
    """The .xlsx of a payload. Raises InvalidValue when the document has no table."""
    semua = semua_tabel(payload)
    if not semua:
        raise InvalidValue("Dokumen ini tidak memuat tabel, sehingga tidak ada yang dapat ditulis ke Excel.")
    buku = Workbook()
    indeks = buku.active
    if not isinstance(indeks, Worksheet):
        raise TypeError("a new workbook has a sheet")
    indeks.title = INDEKS
    nama = _nama_lembar(semua)
    for satu, judul in zip(semua, nama, strict=True):
        _lembar(buku.create_sheet(judul), satu)
    _indeks(indeks, payload["meta"], keterangan or Keterangan(), list(zip(nama, semua, strict=True)))
    sifat = buku.properties
    sifat.title, sifat.creator = bersih(payload["meta"]["judul"]), bersih(payload["meta"]["penulis"])
    sifat.subject, sifat.language = bersih(payload["meta"]["subjek"]), "id-ID"
    keluar = BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _nama_lembar(semua: Sequence[TabelBernama]) -> list[str]:
    """Names Excel takes: at most 31 letters, none twice."""
    hasil: list[str] = []
    dipakai = {INDEKS.lower()}
    for satu in semua:
        dasar = _TERLARANG.sub(" ", bersih(satu.nomor)).strip()[:31] or "Tabel"
        nama, n = dasar, 1
        while nama.lower() in dipakai:
            n += 1
            nama = f"{dasar[: 31 - len(f' ({n})')]} ({n})"
        dipakai.add(nama.lower())
        hasil.append(nama)
    return hasil


def _lembar(ws: Worksheet, satu: TabelBernama) -> None:
    """The title in the first row, the head from the third, frozen; merged cells merged."""
    tabel = satu.tabel
    kolom = len(tabel["lebar"])
    _teks(ws, 1, 1, f"{satu.nomor} {satu.judul}".strip()).font = _huruf(bold=True, size=12)
    kepala, badan = kisi(tabel["kepala"], kolom), kisi(tabel["baris"], kolom)
    awal = 3
    for n, baris in enumerate(kepala):
        for p in baris:
            _sel(ws, awal + n, p, kepala=True)
    for n, (baris, asli) in enumerate(zip(badan, tabel["baris"], strict=True)):
        kelas = asli[0].get("kelas", "").split() if asli else []
        for p in baris:
            _sel(ws, awal + len(kepala) + n, p, kelas=kelas)
    _gabung(ws, kepala, awal)
    _gabung(ws, badan, awal + len(kepala))
    _tata_lembar(ws, tabel, awal, len(kepala))


def _tata_lembar(ws: Worksheet, tabel: Mapping[str, Any], awal: int, kepala: int) -> None:
    """Widths, frozen head, landscape print with the head on every page."""
    lebar = _lebar(ws, tabel, awal)
    for n, karakter in enumerate(lebar, 1):
        ws.column_dimensions[get_column_letter(n)].width = karakter
    _tinggi(ws, lebar, awal)
    ws.freeze_panes = f"A{awal + kepala}"
    if kepala:
        ws.print_title_rows = f"{awal}:{awal + kepala - 1}"
    _mendatar(ws)


def _lebar(ws: Worksheet, tabel: Mapping[str, Any], awal: int) -> list[float]:
    """Characters for each column: its share of the page, but never less than its longest figure."""
    bobot = [float(b.rstrip("%") or 0) for b in tabel["lebar"]]
    lebar = [max(5.0, b * LEBAR_TOTAL / (sum(bobot) or 1)) for b in bobot]
    for letak in kisi([*tabel["kepala"], *tabel["baris"]], len(bobot)):
        for p in letak:
            if p.sel and p.lebar == 1 and angka_dari(teks := p.sel.get("teks", "")) is not None:
                lebar[p.kolom] = max(lebar[p.kolom], len(teks) * 1.15 + 2)
    return lebar


def _tinggi(ws: Worksheet, lebar: Sequence[float], awal: int) -> None:
    """Heights for the text that wraps: not every program computes them when it opens the file."""
    tegak: dict[tuple[int, int], int] = {}
    for r in ws.merged_cells.ranges:
        tegak[r.min_row, r.min_col] = r.max_row - r.min_row
    mendatar = {(r.min_row, r.min_col): r.max_col for r in ws.merged_cells.ranges}
    for nomor, baris in enumerate(ws.iter_rows(min_row=awal), awal):
        garis = 1
        for sel in baris:
            if not isinstance(sel.value, str) or tegak.get((nomor, sel.column)):
                continue
            ruang = sum(lebar[sel.column - 1 : mendatar.get((nomor, sel.column), sel.column)])
            garis = max(garis, sum(ceil(max(1, len(b)) * 1.12 / ruang) for b in sel.value.split("\n")))
        ws.row_dimensions[nomor].height = 4 + 12.75 * garis


def _mendatar(ws: Worksheet) -> None:
    """Landscape A4, as wide as the page, numbered below."""
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", ws.PAPERSIZE_A4
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr]


def _sel(ws: Worksheet, baris: int, p: Letak, *, kepala: bool = False, kelas: Sequence[str] = ()) -> None:
    isi = p.sel or {}
    milik = isi.get("kelas", "").split()
    program = "tingkat-program" in kelas
    tebal = program or "tingkat-kegiatan" in kelas or "tebal" in milik
    for k in range(p.lebar):
        ws.cell(baris, p.kolom + k + 1).border = _GARIS
    if p.gabung == "continue":
        return
    sel = _teks(ws, baris, p.kolom + 1, isi.get("teks", ""), angka=not kepala)
    if kepala:
        nomor = "nomor" in milik
        sel.font, sel.alignment = _huruf(bold=not nomor), Alignment("center", "center", wrap_text=True)
        if not nomor:
            sel.fill = _ARSIR
    else:
        sel.font = _huruf(bold=tebal)
        sel.alignment = Alignment(_RATA[isi.get("rata") or "kiri"], "top", wrap_text=True)
        if program and not p.gabung:
            sel.fill = _PROGRAM


def _teks(ws: Worksheet, baris: int, kolom: int, teks: str, *, angka: bool = False) -> Any:
    """A cell: a number when the text is one beyond doubt, else a text that nothing takes for a formula."""
    sel = ws.cell(baris, kolom)
    sel.font = _huruf()
    bilangan = angka_dari(teks) if angka else None
    if bilangan is not None:
        sel.value, sel.number_format = bilangan.nilai, bilangan.bentuk
        return sel
    isi_teks(sel, teks)
    return sel


def _gabung(ws: Worksheet, baris: Sequence[Sequence[Letak]], awal: int) -> None:
    """Merge what spans rows or columns."""
    for n, satu in enumerate(baris):
        for p in satu:
            if p.gabung == "continue":
                continue
            tinggi = 1
            if p.gabung == "restart":
                while n + tinggi < len(baris) and any(
                    q.kolom == p.kolom and q.gabung == "continue" for q in baris[n + tinggi]
                ):
                    tinggi += 1
            if tinggi > 1 or p.lebar > 1:
                kiri, atas = p.kolom + 1, awal + n
                ws.merge_cells(None, atas, kiri, atas + tinggi - 1, kiri + p.lebar - 1)


def _indeks(
    ws: Worksheet, meta: Mapping[str, Any], keterangan: Keterangan, semua: Sequence[tuple[str, TabelBernama]]
) -> None:
    """Title, number, date and digest of the document, and a link to every sheet."""
    _teks(ws, 1, 1, meta["judul"]).font = _huruf(bold=True, size=14)
    baris = [("Penyusun", meta["penulis"]), ("Nomor", keterangan.nomor), ("Tanggal", keterangan.tanggal)]
    baris += [("Sidik isi (SHA-256)", keterangan.sidik), ("Kode verifikasi", keterangan.kode)]
    if meta["draf"]:
        baris.append(("Status", "Draf: angka dapat berubah sampai dokumen diselesaikan"))
    n = 2
    for label, nilai in baris:
        if nilai:
            _teks(ws, n, 1, label)
            _teks(ws, n, 2, nilai)
            n += 1
    n += 1
    for k, label in enumerate(("Lembar", "Judul", "Baris"), 1):
        sel = _teks(ws, n, k, label)
        sel.font, sel.fill, sel.border = _huruf(bold=True), _ARSIR, _GARIS
    for nama, satu in semua:
        n += 1
        sel = _teks(ws, n, 1, nama)
        sel.hyperlink = Hyperlink(ref=sel.coordinate, location=f"'{nama}'!A1")
        sel.font = _huruf(color="0B5A66", underline="single")
        _teks(ws, n, 2, satu.judul).alignment = Alignment(wrap_text=True, vertical="top")
        ws.cell(n, 3, len(satu.tabel["baris"]))
    for huruf, lebar in (("A", 24), ("B", 100), ("C", 8)):
        ws.column_dimensions[huruf].width = lebar
    _mendatar(ws)
