"""The IKU book on paper: page numbers, contents, pictures, structure, nothing outside the page."""

import re

import pikepdf
import pytest
from django.template.loader import render_to_string

from reports.builders import buku_iku
from reports.builders.pohon_gambar import UKURAN, susun
from sakip.lib.numbers import romawi
from tests.reports.baca import buka, struktur
from tests.reports.buku_demo import LEMBAGA, buku, cetak, tujuan_jangkar

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MM = 72 / 25.4
ASING = {
    "tanjabbar": ("Jabung Timur", "Balangan", "Luwu"),
    "luwutimur": ("Jabung", "Balangan"),
    "balangan": ("Jabung", "Luwu"),
}


@pytest.fixture(scope="module", params=LEMBAGA)
def lembaga(request) -> str:
    """Each institution in turn."""
    return request.param


@pytest.fixture(scope="module")
def payload(lembaga, demonstration):
    """Its book."""
    return buku(lembaga, demonstration)


@pytest.fixture(scope="module")
def halaman(lembaga, payload):
    """The pages of its book."""
    with buka(cetak(lembaga)) as dokumen:
        yield dokumen.pages


@pytest.fixture(scope="module")
def isi(halaman) -> list[str]:
    """The text of each page."""
    return [" ".join((h.extract_text() or "").split()) for h in halaman]


def kaki(halaman) -> str:
    """What is printed at the foot of a page."""
    return halaman.crop((0, halaman.height - 16 * MM, halaman.width, halaman.height)).extract_text().strip()


def nomor(halaman) -> list[str]:
    """The numbers of all pages."""
    return [kaki(h) for h in halaman]


def test_front_matter_is_roman_and_bab_one_begins_at_one(halaman, isi):
    tercetak = nomor(halaman)
    depan = tercetak.index("1")
    assert tercetak[0] == ""
    assert tercetak[1:depan] == [romawi(n).lower() for n in range(1, depan)]
    assert tercetak[depan:] == [str(n) for n in range(1, len(halaman) - depan + 1)]
    assert "BAB I" in isi[depan]


def test_the_contents_name_the_page_they_lead_to(lembaga, payload, halaman):
    tercetak = nomor(halaman)
    tertulis = []
    for h in halaman[1 : tercetak.index("1")]:
        for baris in h.extract_text_lines(return_chars=False):
            cocok = re.search(r"\.\s?([0-9]+|[ivx]+)$", baris["text"])
            if cocok:
                tertulis.append(cocok[1])
    with struktur(cetak(lembaga)) as berkas:
        jangkar = tujuan_jangkar(berkas)
    daftar = [d for d in ("daftar-isi", "daftar-tabel", "daftar-gambar") if d in payload["bagian"]]
    rujukan = [r for d in daftar for r in payload[d.replace("-", "_")]]
    assert tertulis == [tercetak[jangkar[r["jangkar"]]] for r in rujukan]


def test_every_heading_of_the_outline_is_printed_in_its_form(payload, isi):
    semua = " ".join(isi[2:])
    di = 0
    for bab in payload["bab"]:
        for judul in (f"{bab['nomor']} {bab['judul'].upper()}", *(f"{b['nomor']} {b['judul']}" for b in bab["bagian"])):
            di = semua.find(judul, di)
            assert di >= 0, judul


def test_headings_come_in_order(payload):
    """Those of units, too, which stand below a section: a screen reader walks them without a step left out."""
    tingkat = [int(t) for t in re.findall(r"<h([1-6])", render_to_string(buku_iku.TEMPLATE, payload))]
    assert all(b <= a + 1 for a, b in zip(tingkat, tingkat[1:], strict=False))


def test_kata_pengantar_and_penutup_are_signed(payload, isi):
    nama = payload["ttd"]["nama"]
    bertanda = [n for n, teks in enumerate(isi) if nama in teks]
    assert bertanda[0] == 1
    penutup = next(n for n, teks in enumerate(isi) if n > 3 and "PENUTUP" in teks and nama in teks)
    assert penutup in bertanda
    assert all(baris in isi[penutup] for baris in payload["ttd"]["bawah"])


def test_nothing_stands_outside_the_page(halaman):
    luar = [
        (h.page_number, huruf["text"])
        for h in halaman
        for huruf in h.chars
        if huruf["x0"] < 18 * MM or huruf["x1"] > h.width - 17 * MM or huruf["bottom"] > h.height - 5 * MM
    ]
    assert luar == []


def test_no_page_is_nearly_empty_and_no_heading_stands_alone(halaman, isi):
    for h, teks in zip(halaman[1:], isi[1:], strict=True):
        assert len(teks) > 60, (h.page_number, teks)
        baris = [b for b in h.extract_text_lines() if b["bottom"] < h.height - 20 * MM]
        akhir = baris[-1]
        tebal = all("Bold" in c["fontname"] for c in akhir["chars"])
        judul = re.match(r"(\d\.\d|BAB )", akhir["text"]) and "...." not in akhir["text"]
        assert not (tebal and judul), akhir["text"]


def test_no_other_regency_is_named(lembaga, isi):
    semua = " ".join(isi)
    assert [nama for nama in ASING[lembaga] if nama in semua] == []


def test_it_is_an_archive_file_for_every_reader(lembaga, payload):
    with struktur(cetak(lembaga)) as berkas:
        assert berkas.Root.MarkInfo.Marked
        assert str(berkas.Root.Lang) == "id"
        assert "pdfaid" in str(berkas.open_metadata())
        assert berkas.Root.OutputIntents
        assert str(berkas.docinfo["/Title"]) == payload["meta"]["judul"]
        huruf = {str(o.FontName) for o in berkas.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o}
        assert all(re.search(r"Liberation|TeXGyre|TeX-Gyre", nama) for nama in huruf), huruf
        deskriptor = [o for o in berkas.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(o.keys()) for o in deskriptor)


def test_the_tree_is_a_vector_with_words_and_its_letters_can_be_read(lembaga, payload, halaman, isi):
    pohon = [
        satu
        for bab in payload["bab"]
        for bagian in bab["bagian"]
        for b in bagian["blok"]
        if b["jenis"] == "pohon"
        for satu in b["lembar"]
    ]
    assert bool(pohon) == (lembaga != "luwutimur")
    assert [h.page_number for h in halaman if any(g["width"] > 40 * MM for g in h.images)] == []
    with struktur(cetak(lembaga)) as berkas:
        alt = {str(o["/Alt"]) for o in berkas.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"}
    assert {satu["alt"] for satu in pohon} <= alt
    semua = "".join("".join(teks.split()) for teks in isi)
    for satu in pohon:
        for k in susun(satu)[0]:
            assert "".join(k.baris[0][1].split()) in semua
    gambar = [h for h, teks in zip(halaman, isi, strict=True) if "TUJUAN 1" in teks or "KINERJA BAGIAN" in teks]
    for h in gambar:
        assert min(c["size"] for c in h.chars) >= min(UKURAN.values()) - 0.01
