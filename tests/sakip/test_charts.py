"""Charts: the same data always draw the same picture, with Indonesian figures and the colours of the pages."""

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from sakip.lib import charts
from sakip.lib.charts import ChartData, Series, chart_svg
from sakip.lib.charts_vega import spec

D = Decimal


def capaian_chart(**over) -> ChartData:
    """Three bars with categories, one of them unknown."""
    data = {
        "judul": "Capaian",
        "kalimat": "Dua dari tiga indikator diketahui capaiannya.",
        "labels": ("Indeks Kepuasan", "Predikat", "Persentase Koordinasi Pelaksanaan Program di Bidang Pemerintahan"),
        "series": (Series("Capaian", (D("107.78"), None, D("98.5")), kategori=("sangat-tinggi", "", "tinggi")),),
        "satuan": "%",
        "desimal": 1,
        "acuan": D(100),
    }
    return ChartData(**{**data, **over})


def trend_chart() -> ChartData:
    """Target and realisasi of two indicators on scales of their own."""
    return ChartData(
        judul="Tren",
        kalimat="IKM naik.",
        labels=("2023", "2024"),
        series=(
            Series("Target", (D(86), D(90)), panel="IKM", redup=True),
            Series("Realisasi", (D(88), D(90)), panel="IKM"),
            Series("Realisasi", (D("0.2"), D("0.3")), panel="Rasio"),
        ),
        jenis="garis",
    )


def marks(data: ChartData) -> list[dict]:
    return list(spec(data)["data"]["values"])


def test_svg_prints_figures_the_indonesian_way():
    svg = chart_svg(capaian_chart())
    assert "107,8%" in svg
    assert "98,5%" in svg
    assert "107.8" not in re.sub(r'="[^"]*"', "", svg)


def test_axis_figures_use_the_indonesian_separators():
    money = ChartData("Pagu", "k", ("A",), (Series("Pagu", (D(34_174_263_204),)),))
    assert ">10.000.000.000<" in chart_svg(money)


def test_category_colours_are_those_of_the_pages():
    tokens = Path("static/css/tokens.css").read_text()
    for kode, warna in charts.WARNA_KATEGORI.items():
        assert f"--{kode}: {warna};" in tokens
    assert f"--accent: {charts.WARNA_UTAMA};" in tokens


def test_each_value_has_the_colour_of_its_category():
    rows = marks(capaian_chart())
    assert rows[0]["warna"] == charts.WARNA_KATEGORI["sangat-tinggi"]
    assert rows[2]["warna"] == charts.WARNA_KATEGORI["tinggi"]


def test_missing_value_is_a_gap_and_never_zero():
    rows = marks(capaian_chart())
    assert rows[1]["nilai"] is None
    assert rows[1]["teks"] == "-"


def test_long_labels_are_folded():
    assert marks(capaian_chart())[2]["label"].count("\n") == 1


def test_two_lines_do_not_print_the_same_figure_twice():
    rows = {(r["panel"], r["seri"], r["label"]): r["tempat"] for r in marks(trend_chart())}
    assert rows[("IKM", "Target", "2024")] == "tidak"
    assert rows[("IKM", "Realisasi", "2024")] == "atas"
    assert rows[("IKM", "Target", "2023")] == "bawah"


def test_a_line_that_prints_no_figure_pushes_no_other_figure_away():
    target = Series("Target", (D(100), D(100)), teks=("100%", " "), redup=True)
    capaian, serapan = Series("Capaian", (D(106), D("99.9"))), Series("Serapan", (D(16), D("95.5")))
    rows = marks(ChartData("A", "k", ("TW I", "TW IV"), (target, capaian, serapan), jenis="garis"))
    tempat = {r["seri"]: r["tempat"] for r in rows if r["label"] == "TW IV"}
    assert (tempat["Capaian"], tempat["Serapan"]) == ("atas", "bawah")


def test_where_a_step_without_number_stands_is_no_figure_of_the_workbook():
    nilai = (D(60), D("72.31"))
    seri = (
        Series("Target", (D(60), D(70)), teks=("B", "BB"), redup=True, letak=(True, True)),
        Series("Realisasi", nilai, teks=("B", "BB"), letak=(True, False)),
    )
    data = ChartData("Predikat", "k", ("2021", "2024"), seri, jenis="garis", judul_label="Tahun")
    assert data.tabel.kepala == ["Tahun", "Target", "Realisasi", "Realisasi (tertulis)"]
    assert data.tabel.baris == (("2021", "B", None, "B"), ("2024", "BB", D("72.31"), "BB"))
    assert ChartData.from_dict(data.as_dict()) == data


