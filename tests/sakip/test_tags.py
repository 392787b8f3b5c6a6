"""Filters and tags of the pages: figures in Indonesian, badges that say their state in words."""

import base64
import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template


def render(source: str, **context: object) -> str:
    return Template("{% load sakip_tags %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "printed"),
    [
        ("{{ x|angka }}", Decimal("1234.50"), "1.234,5"),
        ("{{ x|angka:2 }}", Decimal("1234.5"), "1.234,50"),
        ("{{ x|angka:2 }}", 0, "0,00"),
        ("{{ x|rupiah }}", 43574741594, "Rp43.574.741.594"),
        ("{{ x|rupiah }}", 0, "Rp0"),
        ("{{ x|persen:2 }}", Decimal("96.248"), "96,25%"),
        ("{{ x|persen }}", 100, "100%"),
        ("{{ x|nilai }}", "5 Dok", "5 Dok"),
        ("{{ x|nilai }}", "-", "–"),
        ("{{ x|tanggal }}", datetime.date(2025, 1, 20), "20 Januari 2025"),
        ("{{ x|romawi }}", 4, "IV"),
    ],
)
def test_figures_print_in_indonesian(source: str, value: object, printed: str) -> None:
    assert render(source, x=value) == printed


@pytest.mark.parametrize("name", ["angka", "angka:2", "rupiah", "persen:2", "tanggal", "waktu"])
@pytest.mark.parametrize("missing", [None, ""])
def test_missing_value_is_a_dash_and_not_zero(name: str, missing: object) -> None:
    assert render(f"{{{{ x|{name} }}}}", x=missing) == "–"


def test_moment_prints_in_the_time_zone_of_the_office() -> None:
    evening = datetime.datetime(2025, 1, 19, 17, 42, tzinfo=ZoneInfo("UTC"))
    assert render("{{ x|tanggal }}", x=evening) == "20 Januari 2025"
    assert render("{{ x|waktu }}", x=evening) == "20 Januari 2025 pukul 00.42"


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("DRAFT", "Draf"),
        ("SUBMITTED", "Diajukan"),
        ("VERIFIED", "Terverifikasi"),
        ("RETURNED", "Dikembalikan"),
        (None, "Belum diisi"),
    ],
)
def test_status_badge_says_the_status(status: str | None, word: str) -> None:
    html = render("{% status_badge s %}", s=status)
    assert word in html
    assert "<svg" in html


def test_kategori_badge_carries_word_and_colour_and_escapes() -> None:
    html = render("{% kategori_badge l k %}", l="Sangat <Tinggi>", k="sangat-tinggi")
    assert "Sangat &lt;Tinggi&gt;" in html
    assert "kategori-sangat-tinggi" in html
    assert "badge" not in render("{% kategori_badge l k %}", l=None, k=None)


def test_svg_becomes_an_image_address() -> None:
    address = render("{{ x|data_uri }}", x="<svg/>")
    assert base64.b64decode(address.removeprefix("data:image/svg+xml;base64,")) == b"<svg/>"


def test_unknown_icon_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(KeyError):
        render("{% ikon 'tidak-ada' %}")
