"""The quarterly sheet as the person who fills it meets it: keyboard, a pasted block, finding a row, many rows."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import RealisasiAnggaran
from tests import builders as b
from tests.browser.sesi import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BARIS = 30


@pytest.fixture
def tiga_puluh(cast):
    """The unit's sheet with thirty sub kegiatan of Rp1.000.000 each: sixty cells for money and progress."""
    cast.rencana.pagu.all().delete()
    for nomor in range(BARIS):
        sub = b.make_sub_kegiatan(cast.unit, uraian=f"Pekerjaan {nomor:02d}", urutan=nomor)
        b.make_pagu(cast.rencana, sub)
    return cast


@pytest.fixture
def lembar(new_page, live_server, tiga_puluh):
    """The sheet, open in a browser that may read and write the clipboard."""
    return buka(new_page(viewport={"width": 1280, "height": 900}), live_server, tiga_puluh)


def buka(page, live_server, cast):
    sign_in(page, live_server, cast.operator)
    page.goto(reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk}))
    page.locator(".grid-bar").wait_for()
    return page


def sel(page, nomor, kolom="keuangan"):
    return page.get_by_role("row", name=f"Pekerjaan {nomor:02d}").locator(f"input[data-kolom={kolom}]")


def tenang(page):
    """Wait until everything typed is stored."""
    expect(page.locator("tr[data-keadaan=menyimpan]")).to_have_count(0)


