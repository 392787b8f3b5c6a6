"""Beranda leads who may sign to the documents that wait for it, and nobody else."""

import pytest
from django.urls import reverse

from reports.models import BerkasDokumen, Dokumen
from tests import builders as b
from tests.reports.siklus_uji import make_pk, quick_render

JUDUL = "dokumen menunggu tanda tangan"


@pytest.fixture
def pk(lengkap, monkeypatch):
    quick_render(monkeypatch)
    return make_pk(lengkap)


def beranda(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("indicators:beranda")).content.decode()


def test_what_waits_for_a_signature_stands_before_who_may_sign_it(client, lengkap, pk):
    isi = beranda(client, lengkap.leader)
    assert f"1 {JUDUL}" in isi and reverse("reports:dokumen", args=[pk.pk]) in isi
    asing = b.make_user("leader", b.make_pemda())
    unit = b.make_user("leader", lengkap.unit)
    assert all(JUDUL not in beranda(client, u) for u in (lengkap.planner, lengkap.auditor, asing, unit))


def test_it_goes_once_it_is_signed_or_a_paper_was_scanned(client, lengkap, pk):
    pindai = BerkasDokumen.objects.create(
        dokumen=pk, urutan=1, asal=BerkasDokumen.Asal.PINDAI, berkas="a.pdf", sha256="0" * 64, oleh=lengkap.planner
    )
    assert JUDUL not in beranda(client, lengkap.leader)
    BerkasDokumen.objects.filter(pk=pindai.pk)._raw_delete("default")
    assert JUDUL in beranda(client, lengkap.leader)
    Dokumen.objects.filter(pk=pk.pk).set_status(Dokumen.Status.SIGNED)
    assert JUDUL not in beranda(client, lengkap.leader)
