"""A refusal nobody handled: a page for whoever opened the address, a sentence for what asks for a part of a page."""

import sqlite3

import pytest
from django.db import IntegrityError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from indicators.exceptions import Incomplete, InvalidValue, NotAllowed, StaleData
from sakip import tabrakan
from sakip.middleware import DomainErrorMiddleware

pytestmark = pytest.mark.django_db

DASBOR = "http://testserver/dasbor/?tahun=2025"
SKRIP = {"HX-Request": "true"}
HTMX = SKRIP | {"HX-Current-URL": DASBOR}
LEMBAR = "/realisasi/2025/4/1/"


def ditolak(galat, *, alamat=LEMBAR, **headers):
    request = RequestFactory().get(alamat, headers=headers)
    return DomainErrorMiddleware(lambda r: HttpResponse()).process_exception(request, galat)


def test_a_refused_download_is_a_page_that_leads_back_to_where_its_link_was(client, cast):
    client.force_login(cast.planner)
    alamat = reverse("indicators:dasbor_unduh", args=["kategori", "svg"]) + "?cari=tidak ada yang begini"
    answer = client.get(alamat, headers={"Referer": DASBOR, "Accept": "text/html,*/*"})
    html = answer.content.decode()
    assert answer.status_code == 422 and "Content-Disposition" not in answer
    assert "<h1>" in html and "Ubah saringan pada halaman dasbor" in html
    assert f'href="{DASBOR}"' in html and 'href="/"' in html


def test_a_refusal_says_what_is_missing_and_never_leads_to_another_site_or_to_itself():
    answer = ditolak(Incomplete("Belum dapat dihitung.", ["Isi <b>satuan</b>."]), Referer="https://jahat.example/")
    html = answer.content.decode()
    assert "Isi &lt;b&gt;satuan&lt;/b&gt;." in html and "jahat" not in html and "sebelumnya" not in html
    assert b"sebelumnya" not in ditolak(InvalidValue("x"), Referer=f"http://testserver{LEMBAR}?x=1").content
    hak = ditolak(NotAllowed("Bukan bagian Anda."), Referer=DASBOR)
    assert hak.status_code == 403 and f'href="{DASBOR}"' in hak.content.decode()


@pytest.mark.parametrize("galat", [NotAllowed("Bukan <b> Anda."), StaleData("Sudah <b> berubah.")])
def test_a_script_gets_the_sentence_alone(galat):
    for headers in (SKRIP, {"Accept": "application/json"}):
        answer = ditolak(galat, **headers)
        assert (answer.status_code, answer.content.decode()) == (galat.kode_http, str(galat))
        assert answer["Content-Type"].startswith("text/plain")


def test_htmx_gets_a_message_beside_the_part_it_asked_for_and_a_sorted_table_the_page():
    pesan = ditolak(InvalidValue("Isi <img src=x> ditolak."), **HTMX)
    assert pesan.status_code == 422 and pesan["HX-Reswap"] == "none"
    assert 'id="pesan" hx-swap-oob' in pesan.content.decode() and "<img" not in pesan.content.decode()
    urut = ditolak(InvalidValue("x"), alamat="/jejak/?sort=waktu", **HTMX | {"HX-Boosted": "true"})
    assert urut["HX-Redirect"] == "/jejak/?sort=waktu"


class Asal(Exception):
    """An error as a driver raises it."""

    def __init__(self, pgcode=None, sqlite_errorcode=None):
        self.pgcode, self.sqlite_errorcode = pgcode, sqlite_errorcode


def karena(galat, **asal):
    galat.__cause__ = Asal(**asal)
    return galat


SIBUK = [{"pgcode": "40P01"}, {"pgcode": "40001"}, {"sqlite_errorcode": sqlite3.SQLITE_BUSY | 2 << 8}]


@pytest.mark.parametrize("asal", SIBUK)
def test_who_meets_another_writer_sends_it_again_and_a_sheet_does_so_by_itself(asal):
    """At a 503 the sheet keeps the value and sends it again (grid/save.js); a browser sends the page's form again."""
    galat = karena(OperationalError("x"), **asal)
    skrip = ditolak(galat, **SKRIP)
    assert (skrip.status_code, skrip.content.decode()) == (503, tabrakan.SIBUK)
    formulir = DomainErrorMiddleware(lambda r: HttpResponse()).process_exception(RequestFactory().post(LEMBAR), galat)
    assert formulir.status_code == 503 and "isian Anda ikut terkirim" in formulir.content.decode()
    assert ditolak(OperationalError("no such table")) is None, "a fault of ours stays one"


@pytest.mark.parametrize("asal", [{"pgcode": "23503"}, {"sqlite_errorcode": sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY}])
def test_what_refers_to_a_row_that_somebody_deleted_is_refused_with_a_sentence(asal):
    hasil = ditolak(karena(IntegrityError("x"), **asal), **SKRIP)
    assert (hasil.status_code, hasil.content.decode()) == (409, tabrakan.LENYAP)
    assert ditolak(karena(IntegrityError("x"), pgcode="23505")) is None
