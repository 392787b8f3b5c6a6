"""What is kept while people fill in their sheets never outlives what it was read from."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Pejabat, Target, UnitKerja
from indicators.selectors.bekal import units
from indicators.selectors.simpanan import bersama
from indicators.selectors.simpanan_tetap import selama_tetap
from indicators.services.audit import Event, record
from reports import gerbang
from reports.builders.permintaan import Permintaan
from reports.daftar import kesiapan_tahun
from reports.daftar_pk import daftar_pk
from reports.models import TataDokumen
from tests.builders import make_realisasi

TULISAN = {
    "target.saved": lambda c: Target.objects.update(nilai=Decimal(7)),
    "pejabat.changed": lambda c: Pejabat.objects.filter(jenis="SEKDA").update(pangkat=""),
    "tata.saved": lambda c: TataDokumen.objects.create(perangkat_daerah=c.pd, jenis="pk", isi={"muka": "salah"}),
}
"""Each write with the event it leaves; the checklist of a PK says something else after each."""


def tulis(cast, aksi):
    record(cast.planner, Event(aksi, cast.indikator, "uji", perangkat_daerah=cast.pd))


@pytest.mark.parametrize("aksi", TULISAN)
def test_a_checklist_shows_what_was_written_last(lengkap, aksi):
    minta = Permintaan(lengkap.pd, 2025)
    tulis(lengkap, "indikator.changed")
    awal = gerbang.periksa_untuk_dibaca("pk", minta).butir
    make_realisasi(lengkap.indikator, "88", diisi_oleh=lengkap.operator)
    tulis(lengkap, "realisasi.saved")
    assert gerbang.periksa_untuk_dibaca("pk", minta).butir == gerbang.periksa("pk", minta).butir
    TULISAN[aksi](lengkap)
    tulis(lengkap, aksi)
    kini = gerbang.periksa_untuk_dibaca("pk", minta).butir
    assert kini == gerbang.periksa("pk", minta).butir and kini != awal


def test_what_is_kept_has_nothing_a_caller_joined_to_it(lengkap):
    def dibaca() -> UnitKerja:
        with bersama(), selama_tetap(lengkap.pd, 2025):
            return units(lengkap.pd.pk)[lengkap.unit.pk]

    tulis(lengkap, "indikator.changed")
    for _ in range(2):
        satu = dibaca()
        assert satu.nama == lengkap.unit.nama
        satu.nama = "Diubah pembacanya"
    UnitKerja.objects.filter(pk=lengkap.unit.pk).update(nama="Bagian Baru")
    assert dibaca().nama == lengkap.unit.nama, "nobody recorded this write: what was read is kept"
    tulis(lengkap, "unitkerja.renamed")
    assert dibaca().nama == "Bagian Baru"


def test_what_a_document_lacks_and_whom_an_agreement_binds_is_read_from_no_sheet(lengkap):
    make_realisasi(lengkap.indikator, "88", diisi_oleh=lengkap.operator)
    with CaptureQueriesContext(connection) as ditanya:
        kesiapan_tahun(lengkap.pd, 2025)
        daftar_pk(lengkap.pd, 2025)
    assert len(ditanya) > 10 and not any("indicators_realisasi" in q["sql"] for q in ditanya)
