"""Who was signed out in the middle, and addresses of acts that are opened as pages."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_form_that_came_too_late_leads_back_to_its_page_and_says_so(client, cast):
    halaman = f"http://testserver{reverse('indicators:rencana_daftar')}?pd={cast.pd.kode}"
    mulai = reverse("indicators:rencana_mulai", args=[cast.pd.kode])
    answer = client.post(mulai, {"tahun": "2025"}, headers={"Referer": halaman, "Accept": "text/html"})
    assert answer.status_code == 302
    masuk = client.get(answer.url)
    assert "kiriman terakhir belum disimpan" in masuk.content.decode()
    assert reverse("indicators:rencana_daftar") in masuk.context["next"]
    kirim = {"username": cast.planner.username, "password": "salah"}
    assert client.post(reverse("login"), kirim | {"next": masuk.context["next"]}).status_code == 200


def test_a_script_that_comes_too_late_is_led_to_the_sign_in_as_before(client, cast):
    alamat = reverse("indicators:rencana_mulai", args=[cast.pd.kode])
    answer = client.post(alamat, headers={"Accept": "text/html, */*", "HX-Request": "true"})
    assert answer.url == f"{reverse('login')}?next={alamat}"
    assert "belum disimpan" not in client.get(reverse("login")).content.decode()


def test_the_address_of_an_act_opened_as_a_page_says_what_it_is(client, cast):
    client.force_login(cast.planner)
    answer = client.get(reverse("indicators:rencana_mulai", args=[cast.pd.kode]))
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "hanya menerima kiriman sebuah formulir" in answer.content.decode()


def test_what_is_gone_is_named_with_what_to_do(client, cast):
    client.force_login(cast.planner)
    kosong = client.get(reverse("indicators:buku_pd_pratinjau", args=[cast.pd.kode, "2021-2026", 999]))
    assert kosong.status_code == 404
    isi = kosong.content.decode()
    assert "Pratinjau ini sudah tidak ada" in isi and "Unggah berkasnya lagi" in isi
    assert f'href="{reverse("indicators:buku_pd", args=[cast.pd.kode, "2021-2026"])}"' in isi
    client.force_login(cast.outsider_planner)
    luar = client.get(reverse("indicators:buku_pd_pratinjau", args=[cast.pd.kode, "2021-2026", 999]))
    assert luar.status_code == 404 and "Pratinjau" not in luar.content.decode()
