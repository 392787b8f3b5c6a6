"""The rules of the sheet: for each a row that must be found and one that must not."""

from decimal import Decimal

import pytest

from indicators.checks import CHECKS, BarisCek, Level, periksa
from indicators.models import Target
from indicators.selectors.isian import lembar_isian
from sakip.lib.periods import Triwulan
from tests.builders import make_indikator, make_realisasi, make_realisasi_anggaran, make_satuan, make_target


def baris(**over):
    return BarisCek(**{"jenis": "realisasi", "pk": 7, "nama": "IKM", "wajib": True, "terisi": True, "bukti": 1} | over)


# rule -> (level, a row that it must find, a row next to it that it must leave alone)
CASES = {
    "nilai_wajib_ada": (Level.ERROR, {"terisi": False}, {"terisi": False, "wajib": False}),
    "penyebab_wajib_bila_di_bawah_target": (
        Level.ERROR,
        {"capaian": Decimal("99.99"), "penyebab": "Sebab", "solusi": " "},
        {"capaian": Decimal("99.99"), "penyebab": "Sebab", "solusi": "Solusi"},
    ),
    "bukti_dukung_ada": (Level.WARNING, {"bukti": 0}, {"bukti": 0, "jenis": "anggaran"}),
    "kumulatif_tidak_turun": (
        Level.ERROR,
        {"keuangan": 99, "keuangan_sebelumnya": 100},
        {"keuangan": 100, "keuangan_sebelumnya": 100, "fisik": Decimal(50), "fisik_sebelumnya": None},
    ),
    "keuangan_tidak_melebihi_pagu": (Level.ERROR, {"keuangan": 101, "pagu": 100}, {"keuangan": 100, "pagu": 100}),
    "tidak_meloncat_dari_tahun_lalu": (
        Level.WARNING,
        {"nilai": Decimal(31), "nilai_tahun_lalu": Decimal(10)},
        {"nilai": Decimal(30), "nilai_tahun_lalu": Decimal(10)},
    ),
    "nilai_berjalan_tidak_turun": (
        Level.WARNING,
        {"nilai_terakhir": True, "target_naik": True, "nilai": Decimal(49), "nilai_sebelumnya": Decimal(50)},
        {"nilai_terakhir": True, "target_naik": False, "nilai": Decimal(49), "nilai_sebelumnya": Decimal(50)},
    ),
    "capaian_searah_nilai": (
        Level.WARNING,
        {"menurun": True, "target_sampai": Decimal(5), "nilai_sampai": Decimal(6), "capaian": Decimal(110)},
        {"menurun": False, "target_sampai": Decimal(5), "nilai_sampai": Decimal(6), "capaian": Decimal(110)},
    ),
    "cacahan_bulat": (
        Level.WARNING,
        {"satuan": "Dokumen", "nilai": Decimal("2.5")},
        {"satuan": "Dokumen", "nilai": Decimal("2.0000")},
    ),
    "fisik_sejalan_serapan": (
        Level.WARNING,
        {"pagu": 100, "keuangan": 0, "fisik": Decimal(100)},
        {"pagu": 100, "keuangan": 50, "fisik": Decimal(100)},
    ),
    "fisik_selesai_pada_akhir_tahun": (
        Level.WARNING,
        {"akhir_tahun": True, "fisik": Decimal(99)},
        {"akhir_tahun": True, "fisik": Decimal(99), "penyebab": "Pembayaran menunggu tahun depan."},
    ),
    "tindak_lanjut_tepat_waktu": (Level.WARNING, {"tindak_lanjut_lewat": 1}, {"tindak_lanjut_lewat": 0}),
    "capaian_wajar": (Level.WARNING, {"capaian": Decimal("120.01")}, {"capaian": Decimal(120)}),
    "nilai_tidak_negatif": (Level.WARNING, {"nilai": Decimal("-0.01")}, {"nilai": Decimal(0)}),
    "bagian_tidak_melebihi_keseluruhan": (
        Level.WARNING,
        {"rasio": True, "persen": True, "nilai": Decimal("100.01")},
        {"rasio": False, "persen": True, "nilai": Decimal("100.01")},
    ),
    "ditulis_dalam_satuannya": (
        Level.WARNING,
        {"persen": True, "nilai": Decimal("0.95"), "target": Decimal(95)},
        {"persen": True, "nilai": Decimal("0.95"), "target": Decimal(1)},
    ),
    "titik_bukan_koma": (
        Level.WARNING,
        {"nilai": Decimal(2991), "target": Decimal("3.1")},
        {"nilai": Decimal(2991), "target": Decimal(3100)},
    ),
    "tidak_meloncat": (
        Level.WARNING,
        {"nilai_terakhir": True, "nilai": Decimal("8.5"), "nilai_sebelumnya": Decimal(85)},
        {"nilai_terakhir": False, "nilai": Decimal("8.5"), "nilai_sebelumnya": Decimal(85)},
    ),
}


