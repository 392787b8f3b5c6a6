"""Heat map, quadrants, budget tree and shares: drawn from data, told apart without colour, and given out as files."""

import io
import json
import math
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from PIL import Image

from sakip.lib import charts_kuadran, charts_svg, charts_tumpuk
from sakip.lib.charts import ChartData, Series
from sakip.lib.charts_bentuk import (
    Daftar,
    Kuadran,
    PetaPanas,
    PohonAnggaran,
    SelPanas,
    SimpulAnggaran,
    TitikKuadran,
    dari_spesifikasi,
    spesifikasi,
)
from sakip.lib.charts_berkas import LEBAR_PNG, png_berkas, svg_berkas, ukuran
from sakip.lib.charts_lembar import gambar_lembar
from sakip.lib.charts_pagu import MAKS_BARIS, baris_gambar
from sakip.lib.charts_sempit import tanda_sumbu
from sakip.lib.charts_teks import lebar_teks, lipat
from sakip.lib.charts_xlsx import xlsx_berkas

D = Decimal
JAHAT = "=HYPERLINK(1)<script>&\x01"
KEPALA, KAKI = ["Setda, 2024"], ["Sumber: SAKIP."]


def sel(nilai: str, kode: str, label: str, keadaan: str = "") -> SelPanas:
    return SelPanas(f"{nilai}%", kode, "●", f"{nilai}% {label}", keadaan, "/rahasia/", D(nilai))


def peta(banyak: int = 2) -> PetaPanas:
    baris = ((sel("98", "sangat-tinggi", "Istimewa"), sel("60", "rendah", "Kurang", "late"), None),)
    return PetaPanas(
        "Peta",
        "Satu sel terlambat.",
        ("TW I", "TW II", "TW III"),
        tuple(f"Bagian {n} {JAHAT}" for n in range(banyak)),
        baris * banyak,
        (("sangat-tinggi", "▲", "Istimewa"), ("rendah", "◊", "Kurang")),
    )


def kuadran(banyak: int = 12) -> Kuadran:
    titik = [TitikKuadran(f"Unit {n}", D(97), D(100), "97%", "100%", "tinggi", "Baik") for n in range(banyak)]
    jauh = TitikKuadran(JAHAT, D(40), D(900), "40%", "900%", "sangat-rendah", "Buruk")
    tanpa = TitikKuadran("Tanpa pagu", None, D(90), "-", "90%")
    nama = ("kiri atas", "kanan atas", "kiri bawah", "kanan bawah")
    batas = (D(75), D(91), "median 75%", "mulai 91%")
    return Kuadran("Kuadran", "Dua belas sama.", "Penyerapan", "Capaian", *batas, nama, (*titik, jauh, tanpa))


def simpul(nama: str, pagu: int, uang: int | None, *anak: SimpulAnggaran) -> SimpulAnggaran:
    serapan = None if uang is None else D(uang) / pagu * 100
    return SimpulAnggaran("1.01", nama, "Program", pagu, uang, f"Rp{pagu}", f"Rp{uang}", serapan, "50%", anak=anak)


def anggaran(banyak: int = 3) -> PohonAnggaran:
    anak = [simpul(f"Sub {n}", 100 + n, None if n == 1 else 150) for n in range(banyak)]
    return PohonAnggaran("Anggaran", "Terserap.", (simpul(JAHAT, 1000, 500, *anak),), simpul("Jumlah", 1000, 500))


def tumpuk(banyak: int = 2) -> ChartData:
    seri = [("Istimewa", "sangat-tinggi", 3), ("Kurang", "rendah", 1)]
    isi = tuple(Series(nama, (D(n),) * banyak, (f"{n} (x)",) * banyak, (kode,) * banyak) for nama, kode, n in seri)
    belum = Series("Belum terukur", (D(2),) * banyak, redup=True)
    return ChartData("Kategori", "Tiga istimewa.", ("Sasaran",) * (banyak - 1) + (JAHAT,), (*isi, belum), "tumpuk")


DAFTAR = Daftar("Terlambat", "Satu.", ["Unit", "TW"], [[JAHAT, "I"]])
SEMUA = [peta(), kuadran(), anggaran(), tumpuk()]


def kata(svg: str) -> list[str]:
    return [t.text or "" for t in etree.fromstring(svg.encode()).iter("{*}text")]


@pytest.mark.parametrize("grafik", [*SEMUA, DAFTAR], ids=lambda g: type(g).__name__)
def test_a_frozen_specification_draws_the_same_picture_and_table(grafik):
    beku = dari_spesifikasi(json.loads(json.dumps(spesifikasi(grafik))))
    assert (beku.svg, beku.svg_sempit, beku.kepala, beku.baris) == (
        grafik.svg,
        grafik.svg_sempit,
        grafik.kepala,
        grafik.baris,
    )
    assert beku.tabel == grafik.tabel
    assert "rahasia" not in json.dumps(spesifikasi(grafik)) + beku.svg, "addresses belong to the page alone"


