"""Money typed by quarter, a reason above pagu, and follow-up carried to the next sheet, as the unit does it."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import RealisasiAnggaran, TindakLanjut
from tests import builders as b
from tests.browser.test_akses import faults
from tests.browser.test_lembar import buka, tempel, tenang

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kedua(new_page, live_server, cast):
    """The sheet of the second quarter in a browser: two sub kegiatan of Rp1.000.000, Rp400.000 of each spent before."""
    b.make_jadwal(cast.pd, triwulan=2)
    lain = b.make_sub_kegiatan(cast.unit)
    b.make_pagu(cast.rencana, lain)
    for sub in (cast.sub_kegiatan, lain):
        b.make_realisasi_anggaran(sub, 400_000, fisik=Decimal(40), solusi="Lelang diulang.")
    page = buka(new_page(viewport={"width": 1280, "height": 900}), live_server, cast)
    page.goto(reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 2, "unit": cast.unit.pk}))
    page.locator(".grid-bar").wait_for()
    return page, cast, lain


def baris(page, sub):
    return page.locator(f"#baris-anggaran-{sub.pk}")


def sel(page, sub, kolom="keuangan"):
    return baris(page, sub).locator(f"[data-kolom={kolom}]")


def uang():
    return list(
        RealisasiAnggaran.objects.filter(triwulan=2).order_by("sub_kegiatan").values_list("keuangan", flat=True)
    )


def per_triwulan(page):
    page.get_by_label("Cara mengisi keuangan").select_option("TRIWULAN")
    page.get_by_role("button", name="Ganti cara").click()
    page.locator("[data-kolom=keuangan][aria-label*=saja]").first.wait_for()
    page.locator(".grid-bar").wait_for()


def test_the_quarters_own_money_is_typed_and_pasted_with_its_sums(kedua):
    page, cast, lain = kedua
    per_triwulan(page)
    sel(page, cast.sub_kegiatan).focus()
    page.keyboard.type("100000")
    page.keyboard.press("Enter")
    tenang(page)
    expect(baris(page, cast.sub_kegiatan)).to_contain_text("s.d. triwulan ini: 500.000")
    kaki = page.locator("#jumlah-anggaran")
    expect(kaki).to_contain_text("1 dari 2 baris terisi keuangannya")
    expect(kaki).to_contain_text("s.d. triwulan ini: 500.000")
    tempel(page, sel(page, cast.sub_kegiatan), "150.000\t50\r\n250.000\t60\r\n")
    page.get_by_role("button", name="Tempel 4 nilai").click()
    expect(kaki).to_contain_text("s.d. triwulan ini: 1.200.000")
    expect(kaki).to_contain_text("60,00%")
    assert uang() == [550_000, 650_000]


def test_the_mark_that_says_stored_is_in_sight_beside_a_long_refusal(kedua):
    page, cast, lain = kedua
    sel(page, cast.sub_kegiatan).fill("9000000")
    sel(page, lain).fill("bukan angka sama sekali")
    page.keyboard.press("Tab")
    expect(baris(page, lain)).to_have_attribute("data-keadaan", "ditolak")
    expect(baris(page, cast.sub_kegiatan)).to_have_attribute("data-keadaan", "ditolak")
    bingkai = page.locator(".grid-scroll", has=baris(page, lain))
    assert bingkai.evaluate("frame => frame.scrollWidth - frame.clientWidth") == 0


def test_a_choice_waits_for_what_was_typed(kedua):
    page, cast, _ = kedua
    sel(page, cast.sub_kegiatan).fill("500.000")
    per_triwulan(page)
    expect(sel(page, cast.sub_kegiatan)).to_have_value("100.000")
    assert uang() == [500_000]


def test_money_above_pagu_asks_for_its_reason_in_the_row(kedua):
    page, cast, _ = kedua
    sel(page, cast.sub_kegiatan).fill("1.200.000")
    page.keyboard.press("Tab")
    tenang(page)
    row = baris(page, cast.sub_kegiatan)
    expect(row).to_contain_text("melebihi pagu Rp1.000.000")
    assert uang() == []
    row.get_by_label("Alasan melebihi pagu").fill("Kurs naik, sesuai addendum 2.")
    page.keyboard.press("Tab")
    tenang(page)
    expect(row).to_have_attribute("data-keadaan", "tersimpan")
    assert RealisasiAnggaran.objects.get(triwulan=2).alasan_lebih == "Kurs naik, sesuai addendum 2."
    sel(page, cast.sub_kegiatan).fill("900.000")
    page.keyboard.press("Tab")
    tenang(page)
    expect(row.get_by_label("Alasan melebihi pagu")).to_have_count(0)
    assert uang() == [900_000]


def test_the_notes_of_the_quarter_before_are_taken_over(kedua):
    page, cast, _ = kedua
    row = baris(page, cast.sub_kegiatan)
    row.get_by_text("Tulis", exact=True).click()
    row.get_by_label("Tindak lanjut", exact=True).fill("Kontrak ditandatangani.")
    row.get_by_role("button", name="Pakai catatan triwulan lalu").click()
    tenang(page)
    expect(row.get_by_label("Tindak lanjut", exact=True)).to_have_value("Kontrak ditandatangani.\nLelang diulang.")
    assert RealisasiAnggaran.objects.get(triwulan=2).solusi == "Kontrak ditandatangani.\nLelang diulang."


def test_follow_up_is_raised_at_a_row_and_ended_on_the_sheet_of_the_next_quarter(kedua):
    page, cast, _ = kedua
    lembar = page.url
    page.goto(lembar.replace("/2025/2/", "/2025/1/"))
    baris(page, cast.sub_kegiatan).get_by_role("link", name="Tambah tindak lanjut").click()
    page.get_by_label("Tindak lanjut").fill("Mengulang lelang")
    page.get_by_label("Penanggung jawab").fill("Kepala Subbagian Perlengkapan")
    page.get_by_label("Tenggat").fill("2020-06-30")
    page.get_by_role("button", name="Tambah").click()
    page.get_by_text("Lewat tenggat").wait_for()
    page.goto(lembar)
    expect(baris(page, cast.sub_kegiatan)).to_contain_text("1 tindak lanjut berjalan")
    daftar = page.locator("#tindak-lanjut")
    expect(daftar).to_contain_text("Sejak Triwulan I Tahun 2025")
    daftar.get_by_text("Selesai atau batal").click()
    daftar.get_by_label("Hasilnya, atau alasan dibatalkan").fill("Lelang selesai.")
    daftar.get_by_role("button", name="Selesai", exact=True).click()
    expect(page.locator("#tindak-lanjut")).to_contain_text("Lelang selesai.")
    expect(baris(page, cast.sub_kegiatan)).to_contain_text("Tambah tindak lanjut")
    assert TindakLanjut.objects.get().selesai_triwulan == 2


def test_none_of_it_has_a_fault_that_axe_knows(kedua):
    page, cast, lain = kedua
    RealisasiAnggaran.objects.filter(sub_kegiatan=lain).delete()
    b.make_tindak_lanjut(cast.sub_kegiatan, tenggat="2020-06-30", penanggung_jawab="Kasubbag Umum")
    b.make_tindak_lanjut(lain, status="SELESAI", selesai_tahun=2025, selesai_triwulan=2, hasil="Beres.")
    per_triwulan(page)
    sel(page, cast.sub_kegiatan).fill("900.000")
    page.keyboard.press("Tab")
    tenang(page)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert faults(page) == []
    page.goto(baris(page, cast.sub_kegiatan).get_by_role("link", name="1 tindak lanjut").get_attribute("href"))
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
