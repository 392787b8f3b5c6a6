"""What is read once for a whole document is what each of its parts would have asked for."""

import pytest

from indicators.models import Indikator, PerangkatDaerah
from indicators.selectors.dokumen import muat_dokumen, periode_of
from indicators.selectors.laporan import arah_renstra, pohon_program
from indicators.selectors.pemeriksaan import temuan_data
from indicators.selectors.pohon import pohon_kinerja
from indicators.selectors.simpanan import bersama
from reports.builders import REGISTRY
from reports.builders.permintaan import Permintaan
from tests.builders import make_indikator
from tests.reports.naskah_demo import BALANGAN, MINTA, TANJABTIM

DOKUMEN = [
    *(MINTA[nama] for nama in ("rkt balangan", "tw2", "e81")),
    *((jenis, TANJABTIM, 2024, 0) for jenis in ("buku-iku", "lkjip")),
]


def test_a_document_of_what_was_left_is_the_document_of_what_is_asked(demonstration):
    with demonstration.opened():
        setda = {p.kode: p for p in PerangkatDaerah.objects.select_related("pemerintah_daerah")}
        for jenis, kode, tahun, triwulan in DOKUMEN:
            minta = Permintaan(setda[kode], tahun, triwulan=triwulan)
            ditanya = REGISTRY[jenis].build(minta)
            with bersama():
                muat_dokumen(setda[kode], tahun)
                assert REGISTRY[jenis].build(minta) == ditanya, (jenis, kode)
        for kode, tahun in ((TANJABTIM, 2024), (BALANGAN, 2025)):
            masa = periode_of(setda[kode], tahun)
            dicari = temuan_data(setda[kode], masa, tahun)
            with bersama():
                muat_dokumen(setda[kode], tahun)
                pohon_kinerja(setda[kode], masa)
                assert temuan_data(setda[kode], masa, tahun) == dicari


@pytest.mark.django_db
@pytest.mark.parametrize("jenjang", ["tujuan", "sasaran", "sub_kegiatan"])
def test_of_an_indikator_and_its_successor_the_same_counts(cast, jenjang):
    pd, masa = cast.pd, cast.indikator.periode
    induk = {"tujuan": cast.indikator.sasaran.tujuan, "sasaran": cast.indikator.sasaran}
    milik = {"sasaran": None, "jenjang": jenjang} | {jenjang: induk.get(jenjang, cast.sub_kegiatan)}
    lama = make_indikator(cast.unit, cast.indikator.sasaran, iku=False)
    baru = make_indikator(cast.unit, cast.indikator.sasaran, iku=False, predecessor=lama)
    Indikator.objects.filter(pk__in=(lama.pk, baru.pk)).update(**milik)

    def menghitung() -> str:
        return repr((pohon_kinerja(pd, masa), arah_renstra(pd, masa), pohon_program(pd, masa, cast.rencana)))

    ditanya = menghitung()
    assert baru.nama in ditanya
    with bersama():
        muat_dokumen(pd, 2025)
        assert menghitung() == ditanya
