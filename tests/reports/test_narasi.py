"""A planner's own words in place of the generated ones."""

import pytest

from indicators.exceptions import InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent
from reports import services
from reports.models import Narasi


def simpan(cast, teks="Tulisan sendiri.", sidik="", by=None):
    return services.narasi_save(
        perangkat_daerah=cast.pd,
        tahun=2025,
        jenis="lkjip",
        bagian="lkjip.1.1",
        teks=teks,
        sidik=sidik,
        by=by or cast.planner,
    )


def kembalikan(cast, sidik):
    services.narasi_reset(
        perangkat_daerah=cast.pd, tahun=2025, jenis="lkjip", bagian="lkjip.1.1", sidik=sidik, by=cast.planner
    )


def test_it_is_stored_with_clean_line_ends_and_an_event(cast):
    simpan(cast, "Satu. \r\n\r\nDua.  ")
    assert Narasi.objects.get().teks == "Satu.\n\nDua."
    assert AuditEvent.objects.get().aksi == "narasi.saved"


def test_an_empty_text_is_refused_with_the_way_out(cast):
    with pytest.raises(InvalidValue, match="Kembalikan ke teks otomatis"):
        simpan(cast, "  \n ")


def test_two_editors_do_not_overwrite_each_other(cast):
    simpan(cast, "Yang pertama.")
    with pytest.raises(StaleData):
        simpan(cast, "Yang kedua, dari halaman lama.")
    simpan(cast, "Yang kedua.", sidik=services.narasi_sidik("Yang pertama."))
    assert Narasi.objects.get().teks == "Yang kedua."


def test_it_can_be_given_back_to_the_data(cast):
    simpan(cast, "Sementara.")
    kembalikan(cast, services.narasi_sidik("Sementara."))
    assert not Narasi.objects.exists()
    assert AuditEvent.objects.filter(aksi="narasi.reset").get().sebelum == {"teks": "Sementara."}


@pytest.mark.parametrize("siapa", ["operator", "leader", "auditor", "admin", "outsider_planner"])
def test_only_the_planner_writes(cast, siapa):
    with pytest.raises(NotAllowed):
        simpan(cast, by=getattr(cast, siapa))
