"""Names and sentences from hostile hands, in every text of a document: printed as text, on paper, in Word, in Excel."""

import zipfile
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from lxml import etree

from reports.builders import REGISTRY
from reports.ekspor import docx, gambar, xlsx
from tests.reports import contoh

JAHAT = '<b onx=1>&\'"\x0b\x01]]><script>alert(1)</script><img src="file:///etc/passwd">'
TETAP = {"jenis", "kelas", "kertas", "rata", "lambang", "verifikasi"}


def hostile(isi, kunci=""):
    """The payload with the hostile text behind every sentence and name."""
    if isinstance(isi, dict):
        return {k: nilai if k in TETAP else hostile(nilai, k) for k, nilai in isi.items()}
    if isinstance(isi, list):
        return [hostile(satu, kunci) for satu in isi]
    return isi + JAHAT if isinstance(isi, str) and " " in isi else isi


@pytest.fixture
def payload():
    return hostile(contoh.pk())


def test_no_text_of_a_document_becomes_markup(payload):
    html = render_to_string(REGISTRY["pk"].TEMPLATE, payload)
    assert "&lt;b onx=1&gt;" in html
    for markup in ("<b onx", "<script>", '<img src="file'):
        assert markup not in html


def test_word_and_excel_open_whatever_was_pasted_and_reach_for_nothing(payload):
    for isi in (docx.docx(payload), xlsx.xlsx(payload)):
        with zipfile.ZipFile(BytesIO(isi)) as berkas:
            for nama in berkas.namelist():
                if nama.endswith((".xml", ".rels")):
                    etree.fromstring(berkas.read(nama))
                assert not nama.endswith(".rels") or b'TargetMode="External"' not in berkas.read(nama)


def test_a_drawing_that_is_no_xml_is_an_error_and_not_the_end_of_the_process():
    with pytest.raises(ValueError, match="no XML"):
        gambar.png_dari_svg("<svg><text>a & b</svg>")
    assert gambar.png_dari_svg('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>\x01</text></svg>')
