"""Beranda leads each person to work that is theirs, and to no page that refuses them."""

import re

import pytest
from django.urls import reverse

from tests.builders import make_user


@pytest.mark.parametrize("role", ["operator", "planner", "leader", "auditor", "admin"])
def test_every_link_of_the_page_opens(client, cast, role):
    client.force_login(getattr(cast, role))
    html = client.get(reverse("indicators:beranda")).content.decode()
    links = set(re.findall(r'<a [^>]*href="(/[^"#]*)', html))
    assert links
    for link in links:
        assert client.get(link.replace("&amp;", "&"), follow=True).status_code == 200, link


def test_the_head_of_a_unit_is_led_to_its_agreements_and_its_operator_to_no_documents(client, cast):
    for peran, terlihat in (("leader", True), ("operator", False)):
        client.force_login(make_user(peran, cast.unit))
        html = client.get(reverse("indicators:beranda")).content.decode()
        assert (reverse("reports:daftar") in html, "SK IKU" in html) == (terlihat, False)


def test_an_admin_is_led_to_the_administration_and_waits_for_no_quarter(client, cast):
    client.force_login(cast.admin)
    html = client.get(reverse("indicators:beranda")).content.decode()
    assert "Buka pengelolaan" in html
    assert "Buka dasbor" not in html
    assert "Tidak ada triwulan" not in html


def test_nobody_else_is_led_there(client, cast):
    client.force_login(cast.planner)
    assert "Buka pengelolaan" not in client.get(reverse("indicators:beranda")).content.decode()


def test_the_inspektorat_is_led_to_findings_and_trail(client, cast):
    client.force_login(cast.auditor)
    html = client.get(reverse("indicators:beranda")).content.decode()
    assert "Buka pemeriksaan" in html and "Buka jejak audit" in html
    assert f"{reverse('indicators:dasbor')}?pd={cast.pd.kode}&amp;tahun=2025&amp;tw=1#terlambat" in html
    client.force_login(cast.operator)
    assert "Buka jejak audit" not in client.get(reverse("indicators:beranda")).content.decode()