@pytest.mark.parametrize("grafik", SEMUA, ids=lambda g: type(g).__name__)
def test_a_drawing_is_whole_says_what_it_is_and_asks_for_nothing(grafik):
    for svg, lebar in ((grafik.svg, charts_svg.LEBAR), (grafik.svg_sempit, charts_svg.SEMPIT)):
        akar = etree.fromstring(svg.encode())
        assert [akar.findtext("{*}title"), akar.findtext("{*}desc")] == [grafik.judul, grafik.kalimat]
        assert not re.search(r"style=|<style|href=|<script|onload|url\((?!#)", svg)
        assert ukuran(svg)[0] == lebar
        kanan = [float(t.get("x")) for t in akar.iter("{*}text")]
        assert max(kanan) <= lebar, "no text begins beyond the edge"


def test_bars_and_lines_have_a_drawing_for_a_phone_with_every_name_and_figure():
    nilai = (D(80), None, D(120), D("100.5"))
    for jenis, tanda in (
        ("batang", r'<rect x="0" y="[\d.]+" width="([\d.]+)" height="12"'),
        ("garis", r'cy="([\d.]+)" r="3.3"'),
    ):
        satu = ChartData("J", "K", ("2021", "2022", "2023", "2024"), (Series("Realisasi", nilai),), jenis, "%", 1)
        isi, angka = kata(satu.svg_sempit), [float(x) for x in re.findall(tanda, satu.svg_sempit)]
        assert ukuran(satu.svg_sempit)[0] == charts_svg.SEMPIT
        assert {"2021", "2022", "2023", "2024", "80,0%", "120,0%", "100,5%"} <= set(isi)
        if jenis == "garis":
            angka = [-y for y in angka[1:]]  # the first stands in the key; up is less
        assert angka[0] < angka[2] < angka[1] and len(angka) == 3, "a missing value is no mark"


@pytest.mark.parametrize(("kecil", "besar"), [(0, 0), (78, 90), (99.9, 100.1), (1e9, 3e9), (-5, 5), (0, 0.003)])
def test_an_axis_holds_its_values_in_a_few_round_steps(kecil, besar):
    tanda = tanda_sumbu(kecil, besar)
    assert 3 <= len(tanda) <= 8 and tanda[0] <= kecil <= besar <= tanda[-1]
    assert kecil < 0 or tanda[0] >= 0, "no share below nothing"


def test_every_cell_says_its_figure_its_category_and_its_state_in_words():
    isi = kata(peta(1).svg)
    assert isi.count("Istimewa") == 2 and isi.count("Kurang") == 2, "in the key and in the cell"
    assert "98%" in isi and isi.count("Terlambat") == 2
    assert "–" in isi, "nothing was due"
    assert replace(peta(1), kolom=("", " ", "TW III")).svg, "a column without a name is no reason to fail"


def test_categories_differ_without_colour():
    assert len(set(charts_tumpuk._GORESAN.values())) == len(charts_svg.TINGKAT) == 5
    batang = {charts_svg.batang_tingkat(0, 0, kode, "#000") for kode in charts_svg.TINGKAT}
    bentuk = {re.sub(r'(fill|stroke)="[^"]*"', "", charts_kuadran._tanda(k, 0, 0, 1)[0]) for k in charts_svg.TINGKAT}
    assert len(batang) == len(bentuk) == 5


def test_grounds_and_inks_are_those_of_the_pages():
    tokens = Path("static/css/tokens.css").read_text()
    for kode, (latar, tinta) in charts_svg.LUNAK.items():
        assert f"--{kode}-soft: {latar};" in tokens and f"--{kode}-ink: {tinta};" in tokens


def test_points_on_one_spot_get_numbers_that_do_not_hide_each_other_and_keep_their_quadrant():
    asal = [(200.0, 100.0)] * 40 + [(205.0, 108.0)]
    tempat = charts_kuadran.letakkan(asal, 190.0, 120.0, (50, 0, 460, 400))
    jarak = [math.dist(a, b) for n, a in enumerate(tempat) for b in tempat[:n]]
    assert min(jarak) >= charts_kuadran.RUANG
    assert tempat[0] == asal[0], "who comes first stands where it belongs"
    assert all(x >= 190 and y <= 120 for x, y in tempat[:20])


def test_a_point_far_off_stands_at_the_edge_with_an_arrow_and_one_without_figures_only_in_the_table():
    k = kuadran(1)
    svg = k.svg
    assert svg.count('l4 -6l4 6z"') == 1
    assert any("900%" in t for t in kata(svg))
    assert not any("Tanpa pagu" in t for t in kata(svg))
    assert ["-", "Tanpa pagu", "-", "90%", "-", "-"] in k.baris


