"""Findings about a finished document on its own page: today's rules on frozen words, and nothing changed by them."""

from datetime import date

import pytest
from django.urls import reverse

from indicators.models import Peraturan
from indicators.services import audit
from reports import services
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen
from reports.temuan_beku import temuan_beku
from tests import builders as b
from tests.reports.siklus_uji import make_pk, quick_render, sign_all
from tests.test_query_counts import queries_of

JENIS = "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"
LAIN = "Nama daerah atau perangkat daerah lain"


@pytest.fixture(autouse=True)
def cepat(monkeypatch):
    quick_render(monkeypatch)


@pytest.fixture
def pk(lengkap):
    return make_pk(lengkap)


def judul(dokumen) -> list[str]:
    return [t.judul for t in temuan_beku(Dokumen.objects.get(pk=dokumen.pk))]


@pytest.fixture
def sk(lengkap):
    """A finished decree on the IKU."""
    minta = Permintaan(lengkap.pd, 2025, nomor="1", tanggal=date(2025, 1, 3), final=True, kode="A" * 16)
    return services.dokumen_finalize(jenis="sk-iku", permintaan=minta, by=lengkap.planner)


def kutip(dokumen, teks: str) -> Dokumen:
    """Another finished decree that cites something, as the first one might have."""
    lain = Dokumen.objects.get(pk=dokumen.pk)
    lain.pk = lain.kode = None
    lain.nomor, lain.payload = "2", dokumen.payload | {"mengingat": [teks]}
    lain.payload_sha256 = services.digest(lain.payload)
    lain.save()
    return lain


def test_a_regulation_revoked_since_is_told_and_the_document_stays_as_it_is(client, lengkap, sk):
    lama = Peraturan.objects.create(kode="a", jenis=JENIS, nomor="12", tahun=2015, tentang="Evaluasi")
    lain = kutip(sk, f"{JENIS} Nomor 12 Tahun 2015 tentang Evaluasi")
    assert "Peraturan sudah dicabut" not in judul(lain)
    lama.dicabut_oleh = Peraturan.objects.create(kode="b", jenis=JENIS, nomor="88", tahun=2021, tentang="Evaluasi")
    lama.save()
    assert "Peraturan sudah dicabut" in judul(lain)
    client.force_login(lengkap.auditor)
    halaman = client.get(reverse("reports:dokumen", args=[lain.pk])).content.decode()
    assert "Peraturan sudah dicabut" in halaman
    assert "Dokumennya tidak berubah karenanya" in halaman
    assert services.digest(Dokumen.objects.get(pk=lain.pk).payload) == lain.payload_sha256


def test_a_name_of_another_regency_is_found_in_frozen_words_too(sk):
    lain = kutip(sk, "Perjanjian ini milik Kabupaten Seberang Lautan.")
    assert LAIN not in judul(lain)
    b.make_pemda(nama="Kabupaten Seberang Lautan")
    assert LAIN in judul(lain)


def test_what_counts_no_more_is_not_judged(client, lengkap, pk):
    client.force_login(lengkap.planner)
    services.dokumen_withdraw(dokumen=pk, alasan="NIP Pihak Kedua salah ketik.", by=lengkap.planner)
    assert client.get(reverse("reports:dokumen", args=[pk.pk])).context["temuan"] == []


def test_the_page_stays_within_its_budget(client, lengkap, pk):
    kejadian = audit.Event("indikator.changed", lengkap.indikator, "uji", pemerintah_daerah=lengkap.pemda)
    audit.record(lengkap.planner, kejadian)
    halaman = reverse("reports:dokumen", args=[pk.pk])
    queries_of(client, lengkap.planner, halaman)
    assert queries_of(client, lengkap.planner, halaman) <= 12
    sign_all(lengkap, pk)
    queries_of(client, lengkap.planner, halaman)
    assert queries_of(client, lengkap.planner, halaman) <= 12
