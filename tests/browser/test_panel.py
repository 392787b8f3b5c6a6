"""The side panel as people meet it: opened from a cell, left by Esc, a remark that reaches the person it names."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import Komentar, Sebutan
from tests.browser.sesi import sign_in, terbaca
from tests.browser.test_akses import faults
from tests.builders import make_realisasi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEBAR = {"width": 1280, "height": 900}
TELEPON = {"width": 360, "height": 740}


@pytest.fixture
def sejarah(cast):
    """The indikator with values of several years, so that there is something to draw."""
    for tahun, nilai in ((2022, "80"), (2023, "84"), (2024, "86")):
        make_realisasi(cast.indikator, nilai, tahun=tahun, triwulan=4, status="VERIFIED")
    return cast


@pytest.fixture
def masuk(new_page, live_server, sejarah):
    """A function that opens the sheet (or another page) as one of the cast."""

    def buka(siapa, ukuran=LEBAR, url=None):
        page = new_page(viewport=ukuran)
        sign_in(page, live_server, getattr(sejarah, siapa))
        page.goto(
            url or reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": sejarah.unit.pk})
        )
        return page

    return buka


def sel(page, cast):
    return page.locator(f"[name=i{cast.indikator.pk}-nilai]")


@pytest.mark.parametrize("tombol", ["F1", "Alt+Enter"])
def test_the_keyboard_opens_it_and_esc_leads_back_to_the_cell(masuk, sejarah, tombol):
    page = masuk("operator")
    sel(page, sejarah).fill("91,5")
    page.keyboard.press(tombol)
    panel = page.locator("#panel[open]")
    expect(panel.get_by_role("heading", name=sejarah.indikator.nama)).to_be_focused()
    expect(panel.get_by_role("img").first).to_be_visible()
    expect(page.locator("tr[data-keadaan=tersimpan]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(sel(page, sejarah)).to_be_focused()
    assert sel(page, sejarah).input_value() == "91,5", "Esc closed the panel, it did not undo the cell"


def test_the_sheet_stays_in_use_beside_it(masuk, sejarah):
    page = masuk("operator")
    page.get_by_role("link", name=f"Rincian {sejarah.indikator.nama}").click()
    panel = page.locator("#panel[open]")
    panel.wait_for()
    assert page.url.endswith(f"/{sejarah.unit.pk}/"), "the link did not leave the sheet"
    sel(page, sejarah).fill("77")
    page.keyboard.press("Enter")
    expect(panel.locator("ins").filter(has_text="77")).to_be_visible()
    kotak, tepi = page.locator(".grid-scroll").first.bounding_box(), panel.bounding_box()
    assert kotak["x"] + kotak["width"] <= tepi["x"], "neither covers the other"


def test_a_remark_reaches_the_person_it_names(masuk, sejarah):
    page = masuk("operator")
    sel(page, sejarah).focus()
    page.keyboard.press("F1")
    panel = page.locator("#panel[open]")
    teks = panel.get_by_label("Tulis catatan")
    teks.focus()
    page.keyboard.type(f"Mohon dicek @{sejarah.planner.username[:4]}")
    daftar = panel.locator(".orang-daftar li:visible button")
    expect(daftar).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(daftar.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(teks).to_have_value(f"Mohon dicek @{sejarah.planner.username} ")
    page.keyboard.type("hari ini")
    panel.get_by_role("button", name="Simpan catatan").click()
    expect(panel.get_by_role("status")).to_have_text("Catatan tersimpan.")
    expect(panel.locator(".catatan-teks .sebut")).to_have_text(f"@{sejarah.planner.username}")
    expect(page.locator(f"#rincian-i{sejarah.indikator.pk}")).to_contain_text("1 catatan")

    rekan = masuk("planner", url="/")
    rekan.get_by_role("heading", name="Anda disebut").wait_for()
    rekan.get_by_role("link", name=sejarah.indikator.nama).click()
    terbaca(rekan.locator(".catatan-teks"), "hari ini")
    rekan.get_by_role("button", name="Tandai sudah dibaca").click()
    expect(rekan.get_by_text("Sebutan ditandai sudah dibaca.")).to_be_visible()
    assert not Sebutan.objects.filter(dibaca_pada__isnull=True).exists()


def test_what_is_refused_stays_in_the_field_and_what_is_begun_survives_closing(masuk, sejarah):
    page = masuk("operator")
    sel(page, sejarah).focus()
    page.keyboard.press("F1")
    teks = page.get_by_label("Tulis catatan")
    teks.fill("Halo @siapa")
    page.keyboard.press("Escape")
    page.keyboard.press("F1")
    expect(teks).to_have_value("Halo @siapa")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.locator("#catatan-galat")).to_contain_text("@siapa tidak dapat disebut")
    expect(teks).to_be_focused()
    teks.fill("Halo")
    page.get_by_role("button", name="Simpan catatan").click()
    page.get_by_role("button", name="Tarik").click()
    page.get_by_role("button", name="Tarik catatan", exact=True).click()
    expect(page.get_by_text("ditarik penulisnya")).to_be_visible()
    assert Komentar.objects.get().ditarik_pada is not None
    expect(page.locator("#panel-catatan-judul")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel[open]")).to_have_count(0)


def test_beranda_forgets_what_is_read(masuk, sejarah):
    Sebutan.objects.create(
        komentar=Komentar.objects.create(
            unit_kerja=sejarah.unit,
            indikator=sejarah.indikator,
            tahun=2025,
            triwulan=1,
            penulis=sejarah.operator,
            teks="Lihat ini",
        ),
        pengguna=sejarah.leader,
    )
    page = masuk("leader", url="/")
    page.get_by_role("button", name="Tandai sudah dibaca").click()
    expect(page.get_by_role("heading", name="Semua sebutan sudah dibaca")).to_be_focused()
    page.reload()
    expect(page.locator("#sebutan")).to_have_count(0)


def test_the_verifier_looks_into_a_row_and_comes_back_to_it(masuk, sejarah):
    make_realisasi(sejarah.indikator, "91", status="SUBMITTED", diisi_oleh=sejarah.operator)
    kwargs = {"tahun": 2025, "tw": 1, "unit": sejarah.unit.pk}
    page = masuk("planner", url=reverse("indicators:verifikasi_lembar", kwargs=kwargs))
    baris = page.locator(f"#baris-realisasi-{sejarah.indikator.pk}")
    baris.focus()
    page.keyboard.press("F1")
    panel = page.locator("#panel[open]")
    panel.get_by_label("Tulis catatan").fill("Sudah cocok dengan laporan.")
    panel.get_by_role("button", name="Simpan catatan").click()
    expect(baris.locator("[data-rincian]")).to_contain_text("1 catatan")
    page.keyboard.press("Escape")
    expect(baris).to_be_focused()


def test_an_open_panel_has_no_fault_that_axe_knows(masuk, sejarah):
    Komentar.objects.create(
        unit_kerja=sejarah.unit, indikator=sejarah.indikator, tahun=2025, triwulan=1, penulis=sejarah.planner, teks="Ya"
    )
    page = masuk("operator", TELEPON)
    page.locator(f"#rincian-i{sejarah.indikator.pk}").click()
    panel = page.locator("#panel[open]")
    panel.wait_for()
    panel.get_by_text("Orang yang dapat disebut").click()
    panel.locator(".orang-daftar button").first.wait_for()
    assert faults(page) == []
    assert panel.bounding_box()["width"] == TELEPON["width"], "the whole width on a phone"
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPON["width"]
    page.keyboard.press("Escape")
    expect(page.locator(f"#rincian-i{sejarah.indikator.pk}")).to_be_focused()
