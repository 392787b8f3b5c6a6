"""Literal facts and payloads of a small annual report, for tests without a database."""

from decimal import Decimal
from typing import Any

from reports.builders.lkjip_fakta import Iku, Kelompok, Laporan, NilaiTahun, ProgramFakta, Rincian, Uang

D = Decimal


def tahun(
    n: int, target: str, realisasi: str, capaian: str | None, angka: str | None = None, **over: Any
) -> NilaiTahun:
    """One indikator in one year; `angka` is the number behind the printed realisasi."""
    target_angka = target.rstrip("%")
    return NilaiTahun(
        **{
            "tahun": n,
            "target": target,
            "realisasi": realisasi,
            "capaian": None if capaian is None else D(capaian),
            "angka": None if angka is None else D(angka),
            "target_angka": D(target_angka) if target_angka.isdigit() else None,
        }
        | over
    )


def uang(pagu: int | None, keuangan: int | None, serapan: str = "", efisiensi: str = "", fisik: str = "100") -> Uang:
    """Money as the builder hands it over."""
    return Uang(
        pagu,
        keuangan,
        D(serapan) if serapan else None,
        None if pagu is None or keuangan is None else pagu - keuangan,
        D(efisiensi) if efisiensi else None,
        D(fisik) if fisik else None,
    )


def ikm(**over: Any) -> Iku:
    """Passed its target, rose every year, has unsur and no programme."""
    return Iku(
        **{
            "kode": "ikm",
            "nama": "Indeks Kepuasan Masyarakat",
            "sasaran": "Pelayanan Publik",
            "nomor_sasaran": 1,
            "tahun_ini": tahun(2024, "90", "97", "107.78", "97"),
            "riwayat": (tahun(2022, "82", "82", "100", "82"), tahun(2023, "86", "88", "102.33", "88")),
            "kategori": "Sangat Tinggi",
            "kategori_kode": "sangat-tinggi",
            "target_akhir": tahun(2026, "98", "-", "98.98"),
            "target_berikut": tahun(2025, "94", "-", "103.19"),
            "penyebab": "Layanan daring dibuka",
            "solusi": "Menambah petugas loket",
            "rincian": (Rincian("Persyaratan", D("3.9"), "A"), Rincian("Waktu", D("3.6"), "A")),
            "formulasi": "Survei",
        }
        | over
    )


def koordinasi(**over: Any) -> Iku:
    """Missed its target by less than one point, unchanged as printed, computed from its programme."""
    return Iku(
        **{
            "kode": "koordinasi",
            "nama": "Persentase Koordinasi",
            "sasaran": "Koordinasi",
            "nomor_sasaran": 2,
            "tahun_ini": tahun(2024, "100%", "98%", "97.75", "97.75"),
            "riwayat": (tahun(2022, "100%", "84%", "84", "84"), tahun(2023, "100%", "98%", "98", "98")),
            "kategori": "Sangat Tinggi",
            "kategori_kode": "sangat-tinggi",
            "satuan": "%",
            "desimal": 0,
            "target_akhir": tahun(2026, "100%", "-", "97.75"),
            "penyebab": "Kegiatan insidental tidak terlaksana.",
            "solusi": "Rapat koordinasi rutin",
            "program": ("Program Perekonomian",),
            "uang": uang(2_800_301_381, 2_673_877_588, "95.49", "4.51"),
            "efisien": False,
            "dihitung_dari_program": True,
        }
        | over
    )


def program(**over: Any) -> ProgramFakta:
    """A programme of two kegiatan."""
    return ProgramFakta(
        **{
            "nama": "Program Perekonomian",
            "sasaran": "Koordinasi",
            "uang": uang(2_800_301_381, 2_673_877_588, "95.49", "4.51"),
            "kegiatan": (("Kebijakan", uang(2_000, 1_980, "99")), ("Pengadaan", uang(1_000, 850, "85"))),
            "jumlah_sub_kegiatan": 12,
        }
        | over
    )


def laporan(**over: Any) -> Laporan:
    """Two indicators, one programme, all that Bab I and II need."""
    return Laporan(
        **{
            "tahun": 2024,
            "perangkat_daerah": "Sekretariat Daerah",
            "nama_lengkap": "Sekretariat Daerah Kabupaten Uji",
            "daerah": "Kabupaten Uji",
            "kepala_daerah": "Bupati Uji",
            "periode": (2021, 2026),
            "perubahan": True,
            "iku": (ikm(), koordinasi()),
            "program": (program(),),
            "total": uang(2_800_301_381, 2_673_877_588, "95.49", "4.51"),
            "pegawai": (
                Kelompok("Golongan", "GOLONGAN", (("Golongan I", None), ("Golongan II", 8), ("Golongan III", 66))),
                Kelompok("Jabatan", "ESELON", (("Eselon II", 7),)),
            ),
            "peraturan": (("Peraturan Presiden", "29", 2014, "Sistem Akuntabilitas Kinerja Instansi Pemerintah"),),
            "belanja": (("Belanja Pegawai", 2_000_000_000), ("Belanja Hibah", 800_301_381)),
            "tujuan": (("Pelayanan", ("Pelayanan Publik", "Koordinasi")),),
        }
        | over
    )
