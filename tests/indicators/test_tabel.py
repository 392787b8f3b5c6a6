"""Lists are sorted and paged by their address, and by nothing that was not offered."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse

from indicators.models import Membership, Role, User
from indicators.selectors.daerah import akun_daerah
from indicators.tables import AkunTabel
from tests.builders import make_indikator, make_unit
from tests.kueri import queries_of


@pytest.fixture
def accounts(cast):
    """Sixty accounts, made from the last name to the first, of whom all but one have yet to choose a password."""
    users = User.objects.bulk_create(User(username=f"{n:03}", password=f"!{n}") for n in reversed(range(60)))
    User.objects.filter(username="030").update(password="md5$x")
    Membership.objects.bulk_create(Membership(user=u, role=Role.OPERATOR, unit_kerja=cast.unit) for u in users)
    return cast


def names(cast, **address) -> list[str]:
    """The accounts on the page of that address."""
    rows = akun_daerah(cast.pemda).filter(username__regex=r"^\d+$")
    return [u.username for u in AkunTabel(RequestFactory().get("/", address), rows).baris]


def test_accounts_come_by_name_and_the_other_way_round(accounts):
    assert names(accounts) == names(accounts, urut="pengguna") == [f"{n:03}" for n in range(25)]
    assert names(accounts, urut="-pengguna", page=3) == [f"{n:03}" for n in reversed(range(10))]


def test_rows_that_are_alike_stand_on_one_page_only(accounts):
    for urut in ("sandi", "-sandi"):
        all_pages = [name for page in (1, 2, 3) for name in names(accounts, urut=urut, page=page)]
        assert sorted(all_pages) == [f"{n:03}" for n in range(60)]
    assert names(accounts, urut="sandi")[0] == "030"
    assert names(accounts, urut="-sandi", page=3)[-1] == "030"


@pytest.mark.parametrize("urut", ["password", "-pk", "peran", "pengguna__sandi", "--pengguna", ",", "x" * 300])
def test_an_order_nobody_offers_is_that_of_the_list(accounts, urut):
    assert names(accounts, urut=urut) == names(accounts)


def test_a_page_that_is_not_there_is_the_last_or_the_first(accounts):
    assert names(accounts, page=99) == names(accounts, page=3)
    assert names(accounts, page="dua") == names(accounts, page=1)


def test_the_page_of_accounts_asks_the_same_for_sixty_as_for_few(client, accounts):
    client.force_login(accounts.admin)
    url = reverse("indicators:daerah_langkah", args=[accounts.pemda.kode, "pengguna"])
    assert client.get(url).content.decode().count('name="akun"') == 25
    many = queries_of(lambda: client.get(url))
    Membership.objects.filter(user__username__gt="004").filter(user__username__lt="1").delete()
    assert queries_of(lambda: client.get(url)) == many <= 12


def test_headings_sort_keep_the_filters_and_say_what_is_sorted(client, cast):
    busy = make_unit(cast.pd, nama="Zaitun")
    make_indikator(busy), make_indikator(busy)
    client.force_login(cast.planner)
    page = client.get(reverse("indicators:unit_daftar"), {"pd": cast.pd.kode, "urut": "-indikator"}).content.decode()
    assert re.findall(r'<th scope="col"[^>]*aria-sort="(\w+)"[^>]*><a[^>]*>(\w+)', page) == [
        ("descending", "Indikator")
    ]
    assert f'href="?pd={cast.pd.kode}&amp;urut=indikator"' in page, "the other way round"
    assert f'href="?pd={cast.pd.kode}&amp;urut=unit"' in page
    first = re.search(r'<tbody>\s*<tr class="([^"]*)">\s*<th scope="row"><a[^>]*>([^<]*)', page)
    assert first and first.groups() == ("", "Zaitun"), "sorted, no unit stands below another one"


def test_sorting_begins_at_the_first_page(client, cast):
    client.force_login(cast.auditor)
    page = client.get(reverse("indicators:jejak"), {"jenis": "unitkerja", "page": "3"}).content.decode()
    assert 'href="?jenis=unitkerja&amp;urut=waktu"' in page


def test_who_has_been_signed_out_is_led_to_the_sign_in_as_a_whole_page(client, cast):
    url = reverse("indicators:unit_daftar")
    assert client.get(url).status_code == 302
    answer = client.get(url, headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == f"{reverse('login')}?next={url}"
