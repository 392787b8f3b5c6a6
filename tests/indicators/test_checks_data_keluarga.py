"""The rules of the further families: each finds what it must find, and is silent where nothing is wrong."""

from datetime import date
from decimal import Decimal as D

import pytest

from indicators.checks_data import ATURAN, KELUARGA, periksa_data
from indicators.checks_fakta import (
    NilaiCek,
    Objek,
    ProgramCek,
)
from tests.fakta_uji import (
    BB,
    RANGKAP,
    RENCANA,
    RUMUS,
    kode,
    nilai,
    orang,
    rencana,
    satu,
    staf,
    uang,
    unsur,
)
from tests.indicators.test_checks_data import CASES as PERTAMA
from tests.indicators.test_checks_data import TAHUN, angka, fakta, indikator, pejabat, sasaran
from tests.indicators.test_checks_data_isi import CASES as ISI
from tests.indicators.test_checks_data_pohon import CASES as POHON

# Rule: facts in which it must find something, words of the sentence, facts in which it must not.
CASES = {
    "pembilang_sama_penyebut": (
        satu(nama_variabel={"PEMBILANG": "Jumlah surat", "PENYEBUT": "jumlah  surat"}),
        "selalu 100%",
        satu(nama_variabel={"PEMBILANG": "Surat selesai", "PENYEBUT": "Surat masuk"}),
    ),
    "pembilang_hampir_sama": (
        satu(nama_variabel={"PEMBILANG": "jumlah produk hukum daerah", "PENYEBUT": "Jumlah produk hukum yang sudah"}),
        "menyebut hal yang sama",
        satu(nama_variabel={"PEMBILANG": "Jumlah produk hukum yang disusun", "PENYEBUT": "Jumlah produk hukum"}),
    ),
    "jumlah_dihitung_persen": (
        fakta(indikator=(indikator("Jumlah bahan", teks={"Formulasi pengukuran": "Bahan dibagi target dikali 100%"}),)),
        "formulasinya menghitung persen",
        fakta(indikator=(indikator("Jumlah bahan", teks={"Formulasi pengukuran": "Jumlah 100 bahan"}),)),
    ),
    "rumus_sama_dengan_atasan": (
        fakta(
            indikator=(
                indikator("Layanan dinas", pemilik="/1/", **RUMUS),
                indikator("Protokol", pemilik="/1/2/", **RUMUS),
            )
        ),
        "sama dengan indikator di atasnya, “Layanan dinas”",
        fakta(
            indikator=(
                indikator("Layanan dinas", pemilik="/1/", **RUMUS),
                indikator("Protokol", pemilik="/3/", **RUMUS),
            )
        ),
    ),
    "keuangan_melebihi_pagu": (
        fakta(uang=(uang(pagu=100, keuangan=101),)),
        "Rp101 melebihi pagu Rp100",
        fakta(uang=(uang(pagu=100, keuangan=100), uang(pagu=1, keuangan=2, alasan="Pergeseran"), uang(keuangan=5))),
    ),
    "nilai_beda_dari_hitungan": (
        fakta(realisasi=(nilai(nilai=D(97), hitungan=D("96.25")),)),
        "tercatat 97,00, hitungan dari bagiannya 96,25",
        fakta(realisasi=(nilai(nilai=D("96.2500"), hitungan=D("96.25")), nilai(nilai=D(97)))),
    ),
    "predikat_beda_dari_nilai": (
        fakta(tingkat=BB, realisasi=(nilai(nilai=D("68.5"), tingkat=3),)),
        "nilai 68,5 bukan predikat BB",
        fakta(tingkat=BB, realisasi=(nilai(nilai=D("72.31"), tingkat=3), nilai(tingkat=3), nilai(nilai=D(1)))),
    ),
    "target_beda_dari_predikat": (
        fakta(tingkat=BB, indikator=(indikator(target={2025: NilaiCek(D(60), 3, "BB")}),)),
        "Target 2025: nilai 60 bukan predikat BB",
        fakta(tingkat=BB, indikator=(indikator(target={2025: NilaiCek(D(80), 3, "BB"), 2026: NilaiCek(tingkat=3)}),)),
    ),
    "kumulatif_turun": (
        fakta(uang=(uang(keuangan=5, keuangan_lalu=6),)),
        "lebih kecil daripada triwulan sebelumnya",
        fakta(uang=(uang(keuangan=6, keuangan_lalu=6, fisik=D(2), fisik_lalu=D(1)), uang(keuangan_lalu=4))),
    ),
    "isi_rusak": (
        satu(teks={"Formulasi pengukuran": "#####"}),
        "Formulasi pengukuran berisi “#####”",
        satu(teks={"Nama": "Sasaran #1"}),
    ),
    "indikator_ganda": (
        fakta(indikator=(indikator("Jumlah naskah", induk=1), indikator("jumlah naskah", induk=1))),
        "sudah ada pada unsur ini",
        fakta(indikator=(indikator("Jumlah naskah", induk=1), indikator("Jumlah naskah", induk=2))),
    ),
    "kode_salah_bentuk": (
        fakta(berkode=(kode("4.01.01.2.01.1"),)),
        "tidak berbentuk kode sub kegiatan",
        fakta(berkode=(kode("4.01.01.2.01.0001"), kode("4.01.01.2.01.01"), kode("X.XX.01", jenis="program"), kode(""))),
    ),
    "kode_bukan_di_bawah_induk": (
        fakta(berkode=(kode("4.01.01.2.01.0001", "4.01.01.2.02"),)),
        "bukan bagian dari 4.01.01.2.02",
        fakta(berkode=(kode("4.01.01.2.01.0001", "4.01.01.2.01"), kode("4.01.01.2.01.0001"))),
    ),
    "pimpinan_rangkap": (
        fakta(pejabat=(orang("SATU"), orang("LAIN", mulai=date(2025, 1, 1)))),
        RANGKAP,
        fakta(
            pejabat=(
                orang("SATU", selesai=date(2024, 12, 31)),
                orang("LAIN", mulai=date(2025, 1, 1)),
                orang("PLT", kedudukan="Plt."),
            )
        ),
    ),
    "nip_ganda": (
        fakta(pejabat=(orang("SATU", nip="19700101 199501 1 001"), orang("LAIN", nip="19700101 199501 1 001"))),
        "juga dipakai SATU",
        fakta(pejabat=(orang("SATU", nip="19700101 199501 1 001"), orang("SATU", nip="19700101 199501 1 001"))),
    ),
    "tanggal_rencana_janggal": (
        fakta(
            rencana=(rencana(tanggal=date(2025, 10, 1)), rencana("Rencana perubahan 2025", tanggal=date(2025, 9, 1)))
        ),
        "sebelum Rencana murni 2025 (1 Oktober 2025)",
        fakta(rencana=(rencana(tanggal=date(2024, 12, 30)), rencana(tanggal=date(2025, 10, 1)), rencana())),
    ),
    "program_tanpa_iku": (
        fakta(program=(ProgramCek(Objek("program", 2, "P"), 5, 0),)),
        "belum mendukung IKU",
        fakta(program=(ProgramCek(Objek("program", 2, "P"), 5, 1),)),
    ),
    "cabang_kosong": (
        fakta(unsur=(unsur("Program A", "program", jumlah_anak=0),)),
        "Belum ada kegiatan di bawahnya",
        fakta(unsur=(unsur("Program A", "program"), unsur("Sasaran", jumlah_anak=0))),
    ),
    "unit_iku_tanpa_sasaran": (
        fakta(sasaran=(sasaran(unit=8),), indikator=(indikator(iku=True),)),
        "belum memiliki kinerja utama",
        fakta(sasaran=(sasaran(unit=7),), indikator=(indikator(iku=True), indikator(unit=8))),
    ),
    "rencana_tanpa_target": (
        fakta(ada_rencana=True, indikator=(indikator(iku=True, target=angka(1, 2, 3, 4, 5)),)),
        "Renstra menargetkan 5 pada 2025",
        fakta(
            ada_rencana=True, indikator=(indikator(iku=True, target=angka(1)), indikator(target=angka(1, 2, 3, 4, 5)))
        ),
    ),
    "target_berlubang": (
        satu(target=angka(None, 2, 3, None, 5, 6)),
        "Target tahun 2024 kosong",
        fakta(indikator=(indikator(target=angka(None, None, 3, 4, 5, 6)), indikator(target=angka(1)), indikator())),
    ),
    "rencana_tanpa_triwulan": (
        satu(rencana=RENCANA, triwulan=(None,) * 4),
        "target semua triwulan belum diisi",
        fakta(
            indikator=(
                indikator(rencana=RENCANA, triwulan=(D(1),) * 4),
                indikator(rencana=RENCANA, triwulan=(None,) * 4, akumulasi="TAHUNAN"),
                indikator(rencana=RENCANA, triwulan=(None,) * 4, berskala=True),
            )
        ),
    ),
    "triwulan_terlewat": (
        fakta(realisasi=(nilai(1, nilai=D(1)), nilai(2), nilai(3, nilai=D(3)))),
        "triwulan 2 kosong",
        fakta(realisasi=(nilai(1, nilai=D(1)), nilai(2, nilai=D(2)), nilai(3))),
    ),
    "target_tanpa_predikat": (
        satu(jenis_nilai="PREDIKAT", target={2025: NilaiCek(D(72))}),
        "Target 2025 hanya angka (72)",
        fakta(
            indikator=(indikator(jenis_nilai="PREDIKAT", target={2025: NilaiCek(D(72), 3)}), indikator(target=angka(1)))
        ),
    ),
    "realisasi_tanpa_nilai": (
        fakta(tutup=True, realisasi=(nilai(2),)),
        "Baris triwulan 2 sudah dimulai",
        fakta(tutup=True, realisasi=(nilai(2, tingkat=3), nilai(1, nilai=D(0)))),
    ),
    "fisik_tanpa_keuangan": (
        fakta(uang=(uang(pagu=100, fisik=D(20)),)),
        "Fisik triwulan 2 terisi, keuangannya kosong",
        fakta(uang=(uang(pagu=100, fisik=D(20), keuangan=0), uang(fisik=D(20)), uang(pagu=100))),
    ),
    "kondisi_akhir_beda": (
        satu(kondisi_akhir=NilaiCek(D(95), teks="95"), target=angka(1, 2, 3, 4, 5, 90)),
        "Kondisi akhir periode 95, target 2026 90",
        satu(kondisi_akhir=NilaiCek(D("90.0")), target=angka(1, 2, 3, 4, 5, 90)),
    ),
    "nama_sama_target_beda": (
        fakta(
            indikator=(
                indikator(target=angka(1, 1, 1, 1, 100)),
                indikator(target=angka(1, 1, 1, 1, 5), jenjang="program"),
            )
        ),
        "Target 2025 5, sedangkan indikator bernama sama pada sasaran 100",
        fakta(indikator=(indikator(target=angka(1, 1, 1, 1, 5)), indikator(target=angka(2, 2, 2, 2, 5)))),
    ),
    "target_triwulan_beda": (
        satu(rencana=RENCANA, akumulasi="JUMLAH", triwulan=(D(25), D(25), D(25), D(20))),
        "berjumlah 95, target tahunnya 100",
        fakta(
            indikator=(
                indikator(rencana=RENCANA, akumulasi="JUMLAH", triwulan=(D(25),) * 4),
                indikator(rencana=RENCANA, triwulan=(D(25), D(50), D(75), D(100))),
                indikator(rencana=RENCANA, akumulasi="RATA_RATA", triwulan=(D(90), D(110), D(100), D(100))),
                indikator(rencana=RENCANA, akumulasi="TAHUNAN", triwulan=(D(1),) * 4),
            )
        ),
    ),
    "pangkat_kosong": (
        fakta(pejabat=(orang("SATU"),)),
        "Pangkat Sekretaris Daerah belum diisi",
        fakta(
            pejabat=(
                orang("SATU", pangkat="Pembina"),
                orang("DULU", selesai=date(2023, 1, 1)),
                pejabat("KEPALA_DAERAH", nip=""),
            )
        ),
    ),
    "rencana_tanpa_dasar": (
        fakta(rencana=(rencana(),)),
        "disahkan tanpa dasar",
        fakta(rencana=(rencana(dasar="DPA 2025"), rencana(disahkan=False))),
    ),
    "statistik_berbeda": (
        fakta(statistik=(staf("GOLONGAN", 92), staf("PENDIDIKAN", 90))),
        "Menurut golongan 92 orang, menurut pendidikan 90",
        fakta(statistik=(staf("GOLONGAN", 92), staf("PENDIDIKAN", 92), staf("ESELON", 46))),
    ),
    "statistik_kosong": (
        fakta(statistik=(staf("GOLONGAN", 92, 1),)),
        "1 jumlah belum diisi",
        fakta(statistik=(staf("GOLONGAN", 92),)),
    ),
}
NAMA = {a.cari.__name__: a for a in ATURAN}


def test_every_rule_has_its_cases():
    assert set(CASES) | set(ISI) | set(PERTAMA) | set(POHON) == set(NAMA)
    assert not set(CASES) & set(PERTAMA) and not set(ISI) & (set(CASES) | set(PERTAMA) | set(POHON))


def test_every_family_has_a_rule_and_no_rule_is_without_family():
    assert {a.kode for a in ATURAN} == set(KELUARGA)


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


def test_a_finding_says_something_else_when_the_figures_change():
    def ciri(n):
        target = angka(*(80,) * 5, n)
        return {t.ciri for t in periksa_data(satu(target=target, kondisi_akhir=NilaiCek(D(95), teks="95")))}

    assert len(TAHUN) == 6 and ciri(90) != ciri(91) and ciri(90) == ciri(90)
