"""The way in and out, as a person goes it: in Chromium, with the keyboard, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from indicators.models import User

pytestmark = pytest.mark.browser


@pytest.fixture
def siti(transactional_db) -> User:
    return User.objects.create_user("siti", password="kata-sandi-siti")


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["javascript", "tanpa-javascript"])
def test_signs_in_and_out(siti, new_page, java_script_enabled):
    page = new_page(java_script_enabled=java_script_enabled)
    page.goto("/realisasi/")
    expect(page).to_have_url(re.compile(r"/masuk/\?next=/realisasi/$"))
    page.get_by_label("Nama pengguna").fill("siti")
    page.get_by_label("Sandi").fill("kata-sandi-siti")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[^=]/realisasi/$"))
    with page.expect_navigation():
        page.get_by_role("button", name="Keluar").click()
    page.goto("/")
    expect(page).to_have_url(re.compile(r"/masuk/"))


def test_wrong_password_is_said_and_the_name_stays(siti, page):
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill("siti")
    page.get_by_label("Sandi").fill("bukan ini")
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("#galat-masuk")).to_contain_text("Belum berhasil masuk")
    expect(page.get_by_label("Nama pengguna")).to_have_value("siti")
    expect(page.get_by_label("Sandi")).to_have_value("")


def test_two_people_do_not_share_a_session(siti, new_page):
    first, second = new_page(), new_page()
    first.goto("/masuk/")
    first.get_by_label("Nama pengguna").fill("siti")
    first.get_by_label("Sandi").fill("kata-sandi-siti")
    first.get_by_role("button", name="Masuk").click()
    expect(first).not_to_have_url(re.compile(r"/masuk/"))
    second.goto("/")
    expect(second).to_have_url(re.compile(r"/masuk/"))
