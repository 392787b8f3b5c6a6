"""What was made faster writes the very same file."""

import importlib.util

import pydyf
import pytest

from reports import pdf, pdf_laju
from tests.reports import contoh


@pytest.fixture
def dipercepat() -> bytes:
    return pdf.render("pdf/perjanjian_kinerja.html", contoh.pk())


def test_a_file_written_once_is_the_file_written_twice(dipercepat, monkeypatch):
    monkeypatch.setattr(pdf_laju, "write_once", lambda _pdf: None)
    assert pdf.render("pdf/perjanjian_kinerja.html", contoh.pk()) == dipercepat


def test_each_object_is_serialised_once(monkeypatch):
    kali: list[int] = []
    asli = pydyf.Stream.data.fget
    monkeypatch.setattr(pydyf.Stream, "data", property(lambda satu: kali.append(id(satu)) or asli(satu)))
    monkeypatch.setattr(pdf_laju, "_sekali", pdf_laju._sekali.__wrapped__)
    pdf.render("pdf/perjanjian_kinerja.html", contoh.pk())
    assert len(kali) == len(set(kali))
    assert len(kali) > 5


def test_the_references_of_pages_are_those_of_pydyf_also_after_a_page_was_added():
    berkas = pydyf.PDF()
    for jumlah in range(1, 4):
        berkas.add_page(pydyf.Dictionary({}))
        assert pdf_laju._page_references(berkas) == _asli().fget(berkas)
        assert len(berkas.page_references) == jumlah


def _asli() -> property:
    """The property as the library defines it, whatever was put in its place."""
    rincian = importlib.util.find_spec("pydyf")
    modul = importlib.util.module_from_spec(rincian)
    rincian.loader.exec_module(modul)
    return modul.PDF.page_references
