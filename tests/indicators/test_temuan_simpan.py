"""Findings are kept in two halves: a write on a sheet lets the rules about values look again, any other all of them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.checks_data import ATURAN_NILAI, ATURAN_POKOK
from indicators.checks_fakta import Fakta, Objek
from indicators.models import JadwalPengisian, PerangkatDaerah, Target
from indicators.selectors.dokumen import periode_of
from indicators.selectors.pemeriksaan import fakta_for, temuan_data
from indicators.selectors.temuan import temuan_disimpan
from indicators.services.audit import Event, record
from tests.builders import make_realisasi_anggaran
from tests.reports.naskah_demo import BALANGAN, TANJABTIM

NILAI = {"realisasi", "rincian", "uang", "program"}
NOMENKLATUR = {"nomenklatur", "nama_nomenklatur"}


class Dibaca:
    """Facts that note which of them are looked at."""

    def __init__(self, fakta: Fakta) -> None:
        self._fakta, self.nama = fakta, set()

    def __getattr__(self, nama):
        self.nama.add(nama)
        return getattr(self._fakta, nama)


def test_every_rule_stands_in_the_half_whose_facts_it_reads():
    fakta = Fakta(Objek("perangkat_daerah", 1, "Sekretariat Daerah"))
    for aturan, nilai in [*((a, False) for a in ATURAN_POKOK), *((a, True) for a in ATURAN_NILAI)]:
        dibaca = Dibaca(fakta)
        list(aturan.cari(dibaca))
        assert bool(dibaca.nama & NILAI) is nilai, aturan.kunci
        assert not (nilai and dibaca.nama & NOMENKLATUR), aturan.kunci


def test_what_is_kept_is_what_would_be_found(demonstration):
    with demonstration.opened():
        for kode, tahun in ((TANJABTIM, 2024), (BALANGAN, 2025)):
            pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=kode)
            masa = periode_of(pd, tahun)
            dicari = temuan_data(pd, masa, tahun, tutup=True)
            assert dicari
            for _ in range(2):
                assert temuan_disimpan(pd, masa, tahun, tutup=True).temuan == dicari
            assert temuan_disimpan(pd, masa, tahun, tutup=True).rincian == fakta_for(pd, masa, tahun).rincian


@pytest.fixture
def ditutup(cast):
    JadwalPengisian.objects.update(status=JadwalPengisian.Status.CLOSED)
    tulis(cast, "indikator.changed")
    return cast


def tulis(cast, aksi):
    record(cast.planner, Event(aksi, cast.indikator, "uji", perangkat_daerah=cast.pd))


def dilihat(cast):
    """The names of the rules that find something, and how many queries it took to know."""
    with CaptureQueriesContext(connection) as ditanya:
        semua = temuan_disimpan(cast.pd, cast.indikator.periode, 2025, tutup=True).temuan
    dicari = temuan_data(cast.pd, cast.indikator.periode, 2025, tutup=True)
    assert semua == dicari
    return {t.aturan.kunci for t in semua}, len(ditanya)


def test_a_value_is_looked_at_at_once_and_nothing_else_is_asked_for_again(ditutup):
    awal, _ = dilihat(ditutup)
    assert "pagu-tanpa-realisasi" in awal
    make_realisasi_anggaran(ditutup.sub_kegiatan, keuangan=None, fisik=Decimal(40), diisi_oleh=ditutup.operator)
    tulis(ditutup, "realisasi_anggaran.saved")
    kini, kueri = dilihat(ditutup)
    assert "fisik-tanpa-keuangan" in kini - awal and kueri == 5


def test_a_target_is_looked_at_at_once_too(ditutup):
    awal, _ = dilihat(ditutup)
    Target.objects.filter(indikator=ditutup.indikator).update(nilai=Decimal(-1))
    tulis(ditutup, "target.saved")
    kini, _ = dilihat(ditutup)
    assert "target-negatif" in kini - awal


def test_what_is_written_of_documents_lets_nobody_look_again(ditutup):
    dilihat(ditutup)
    tulis(ditutup, "narasi.saved")
    assert dilihat(ditutup)[1] == 3
