"""The workbook of a sheet as an office uses it: download, fill in offline, upload, look, save."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from indicators.models import Realisasi, RealisasiAnggaran
from tests.browser.sesi import sign_in, terbaca
from tests.browser.test_akses import faults
from tests.buku_uji import isi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lembar(cast):
    return reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk})


def unduh(page, lembar) -> bytes:
    page.goto(lembar)
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh Excel").click()
    assert unduhan.value.suggested_filename.endswith("-2025-tw1.xlsx")
    return unduhan.value.path().read_bytes()


def pilih(page, isi_berkas):
    page.get_by_label("Berkas Excel").set_input_files({"name": "isian.xlsx", "mimeType": "", "buffer": isi_berkas})


def terisi(cast, asal):
    return isi(
        asal,
        {
            ("Indikator", f"i{cast.indikator.pk}", "Realisasi TW I"): "82,53",
            ("Anggaran", f"s{cast.sub_kegiatan.pk}", "Keuangan s.d. TW I (Rp)"): 750_000,
            ("Anggaran", f"s{cast.sub_kegiatan.pk}", "Fisik s.d. TW I (%)"): (0.4, "0%"),
        },
    )


def test_a_sheet_is_filled_in_offline_and_saved_after_a_look(page, live_server, cast, lembar):
    sign_in(page, live_server, cast.operator)
    asal = unduh(page, lembar)
    assert load_workbook(io.BytesIO(asal)).sheetnames[:3] == ["Petunjuk", "Indikator", "Anggaran"]
    page.get_by_role("link", name="Unggah Excel").click()
    pilih(page, terisi(cast, asal))
    page.get_by_role("button", name="Periksa perubahan").click()
    page.get_by_role("heading", name="Yang berubah").wait_for()
    terbaca(page.get_by_role("region", name="Yang berubah"), "82,53", "750.000", "40% dibaca 40")
    assert not Realisasi.objects.exists()
    page.get_by_role("button", name="Simpan 3 nilai").click()
    page.wait_for_url(f"**{lembar}")
    terbaca(page.locator("body"), "3 nilai dari “isian.xlsx” disimpan.")
    expect(page.locator(f"[name=i{cast.indikator.pk}-nilai]")).to_have_value("82,53")
    expect(page.locator(f"[name=s{cast.sub_kegiatan.pk}-keuangan]")).to_have_value("750.000")
    assert RealisasiAnggaran.objects.get().fisik == Decimal(40)


def test_the_pages_of_the_upload_are_sound_on_a_phone_and_without_script(new_page, client, live_server, cast, lembar):
    """Refusals, a conflict and changes on one page: no fault that axe knows, nothing wider than the screen."""
    client.force_login(cast.operator)
    asal = client.get(lembar + "excel/").content
    salah = isi(terisi(cast, asal), {("Anggaran", f"s{cast.sub_kegiatan.pk}", "Fisik s.d. TW I (%)"): "penuh"})
    Realisasi.objects.create(indikator=cast.indikator, tahun=2025, triwulan=1, nilai=70, diisi_oleh=cast.other)
    for lebar, script in ((360, True), (1280, True), (360, False)):
        page = new_page(viewport={"width": lebar, "height": 800}, java_script_enabled=script)
        sign_in(page, live_server, cast.operator)
        page.goto(lembar + "unggah/")
        assert not script or not faults(page)
        pilih(page, salah)
        page.get_by_role("button", name="Periksa perubahan").click()
        page.get_by_role("heading", name="Diubah orang lain").wait_for()
        terbaca(page.get_by_role("region", name="Yang harus diperbaiki"), "tidak dapat dibaca")
        expect(page.get_by_role("button", name="Simpan")).to_have_count(0)
        if script:
            assert not faults(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= lebar


def test_a_file_dropped_on_the_form_is_sent(page, live_server, cast, lembar):
    sign_in(page, live_server, cast.operator)
    asal = unduh(page, lembar)
    page.goto(lembar + "unggah/")
    page.evaluate(
        """(isi) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(isi)], "seret.xlsx"));
            document.querySelector("[data-unggah]").dispatchEvent(
                new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        list(terisi(cast, asal)),
    )
    page.get_by_role("heading", name="Perubahan dari “seret.xlsx”").wait_for()
