"""The PDF itself: archive format, tags, fonts, metadata, paper; and that nothing is fetched from outside."""

import gc

import pytest

from reports import pdf
from tests.reports import contoh
from tests.reports.baca import buka, struktur, teks

MM = 72 / 25.4


@pytest.fixture(scope="module")
def pk_pdf() -> bytes:
    return pdf.render("pdf/perjanjian_kinerja.html", contoh.pk())


@pytest.fixture(scope="module")
def sk_pdf() -> bytes:
    return pdf.render("pdf/sk_iku.html", contoh.sk_iku())


def test_it_claims_pdf_a_2a_with_an_output_intent(pk_pdf):
    with struktur(pk_pdf) as dokumen:
        with dokumen.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert dokumen.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/JavaScript" not in dokumen.Root.get("/Names", {})


def test_it_is_tagged_and_speaks_indonesian(pk_pdf):
    with struktur(pk_pdf) as dokumen:
        assert dokumen.Root.MarkInfo.Marked
        assert dokumen.Root.StructTreeRoot.K
        assert str(dokumen.Root.Lang) == "id"


def test_it_names_title_and_author(pk_pdf):
    with struktur(pk_pdf) as dokumen:
        assert str(dokumen.docinfo["/Title"]) == "Judul Dokumen"
        assert str(dokumen.docinfo["/Author"]) == "Sekretariat Daerah Kabupaten Uji"
        assert str(dokumen.docinfo["/Subject"]) == "Uji"


def test_every_font_is_embedded_and_is_one_of_ours(pk_pdf, sk_pdf):
    for isi in (pk_pdf, sk_pdf):
        with struktur(isi) as dokumen:
            fonts = [
                o for o in dokumen.objects if isinstance(o, type(dokumen.Root)) and o.get("/Type") == "/FontDescriptor"
            ]
            assert fonts
            for font in fonts:
                assert any(k in font for k in ("/FontFile", "/FontFile2", "/FontFile3"))
                assert any(nama in str(font.FontName) for nama in ("Gyre-Bonum", "Liberation-Sans")), font.FontName


def test_the_paper_is_f4_and_the_lampiran_lies_on_its_side(sk_pdf):
    with buka(sk_pdf) as dokumen:
        tegak, mendatar = dokumen.pages[0], dokumen.pages[-1]
    assert (round(tegak.width / MM), round(tegak.height / MM)) == (215, 330)
    assert (round(mendatar.width / MM), round(mendatar.height / MM)) == (330, 215)


def test_a4_is_a_matter_of_the_payload():
    isi = pdf.render("pdf/perjanjian_kinerja.html", contoh.pk(meta=contoh.META | {"kertas": "A4"}))
    with buka(isi) as dokumen:
        assert (round(dokumen.pages[0].width / MM), round(dokumen.pages[0].height / MM)) == (210, 297)


def test_the_first_page_has_no_number_and_the_second_has(pk_pdf):
    with buka(pk_pdf) as dokumen:
        assert "- 1 -" not in dokumen.pages[0].extract_text()
        assert "- 2 -" in dokumen.pages[1].extract_text()


def test_a_draft_says_so_on_every_page_and_a_finished_one_nowhere(pk_pdf):
    with buka(pk_pdf) as dokumen:
        assert all("DRAF" in halaman.extract_text() for halaman in dokumen.pages)
    final = pdf.render("pdf/perjanjian_kinerja.html", contoh.pk(meta=contoh.META | {"draf": False}))
    assert "DRAF" not in teks(final)


def test_nothing_reaches_over_the_edge_of_the_page(pk_pdf, sk_pdf):
    for isi in (pk_pdf, sk_pdf):
        with buka(isi) as dokumen:
            for halaman in dokumen.pages:
                assert all(c["x0"] >= 0 and c["x1"] <= halaman.width for c in halaman.chars)
                assert all(c["top"] >= 0 and c["bottom"] <= halaman.height for c in halaman.chars)


@pytest.mark.parametrize("alamat", ["https://contoh.id/a.png", "file:///etc/passwd", "static:../sakip/settings.py"])
def test_it_refuses_to_fetch_anything_but_static_files_and_data(alamat):
    with pytest.raises(pdf.FetchRefused, match="hanya boleh memakai berkas static"):
        pdf.render_html(f'<html lang="id"><body><img src="{alamat}" alt=""></body></html>')


def test_text_of_a_payload_is_never_markup():
    jahat = contoh.PERTAMA | {"nama": '<img src="https://contoh.id/x.png">&amp;'}
    assert '<img src="https://contoh.id/x.png">&amp;' in teks(
        pdf.render("pdf/perjanjian_kinerja.html", contoh.pk(pihak_pertama=jahat))
    )


def test_garbage_collection_goes_on_after_a_render(pk_pdf):
    assert gc.isenabled()
    with pytest.raises(pdf.FetchRefused):
        pdf.render_html('<html><body><img src="http://x/" alt=""></body></html>')
    assert gc.isenabled()


@pytest.mark.parametrize("jumlah", [10, 11, 16])
def test_no_row_is_stretched_when_a_signature_draws_the_last_one_with_it(jumlah):
    """A signature must not stand alone; what stays behind on the page ends where its text ends."""
    baris = [[{"teks": "Satu", "rentang_baris": jumlah}, {"teks": "Indikator 1"}]]
    baris += [[{"teks": f"Indikator {n}\nbaris kedua"}] for n in range(2, jumlah + 1)]
    kepala = [[{"teks": "Sasaran"}, {"teks": "Indikator"}]]
    tabel = {"id": "Uji", "judul": "", "lebar": ["40%", "60%"], "kepala": kepala, "baris": baris, "garis_bawah": True}
    with buka(pdf.render("pdf/sk_iku.html", contoh.sk_iku(lampiran=[contoh.lampiran(tabel)]))) as dokumen:
        sel = [s for halaman in dokumen.pages for t in halaman.find_tables() for b in t.rows for s in b.cells[1:]]
        akhir = dokumen.pages[-1].extract_text()
    assert max(s[3] - s[1] for s in sel if s) < 40
    assert f"Indikator {jumlah}" in akhir
    assert "PERTAMA" in akhir
