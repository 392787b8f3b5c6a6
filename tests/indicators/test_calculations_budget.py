"""Percentages, budget, weighted programmes and IKM, case by case."""

from decimal import Decimal

import pytest

from indicators.calculations import (
    ProgramRow,
    bulatkan,
    efisien,
    efisiensi,
    ikm,
    kategori_ikm,
    persen,
    program_tertimbang,
    rasio,
    serapan,
    sisa,
)


def dec(text):
    return None if text is None else Decimal(text)


def decs(*texts):
    return [dec(text) for text in texts]


@pytest.mark.parametrize(
    ("bagian", "keseluruhan", "desimal", "expected"),
    [
        (1, 3, 2, "33.33"),
        (2, 3, 0, "67"),
        (1, 8, 1, "12.5"),
        (0, 5, 2, "0.00"),
        (1, 200000, 2, "0.00"),
        (1, 16, 2, "6.25"),
        (1125, 100000, 2, "1.13"),  # 1,125: half up, not half even
        (5, 0, 2, None),
        (None, 5, 2, None),
        (5, None, 2, None),
        (10**15, 1, 2, f"{10**17}.00"),
    ],
)
def test_percentages(bagian, keseluruhan, desimal, expected):
    result = persen(bagian, keseluruhan, desimal)
    assert result == dec(expected)
    assert expected is None or str(result) == expected


def test_ratios_per_thousand():
    assert rasio(3, 1000, pengali=1000) == 3
    assert rasio(Decimal("7.5"), 3, pengali=1, desimal=3) == Decimal("2.500")
    assert rasio(1, 0) is None


def test_the_fractions_of_a_percentage_keep_their_decimals():
    assert str(bulatkan(Decimal(100))) == "100.00"
    assert str(bulatkan(Decimal("-0.125"))) == "-0.13"


def test_budget_without_realisation_has_no_percentage_and_no_remainder():
    assert serapan(10_000_000, None) is None
    assert serapan(0, 0) is None
    assert efisiensi(10_000_000, None) is None
    assert sisa(10_000_000, None) is None
    assert sisa(None, 5) is None


def test_a_realisation_of_zero_is_zero_per_cent():
    assert serapan(10_000_000, 0) == 0
    assert efisiensi(10_000_000, 0) == 100
    assert sisa(10_000_000, 0) == 10_000_000


def test_overspending_is_a_negative_remainder():
    assert sisa(100, 110) == -10
    assert efisiensi(100, 110) == -10


@pytest.mark.parametrize(
    ("nilai_capaian", "nilai_serapan", "expected"),
    [
        ("107.78", "96.25", True),
        ("100", "94.99", True),
        ("100", "95", False),  # 5 points is enough, not efficient
        ("99", "50", False),  # money left over because work was not done
        ("120", "118", False),
        (None, "50", None),
        ("100", None, None),
    ],
)
def test_efficient_needs_the_target_met_and_money_left(nilai_capaian, nilai_serapan, expected):
    assert efisien(dec(nilai_capaian), dec(nilai_serapan)) is expected


def test_efficiency_thresholds_belong_to_the_institution():
    assert efisien(Decimal(95), Decimal(92), syarat=Decimal(90), selisih=Decimal(2))


def test_a_programme_without_realisation_leaves_the_total_empty():
    result = program_tertimbang([ProgramRow(100, 90, Decimal(100)), ProgramRow(100, None, Decimal(100))])
    assert result.rows[0].per_kegiatan == Decimal("47.50")
    assert (result.rows[1].serapan, result.rows[1].capaian, result.rows[1].bobot) == (None, None, 50)
    assert result.gabungan is None
    assert program_tertimbang([ProgramRow(100, 90, None)]).gabungan is None


def test_a_programme_without_budget_has_no_weight():
    result = program_tertimbang([ProgramRow(100, 90, Decimal(100)), ProgramRow(0, None, None)])
    assert result.rows[1].bobot == 0
    assert result.gabungan == Decimal("95.00")


def test_no_programmes_have_no_total():
    assert program_tertimbang([]).gabungan is None
    assert program_tertimbang([ProgramRow(0, 0, Decimal(100))]).gabungan is None


def test_ikm_is_the_mean_times_25():
    assert ikm([Decimal(4)] * 9) == 100
    assert ikm([Decimal(1)] * 9) == 25
    assert ikm(decs("3.5", "3.6")) == Decimal("88.75")


@pytest.mark.parametrize("unsur", [(), ("0.9",), ("4.01",), ("3", "5")])
def test_ikm_refuses_what_no_respondent_can_answer(unsur):
    with pytest.raises(ValueError, match="unsur"):
        ikm(decs(*unsur))


@pytest.mark.parametrize(
    ("value", "kode"),
    [
        ("100", "A"),
        ("88.31", "A"),
        ("88.305", "A"),  # two decimals decide
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.60", "C"),
        ("65", "C"),
        ("64.99", "D"),
        ("25", "D"),
    ],
)
def test_quality_of_service_of_permenpanrb_14_2017(value, kode):
    assert kategori_ikm(Decimal(value)).kode == kode


def test_no_survey_no_quality():
    assert kategori_ikm(None) is None
