"""Pages whose body is printed once: kept while nothing is written, anew after a write, never shown to another scope."""

import pytest
from django.urls import reverse

from indicators.models import Indikator
from indicators.services import audit
from tests.builders import make_user

pytestmark = pytest.mark.django_db
HALAMAN = {
    "dasbor": lambda c: reverse("indicators:dasbor") + f"?pd={c.pd.kode}&tahun=2025",
    "unit": lambda c: reverse("indicators:dasbor_unit", args=[c.unit.pk]) + "?tahun=2025",
    "perencanaan": lambda c: reverse("indicators:perencanaan") + "?tahun=2025",
}


def tulis(cast):
    """A line in the trail of the perangkat daerah, as every write leaves one."""
    audit.record(
        cast.planner, audit.Event("indikator.changed", cast.indikator, "uji", perangkat_daerah=cast.pd, catatan="uji")
    )


def buka(client, user, alamat):
    client.force_login(user)
    jawaban = client.get(alamat)
    assert jawaban.status_code == 200
    return jawaban.content.decode()


@pytest.mark.parametrize("halaman", ["dasbor", "unit", "perencanaan"])
def test_a_page_is_as_it_was_until_something_is_written_and_as_it_is_then(client, cast, halaman):
    tulis(cast)
    alamat = HALAMAN[halaman](cast)
    assert cast.indikator.nama in buka(client, cast.auditor, alamat)
    Indikator.objects.filter(pk=cast.indikator.pk).update(nama="Persentase yang baru bernama")
    assert "Persentase yang baru bernama" not in buka(client, cast.auditor, alamat)
    tulis(cast)
    assert "Persentase yang baru bernama" in buka(client, cast.auditor, alamat)


def test_what_was_printed_for_one_scope_is_not_shown_to_another(client, cast):
    tulis(cast)
    alamat = HALAMAN["dasbor"](cast)
    utuh, bagian = buka(client, cast.leader, alamat), buka(client, cast.operator, alamat)
    assert "Bagian dari unit Anda." in bagian
    assert "Bagian dari unit Anda." not in utuh
    assert cast.other_unit.nama not in bagian


def test_links_of_the_plan_lead_only_where_the_person_may_go(client, cast):
    tulis(cast)
    tautan = f'href="{reverse("indicators:dasbor_indikator", args=[cast.indikator.pk])}"'
    alamat = HALAMAN["perencanaan"](cast)
    assert tautan in buka(client, cast.planner, alamat)
    assert tautan in buka(client, cast.operator, alamat)
    assert tautan not in buka(client, make_user("operator", cast.other_unit), alamat)


def test_another_filter_is_another_page(client, cast):
    tulis(cast)
    alamat = HALAMAN["dasbor"](cast)
    assert cast.indikator.nama in buka(client, cast.auditor, alamat)
    assert cast.indikator.nama not in buka(client, cast.auditor, alamat + "&cari=tidak-ada-yang-begini")
