"""Finished documents and their signatures: every door of the framework is shut, the less known ones too."""

from datetime import date

import pytest
from django.contrib.admin.sites import site
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from indicators.exceptions import Closed
from reports.models import BerkasDokumen, Dokumen, TandaTanganDokumen
from tests import builders as b
from tests.reports.siklus_uji import make_pk, quick_render, sign, sign_all


@pytest.fixture
def pk(lengkap, monkeypatch):
    quick_render(monkeypatch)
    return make_pk(lengkap)


def state() -> list[object]:
    """All rows of the three tables; without the status, which the services move on."""
    semua = [list(m.objects.order_by("pk").values()) for m in (Dokumen, BerkasDokumen, TandaTanganDokumen)]
    return [[{k: v for k, v in baris.items() if k != "status"} for baris in tabel] for tabel in semua]


def moves_to_another_office(cast, dokumen):
    b.make_pd(cast.pemda).dokumen.add(dokumen)


def leaves_its_agreement(cast, dokumen):
    dokumen.perjanjian_kinerja.dokumen.clear()


def sets_the_documents_of_its_agreement(cast, dokumen):
    dokumen.perjanjian_kinerja.dokumen.set([])


def signed_files_move(cast, dokumen):
    lain = make_pk(cast, hari=date(2025, 2, 3))
    lain.berkas_tertandatangan.add(*dokumen.berkas_tertandatangan.all())


def signatures_move(cast, dokumen):
    lain = make_pk(cast, hari=date(2025, 2, 3))
    lain.tanda_tangan.add(*dokumen.tanda_tangan.all())


def updates_through_the_related_manager(cast, dokumen):
    dokumen.perjanjian_kinerja.dokumen.update(nomor="X")


def upserts(cast, dokumen):
    isi = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": ["judul"]}
    Dokumen.objects.bulk_create([Dokumen(pk=dokumen.pk, judul="X", perangkat_daerah=cast.pd, tahun=2025)], **isi)


def updates_or_creates(cast, dokumen):
    Dokumen.objects.update_or_create(pk=dokumen.pk, defaults={"judul": "X"})


def saves_a_look_alike(cast, dokumen):
    Dokumen(pk=dokumen.pk, perangkat_daerah=cast.pd, tahun=2025, judul="X").save(force_update=True)


def updates_through_the_base_manager(cast, dokumen):
    Dokumen._base_manager.filter(pk=dokumen.pk).update(judul="X")


def signatures_through_the_base_manager(cast, dokumen):
    TandaTanganDokumen._base_manager.filter(dokumen=dokumen).update(nama="X")


def deletes_through_the_base_manager(cast, dokumen):
    Dokumen._base_manager.filter(pk=dokumen.pk).delete()


PINTU = [
    moves_to_another_office,
    leaves_its_agreement,
    sets_the_documents_of_its_agreement,
    signed_files_move,
    signatures_move,
    updates_through_the_related_manager,
    upserts,
    updates_or_creates,
    saves_a_look_alike,
    updates_through_the_base_manager,
    signatures_through_the_base_manager,
    deletes_through_the_base_manager,
]


@pytest.mark.parametrize("pintu", PINTU, ids=lambda p: p.__name__)
def test_no_door_changes_a_finished_document(lengkap, pk, pintu):
    sign(lengkap, pk)
    sebelum = state()
    with pytest.raises((Closed, ProtectedError)), transaction.atomic():
        pintu(lengkap, Dokumen.objects.get(pk=pk.pk))
    for tabel, dulu in zip(state(), sebelum, strict=True):
        assert tabel[: len(dulu)] == dulu


def test_what_a_document_hangs_on_is_not_deleted_from_under_it(lengkap, pk):
    sign_all(lengkap, pk)
    sebelum = state()
    for satu in (lengkap.pemda, lengkap.pd, pk.perjanjian_kinerja, pk.perjanjian_kinerja.rencana):
        with pytest.raises(ProtectedError):
            satu.delete()
    assert state() == sebelum


@pytest.mark.parametrize("model", [Dokumen, BerkasDokumen, TandaTanganDokumen], ids=lambda m: m.__name__)
def test_the_admin_only_shows_them(client, lengkap, pk, model):
    sign(lengkap, pk)
    lengkap.admin.is_superuser = lengkap.admin.is_staff = True
    lengkap.admin.save()
    client.force_login(lengkap.admin)
    sebelum, satu = state(), model.objects.first()
    dasar = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert not site._registry[model].get_actions(type("R", (), {"user": lengkap.admin, "GET": {}})())
    for alamat, isi in (
        (reverse(f"{dasar}_change", args=[satu.pk]), {"judul": "X", "nama": "X"}),
        (reverse(f"{dasar}_delete", args=[satu.pk]), {"post": "yes"}),
        (reverse(f"{dasar}_add"), {"judul": "X"}),
        (reverse(f"{dasar}_changelist"), {"action": "delete_selected", "_selected_action": [satu.pk], "post": "yes"}),
    ):
        assert client.post(alamat, isi).status_code in (403, 302, 200)
    assert state() == sebelum
