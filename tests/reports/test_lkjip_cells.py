"""Every cell of the published report of 2024 stands in the generated one, in its table, in the PDF itself."""

import csv
from pathlib import Path

import pytest

from tests.reports.lkjip_baca import baris_payload, rapi, tabel_payload, tabel_pdf
from tests.reports.lkjip_demo import payload_demo, pdf_demo

TAHUN = range(2021, 2027)
TARGET = [f"Target {t}" for t in TAHUN]
REALISASI = [f"Realisasi {t}" for t in TAHUN]
IKU = ["No", "No Sasaran", "Sasaran Strategis", "No Indikator", "Indikator Sasaran"]
RINCIAN = ["Program", "Anggaran", "Dana Terserap", "Keuangan Target", "Keuangan Realisasi", "Fisik Target",
           "Fisik Realisasi", "Capaian Kinerja"]  # fmt: skip
TIGA = [f"{jenis} {t}" for jenis in ("Target", "Realisasi", "Capaian") for t in (2022, 2023, 2024)]
# The columns of each table in the words of the file of expected cells, and which of them names the row.
KOLOM: dict[str, tuple[list[str], str]] = {
    "Bagian 1.5": (["Kelompok", "Uraian", "Jumlah"], "Uraian"),
    "Tabel 2.1": (
        ["No", "Tujuan", "Indikator Tujuan", "No Sasaran", "Sasaran", "No Indikator", "Indikator Sasaran", "Formula",
         "Kondisi Awal", *TARGET, "Sumber Data", "Penanggung Jawab"],
        "Indikator Sasaran",
    ),
    "Tabel 2.2": (["Sasaran", "Program", "Kegiatan", "Sub Kegiatan"], ""),
    "Tabel 2.3": (["Tujuan", "Sasaran", "Program/Kegiatan", *TARGET], ""),
    "Tabel 2.4": (
        ["No", "Sasaran Strategis", "Indikator Kinerja", "Target", "Aksi/Kegiatan", "TRI I", "TRI II", "TRI III",
         "TRI IV", "Target Output", "Penanggung Jawab", "Program", "Kegiatan/Sub Kegiatan", "Indikator Kegiatan",
         "Jumlah Anggaran"],
        "",
    ),
    "Tabel 2.5 sasaran": ([*IKU, "Target"], "Indikator Sasaran"),
    "Tabel 2.5 belanja": (["No", "Uraian", "Jumlah"], "Uraian"),
    "Tabel 2.5 program": (["No", "Program", "Anggaran", "Ket"], "Program"),
    "Tabel 3.1.1": ([*IKU, "Target", "Realisasi"], "Indikator Sasaran"),
    "Tabel 3.1.2": (["Kategori", "Range Nilai", "Keterangan"], "Kategori"),
    "Tabel 3.1.3": (["Opini BPK", "Keterangan"], "Opini BPK"),
    "Tabel 3.1.4": (["No", "Indikator Kinerja", "KKA", *TIGA], "Indikator Kinerja"),
    "Tabel 3.1.5": (["No", "Indikator Kinerja", "KKA", *TARGET, *REALISASI], "Indikator Kinerja"),
    "Tabel 3.1.6": (["Indikator", "Target", "Realisasi", "Capaian", "Sebab", "Solusi"], "Indikator"),
    "Tabel 3.1.7": (
        ["Indikator Kinerja", "Target", "Realisasi", "Capaian", "Target (Rp)", "Realisasi (Rp)", "Efisiensi (%)"],
        "Indikator Kinerja",
    ),
    "Tabel 3.1.8 sasaran 1": (["Indikator Sasaran", "Komponen", "Hasil", "Kategori"], ""),
    "Tabel 3.1.8 sasaran 2": (["Indikator Sasaran", "Program", "Kegiatan"], ""),
    "Tabel 3.1.8 sasaran 2 rincian": (
        ["Program", "Anggaran", "Total Anggaran", *RINCIAN[2:7], "Bobot", "Capaian Kinerja", "Capaian Per Kegiatan",
         "Capaian Gabungan"],
        "Program",
    ),
    "Tabel 3.1.9": (["Indikator Sasaran", "Program", "Kegiatan"], ""),
    "Tabel 3.1.9 rincian": (RINCIAN, "Program"),
    "Tabel 3.1.10": (["Indikator Sasaran", "Program", "Kegiatan"], ""),
    "Tabel 3.1.10 rincian": (RINCIAN, "Program"),
    "Tabel 3.2.1": (
        ["No", "Sasaran Strategis", "No Indikator", "Indikator Sasaran", "Anggaran", "%", "Realisasi", "Capaian (%)"],
        "Indikator Sasaran",
    ),
}  # fmt: skip
SEL = [
    baris
    for baris in csv.DictReader(Path("tests/data/expected_2024.csv").read_text(encoding="utf-8").splitlines())
    if baris["document"] == "lkjip"
]


