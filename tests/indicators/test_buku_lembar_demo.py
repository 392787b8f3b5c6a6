"""The workbook of every sheet of the demonstration: out and in again without a change, quickly, with few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.buku_kerja import identitas
from indicators.buku_kerja.baca import baca_isian
from indicators.buku_kerja.lembar import buku_lembar
from indicators.models import Indikator, Realisasi, RencanaTahunan, UnitKerja
from indicators.selectors.isian import lembar_isian
from indicators.views.buku_lembar import _tersimpan
from sakip.lib.periods import Triwulan
from sakip.lib.xlsx_baca import baca
from tests.builders import make_indikator, make_pagu, make_realisasi, make_sub_kegiatan, make_target

LEMBAR = {"tahun": 2025, "tw": 1}


@pytest.fixture(scope="module")
def demo(demonstration):
    """What this module writes is rolled back after it."""
    with demonstration.opened():
        yield


def sheets():
    """Every unit with something to fill, in a year with values and in the open one."""
    for tahun, tw in ((2024, 4), (2025, 1)):
        rencana = RencanaTahunan.objects.filter(tahun=tahun, status="APPROVED").values("perangkat_daerah")
        units = UnitKerja.objects.filter(perangkat_daerah__in=rencana)
        for unit in units.select_related("perangkat_daerah__pemerintah_daerah").order_by("pk"):
            isian = lembar_isian(unit, Triwulan(tahun, tw))
            if isian.indikator or isian.anggaran:
                yield isian


def test_every_sheet_of_the_demonstration_comes_back_as_it_went_out(demo, db):
    sel = jumlah = 0
    for isian in sheets():
        buku = baca("a.xlsx", buku_lembar(isian, _tersimpan(isian), boleh=True))
        hasil = baca_isian(buku, identitas.baca(buku))
        assert (hasil.ubahan, hasil.galat, hasil.hilang) == ([], [], 0), isian.unit
        sel, jumlah = sel + hasil.sama, jumlah + 1
    assert jumlah > 20
    assert sel > Realisasi.objects.filter(tahun=2024, triwulan=4).count() > 0
    assert Indikator.objects.exists()


def widen(cast, rows):
    for _ in range(rows):
        indikator, sub = make_indikator(cast.unit), make_sub_kegiatan(cast.unit)
        make_target(cast.rencana, indikator)
        make_pagu(cast.rencana, sub)
        make_realisasi(indikator, "88", diisi_oleh=cast.operator)


def test_a_download_costs_few_queries_however_many_rows_it_has(client, cast):
    client.force_login(cast.operator)
    url = reverse("indicators:lembar_unduh", kwargs={**LEMBAR, "unit": cast.unit.pk})
    jumlah = []
    for _ in range(2):
        widen(cast, 10)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        jumlah.append(len(queries))
    assert jumlah[0] == jumlah[1] <= 12
