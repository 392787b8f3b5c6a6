"""Capaian, categories, scales and quarters, case by case."""

from decimal import Decimal

import pytest

from indicators.calculations import (
    KATEGORI_BAKU,
    Akumulasi,
    Arah,
    BatasKategori,
    Kebijakan,
    Nilai,
    RumusTurun,
    Tingkat,
    akumulasi,
    akumulasi_rasio,
    capaian,
    capaian_rentang,
    kategori,
    terapkan_batas,
    tingkat_untuk,
)

NAIK, TURUN = Arah.NAIK, Arah.TURUN
SELISIH, RASIO = RumusTurun.SELISIH, RumusTurun.RASIO
JUMLAH, AKHIR, RATA_RATA, TAHUNAN = Akumulasi.JUMLAH, Akumulasi.AKHIR, Akumulasi.RATA_RATA, Akumulasi.TAHUNAN


def dec(text):
    return None if text is None else Decimal(text)


def decs(*texts):
    return [dec(text) for text in texts]


@pytest.mark.parametrize(
    ("target", "realisasi", "arah", "rumus", "expected"),
    [
        ("80", "72", NAIK, SELISIH, "90.00"),
        ("90", "97", NAIK, SELISIH, "107.78"),
        ("3", "2", NAIK, SELISIH, "66.67"),
        ("8", "0.0004", NAIK, SELISIH, "0.01"),  # 0,005 rounds half up
        ("10", "0", NAIK, SELISIH, "0.00"),  # zero was achieved: that is a figure
        ("10", "-5", NAIK, SELISIH, "-50.00"),
        ("10", "8", TURUN, SELISIH, "120.00"),
        ("10", "10", TURUN, SELISIH, "100.00"),
        ("10", "25", TURUN, SELISIH, "-50.00"),  # before any floor: the policy decides, not this function
        ("10", "8", TURUN, RASIO, "125.00"),
        ("10", "25", TURUN, RASIO, "40.00"),
        ("10", "0", TURUN, RASIO, None),
        ("10", "0", TURUN, SELISIH, "200.00"),
        ("0", "3", NAIK, SELISIH, None),  # no target, no percentage
        ("0", "0", TURUN, SELISIH, None),
        ("-2", "1", NAIK, SELISIH, None),
        (None, "3", NAIK, SELISIH, None),
        ("10", None, NAIK, SELISIH, None),  # nothing entered is not zero
        (None, None, TURUN, RASIO, None),
    ],
)
def test_capaian_of_numbers(target, realisasi, arah, rumus, expected):
    assert capaian(Nilai(dec(target)), Nilai(dec(realisasi)), arah, rumus) == dec(expected)


@pytest.mark.parametrize(
    ("target", "realisasi", "dua_tingkat", "expected"),
    [
        ((None, 5), (None, 5), False, "100.00"),  # BB asked, BB reached
        ((None, 5), (None, 6), False, "100.00"),  # better than asked is still 100
        (("70", 5), ("65.03", 4), False, "92.90"),  # B (65,03) on BB (70-80)
        ((None, 5), ("65.03", 4), False, "80.00"),  # without a number in the target: 4 / 5
        ((None, 5), (None, 4), False, "80.00"),
        (("70", 5), ("70", 4), False, "99.99"),  # 70,00 is B: the step was missed
        (("0", 2), ("0", 1), False, "50.00"),
        ((None, 2), (None, 1), True, "0.00"),  # Sesuai asked, Tidak Sesuai found
        (("100", 2), ("50", 1), True, "0.00"),
        (("100", 2), ("100", 2), True, "100.00"),
        ((None, 5), (None, None), False, None),
        ((None, 5), ("72.31", None), False, None),  # a number without its step cannot meet a step
        (("70", 5), ("72.80", None), False, "104.00"),  # numbers on both sides, the step on one
        ((None, 0), (None, 0), False, "100.00"),
    ],
)
def test_capaian_of_steps_of_a_scale(target, realisasi, dua_tingkat, expected):
    target, realisasi = (Nilai(dec(number), rank) for number, rank in (target, realisasi))
    assert capaian(target, realisasi, NAIK, dua_tingkat=dua_tingkat) == dec(expected)


