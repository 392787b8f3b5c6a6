"""A warning may stand with a reason: the auditor reads it, and other data open it again."""

import pytest
from django.urls import reverse

from indicators.exceptions import InvalidValue, NotAllowed
from indicators.models import AuditEvent, TargetRenstra, TemuanDiterima
from indicators.selectors.pemeriksaan import temuan_data
from indicators.selectors.temuan import temuan_diterima, terbuka
from indicators.services.audit import Event, record
from indicators.services.temuan import temuan_tarik, temuan_terima

URL = reverse("indicators:pemeriksaan")
TERIMA = reverse("indicators:temuan_terima")
ALASAN = "Perubahan Renstra ditetapkan bulan depan"


def temuan(cast, aturan):
    semua = temuan_data(cast.pd, cast.indikator.periode, 2025)
    return [t for t in semua if t.aturan.kunci == aturan]


@pytest.fixture
def beda(cast):
    """One warning: the plan promises 90, the Renstra 95."""
    cast.renstra = TargetRenstra.objects.create(indikator=cast.indikator, tahun=2025, nilai=95)
    return cast


def terima(cast, aturan="target-beda-renstra", alasan=ALASAN, by=None):
    isi = {"perangkat_daerah": cast.pd, "tahun": 2025, "temuan": temuan(cast, aturan)}
    return temuan_terima(**isi, alasan=alasan, by=by or cast.planner)


def test_a_planner_accepts_and_the_auditor_reads_why(client, beda):
    client.force_login(beda.planner)
    (t,) = temuan(beda, "target-beda-renstra")
    halaman = client.get(URL).content.decode()
    assert f"{TERIMA}?pd={beda.pd.kode}&amp;tahun=2025&amp;temuan={t.ciri}" in halaman
    assert t.pesan in client.get(TERIMA, {"temuan": t.ciri}).content.decode()
    assert client.post(TERIMA, {"temuan": t.ciri, "alasan": ALASAN}).status_code == 302
    client.force_login(beda.auditor)
    dibaca = client.get(URL).content.decode()
    assert ALASAN in dibaca and str(beda.planner) in dibaca and "Buka kembali" not in dibaca
    assert dibaca.index('id="diterima"') < dibaca.index(t.pesan), "it stands among the accepted ones only"
    event = AuditEvent.objects.get(aksi="temuan.accepted")
    assert event.sesudah == {"temuan": t.pesan} and event.catatan == ALASAN


def test_it_opens_again_when_the_data_say_something_else(beda):
    terima(beda)
    sudah = temuan_diterima(beda.pd, 2025)
    assert not terbuka(temuan(beda, "target-beda-renstra"), sudah)
    TargetRenstra.objects.update(nilai=96)
    assert len(terbuka(temuan(beda, "target-beda-renstra"), sudah)) == 1


def test_a_planner_opens_it_again(client, beda):
    (row,) = terima(beda)
    client.force_login(beda.planner)
    client.post(reverse("indicators:temuan_tarik", args=[row.pk]))
    assert not TemuanDiterima.objects.exists()
    event = AuditEvent.objects.get(aksi="temuan.withdrawn")
    assert event.sebelum == {"alasan": ALASAN}
    assert event.objek_nama == AuditEvent.objects.get(aksi="temuan.accepted").objek_nama


def test_an_error_is_mended_not_accepted(client, beda):
    with pytest.raises(InvalidValue, match="tidak dapat diterima"):
        terima(beda, "tujuan-tanpa-misi")
    client.force_login(beda.planner)
    assert client.get(TERIMA, {"aturan": "tujuan-tanpa-misi"}).status_code == 404
    assert not TemuanDiterima.objects.exists()


@pytest.mark.parametrize("alasan", ["", "  ok  ", "x" * 501])
def test_a_reason_says_something(client, beda, alasan):
    with pytest.raises(InvalidValue, match=r"\.$"):
        terima(beda, alasan=alasan)
    client.force_login(beda.planner)
    (t,) = temuan(beda, "target-beda-renstra")
    jawaban = client.post(TERIMA, {"temuan": t.ciri, "alasan": alasan})
    assert jawaban.status_code == 422 and t.pesan in jawaban.content.decode(), "what was chosen is still there"


@pytest.mark.parametrize("role", ["operator", "leader", "auditor", "admin", "outsider_planner"])
def test_only_the_planner_of_the_place_accepts(beda, role):
    with pytest.raises(NotAllowed):
        terima(beda, by=getattr(beda, role))
    (row,) = terima(beda)
    with pytest.raises(NotAllowed):
        temuan_tarik(diterima=row, by=getattr(beda, role))


def test_a_finding_that_changed_meanwhile_is_not_accepted(client, beda):
    (t,) = temuan(beda, "target-beda-renstra")
    TargetRenstra.objects.update(nilai=96)
    client.force_login(beda.planner)
    jawaban = client.post(TERIMA, {"temuan": t.ciri, "alasan": ALASAN}, follow=True)
    assert "sudah berubah atau hilang" in jawaban.content.decode()
    assert not TemuanDiterima.objects.exists()


def test_accepting_twice_keeps_the_first(beda):
    terima(beda)
    assert terima(beda) == []
    assert TemuanDiterima.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "ada", "tiada"),
    [
        ({"keluarga": "XREF"}, "target-beda-renstra", "tujuan-tanpa-misi"),
        ({"tingkat": "galat"}, "tujuan-tanpa-misi", "target-beda-renstra"),
        ({"keluarga": "ZZZ", "unit": "x"}, "target-beda-renstra", "tidak-ada"),
    ],
)
def test_the_page_narrows_by_its_address(client, beda, query, ada, tiada):
    client.force_login(beda.auditor)
    isi = client.get(URL, query).content.decode()
    assert f'id="{ada}"' in isi and f'id="{tiada}"' not in isi


def test_the_page_narrows_by_unit(client, beda):
    client.force_login(beda.auditor)
    isi = client.get(URL, {"unit": beda.unit.pk}).content.decode()
    assert 'id="target-beda-renstra"' in isi and 'id="tujuan-tanpa-misi"' not in isi
    assert "Tidak ada temuan yang terbuka" in client.get(URL, {"unit": 99999999}).content.decode()


def test_while_nothing_is_written_the_page_asks_little(client, beda, django_assert_max_num_queries):
    record(beda.planner, Event("lembar.returned", beda.unit, "Sesuatu", beda.pd))
    client.force_login(beda.planner)
    client.get(URL)
    with django_assert_max_num_queries(12):
        client.get(URL)


def test_a_write_in_the_regency_is_seen_at_once(client, beda):
    record(beda.planner, Event("lembar.returned", beda.unit, "Sesuatu", beda.pd))
    client.force_login(beda.planner)
    assert "sedangkan Renstra 95" in client.get(URL).content.decode()
    TargetRenstra.objects.update(nilai=96)
    record(beda.planner, Event("target.saved", beda.rencana, "Target", beda.pd))
    assert "sedangkan Renstra 96" in client.get(URL).content.decode()
