"""Indonesian numbers: what is read, what is refused with which sentence, what is printed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.lib.numbers import (
    NumberFormatError,
    format_number,
    format_persen,
    format_rupiah,
    format_tanggal,
    nama_bulan,
    parse_decimal,
    parse_rupiah,
    romawi,
    terbilang,
)

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0"),
        ("7", "7"),
        ("007", "7"),
        ("1234", "1234"),
        ("1.234", "1234"),
        ("1.234,5", "1234.5"),
        ("1234,50", "1234.50"),
        ("43.574.741.594", "43574741594"),
        ("0,125", "0.125"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("- 3", "-3"),
        ("-0", "0"),
        (" 12 ", "12"),
        (f"{NBSP}12{NBSP}", "12"),
        ("97%", "97"),
        ("97,5 %", "97.5"),
        ("Rp1.000", "1000"),
        ("Rp 1.000", "1000"),
        (f"Rp.{NBSP}43.574.741.594,-", "43574741594"),
        ("Rp.1.000", "1000"),
        ("rp1000", "1000"),
        ("-Rp1.000", "-1000"),
        ("Rp-1.000", "-1000"),
        ("10.000,-", "10000"),
        ("Rp1.000,00", "1000.00"),
    ],
)
def test_it_reads_what_an_office_types(text, expected):
    assert parse_decimal(text) == Decimal(expected)


@pytest.mark.parametrize("text", [None, "", " ", NBSP, "-", " - ", "–", "—"])
def test_an_empty_cell_is_no_number_and_never_zero(text):
    assert parse_decimal(text) is None
    assert parse_rupiah(text) is None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12.5", "pakai koma untuk desimal, misalnya 12,5."),
        ("0.125", "pakai koma untuk desimal, misalnya 0,125."),
        ("1234.567", "pakai koma untuk desimal, misalnya 1234,567."),
        ("72.31%", "pakai koma untuk desimal, misalnya 72,31."),
        ("1,234.5", "misalnya 1.234,5."),
        ("1,234,567", "misalnya 1.234.567."),
        ("1.23.456", "titik hanya memisahkan ribuan"),
        ("1.234.56", "titik hanya memisahkan ribuan"),
        ("1.2345,6", "titik hanya memisahkan ribuan"),
        ("12,", "isikan angka saja"),
        (",5", "isikan angka saja"),
        ("1 234", "isikan angka saja"),
        ("1e5", "isikan angka saja"),
        ("NaN", "isikan angka saja"),
        ("Infinity", "isikan angka saja"),
        ("dua", "isikan angka saja"),
        ("--5", "isikan angka saja"),
        ("-Rp-5", "isikan angka saja"),
        ("+5", "isikan angka saja"),
        ("(5)", "isikan angka saja"),
        ("5%%", "isikan angka saja"),
        ("Rp5%", "isikan angka saja"),
        ("Rp", "isikan angka saja"),
        ("%", "isikan angka saja"),
        ("١٢", "isikan angka saja"),
        ("²", "isikan angka saja"),
        ("1_000", "isikan angka saja"),
        ("=1+1", "isikan angka saja"),
        ("5\n6", "isikan angka saja"),
        ("9" * 41, "terlalu panjang"),
    ],
)
def test_it_refuses_with_a_sentence_that_helps(text, hint):
    with pytest.raises(NumberFormatError) as caught:
        parse_decimal(text)
    message = str(caught.value)
    assert hint in message
    assert message.startswith("Angka “") and message.endswith(".")


def test_the_refusal_of_a_decimal_dot_is_the_agreed_sentence():
    with pytest.raises(
        NumberFormatError,
        match=r"^Angka “12\.5” tidak dapat dibaca: pakai koma untuk desimal, misalnya 12,5\.$",
    ):
        parse_decimal("12.5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rp43.574.741.594", 43574741594),
        ("Rp. 43.574.741.594,-", 43574741594),
        ("10.000.000,00", 10000000),
        ("10000000", 10000000),
        ("0", 0),
        ("-5.000", -5000),
    ],
)
def test_it_reads_whole_rupiah(text, expected):
    result = parse_rupiah(text)
    assert result == expected
    assert isinstance(result, int)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("10.000,50", "rupiah penuh"),
        ("1,234", "rupiah penuh"),
        ("97%", "persentase"),
        ("1.5", "pakai koma untuk desimal"),
        ("banyak", "isikan angka saja"),
    ],
)
def test_it_refuses_fractions_of_a_rupiah_and_percentages(text, hint):
    with pytest.raises(NumberFormatError, match=hint):
        parse_rupiah(text)


@pytest.mark.parametrize(
    ("value", "desimal", "expected"),
    [
        (None, None, "-"),
        (None, 2, "-"),
        (0, None, "0"),
        (0, 2, "0,00"),
        (1234, None, "1.234"),
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("1234.5"), 2, "1.234,50"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("0.0000001"), None, "0,0000001"),
        (Decimal("84.125"), 2, "84,13"),
        (Decimal("-84.125"), 2, "-84,13"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-0.001"), 2, "0,00"),
        (Decimal("999.995"), 2, "1.000,00"),
        (
            Decimal("1234567890123456789012345678901234.5"),
            2,
            "1.234.567.890.123.456.789.012.345.678.901.234,50",
        ),
        (-1234567, None, "-1.234.567"),
    ],
)
def test_it_prints_numbers(value, desimal, expected):
    assert format_number(value, desimal) == expected


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_it_prints_no_number_that_is_none(value):
    with pytest.raises(ValueError, match="tidak dapat dicetak"):
        format_number(value)


def test_it_prints_rupiah_and_percentages():
    assert format_rupiah(43574741594) == "Rp43.574.741.594"
    assert format_rupiah(-1000) == "-Rp1.000"
    assert format_rupiah(0) == "Rp0"
    assert format_rupiah(None) == "-"
    assert format_persen(Decimal("96.247950"), 2) == "96,25%"
    assert format_persen(Decimal("100.00")) == "100%"
    assert format_persen(None, 2) == "-"


def test_it_prints_dates_in_indonesian():
    assert format_tanggal(date(2025, 1, 20)) == "20 Januari 2025"
    assert format_tanggal(date(2024, 8, 1)) == "1 Agustus 2024"
    assert format_tanggal(None) == "-"
    assert nama_bulan(12) == "Desember"
    for nomor in (0, 13):
        with pytest.raises(ValueError, match="tidak ada"):
            nama_bulan(nomor)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "nol"),
        (3, "tiga"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (2024, "dua ribu dua puluh empat"),
        (11000, "sebelas ribu"),
        (101000, "seratus satu ribu"),
        (999999, "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan"),
        (1000000, "satu juta"),
        (1001000, "satu juta seribu"),
    ],
)
def test_it_writes_numbers_in_words(n, expected):
    assert terbilang(n) == expected


@pytest.mark.parametrize(("n", "expected"), [(1, "I"), (2, "II"), (4, "IV"), (9, "IX"), (14, "XIV"), (2024, "MMXXIV")])
def test_it_writes_roman_numerals(n, expected):
    assert romawi(n) == expected


def test_words_and_roman_numerals_refuse_what_they_cannot_write():
    for function, n in ((terbilang, -1), (terbilang, 10**15), (romawi, 0), (romawi, 4000)):
        with pytest.raises(ValueError, match="tidak dapat ditulis"):
            function(n)


numbers = st.decimals(
    min_value=Decimal("-1e15"), max_value=Decimal("1e15"), allow_nan=False, allow_infinity=False, places=4
)


@given(numbers)
def test_what_is_printed_is_read_back(value):
    assert parse_decimal(format_number(value)) == value
    assert parse_decimal(format_number(value, 4)) == value
    assert parse_decimal(format_persen(value)) == value


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_rupiah_printed_is_read_back(value):
    assert parse_rupiah(format_rupiah(value)) == value
    assert parse_rupiah(format_rupiah(value) + ",-") == value


@given(st.decimals(min_value=0, max_value=Decimal("1e9"), allow_nan=False, allow_infinity=False))
def test_a_number_typed_with_a_decimal_dot_is_refused_or_read_as_grouped_thousands(value):
    """Never a thousandfold error: a dot is read only after 1-3 digits and before exactly three."""
    text = f"{value:f}"
    try:
        read = parse_decimal(text)
    except NumberFormatError:
        return
    bulat, titik, pecahan = text.partition(".")
    assert not titik or (len(pecahan) == 3 and len(bulat) <= 3 and not bulat.startswith("0"))
    assert read == Decimal(text.replace(".", ""))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        parse_decimal(text)
    except NumberFormatError as refusal:
        assert str(refusal).endswith(".")
