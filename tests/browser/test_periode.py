"""From one period to the next, and a unit divided, each as one walk in the browser."""

from datetime import date

import pytest
from playwright.sync_api import expect

from indicators.models import Indikator, Nomenklatur, PeriodeRenstra, Status, UnitKerja
from tests import builders as b
from tests.browser.sesi import sign_in
from tests.browser.test_akses import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def setuju(page, tombol):
    page.locator("dialog[open]").get_by_role("button", name=tombol, exact=True).click()


def test_a_renstra_is_carried_forward_and_put_in_force(new_page, live_server, client, cast):
    b.make_realisasi(cast.indikator, "87.5", 2024, 4, status=Status.VERIFIED)
    cast.sub_kegiatan.kode = "4.01.02.2.01.01"
    cast.sub_kegiatan.save()
    baru = {"kode": "4.01.02.2.01.0001", "nama": "Rapat"}
    Nomenklatur.objects.create(edisi=2023, tingkat="SUB_KEGIATAN", **baru)
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, live_server, cast.planner)
    page.goto("/perencanaan/")
    page.get_by_role("link", name="Periode", exact=True).click()
    page.get_by_label("Tahun awal").fill("2027")
    page.get_by_label("Tahun akhir").fill("2031")
    page.get_by_label("Mulai dari").select_option(label="Salinan periode 2021–2026")
    page.get_by_role("button", name="Buat periode").click()
    page.get_by_role("button", name="Lihat pratinjau").click()
    pratinjau = page.locator("#pratinjau")
    expect(pratinjau).to_contain_text("1 indikator mendapat kondisi awal")
    for isi in pratinjau.locator("summary").all():
        isi.click()
    expect(pratinjau).to_contain_text("87,5")
    expect(pratinjau).to_contain_text("4.01.02.2.01.01")
    assert faults(page) == []
    page.get_by_role("button", name="Salin semuanya").click()
    setuju(page, "Salin")
    expect(page.get_by_role("status").first).to_contain_text("Disalin dari periode 2021–2026")
    expect(page.get_by_text(cast.indikator.nama).first).to_be_visible()
    page.get_by_role("link", name="Periode", exact=True).click()
    page.get_by_role("link", name="2027–2031").click()
    page.get_by_role("button", name="Berlakukan periode").click()
    setuju(page, "Berlakukan")
    expect(page.get_by_role("heading", name="Periode 2027–2031")).to_contain_text("Berlaku")
    periode = PeriodeRenstra.objects.get(tahun_awal=2027)
    assert Indikator.objects.get(periode=periode).predecessor == cast.indikator


def test_a_unit_is_renamed_then_divided(new_page, live_server, client, cast):
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, live_server, cast.planner)
    page.goto("/perencanaan/unit/")
    page.get_by_role("link", name=cast.unit.nama, exact=True).click()
    page.get_by_label("Nama baru").fill("Bagian Umum dan Protokol")
    page.get_by_label("Mulai berlaku").fill("2025-01-01")
    page.get_by_role("button", name="Ganti nama").click()
    expect(page.get_by_text("Nama sampai 31 Desember 2024")).to_be_visible()
    page.get_by_role("link", name="Bagi menjadi beberapa unit").click()
    page.get_by_label("Unit 1").fill("Bagian Umum")
    page.get_by_label("Mulai berlaku").fill("2025-03-01")
    page.get_by_role("button", name="Bagi unit").click()
    setuju(page, "Bagi")
    expect(page.get_by_text("Tulis nama unit kedua.")).to_be_visible()
    page.get_by_label("Unit 2").fill("Bagian Protokol")
    page.get_by_label(cast.indikator.nama).select_option("2")
    assert faults(page) == []
    page.get_by_role("button", name="Bagi unit").click()
    setuju(page, "Bagi")
    expect(page.get_by_role("heading", name="Bagian Umum", exact=True)).to_be_visible()
    cast.indikator.refresh_from_db()
    assert cast.indikator.unit_kerja.nama == "Bagian Protokol"
    assert UnitKerja.objects.get(pk=cast.unit.pk).berlaku_sampai == date(2025, 2, 28)
