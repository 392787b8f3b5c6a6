"""Writing a section as a planner does: formatted, with a table and a picture, kept while written, stored, printed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.services import audit
from reports.builders import narasi_muat, sk_iku
from reports.builders.lkjip_blok import Penulis
from reports.builders.permintaan import BagianNarasi
from reports.models import Narasi, NarasiKonsep
from reports.services.narasi import Tempat, narasi_save
from tests.browser.sesi import sign_in, terbaca
from tests.reports.baca import teks
from tests.reports.berkas_gambar import gambar
from tests.reports.prosa_cetak import cetak_prosa

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def dari_data(monkeypatch):
    """The decree, as if it had one section of prose; what its data say can be changed."""
    isi = ["Dari data."]
    monkeypatch.setattr(sk_iku, "narasi", lambda permintaan: [BagianNarasi("x.1", "Latar Belakang", isi[0])])
    return isi


def buka(page, live_server, cast) -> str:
    """The editor, signed in as the planner."""
    sign_in(page, live_server, cast.planner)
    url = reverse("reports:narasi_bagian", args=[cast.pd.kode, 2025, "sk-iku", "x.1"])
    page.goto(url)
    return url


def tulisan(page):
    """The place to write, once the editor is there and has the focus."""
    page.locator("form[data-siap=ya]").wait_for()
    naskah = page.get_by_role("textbox", name="Isi bagian")
    naskah.focus()
    return naskah


def tekan(page, nama):
    """A button of the toolbar; the editor has the focus again afterwards."""
    page.get_by_role("toolbar").get_by_role("button", name=nama).click()
    page.locator(".naskah:focus").wait_for()


def sisipkan_gambar(page, isi, keterangan):
    page.get_by_role("toolbar").get_by_role("button", name="Gambar").click()
    page.get_by_label("Berkas").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": isi})
    page.get_by_label("Keterangan").fill(keterangan)
    page.get_by_role("button", name="Sisipkan").click()


def test_a_section_from_the_first_letter_to_paper(page, live_server, cast):
    url = buka(page, live_server, cast)
    tulisan(page)
    page.keyboard.press("Control+A")
    page.keyboard.type("Kata ")
    page.keyboard.press("Control+B")
    page.keyboard.type("penting")
    page.keyboard.press("Control+B")
    page.keyboard.press("Enter")
    tekan(page, "a. Huruf")
    page.keyboard.type("satu")
    for _ in range(2):
        page.keyboard.press("Enter")
    tekan(page, "Tabel")
    page.keyboard.type("Uraian")
    tekan(page, "− Kolom")
    tekan(page, "+ Baris")
    page.get_by_role("group", name="Tabel ini").wait_for()
    page.keyboard.press("Control+End")

    sisipkan_gambar(page, b"<svg onload='alert(1)'/>", "Grafik naik")
    page.get_by_role("alert").filter(has_text="bukan gambar PNG").wait_for()
    page.get_by_role("button", name="Batal").click()
    sisipkan_gambar(page, gambar(), "Grafik naik")
    page.locator(".naskah img[alt='Grafik naik']").wait_for()

    page.get_by_text("Konsep tersimpan").wait_for()
    pratinjau = page.locator("#pratinjau .narasi")
    pratinjau.locator("img[alt='Grafik naik']").wait_for()
    expect(pratinjau.locator("strong")).to_have_text("penting")
    expect(pratinjau.locator("th[scope=col]")).to_have_count(2)
    expect(pratinjau.locator("tbody tr")).to_have_count(3)
    assert not Narasi.objects.exists()

    page.goto("about:blank")  # the browser is closed …
    page.goto(url)  # … and the work is there again
    page.get_by_text("Ini konsep Anda dari").wait_for()
    terbaca(tulisan(page), "penting")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Bagian Latar Belakang tersimpan.").wait_for()
    html = Narasi.objects.get().teks
    assert html.startswith('<p>Kata <strong>penting</strong></p><ol type="a"><li>satu</li></ol><table><thead>')
    assert not NarasiKonsep.objects.exists()

    tercetak, pdf = cetak_prosa(
        Penulis("x", narasi_muat.ditulis(cast.pd, 2025, "sk-iku")).narasi("1", "A", "Dari data.")
    )
    assert "Kata penting a. satu" in teks(pdf)
    assert 'src="data:image/png;base64,' in tercetak


def test_a_text_goes_through_its_history_and_is_marked_when_the_data_change(page, live_server, cast, dari_data):
    url = buka(page, live_server, cast)
    for kalimat in ("Pertama.", "Kedua."):
        tulisan(page)
        page.keyboard.press("Control+A")
        page.keyboard.type(kalimat)
        page.locator("#pratinjau .narasi").filter(has_text=kalimat).wait_for()
        page.get_by_role("button", name="Simpan", exact=True).click()
        page.get_by_text("Bagian Latar Belakang tersimpan.").wait_for()
        page.get_by_role("link", name="Ubah bagian Latar Belakang").click()

    page.get_by_role("link", name="Riwayat bagian ini").click()
    expect(page.locator(".riwayat-narasi > li")).to_have_count(2)
    page.get_by_role("button", name="Kembalikan versi ini").click()
    page.get_by_role("dialog").get_by_role("button", name="Kembalikan").click()
    page.get_by_text("Versi lama bagian Latar Belakang dipakai lagi.").wait_for()
    assert Narasi.objects.get().teks == "<p>Pertama.</p>"
    expect(page.locator(".riwayat-narasi > li")).to_have_count(3)  # bringing one back adds one

    dari_data[0] = "Dari data yang baru."
    audit.record(cast.planner, audit.Event("indikator.changed", cast.indikator, "uji", pemerintah_daerah=cast.pemda))
    page.goto(url)
    page.get_by_text("Lihat yang berubah pada data").click()
    terbaca(page.locator("#usang ins"), "data yang baru.")
    tulisan(page)
    page.keyboard.type("Baru: ")
    page.get_by_text("Konsep tersimpan").wait_for()  # kept, and thrown away again
    page.goto(url)
    page.get_by_role("button", name="Buang konsep").click()
    page.get_by_role("dialog").get_by_role("button", name="Buang konsep").click()
    page.get_by_text("dibuang").wait_for()
    page.get_by_role("link", name="Kembali ke daftar").click()
    page.get_by_role("link", name="Yang perlu ditinjau (1)").click()
    page.get_by_text("Data berubah", exact=True).wait_for()
    page.get_by_role("link", name="Ubah bagian Latar Belakang").click()
    page.get_by_role("button", name="Sudah saya sesuaikan").click()
    page.get_by_role("link", name="Yang perlu ditinjau (0)").wait_for()
    assert Narasi.objects.get().teks == "<p>Pertama.</p>"


def test_what_somebody_else_stored_meanwhile_is_shown_beside_it(page, live_server, cast):
    buka(page, live_server, cast)
    tulisan(page)
    page.keyboard.type("Saya: ")
    tempat = Tempat(cast.pd, 2025, "sk-iku", "x.1")
    narasi_save(tempat=tempat, teks="<p>Orang lain.</p>", sidik="", by=cast.planner)
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("heading", name="Bagian ini sudah diubah orang lain").wait_for()
    expect(page.locator(".notice del")).to_have_count(1)
    terbaca(tulisan(page), "Saya: Dari data.")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Bagian Latar Belakang tersimpan.").wait_for()
    assert Narasi.objects.get().teks == "<p>Saya: Dari data.</p>"


def test_a_pasted_picture_asks_for_words(page, live_server, cast):
    buka(page, live_server, cast)
    tulisan(page).evaluate(
        """(naskah, isi) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(isi)], "a.png", {type: "image/png"}));
            naskah.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        list(gambar()),
    )
    page.get_by_role("button", name="Sisipkan").click()
    page.get_by_role("alert").filter(has_text="Tulis keterangan gambar").wait_for()
    page.get_by_label("Keterangan").fill("Grafik")
    page.get_by_role("button", name="Sisipkan").click()
    page.locator(".naskah img[alt='Grafik']").wait_for()


def test_looking_at_a_section_leaves_no_unsaved_work(page, live_server, cast):
    buka(page, live_server, cast)
    tulisan(page).click()
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.get_by_text("Sama dengan yang tersimpan").wait_for()
    assert not NarasiKonsep.objects.exists()


def test_the_toolbar_is_one_stop_of_the_keyboard(page, live_server, cast):
    buka(page, live_server, cast)
    tulisan(page)
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.perintah") == "miring"
    page.keyboard.press("Enter")
    page.locator(".naskah:focus").wait_for()
    expect(page.locator("[data-perintah=miring]")).to_have_attribute("aria-pressed", "true")


def test_without_javascript_it_is_a_form_with_lines(new_page, live_server, cast):
    page = new_page(java_script_enabled=False, viewport={"width": 360, "height": 800})
    buka(page, live_server, cast)
    page.get_by_label("Isi bagian").fill("Kata sendiri.\n- satu\n- dua")
    page.get_by_role("button", name="Lihat pratinjau").click()
    expect(page.locator("#pratinjau li")).to_have_count(2)
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Bagian Latar Belakang tersimpan.").wait_for()
    assert Narasi.objects.get().teks == "<p>Kata sendiri.</p><ul><li>satu</li><li>dua</li></ul>"
