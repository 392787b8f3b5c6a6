"""The rules of the further families: each finds what it must find, and is silent where nothing is wrong."""

from datetime import date
from decimal import Decimal as D

import pytest

from indicators.checks_data import ATURAN, KELUARGA, periksa_data
from indicators.checks_fakta import (
    KodeCek,
    NilaiCek,
    Objek,
    PejabatCek,
    ProgramCek,
    RealisasiCek,
    RencanaCek,
    StatistikCek,
    TingkatCek,
    UangCek,
    UraianCek,
)
from tests.indicators.test_checks_data import CASES as PERTAMA
from tests.indicators.test_checks_data import TAHUN, angka, fakta, indikator, pejabat, sasaran
from tests.indicators.test_checks_data_pohon import CASES as POHON

PERSEN = {"jenis_nilai": "PERSEN", "satuan": "persen", "simbol": "%"}
RENCANA = NilaiCek(D(100), teks="100")
BB = {3: TingkatCek("BB", D(70), D(80))}
RUMUS = {"nama_variabel": {"PEMBILANG": "Layanan terlaksana", "PENYEBUT": "Layanan terjadwal"}}
RANGKAP = "Sekretaris Daerah dijabat pula oleh LAIN"


def satu(**over):
    return fakta(indikator=(indikator(**over),))


def nilai(triwulan=1, **over):
    return RealisasiCek(Objek("realisasi", 9, "Indeks", 7, "Bagian Hukum", triwulan), **over)


def uang(**over):
    return UangCek(Objek("realisasi_anggaran", 4, "Mediasi", 7, "Bagian Hukum", 2), **over)


def rencana(nama="Rencana murni 2025", **over):
    return RencanaCek(Objek("rencana", 1, nama), **over)


def unsur(nama, jenis="sasaran", pk=1, unit=None, **over):
    return UraianCek(Objek(jenis, pk, nama, unit), **over)


def kode(kode, induk="", jenis="sub_kegiatan", nama="Mediasi sengketa"):
    return KodeCek(Objek(jenis, 4, nama, 7, "Bagian Hukum"), kode, induk)


def staf(kelompok, jumlah, kosong=0):
    return StatistikCek(Objek("statistik", 1, kelompok), kelompok, jumlah, kosong)


def orang(nama, **over):
    return PejabatCek(Objek("pejabat", 1, nama), "SEKDA", "Sekretaris Daerah", **over)


BALANGAN = {"nama_daerah": "Kabupaten Tanjung Jabung Timur", "daerah_lain": ("Kabupaten Balangan",)}

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
    assert set(CASES) | set(PERTAMA) | set(POHON) == set(NAMA)
    assert not set(CASES) & set(PERTAMA)


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
