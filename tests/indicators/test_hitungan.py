"""A value that follows from its programmes: shown with its arithmetic, taken over, and held at the close."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.exceptions import Incomplete
from indicators.models import Realisasi, Status
from indicators.selectors.hitungan import hitungan_program
from indicators.services.triwulan import triwulan_close
from sakip.lib.periods import Triwulan
from tests.builders import (
    make_indikator,
    make_pagu,
    make_realisasi,
    make_realisasi_anggaran,
    make_sub_kegiatan,
    make_target,
)

TW1 = Triwulan(2025, 1)


@pytest.fixture
def computed(cast):
    """An IKU behind which stand the two programmes of the published table 3.1.8."""
    cast.iku = make_indikator(cast.unit, rumus="PROGRAM")
    make_target(cast.rencana, cast.iku, "100")
    for pagu, keuangan in ((10_000_000, 6_824_600), (6_590_177_009, 6_469_847_819)):
        sub = make_sub_kegiatan(cast.other_unit, cast.iku.sasaran)
        sub.kegiatan.program.iku.add(cast.iku)
        make_pagu(cast.rencana, sub, pagu)
        make_realisasi_anggaran(sub, keuangan, fisik=Decimal(100), status=Status.VERIFIED)
    return cast


def url(cast):
    return reverse("indicators:realisasi_hitungan", kwargs={"tahun": 2025, "tw": 1, "pk": cast.iku.pk})


def test_the_page_shows_the_arithmetic_to_the_printed_digit(client, computed):
    client.force_login(computed.operator)
    html = client.get(url(computed)).content.decode()
    for figure in ("68,25%", "84,13%", "99,09%", "0,15%", "99,85%", "98,94%", "99,07%", "Rp6.600.177.009"):
        assert figure in html


def test_the_result_is_taken_over_and_keeps_the_notes(client, computed):
    make_realisasi(computed.iku, "50", penyebab="Sebab", solusi="Solusi")
    client.force_login(computed.operator)
    assert client.post(url(computed)).status_code == 302
    row = Realisasi.objects.get(indikator=computed.iku)
    assert (row.nilai, row.penyebab) == (Decimal("99.07"), "Sebab")


def test_nothing_is_computed_while_a_sub_kegiatan_is_empty(client, computed):
    sub = make_sub_kegiatan(computed.other_unit, computed.iku.sasaran)
    sub.kegiatan.program.iku.add(computed.iku)
    make_pagu(computed.rencana, sub)
    assert hitungan_program(computed.pd, [computed.iku], TW1)[computed.iku.pk].nilai is None
    client.force_login(computed.operator)
    client.post(url(computed))
    assert not Realisasi.objects.filter(indikator=computed.iku).exists()


def test_a_quarter_does_not_close_on_a_value_that_differs_from_its_arithmetic(computed):
    make_realisasi(computed.indikator, "97", status=Status.VERIFIED)
    make_realisasi_anggaran(computed.sub_kegiatan, status=Status.VERIFIED)
    value = make_realisasi(computed.iku, "98", status=Status.VERIFIED)
    with pytest.raises(Incomplete) as refusal:
        triwulan_close(perangkat_daerah=computed.pd, triwulan=TW1, by=computed.planner)
    assert "berisi 98, hitungannya 99,07" in refusal.value.kekurangan[0]
    Realisasi.objects.filter(pk=value.pk).update(nilai=Decimal("99.07"))
    assert triwulan_close(perangkat_daerah=computed.pd, triwulan=TW1, by=computed.planner).status == "CLOSED"


def test_an_indikator_that_is_not_computed_has_no_such_page(client, cast):
    client.force_login(cast.operator)
    address = reverse("indicators:realisasi_hitungan", kwargs={"tahun": 2025, "tw": 1, "pk": cast.indikator.pk})
    assert client.get(address).status_code == 404
