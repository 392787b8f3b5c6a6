"""Addresses nobody would type by accident: an answer for a person, never a crash."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("query", ["tahun=²", "tw=²", "tw=7", "tahun=abc"])
def test_an_odd_address_is_no_error(client, cast, query):
    client.force_login(cast.operator)
    for name in ("realisasi_daftar", "beranda", "verifikasi_antrean", "perencanaan"):
        assert client.get(f"{reverse(f'indicators:{name}')}?{query}").status_code in (200, 302, 403, 404)
    assert client.post(reverse("indicators:tahun_pilih"), {"tahun": "²"}).status_code == 302