def test_panels_keep_their_order_and_their_own_scale():
    isi = spec(trend_chart())
    assert isi["facet"]["sort"] == ["IKM", "Rasio"]
    assert isi["resolve"]["scale"]["y"] == "independent"
    assert "Rasio" in chart_svg(trend_chart())


def test_planned_series_is_dashed_so_that_print_in_black_shows_it():
    garis = next(layer for layer in spec(trend_chart())["spec"]["layer"] if layer["mark"]["type"] == "line")
    skala = garis["encoding"]["strokeDash"]["scale"]
    assert dict(zip(skala["domain"], skala["range"], strict=True)) == {"Target": [5, 3], "Realisasi": [1, 0]}


def test_lines_are_told_apart_without_colour_and_stand_in_the_order_of_the_labels():
    a, b = (Series(nama, tuple(map(Decimal, nilai))) for nama, nilai in (("Keuangan", (1, 2)), ("Fisik", (2, 3))))
    layers = spec(ChartData("A", "B", ("I", "II"), (a, b), jenis="garis"))["layer"]
    garis, titik = (next(x for x in layers if x["mark"]["type"] == jenis)["encoding"] for jenis in ("line", "point"))
    assert len({tuple(r) for r in garis["strokeDash"]["scale"]["range"]}) == 2
    assert len(set(titik["shape"]["scale"]["range"])) == 2
    assert titik["x"]["sort"] == ["I", "II"], "a series that begins later does not move its first label to the end"


@pytest.mark.parametrize("jenis", ["batang", "kolom", "garis"])
def test_every_kind_draws_every_label(jenis):
    data = ChartData("J", "k", ("TW I", "TW II"), (Series("Realisasi", (D(10), D(20))),), jenis=jenis)
    svg = chart_svg(data)
    assert "TW II" in svg and svg.startswith("<svg")


def test_same_data_is_drawn_once(monkeypatch):
    import vl_convert

    data = capaian_chart(judul="sekali", kalimat="hanya satu kali digambar")
    first = chart_svg(data)
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda *a, **k: pytest.fail("digambar lagi"))
    assert chart_svg(capaian_chart(judul="sekali", kalimat="hanya satu kali digambar")) == first


def test_chart_survives_a_frozen_document():
    data = trend_chart()
    assert ChartData.from_dict(json.loads(json.dumps(data.as_dict()))) == data


def test_table_of_figures_beside_the_chart():
    data = capaian_chart(judul_label="Indikator")
    assert data.kepala == ["Indikator", "Capaian"]
    assert data.baris[0] == ["Indeks Kepuasan", "107,8%"]
    assert data.baris[1][1] == "-"


@pytest.mark.parametrize(
    "over", [{"series": ()}, {"labels": ()}, {"series": (Series("Capaian", (D(1),)),)}], ids=["none", "labels", "short"]
)
def test_nothing_to_draw_is_refused(over):
    with pytest.raises(ValueError, match="tidak"):
        spec(capaian_chart(**over))


def test_a_control_character_in_a_name_draws_a_chart_and_ends_no_process():
    """In a process of its own: the engine would take the tests with it."""
    program = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'sakip.settings'; django.setup();"
        "from sakip.lib.charts import ChartData, Series, chart_svg;"
        "svg = chart_svg(ChartData('J', 'K', ('Bagian\\x01 Umum\\x0b', 'B'), (Series('S\\x02', (1, 2)),)));"
        "assert 'Bagian Umum' in svg"
    )
    hasil = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=settings.BASE_DIR, check=False)
    assert hasil.returncode == 0, hasil.stderr.decode()[-500:]


def test_a_point_whose_neighbours_say_nothing_says_its_figure():
    """Twenty quarters on a narrow picture, of which the last of each year has its figure."""
    nilai = tuple(Decimal(40 + n) for n in range(20))
    teks = tuple(f"{n},51%" if n % 4 == 3 else " " for n in range(20))
    svg = ChartData("a", "b", tuple(f"{n}" for n in range(20)), (Series("Realisasi", nilai, teks),), "garis").svg_ringan
    assert [f"{n},51%" in svg for n in (3, 7, 11, 15, 19)] == [True] * 5
