"""A year's plan changed as a planner does it: opened, targets and pagu typed and pasted, compared, approved."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import PaguAnggaran, RencanaTahunan, Target
from tests import builders as b
from tests.browser.sesi import sign_in
from tests.browser.test_akses import faults
from tests.browser.test_lembar import tempel, tenang

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


TEKAN_DUA_KALI = """() => {
  const ditahan = [];
  addEventListener("submit", (event) => ditahan.push(event.defaultPrevented));
  const tombol = document.querySelector('form[action$="/perubahan/"] button');
  tombol.click();
  tombol.click();
  return ditahan;
}"""


@pytest.fixture
def halaman(new_page, live_server, cast):
    """The page of the running year's plan murni (two IKU of 90, one sub kegiatan), open as the planner."""
    kedua = b.make_indikator(cast.unit, cast.indikator.sasaran, nama="Indeks Kelembagaan")
    b.make_target(cast.rencana, kedua)
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, live_server, cast.planner)
    page.goto(reverse("indicators:rencana", kwargs={"pk": cast.rencana.pk}))
    return page, cast, kedua


def sel(page, kunci, kolom):
    return page.locator(f"#baris-{kunci} [data-kolom={kolom}]")


def buka_draf(page):
    page.get_by_label("Berlaku mulai triwulan").select_option("4")
    assert page.evaluate(TEKAN_DUA_KALI) == [False, True]  # the second is held back
    expect(page.get_by_role("heading", name="Rencana 2025 perubahan")).to_be_visible()
    return RencanaTahunan.objects.get(status="DRAFT")


def test_a_plan_is_changed_compared_and_approved(halaman):
    page, cast, kedua = halaman
    draf = buka_draf(page)
    page.get_by_role("link", name="Isi target").click()
    page.locator(".grid-bar").wait_for()
    pertama, lain = f"t{cast.indikator.pk}", f"t{kedua.pk}"
    sel(page, pertama, "nilai").select_text()
    page.keyboard.type("92,5")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == f"{lain}-nilai"
    tenang(page)
    expect(page.locator(f"#baris-{pertama}")).to_contain_text("Triwulan IV 90, target tahun 92,5")
    tempel(page, sel(page, pertama, "tw4"), "92,5\r\n95\r\n")
    page.get_by_role("button", name="Tempel 2 nilai").click()
    expect(page.locator(f"#baris-{lain}")).to_contain_text("Triwulan IV 95, target tahun 90")
    expect(page.locator(f"#baris-{pertama} .peringatan-sel")).to_have_count(0)
    sel(page, lain, "nilai").fill("9,5,0")
    page.keyboard.press("Tab")
    expect(page.locator(f"#baris-{lain}")).to_have_attribute("data-keadaan", "ditolak")
    expect(page.locator(f"#baris-{lain} .galat-sel")).to_contain_text("tidak dapat dibaca")
    assert not faults(page)
    sel(page, lain, "nilai").fill("95")
    page.keyboard.press("Tab")
    tenang(page)
    assert dict(Target.objects.filter(rencana=draf).values_list("indikator", "nilai")) == {
        cast.indikator.pk: Decimal("92.5"),
        kedua.pk: Decimal(95),
    }
    page.get_by_role("link", name="Pagu", exact=True).click()
    page.locator(".grid-bar").wait_for()
    isian = page.locator(f"#baris-s{cast.sub_kegiatan.pk} input.sel").first
    isian.fill("1.500.000")
    page.keyboard.press("Tab")
    tenang(page)
    expect(page.locator(f"#grup-p{cast.sub_kegiatan.kegiatan.program_id} .total")).to_have_text("1.500.000")
    expect(page.locator("#kisi-jumlah .total")).to_have_text("1.500.000")
    assert PaguAnggaran.objects.get(rencana=draf).jumlah == 1_500_000
    page.get_by_role("link", name="Bandingkan versi").click()
    expect(page.get_by_text("target 2 indikator dan 1 pagu")).to_be_visible()
    expect(page.get_by_role("row", name="Indeks Kelembagaan")).to_contain_text("95")
    assert not faults(page)
    page.goto(reverse("indicators:rencana", kwargs={"pk": draf.pk}))
    page.get_by_label("Dasar pengesahan").fill("DPPA Tahun Anggaran 2025")
    page.get_by_label("Tanggal pengesahan").fill("2025-09-30")
    page.get_by_role("button", name="Sahkan rencana").click()
    page.get_by_role("dialog").get_by_role("button", name="Sahkan", exact=True).click()
    expect(page.get_by_text("Mulai sekarang tidak dapat diubah")).to_be_visible()
    draf.refresh_from_db()
    assert (draf.status, draf.dasar) == ("APPROVED", "DPPA Tahun Anggaran 2025")


def test_two_planners_at_one_target_choose_between_both_values(halaman):
    page, cast, _ = halaman
    draf = buka_draf(page)
    page.get_by_role("link", name="Isi target").click()
    page.locator(".grid-bar").wait_for()
    row = Target.objects.get(rencana=draf, indikator=cast.indikator)
    row.nilai = Decimal(91)
    row.save()
    kunci = f"t{cast.indikator.pk}"
    sel(page, kunci, "nilai").fill("93")
    page.keyboard.press("Tab")
    baris = page.locator(f"#baris-{kunci}")
    expect(baris).to_have_attribute("data-keadaan", "bentrok")
    expect(baris.locator(".bentrok")).to_contain_text("menjadi 91")
    baris.get_by_role("button", name="Simpan isian saya").click()
    expect(baris).to_have_attribute("data-keadaan", "tersimpan")
    row.refresh_from_db()
    assert row.nilai == 93