pytestmark = pytest.mark.django_db  # the databases are made only where a test says that it needs one


@pytest.fixture(scope="module")
def payload(django_db_setup, django_db_blocker):
    """The report of the demonstration data."""
    return payload_demo(django_db_blocker)


@pytest.fixture(scope="module")
def dokumen(payload) -> bytes:
    """The same on paper."""
    return pdf_demo()


def tempat(blok: dict, isi: list[list[str]], baris: str, kolom: str) -> tuple[int, str]:
    """The index of the row that a label of the file means, and the column to look in."""
    kode = blok["tabel"]["id"]
    nama, kunci = KOLOM[kode]
    if kode == "Tabel 3.1.8 sasaran 1":
        cari = kolom.removeprefix("Kategori ")
        n = next(i for i, b in enumerate(isi) if b[0] == baris and b[1].split(":")[0] == cari)
        return n, "Kategori" if kolom.startswith("Kategori ") else "Hasil"
    if kode in ("Tabel 2.2", "Tabel 2.3", "Tabel 2.4"):
        return tingkat(kode, blok["tabel"], isi, baris), kolom
    if not kunci:
        return next(i for i, b in enumerate(isi) if baris in (b[1], b[2].split(". ", 1)[-1])), kolom
    di = nama.index(kunci)
    cocok = str.startswith if kode == "Tabel 3.1.3" else str.__eq__
    return next(i for i, b in enumerate(isi) if cocok(b[di], baris)), kolom


def tingkat(kode: str, tabel: dict, isi: list[list[str]], baris: str) -> int:
    """The row of `P2 …`, `K19 …`, `S67 …`: counted through the table, and bearing that name."""
    huruf, nomor, nama = baris[0], int(baris[1:].split()[0]), baris.split(maxsplit=1)[1]
    if kode == "Tabel 2.2":
        di = "PKS".index(huruf) + 1
        return next(i for i, b in enumerate(isi) if b[di] == f"{nomor}. {nama}")
    kelas = [next((s["kelas"].split()[0] for s in b if "tingkat" in s.get("kelas", "")), "") for b in tabel["baris"]]
    milik = {"P": "tingkat-program", "K": "tingkat-kegiatan", "S": ""}[huruf]
    n = [i for i, k in enumerate(kelas) if k == milik][nomor - 1]
    assert nama in isi[n], f"{baris} bukan {isi[n]}"
    return n


@pytest.mark.parametrize("kode", KOLOM)
def test_expected_cells_stand_in_their_table(payload, kode):
    blok = tabel_payload(payload)[kode]
    asli = baris_payload(blok["tabel"], isi_gabung=True)
    turun = kode.startswith("Tabel 3.1.8 sasaran 1")
    isi = isi_ke_bawah(asli) if turun else asli
    assert len(KOLOM[kode][0]) == len(blok["tabel"]["lebar"])
    sel = [s for s in SEL if s["table"] == kode]
    assert sel
    salah = []
    for s in sel:
        n, kolom = tempat(blok, isi, s["row"], s["column"])
        ada = rapi(isi[n][KOLOM[kode][0].index(kolom)])
        if ada != rapi(s["expected"]):
            salah.append(f"{s['row']} · {s['column']}: “{ada}”, seharusnya “{s['expected']}”")
    assert not salah, "\n".join(salah)


def isi_ke_bawah(baris: list[list[str]]) -> list[list[str]]:
    """The first column filled down where it carries on."""
    hasil, lama = [], ""
    for b in baris:
        lama = b[0] or lama
        hasil.append([lama, *b[1:]])
    return hasil


def test_every_table_of_the_file_is_checked():
    assert {s["table"] for s in SEL} == set(KOLOM)


def test_a_difference_from_the_published_report_has_a_reason():
    beda = [s for s in SEL if " ".join(s["printed"].split()) != " ".join(s["expected"].split())]
    assert beda
    assert [s for s in beda if not s["reason"]] == []


def test_the_pdf_prints_every_cell_of_every_table_unbroken(payload, dokumen):
    """Row by row, so nothing is lost at the end of a page; no word or figure is torn within its cell."""
    tercetak = tabel_pdf(dokumen, payload)
    for kode, blok in tabel_payload(payload).items():
        diharapkan = [[rapi(s) for s in b] for b in baris_payload(blok["tabel"], isi_gabung=False)]
        assert tercetak.get(kode) == diharapkan, kode
        kepala = {rapi(s["teks"]) for baris in blok["tabel"]["kepala"] for s in baris}
        assert {s for baris in tercetak[f"{kode} kepala"] for s in baris if s} <= kepala, kode
