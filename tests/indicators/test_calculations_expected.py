"""The table of expected cells of the 2024 documents agrees with itself and with the calculations."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.calculations import (
    Arah,
    Nilai,
    ProgramRow,
    capaian,
    efisiensi,
    persen,
    program_tertimbang,
    serapan,
)
from sakip.lib.numbers import format_persen, parse_decimal, parse_rupiah

BERKAS = Path(__file__).parent.parent / "data" / "expected_2024.csv"
KOORDINASI = [
    f"Persentase Koordinasi Pelaksanaan Program di Bidang {bidang}"
    for bidang in ("Pemerintahan", "Perekonomian dan Pembangunan", "Administrasi Umum")
]


@pytest.fixture(scope="module")
def lines():
    with BERKAS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def cells(lines):
    """Expected text by (table, row, column); tables of the PK and the SK IKU have names of their own."""
    return {(line["table"], line["row"], line["column"]): line["expected"] for line in lines}


def rows_of(cells, table):
    return list(dict.fromkeys(row for where, row, _ in cells if where == table))


def rupiah(cells, table, row, column):
    return parse_rupiah(cells[table, row, column])


def test_a_cell_differs_from_print_if_and_only_if_it_says_why(lines):
    for line in lines:
        assert bool(line["reason"]) == (line["printed"] != line["expected"]), line


def test_no_cell_is_listed_twice(lines, cells):
    assert len(cells) == len(lines) > 1500


def test_capaian_follows_from_target_and_realisasi(cells):
    for row in ["Indeks Kepuasan Masyarakat (IKM)", *KOORDINASI]:
        for tahun in (2022, 2023, 2024):
            target, realisasi = (
                Nilai(parse_decimal(cells["Tabel 3.1.4", row, f"{kind} {tahun}"])) for kind in ("Target", "Realisasi")
            )
            printed = format_persen(capaian(target, realisasi, Arah.NAIK), 0)
            assert cells["Tabel 3.1.4", row, f"Capaian {tahun}"] == printed


def test_one_fact_prints_the_same_in_every_table(cells):
    for row in rows_of(cells, "Tabel 3.1.1"):
        long = {cells[table, row, "Realisasi"] for table in ("Tabel 3.1.1", "Tabel 3.1.6")}
        assert long == {cells["Tabel 3.1.4", row, "Realisasi 2024"]}
        assert cells["Tabel 3.1.5", row, "Realisasi 2024"] == cells["Tabel 3.1.7", row, "Realisasi"]
        for tahun in range(2021, 2027):
            targets = {cells[table, row, f"Target {tahun}"] for table in ("Tabel 2.1", "Tabel 3.1.5", "Lampiran IKU")}
            assert len(targets) == 1
        assert cells["PK-sasaran", row, "Target"] == cells["Tabel 2.5 sasaran", row, "Target"]
        for tahun in (2022, 2023):
            assert cells["Tabel 3.1.4", row, f"Realisasi {tahun}"].startswith(
                cells["Tabel 3.1.5", row, f"Realisasi {tahun}"]
            )


@pytest.mark.parametrize("row", KOORDINASI)
def test_budget_figures_of_an_indicator_agree(cells, row):
    pagu, realisasi = (rupiah(cells, "Tabel 3.2.1", row, column) for column in ("Anggaran", "Realisasi"))
    assert cells["Tabel 3.2.1", row, "Capaian (%)"] == format_persen(serapan(pagu, realisasi), 2)
    assert rupiah(cells, "Tabel 3.1.7", row, "Target (Rp)") == pagu
    assert rupiah(cells, "Tabel 3.1.7", row, "Realisasi (Rp)") == realisasi
    assert cells["Tabel 3.1.7", row, "Efisiensi (%)"] == format_persen(efisiensi(pagu, realisasi), 2)


def test_the_total_is_the_sum_of_indicators_programmes_and_belanja(cells):
    pagu = rupiah(cells, "Tabel 3.2.1", "Total", "Anggaran")
    realisasi = rupiah(cells, "Tabel 3.2.1", "Total", "Realisasi")
    assert sum(rupiah(cells, "Tabel 3.2.1", row, "Anggaran") for row in KOORDINASI) == pagu
    assert sum(rupiah(cells, "Tabel 3.2.1", row, "Realisasi") for row in KOORDINASI) == realisasi
    assert cells["Tabel 3.2.1", "Total", "Capaian (%)"] == format_persen(persen(realisasi, pagu), 2) == "96,25%"
    for table in ("Tabel 2.5 belanja", "PK-belanja"):
        *belanja, jumlah = (rupiah(cells, table, row, "Jumlah") for row in rows_of(cells, table))
        assert sum(belanja) == jumlah == pagu
    for table in ("Tabel 2.5 program", "PK-program"):
        assert sum(rupiah(cells, table, row, "Anggaran") for row in rows_of(cells, table)) == pagu
    for level in "PKS":
        rows = [row for row in rows_of(cells, "Tabel 2.4") if row.startswith(level)]
        assert sum(rupiah(cells, "Tabel 2.4", row, "Jumlah Anggaran") for row in rows) == pagu


@pytest.mark.parametrize("table", ["Tabel 3.1.8 sasaran 2 rincian", "Tabel 3.1.9 rincian", "Tabel 3.1.10 rincian"])
def test_programme_tables_are_what_the_calculation_gives(cells, table):
    rows = rows_of(cells, table)
    result = program_tertimbang(
        [
            ProgramRow(rupiah(cells, table, row, "Anggaran"), rupiah(cells, table, row, "Dana Terserap"), Decimal(100))
            for row in rows
        ]
    )
    for row, hasil in zip(rows, result.rows, strict=True):
        expected = {
            "Keuangan Realisasi": hasil.serapan,
            "Capaian Kinerja": hasil.capaian,
            "Bobot": hasil.bobot,
            "Capaian Per Kegiatan": hasil.per_kegiatan,
            "Capaian Gabungan": result.gabungan,
        }
        for column, value in expected.items():
            assert cells.get((table, row, column), format_persen(value, 2)) == format_persen(value, 2)
        assert cells[table, row, "Keuangan Realisasi"] != cells[table, row, "Keuangan Target"]


def test_the_cascade_of_the_plan_is_complete(cells):
    levels = [row[0] for row in rows_of(cells, "Tabel 2.4")]
    assert (levels.count("P"), levels.count("K"), levels.count("S")) == (4, 20, 72)
    assert rows_of(cells, "Tabel 2.4") == rows_of(cells, "Tabel 2.3") == rows_of(cells, "Tabel 2.2")
    for row in rows_of(cells, "Tabel 2.4"):
        if row.startswith("S"):
            assert cells["Tabel 2.3", row, "Target 2024"] == cells["Tabel 2.4", row, "Target Output"]
