"""The page of a render in the background: it follows the worker by itself, and works without JavaScript."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from reports.kemajuan import Tahap
from reports.models import Cetakan
from tests.browser.sesi import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def berjalan(cast) -> Cetakan:
    """A render that a worker has just begun."""
    return Cetakan.objects.create(
        jenis="lkjip",
        perangkat_daerah=cast.pd,
        tahun=2025,
        judul="LKjIP 2025",
        status=Cetakan.Status.RUNNING,
        percobaan=1,
        perkiraan=47,
        denyut=timezone.now(),
    )


def buka(page, live_server, cast, cetakan) -> None:
    """The page, signed in as the planner."""
    sign_in(page, live_server, cast.planner)
    page.goto(reverse("reports:cetakan", args=[cetakan.pk]))


def test_the_page_follows_the_worker_to_the_end(page, live_server, cast, berjalan):
    buka(page, live_server, cast, berjalan)
    page.get_by_text("Belum ada halaman yang disusun, dari sekitar 47").wait_for()
    for halaman in (12, 30):
        Cetakan.objects.update(tahap=Tahap.MENYUSUN, halaman=halaman, denyut=timezone.now())
        page.get_by_text(f"Halaman {halaman} disusun, dari sekitar 47").wait_for()
        assert page.locator("#kemajuan-cetakan progress").evaluate("e => e.value") == halaman
    berjalan.refresh_from_db()
    berjalan.status, berjalan.halaman = Cetakan.Status.DONE, 48
    berjalan.pdf.save("x.pdf", ContentFile(b"%PDF-"))
    page.get_by_role("link", name="Unduh PDF").wait_for()
    expect(page).to_have_title(re.compile("^Selesai"))
    expect(page.get_by_role("button", name="Batalkan")).to_have_count(0)


def test_calling_off_while_the_page_renews_itself(page, live_server, cast, berjalan):
    buka(page, live_server, cast, berjalan)
    page.get_by_role("button", name="Batalkan").click()
    page.get_by_role("button", name="Siapkan PDF lagi").wait_for()
    assert Cetakan.objects.get().status == Cetakan.Status.CANCELLED


def test_without_javascript_a_link_looks_again(new_page, live_server, cast, berjalan):
    page = new_page(java_script_enabled=False)
    buka(page, live_server, cast, berjalan)
    Cetakan.objects.update(tahap=Tahap.MENYUSUN, halaman=9)
    page.get_by_role("link", name="Muat ulang").click()
    page.get_by_text("Halaman 9 disusun").wait_for()
    page.get_by_role("button", name="Batalkan").click()
    page.get_by_role("button", name="Siapkan PDF lagi").wait_for()
