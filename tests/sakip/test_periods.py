"""Quarters: names, days, order, neighbours, addresses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.lib.periods import Triwulan


def test_it_is_named_as_documents_name_it():
    triwulan = Triwulan(2025, 2)
    assert str(triwulan) == "Triwulan II Tahun 2025"
    assert triwulan.romawi == "II"
    assert Triwulan(2025, 4).romawi == "IV"


@pytest.mark.parametrize(
    ("nomor", "mulai", "selesai"),
    [
        (1, date(2024, 1, 1), date(2024, 3, 31)),
        (2, date(2024, 4, 1), date(2024, 6, 30)),
        (3, date(2024, 7, 1), date(2024, 9, 30)),
        (4, date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_it_knows_its_first_and_last_day(nomor, mulai, selesai):
    triwulan = Triwulan(2024, nomor)
    assert (triwulan.mulai, triwulan.selesai) == (mulai, selesai)
    assert Triwulan.pada(mulai) == Triwulan.pada(selesai) == triwulan


def test_it_is_ordered_by_time():
    assert sorted([Triwulan(2025, 1), Triwulan(2024, 4), Triwulan(2024, 2)]) == [
        Triwulan(2024, 2),
        Triwulan(2024, 4),
        Triwulan(2025, 1),
    ]


def test_its_neighbours_cross_the_year():
    assert Triwulan(2024, 4).berikutnya() == Triwulan(2025, 1)
    assert Triwulan(2025, 1).sebelumnya() == Triwulan(2024, 4)
    assert Triwulan(2024, 2).berikutnya() == Triwulan(2024, 3)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_lies_in_one_quarter_and_quarters_leave_no_gap(day):
    triwulan = Triwulan.pada(day)
    assert triwulan.mulai <= day <= triwulan.selesai
    assert triwulan.berikutnya().mulai - triwulan.selesai == timedelta(days=1)
    assert triwulan.berikutnya().sebelumnya() == triwulan


@pytest.mark.parametrize("nomor", [0, 5, -1])
def test_it_refuses_a_quarter_that_does_not_exist(nomor):
    with pytest.raises(ValueError, match="pakai 1 sampai dengan 4"):
        Triwulan(2024, nomor)


def test_it_refuses_a_year_outside_the_calendar():
    with pytest.raises(ValueError, match="tahun empat angka"):
        Triwulan(0, 1)


def test_a_year_has_four_quarters_in_order():
    year = Triwulan.setahun(2024)
    assert [q.nomor for q in year] == [1, 2, 3, 4]
    assert {q.tahun for q in year} == {2024}


def test_it_does_not_change():
    with pytest.raises(AttributeError):
        Triwulan(2024, 1).nomor = 2
