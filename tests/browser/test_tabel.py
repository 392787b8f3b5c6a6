"""Sorting a list in the browser: the table alone is exchanged, the focus stays, and Back leads to the order before."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.sesi import sign_in
from tests.builders import make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("lebar", [1280, 360])
def test_a_heading_sorts_and_back_leads_back(new_page, live_server, cast, lebar):
    for nama in ("Aaa", "Zzz"):
        make_unit(cast.pd, nama=nama)
    page = sign_in(new_page(viewport={"width": lebar, "height": 800}), live_server, cast.planner)
    page.goto(reverse("indicators:unit_daftar"))
    page.evaluate("document.body.dataset.sama = 'ya'")
    kepala, pertama = page.locator("th", has_text="Unit").first, page.locator("tbody th").first
    tautan = page.locator("thead a", has_text="Unit").first
    tautan.press("Enter")
    expect(kepala).to_have_attribute("aria-sort", "ascending")
    expect(pertama).to_have_text("Aaa")
    expect(tautan).to_be_focused()
    tautan.press("Enter")
    expect(pertama).to_have_text("Zzz")
    expect(page.locator("body")).to_have_attribute("data-sama", "ya")  # the page has never been loaded anew
    page.go_back()
    expect(kepala).to_have_attribute("aria-sort", "ascending")


def test_a_heading_pressed_in_the_moment_its_table_is_exchanged_still_exchanges_the_table_alone(
    new_page, live_server, cast
):
    for nama in ("Aaa", "Zzz"):
        make_unit(cast.pd, nama=nama)
    page = sign_in(new_page(), live_server, cast.planner)
    page.goto(reverse("indicators:unit_daftar"))
    page.evaluate(
        """() => {
          document.body.dataset.sama = 'ya';
          const lagi = () => setTimeout(() => document.activeElement.click());
          document.addEventListener('htmx:afterSwap', lagi, {once: true});
        }"""
    )
    page.locator("thead a", has_text="Unit").first.press("Enter")
    expect(page.locator("th", has_text="Unit").first).to_have_attribute("aria-sort", "descending")
    expect(page.locator("body")).to_have_attribute("data-sama", "ya")
