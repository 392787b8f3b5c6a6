"""The layout form as a planner uses it: a row added, a row moved, a key given back to its default."""

import pytest
from django.urls import reverse

from reports.models import TataDokumen
from tests.browser.sesi import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_column_is_added_moved_and_given_back(page, live_server, cast):
    sign_in(page, live_server, cast.planner)
    page.goto(reverse("reports:tata", args=[cast.pd.kode, 2025, "rkt"]))
    page.get_by_role("heading", name="Tabel").click()
    kolom = page.get_by_role("group", name="Kolom tabel sasaran")
    kolom.get_by_role("button", name="Tambah baris").click()
    kolom.get_by_label("Isi, baris 9").select_option("unit")
    kolom.get_by_label("Judul kolom, baris 9").fill("Unit")
    kolom.get_by_label("Lebar, baris 9").fill("7,5")
    kolom.get_by_role("button", name="Turunkan baris 1").click()
    page.get_by_role("button", name="Simpan tata").click()
    page.get_by_text("Periksa pratinjaunya").wait_for()
    isi = TataDokumen.objects.get().isi["kolom_sasaran"]
    assert [k["sumber"] for k in isi[:2]] == ["sasaran", "no"]
    assert isi[-1] == {"sumber": "unit", "label": "Unit", "lebar": 7.5}
    page.get_by_label("Kembalikan ke bawaan: Kolom tabel sasaran").check()
    page.get_by_role("button", name="Simpan tata").click()
    page.get_by_text("Diubah", exact=True).wait_for(state="detached")
    assert not TataDokumen.objects.exists()
