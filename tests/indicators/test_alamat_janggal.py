"""Addresses nobody would type by accident: an answer for a person, never a crash."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("query", ["tahun=²", "tw=²", "tw=7", "tahun=abc"])
def test_an_odd_address_is_no_error(client, cast, query):
    client.force_login(cast.operator)
    for name in ("realisasi_daftar", "beranda", "verifikasi_antrean", "perencanaan"):
        assert client.get(f"{reverse(f'indicators:{name}')}?{query}").status_code in (200, 302, 403, 404)
    assert client.post(reverse("indicators:tahun_pilih"), {"tahun": "²"}).status_code == 302


@pytest.mark.parametrize("tahun", [0, 1999, 9999999, 99999999999999999999])
@pytest.mark.parametrize("nama", ["pratinjau", "unduh", "narasi", "finalisasi"])
def test_documents_of_a_year_no_plan_can_have_are_not_there(client, cast, nama, tahun):
    client.force_login(cast.planner)
    alamat = reverse(f"reports:{nama}", kwargs={"kode": cast.pd.kode, "tahun": tahun, "jenis": "lkjip"})
    assert client.get(alamat).status_code == 404


def test_what_lies_outside_the_scope_is_our_own_page_even_in_development(client, cast, settings):
    """`make run` shows the demonstration with DEBUG, where Django would answer with a technical page in English."""
    settings.DEBUG = True
    client.force_login(cast.other)
    response = client.get(reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk}))
    assert response.status_code == 404
    html = response.content.decode()
    assert "Halaman tidak ditemukan" in html
    assert "URLconf" not in html


@pytest.mark.parametrize(
    "alamat", ["beranda", "realisasi_daftar", "verifikasi_antrean", "dasbor", "pemeriksaan", "jejak"]
)
def test_a_number_of_thousands_of_digits_is_no_error_of_the_server(client, cast, alamat):
    client.force_login(cast.planner)
    for kunci in ("tahun", "tw", "triwulan", "unit", "pd"):
        assert client.get(reverse(f"indicators:{alamat}"), {kunci: "9" * 5000}).status_code < 500, kunci
    assert client.post(reverse("indicators:tahun_pilih"), {"tahun": "9" * 5000}).status_code < 500
