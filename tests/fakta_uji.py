"""Facts for the rules of the checks, each with the one thing that a case is about."""

from decimal import Decimal as D

from indicators.checks_fakta import (
    KodeCek,
    NilaiCek,
    Objek,
    PejabatCek,
    RealisasiCek,
    RencanaCek,
    StatistikCek,
    TingkatCek,
    UangCek,
    UraianCek,
)
from tests.indicators.test_checks_data import fakta, indikator

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
