"""Cell by cell: the three PDFs of 2024 carry what tests/data/expected_2024.csv lists.

Each PDF is made once from the demonstration data, written by the database as a person would get it, and read back
from the page. A difference between what the published report printed and what is expected needs a reason.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from indicators.models import PerangkatDaerah
from reports.builders.permintaan import Permintaan
from reports.services import dokumen_draft
from tests.reports.lkjip_demo import payload_demo, pdf_demo
from tests.reports.peta_tabel import PETA, Peta, sel_dari
from tests.reports.tabel_pdf import Tabel, rapat, tabel_dari

pytestmark = pytest.mark.once

CSV = Path(__file__).resolve().parent.parent / "data" / "expected_2024.csv"
DOKUMEN = ("sk-iku", "pk", "lkjip")


def harapan() -> dict[tuple[str, str], list[dict[str, str]]]:
    """The rows of the CSV by document and table."""
    hasil = defaultdict(list)
    with CSV.open(newline="", encoding="utf-8") as berkas:
        for baris in csv.DictReader(berkas):
            hasil[baris["document"], baris["table"]].append(baris)
    return dict(hasil)


HARAPAN = harapan()


@pytest.fixture(scope="module")
def tercetak(demonstration) -> dict[str, list[Tabel]]:
    """The tables of the three PDFs, made once from the demonstration data."""
    with demonstration.opened():
        pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode="setda-tanjabtim")
        pdf = {jenis: dokumen_draft(jenis, Permintaan(pd, 2024)) for jenis in DOKUMEN if jenis != "lkjip"}
    payload_demo(demonstration)
    pdf["lkjip"] = pdf_demo()  # the draft that test_lkjip_pdf looks at, in the same process
    return {jenis: tabel_dari(isi) for jenis, isi in pdf.items()}


@pytest.fixture(autouse=True)
def database(db):
    """Tells the test runner that this module needs the database set up."""


def cari(tabel: list[Tabel], peta: Peta) -> Tabel:
    """The table with the caption's number, or the one at a place (`#1`) in a document without captions."""
    if peta.nomor.startswith("#"):
        return tabel[int(peta.nomor[1:])]
    found = [t for t in tabel if t.nomor == peta.nomor]
    assert len(found) == 1, f"{len(found)} tabel bernomor “{peta.nomor}”; ada: {[t.nomor for t in tabel]}"
    return found[0]


def test_every_difference_from_the_published_report_has_a_reason():
    tanpa = [b for rows in HARAPAN.values() for b in rows if b["printed"] != b["expected"] and not b["reason"]]
    assert not tanpa, tanpa[:5]


def test_every_table_of_the_list_is_looked_for():
    assert set(PETA) == set(HARAPAN)


@pytest.mark.parametrize(("dokumen", "nama"), list(HARAPAN), ids=lambda teks: teks.replace(" ", "-"))
def test_the_cells_of(tercetak, dokumen, nama):
    peta = PETA[dokumen, nama]
    sel = defaultdict(set)
    for baris, kolom, teks in sel_dari(peta, cari(tercetak[dokumen], peta)):
        sel[rapat(baris), kolom].add(rapat(teks))
    beda = []
    for b in HARAPAN[dokumen, nama]:
        ada = sel.get((rapat(b["row"]), b["column"]))
        if ada != {rapat(b["expected"])}:
            beda.append(f"{b['row']} · {b['column']}: seharusnya “{b['expected']}”, tercetak {ada or 'tidak ada'}")
    jumlah = len(HARAPAN[dokumen, nama])
    assert not beda, f"{len(beda)} dari {jumlah} sel berbeda\n" + "\n".join(beda[:40])


def test_no_figure_is_torn_over_two_lines(tercetak):
    """A figure that does not fit its column is a figure nobody can read."""
    robek = [
        f"{dokumen} {tabel.nomor}: {sel!r}"
        for dokumen, semua in tercetak.items()
        for tabel in semua
        for baris in tabel.baris
        for sel in baris
        if "\n" in sel and rapat(sel).removeprefix("Rp").strip("0123456789.,%") == ""
    ]
    assert not robek, "\n".join(sorted(set(robek)))
