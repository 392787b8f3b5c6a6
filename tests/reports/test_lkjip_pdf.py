"""The annual report on paper: page numbers, landscape, pictures, structure, nothing outside the page."""

import re

import pikepdf
import pytest
from django.template.loader import render_to_string

from reports.builders import lkjip
from sakip.lib.numbers import romawi
from tests.reports.baca import buka, struktur
from tests.reports.lkjip_baca import baris_payload, rapi, semua_blok, tabel_payload, tabel_pdf
from tests.reports.lkjip_demo import payload_demo, pdf_demo

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MM = 72 / 25.4


@pytest.fixture(scope="module")
def payload(demonstration):
    """The report of the demonstration data."""
    return payload_demo(demonstration)


@pytest.fixture(scope="module")
def halaman(payload):
    """Its pages."""
    with buka(pdf_demo()) as dokumen:
        yield dokumen.pages


@pytest.fixture(scope="module")
def isi(halaman) -> list[str]:
    """The text of each page."""
    return [h.extract_text() for h in halaman]


@pytest.fixture
def html(payload) -> str:
    """What the PDF is made of."""
    return render_to_string(lkjip.TEMPLATE, payload)


def nomor(halaman) -> str:
    """What is printed at the foot of a page."""
    kaki = halaman.crop((0, halaman.height - 16 * MM, halaman.width, halaman.height)).extract_text()
    return kaki.strip()


def test_length_and_numbers_of_the_pages(halaman, payload):
    assert 40 <= len(halaman) <= 75
    kaki = [nomor(h) for h in halaman]
    depan = next(n for n, k in enumerate(kaki) if k == "1")
    assert kaki[0] == ""  # the cover
    assert kaki[1:depan] == [romawi(n).lower() for n in range(1, depan)]
    assert kaki[depan:] == [str(n) for n in range(1, len(halaman) - depan + 1)]


def test_lists_of_contents_name_the_page_they_lead_to(halaman, payload):
    """The number printed beside each title is the one printed at the foot of the page its link opens."""
    kaki = [nomor(h) for h in halaman]
    tertulis = []
    for h in halaman[1 : kaki.index("1")]:
        for baris in h.extract_text_lines(return_chars=False):
            cocok = re.search(r"\.\s?([0-9]+|[ivx]+)$", baris["text"])
            if cocok:
                tertulis.append(cocok[1])
    with struktur(pdf_demo()) as berkas:
        nama = tujuan(berkas)
        indeks = {h.objgen: n for n, h in enumerate(berkas.pages)}
        seharusnya = [
            kaki[indeks[nama[r["jangkar"]].objgen]]
            for daftar in ("daftar_isi", "daftar_tabel", "daftar_gambar", "daftar_lampiran")
            for r in payload[daftar]
        ]
    assert tertulis == seharusnya