def tempel(page, cell, text):
    """Paste a text into a cell, as Ctrl+V does."""
    cell.focus()
    cell.evaluate(
        """(cell, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def tersimpan(kolom):
    rows = RealisasiAnggaran.objects.order_by("sub_kegiatan__urutan").values_list(kolom, flat=True)
    return [r for r in rows if r is not None]


def test_what_is_typed_before_the_scripts_have_come_is_stored_too(new_page, live_server, tiga_puluh):
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, live_server, tiga_puluh.operator)
    tertahan = []
    page.route("**/js/grid.js", lambda route: tertahan.append(route))
    alamat = reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": tiga_puluh.unit.pk})
    page.goto(alamat, wait_until="commit")
    sel(page, 0).fill("1.000")
    sel(page, 0).press("Tab")
    sel(page, 1).fill("2.000")  # and stays there
    assert tersimpan("keuangan") == []
    tertahan[0].continue_()
    expect(page.locator("tr[data-keadaan=tersimpan]")).to_have_count(1)
    sel(page, 1).press("Tab")
    expect(page.locator("tr[data-keadaan=tersimpan]")).to_have_count(2)
    assert tersimpan("keuangan") == [1000, 2000]


def test_a_button_pressed_while_its_row_is_stored_is_there_until_it_is_let_go(lembar):
    row = lembar.get_by_role("row", name="Pekerjaan 03")
    sel(lembar, 3).fill("500")
    row.get_by_text("Tulis", exact=True).hover()
    with lembar.expect_response("**/simpan/"):
        lembar.mouse.down()  # leaves the cell, which is sent
    lembar.wait_for_timeout(100)  # the answer has come
    lembar.mouse.up()
    expect(row.locator("details[open]")).to_have_count(1)
    expect(row).to_have_attribute("data-keadaan", "tersimpan")


def test_sixty_values_with_the_keyboard_alone(lembar):
    sel(lembar, 0).focus()
    for nomor in range(BARIS):
        lembar.keyboard.type(str(1000 + nomor))
        lembar.keyboard.press("ArrowRight") if nomor == BARIS - 1 else lembar.keyboard.press("Enter")
    # The caret stands in the text after typing: the arrow moves inside it, Tab leaves the cell.
    lembar.keyboard.press("Tab")
    assert lembar.evaluate("document.activeElement.dataset.kolom") == "fisik"
    for nomor in range(BARIS):
        lembar.keyboard.type(str(nomor))
        lembar.keyboard.press("Shift+Enter")
    tenang(lembar)
    assert tersimpan("keuangan") == [1000 + n for n in range(BARIS)]
    assert tersimpan("fisik") == [Decimal(BARIS - 1 - n) for n in range(BARIS)]


def test_arrows_leave_a_whole_cell_and_move_inside_one_being_edited(lembar):
    def kolom():
        return lembar.evaluate("document.activeElement.dataset.kolom")

    sel(lembar, 3).focus()
    lembar.keyboard.press("ArrowRight")
    assert kolom() == "fisik"
    lembar.keyboard.press("Home")
    assert kolom() == "keuangan"
    lembar.keyboard.type("25")
    lembar.keyboard.press("ArrowLeft")
    lembar.keyboard.type("3")
    lembar.keyboard.press("Enter")
    tenang(lembar)
    assert tersimpan("keuangan") == [235]
    lembar.keyboard.press("ArrowUp")
    lembar.keyboard.press("F2")
    lembar.keyboard.type("0")
    lembar.keyboard.press("Escape")
    assert sel(lembar, 3).input_value() == "235", "Esc undoes the cell"
    lembar.keyboard.press("Control+End")
    assert lembar.evaluate("document.activeElement.closest('tr').textContent").strip().startswith("Pekerjaan 29")


def test_a_pasted_block_is_shown_first_and_then_stored_whole(lembar):
    tempel(lembar, sel(lembar, 2), "1.500\t10\r\n2.500\t20,5\r\n")
    dialog = lembar.get_by_role("dialog")
    assert "4 nilai akan diganti" in dialog.inner_text()
    assert RealisasiAnggaran.objects.count() == 0, "a look changes nothing"
    dialog.get_by_role("button", name="Tempel 4 nilai").click()
    dialog.wait_for(state="detached")
    assert tersimpan("keuangan") == [1500, 2500]
    assert tersimpan("fisik") == [Decimal(10), Decimal("20.5")]
    assert sel(lembar, 3, "fisik").input_value() == "20,5"
    assert "4 nilai ditempel" in lembar.locator(".grid-news").inner_text()


def test_a_block_with_one_wrong_value_stores_nothing_and_says_which(lembar):
    tempel(lembar, sel(lembar, 0), "100\n2.000.000\nabc")
    dialog = lembar.get_by_role("dialog")
    dialog.get_by_role("button", name="Tempel 3 nilai").click()
    expect(dialog.get_by_role("alert")).to_have_text(
        "Belum ada yang ditempel. Perbaiki nilai yang ditandai di lembar kerja Anda, lalu salin dan tempel lagi."
    )
    assert dialog.locator(".galat-sel").count() == 1, "what cannot be read is refused before anything else"
    assert RealisasiAnggaran.objects.count() == 0
    dialog.get_by_role("button", name="Batal").click()
    assert sel(lembar, 0).input_value() == ""
    tempel(lembar, sel(lembar, 0), "100\n2.000.000\n300")
    lembar.get_by_role("button", name="Tempel 3 nilai").click()
    lembar.get_by_role("alert").wait_for()
    assert "melebihi pagu" in lembar.get_by_role("dialog").inner_text()
    assert RealisasiAnggaran.objects.count() == 0


def test_values_beyond_the_sheet_are_counted_not_lost_in_silence(lembar):
    tempel(lembar, sel(lembar, 29), "1\t2\t3\n4\t5")
    assert "2 nilai akan diganti, 3 tidak ditempel" in lembar.get_by_role("dialog").inner_text()


def test_rows_are_found_by_name_and_by_what_is_missing(lembar):
    lembar.get_by_label("Cari baris").fill("kerjaan 12")
    assert lembar.locator("tr[data-baris]:visible").count() == 1
    assert "1 dari 31 baris" in lembar.locator(".grid-news").inner_text()
    lembar.get_by_label("Cari baris").fill("")
    sel(lembar, 0).fill("5")
    sel(lembar, 0, "fisik").fill("5")
    lembar.keyboard.press("Enter")
    tenang(lembar)
    lembar.get_by_label("Hanya yang belum diisi").check()
    assert lembar.locator("tr[data-baris]:visible").filter(has_text="Pekerjaan").count() == BARIS - 1
    sel(lembar, 1).focus()
    lembar.keyboard.press("Enter")
    assert lembar.evaluate("document.activeElement.closest('tr').textContent").strip().startswith("Pekerjaan 02")


def test_what_is_typed_without_a_connection_survives_closing_the_browser(lembar):
    konteks, alamat = lembar.context, lembar.url
    konteks.set_offline(True)
    sel(lembar, 4).fill("444")
    lembar.keyboard.press("Enter")
    lembar.locator("tr[data-keadaan=menunggu]").wait_for()
    assert "1 baris disimpan di peramban ini" in lembar.locator(".grid-offline").inner_text()
    lembar.keyboard.type("555")
    lembar.keyboard.press("Enter")
    lembar.locator("tr[data-keadaan=menunggu]").nth(1).wait_for()
    lembar.close(run_before_unload=False)
    assert RealisasiAnggaran.objects.count() == 0
    konteks.set_offline(False)
    kembali = konteks.new_page()
    kembali.goto(alamat)
    expect(kembali.locator("tr[data-keadaan=tersimpan]")).to_have_count(2)
    assert tersimpan("keuangan") == [444, 555]


def test_two_people_in_one_cell_see_both_values_and_choose(lembar, new_page, live_server, tiga_puluh):
    rekan = buka(new_page(), live_server, tiga_puluh)
    sel(lembar, 7).fill("70")
    lembar.keyboard.press("Enter")
    tenang(lembar)
    sel(rekan, 7).fill("77")
    rekan.keyboard.press("Enter")
    bentrok = rekan.locator("tr[data-keadaan=bentrok] .bentrok")
    expect(bentrok).to_contain_text("70")
    assert sel(rekan, 7).input_value() == "77"
    assert tersimpan("keuangan") == [70], "nothing was overwritten"
    expect(sel(rekan, 7)).to_have_attribute("aria-invalid", "true")
    expect(sel(rekan, 7, "fisik")).not_to_have_attribute("aria-invalid", "true")
    rekan.locator("tr[data-keadaan=bentrok] [data-simpan-baris]").click()
    tenang(rekan)
    assert tersimpan("keuangan") == [77]


def test_a_sheet_is_not_handed_in_while_it_shows_a_value_that_was_refused(lembar):
    sel(lembar, 0).fill("1000")
    sel(lembar, 0).press("Enter")
    tenang(lembar)
    sel(lembar, 0).fill("9000000")
    lembar.get_by_role("button", name="Ajukan").click()
    row = lembar.get_by_role("row", name="Pekerjaan 00")
    expect(row.locator(".status-sel")).to_contain_text("Belum tersimpan: perbaiki, atau tekan Esc")
    expect(lembar.locator("dialog[open]")).to_have_count(0)
    expect(sel(lembar, 0)).to_be_focused()
    lembar.keyboard.press("Escape")
    expect(row).to_have_attribute("data-keadaan", "tersimpan")
    lembar.get_by_role("button", name="Ajukan").click()
    expect(lembar.locator("dialog[open]")).to_contain_text("Ajukan lembar ini?")


def test_a_sheet_of_two_hundred_rows_is_filled_like_a_small_one(new_page, live_server, cast):
    """Typing never waits for the server: every value arrives, the head stays in sight, a row is found by name."""
    cast.rencana.pagu.all().delete()
    for nomor in range(200):
        b.make_pagu(
            cast.rencana, b.make_sub_kegiatan(cast.unit, cast.indikator.sasaran, uraian=f"Pekerjaan {nomor:03d}")
        )
    page = buka(new_page(viewport={"width": 1280, "height": 900}), live_server, cast)
    rows = page.locator("tr[data-baris]").filter(has_text="Pekerjaan")
    assert rows.count() == 200
    rows.nth(0).locator("input[data-kolom=keuangan]").focus()
    for nomor in range(40):
        page.keyboard.type(str(1000 + nomor))
        page.keyboard.press("Enter")
    page.keyboard.press("Control+End")
    kepala = page.locator("table[data-grid]").last.locator("thead th").first.bounding_box()
    bingkai = page.locator(".grid-scroll").last.bounding_box()
    assert kepala["y"] == pytest.approx(bingkai["y"], abs=3), "the head stays while the rows move under it"
    expect(page.locator("tr[data-keadaan=menyimpan], tr[data-keadaan=menunggu]")).to_have_count(0)
    assert sorted(tersimpan("keuangan")) == [1000 + n for n in range(40)]
    page.get_by_label("Cari baris").fill("kerjaan 150")
    assert page.locator("tr[data-baris]:visible").count() == 1
