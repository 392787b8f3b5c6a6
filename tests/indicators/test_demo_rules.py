"""The rules that fill what the documents do not print: they keep the printed sums, to the rupiah."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.demo import rules
from indicators.demo.plans import KESUKAAN_BELANJA
from sakip.lib.fixtures import baca

D = Decimal
money = st.integers(min_value=0, max_value=10**12)


def printed_pagu() -> dict[int, dict[int, int]]:
    """{programme: {sub kegiatan: pagu}} of the published table."""
    return {
        p["nomor"]: {s["nomor"]: s["pagu_perubahan_2024"] for k in p["kegiatan"] for s in k["sub_kegiatan"]}
        for p in baca("demo_tanjabtim_program")["program"]
    }


def all_pagu() -> dict[int, int]:
    return {n: pagu for subs in printed_pagu().values() for n, pagu in subs.items()}


KINERJA = baca("demo_tanjabtim_kinerja")["2024"]


# --- Proportional division -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (10, [1, 1, 1], [4, 3, 3]),  # of equal remainders the first one wins
        (100, [3, 3, 1], [43, 43, 14]),
        (7, [0, 5], [0, 7]),
        (0, [1, 2], [0, 0]),
        (0, [0, 0], [0, 0]),
    ],
)
def test_division_gives_the_rest_to_the_largest_remainders(total, weights, expected):
    assert rules.bagi_sebanding(total, weights) == expected


def test_division_of_money_without_weight_is_refused():
    with pytest.raises(ValueError, match="no weight"):
        rules.bagi_sebanding(1, [0, 0])


@given(money, st.lists(st.integers(min_value=1, max_value=10**11), min_size=1, max_size=30))
def test_division_keeps_the_sum_and_stays_within_one_rupiah_of_the_share(total, weights):
    parts = rules.bagi_sebanding(total, weights)
    assert sum(parts) == total
    assert all(abs(part * sum(weights) - total * w) < sum(weights) for part, w in zip(parts, weights, strict=True))


# --- Kinds of spending ---------------------------------------------------------------------------------------


def test_spending_fills_the_natural_home_first_and_the_rest_from_the_north_west_corner():
    pagu = {1: 50, 2: 30, 3: 20}
    total = {"5.1.01": 40, "5.1.02": 45, "5.2.02": 15}
    hasil = rules.belanja_per_sub(pagu, total, [("5.2.02", [3]), ("5.1.01", [2])])
    assert hasil == {1: {"5.1.01": 10, "5.1.02": 40}, 2: {"5.1.01": 30}, 3: {"5.1.02": 5, "5.2.02": 15}}


def test_spending_needs_two_equal_sums():
    with pytest.raises(ValueError, match="differ"):
        rules.belanja_per_sub({1: 10}, {"5.1.02": 11}, [])


@given(st.lists(money, min_size=1, max_size=12), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_every_row_and_every_column_holds(rows, weights):
    pagu = dict(enumerate(rows, start=1))
    total = {f"5.1.{n:02d}": part for n, part in enumerate(rules.bagi_sebanding(sum(rows), weights), start=1)}
    hasil = rules.belanja_per_sub(pagu, total, [("5.1.01", list(reversed(pagu)))])
    assert {n: sum(isi.values()) for n, isi in hasil.items()} == pagu
    for kode, jumlah in total.items():
        assert sum(isi.get(kode, 0) for isi in hasil.values()) == jumlah


def test_printed_totals_of_spending_and_printed_pagu_both_hold():
    hasil = rules.belanja_per_sub(all_pagu(), KINERJA["belanja_perubahan"], KESUKAAN_BELANJA)
    totals = {kode: sum(isi.get(kode, 0) for isi in hasil.values()) for kode in KINERJA["belanja_perubahan"]}
    assert totals == {
        "5.1.01": 14_186_899_512,
        "5.1.02": 25_057_038_929,
        "5.1.05": 1_450_000_000,
        "5.2.02": 2_332_803_153,
        "5.2.03": 253_000_000,
        "5.2.05": 295_000_000,
    }
    assert {n: sum(isi.values()) for n, isi in hasil.items()} == all_pagu()
    assert hasil[8] == {"5.1.01": 12_962_010_882}  # salaries are salaries
    assert [n for n, isi in hasil.items() if "5.1.05" in isi] == [55]
    assert {n for n, isi in hasil.items() if any(k.startswith("5.2") for k in isi)} == {23, 24, 25, 26, 35}


# --- Realisation ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nomor", "pagu", "total"),
    [
        (1, 10_000_000, 6_824_600),
        (2, 34_174_263_204, 32_789_216_211),
        (3, 6_590_177_009, 6_469_847_819),
        (4, 2_800_301_381, 2_673_877_588),
    ],
)
def test_printed_realisation_of_a_programme_holds_and_no_pagu_is_exceeded(nomor, pagu, total):
    subs = printed_pagu()[nomor]
    assert sum(subs.values()) == pagu
    assert KINERJA["realisasi_program"][str(nomor)] == total
    hasil = rules.realisasi_per_sub(subs, total)
    assert sum(hasil.values()) == total
    assert all(0 <= hasil[n] <= subs[n] for n in subs)
    assert rules.realisasi_per_sub(subs, total) == hasil


def test_realisation_above_the_programme_is_refused():
    with pytest.raises(ValueError, match="exceed its pagu"):
        rules.realisasi_per_sub({1: 100}, 101)


@pytest.mark.parametrize("jenis", [rules.PEGAWAI, rules.BARANG, rules.HIBAH, rules.MODAL])
def test_money_and_progress_rise_over_the_year_and_end_at_the_whole(jenis):
    uang = rules.keuangan_kumulatif(999_999_999, jenis)
    fisik = rules.fisik_kumulatif(jenis)
    assert uang == sorted(uang) and uang[-1] == 999_999_999
    assert fisik == sorted(fisik) and fisik[-1] == 100


@pytest.mark.parametrize(
    ("belanja", "expected"),
    [
        ({"5.1.01": 10, "5.1.02": 9}, rules.PEGAWAI),
        ({"5.1.02": 10, "5.2.02": 6, "5.2.05": 6}, rules.MODAL),  # capital kinds count together
        ({"5.1.02": 10, "5.1.05": 10}, rules.BARANG),
    ],
)
def test_the_largest_kind_of_spending_shapes_the_year(belanja, expected):
    assert rules.jenis_utama(belanja) == expected


# --- Targets of the quarters and other plans -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("nilai", "expected"),
    [
        ("12", ["3", "3", "3", "3"]),
        ("5", ["1", "1", "1", "2"]),
        ("1", ["0", "0", "0", "1"]),
        ("263", ["65", "66", "66", "66"]),
    ],
)
def test_a_count_is_planned_in_whole_pieces(nilai, expected):
    tw = rules.target_jumlah(D(nilai))
    assert list(tw) == [D(x) for x in expected]
    assert sum(tw) == D(nilai)


def test_other_kinds_of_quarterly_targets():
    assert rules.target_kemajuan(D(100)) == (D(18), D(45), D(72), D(100))
    assert rules.target_tetap(D(2)) == (2, 2, 2, 2)
    assert rules.target_tahunan(D(90)) == (None, None, None, D(90))


def test_other_plans_follow_from_the_printed_pagu_in_whole_thousands():
    assert rules.pagu_murni(263_845_800) == 250_653_000
    assert rules.pagu_berikutnya(263_845_800) == 269_122_000
    assert rules.pagu_murni(0) == 0