def test_steps_are_compared_by_rank_whatever_the_direction():
    for realisasi, expected in ((6, 100), (5, 100), (4, 80)):
        assert capaian(Nilai(peringkat=5), Nilai(peringkat=realisasi), TURUN) == expected


@pytest.mark.parametrize(
    ("bawah", "atas", "realisasi", "arah", "expected"),
    [
        ("80", "90", "92", NAIK, "102.22"),  # a published report prints 113
        ("80", "90", "85", NAIK, "100.00"),
        ("80", "90", "80", NAIK, "100.00"),
        ("80", "90", "90", NAIK, "100.00"),
        ("80", "90", "72", NAIK, "90.00"),
        ("80", "90", "72", TURUN, "110.00"),
        ("80", "90", "99", TURUN, "90.00"),
        ("80", "90", None, NAIK, None),
    ],
)
def test_capaian_of_a_range(bawah, atas, realisasi, arah, expected):
    assert capaian_rentang(dec(bawah), dec(atas), dec(realisasi), arah) == dec(expected)


def test_a_range_upside_down_is_refused():
    with pytest.raises(ValueError, match="tukar keduanya"):
        capaian_rentang(Decimal(90), Decimal(80), Decimal(85), NAIK)


def test_nilai_knows_that_it_is_empty():
    assert Nilai().kosong
    assert not Nilai(angka=Decimal(0)).kosong
    assert not Nilai(peringkat=0).kosong


@pytest.mark.parametrize(
    ("value", "atas", "bawah", "expected"),
    [
        ("150.5", "120", "0", "120"),
        ("150.5", None, "0", "150.5"),
        ("-50", "100", "0", "0"),
        ("-50", "100", None, "-50"),
        ("99", "100", "0", "99"),
        (None, "100", "0", None),
    ],
)
def test_cap_and_floor_are_policy(value, atas, bawah, expected):
    kebijakan = Kebijakan(batas_atas=dec(atas), batas_bawah=dec(bawah))
    assert terapkan_batas(dec(value), kebijakan) == dec(expected)


def test_the_default_policy_has_a_floor_and_no_cap():
    assert terapkan_batas(Decimal("-1"), Kebijakan()) == 0
    assert terapkan_batas(Decimal(250), Kebijakan()) == 250


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("107.78", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.99", "Tinggi"),  # prints 91% without decimals, and is Tinggi
        ("90.5", "Tinggi"),  # the regulation's table leaves 90 to 91 open
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65.99", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
        ("-3", "Sangat Rendah"),
    ],
)
def test_categories_of_permendagri_86_2017(value, label):
    assert kategori(Decimal(value), Kebijakan()).label == label


def test_categories_need_a_value_and_bands_and_no_order():
    assert kategori(None, Kebijakan()) is None
    assert kategori(Decimal(80), Kebijakan(kategori=())) is None
    lampu = (BatasKategori(Decimal(0), "Merah", "m"), BatasKategori(Decimal(90), "Hijau", "h"))
    assert kategori(Decimal(90), Kebijakan(kategori=lampu)).label == "Hijau"
    assert len({batas.kode for batas in KATEGORI_BAKU}) == 5


AKIP = [
    Tingkat("AA", 7, Decimal(90), Decimal(100), False),
    Tingkat("A", 6, Decimal(80), Decimal(90), False),
    Tingkat("BB", 5, Decimal(70), Decimal(80), False),
    Tingkat("B", 4, Decimal(60), Decimal(70), False),
    Tingkat("CC", 3, Decimal(50), Decimal(60), False),
    Tingkat("C", 2, Decimal(30), Decimal(50), False),
    Tingkat("D", 1, Decimal(0), Decimal(30), True),
]


@pytest.mark.parametrize(
    ("value", "kode"),
    [
        ("100", "AA"),
        ("90.01", "AA"),
        ("90", "A"),
        ("80", "BB"),
        ("72.31", "BB"),
        ("70.01", "BB"),
        ("70.00", "B"),
        ("65.03", "B"),
        ("50.01", "CC"),
        ("30.01", "C"),
        ("30", "D"),
        ("0", "D"),
        ("100.01", None),
        ("-0.01", None),
        (None, None),
    ],
)
def test_predikat_akip_of_a_number(value, kode):
    for scale in (AKIP, AKIP[::-1]):
        step = tingkat_untuk(dec(value), scale)
        assert (step and step.kode) == kode