def test_every_rule_has_its_cases():
    assert {rule.__name__ for rule in CHECKS} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_rule_finds_its_mistake_and_nothing_beside_it(name):
    level, wrong, right = CASES[name]
    (found,) = periksa([baris(**wrong)])
    assert (found.level, found.pk) == (level, 7)
    assert found.pesan.startswith("IKM: ")
    assert periksa([baris(**right)]) == []


def test_fisik_that_falls_is_found_too():
    (found,) = periksa([baris(fisik=Decimal(40), fisik_sebelumnya=Decimal(50))])
    assert "realisasi fisik turun" in found.pesan


def kode(**over):
    return [(t.level, t.kode) for t in periksa([baris(**over)])]


def test_money_above_pagu_with_its_reason_is_a_warning_that_the_reason_explains():
    (found,) = periksa([baris(keuangan=101, pagu=100, alasan_lebih="Kontrak tambahan.")])
    assert (found.level, found.penjelasan) == (Level.WARNING, "Kontrak tambahan.")


def test_money_without_progress_is_as_odd_as_progress_without_money():
    assert kode(pagu=100, keuangan=100, fisik=Decimal(0)) == [(Level.WARNING, "XREF-FISIK")]
    assert kode(pagu=0, keuangan=0, fisik=Decimal(100)) == [], "nothing was to be spent"
    assert kode(pagu=100, keuangan=None, fisik=Decimal(100)) == [], "what is missing is not zero"


@pytest.mark.parametrize(
    ("nama", "target", "found"),
    [
        ("Persentase dokumen yang selesai", 95, True),
        ("Persentase dokumen yang selesai", 110, False),
        ("Persentase pertumbuhan pendapatan", 95, False),
        ("Persentase dokumen yang selesai", None, False),
    ],
)
def test_a_share_above_a_hundred_is_found_by_its_own_words(nama, target, found):
    target = None if target is None else Decimal(target)
    assert bool(kode(nama=nama, persen=True, nilai=Decimal(101), target=target)) == found


def test_a_standing_value_is_held_against_the_year_before_only_when_no_quarter_came_before():
    jump = {"nilai_terakhir": True, "nilai": Decimal(25), "nilai_tahun_lalu": Decimal(10)}
    assert kode(**jump) == [(Level.WARNING, "XREF-TAHUN")]
    assert kode(**jump, nilai_sebelumnya=Decimal(24)) == []


@pytest.mark.parametrize(
    ("menurun", "nilai", "capaian", "found"),
    [(False, 4, 101, True), (False, 6, 99, True), (True, 4, 99, True), (True, 6, 99, False), (False, 4, 80, False)],
)
def test_capaian_goes_with_the_direction_of_the_value(menurun, nilai, capaian, found):
    over = {
        "menurun": menurun,
        "target_sampai": Decimal(5),
        "nilai_sampai": Decimal(nilai),
        "penyebab": "a",
        "solusi": "b",
    }
    assert bool(kode(**over, capaian=Decimal(capaian))) == found


