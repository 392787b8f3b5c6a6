"""The layout of a document, written as JSON, is stored only when the document can be made with it."""

import json

import pytest
from django.urls import reverse

from indicators.models import AuditEvent
from reports.models import TataDokumen
from reports.services.tata import tata_sidik
from tests import builders as b


@pytest.fixture
def planner(client, lengkap):
    client.force_login(lengkap.planner)
    return client


def url(cast, jenis="sk-iku") -> str:
    return reverse("reports:tata_lanjutan", args=[cast.pd.kode, 2025, jenis])


def simpan(planner, cast, isi, lama=None, jenis="sk-iku"):
    teks = isi if isinstance(isi, str) else json.dumps(isi)
    return planner.post(url(cast, jenis), {"isi": teks, "sidik": tata_sidik(lama or {})})


def test_what_an_institution_decides_is_stored_and_audited(planner, lengkap):
    assert simpan(planner, lengkap, {"kertas": "A4"}).status_code == 302
    assert TataDokumen.objects.get().isi == {"kertas": "A4"}
    assert AuditEvent.objects.get(aksi="tata.saved").sesudah == {"isi": {"kertas": "A4"}}
    assert "&quot;kertas&quot;: &quot;A4&quot;" in planner.get(url(lengkap)).content.decode()


def test_an_empty_layout_goes_back_to_the_defaults(planner, lengkap):
    TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="sk-iku", isi={"kertas": "A4"})
    assert simpan(planner, lengkap, "", {"kertas": "A4"}).status_code == 302
    assert not TataDokumen.objects.exists()


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ('{"kertas": "A4"', "bukan JSON: periksa baris 1"),
        ("[1]", "harus berupa objek JSON"),
        ({"kertass": "A4"}, "“kertass” tidak dikenal. Yang dikenal:"),
        ({"kertas": "Letter"}, "“kertas” harus berupa A4 atau F4"),
        ({"menimbang": 3}, "“menimbang” harus berupa daftar"),
        ({"kolom": [{"sumber": "ngawur", "label": "X", "lebar": 3}]}, "kolom ke-1 tidak dapat dipakai"),
    ],
)
def test_a_wrong_shape_is_refused_with_a_sentence_and_nothing_is_stored(planner, lengkap, isi, kalimat):
    jawaban = simpan(planner, lengkap, isi)
    assert jawaban.status_code == 422
    assert kalimat in jawaban.content.decode()
    assert not TataDokumen.objects.exists()
    assert not AuditEvent.objects.filter(aksi="tata.saved").exists()


def test_a_layout_changed_by_somebody_else_is_not_overwritten(planner, lengkap):
    TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="sk-iku", isi={"kertas": "A4"})
    jawaban = simpan(planner, lengkap, {"kertas": "F4"})
    assert "sudah diubah orang lain" in jawaban.content.decode()
    assert TataDokumen.objects.get().isi == {"kertas": "A4"}


def test_a_layout_may_be_written_before_the_data_are_there(client, lengkap):
    lain = b.make_pd(lengkap.pemda)
    client.force_login(b.make_user("planner", lain))
    alamat = reverse("reports:tata_lanjutan", args=[lain.kode, 2025, "sk-iku"])
    assert client.post(alamat, {"isi": '{"kertas": "A4"}', "sidik": tata_sidik({})}).status_code == 302
    assert TataDokumen.objects.get().perangkat_daerah == lain


@pytest.mark.parametrize(
    "teks",
    [
        '{"gerbang": NaN}',
        '{"gerbang": 1e999}',
        '{"gerbang": -Infinity}',
        '{"menimbang": ["bahwa\\u0000 x"]}',
        '{"menimbang": ["bahwa\\ud800 x"]}',
        '{"kertas": ' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"kertas":' * 20_000,
    ],
    ids=["nan", "huge", "infinite", "nul", "surrogate", "digits", "deep", "deep objects"],
)
def test_what_no_database_keeps_is_refused_with_a_sentence(planner, lengkap, teks):
    assert simpan(planner, lengkap, teks).status_code == 422
    assert not TataDokumen.objects.exists()
