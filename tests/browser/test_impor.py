"""The two import pages as an office uses them: its own IKU table that no software made, and the workbook given out."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from indicators.buku_pd.bidang import nilai_teks
from indicators.models import AuditEvent, Indikator, PemetaanImpor, Sasaran, Unggahan
from tests.browser.sesi import sign_in, terbaca
from tests.browser.test_akses import faults
from tests.builders import make_skala, make_unit
from tests.buku_asing_uji import FAKTA, LEMBAR_IKU, buku_iku, make_ipp
from tests.buku_pd_uji import ubah

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def buku(cast, page, live_server):
    """The page of the workbook, with the planner signed in."""
    sign_in(page, live_server, cast.planner)
    page.goto(reverse("indicators:perencanaan"))
    page.get_by_role("link", name="Buku kerja Excel").click()
    return page


def berkas(nama: str, isi: bytes) -> dict:
    return {"name": nama, "mimeType": "", "buffer": isi}


def unggah(page) -> None:
    page.get_by_role("link", name="Impor berkas lain").click()
    page.get_by_role("radio", name="Daftar indikator atau IKU").check()
    page.get_by_label("Berkas", exact=True).set_input_files(berkas("IKU SETDA final (2).xlsx", buku_iku()))
    page.get_by_role("button", name="Unggah dan lihat tabelnya").click()


def test_an_office_s_own_table_comes_in_by_following_the_screen_alone(cast, buku):
    make_skala()
    make_ipp()
    unit = make_unit(cast.pd, nama="Bagian Organisasi")
    page = buku
    unggah(page)
    # The table: where the head begins, how high it is.
    page.get_by_label("Lembar", exact=True).select_option(LEMBAR_IKU)
    page.get_by_role("radio", name="Judul mulai di baris 5", exact=True).check()
    page.get_by_label("Judul kolom terdiri atas").select_option("2 baris")
    page.get_by_role("button", name="Lanjut ke kolom").click()
    # The columns: what is proposed is marked so; what is missing or unsure is said with its cell.
    expect(page.get_by_label("Kolom Target 2023").locator("option:checked")).to_have_text(re.compile("^H · "))
    expect(page.get_by_role("row").filter(has_text="Kondisi akhir").get_by_text("Usulan")).to_have_count(1)
    salah = page.get_by_role("region", name="Yang harus diperbaiki")
    terbaca(salah, f"'{LEMBAR_IKU}'!D8", "belum mempunyai unit kerja")
    page.get_by_label("Unit kerja baris baru").select_option("Bagian Organisasi")
    page.get_by_label("Indikator baru ditandai IKU").select_option("Ya")
    page.get_by_role("button", name="Perbarui contoh").click()
    salah.wait_for(state="detached")
    contoh = page.get_by_role("region", name="Contoh bacaan")
    terbaca(contoh, "“82.53” dibaca 82,53.", "“10 titik” dibaca 10.", "B- = 3,01")
    page.get_by_text("baris dilewati").click()
    terbaca(page.get_by_role("region", name="Baris yang dilewati"), "Paringin, 4 Januari 2021")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not faults(page)
    page.get_by_label("Ingat pemetaan ini dengan nama").fill("Lampiran IKU")
    page.get_by_role("button", name="Lanjut ke pratinjau").click()
    # The preview that all imports share, and what came of it.
    page.get_by_role("heading", name="Baru").wait_for()
    assert not Indikator.objects.filter(unit_kerja=unit).exists()
    terbaca(page.get_by_role("region", name="Yang baru"), "Target 2022: B- = 3,4")
    page.get_by_role("button", name="Simpan 8 baris").click()
    page.get_by_role("heading", name="sudah disimpan").wait_for()
    temuan = page.get_by_role("region", name="Pemeriksaan tahun 2025")
    terbaca(temuan, "baru sejak impor ini")
    expect(temuan.locator("li a").first).to_be_visible()
    assert not faults(page)
    periksa(unit)
    # The next file of this look: the mapping is offered, and nothing changes.
    page.goto(reverse("indicators:buku_pd", args=[cast.pd.kode, "2021-2026"]))
    unggah(page)
    page.get_by_role("button", name="Pakai “Lampiran IKU”").click()
    page.get_by_role("button", name="Lanjut ke pratinjau").click()
    terbaca(page.locator("main"), "0 baru, 0 berubah, 0 dihapus", "Tidak ada yang perlu disimpan")
    assert PemetaanImpor.objects.get().nama == "Lampiran IKU"


def periksa(unit) -> None:
    """What is stored is what the annex says."""
    for sasaran in FAKTA["sasaran"]:
        for fakta in sasaran["indikator"]:
            row = Indikator.objects.get(nama=fakta["nama"])
            ada = {t.tahun: nilai_teks(t.nilai, t.tingkat.kode if t.tingkat else "") for t in row.target_renstra.all()}
            assert [ada.get(t, "") for t in FAKTA["tahun"]] == fakta["nilai"][1:-1]
            assert (row.sasaran.uraian, row.unit_kerja, row.iku) == (sasaran["uraian"], unit, True)
    assert AuditEvent.objects.get(aksi="buku_kerja.imported").sesudah["nama_berkas"] == "IKU SETDA final (2).xlsx"


def test_the_workbook_given_out_comes_back_after_a_look(cast, buku):
    page = buku
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh buku kerja").click()
    asal = unduhan.value.path().read_bytes()
    assert "Indikator" in load_workbook(io.BytesIO(asal)).sheetnames
    page.get_by_label("Berkas Excel").set_input_files(berkas("salah.xlsx", b"bukan"))
    page.get_by_role("button", name="Periksa berkas").click()
    terbaca(page.locator("main"), "rusak atau bukan buku kerja Excel")
    isi = ubah(asal, {("Sasaran", 2, "Uraian"): "Layanan prima", ("Indikator", 2, "Target 2024"): "B = 66.04 x"})
    page.get_by_label("Berkas Excel").set_input_files(berkas("buku.xlsx", isi))
    page.get_by_role("button", name="Periksa berkas").click()
    terbaca(page.get_by_role("region", name="Yang harus diperbaiki"), "Indikator!")
    expect(page.get_by_role("button", name="Simpan")).to_have_count(0)
    page.get_by_role("link", name="Unggah berkas lain").click()
    isi = ubah(asal, {("Sasaran", 2, "Uraian"): "Layanan prima"})
    page.get_by_label("Berkas Excel").set_input_files(berkas("buku.xlsx", isi))
    page.get_by_role("button", name="Periksa berkas").click()
    terbaca(page.get_by_role("region", name="Yang berubah"), "Layanan prima")
    assert not faults(page)
    page.get_by_role("button", name="Simpan 1 baris").click()
    page.get_by_role("heading", name="sudah disimpan").wait_for()
    terbaca(page.locator("main"), "1 baris disimpan.")
    assert Sasaran.objects.filter(uraian="Layanan prima").count() == 1
    assert "terbaca" not in Unggahan.objects.get().isi
