"""Finishing in the background: once, atomically, by who may, and as ordered, wherever the worker is killed."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.management import get_commands
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from indicators.exceptions import Incomplete, InvalidValue, NotAllowed
from indicators.models import AuditEvent, Membership, Pejabat
from reports import cetakan as layanan
from reports import pdf, services, tasks
from reports.builders.permintaan import Permintaan
from reports.management.commands import db_worker
from reports.models import Cetakan, Dokumen

pytestmark = pytest.mark.usefixtures("cetak_cepat")

S = Cetakan.Status


@pytest.fixture(autouse=True)
def lambat(monkeypatch):
    """Agreements take long here: as real as the annual report, and made in a moment."""
    monkeypatch.setattr(layanan, "LAMBAT", frozenset({"pk"}))


@pytest.fixture
def antrean(monkeypatch) -> list[int]:
    """No worker runs: what is put into the queue stays there."""
    tunggu: list[int] = []
    monkeypatch.setattr(type(tasks.cetak), "enqueue", lambda task, pk: tunggu.append(pk))
    return tunggu


def minta(cast, **over) -> Permintaan:
    return replace(Permintaan(cast.pd, 2025, nomor="13 TAHUN 2025", tanggal=date(2025, 1, 3)), **over)


def pesan(cast, by=None, **over) -> Cetakan:
    return layanan.pesan_final(jenis="pk", permintaan=minta(cast, **over), by=by or cast.planner)


def kerjakan(cetakan) -> Cetakan:
    tasks.cetak.call(cetakan.pk)
    cetakan.refresh_from_db()
    return cetakan


def test_the_worker_finishes_what_was_ordered(lengkap):
    cetakan = pesan(lengkap)
    dokumen = Dokumen.objects.get()
    assert (cetakan.status, cetakan.dokumen, cetakan.payload) == (S.DONE, dokumen, {})
    assert (dokumen.status, dokumen.nomor, dokumen.tanggal) == ("FINAL", "13 TAHUN 2025", date(2025, 1, 3))
    assert dokumen.kode == cetakan.kode
    assert services.utuh(dokumen)
    assert AuditEvent.objects.get(aksi="dokumen.finalized").pelaku == lengkap.planner
    assert not cetakan.pdf, "the file is the document's"


def test_asking_twice_gives_one_order_and_one_document(lengkap, antrean):
    assert pesan(lengkap) == pesan(lengkap)
    assert len(antrean) == 1
    kerjakan(Cetakan.objects.get())
    tasks.cetak.call(antrean[0])
    assert Dokumen.objects.count() == 1


def test_another_number_waits_for_the_finishing_under_way(lengkap, antrean):
    pesan(lengkap)
    with pytest.raises(InvalidValue, match="sedang diselesaikan dengan nomor atau tanggal lain"):
        pesan(lengkap, nomor="14 TAHUN 2025")


def test_a_correction_can_be_ordered_afterwards(lengkap):
    lama = pesan(lengkap).dokumen
    baru = pesan(lengkap, nomor="14 TAHUN 2025").dokumen
    assert baru.replaces == lama


def test_what_lacks_something_is_refused_before_anything_is_stored(lengkap):
    with pytest.raises(NotAllowed):
        pesan(lengkap, by=lengkap.auditor)
    with pytest.raises(InvalidValue):
        pesan(lengkap, tanggal=None)
    Pejabat.objects.filter(jenis="KEPALA_DAERAH").delete()
    with pytest.raises(Incomplete):
        pesan(lengkap)
    assert not Cetakan.objects.exists()


def test_what_takes_a_moment_is_not_ordered(lengkap):
    with pytest.raises(ValueError, match="langsung"):
        layanan.pesan_final(jenis="sk-iku", permintaan=minta(lengkap), by=lengkap.planner)


def test_a_right_that_was_taken_away_meanwhile_stops_it(lengkap, antrean):
    cetakan = pesan(lengkap)
    Membership.objects.filter(user=lengkap.planner).delete()
    assert kerjakan(cetakan).status == S.FAILED
    assert "tidak berhak menyelesaikan dokumen" in cetakan.pesan
    assert not Dokumen.objects.exists()


def test_an_account_that_was_closed_meanwhile_stops_it(lengkap, antrean):
    cetakan = pesan(lengkap)
    lengkap.planner.is_active = False
    lengkap.planner.save()
    assert "tidak aktif lagi" in kerjakan(cetakan).pesan
    assert not Dokumen.objects.exists()


def test_data_that_changed_after_the_order_stop_it(lengkap, antrean):
    cetakan = pesan(lengkap)
    orang = Pejabat.objects.get(jenis="SEKDA")
    orang.nama += " BARU"
    orang.save()
    assert (kerjakan(cetakan).status, cetakan.pesan) == (S.FAILED, services.BERUBAH)
    assert not Dokumen.objects.exists()


def test_a_refusal_names_every_gap_on_its_page(client, lengkap, antrean):
    cetakan = pesan(lengkap)
    Pejabat.objects.filter(jenis="KEPALA_DAERAH").delete()
    kerjakan(cetakan)
    client.force_login(lengkap.planner)
    isi = client.get(reverse("reports:cetakan", args=[cetakan.pk])).content.decode()
    assert "Dokumen belum diselesaikan" in isi
    assert "Pihak Kedua" in isi
    assert reverse("reports:finalisasi", args=[lengkap.pd.kode, 2025, "pk"]) in isi


def test_its_page_leads_to_the_document(client, lengkap):
    cetakan = pesan(lengkap)
    client.force_login(lengkap.planner)
    isi = client.get(reverse("reports:cetakan", args=[cetakan.pk])).content.decode()
    assert "Dokumen selesai dan dibekukan" in isi
    assert reverse("reports:berkas", args=[cetakan.dokumen_id]) in isi


def test_only_who_may_finish_may_call_it_off(client, lengkap, antrean):
    cetakan = pesan(lengkap)
    alamat = reverse("reports:cetakan_batal", args=[cetakan.pk])
    client.force_login(lengkap.auditor)
    assert client.post(alamat).status_code == 403
    client.force_login(lengkap.planner)
    client.post(alamat)
    assert kerjakan(cetakan).status == S.CANCELLED
    assert not Dokumen.objects.exists()


def test_calling_it_off_at_the_last_moment_leaves_nothing(lengkap, antrean, monkeypatch, media_root):
    """Called off while the file is written, after the last sign of progress: document and row still agree."""
    cetakan, asli = pesan(lengkap), pdf.render
    monkeypatch.setattr(pdf, "render", lambda *a: (asli(*a), layanan.batalkan(cetakan))[0])
    assert kerjakan(cetakan).status == S.CANCELLED
    assert not Dokumen.objects.exists()
    assert not AuditEvent.objects.filter(aksi="dokumen.finalized").exists()
    assert not [p for p in media_root.rglob("*") if p.is_file()]


# --- Killed ---------------------------------------------------------------------------------------------------------

PEKERJA = """
import os, signal, sys
import django
from django.conf import settings
basis_data, media, pk, saat = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = basis_data
settings.MEDIA_ROOT = media
django.setup()
from indicators.services import audit
from reports import services, tasks

