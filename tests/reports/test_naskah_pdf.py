"""The short documents on paper: size, margins, heads on every page, nothing torn, tags, fonts, words for pictures."""

import re

import pikepdf
import pytest
from django.template.loader import render_to_string

from reports.builders import naskah
from tests.reports.baca import buka, struktur
from tests.reports.naskah_demo import payload_demo, pdf_demo, tabel

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MM = 72 / 25.4

# Pages (at least, at most), paper in millimetres, and the narrowest margin at the sides.
KERTAS = {
    "rkt": ((4, 6), (215, 330), 18),
    "rkt balangan": ((1, 1), (215, 330), 18),
    "aksi": ((8, 10), (330, 215), 12),
    "aksi balangan": ((3, 5), (330, 215), 12),
    "tw2": ((3, 4), (210, 297), 18),
    "tw1 balangan": ((4, 6), (330, 215), 12),
    "e81": ((6, 9), (330, 215), 12),
}


@pytest.fixture(scope="module")
def demo(demonstration):
    return payload_demo(demonstration)


@pytest.fixture(scope="module", params=KERTAS)
def dokumen(request, demo):
    """Its name and its pages."""
    with buka(pdf_demo(request.param)) as berkas:
        yield request.param, berkas.pages


def test_each_has_its_paper_and_its_length(dokumen):
    nama, halaman = dokumen
    (paling_sedikit, paling_banyak), ukuran, _ = KERTAS[nama]
    assert {(round(h.width / MM), round(h.height / MM)) for h in halaman} == {ukuran}
    assert paling_sedikit <= len(halaman) <= paling_banyak


def test_nothing_stands_outside_the_margins(dokumen):
    nama, halaman = dokumen
    tepi = (KERTAS[nama][2] - 0.5) * MM
    luar = [
        (h.page_number, c["text"])
        for h in halaman
        for c in h.chars
        if c["x0"] < tepi or c["x1"] > h.width - tepi or c["bottom"] > h.height - 10 * MM
    ]
    assert luar == []


@pytest.mark.parametrize(
    ("nama", "kepala"), [("rkt", "pagu"), ("aksi", "penanggung"), ("e81", "realisasi kinerja pada")]
)
def test_the_head_stands_above_a_table_on_each_of_its_pages(demo, nama, kepala):
    """Every row of figures is below a head that says what they are, also after the end of a page."""
    with buka(pdf_demo(nama)) as berkas:
        isi = [h.extract_text() for h in berkas.pages]
    berangka = [teks for teks in isi if re.search(r"\d{1,3}\.\d{3}\.\d{3}\b", teks)]
    assert len(berangka) > 2
    assert all(kepala in teks.lower() for teks in berangka)


def test_no_word_of_a_cell_is_torn(dokumen):
    nama, halaman = dokumen
    tercetak = {w["text"] for h in halaman for w in h.extract_words(x_tolerance=1.2)}
    kata = {
        w
        for t in tabel(nama).values()
        for baris in [*t["baris"], *t["kepala"]]
        for sel in baris
        for w in re.split(r"[\s/–-]+", sel["teks"])
        if len(w) > 3
    }
    gabungan = "\n".join(tercetak)
    assert sorted(w for w in kata if w not in gabungan) == []


def test_pages_are_numbered_from_the_second_one(dokumen):
    _, halaman = dokumen
    assert "- 1 -" not in halaman[0].extract_text()
    assert all(f"- {h.page_number} -" in h.extract_text() for h in halaman[1:])


def test_the_signature_stands_with_what_is_signed(dokumen):
    """Never alone on a page: at least a line of the document is above it."""
    nama, halaman = dokumen
    akhir = [b["text"] for b in halaman[-1].extract_text_lines()]
    nama_ttd = payload_demo(None)[nama]["ttd"][-1]["nama"]
    letak = next(n for n, teks in enumerate(akhir) if nama_ttd in teks)
    assert letak > 5


# --- Structure -------------------------------------------------------------------------------------------------------


def test_it_is_tagged_archived_and_its_fonts_are_embedded(demo):
    for nama in ("rkt", "e81"):
        with struktur(pdf_demo(nama)) as berkas:
            with berkas.open_metadata() as meta:
                assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
            assert berkas.Root.MarkInfo.Marked
            assert str(berkas.Root.Lang) == "id"
            font = [
                o for o in berkas.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
            ]
            assert font
            assert all("/FontFile2" in f or "/FontFile3" in f for f in font)


def test_pictures_have_words(demo):
    alt = [b["alt"] for x in demo["tw2"]["bagian"] for b in x["blok"] if b["jenis"] == "grafik"]
    with struktur(pdf_demo("tw2")) as berkas:
        ada = [str(o["/Alt"]) for o in berkas.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert sorted(ada) == sorted([*alt, "Tempat lambang daerah"])


@pytest.mark.parametrize("nama", ["rkt", "aksi", "tw4", "e81"])
def test_header_cells_say_what_they_head_and_headings_come_in_order(demo, nama):
    html = render_to_string(naskah.TEMPLATE, demo[nama])
    assert html.count("<th ") == html.count('<th scope="')
    tingkat = [int(t) for t in re.findall(r"<h([1-6])", html)]
    assert tingkat[0] == 1
    assert all(b <= a + 1 for a, b in zip(tingkat, tingkat[1:], strict=False))


def test_every_anchor_is_there_once(demo):
    for nama in demo:
        html = render_to_string(naskah.TEMPLATE, demo[nama])
        anchor = re.findall(r' id="([^"]+)"', html)
        assert len(anchor) == len(set(anchor)), nama
