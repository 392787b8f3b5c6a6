"""Whoever changes a byte is found out, and what is finished stays as it is, whatever door is tried."""

import random
from io import BytesIO

import pytest
from django.contrib import admin
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.exceptions import Closed, DomainError, NotAllowed
from indicators.models import AuditEvent, User
from reports import services, siklus
from reports.models import BerkasDokumen, Dokumen, Publikasi, TandaTanganDokumen
from reports.tanda_tangan import keaslian, periksa_pdf, terisolasi
from tests.reports.siklus_uji import isi_pdf, make_pk, quick_render, sign, sign_all, sign_elsewhere


@pytest.fixture
def pk(lengkap):
    return make_pk(lengkap)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    quick_render(monkeypatch)
    monkeypatch.setattr(terisolasi, "periksa", periksa_pdf.periksa)


def putusan(dokumen, isi) -> keaslian.Putusan:
    dokumen.refresh_from_db()
    return keaslian.putusan(siklus.keadaan(dokumen), isi)


def test_the_very_bytes_are_genuine_and_it_is_said_which(lengkap, pk):
    assert putusan(pk, isi_pdf(pk)).jenis == "asli"
    pertama = siklus.isi_utuh(sign(lengkap, pk))
    kedua = siklus.isi_utuh(sign(lengkap, pk, "pihak_kedua", "BUPATI UJI"))
    assert [putusan(pk, isi).jenis for isi in (isi_pdf(pk), pertama, kedua)] == ["asli", "antara", "bertanda_tangan"]
    assert "SEKDA UJI, S.IP. sudah menandatanganinya." in putusan(pk, kedua).alasan


