"""The list of documents: states, versions, addresses, cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import PerangkatDaerah
from indicators.selectors.simpanan import bersama, diingat
from indicators.services import audit
from indicators.services.audit import Event
from reports import services
from reports.builders.permintaan import Permintaan
from reports.daftar import DAUR, Keadaan, alamat_pengganti, daftar
from reports.models import Dokumen, JenisDokumen, Publikasi
from tests import builders as b

pytestmark = pytest.mark.usefixtures("cetak_cepat")

URL = "?tahun=2025"


@pytest.fixture
def planner(client, lengkap):
    client.force_login(lengkap.planner)
    return client


def selesaikan(cast, nomor="13 TAHUN 2025", **over):
    minta = Permintaan(cast.pd, 2025, nomor=nomor, tanggal=date(2025, 1, 3), final=True, **over)
    return services.dokumen_finalize(jenis="sk-iku", permintaan=minta, by=cast.planner)


def baris(cast, jenis, triwulan=0):
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(pk=cast.pd.pk)
    semua = [b for k in daftar(pd, 2025, boleh_selesai=True) for b in k.baris]
    return next(b for b in semua if (b.jenis, b.triwulan) == (jenis, triwulan))


def test_every_kind_has_its_place_in_the_year():
    assert sorted(jenis for _, _, isi in DAUR for jenis in isi) == sorted(JenisDokumen)


def test_a_row_says_what_is_missing_and_leads_nowhere_it_cannot(lengkap):
    lkjip = baris(lengkap, "lkjip")
    assert lkjip.keadaan is Keadaan.BELUM
    assert any("Triwulan IV" in kalimat for kalimat in lkjip.kekurangan)
    assert (lkjip.jalan.cetak, lkjip.jalan.selesaikan, lkjip.jalan.narasi) == ("", "", "")
    sk = baris(lengkap, "sk-iku")
    assert sk.keadaan is Keadaan.SIAP
    assert sk.jalan.selesaikan == reverse("reports:finalisasi", args=[lengkap.pd.kode, 2025, "sk-iku"])


def test_there_is_a_quarterly_report_for_each_quarter(lengkap):
    label = [baris(lengkap, "laporan-triwulan", tw).label.rsplit(" ", 1)[1] for tw in (1, 2, 3, 4)]
    assert label == ["I", "II", "III", "IV"]


def test_a_document_goes_from_finished_to_published_to_replaced(lengkap):
    lama = selesaikan(lengkap)
    assert baris(lengkap, "sk-iku").keadaan is Keadaan.SELESAI
    Publikasi.objects.create(dokumen=lama, oleh=lengkap.planner)
    assert baris(lengkap, "sk-iku").keadaan is Keadaan.TERBIT
    baru = selesaikan(lengkap, nomor="14 TAHUN 2025")
    assert [(v.dokumen, v.keadaan) for v in baris(lengkap, "sk-iku").versi] == [
        (baru, Keadaan.SELESAI),
        (lama, Keadaan.DIGANTIKAN),
    ]


def test_another_place_is_never_silently_ones_own(planner, lengkap):
    assert planner.get(reverse("reports:daftar"), {"pd": "setda-lain"}).status_code == 404


def test_a_decree_of_the_period_stands_in_every_year_of_it(planner, lengkap):
    selesaikan(lengkap)
    isi = planner.get(reverse("reports:daftar") + "?tahun=2026").content.decode()
    assert "Nomor 13 TAHUN 2025, 3 Januari 2025" in " ".join(isi.split())


def test_a_change_of_the_data_is_seen_at_once(lengkap):
    assert baris(lengkap, "pk").keadaan is Keadaan.SIAP
    lengkap.rencana.target.all().delete()
    audit.record(lengkap.planner, Event("rencana.approved", lengkap.rencana, "x", perangkat_daerah=lengkap.pd))
    assert baris(lengkap, "pk").keadaan is Keadaan.BELUM


def test_the_list_costs_few_queries_and_not_more_with_more_rows(planner, lengkap):
    selesaikan(lengkap)  # leaves an audit event, so what the builders say is kept

    def berapa() -> int:
        planner.get(reverse("reports:daftar") + URL)
        with CaptureQueriesContext(connection) as captured:
            assert planner.get(reverse("reports:daftar") + URL).status_code == 200
        return len(captured)

    sedikit = berapa()
    for n in range(14, 18):
        selesaikan(lengkap, nomor=f"{n} TAHUN 2025")
        b.make_target(lengkap.rencana, b.make_indikator(lengkap.unit))
    assert berapa() == sedikit <= 12


def test_builders_that_want_the_same_ask_once():
    tanya = []

    @diingat
    def selector(n: int) -> int:
        tanya.append(n)
        return n

    with bersama():
        assert [selector(1), selector(1), selector(2)] == [1, 1, 2]
    assert tanya == [1, 2]
    selector(1)
    assert tanya == [1, 2, 1]


def test_a_text_that_no_longer_fits_the_data_is_marked_on_the_list(lengkap, monkeypatch):
    monkeypatch.setattr("reports.daftar.narasi_usang", lambda *_, **__: ["satu", "dua"])
    monkeypatch.setattr("reports.daftar.BERNARASI", frozenset({"sk-iku"}))
    assert baris(lengkap, "sk-iku").narasi_berubah == 2
    assert baris(lengkap, "pk").narasi_berubah == 0


@pytest.mark.parametrize(
    ("jenis", "kunci", "tanya"),
    [
        ("sk-iku", "2021-2026", ""),
        ("pk", "2025", ""),
        ("pk", "2025-kepala-daerah", "?pihak=kepala-daerah"),
        ("laporan-triwulan", "2025-TW2", "?triwulan=2"),
        ("e81", "2025", ""),
        ("e81", "2025-TW3", "?triwulan=3"),
    ],
)
def test_the_page_of_a_document_leads_to_finishing_the_one_that_replaces_it(lengkap, jenis, kunci, tanya):
    dokumen = Dokumen(jenis=jenis, perangkat_daerah=lengkap.pd, tahun=2025, periode_kunci=kunci)
    dasar = reverse("reports:finalisasi", args=[lengkap.pd.kode, 2025, jenis])
    assert alamat_pengganti(dokumen) == dasar + tanya


def test_that_of_a_unit_names_the_unit(lengkap):
    kunci = f"2025-unit-{lengkap.unit.pk}"
    dokumen = Dokumen(jenis="pk", perangkat_daerah=lengkap.pd, tahun=2025, periode_kunci=kunci)
    assert alamat_pengganti(dokumen).endswith(f"?unit={lengkap.unit.kode}")
