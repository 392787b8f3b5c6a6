"""The Perjanjian Kinerja Perubahan follows from the plan that was opened as a copy, changed, and approved."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.services.rencana import TargetEntry, rencana_approve, rencana_open_perubahan, target_save_many
from reports.builders import perjanjian_kinerja
from reports.builders.permintaan import Permintaan
from tests.reports.test_perjanjian_kinerja import bupati
from tests.reports.test_sk_iku import sekda


@pytest.fixture
def berubah(cast):
    """The running year's plan changed to 93,5 from the fourth quarter on, still a draft."""
    sekda(cast.pd)
    bupati(cast.pd)
    draf = rencana_open_perubahan(rencana=cast.rencana, by=cast.planner)
    target_save_many(rencana=draf, entries=[TargetEntry(cast.indikator, Decimal("93.5"))], by=cast.planner)
    return draf


def sahkan(cast, draf):
    rencana_approve(rencana=draf, dasar="DPPA 2025", tanggal=date(2025, 9, 30), by=cast.planner)


def test_the_agreement_changes_with_the_approval_and_not_before(cast, berubah):
    payload = perjanjian_kinerja.build(Permintaan(cast.pd, 2025))
    assert payload["judul"] == "PERJANJIAN KINERJA TAHUN 2025" and "93,5" not in str(payload)
    sahkan(cast, berubah)
    payload = perjanjian_kinerja.build(Permintaan(cast.pd, 2025))
    assert payload["judul"] == "PERJANJIAN KINERJA PERUBAHAN TAHUN 2025" and "93,5" in str(payload)


def test_a_pergeseran_changes_the_agreement_but_is_no_apbd_perubahan(cast, berubah):
    berubah.jenis = berubah.Jenis.PERGESERAN
    berubah.save(update_fields=["jenis"])
    sahkan(cast, berubah)
    payload = perjanjian_kinerja.build(Permintaan(cast.pd, 2025))
    assert payload["judul"] == "PERJANJIAN KINERJA PERUBAHAN TAHUN 2025", "the first one of the year stays the only one"
    assert "APBD Perubahan" not in str(payload) and "APBDP" not in str(payload)


def test_the_list_of_agreements_offers_both_once_the_change_is_approved(client, cast, berubah):
    client.force_login(cast.planner)
    url = reverse("reports:pk_daftar", kwargs={"kode": cast.pd.kode, "tahun": 2025})
    assert f"rencana={berubah.pk}" not in client.get(url).content.decode()
    sahkan(cast, berubah)
    teks = client.get(url).content.decode()
    assert f"rencana={berubah.pk}" in teks and f"rencana={cast.rencana.pk}" in teks


def test_an_agreement_that_stands_on_a_draft_keeps_it_from_being_thrown_away(client, cast, berubah):
    from reports.models import PerjanjianKinerja

    orang = sekda(cast.pd)
    PerjanjianKinerja.objects.create(rencana=berubah, pihak_pertama=orang)
    client.force_login(cast.planner)
    url = reverse("indicators:rencana_hapus", kwargs={"pk": berubah.pk})
    answer = client.post(url, HTTP_REFERER=f"http://testserver/perencanaan/rencana/{berubah.pk}/", follow=True)
    assert "Perjanjian Kinerja sudah disusun dari draf ini" in answer.content.decode()
    berubah.refresh_from_db()
