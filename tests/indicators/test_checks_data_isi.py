"""The rules about what targets and texts say: each finds what it must find, and is silent where nothing is wrong."""

from decimal import Decimal as D

import pytest

from indicators.checks_data import ATURAN, periksa_data
from tests.fakta_uji import BALANGAN, PERSEN, kode, nilai, satu, unsur
from tests.indicators.test_checks_data import angka, fakta, indikator

# Rule: facts in which it must find something, words of the sentence, facts in which it must not.
CASES = {
    "tahun_di_luar_periode": (fakta(tahun=2027), "di luar periode 2021–2026", fakta(tahun=2026)),
    "tahun_teks_di_luar_periode": (
        satu(teks={"Makna": "Renstra 2020–2024"}),
        "menyebut 2020–2024, di luar periode 2021–2026",
        satu(teks={"Makna": "Renstra 2021-2026, lalu Peraturan Nomor 12 Tahun 2011"}),
    ),
    "satuan_tidak_cocok": (
        satu(jenis_nilai="PERSEN", satuan="dokumen"),
        "satuannya dokumen",
        fakta(indikator=(indikator(**PERSEN), indikator("Jumlah naskah", satuan="dokumen"))),
    ),
    "tanpa_satuan": (
        satu(nama="Jumlah naskah"),
        "Satuannya belum diisi",
        fakta(
            indikator=(
                indikator("Jumlah naskah", satuan="dokumen"),
                indikator("Indeks Kepuasan"),
                indikator(jenis_nilai="PREDIKAT"),
            )
        ),
    ),
    "target_negatif": (satu(target=angka(-1)), "kurang dari nol (-1)", satu(target=angka(0, 1))),
    "target_bukan_bagian": (
        satu(**PERSEN, nama="Persentase naskah selesai", target=angka(90, 120)),
        "Target 2022 di atas 100% (120%)",
        fakta(
            indikator=(
                indikator("Persentase naskah selesai", **PERSEN, target=angka(90, 100)),
                indikator("Persentase kenaikan pendapatan", **PERSEN, target=angka(90, 120)),
            )
        ),
    ),
    "cacahan_tidak_bulat": (
        satu(satuan="Dokumen", target=angka(3.5)),
        "Target 2021 3,5 Dokumen tidak bulat",
        fakta(indikator=(indikator(satuan="dokumen", target=angka(3)), indikator(satuan="nilai", target=angka(3.5)))),
    ),
    "target_melonjak": (
        satu(target=angka(80, 82, 840, 85, 86, 87)),
        "Target 2023 (840) jauh dari tahun di sekitarnya (2022: 82, 2024: 85)",
        fakta(indikator=(indikator(target=angka(80, 82, 84)), indikator(target=angka(1, 2, 5, 12, 30)))),
    ),
    "target_berlawanan_arah": (
        satu(arah="TURUN", target=angka(80, 82, 84)),
        "Targetnya naik dari tahun ke tahun, padahal makin rendah makin baik",
        fakta(
            indikator=(
                indikator(target=angka(80, 82, 84)),
                indikator(target=angka(80, 82, 78)),
                indikator(target=angka(9, 9, 9)),
            )
        ),
    ),
    "persen_dihitung_jumlah": (
        satu(**PERSEN, teks={"Formulasi pengukuran": "Jumlah usulan barang / jasa yang diproses"}),
        "formulasinya menghitung jumlah",
        satu(**PERSEN, teks={"Formulasi pengukuran": "Jumlah dokumen disusun dibagi jumlah dokumen direncanakan"}),
    ),
    "pembilang_melebihi_penyebut": (
        fakta(indikator=(indikator("Persentase naskah selesai"),), realisasi=(nilai(pembilang=D(12), penyebut=D(10)),)),
        "pembilang 12 melebihi penyebut 10",
        fakta(indikator=(indikator("Persentase naskah selesai"),), realisasi=(nilai(pembilang=D(10), penyebut=D(10)),)),
    ),
    "nama_tidak_baku": (
        fakta(
            berkode=(kode("4.01.01", jenis="program", nama="Penunjang dan Evaluasi"),),
            nama_nomenklatur={"4.01.01": "Program Penunjang"},
        ),
        "dalam nomenklatur adalah “Program Penunjang”",
        fakta(
            berkode=(kode("4.01.01", jenis="program", nama="PENUNJANG"), kode("9")),
            nama_nomenklatur={"4.01.01": "Program Penunjang"},
        ),
    ),
    "nama_hampir_sama": (
        fakta(
            unsur=(unsur("Fasilitasi Rapat Koordinasi", "kegiatan"), unsur("Fasilitas Rapat Koordinasi", "kegiatan"))
        ),
        "hampir sama dengan “Fasilitasi Rapat Koordinasi”",
        fakta(
            unsur=(
                unsur("Fasilitasi Rapat Koordinasi", "kegiatan"),
                unsur("Laporan Rapat Koordinasi", "kegiatan"),
                unsur("Laporan Rapat Tahun 2024"),
                unsur("Laporan Rapat Tahun 2025"),
            )
        ),
    ),
    "nama_daerah_salah_tulis": (
        fakta(**BALANGAN, unsur=(unsur("Pelayanan Kabupaten Tanjung Timur"),)),
        "menyebut “Tanjung Timur”",
        fakta(
            **BALANGAN,
            unsur=(unsur("Pelayanan Kabupaten Tanjung Jabung Timur"), unsur("Antar Kabupaten Dalam Provinsi")),
        ),
    ),
    "daerah_tak_dikenal": (
        fakta(**BALANGAN, indikator=(indikator(teks={"Makna": "Pemerintah Kabupaten Rembang, bahwa"}),)),
        "menyebut daerah “Rembang”",
        fakta(
            **BALANGAN,
            indikator=(indikator(teks={"Makna": "Kabupaten Balangan; daerah Kabupaten/Kota; Bupati Dan Wakil"}),),
        ),
    ),
    "uraian_ganda": (
        fakta(unsur=(unsur("Naskah selesai", pk=1), unsur("naskah  selesai", pk=2))),
        "sudah ada di sebelahnya",
        fakta(
            unsur=(
                unsur("Naskah selesai", pk=1),
                unsur("Naskah selesai", pk=2, unit=3),
                unsur("Naskah selesai", "tujuan"),
            )
        ),
    ),
    "nomor_dalam_nama": (
        fakta(unsur=(unsur("2. Meningkatnya pelayanan"),)),
        "diawali nomor “2.”",
        fakta(unsur=(unsur("Meningkatnya pelayanan"), unsur("5 hari kerja"), unsur("IKM tercapai"))),
    ),
    "uraian_iku_kosong": (
        satu(iku=True, kosong=("Sumber data", "Alasan pemilihan")),
        "Sumber data, Alasan pemilihan belum diisi",
        fakta(indikator=(indikator(iku=True), indikator(kosong=("Sumber data",)))),
    ),
}
NAMA = {a.cari.__name__: a for a in ATURAN}


@pytest.mark.parametrize("nama", CASES)
def test_rule_finds(nama):
    buruk, kata, _ = CASES[nama]
    temuan = periksa_data(buruk, [NAMA[nama]])
    assert len(temuan) == 1, temuan
    assert kata in temuan[0].pesan
    assert temuan[0].pesan.endswith(".")


@pytest.mark.parametrize("nama", CASES)
def test_rule_is_silent(nama):
    assert periksa_data(CASES[nama][2], [NAMA[nama]]) == []
