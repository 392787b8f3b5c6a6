"""A formula from its definition to the sheet: a planner defines it, an operator enters nine unsur by keyboard."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import Indikator, Realisasi, RincianRealisasi
from tests import builders as b
from tests.browser.sesi import sign_in
from tests.browser.test_akses import faults
from tests.browser.test_lembar import tempel
from tests.indicators.test_rumus_lembar import IKM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

UNSUR = ["3,9", "3,9", "3,6", "4", "3,9", "3,9", "3,8", "3,8", "3,8"]


def buka_lembar(page, cast):
    page.goto(reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk}))
    page.locator(".grid-bar").wait_for()


@pytest.fixture
def ikm(cast):
    """The cast, whose indikator is to become an IKM; another row stands below it."""
    second = b.make_indikator(cast.unit, cast.indikator.sasaran, nama="Baris di bawahnya")
    b.make_target(cast.rencana, second)
    return cast


def test_a_planner_defines_the_ikm_and_an_operator_enters_its_unsur_by_keyboard(new_page, live_server, ikm):
    """On a screen; from the look of axe on, which turns it, on a telephone."""
    page = sign_in(new_page(viewport={"width": 1280, "height": 900}), live_server, ikm.planner)
    page.goto(reverse("indicators:dasbor_indikator", kwargs={"pk": ikm.indikator.pk}))
    page.get_by_role("link", name="Tetapkan rumus").click()
    page.get_by_role("link", name="IKM sembilan unsur").click()
    page.get_by_role("button", name="Coba").click()
    expect(page.locator("#hasil")).to_contain_text(
        "cocok: (3,9 + 3,9 + 3,6 + 4 + 3,9 + 3,9 + 3,8 + 3,8 + 3,8) / 9 × 25"
    )
    assert not faults(page), "the page with its results has no fault that axe knows"
    assert Indikator.objects.get(pk=ikm.indikator.pk).rumus == "LANGSUNG", "trying stores nothing"
    page.get_by_role("button", name="Simpan rumus").click()
    expect(page.get_by_text("Rumus disimpan")).to_be_visible()

    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, live_server, ikm.operator)
    buka_lembar(page, ikm)
    row = page.locator(f"#baris-realisasi-{ikm.indikator.pk}")
    row.locator("[data-kolom=v_u1]").focus()
    for nilai in UNSUR[:6]:
        page.keyboard.type(nilai)
        page.keyboard.press("Enter")
    expect(page.locator("tr[data-keadaan=menyimpan]")).to_have_count(0)
    expect(row).to_contain_text("sesudah terisi: U7, U8, U9")
    assert RincianRealisasi.objects.count() == 6, "what is typed so far is kept"
    assert page.evaluate("document.activeElement.dataset.kolom") == "v_u7"
    assert not faults(page)
    for nilai in UNSUR[6:]:
        page.keyboard.type(nilai)
        page.keyboard.press("Enter")
    expect(row.locator(".hasil")).to_have_text("(3,9 + 3,9 + 3,6 + 4 + 3,9 + 3,9 + 3,8 + 3,8 + 3,8) / 9 × 25 = 96,11")
    assert str(Realisasi.objects.get(indikator=ikm.indikator).nilai) == "96.1100"
    sedang = "document.activeElement.closest('tr').textContent"
    assert page.evaluate(sedang).strip().startswith("Baris di bawahnya"), "Enter leaves after the last unsur"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the screen"


def pakai_ikm(cast):
    """Let the cast's indikator follow from nine unsur of 1 to 4."""
    Indikator.objects.filter(pk=cast.indikator.pk).update(rumus="EKSPRESI", ekspresi=IKM)
    for n in range(1, 10):
        cast.indikator.variabel_rumus.create(
            urutan=n, simbol=f"u{n}", nama=f"Unsur {n}", minimum=Decimal(1), maksimum=Decimal(4)
        )


@pytest.mark.parametrize("pemisah", ["\n", "\t"], ids=["a column", "a line"])
def test_nine_unsur_copied_from_excel_are_pasted_at_once(new_page, live_server, ikm, pemisah):
    pakai_ikm(ikm)
    page = sign_in(new_page(viewport={"width": 1280, "height": 900}), live_server, ikm.operator)
    buka_lembar(page, ikm)
    tempel(page, page.locator("[data-kolom=v_u1]"), pemisah.join(UNSUR))
    dialog = page.get_by_role("dialog", name="Tempel dari lembar kerja")
    assert "9 nilai akan diganti" in dialog.inner_text()
    assert "U7 Unsur 7" in dialog.inner_text()
    dialog.get_by_role("button", name="Tempel 9 nilai").click()
    expect(page.locator(f"#baris-realisasi-{ikm.indikator.pk} .hasil")).to_contain_text("= 96,11")
    assert str(Realisasi.objects.get(indikator=ikm.indikator).nilai) == "96.1100"


def test_unsur_typed_without_a_connection_arrive_later_and_bounds_are_said_at_the_cell(new_page, live_server, ikm):
    pakai_ikm(ikm)
    page = sign_in(new_page(viewport={"width": 1280, "height": 900}), live_server, ikm.operator)
    buka_lembar(page, ikm)
    row = page.locator(f"#baris-realisasi-{ikm.indikator.pk}")
    page.context.set_offline(True)
    row.locator("[data-kolom=v_u1]").fill("3,9")
    page.keyboard.press("Enter")
    page.locator("tr[data-keadaan=menunggu]").wait_for()
    page.keyboard.type("39")
    page.keyboard.press("Enter")
    page.locator("tr[data-keadaan=menunggu]").wait_for()
    page.context.set_offline(False)
    expect(page.locator("tr[data-keadaan=ditolak]")).to_have_count(1)
    expect(row.locator(".galat-sel")).to_contain_text("Isi antara 1 dan 4, bukan 39.")
    assert row.locator("[data-kolom=v_u1]").input_value() == "3,9", "the others stay as typed"
    row.locator("[data-kolom=v_u2]").fill("3,8")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-keadaan=tersimpan]")).to_have_count(1)
    assert [str(n) for n in RincianRealisasi.objects.order_by("urutan").values_list("nilai", flat=True)] == [
        "3.9000",
        "3.8000",
    ]