def mati(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

asli = services.dokumen_finalize
if saat == "menyusun halaman":
    tasks.Pencatat._simpan = lambda self, tahap, halaman, jam: mati() if halaman else None
    tasks.SELANG = 0
elif saat == "di tengah transaksi":
    audit.record_many = mati
else:
    services.dokumen_finalize = lambda **k: (asli(**k), mati())
tasks.cetak.call(int(pk))
"""


def bunuh(cetakan, saat: str, media_root) -> None:
    """A worker of its own takes the order and is killed with signal 9 at that moment."""
    nama = str(connection.settings_dict["NAME"])
    perintah = [sys.executable, "-c", PEKERJA, nama, str(media_root), str(cetakan.pk), saat]
    hasil = subprocess.run(perintah, env={**os.environ, "LOG_LEVEL": "ERROR"}, capture_output=True, check=False)
    assert hasil.returncode == -signal.SIGKILL, hasil.stderr.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("saat", [pytest.param("menyusun halaman", marks=pytest.mark.once), "di tengah transaksi"])
def test_a_worker_killed_before_the_end_leaves_nothing_and_the_next_one_finishes(lengkap, antrean, media_root, saat):
    cetakan = pesan(lengkap)
    bunuh(cetakan, saat, media_root)
    cetakan.refresh_from_db()
    assert (cetakan.status, cetakan.dokumen) == (S.RUNNING, None)
    assert not Dokumen.objects.exists()
    assert not AuditEvent.objects.filter(aksi="dokumen.finalized").exists()
    Cetakan.objects.update(denyut=timezone.now())  # however long all this took here
    assert layanan.pungut() == 0, "it may be alive"
    Cetakan.objects.update(denyut=timezone.now() - timedelta(seconds=61))
    assert layanan.pungut() == 1, "nobody had to look at it"
    assert kerjakan(cetakan).status == S.DONE
    assert cetakan.percobaan == 2
    assert services.utuh(Dokumen.objects.get())


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_the_end_has_finished_once(lengkap, antrean, media_root):
    cetakan = pesan(lengkap)
    bunuh(cetakan, "sesudahnya", media_root)
    cetakan.refresh_from_db()
    assert (cetakan.status, cetakan.dokumen) == (S.DONE, Dokumen.objects.get())
    Cetakan.objects.update(denyut=timezone.now() - timedelta(seconds=61))
    assert layanan.pungut() == 0
    tasks.cetak.call(cetakan.pk)
    assert services.utuh(Dokumen.objects.get())


# --- The worker looks after the rest --------------------------------------------------------------------------------


def test_the_worker_takes_up_what_was_left_and_clears_old_results_once_a_day(lengkap, antrean, monkeypatch):
    dipangkas = []
    assert db_worker.PANGKAS * db_worker.SELANG == 24 * 60 * 60
    monkeypatch.setattr(db_worker, "PANGKAS", 20)
    monkeypatch.setattr(db_worker, "call_command", lambda nama, **k: dipangkas.append(nama))
    cetakan = pesan(lengkap)
    tasks._ambil(cetakan.pk)
    Cetakan.objects.update(denyut=timezone.now() - timedelta(seconds=61))
    for putaran in range(db_worker.PANGKAS + 1):
        db_worker.jaga(putaran)
    cetakan.refresh_from_db()
    assert (cetakan.status, antrean) == (S.QUEUED, [cetakan.pk] * 2)
    assert len(dipangkas) == 2


def test_a_busy_database_does_not_end_the_worker(lengkap, monkeypatch, caplog):
    monkeypatch.setattr(layanan, "pungut", lambda: 1 / 0)
    db_worker.jaga(1)
    assert "tidak dapat diperiksa" in caplog.text


def test_the_worker_that_is_started_is_the_one_that_keeps_watch():
    """The library has a command of the same name, which knows nothing of renders left behind."""
    assert get_commands()["db_worker"] == "reports"
