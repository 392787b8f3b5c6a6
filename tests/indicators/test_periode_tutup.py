"""What is in a closed period is read only: every service says so, also to whoever read it while it was open."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.exceptions import Closed
from indicators.models import AuditEvent, Crosscutting, FaktorKunci, PeriodeRenstra, Strategi
from indicators.services import indikator as indikator_layanan
from indicators.services import kaskade, pohon_kinerja, rencana, rumus, triwulan
from indicators.services.indikator_hapus import indikator_hapus
from indicators.services.kaskade import IsianUnsur
from indicators.services.pohon_kinerja import IsianDukungan, IsianFaktor
from indicators.services.realisasi import RealisasiEntry
from indicators.services.realisasi_anggaran import AnggaranEntry, realisasi_anggaran_save_many
from indicators.services.rencana import PaguEntry, TargetEntry
from indicators.services.target_renstra import TargetRenstraEntry, target_renstra_save_many
from indicators.services.versi import versi
from sakip.lib.periods import Triwulan
from tests import builders as b
from tests.builders import realisasi_save

TW = Triwulan(2025, 1)
KATA = IsianUnsur("Kata lain")


def tutup(periode):
    """Behind the back of everybody who holds the row."""
    PeriodeRenstra.objects.filter(pk=periode.pk).update(status=PeriodeRenstra.Status.CLOSED)


@pytest.fixture
def masa(cast):
    """The cast in a period that is closed, while all its rows were read before."""
    i = cast.indikator
    milik = {"periode": i.periode, "perangkat_daerah": cast.pd, "sasaran": i.sasaran}
    cast.faktor = FaktorKunci.objects.create(**milik, uraian="Petugas")
    cast.dukungan = Crosscutting.objects.create(**milik, unit_kerja=cast.other_unit, kontribusi="Data")
    cast.strategi = Strategi.objects.create(**milik, uraian="Memperkuat standar")
    cast.draf = b.make_rencana(cast.pd, 2026, status="DRAFT")
    cast.kebijakan_induk = {"perangkat_daerah": cast.pd, "periode": i.periode}
    assert i.periode.status == cast.draf.periode.status == PeriodeRenstra.Status.ACTIVE
    tutup(i.periode)
    return cast


def unsur(cast, **lain):
    return {"unsur": cast.indikator.sasaran, "by": cast.planner} | lain


def pada(cast, row):
    return {"versi_dilihat": versi(row), "by": cast.planner}


def isian(cast):
    return indikator_layanan.isian_dari(cast.indikator)


ACTS = {
    "kaskade_create": lambda c: kaskade.kaskade_create(
        jenis="kebijakan", induk=c.strategi, isian=KATA, by=c.planner, **c.kebijakan_induk
    ),
    "kaskade_change": lambda c: kaskade.kaskade_change(
        **unsur(c, isian=KATA, versi_dilihat=versi(c.indikator.sasaran))
    ),
    "kaskade_move": lambda c: kaskade.kaskade_move(**unsur(c, induk=None, dari=c.indikator.sasaran.tujuan_id)),
    "kaskade_reorder": lambda c: kaskade.kaskade_reorder(**unsur(c, ke=0)),
    "kaskade_delete": lambda c: kaskade.kaskade_delete(unsur=c.strategi, **pada(c, c.strategi)),
    "indikator_baru": lambda c: indikator_layanan.indikator_baru(
        unsur=c.indikator.sasaran, isian=isian(c), by=c.planner
    ),
    "indikator_ubah": lambda c: indikator_layanan.indikator_ubah(
        indikator=c.indikator, isian=isian(c), **pada(c, c.indikator)
    ),
    "indikator_penerus": lambda c: indikator_layanan.indikator_penerus(
        indikator=c.indikator, isian=isian(c), by=c.planner
    ),
    "indikator_hapus": lambda c: indikator_hapus(indikator=c.indikator, **pada(c, c.indikator)),
    "rumus_remove": lambda c: rumus.rumus_remove(indikator=c.indikator, by=c.planner),
    "faktor_create": lambda c: pohon_kinerja.faktor_create(
        sasaran=c.indikator.sasaran, isian=IsianFaktor("X"), by=c.planner
    ),
    "faktor_change": lambda c: pohon_kinerja.faktor_change(
        faktor=c.faktor, isian=IsianFaktor("X"), **pada(c, c.faktor)
    ),
    "dukungan_create": lambda c: pohon_kinerja.dukungan_create(
        sasaran=c.indikator.sasaran, isian=IsianDukungan("X", unit_kerja=c.other_unit), by=c.planner
    ),
    "dukungan_change": lambda c: pohon_kinerja.dukungan_change(
        dukungan=c.dukungan, isian=IsianDukungan("X", unit_kerja=c.other_unit), **pada(c, c.dukungan)
    ),
    "catatan_delete": lambda c: pohon_kinerja.catatan_delete(catatan=c.faktor, **pada(c, c.faktor)),
    "target_renstra": lambda c: target_renstra_save_many(
        perangkat_daerah=c.pd,
        periode=c.indikator.periode,
        entries=[TargetRenstraEntry(c.indikator, 2025, Decimal(9))],
        by=c.planner,
    ),
    "rencana_create": lambda c: rencana.rencana_create(
        perangkat_daerah=c.pd, periode=c.indikator.periode, tahun=2024, by=c.planner
    ),
    "rencana_approve": lambda c: rencana.rencana_approve(
        rencana=c.draf, dasar="DPA", tanggal=date(2026, 1, 2), by=c.planner
    ),
    "rencana_open_perubahan": lambda c: rencana.rencana_open_perubahan(rencana=c.rencana, by=c.planner),
    "rencana_delete": lambda c: rencana.rencana_delete(rencana=c.draf, by=c.planner),
    "target": lambda c: rencana.target_save_many(
        rencana=c.draf, entries=[TargetEntry(c.indikator, Decimal(9))], by=c.planner
    ),
    "target_remove": lambda c: rencana.target_remove(rencana=c.draf, indikator=c.indikator, by=c.planner),
    "pagu": lambda c: rencana.pagu_save_many(
        rencana=c.draf,
        entries=[PaguEntry(c.sub_kegiatan, c.rencana.pagu.get().jenis_belanja, 5)],
        by=c.planner,
    ),
    "triwulan_open": lambda c: triwulan.triwulan_open(
        perangkat_daerah=c.pd, triwulan=Triwulan(2025, 2), batas=date(2025, 7, 10), by=c.planner
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_no_service_writes_into_a_closed_period(masa, act):
    with pytest.raises(Closed, match="sudah ditutup"):
        ACTS[act](masa)
    assert not AuditEvent.objects.exists()


def test_its_quarters_stay_closed_with_it_and_so_do_their_values(masa):
    masa.pd.jadwal.update(status="CLOSED")
    with pytest.raises(Closed, match="Buka kembali periodenya"):
        triwulan.triwulan_reopen(perangkat_daerah=masa.pd, triwulan=TW, alasan="Koreksi", by=masa.planner)
    with pytest.raises(Closed):
        realisasi_save(triwulan=TW, entry=RealisasiEntry(masa.indikator, 0, Decimal(9)), by=masa.operator)
    with pytest.raises(Closed):
        entry = AnggaranEntry(masa.sub_kegiatan, 0, 5)
        realisasi_anggaran_save_many(triwulan=TW, entries=[entry], by=masa.operator)


def test_of_two_periods_of_one_year_only_the_one_the_year_uses_keeps_its_quarters(masa):
    PeriodeRenstra.objects.update(status=PeriodeRenstra.Status.ACTIVE)
    tutup(b.make_periode(masa.pemda, tahun_awal=2025, tahun_akhir=2029))
    jadwal = triwulan.triwulan_open(
        perangkat_daerah=masa.pd, triwulan=Triwulan(2025, 2), batas=date(2025, 7, 10), by=masa.planner
    )
    assert jadwal.status == "OPEN"
