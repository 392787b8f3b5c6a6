"""The cascade editor in the browser: built by keyboard alone, put in order, moved, and two people at one row."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import Kegiatan, Nomenklatur, Program, Sasaran, SubKegiatan, Tujuan
from tests import builders as b
from tests.browser.sesi import sign_in
from tests.browser.test_akses import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nomenklatur(db):
    rows = [
        ("PROGRAM", "4.01.02", "Program Pemerintahan dan Kesejahteraan Rakyat"),
        ("KEGIATAN", "4.01.02.2.01", "Administrasi Tata Pemerintahan"),
        ("SUB_KEGIATAN", "4.01.02.2.01.0001", "Penataan Administrasi Pemerintahan"),
        ("SUB_KEGIATAN", "4.01.02.2.01.0002", "Pengelolaan Administrasi Kewilayahan"),
    ]
    Nomenklatur.objects.bulk_create(Nomenklatur(edisi=2023, tingkat=t, kode=k, nama=n) for t, k, n in rows)


def buka(page, live_server, client, user):
    sign_in(page, live_server, user)
    page.goto(reverse("indicators:perencanaan") + "?ubah=1")
    return page


def simpul(page, uraian):
    """The row of an element by its words."""
    return page.locator("li.cabang", has=page.locator(f":scope > .simpul .uraian:text-is('{uraian}')")).first


def kabar(page, teks):
    expect(page.locator("#kabar-kaskade")).to_contain_text(teks)


def sedang(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_a_branch_is_built_by_keyboard_alone(new_page, live_server, client, cast, nomenklatur):
    page = buka(new_page(viewport={"width": 1280, "height": 900}), live_server, client, cast.planner)
    page.get_by_role("link", name="Tambah tujuan").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Uraian")).to_be_focused()
    page.keyboard.type("Meningkatnya tata kelola pemerintahan")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    kabar(page, "Tujuan ditambahkan.")
    assert sedang(page) == "Tambah sasaran", "the next step has the focus"
    page.keyboard.press("Enter")
    expect(page.get_by_label("Uraian")).to_be_focused()
    page.keyboard.type("Meningkatnya kualitas layanan")
    page.keyboard.press("Enter")
    kabar(page, "Sasaran ditambahkan.")

    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Kode")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("kesejahteraan rakyat")
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert not faults(page), "the open list has no fault that axe knows"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Kode")).to_have_value("4.01.02")
    page.keyboard.press("Enter")
    kabar(page, "Program ditambahkan.")

    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Kode")).to_be_focused()
    page.keyboard.type("4.01.02.2.01")
    page.keyboard.press("Enter")
    kabar(page, "Kegiatan ditambahkan.")
    assert Kegiatan.objects.get(kode="4.01.02.2.01").uraian == "Administrasi Tata Pemerintahan", "the code is enough"

    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Kode")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option]")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nama sub kegiatan")).to_have_value("Pengelolaan Administrasi Kewilayahan")
    page.get_by_label("Unit kerja").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    kabar(page, "Sub kegiatan ditambahkan.")
    sub = SubKegiatan.objects.get(kode="4.01.02.2.01.0002")
    assert sub.unit_kerja == cast.unit
    assert sub.kegiatan.program.sasaran.tujuan.uraian == "Meningkatnya tata kelola pemerintahan"
    ringkas = simpul(page, "Meningkatnya tata kelola pemerintahan").locator("summary").first
    expect(ringkas).to_contain_text("1 sasaran · 1 sub kegiatan"), "the branches above count at once"


def test_order_by_keyboard_keeps_the_focus_and_folds_stay(new_page, live_server, client, cast):
    tujuan, urutan = cast.indikator.sasaran.tujuan, cast.indikator.sasaran.urutan
    for n in (1, 2):
        b.make_sasaran(cast.pd, tujuan=tujuan, uraian=f"Sasaran ke-{n}", urutan=urutan + n)
    page = buka(new_page(viewport={"width": 1280, "height": 900}), live_server, client, cast.planner)
    page.locator(f"#sasaran-{cast.indikator.sasaran.pk} > details > summary").click()
    terbuka = f"#sasaran-{cast.indikator.sasaran.pk} > details[open]"
    expect(page.locator(terbuka)).to_have_count(1)
    simpul(page, "Sasaran ke-2").get_by_role("link", name="Ubah").focus()
    page.keyboard.press("Alt+ArrowUp")
    kabar(page, "Sekarang urutan ke-2.")
    expect(simpul(page, "Sasaran ke-2").get_by_role("link", name="Ubah")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    kabar(page, "Sekarang urutan ke-1.")
    urutan = Sasaran.objects.filter(tujuan=tujuan).order_by("urutan", "pk").values_list("uraian", flat=True)
    assert list(urutan)[0] == "Sasaran ke-2"
    expect(page.locator(terbuka)).to_have_count(1), "what was unfolded stays unfolded"
    page.reload()
    expect(page.locator(terbuka)).to_have_count(1)


def test_a_program_is_moved_by_its_form_and_by_mouse(new_page, live_server, client, cast):
    lain = b.make_sasaran(cast.pd, uraian="Sasaran tujuan lain")
    program = cast.sub_kegiatan.kegiatan.program
    asal = program.sasaran
    page = buka(new_page(viewport={"width": 1280, "height": 2000}), live_server, client, cast.planner)
    page.locator(f"#sasaran-{asal.pk} > details > summary").click()
    page.locator(f"#program-{program.pk}").get_by_role("link", name="Pindahkan").first.click()
    expect(page.get_by_label("Di bawah sasaran")).to_have_value(str(asal.pk))
    page.get_by_label("Di bawah sasaran").select_option(str(lain.pk))
    page.get_by_role("button", name="Pindahkan").click()
    kabar(page, "Program dipindahkan.")
    expect(page.locator(f"#sasaran-{lain.pk} #program-{program.pk}")).to_be_visible()
    expect(page.locator(f"#sasaran-{asal.pk} #program-{program.pk}")).to_have_count(0)

    page.locator(f"#n-program-{program.pk}").drag_to(page.locator(f"#n-sasaran-{asal.pk}"))
    kabar(page, "Program dipindahkan.")
    expect(page.locator(f"#sasaran-{asal.pk} #program-{program.pk}")).to_have_count(1)
    assert Program.objects.get(pk=program.pk).sasaran == asal


def test_what_a_drop_may_not_do_is_said_at_the_row_and_esc_moves_nothing(new_page, live_server, client, cast):
    kegiatan, lain = cast.sub_kegiatan.kegiatan, b.make_sub_kegiatan(cast.unit).kegiatan.program
    Kegiatan.objects.filter(pk=kegiatan.pk).update(kode="4.01.02.2.01")
    Program.objects.filter(pk=lain.pk).update(kode="4.01.03")
    milik, atas = b.make_sasaran(cast.pd, unit_kerja=cast.unit), cast.indikator.sasaran
    page = buka(new_page(viewport={"width": 1280, "height": 3000}), live_server, client, cast.planner)
    page.locator("[data-kaskade]").evaluate("e => e.querySelectorAll('details').forEach((d) => (d.open = true))")
    page.locator(f"#n-kegiatan-{kegiatan.pk}").drag_to(page.locator(f"#n-program-{lain.pk}"))
    isian = page.locator(f"#kegiatan-{kegiatan.pk} > [data-isian-wadah]")
    expect(isian.get_by_role("alert")).to_contain_text("tidak berawal dengan 4.01.03")
    kabar(page, "Belum dipindahkan.")
    page.get_by_role("link", name="Batal").click()
    expect(page.locator("[data-isian-wadah]")).to_have_count(0)

    page.locator(f"#n-kegiatan-{kegiatan.pk}").drag_to(page.locator(f"#n-tujuan-{atas.tujuan_id}"))
    kabar(page, "Tidak dipindahkan. Tarik kegiatan ke baris program yang lain")
    page.locator(f"#n-kegiatan-{kegiatan.pk}").hover()
    page.mouse.down()
    page.locator(f"#n-program-{lain.pk}").hover()
    page.keyboard.press("Escape")
    page.mouse.up()
    kabar(page, "Tidak dipindahkan.")
    assert Kegiatan.objects.get(pk=kegiatan.pk).program_id == kegiatan.program_id

    page.locator(f"#n-sasaran-{milik.pk}").drag_to(page.locator(f"#n-sasaran-{atas.pk}"))
    expect(page.get_by_label("Sasaran di atasnya")).to_have_value(str(atas.pk))
    page.get_by_role("button", name="Pindahkan").click()
    kabar(page, "Sasaran dipindahkan.")
    assert Sasaran.objects.get(pk=milik.pk).induk == atas

    atas.periode.status = "CLOSED"
    atas.periode.save()
    page.locator(f"#n-kegiatan-{kegiatan.pk}").drag_to(page.locator(f"#n-program-{lain.pk}"))
    kabar(page, "sudah ditutup; isinya tinggal dibaca.")
    page.locator(f"#sasaran-{atas.pk} > .simpul").get_by_role("link", name="Ubah").click()
    kabar(page, "sudah ditutup; isinya tinggal dibaca.")
    expect(page.locator("[data-isian-wadah]")).to_have_count(0)


def test_two_people_at_one_row_see_both_values_and_choose(new_page, live_server, client, cast):
    tujuan = cast.indikator.sasaran.tujuan
    page = buka(new_page(viewport={"width": 1280, "height": 900}), live_server, client, cast.planner)
    page.locator(f"#tujuan-{tujuan.pk} > .simpul").get_by_role("link", name="Ubah").click()
    page.get_by_label("Uraian").fill("Isian saya")
    tujuan.uraian = "Isian orang lain"
    tujuan.save()
    page.get_by_role("button", name="Simpan").click()
    baris = page.get_by_role("row", name="Uraian")
    expect(baris).to_contain_text(re.compile("Isian orang lain.*Isian saya"))
    expect(page.get_by_role("alert")).to_be_focused()
    assert not faults(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert Tujuan.objects.get(pk=tujuan.pk).uraian == "Isian orang lain", "nothing is overwritten unasked"
    page.get_by_role("link", name="Pakai yang tersimpan").click()
    expect(page.get_by_label("Uraian")).to_have_value("Isian orang lain")
    expect(page.get_by_label("Uraian")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-isian-wadah]")).to_have_count(0)
    expect(page.locator(f"#tujuan-{tujuan.pk} > .simpul").get_by_role("link", name="Ubah")).to_be_focused()


def test_what_is_typed_in_an_open_form_outlives_a_change_around_it(new_page, live_server, client, cast):
    tujuan, urutan = cast.indikator.sasaran.tujuan, cast.indikator.sasaran.urutan
    lain = b.make_sasaran(cast.pd, tujuan=tujuan, uraian="Sasaran lain", urutan=urutan + 1)
    page = buka(new_page(viewport={"width": 1280, "height": 900}), live_server, client, cast.planner)
    page.locator(f"#sasaran-{lain.pk} > .simpul").get_by_role("link", name="Ubah").click()
    page.get_by_label("Uraian").fill("Belum selesai diketik")
    page.locator(f"#sasaran-{cast.indikator.sasaran.pk} > .simpul").get_by_role("button", name="Turunkan").click()
    kabar(page, "Sekarang urutan ke-2.")
    expect(page.locator(f"#sasaran-{lain.pk}").get_by_label("Uraian")).to_have_value("Belum selesai diketik")
    page.get_by_label("Uraian").press("Escape")
    kabar(page, "Tekan Esc sekali lagi untuk membuangnya.")
    page.get_by_role("button", name="Simpan").click()
    kabar(page, "Sasaran disimpan.")
    assert Sasaran.objects.get(pk=lain.pk).uraian == "Belum selesai diketik", "order makes no open form stale"

    page.locator(f"#sasaran-{lain.pk} > .simpul").get_by_role("link", name="Ubah").click()
    page.get_by_label("Uraian").fill("Setelah keluar")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Simpan").click()
    kabar(page, "Anda sudah keluar.")
    expect(page.get_by_label("Uraian")).to_have_value("Setelah keluar")


def test_what_holds_something_says_so_and_an_empty_branch_goes(new_page, live_server, client, cast):
    kosong = b.make_sasaran(cast.pd, uraian="Sasaran kosong", tujuan=cast.indikator.sasaran.tujuan)
    page = buka(new_page(viewport={"width": 360, "height": 900}), live_server, client, cast.planner)
    page.locator(f"#sasaran-{cast.indikator.sasaran.pk} > .simpul").get_by_role("link", name="Hapus").click()
    expect(page.locator("[data-isian-wadah]")).to_contain_text("1 indikator")
    expect(page.get_by_role("button", name="Hapus sasaran")).to_have_count(0)
    page.get_by_role("link", name="Kembali").click()
    page.locator(f"#sasaran-{kosong.pk} > .simpul").get_by_role("link", name="Hapus").click()
    expect(page.get_by_role("link", name="Batal")).to_be_focused(), "Enter pressed by habit does nothing"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the screen"
    page.get_by_role("button", name="Hapus sasaran").click()
    kabar(page, "Sasaran dihapus.")
    assert not Sasaran.objects.filter(pk=kosong.pk).exists()


def test_without_a_script_every_act_is_a_page(new_page, live_server, client, cast):
    page = buka(new_page(java_script_enabled=False), live_server, client, cast.planner)
    page.get_by_role("link", name="Tambah tujuan").click()
    page.get_by_label("Uraian").fill("Tujuan tanpa skrip")
    page.get_by_role("button", name="Tambah").click()
    expect(page.get_by_text("Tujuan ditambahkan.")).to_be_visible()
    baru = Tujuan.objects.get(uraian="Tujuan tanpa skrip")
    page.locator(f"#tujuan-{baru.pk}").get_by_role("button", name="Naikkan").click()
    expect(page.get_by_text("Sekarang urutan ke-")).to_be_visible()