def test_every_warning_of_one_row_can_be_explained_by_itself():
    many = baris(
        nilai=Decimal("250.5"),
        persen=True,
        rasio=True,
        satuan="dokumen",
        capaian=Decimal(300),
        nilai_terakhir=True,
        nilai_tahun_lalu=Decimal(10),
        target_sampai=Decimal(400),
        nilai_sampai=Decimal("250.5"),
        bukti=0,
        tindak_lanjut_lewat=2,
    )
    codes = [t.kode for t in periksa([many])]
    assert len(codes) == 7
    assert len(set(codes)) == len(codes)


# --- On a sheet --------------------------------------------------------------------------------------------------


def codes(cast, tw, indikator=None):
    isian = lembar_isian(cast.unit, Triwulan(2025, tw))
    rows = (
        [b for b in isian.indikator if b.indikator == (indikator or cast.indikator)] if indikator is not False else []
    )
    return [t.kode for b in rows or isian.anggaran for t in b.temuan]


def test_a_standing_value_is_held_against_the_last_value_of_the_year_before(cast):
    make_realisasi(cast.indikator, "80", tahun=2024, triwulan=3)
    make_realisasi(cast.indikator, "91")
    assert "XREF-TAHUN" not in codes(cast, 1)
    make_realisasi(cast.indikator, "30", tahun=2024, triwulan=4)
    assert "XREF-TAHUN" in codes(cast, 1)


def test_in_the_first_year_of_a_period_the_predecessor_is_the_year_before(cast):
    lama = make_indikator(cast.unit, kode="lama")
    make_realisasi(lama, "30", tahun=2024, triwulan=4)
    cast.indikator.predecessor = lama
    cast.indikator.save()
    make_realisasi(cast.indikator, "91")
    assert "XREF-TAHUN" in codes(cast, 1)


def test_what_quarters_add_is_held_against_the_same_quarter_of_the_year_before(cast):
    jumlah = make_indikator(cast.unit, akumulasi="JUMLAH", satuan=make_satuan("dokumen"))
    make_target(cast.rencana, jumlah, "12")
    make_realisasi(jumlah, "2", tahun=2024, triwulan=1)
    make_realisasi(jumlah, "9", tahun=2024, triwulan=2)
    make_realisasi(jumlah, "8.5", triwulan=2)
    assert "XREF-TAHUN" not in codes(cast, 2, jumlah)
    assert "UNIT-BULAT" in codes(cast, 2, jumlah)
    make_realisasi(jumlah, "8", triwulan=1)
    assert "XREF-TAHUN" in codes(cast, 1, jumlah)


def test_a_value_whose_targets_rise_is_to_rise_with_them(cast):
    make_realisasi(cast.indikator, "50")
    make_realisasi(cast.indikator, "45", triwulan=2)
    assert "AGG-TURUN" not in codes(cast, 2)
    Target.objects.filter(indikator=cast.indikator).update(tw1=25, tw2=50, tw3=75, tw4=90)
    assert "AGG-TURUN" in codes(cast, 2)


def test_targets_that_fall_show_a_direction_set_the_wrong_way_round(cast):
    make_realisasi(cast.indikator, "21")
    assert "FORM-ARAH" not in codes(cast, 1)
    Target.objects.filter(indikator=cast.indikator).update(tw1=20, tw2=15, tw3=10, tw4=5)
    assert "FORM-ARAH" in codes(cast, 1)
    cast.indikator.arah = "TURUN"
    cast.indikator.save()
    assert "FORM-ARAH" not in codes(cast, 1)


def test_progress_is_done_by_the_end_of_the_year(cast):
    make_realisasi_anggaran(cast.sub_kegiatan, 900_000, triwulan=4, fisik=Decimal(90))
    make_realisasi_anggaran(cast.sub_kegiatan, 900_000, triwulan=3, fisik=Decimal(90))
    assert "KURANG-FISIK" in codes(cast, 4, False)
    assert "KURANG-FISIK" not in codes(cast, 3, False)