def tujuan(berkas: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The page of every anchor."""
    nama = {}

    def baca(simpul: pikepdf.Object) -> None:
        for anak in simpul.get("/Kids", []):
            baca(anak)
        pasangan = list(simpul.get("/Names", []))
        for kunci, isi in zip(pasangan[::2], pasangan[1::2], strict=True):
            nama[str(kunci)] = isi[0] if isinstance(isi, pikepdf.Array) else isi["/D"][0]

    baca(berkas.Root.Names.Dests)
    return nama


def test_wide_tables_stand_on_landscape_pages_and_nothing_else_does(halaman, isi, payload):
    mendatar = [n for n, h in enumerate(halaman) if h.width > h.height]
    awal = {b: next(n for n in range(5, len(isi)) if f"{b}\n" in isi[n]) for b in
            ("Tabel 2.1", "Tabel 2.2", "Tabel 2.3", "Tabel 2.4", "Tabel 2.5a")}  # fmt: skip
    assert mendatar == list(range(awal["Tabel 2.1"], awal["Tabel 2.5a"]))


def test_head_of_a_table_is_repeated_on_each_of_its_pages(isi, payload):
    awal = next(n for n in range(5, len(isi)) if "Tabel 2.4\n" in isi[n])
    akhir = next(n for n in range(5, len(isi)) if "Tabel 2.5a\n" in isi[n])
    assert akhir - awal > 5
    assert all("Penanggung" in isi[n] and "Jumlah Anggaran" in isi[n] for n in range(awal, akhir))


def test_text_goes_on_where_a_high_chart_has_no_room(isi):
    """The chart of the years stands at the foot of the next page; the page before it is not left half empty."""
    tabel = next(n for n in range(5, len(isi)) if "Tabel 3.1.4\n" in isi[n])
    gambar = next(n for n in range(tabel, len(isi)) if "Gambar 3.2\n" in isi[n])
    assert gambar == tabel + 1
    assert "Target berupa predikat digambarkan" in isi[tabel]


def test_every_cell_of_every_table_is_printed_unbroken(payload):
    """Row by row, so nothing is lost at the end of a page; no word or figure is torn within its cell."""
    tercetak = tabel_pdf(pdf_demo(), payload)
    for kode, blok in tabel_payload(payload).items():
        diharapkan = [[rapi(s) for s in b] for b in baris_payload(blok["tabel"])]
        assert tercetak.get(kode) == diharapkan, kode
        kepala = {rapi(s["teks"]) for baris in blok["tabel"]["kepala"] for s in baris}
        assert {s for baris in tercetak[f"{kode} kepala"] for s in baris if s} <= kepala, kode


def test_nothing_stands_outside_the_margins(halaman):
    luar = [
        (h.page_number, huruf["text"])
        for h in halaman
        for huruf in h.chars
        if huruf["x0"] < 18 * MM or huruf["x1"] > h.width - 17 * MM or huruf["bottom"] > h.height - 5 * MM
    ]
    assert luar == []


def test_no_heading_stands_alone_at_the_foot_of_a_page(halaman, payload):
    judul = {b["judul"].split()[0] for bab in payload["bab"] for b in bab["bagian"]}
    for h in halaman[4:]:
        baris = [b for b in h.extract_text_lines() if b["bottom"] < h.height - 20 * MM]
        akhir = baris[-1]
        tebal = all("Bold" in c["fontname"] for c in akhir["chars"])
        assert not (tebal and re.match(r"\d\.\d", akhir["text"]) and akhir["text"].split()[1] in judul), akhir["text"]


def test_pictures_are_vectors_with_words_for_who_cannot_see_them(halaman, payload):
    assert [h.page_number for h in halaman if h.images] == []
    alt = [b["alt"] for b in semua_blok(payload) if b["jenis"] in ("grafik", "bagan")]
    assert len(alt) == 4
    with struktur(pdf_demo()) as berkas:
        ada = [str(o["/Alt"]) for o in berkas.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    alt += [lembar["alt"] for b in semua_blok(payload) if b["jenis"] == "pohon" for lembar in b["lembar"]]
    assert sorted(ada) == sorted([*alt, *["Tempat lambang daerah"] * 2]), "the letterheads of both annexes too"


def test_pictures_and_tables_print_the_same_figures(payload):
    grafik = {b["nomor"]: b["data"] for b in semua_blok(payload) if b["jenis"] == "grafik"}
    capaian = grafik["Gambar 3.1"]["series"][0]["teks"]
    assert [t.split()[0] for t in capaian] == ["108%", "100%", "100%", "99%", "98%", "98%"]
    assert grafik["Gambar 3.3"]["series"][0]["teks"] == ["68,25%", "95,95%", "98,17%", "95,49%"]


def test_headings_come_in_order(html):
    tingkat = [int(t) for t in re.findall(r"<h([1-6])", html)]
    assert all(b <= a + 1 for a, b in zip(tingkat, tingkat[1:], strict=False))


def test_header_cells_say_what_they_head(html):
    assert html.count("<th ") == html.count('<th scope="')


def test_words_of_a_person_are_cleaned_again_when_they_are_printed(payload):
    kotor = "<p onclick=x>Kata<script>alert(1)</script> &lt;b&gt;</p>"
    sisipan = {**payload, "kata_pengantar": {**payload["kata_pengantar"], "html": kotor}}
    html = render_to_string(lkjip.TEMPLATE, sisipan)
    assert "<p>Kata &lt;b&gt;</p>" in html
    assert "alert(1)" not in html
    assert "onclick" not in html


def test_no_other_regency_is_named(isi):
    semua = " ".join(isi)
    for nama in ("Rembang", "Jabung Barat", "Balangan", "Luwu", "Tulang Bawang"):
        assert nama not in semua


def test_claims_of_the_demonstration_report(isi):
    semua = " ".join(" ".join(isi).split())
    assert (
        "satu indikator melampaui target, dua indikator sesuai target, dan tiga indikator belum mencapai target"
        in semua
    )
    assert "Anggaran terserap Rp41.939.766.218 atau 96,25% dari pagu Rp43.574.741.594" in semua
    assert "tidak dinyatakan sebagai efisiensi" in semua
    assert "97%" not in semua
