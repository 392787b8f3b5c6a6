"""The sentences of the annual report say what the figures say, and nothing when there are none."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.builders import lkjip_analisis, lkjip_narasi, lkjip_penutup
from reports.builders.lkjip_fakta import (
    Gerak,
    NilaiTahun,
    Rincian,
    Status,
    capaian_teks,
    enumerasi,
    gerak,
    jumlah,
    rapikan,
)
from tests.reports.lkjip_contoh import ikm, koordinasi, laporan, program, tahun, uang

D = Decimal


# --- Counts and words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("capaian", "status"),
    [("107.78", Status.MELAMPAUI), ("100", Status.SESUAI), ("99.99", Status.BELUM), (None, Status.TIDAK_DIKETAHUI)],
)
def test_status_comes_from_the_capaian(capaian, status):
    assert ikm(tahun_ini=tahun(2024, "90", "97", capaian, "97")).status == status


def test_the_result_is_counted():
    assert lkjip_narasi.hasil_umum(laporan()) == (
        "Dari dua indikator kinerja utama, satu indikator melampaui target dan satu indikator belum mencapai target."
    )


def test_all_of_one_kind_is_said_so():
    semua = laporan(iku=(ikm(), ikm(kode="lain")))
    assert lkjip_narasi.hasil_umum(semua) == "Seluruh indikator kinerja utama, berjumlah 2, melampaui target."


def test_nothing_passed_is_never_said_to_have_passed():
    teks = lkjip_penutup.kesimpulan(laporan(iku=(koordinasi(),)))
    assert "melampaui" not in teks


def test_enumeration_and_numerals():
    assert enumerasi(["a", "b", "c"]) == "a, b, dan c"
    assert jumlah(6, "indikator") == "enam indikator"
    assert jumlah(72, "sub kegiatan") == "72 sub kegiatan"


def test_a_missed_target_never_prints_as_one_hundred_percent():
    assert capaian_teks(D("99.60"), 0) == "99,60%"
    assert capaian_teks(D("100.00"), 0) == "100%"
    assert capaian_teks(D("107.78"), 0) == "108%"


def test_typed_text_becomes_one_sentence():
    assert rapikan("  Layanan \n daring ") == "Layanan daring."
    assert rapikan("") == ""


# --- Movement over the years ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lama", "baru", "arah"),
    [
        (tahun(2023, "86", "88", None, "88"), tahun(2024, "90", "97", None, "97"), Gerak.NAIK),
        (tahun(2023, "86", "88", None, "88"), tahun(2024, "90", "80", None, "80"), Gerak.TURUN),
        (tahun(2023, "100%", "98%", None, "98"), tahun(2024, "100%", "98%", None, "97.75"), Gerak.TETAP),
        (NilaiTahun(2023, realisasi="B", peringkat=4), NilaiTahun(2024, realisasi="BB", peringkat=5), Gerak.NAIK),
        (NilaiTahun(2023), tahun(2024, "90", "97", None, "97"), None),
    ],
    ids=["up", "down", "prints the same", "a step up", "unknown"],
)
def test_movement(lama, baru, arah):
    assert gerak(lama, baru) == arah


def test_a_rise_names_both_values_and_years():
    teks = lkjip_analisis.antartahun(ikm(), laporan())
    assert "naik dari 88 pada tahun 2023 menjadi 97" in teks
    assert "Capaiannya naik dari 102% menjadi 108%." in teks
    assert "Sejak tahun 2022 realisasinya naik setiap tahun." in teks


def test_what_prints_the_same_has_not_moved():
    teks = lkjip_analisis.antartahun(koordinasi(), laporan())
    assert "tetap 98% seperti tahun 2023" in teks
    assert "Sejak tahun 2022 realisasinya naik dari 84% menjadi 98%." in teks


def test_a_rise_of_what_should_fall_is_worse():
    teks = lkjip_analisis.antartahun(ikm(makin_rendah_makin_baik=True), laporan())
    assert "(memburuk, karena makin rendah makin baik)" in teks


def test_without_last_year_nothing_is_compared():
    teks = lkjip_analisis.antartahun(ikm(riwayat=()), laporan())
    assert "tidak dapat dibandingkan" in teks
    assert "naik" not in teks


def test_movements_are_counted():
    assert lkjip_analisis.antartahun_umum(laporan()) == (
        "Dibandingkan dengan tahun 2023, realisasi satu indikator naik dan satu indikator tetap."
    )


# --- Target, Renstra, standards -----------------------------------------------------------------------------------


def test_result_of_one_indicator_with_its_unsur():
    teks = lkjip_analisis.target_realisasi(ikm(), laporan())
    assert "adalah 97; targetnya 90" in teks
    assert "Capaiannya 108% (kategori Sangat Tinggi), melampaui target; realisasinya 7 poin di atas target." in teks
    assert "nilai tertinggi 3,9 (Persyaratan) dan nilai terendah 3,6 (Waktu)" in teks


def test_the_printed_difference_agrees_with_the_printed_values():
    teks = lkjip_analisis.target_realisasi(koordinasi(), laporan())
    assert "2 poin persentase di bawah target" in teks
    assert "2,25" not in teks


def test_missing_realisasi_is_said_and_not_taken_for_zero():
    kosong = ikm(tahun_ini=tahun(2024, "90", "-", None), rincian=())
    teks = lkjip_analisis.target_realisasi(kosong, laporan())
    assert teks.startswith("Realisasi Indeks Kepuasan Masyarakat tahun 2024 belum tersedia")
    assert "0" not in teks.replace("2024", "")


def test_years_on_target_are_counted():
    assert "tercapai setiap tahun, tahun 2022 sampai dengan 2024" in lkjip_analisis.terhadap_renstra(ikm(), laporan())
    belum = lkjip_analisis.terhadap_renstra(koordinasi(), laporan())
    assert "belum pernah tercapai" in belum


def test_the_end_of_the_period_is_not_called_reached_before_it_is():
    teks = lkjip_analisis.terhadap_renstra(ikm(), laporan())
    assert "Realisasi tahun 2024 adalah 99% dari target akhir periode (98 pada tahun 2026)." in teks


def test_no_national_standard_is_invented():
    teks = lkjip_analisis.standar_nasional(laporan())
    assert teks.startswith("Tidak ada standar nasional berupa angka")
    assert "mutu pelayanan A (Sangat Baik)" in teks


def test_cause_begins_with_the_verdict_of_the_figures():
    assert lkjip_analisis.sebab(ikm()) == "Melampaui target. Layanan daring dibuka."
    assert lkjip_analisis.sebab(koordinasi(penyebab="")) == "Belum mencapai target."


# --- Money ----------------------------------------------------------------------------------------------------------


def test_money_left_over_without_the_target_is_not_efficiency():
    teks = lkjip_penutup.efisiensi(koordinasi(), laporan())
    assert "tidak dinyatakan sebagai efisiensi" in teks
    assert "efisien." not in teks
    assert "(4,51%)" in teks


def test_efficient_only_when_the_calculation_allows_it():
    tercapai = tahun(2024, "100%", "104%", "104", "104")
    assert "efisien." in lkjip_penutup.efisiensi(koordinasi(tahun_ini=tercapai, efisien=True), laporan())
    assert "belum cukup" in lkjip_penutup.efisiensi(koordinasi(tahun_ini=tercapai, efisien=False), laporan())


def test_indicator_without_programme_has_no_efficiency():
    assert "tidak mempunyai program pendukung" in lkjip_penutup.efisiensi(ikm(), laporan())


def test_incomplete_money_is_not_summed_up():
    kosong = uang(100, None)
    assert "belum lengkap" in lkjip_penutup.efisiensi(koordinasi(uang=kosong), laporan())
    assert "belum lengkap" in lkjip_penutup.realisasi_anggaran(laporan(total=kosong))
    assert lkjip_narasi.serapan_umum(laporan(total=kosong)) == ""


def test_strongest_and_weakest_kegiatan_are_named():
    teks = lkjip_penutup.program_pendukung("Koordinasi", [koordinasi()], [program()], laporan())
    assert "tertinggi terdapat pada kegiatan Kebijakan (99,00%), terendah pada kegiatan Pengadaan (85,00%)" in teks


def test_sasaran_without_programme_says_so():
    teks = lkjip_penutup.program_pendukung("Pelayanan Publik", [ikm()], [], laporan())
    assert teks.startswith("Sasaran ini tidak mempunyai program tersendiri.")


# --- Bab I and IV -------------------------------------------------------------------------------------------------


def test_problems_are_the_missed_targets_and_the_idle_money():
    lemah = program(nama="Program Sengketa", uang=uang(10_000_000, 6_824_600, "68.25", "31.75"))
    butir = lkjip_narasi.permasalahan(laporan(program=(program(), lemah)))
    assert [b.split(":")[0] for b in butir] == ["Persentase Koordinasi", "Program Sengketa"]


def test_background_cites_only_regulations_that_the_institution_cites():
    teks = lkjip_narasi.latar_belakang(laporan())
    assert "Peraturan Presiden Nomor 29 Tahun 2014" in teks
    assert "Peraturan Pemerintah Nomor 8" not in teks


def test_staff_groups_that_do_not_add_up_are_told():
    teks = lkjip_narasi.sumber_daya(laporan())
    assert "74 orang aparatur sipil negara" in teks
    assert "Rincian menurut jabatan berjumlah 7 orang, kurang 67 orang dari jumlah ASN" in teks


def test_recommendations_follow_from_the_figures():
    teks = lkjip_penutup.rekomendasi(laporan())
    assert "Menaikkan Persentase Koordinasi dari 98% ke target 100%" in teks
    assert "Meninjau target Indeks Kepuasan Masyarakat tahun 2025 sebesar 94" in teks
    assert "Menetapkan program atau kegiatan yang mendukung Indeks Kepuasan Masyarakat" in teks


def test_a_target_that_is_still_ahead_needs_no_review():
    depan = ikm(target_berikut=tahun(2025, "98", "-", "98.98"))
    assert "Meninjau target" not in lkjip_penutup.rekomendasi(laporan(iku=(depan,)))


def test_mean_needs_every_capaian():
    assert lkjip_penutup.rata_rata_capaian(laporan()) == D("102.77")
    kosong = ikm(tahun_ini=tahun(2024, "90", "-", None))
    assert lkjip_penutup.rata_rata_capaian(laporan(iku=(kosong, koordinasi()))) is None


def test_agreement_of_a_plan_that_was_not_changed():
    murni = replace(laporan(), perubahan=False)
    teks = lkjip_narasi.perjanjian_kinerja(murni, ("Tabel 2.5a", "Tabel 2.5b", "Tabel 2.5c"))
    assert "Perubahan" not in teks
    assert "Belanja Pegawai, 71,42% dari jumlah itu" in teks


@pytest.mark.parametrize("tulis", [lkjip_narasi.kata_pengantar, lkjip_penutup.kesimpulan, lkjip_analisis.pembuka_bab])
def test_no_value_prints_as_none(tulis):
    kosong = ikm(tahun_ini=tahun(2024, "-", "-", None), riwayat=(), rincian=(), target_akhir=None)
    teks = tulis(
        laporan(iku=(kosong,), program=(), total=uang(None, None, fisik=""), pegawai=(), peraturan=(), belanja=())
    )
    assert "None" not in teks
    assert "  " not in teks


def test_indicators_on_target_in_every_year_are_counted():
    assert lkjip_analisis.renstra_umum(laporan()).endswith(
        "Sampai dengan tahun 2024, satu indikator memenuhi target setiap tahun."
    )
    assert "belum ada indikator yang memenuhi" in lkjip_analisis.renstra_umum(laporan(iku=(koordinasi(),)))


def test_a_target_reached_in_some_years_names_them():
    campur = koordinasi(riwayat=(tahun(2022, "100%", "100%", "100", "100"), tahun(2023, "100%", "98%", "98", "98")))
    teks = lkjip_analisis.terhadap_renstra(campur, laporan())
    assert "hanya tercapai pada tahun 2022." in teks


def test_a_written_formula_that_is_not_the_one_used_is_told():
    tertulis = koordinasi(formulasi="Jumlah program yang dilaksanakan / jumlah program × 100")
    assert "Menyelaraskan formula Persentase Koordinasi" in lkjip_penutup.rekomendasi(laporan(iku=(tertulis,)))
    sama = koordinasi(formulasi="Rata-rata serapan dan fisik")
    assert "Menyelaraskan" not in lkjip_penutup.rekomendasi(laporan(iku=(sama,)))


def test_components_of_a_value_are_told_with_their_figures():
    akip = ikm(skala="akip", satuan="", rincian=(Rincian("Perencanaan", D("23.7")), Rincian("Pengukuran", D("21.6"))))
    teks = lkjip_analisis.target_realisasi(akip, laporan())
    assert "terdiri atas Perencanaan (23,70) dan Pengukuran (21,60)" in teks
    assert "poin" not in teks  # steps of a scale are not subtracted
