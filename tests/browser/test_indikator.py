"""One indikator's life in the browser: made by keyboard, refused in words, changed by two people, succeeded."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import Indikator, Satuan
from indicators.services.versi import versi
from tests import builders as b
from tests.browser.sesi import sign_in
from tests.browser.test_akses import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_indikator_is_made_by_keyboard_explains_itself_changes_and_gets_a_successor(
    new_page, live_server, client, cast
):
    Satuan.objects.create(nama="%", simbol="%")
    skala = b.make_skala()
    sasaran = cast.indikator.sasaran
    page = sign_in(new_page(viewport={"width": 1280, "height": 900}), live_server, cast.planner)
    page.goto(reverse("indicators:perencanaan") + f"?ubah=1#sasaran-{sasaran.pk}")
    page.locator(f"#sasaran-{sasaran.pk} > .simpul").get_by_role("link", name="Tambah indikator").focus()
    page.keyboard.press("Enter")

    # The first field has the focus; what belongs there is said beside it, and is read with it.
    nama = page.get_by_label("Nama indikator")
    expect(nama).to_be_focused()
    expect(nama).to_have_accessible_description(re.compile("Sebut apa yang diukur.*Contoh: Persentase desa"))
    expect(page.get_by_label("Pembilang", exact=True)).to_be_hidden()
    expect(page.get_by_label("Skala", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="Angka:").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Persen:")).to_be_checked()
    assert page.get_by_label("Satuan").evaluate("s => s.selectedOptions[0].text") == "%", "percent proposes its sign"
    page.get_by_role("radio", name="Nilai langsung diisi").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Pembilang", exact=True).fill("Desa tertib")
    page.get_by_label("Kondisi awal (2020)", exact=True).fill("enam puluh")
    page.keyboard.press("Enter")

    # Refused: the list has the focus, a link of it leads to the field, what was typed is there.
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Belum disimpan")
    assert not faults(page), "the refused form has no fault that axe knows, wide or narrow"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than a telephone"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("alert").get_by_role("link", name="Tulis nama indikatornya").press("Enter")
    expect(nama).to_be_focused()
    page.keyboard.type("Persentase desa yang tertib")
    page.get_by_label("Kondisi awal (2020)", exact=True).fill("61,5")
    page.get_by_label("Unit pengampu").select_option(str(cast.unit.pk))
    page.get_by_role("button", name="Tambah").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Tulis apa yang menjadi penyebut")
    expect(page.get_by_label("Pembilang", exact=True)).to_have_value("Desa tertib")
    page.get_by_label("Penyebut", exact=True).fill("Seluruh desa")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Indikator ditambahkan.")).to_be_visible()
    baru = Indikator.objects.get(nama="Persentase desa yang tertib")
    assert (baru.sasaran, baru.kondisi_awal_nilai, baru.variabel.count()) == (sasaran, Decimal("61.5"), 2)

    # Back in the tree, at its place; another kind hides what it has not, and takes the choices a scale has not away.
    tempat = page.locator(f"#indikator-{baru.pk}")
    expect(tempat.get_by_role("link", name="Ubah")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Predikat dengan nilai").check()
    expect(page.get_by_role("radio", name="Dijumlahkan tiap triwulan")).to_be_hidden()
    expect(page.get_by_role("group", name="Arah")).to_be_hidden()
    page.get_by_label("Skala", exact=True).select_option(str(skala.pk))
    page.get_by_role("radio", name="Nilai langsung diisi").check()
    expect(page.get_by_label("Pembilang", exact=True)).to_be_hidden()
    page.get_by_label("Satuan").select_option("")
    page.get_by_label("Predikat kondisi akhir").select_option(label=f"BB ({skala.nama})")

    # Somebody else was faster: both values, nothing overwritten unasked.
    lain = Indikator.objects.get(pk=baru.pk)
    lain.nama = "Nama dari orang lain"
    lain.save()
    page.get_by_role("button", name="Simpan").click()
    baris = page.get_by_role("row", name="Nama indikator")
    expect(baris).to_contain_text(re.compile("Nama dari orang lain.*Persentase desa yang tertib"))
    page.get_by_role("button", name="Simpan isian saya").click()
    expect(page.get_by_text("Indikator disimpan.")).to_be_visible()
    baru.refresh_from_db()
    assert (baru.jenis_nilai, baru.kondisi_akhir_tingkat.kode, baru.satuan) == ("PREDIKAT", "BB", None)
    assert baru.variabel.count() == 0 and versi(baru) > versi(lain)

    # Values rest on it now: its measure stays, and a successor takes its place.
    b.make_realisasi(baru, "72", status="VERIFIED", tingkat=skala.tingkat.get(kode="BB"))
    page.goto(reverse("indicators:indikator_ubah", args=[baru.pk]))
    expect(page.get_by_text("Sudah ada nilainya yang diajukan atau diverifikasi.")).to_be_visible()
    expect(page.get_by_role("radio", name="Persen:")).to_have_count(0)
    page.get_by_role("link", name="buat indikator penerus").click()
    page.get_by_role("radio", name="Hanya diukur setahun sekali").check()
    page.get_by_role("button", name="Buat penerus").click()
    expect(page.get_by_text("Indikator penerus dibuat.")).to_be_visible()
    penerus = Indikator.objects.get(predecessor=baru)
    assert (penerus.akumulasi, penerus.sasaran, penerus.kode) == ("TAHUNAN", sasaran, f"{baru.kode}-p2")
