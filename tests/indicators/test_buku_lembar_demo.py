"""The workbook of every sheet of the demonstration: out and in again without a change."""

import pytest

from indicators.buku_kerja import identitas
from indicators.buku_kerja.baca import baca_isian
from indicators.buku_kerja.lembar import buku_lembar
from indicators.models import Indikator, Realisasi, RencanaTahunan, UnitKerja
from indicators.selectors.isian import lembar_isian
from indicators.views.baris_tampil import tersimpan
from sakip.lib.periods import Triwulan
from sakip.lib.xlsx_baca import baca


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
        buku = baca("a.xlsx", buku_lembar(isian, {b.kunci: tersimpan(b) for b in isian.semua}, boleh=True))
        hasil = baca_isian(buku, identitas.baca(buku))
        assert (hasil.ubahan, hasil.galat, hasil.hilang) == ([], [], 0), isian.unit
        sel, jumlah = sel + hasil.sama, jumlah + 1
    assert jumlah > 20
    assert sel > Realisasi.objects.filter(tahun=2024, triwulan=4).count() > 0
    assert Indikator.objects.exists()
