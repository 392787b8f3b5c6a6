"""Pemeriksaan in the browser: a planner accepts a warning with a reason, and the auditor reads it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import TargetRenstra, TemuanDiterima
from tests.browser.sesi import sign_in
from tests.browser.test_akses import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALASAN = "Perubahan Renstra ditetapkan bulan depan"


def buka(new_page, live_server, user):
    """The list of findings before one person, on a telephone."""
    page = new_page(viewport={"width": 360, "height": 800})
    sign_in(page, live_server, user)
    page.goto(f"{reverse('indicators:pemeriksaan')}?keluarga=XREF")
    return page


def test_a_warning_is_accepted_with_a_reason_that_the_auditor_reads(new_page, live_server, cast):
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2025, nilai=95)
    planner = buka(new_page, live_server, cast.planner)
    temuan = "Target rencana tahun 2025 adalah 90"
    planner.get_by_role("row").filter(has_text=temuan).get_by_role("link", name="Terima dengan alasan").click()
    expect(planner.get_by_label(temuan)).to_be_checked()
    planner.get_by_role("button", name="Terima temuan").click()
    expect(planner.get_by_text(temuan)).to_be_visible()  # without a reason the form stays, and says what is missing
    assert not TemuanDiterima.objects.exists()
    planner.get_by_label("Alasan").fill(ALASAN)
    planner.keyboard.press("Tab")
    planner.keyboard.press("Enter")
    expect(planner.get_by_role("status").first).to_contain_text("diterima")

    auditor = buka(new_page, live_server, cast.auditor)
    baris = auditor.get_by_role("region", name="Temuan yang diterima").get_by_role("row").filter(has_text=temuan)
    expect(baris).to_contain_text(ALASAN)
    expect(baris).to_contain_text(str(cast.planner))
    assert auditor.get_by_role("button", name="Buka kembali").count() == 0, "an auditor reads"
    assert auditor.get_by_role("link", name="Terima dengan alasan").count() == 0
    assert faults(auditor) == []
