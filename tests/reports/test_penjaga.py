"""What a finished document prints is not deleted from the cascade."""

import pytest

from indicators.exceptions import Incomplete
from indicators.models import Tujuan
from indicators.services.indikator_hapus import yang_menahan
from indicators.services.kaskade import kaskade_delete, versi
from reports.models import Dokumen
from tests import builders as b


@pytest.fixture
def tujuan(cast):
    periode = b.make_periode(cast.pemda)
    return Tujuan.objects.create(periode=periode, perangkat_daerah=cast.pd, uraian="Layanan  yang Prima")


def dokumen(cast, **over):
    milik = {"jenis": "rkt", "perangkat_daerah": cast.pd, "tahun": 2025, "periode_kunci": "2025", "judul": "RKT 2025"}
    isi = {"bab": [{"blok": ["Tujuan: LAYANAN YANG PRIMA."]}]}
    return Dokumen.objects.create(**milik | {"payload": isi, "status": "FINAL", "nomor": "7/2025"} | over)


def hapus(cast, tujuan):
    kaskade_delete(unsur=tujuan, versi_dilihat=versi(tujuan), by=cast.planner)


def test_a_finished_document_that_prints_it_keeps_an_element(cast, tujuan):
    dokumen(cast)
    with pytest.raises(Incomplete, match="isi dokumen yang sudah selesai: RKT 2025 Nomor 7/2025"):
        hapus(cast, tujuan)
    assert Tujuan.objects.filter(pk=tujuan.pk).exists()


@pytest.mark.parametrize(
    "over",
    [{"status": "DRAFT"}, {"status": "WITHDRAWN"}, {"payload": {"a": "Lain"}}, {"tahun": 2019}],
    ids=["a draft", "withdrawn", "other words", "another period"],
)
def test_other_documents_do_not(cast, tujuan, over):
    dokumen(cast, **over)
    hapus(cast, tujuan)
    assert not Tujuan.objects.filter(pk=tujuan.pk).exists()


def test_nor_do_those_of_another_perangkat_daerah(cast, tujuan):
    dokumen(cast, perangkat_daerah=b.make_pd(cast.pemda))
    hapus(cast, tujuan)
    assert not Tujuan.objects.filter(pk=tujuan.pk).exists()


def test_a_finished_document_keeps_an_indikator_it_prints(cast):
    iku = b.make_indikator(cast.unit, nama="Persentase layanan yang prima", iku=False)
    assert not yang_menahan(iku)
    dokumen(cast, payload={"iku": [["1", "PERSENTASE layanan yang  prima"]]})
    assert yang_menahan(iku) == ["isi dokumen yang sudah selesai: RKT 2025 Nomor 7/2025"]