@pytest.mark.once
def test_any_changed_byte_of_a_signed_file_is_reported(lengkap, pk, monkeypatch):
    isi = siklus.isi_utuh(sign_all(lengkap, pk))
    keadaan = siklus.keadaan(pk)
    # Every byte of what signing added and of the trailers, and a thousand anywhere. The reader only gives reasons.
    monkeypatch.setattr(terisolasi, "periksa", lambda isi: periksa_pdf.Laporan())
    acak = random.Random(3)
    tempat = {
        *range(0, len(isi), 37),
        *range(len(isi) - 1500, len(isi)),
        *(acak.randrange(len(isi)) for _ in range(900)),
    }
    for di in tempat:
        lain = bytearray(isi)
        lain[di] ^= 1 << acak.randrange(8)
        assert keaslian.putusan(keadaan, bytes(lain)).jenis in ("berubah", "lain"), di
    for lain in (isi[:-1], isi + b"\n", isi[1:], isi[: len(isi) // 2], isi + isi, b""):
        assert keaslian.putusan(keadaan, lain).jenis in ("berubah", "lain")


def test_the_reasons_name_what_was_done(lengkap, pk):
    isi = siklus.isi_utuh(sign_all(lengkap, pk))
    tengah = bytearray(isi)
    tengah[len(isi_pdf(pk)) // 2] ^= 1
    assert any("rusak" in a for a in putusan(pk, bytes(tengah)).alasan)
    assert any("tambahan 1 bita" in a for a in putusan(pk, isi + b"\n").alasan)
    assert any("hilang" in a or "terpotong" in a for a in putusan(pk, isi[:-3000]).alasan)
    ditambah = putusan(pk, sign_elsewhere(isi, "Orang Lain"))
    assert ditambah.jenis == "berubah"
    assert any("bukan yang tercatat" in a for a in ditambah.alasan)
    assert putusan(pk, b"%PDF-1.4 apa saja %%EOF").jenis == "lain"


@pytest.fixture(scope="module")
def signed_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """One signed PDF for all positions; nothing of it is in the database."""
    from reports import pdf
    from tests.reports import contoh

    isi = pdf.render("pdf/perjanjian_kinerja.html", contoh.pk())
    return sign_elsewhere(isi, "Sekda Uji", "pihak_pertama")


def covered(isi: bytes) -> list[int]:
    """The positions a signature answers for: everything outside its own digits."""
    (tanda,) = periksa_pdf.tanda_tangan(isi)
    assert tanda.utuh
    assert tanda.ujung == len(isi)
    mulai = isi.rindex(b"/Contents <") + len(b"/Contents <")
    return [*range(mulai), *range(isi.index(b">", mulai), len(isi))]


@pytest.mark.once
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_signature_alone_tells_of_every_byte_it_covers(signed_once, data):
    di = data.draw(st.sampled_from(covered(signed_once)))
    lain = bytearray(signed_once)
    lain[di] ^= data.draw(st.integers(1, 255))
    laporan = periksa_pdf.periksa(bytes(lain), dengan_teks=False)
    assert laporan.galat or not laporan.utuh or laporan.ekor


def test_nothing_hides_in_the_space_of_the_signature(signed_once):
    nol = signed_once.index(b"0" * 60 + b">", signed_once.rindex(b"/Contents <"))
    lain = bytearray(signed_once)
    lain[nol + 20] = ord("7")
    assert not periksa_pdf.periksa(bytes(lain), dengan_teks=False).utuh


# --- Frozen -----------------------------------------------------------------------------------------------------------
def doors(dokumen, berkas, tanda):
    """Every way to write a finished document, its signed files and its signatures."""
    yield lambda: dokumen.save()
    yield lambda: dokumen.delete()
    yield lambda: Dokumen.objects.filter(pk=dokumen.pk).update(status="DRAFT")
    yield lambda: Dokumen.objects.filter(pk=dokumen.pk).delete()
    yield lambda: Dokumen.objects.bulk_update([dokumen], ["judul"])
    yield lambda: Dokumen.objects.bulk_create(
        [dokumen], update_conflicts=True, update_fields=["judul"], unique_fields=["id"]
    )
    yield lambda: Dokumen.objects.update_or_create(pk=dokumen.pk, defaults={"judul": "x"})
    yield lambda: dokumen.perjanjian_kinerja.dokumen.clear()
    yield lambda: dokumen.perangkat_daerah.dokumen.update(judul="x")
    for row in (berkas, tanda):
        manager = type(row).objects
        yield lambda row=row: row.save()
        yield lambda row=row: row.delete()
        yield lambda row=row, manager=manager: manager.filter(pk=row.pk).update(dokumen=dokumen)
        yield lambda row=row, manager=manager: manager.filter(pk=row.pk).delete()
        yield lambda row=row, manager=manager: manager.bulk_update([row], ["dokumen"])
        yield lambda row=row, manager=manager: manager.bulk_create(
            [row], update_conflicts=True, update_fields=["dokumen"]
        )
    yield lambda: dokumen.tanda_tangan.all().delete()
    yield lambda: dokumen.berkas_tertandatangan.update(sha256="0" * 64)


def test_every_door_to_a_signed_document_is_shut(lengkap, pk):
    berkas = sign_all(lengkap, pk)
    sebelum = [list(m._base_manager.values()) for m in (Dokumen, BerkasDokumen, TandaTanganDokumen)]
    for nomor, door in enumerate(doors(pk, berkas, pk.tanda_tangan.first())):
        with pytest.raises(Closed):
            door()
            pytest.fail(f"door {nomor} is open")
    assert [list(m._base_manager.values()) for m in (Dokumen, BerkasDokumen, TandaTanganDokumen)] == sebelum


@pytest.mark.parametrize("model", [Dokumen, BerkasDokumen, TandaTanganDokumen, Publikasi])
def test_the_admin_changes_none_of_them(db, model):
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("super", password="x")
    halaman = admin.site._registry[model]
    assert halaman.has_view_permission(request)
    assert not any((halaman.has_add_permission(request), halaman.has_change_permission(request)))
    assert not halaman.has_delete_permission(request)
    assert halaman.actions is None


# --- Publishing -------------------------------------------------------------------------------------------------------
def test_only_a_signed_document_is_published_and_taken_back(lengkap, pk):
    with pytest.raises(Closed, match="sudah ditandatangani semua pihak"):
        services.dokumen_publish(dokumen=pk, by=lengkap.planner)
    sign_all(lengkap, pk)
    with pytest.raises(NotAllowed):
        services.dokumen_publish(dokumen=pk, by=lengkap.leader)
    services.dokumen_publish(dokumen=pk, by=lengkap.planner)
    services.dokumen_publish(dokumen=pk, by=lengkap.planner)
    assert Publikasi.objects.count() == 1
    services.dokumen_unpublish(dokumen=pk, by=lengkap.planner)
    with pytest.raises(DomainError, match="tidak sedang diterbitkan"):
        services.dokumen_unpublish(dokumen=pk, by=lengkap.planner)
    aksi = AuditEvent.objects.filter(aksi__contains="publish").values_list("aksi", flat=True)
    assert list(aksi.order_by("nomor")) == ["dokumen.published", "dokumen.unpublished"]


def test_a_picture_is_not_taken_for_the_document(pk):
    assert putusan(pk, BytesIO(b"\x89PNG").read()).jenis == "lain"