def test_a_bar_is_shared_by_counts_and_an_empty_label_says_so():
    kosong = replace(tumpuk(), series=tuple(replace(s, nilai=(D(0), s.nilai[1])) for s in tumpuk().series))
    assert "Belum ada" in kata(kosong.svg)
    segmen = re.findall(r'width="([\d.]+)" height="24" fill="(?:#15803d|url)', tumpuk(1).svg)
    assert float(segmen[0]) / float(segmen[1]) == pytest.approx(3, rel=0.01)


def test_spending_beyond_the_pagu_and_a_missing_realisasi_are_drawn_as_such():
    svg = anggaran(2).svg
    assert svg.count('stroke-width="2"') == 1
    assert svg.count('stroke-dasharray="4 3"') == 2, "the key and the one node"
    assert any("realisasi belum ada" in t for t in kata(svg))


def test_a_budget_of_many_nodes_draws_the_upper_levels_and_keeps_all_in_the_table():
    besar = anggaran(MAKS_BARIS + 10)
    baris, terpotong = baris_gambar(besar.akar)
    assert (len(baris), terpotong) == (1, True)
    assert any("pada tabel" in t for t in kata(besar.svg))
    assert len(besar.baris) == MAKS_BARIS + 12


@pytest.mark.parametrize("grafik", [peta(40), anggaran(50), tumpuk(60)], ids=lambda g: type(g).__name__)
def test_a_high_chart_is_cut_between_rows_for_paper_and_no_row_is_lost(grafik):
    lembar = gambar_lembar(grafik, 700)
    assert len(lembar) > 1
    assert all(ukuran(satu)[1] < 850 for satu in lembar)
    utuh, potongan = kata(grafik.svg), [t for satu in lembar for t in kata(satu)]
    assert all(potongan.count(t) >= utuh.count(t) for t in set(utuh))


def test_figures_of_a_workbook_are_figures_and_words_no_formulas():
    for grafik in [*SEMUA, DAFTAR]:
        ws = openpyxl.load_workbook(io.BytesIO(xlsx_berkas(grafik, kepala=KEPALA, kaki=KAKI))).active
        sel_semua = [c for baris in ws.iter_rows() for c in baris if c.value is not None]
        assert not any(c.data_type == "f" for c in sel_semua)
        assert [ws["A1"].value, ws["A2"].value, ws["A3"].value] == [grafik.judul, *KEPALA, grafik.kalimat]
        assert KAKI[0] in [c.value for c in sel_semua]
        awal = next(c.row for c in sel_semua if c.value == grafik.tabel.kepala[0] and c.row > 3)
        for n, baris in enumerate(grafik.tabel.baris, awal + 1):
            for m, nilai in enumerate(baris, 1):
                if isinstance(nilai, D | int):
                    assert ws.cell(n, m).data_type == "n" and D(str(ws.cell(n, m).value)) == pytest.approx(nilai)
    assert ws.cell(awal + 1, 1).value.startswith("=HYPERLINK") and ws.cell(awal + 1, 1).quotePrefix


@pytest.mark.parametrize("grafik", SEMUA, ids=lambda g: type(g).__name__)
def test_a_picture_file_holds_the_drawing_of_the_page_between_title_and_source(grafik):
    svg = svg_berkas(grafik, kepala=KEPALA, kaki=KAKI)
    assert grafik.svg in svg
    isi = kata(svg)
    assert isi[0] == grafik.judul and KEPALA[0] in isi and KAKI[0] in isi


def test_a_png_is_wide_enough_to_print_and_shows_the_colours():
    with Image.open(io.BytesIO(png_berkas(peta(1), kepala=KEPALA, kaki=KAKI))) as gambar:
        assert gambar.width == LEBAR_PNG >= 1600
        warna = {w for _, w in gambar.convert("RGB").getcolors(1 << 20)}
    for acuan in ((0x15, 0x80, 0x3D), (0xC5, 0x30, 0x30)):
        assert min(math.dist(acuan, w) for w in warna) < 25, "the bars of the category, the edge of the late cell"
    assert (255, 255, 255) in warna


def test_a_list_has_no_picture():
    assert gambar_lembar(DAFTAR, 900) == []
    with pytest.raises(ValueError, match="tidak bergambar"):
        svg_berkas(DAFTAR, kepala=[], kaki=[])


def test_text_is_measured_as_the_font_sets_it():
    from fontTools.ttLib import TTFont

    with TTFont("static/vendor/fonts/liberation-2.1.5/LiberationSans-Regular.ttf") as huruf:
        lebar, peta_huruf = huruf["hmtx"].metrics, huruf.getBestCmap()
        teks = "Bagian Perekonomian & SDA (97,5%) – “≥ 91%”…"
        benar = sum(lebar[peta_huruf[ord(h)]][0] for h in teks) * 12 / huruf["head"].unitsPerEm
    assert lebar_teks(teks, 12) == pytest.approx(benar, rel=0.03)
    assert all(lebar_teks(t, 12) <= 80 for t in lipat("Pertanggungjawabankeuangandaerah dan lainnya", 80, 12))
    assert lipat("satu dua tiga empat lima", 40, 12, maks=2)[-1].endswith("…")