def test_a_gap_between_two_bands_belongs_to_the_lower_one():
    scale = [Tingkat("C", 2, Decimal("65.00"), Decimal("76.60")), Tingkat("B", 3, Decimal("76.61"), Decimal("88.30"))]
    assert tingkat_untuk(Decimal("76.605"), scale).kode == "C"
    assert tingkat_untuk(Decimal("64.99"), scale) is None


def test_steps_without_bounds_take_no_number():
    assert tingkat_untuk(Decimal(1), [Tingkat("WDP", 1), Tingkat("WTP", 2)]) is None
    assert tingkat_untuk(Decimal(500), [Tingkat("BANYAK", 1, Decimal(10))]).kode == "BANYAK"


@pytest.mark.parametrize(
    ("nilai", "mode", "sampai", "expected"),
    [
        (("1", "2", None, "4"), JUMLAH, 4, "7"),
        (("1", "2", None, "4"), JUMLAH, 3, "3"),
        (("1", "2", None, "4"), AKHIR, 3, "2"),
        (("1", "2", None, "4"), AKHIR, 4, "4"),
        (("1", "2", None, "6"), RATA_RATA, 4, "3"),
        (("10", None, None, None), RATA_RATA, 4, "10"),  # a quarter without value does not lower the mean
        (("0", "10", None, None), RATA_RATA, 2, "5"),  # a zero does
        ((None, None, None, "97"), TAHUNAN, 4, "97"),
        ((None, None, None, "97"), TAHUNAN, 3, None),
        (("90", None, None, None), TAHUNAN, 4, None),
        ((None, None, None, None), JUMLAH, 4, None),
        ((None, None, None, None), AKHIR, 4, None),
        ((None, None, None, None), RATA_RATA, 1, None),
        (("0", None, None, None), JUMLAH, 1, "0"),
        ((None, "5", None, None), JUMLAH, 1, None),
    ],
)
def test_quarters_make_a_year(nilai, mode, sampai, expected):
    assert akumulasi(decs(*nilai), mode, sampai) == dec(expected)


@pytest.mark.parametrize(
    ("pasangan", "mode", "sampai", "expected"),
    [
        # 1 of 2, then 90 of 200: 91 / 202, not the mean of 50% and 45%
        ((("1", "2"), ("90", "200"), (None, None), (None, None)), JUMLAH, 4, "45.05"),
        ((("1", "2"), ("90", "200"), (None, None), (None, None)), RATA_RATA, 4, "45.05"),
        ((("1", "2"), ("90", "200"), (None, None), (None, None)), JUMLAH, 1, "50.00"),
        ((("1", "2"), ("90", "200"), ("5", None), (None, None)), AKHIR, 4, "45.00"),
        ((("1", "2"), (None, "200"), (None, None), (None, None)), JUMLAH, 4, "50.00"),
        (((None, None), (None, None), (None, None), ("3", "4")), TAHUNAN, 4, "75.00"),
        (((None, None), (None, None), (None, None), ("3", "4")), TAHUNAN, 3, None),
        (((None, None), (None, None), (None, None), (None, "4")), TAHUNAN, 4, None),
        ((("0", "0"), (None, None), (None, None), (None, None)), JUMLAH, 4, None),
        ((("0", "4"), (None, None), (None, None), (None, None)), JUMLAH, 4, "0.00"),
        (((None, None),) * 4, JUMLAH, 4, None),
    ],
)
def test_quarters_of_a_ratio_add_numerators_and_denominators(pasangan, mode, sampai, expected):
    assert akumulasi_rasio([(dec(n), dec(d)) for n, d in pasangan], mode, sampai) == dec(expected)


@pytest.mark.parametrize(("jumlah", "sampai"), [(3, 1), (5, 4), (4, 0), (4, 5)])
def test_a_year_has_four_quarters(jumlah, sampai):
    with pytest.raises(ValueError, match="empat triwulan"):
        akumulasi([None] * jumlah, JUMLAH, sampai)
    with pytest.raises(ValueError, match="empat triwulan"):
        akumulasi_rasio([(None, None)] * jumlah, JUMLAH, sampai)
