"""The five institutions as workbooks: out and in again, and back into an emptied perangkat daerah."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from indicators.buku_pd.cocok import cocokkan
from indicators.buku_pd.muat import muat
from indicators.buku_pd.satu import baca_satu, dari_csv
from indicators.models import (
    Crosscutting,
    FaktorKunci,
    Kebijakan,
    NamaUnit,
    PerangkatDaerah,
    PeriodeRenstra,
    Sasaran,
    Strategi,
    UnitKerja,
)
from indicators.resources_lembar import LembarResource
from sakip.lib import csv_baca
from tests.buku_pd_uji import bandingkan, ekspor, kosongkan, sidik, terapkan
from tests.buku_uji import simpan

LEMBAGA = ("setda-tanjabtim", "setda-tanjabbar", "kec-banjarmargo", "setda-luwutimur", "setda-balangan")


@pytest.fixture(scope="module")
def demo(demonstration):
    """What this module writes is rolled back after it."""
    with demonstration.opened():
        yield


def lembaga(kode):
    """A perangkat daerah and its period."""
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=kode)
    return pd, PeriodeRenstra.objects.get(pemerintah_daerah=pd.pemerintah_daerah)


@pytest.mark.parametrize("kode", LEMBAGA)
def test_a_workbook_that_comes_back_unchanged_changes_nothing(demo, db, kode):
    pd, periode = lembaga(kode)
    isi = ekspor(pd, periode)
    s = bandingkan(pd, periode, isi, hapus=True).selisih
    assert (s.baru, s.ubah, s.hapus, s.galat) == ([], [], [], [])
    tanpa = load_workbook(io.BytesIO(isi))
    del tanpa["Identitas"]  # known by codes and words alone
    s = bandingkan(pd, periode, simpan(tanpa), hapus=True).selisih
    assert (s.baru, s.ubah, s.hapus, s.galat) == ([], [], [], [])
    assert s.sama > 10 or kode == "kec-banjarmargo"


@pytest.mark.parametrize("kode", LEMBAGA)
def test_an_emptied_perangkat_daerah_is_the_same_again_after_its_import(demo, db, kode):
    pd, periode = lembaga(kode)
    tambah_pohon(pd)
    isi, semula = ekspor(pd, periode), sidik(pd)
    kosongkan(pd)
    assert sidik(pd) != semula or kode == "kec-banjarmargo"
    terapkan(pd, periode, isi)
    assert sidik(pd) == semula
    s = bandingkan(pd, periode, ekspor(pd, periode), hapus=True).selisih
    assert (s.baru, s.ubah, s.hapus, s.galat) == ([], [], [], [])


def tambah_pohon(pd):
    """What no institution of the demonstration has: former names, and what a pohon kinerja says beside its sasaran."""
    tetangga = PerangkatDaerah.objects.create(
        pemerintah_daerah=pd.pemerintah_daerah, kode=f"dinas-{pd.pk}", nama="Dinas Lain"
    )
    units = list(UnitKerja.objects.filter(perangkat_daerah=pd).order_by("jalur")[:2])
    for tahun, unit in enumerate([*units, *units], 2019):
        NamaUnit.objects.create(
            unit_kerja=unit, nama=f"Nama {tahun}", singkatan="N", berlaku_sampai=date(tahun, 12, 31)
        )
    for n, sasaran in enumerate(Sasaran.objects.filter(perangkat_daerah=pd).order_by("-pk")[:4]):
        milik = {"perangkat_daerah": pd, "periode": sasaran.periode, "sasaran": sasaran}
        anak = sasaran.anak.first()
        FaktorKunci.objects.create(**milik, uraian=f"Faktor {n}", urutan=n, anak=anak)
        Crosscutting.objects.create(**milik, kontribusi="Data", perangkat_daerah_lain=tetangga)
        for unit in units:
            if unit.pk != sasaran.unit_kerja_id:
                Crosscutting.objects.create(**milik, kontribusi=f"Dukungan {n}", unit_kerja=unit)
        strategi = Strategi.objects.create(
            perangkat_daerah=pd, periode=sasaran.periode, sasaran=sasaran, uraian=f"ST {n}"
        )
        Kebijakan.objects.create(
            perangkat_daerah=pd, periode=sasaran.periode, strategi=strategi, uraian=f"KB {n}", unit_kerja=units[0]
        )


def test_each_sheet_by_itself_comes_back_unchanged(demo, db):
    """As it was given out, and as an Excel in an office saves it again."""
    pd, periode = lembaga("setda-tanjabtim")
    isi = muat(pd, periode)
    for tabel in isi.tabel:
        resource = LembarResource(tabel, pd, periode)
        utf8, xlsx = resource.tulis_csv(), baca_satu(tabel, "a.xlsx", resource.tulis_xlsx())
        kedua = [dari_csv(csv_baca.baca(n, b), isi.tabel) for n, b in (("a.csv", utf8), ("b.csv", windows(utf8)))]
        assert [dikenal for dikenal, _ in kedua] == [tabel, tabel]
        for terbaca in (xlsx, *(satu for _, satu in kedua)):
            s = cocokkan(isi, terbaca, hapus=True)
            assert (s.baru, s.ubah, s.hapus, s.galat) == ([], [], [], []), tabel.nama
            assert list(terbaca.lembar) == [tabel.nama]


def windows(utf8):
    """The file as an Excel of an office writes it."""
    return utf8.decode("utf-8-sig").encode("cp1252", "ignore")
