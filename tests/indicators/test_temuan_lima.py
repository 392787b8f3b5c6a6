"""What the five institutions' published documents got wrong, so far as data can hold it, is found."""

from pathlib import Path

import pytest

from indicators.checks_data import ATURAN, KELUARGA
from indicators.models import PerangkatDaerah, TargetRenstra
from indicators.selectors.pemeriksaan import temuan_data
from indicators.selectors.unsur import periode_daerah, periode_tahun

DOKUMEN = Path(__file__).resolve().parents[2] / "docs/checks.md"

# Institution, year, rule, words of the object or of the sentence. Each was printed so, or is missing there.
KESALAHAN = [
    ("setda-tanjabtim", 2024, "rincian-tidak-berjumlah", "72,30"),  # AKIP 72,31 in one table, 72,30 in another
    ("setda-tanjabtim", 2024, "ikm-beda-dari-unsur", "96,11"),  # IKM 97 printed, 96,1 by its elements
    ("setda-tanjabtim", 2024, "tanpa-kode", "Sengketa Tanah Garapan"),
    ("setda-tanjabtim", 2024, "nama-tidak-baku", "Barang Cetak"),  # names that differ from table to table
    ("setda-tanjabtim", 2024, "target-melonjak", "Kendaraan Dinas"),  # 16 units in one table, 1 in another
    ("setda-tanjabtim", 2024, "iku-tanpa-program", "IKM"),
    ("setda-tanjabtim", 2024, "uraian-iku-kosong", "Alasan pemilihan"),
    ("setda-tanjabtim", 2024, "pangkat-kosong", "Sekretaris Daerah"),  # rank and NIP are not printed
    ("setda-tanjabtim", 2024, "statistik-kosong", "golongan"),
    ("setda-tanjabbar", 2025, "iku-tanpa-target", "semua tahun"),  # a table of IKU without any target
    ("setda-luwutimur", 2025, "iku-tanpa-target", "semua tahun"),
    ("setda-luwutimur", 2025, "tujuan-tanpa-misi", "Pelayanan Publik"),
    ("setda-balangan", 2025, "iku-tanpa-target", "2026"),  # five years in the header, values for six in two rows
    ("setda-balangan", 2025, "target-akhir-jumlah", "15"),  # RANHAM: 3 each year, 15 in the last
    ("setda-balangan", 2025, "sasaran-unit-tanpa-induk", "produk hukum"),
    ("setda-balangan", 2025, "satuan-tidak-cocok", "Jumlah SKPD"),  # a count in percent
    ("setda-balangan", 2025, "uraian-iku-kosong", "Formulasi"),
    ("setda-balangan", 2025, "pembilang-hampir-sama", "harmonisasi"),  # harmonised / already harmonised
    ("setda-balangan", 2025, "jumlah-dihitung-persen", "Jumlah bahan"),  # a count: made / target × 100%
    ("setda-balangan", 2025, "rumus-sama-dengan-atasan", "Pelayanan Kegiatan Keprotokolan"),  # Kasubbag's = Kabag's
    ("setda-tanjabbar", 2025, "persen-dihitung-jumlah", "penyedia barang"),  # a percentage that counts proposals
    ("kec-banjarmargo", 2024, "kaskade-kosong", "Kecamatan Banjar Margo"),  # a book of IKU without one IKU
    ("kec-banjarmargo", 2024, "tanpa-kepala", "kepala perangkat daerah"),
]


def temuan(kode, tahun):
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=kode)
    periode = periode_tahun(periode_daerah(pd), tahun)
    return temuan_data(pd, periode, tahun, tutup=tahun == 2024)


@pytest.fixture(scope="module", autouse=True)
def demo(demonstration):
    """What this module writes is rolled back after it."""
    with demonstration.opened():
        yield


@pytest.fixture(autouse=True)
def database(db):
    """Each test in a savepoint of its own."""


@pytest.fixture
def ditemukan():
    """The findings of each institution: {(code, year): [(rule, words)]}."""
    tempat = {(kode, tahun) for kode, tahun, _, _ in KESALAHAN}
    return {t: [(x.aturan.kunci, f"{x.objek.nama}: {x.pesan}") for x in temuan(*t)] for t in tempat}


def test_every_error_that_data_can_hold_is_found(ditemukan):
    luput = [
        (kode, aturan, kata)
        for kode, tahun, aturan, kata in KESALAHAN
        if not any(k == aturan and kata in teks for k, teks in ditemukan[kode, tahun])
    ]
    assert luput == []


def test_a_target_of_hash_marks_is_a_missing_target():
    """`#####` cannot be stored as a target: what is left of it is a year without one."""
    target = TargetRenstra.objects.filter(indikator__perangkat_daerah__kode="setda-tanjabtim", indikator__iku=True)
    row = target.filter(tahun=2023).first()
    row.delete()
    baris = [t for t in temuan("setda-tanjabtim", 2024) if t.aturan.kunci == "iku-tanpa-target"]
    assert any(t.objek.pk == row.indikator_id and "2023" in t.pesan for t in baris)


def test_every_rule_and_family_stands_in_the_document():
    teks = DOKUMEN.read_text()
    assert [a.kunci for a in ATURAN if f"`{a.kunci}`" not in teks] == []
    assert [k for k in KELUARGA if f"| {k} |" not in teks] == []
