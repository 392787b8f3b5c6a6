"""The pohon kinerja in the browser: fold, zoom and pan by keyboard and mouse, and a contribution that appears."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import Crosscutting
from tests.browser.sesi import sign_in
from tests.browser.test_akses import faults
from tests.builders import make_indikator, make_sasaran, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pohon(cast):
    """A result of the Bagian below the sasaran, six Bagian beside it, and one output that copies what is above it."""
    atas = cast.indikator.sasaran
    hasil = make_sasaran(cast.pd, tujuan=None, induk=atas, unit_kerja=cast.unit, uraian="Cepatnya surat terbit")
    make_indikator(cast.unit, hasil, nama="Rata-rata lama penerbitan surat", iku=False)
    sub = make_unit(cast.pd, nama="Subbagian Tata Usaha", jenis="SUBBAGIAN", induk=cast.unit)
    salin = make_sasaran(cast.pd, tujuan=None, induk=hasil, unit_kerja=sub, uraian="Terwujudnya surat terbit")
    make_sasaran(cast.pd, tujuan=None, induk=salin, unit_kerja=sub, uraian="Tertibnya arsip surat")
    for n in range(6):
        make_sasaran(cast.pd, tujuan=None, induk=atas, unit_kerja=make_unit(cast.pd), uraian=f"Hasil Bagian ke-{n}")
    return {"hasil": hasil, "salin": salin}


def test_a_branch_folds_and_the_picture_grows_and_moves_by_keyboard(new_page, live_server, client, cast, pohon):
    page = sign_in(new_page(viewport={"width": 1280, "height": 900}), live_server, cast.leader)
    page.goto(reverse("indicators:perencanaan"))
    page.get_by_role("link", name="Pohon kinerja").click()
    salinan = page.locator(f"#sasaran-{pohon['salin'].pk}")
    expect(salinan.get_by_text("sama atau hampir sama")).to_be_visible()

    lipatan = page.locator(f"li:has(> #sasaran-{pohon['hasil'].pk}) > details > summary")
    lipatan.focus()
    page.keyboard.press("Enter")
    expect(salinan).to_be_hidden()
    page.get_by_role("link", name="Menyalin yang di atasnya").click()
    expect(salinan).to_be_visible()
    expect(salinan).to_be_focused()

    bidang, angka = page.get_by_role("region", name="Gambar pohon kinerja"), page.locator("[data-pohon] output")
    lebar = "e => e.querySelector('.pohon-kotak').getBoundingClientRect().width"
    semula = bidang.evaluate(lebar)
    bidang.focus()
    for _ in range(3):
        page.keyboard.press("+")
    expect(angka).to_have_text("173%")
    assert bidang.evaluate(lebar) > 1.6 * semula
    kiri = bidang.evaluate("e => e.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("([e, kiri]) => e.scrollLeft > kiri", arg=[bidang.element_handle(), kiri])
    page.keyboard.press("0")
    assert bidang.evaluate("e => e.scrollWidth <= e.clientWidth + 20"), "as wide as the screen"

    page.get_by_role("button", name="Buka semua").click()
    page.get_by_role("button", name="Lipat cabang").click()
    assert bidang.evaluate("e => ![...e.querySelectorAll('details')].some(d => d.open)")


def test_the_mouse_drags_the_picture_and_the_wheel_enlarges_it(new_page, live_server, client, cast, pohon):
    page = sign_in(new_page(viewport={"width": 1000, "height": 900}), live_server, cast.planner)
    page.goto(reverse("indicators:pohon"))
    bidang = page.get_by_role("region", name="Gambar pohon kinerja")
    bidang.scroll_into_view_if_needed()
    kotak = bidang.bounding_box()
    semula = bidang.evaluate("e => e.scrollLeft")
    x, y = kotak["x"] + 300, kotak["y"] + kotak["height"] - 30
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 120, y, steps=4)
    page.mouse.up()
    assert bidang.evaluate("e => e.scrollLeft") == semula + 120
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page.locator("[data-pohon] output")).to_have_text("120%")


def test_a_planner_adds_a_contribution_and_sees_it_in_the_tree(new_page, live_server, client, cast, pohon):
    page = sign_in(new_page(viewport={"width": 1280, "height": 900}), live_server, cast.planner)
    page.goto(reverse("indicators:pohon"))
    expect(page.get_by_text("Pohon ini belum memuat crosscutting")).to_be_visible()
    page.get_by_role("link", name="Cepatnya surat terbit").click()
    page.get_by_role("textbox", name="Faktor kunci keberhasilan").fill("Petugas menguasai standar")
    page.get_by_role("button", name="Tambah faktor kunci").click()
    page.get_by_role("combobox", name="Yang mendukung").select_option(cast.other_unit.nama)
    page.get_by_role("textbox", name="Bentuk dukungan").fill("Menyiapkan data kepegawaian")
    page.get_by_role("button", name="Tambah dukungan").click()
    expect(page.get_by_text("Dukungan ditambahkan")).to_be_visible()
    assert not faults(page), "the node has no fault that axe knows"
    page.get_by_role("link", name="Kembali ke pohon").click()

    kotak = page.locator(f"#sasaran-{pohon['hasil'].pk}")
    expect(kotak.get_by_text(f"{cast.other_unit.nama}: Menyiapkan data kepegawaian")).to_be_visible()
    expect(kotak.get_by_text("Petugas menguasai standar")).to_be_visible()
    expect(page.get_by_text("Pohon ini belum memuat crosscutting")).to_have_count(0)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page itself never scrolls sideways"
    assert not faults(page), "the tree has no fault that axe knows"
    page.goto(reverse("indicators:pohon_dukungan", args=[Crosscutting.objects.get().pk]))
    assert not faults(page), "the form of a contribution has no fault that axe knows"


def test_without_script_the_tree_folds_and_unfolds_all_the_same(new_page, live_server, client, cast, pohon):
    page = sign_in(new_page(java_script_enabled=False), live_server, cast.auditor)
    page.goto(reverse("indicators:pohon") + f"?pd={cast.pd.kode}")
    expect(page.get_by_role("button", name="Perbesar")).to_be_hidden()
    expect(page.locator(f"#sasaran-{pohon['salin'].pk}")).to_be_visible()
    page.locator(f"li:has(> #sasaran-{pohon['hasil'].pk}) > details > summary").click()
    expect(page.locator(f"#sasaran-{pohon['salin'].pk}")).to_be_hidden()
    page.get_by_role("link", name="Buka semua").click()
    expect(page.locator(f"#sasaran-{pohon['salin'].pk}")).to_be_visible()
