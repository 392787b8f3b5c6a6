"""Laws that hold for every input: accumulation, capaian, percentages, weighted programmes."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations import (
    Akumulasi,
    Arah,
    Kebijakan,
    Nilai,
    ProgramRow,
    akumulasi,
    akumulasi_rasio,
    capaian,
    capaian_rentang,
    efisiensi,
    kategori,
    persen,
    program_tertimbang,
    serapan,
    sisa,
    terapkan_batas,
)

numbers = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2, allow_nan=False, allow_infinity=False)
positive = st.decimals(min_value=Decimal("0.01"), max_value=1_000_000, places=2)
quarters = st.lists(st.none() | numbers, min_size=4, max_size=4)
ends = st.integers(min_value=1, max_value=4)
modes = st.sampled_from(Akumulasi)
rupiah = st.integers(min_value=1, max_value=10**14)


@given(quarters, modes, ends)
def test_what_comes_after_the_quarter_does_not_count(values, mode, until):
    cut = values[:until] + [None] * (4 - until)
    assert akumulasi(values, mode, until) == akumulasi(cut, mode, until)


@given(quarters, ends)
def test_the_sum_grows_by_the_quarter_and_blank_is_not_zero(values, until):
    total = akumulasi(values, Akumulasi.JUMLAH, until)
    entered = [value for value in values[:until] if value is not None]
    assert (total is None) == (not entered)
    assert total is None or total == sum(entered)


@given(quarters, st.permutations(range(4)), st.sampled_from([Akumulasi.JUMLAH, Akumulasi.RATA_RATA]))
def test_the_order_of_the_quarters_does_not_matter_to_the_sum_and_the_mean(values, order, mode):
    assert akumulasi([values[n] for n in order], mode, 4) == akumulasi(values, mode, 4)


@given(
    st.lists(st.tuples(st.none() | numbers, st.none() | positive), min_size=4, max_size=4), st.permutations(range(4))
)
def test_the_order_of_the_quarters_does_not_matter_to_a_ratio(pairs, order):
    assert akumulasi_rasio([pairs[n] for n in order]) == akumulasi_rasio(pairs)


@given(quarters, ends)
def test_the_mean_lies_between_the_smallest_and_the_largest(values, until):
    mean = akumulasi(values, Akumulasi.RATA_RATA, until)
    entered = [value for value in values[:until] if value is not None]
    if not entered:
        assert mean is None
        return
    assert min(entered) - Decimal("1e-20") <= mean <= max(entered) + Decimal("1e-20")
    assert abs(mean * len(entered) - sum(entered)) < Decimal("1e-15")


@given(quarters, ends)
def test_the_latest_value_is_one_that_was_entered(values, until):
    latest = akumulasi(values, Akumulasi.AKHIR, until)
    assert latest is None or latest in [value for value in values[:until] if value is not None]
    if values[until - 1] is not None:
        assert latest == values[until - 1]


@given(st.lists(st.tuples(positive, positive), min_size=4, max_size=4), ends)
def test_a_ratio_of_the_year_lies_between_those_of_its_quarters(pairs, until):
    of_year = akumulasi_rasio(pairs, sampai=until)
    of_quarters = [persen(n, d) for n, d in pairs[:until]]
    assert min(of_quarters) <= of_year <= max(of_quarters)


@given(numbers, positive)
def test_lower_and_higher_is_better_mirror_at_one_hundred(realisasi, target):
    naik = capaian(Nilai(target), Nilai(realisasi), Arah.NAIK)
    turun = capaian(Nilai(target), Nilai(realisasi), Arah.TURUN)
    assert abs(naik + turun - 200) <= Decimal("0.01")


@given(positive)
def test_meeting_the_target_exactly_is_one_hundred(target):
    for arah in Arah:
        assert capaian(Nilai(target), Nilai(target), arah) == 100


@given(positive, positive, positive)
def test_a_range_is_never_harder_than_its_upper_end(one, other, realisasi):
    bawah, atas = sorted((one, other))
    of_range = capaian_rentang(bawah, atas, realisasi, Arah.NAIK)
    assert of_range >= capaian(Nilai(atas), Nilai(realisasi), Arah.NAIK)


@given(st.integers(0, 10), st.integers(0, 10))
def test_a_step_that_was_missed_is_below_one_hundred(target, realisasi):
    result = capaian(Nilai(peringkat=target), Nilai(peringkat=realisasi), Arah.NAIK)
    assert (result == 100) == (realisasi >= target)
    assert 0 <= result <= 100


@given(numbers, st.none() | st.integers(100, 150))
def test_limits_hold_and_applying_them_twice_changes_nothing(value, cap):
    kebijakan = Kebijakan(batas_atas=None if cap is None else Decimal(cap))
    once = terapkan_batas(value, kebijakan)
    assert once >= 0
    assert cap is None or once <= cap
    assert terapkan_batas(once, kebijakan) == once


@given(numbers, numbers)
def test_a_better_capaian_is_never_in_a_lower_band(one, other):
    low, high = sorted((one, other))
    assert kategori(low, Kebijakan()).batas_bawah <= kategori(high, Kebijakan()).batas_bawah


@given(rupiah, st.integers(min_value=0, max_value=10**14))
def test_absorption_and_efficiency_share_the_whole_budget(pagu, realisasi):
    assert serapan(pagu, realisasi) + efisiensi(pagu, realisasi) == 100
    assert sisa(pagu, realisasi) + realisasi == pagu


@given(st.integers(0, 10**12), rupiah)
def test_a_percentage_is_within_half_a_unit_of_its_last_digit(part, whole):
    assert abs(persen(part, whole) - Decimal(part) * 100 / whole) <= Decimal("0.005")


@given(st.lists(st.tuples(rupiah, st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=6))
def test_weights_add_up_and_the_total_lies_between_its_programmes(rows):
    rows = [ProgramRow(pagu, pagu * terpakai // 100, Decimal(fisik)) for pagu, terpakai, fisik in rows]
    result = program_tertimbang(rows)
    rounding = Decimal("0.02") * len(rows)
    assert abs(sum(row.bobot for row in result.rows) - 100) <= rounding
    capaian_program = [row.capaian for row in result.rows]
    assert min(capaian_program) - rounding <= result.gabungan <= max(capaian_program) + rounding
    assert result.gabungan == sum(row.per_kegiatan for row in result.rows)
