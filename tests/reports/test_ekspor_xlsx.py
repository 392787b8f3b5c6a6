"""The tables as Excel: numbers are numbers, texts stay texts, merged cells stay merged."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from indicators.exceptions import InvalidValue
from reports.ekspor.angka import angka_dari
from reports.ekspor.xlsx import Keterangan, xlsx
from tests.reports import contoh
from tests.reports.ekspor_baca import SelHarap, sel_tabel, semua_tabel
from tests.reports.lkjip_demo import payload_demo

AWAL = 3
"""The row in which a table begins."""


@pytest.fixture(scope="module")
def payload(demonstration) -> Any:
    """The annual report of the demonstration data."""
    return payload_demo(demonstration)


def buka(isi: bytes) -> Any:
    """The workbook."""
    return load_workbook(BytesIO(isi))


def satu(*sel: str, **over: Any) -> Any:
    """The sheet of a table with one row of these cells."""
    tabel = contoh.tabel("T 1", [f"K{n}" for n in range(len(sel))], [list(sel)])
    return buka(xlsx(contoh.pk(tabel_sasaran=tabel | over)))["T 1"]


def tercetak(nilai: Any, pola: str) -> str:
    """A number by its format, in Indonesian: written here anew, so that it checks the exporting code."""
    pola = pola.partition(";")[0]
    persen = pola.endswith("%")
    inti = pola.replace('"Rp"', "").rstrip("%")
    desimal = len(inti.partition(".")[2])
    angka = Decimal(str(nilai)) * (100 if persen else 1)
    teks = f"{angka:,.{desimal}f}" if "," in inti else f"{angka:.{desimal}f}"
    teks = teks.translate(str.maketrans(",.", ".,"))
    return ("Rp" if '"Rp"' in pola else "") + teks + ("%" if persen else "")


def periksa(ws: Any, tabel: dict[str, Any]) -> tuple[int, int]:
    """Every cell of a table stands in its place; returns how many are texts and how many are numbers."""
    teks = angka = 0
    digabung = {str(r) for r in ws.merged_cells.ranges}
    for s in sel_tabel(tabel):
        if s.lanjutan:
            continue
        sel = ws.cell(AWAL + s.baris, s.kolom + 1)
        if isinstance(sel.value, int | float):
            angka += 1
            assert tercetak(sel.value, sel.number_format) == s.teks, (tabel["id"], s)
        else:
            teks += 1
            assert (sel.value or "") == s.teks, (tabel["id"], s)
        if s.tinggi * s.lebar > 1 and not diteruskan(s):
            akhir = ws.cell(AWAL + s.baris + s.tinggi - 1, s.kolom + s.lebar)
            assert f"{sel.coordinate}:{akhir.coordinate}" in digabung, (tabel["id"], s)
    return teks, angka


def diteruskan(s: SelHarap) -> bool:
    """Whether the cell goes on below its own rows."""
    return "diteruskan" in s.sel.get("kelas", "").split()


@pytest.mark.once
def test_every_cell_of_the_annual_report_is_in_its_sheet(payload):
    buku, tabel = buka(xlsx(payload)), list(semua_tabel(payload))
    lembar = buku.worksheets[1:]
    assert len(lembar) == len(tabel)
    jumlah = [periksa(ws, t) for ws, t in zip(lembar, tabel, strict=True)]
    assert sum(t for t, _ in jumlah) > 1000 and sum(a for _, a in jumlah) > 500


def test_every_rupiah_of_the_budget_is_a_number(payload):
    ws = buka(xlsx(payload))["Tabel 3.2.2"]
    tabel = next(t for t in semua_tabel(payload) if t["id"] == "Tabel 3.2.2")
    rupiah = [s for s in sel_tabel(tabel) if s.teks.startswith("Rp") and s.baris >= len(tabel["kepala"])]
    assert len(rupiah) > 20
    for s in rupiah:
        sel = ws.cell(AWAL + s.baris, s.kolom + 1)
        assert sel.value == int(s.teks.removeprefix("Rp").replace(".", ""))


def test_the_index_names_the_document_and_leads_to_its_sheets():
    payload = contoh.pk()
    ws = buka(xlsx(payload, Keterangan("800/1", "2 Januari 2024", "ab" * 32, "KODE")))["Daftar"]
    isi = {ws.cell(r, 1).value: ws.cell(r, 2).value for r in range(1, ws.max_row + 1)}
    assert ws["A1"].value == payload["meta"]["judul"]
    assert (isi["Nomor"], isi["Tanggal"], isi["Sidik isi (SHA-256)"]) == ("800/1", "2 Januari 2024", "ab" * 32)
    assert isi["Kode verifikasi"] == "KODE" and "Status" in isi
    tautan = next(ws.cell(r, 1) for r in range(1, ws.max_row + 1) if ws.cell(r, 1).value == "PK-sasaran")
    assert tautan.hyperlink.location == "'PK-sasaran'!A1"


def test_sheets_have_names_that_excel_takes_and_none_twice():
    panjang = contoh.tabel("Lampiran [IKU]: Bagian/Perencanaan dan Keuangan", ["A"], [["1"]])
    naskah = [contoh.pk(tabel_sasaran=panjang), contoh.pk(tabel_sasaran=panjang), contoh.pk()]
    nama = buka(xlsx({"meta": contoh.META, "naskah": naskah})).sheetnames
    assert len({n.lower() for n in nama}) == len(nama) == 4
    assert all(len(n) <= 31 and not set(n) & set("[]:*?/\\") for n in nama)


def test_the_head_stays_in_sight_and_on_every_printed_page():
    ws = satu("1", "x")
    assert ws.freeze_panes == "A4" and ws.print_title_rows == "$3:$3"
    assert ws.page_setup.orientation == "landscape" and ws.page_setup.fitToWidth == 1
    assert ws.sheet_properties.pageSetUpPr.fitToPage


def test_a_column_is_wide_enough_for_its_figures_and_a_row_high_enough_for_its_text():
    ws = satu("Rp43.574.741.594", "kata " * 100, lebar=["2%", "98%"])
    assert ws.column_dimensions["A"].width > len("Rp43.574.741.594")
    assert ws.row_dimensions[4].height > 3 * ws.row_dimensions[3].height


@pytest.mark.parametrize("teks", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "\tx", "-"])
def test_nothing_typed_becomes_a_formula(teks):
    sel = satu(teks)["A4"]
    assert sel.data_type == "s" and sel.value == teks and sel.quotePrefix


def test_a_text_with_control_characters_does_not_break_the_file():
    assert satu("a\x01b\x0bc")["A4"].value == "abc"


@pytest.mark.parametrize(
    ("teks", "nilai", "pola"),
    [
        ("1.234,50", "1234.50", "#,##0.00"),
        ("-3", "-3", "#,##0"),
        ("90", "90", "#,##0"),
        ("0", "0", "#,##0"),
        ("2024", "2024", "0"),
        ("96,25%", "0.9625", "#,##0.00%"),
        ("100%", "1", "#,##0%"),
        ("Rp43.574.741.594", "43574741594", '"Rp"#,##0'),
        ("Rp 10.000,-", "10000", '"Rp "#,##0",-"'),
        ("-Rp1.000", "-1000", '"Rp"#,##0'),
    ],
)
def test_a_figure_reads_back_exactly_and_prints_as_before(teks, nilai, pola):
    angka = angka_dari(teks)
    assert angka is not None and Decimal(angka.nilai) == Decimal(nilai)
    assert angka.bentuk.partition(";")[0] == pola


@pytest.mark.parametrize(
    "teks",
    ["", "-", "NA", "BB", "BB (72,31)", "3,01 (B)", "10 titik", "1.", "01", "82.53", "1.23", "4.01.01", "19700101",
     "123456", "1,234,567", "12.345.678.901.234.567", "Rp5%", "1 2", "٣", "1e5", "½", "B = 66,04", "2021–2026"],
)  # fmt: skip
def test_whatever_is_not_plainly_a_figure_stays_a_text(teks):
    assert angka_dari(teks) is None


def test_a_document_without_tables_is_refused():
    with pytest.raises(InvalidValue, match="tidak memuat tabel"):
        xlsx({"meta": contoh.META, "judul": []})
