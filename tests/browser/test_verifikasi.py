"""Checking a sheet in the browser: row by row with the keyboard, and the rest at once."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import RealisasiAnggaran, Status
from indicators.services.verifikasi import realisasi_transition
from sakip.lib.periods import Triwulan
from tests import builders as b
from tests.browser.sesi import sign_in
from tests.browser.test_akses import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lembar(new_page, live_server, cast):
    """A submitted sheet of three sub kegiatan, open before its verifier."""
    cast.rencana.pagu.all().delete()
    for nomor in range(3):
        sub = b.make_sub_kegiatan(cast.unit, uraian=f"Pekerjaan {nomor}", urutan=nomor)
        b.make_pagu(cast.rencana, sub)
        b.make_realisasi_anggaran(sub, diisi_oleh=cast.operator)
    realisasi_transition(action="submit", unit=cast.unit, triwulan=Triwulan(2025, 1), by=cast.operator)
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, live_server, cast.planner)
    page.goto(reverse("indicators:verifikasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk}))
    page.locator(".grid-hint").wait_for()
    return page


def baris(page, nomor):
    return page.get_by_role("row", name=f"Pekerjaan {nomor}")


def statuses():
    return list(RealisasiAnggaran.objects.order_by("sub_kegiatan__urutan").values_list("status", flat=True))


def test_rows_are_verified_and_noted_without_the_mouse(lembar):
    """Arrows move, V verifies and goes on to the next row, C writes the note, Esc comes back."""
    baris(lembar, 0).focus()
    lembar.keyboard.press("ArrowDown")
    expect(baris(lembar, 1)).to_be_focused()
    lembar.keyboard.press("v")
    expect(baris(lembar, 1)).to_contain_text("Terverifikasi")
    expect(baris(lembar, 2)).to_be_focused()
    assert statuses() == [Status.SUBMITTED, Status.VERIFIED, Status.SUBMITTED]
    lembar.keyboard.press("c")
    lembar.keyboard.type("Vv: fisiknya belum sesuai.")
    lembar.keyboard.press("Escape")
    expect(baris(lembar, 2)).to_be_focused()
    lembar.get_by_role("button", name="Kembalikan baris yang bercatatan saja").click()
    expect(lembar.get_by_text("1 baris lembar")).to_be_visible()
    assert statuses() == [Status.SUBMITTED, Status.VERIFIED, Status.RETURNED]


def test_a_row_that_changed_meanwhile_stays_and_says_so(lembar):
    RealisasiAnggaran.objects.filter(sub_kegiatan__urutan=0).update(keuangan=1, revisi=9)
    baris(lembar, 0).focus()
    lembar.keyboard.press("v")
    expect(baris(lembar, 0)).to_contain_text("Muat ulang halaman")
    assert statuses()[0] == Status.SUBMITTED


def test_the_rows_without_findings_go_together_after_a_question(lembar):
    lembar.get_by_role("button", name="Verifikasi 3 baris tanpa temuan").click()
    lembar.get_by_role("dialog").get_by_role("button", name="Verifikasi").click()
    expect(lembar.get_by_text("diverifikasi.")).to_be_visible()
    assert statuses() == [Status.VERIFIED] * 3


def test_what_came_back_is_read_and_opened_from_beranda(lembar, live_server, cast):
    baris(lembar, 1).get_by_role("textbox").fill("Lampirkan berita acara.")
    lembar.get_by_role("button", name="Kembalikan baris yang bercatatan saja").click()
    expect(lembar.get_by_text("1 baris lembar")).to_be_visible()
    sign_in(lembar, live_server, cast.operator)
    lembar.goto("/")
    assert faults(lembar) == []
    lembar.get_by_role("link", name="Perbaiki sekarang").click()
    expect(baris(lembar, 1)).to_contain_text("Lampirkan berita acara.")
