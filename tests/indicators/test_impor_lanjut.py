"""A large import whose worker vanishes in the middle: nothing is half stored, and it is taken up again."""

import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db.models import F
from django.urls import reverse
from openpyxl import Workbook

from indicators.models import Sasaran, Unggahan
from indicators.services import impor_lanjut, impor_unggahan
from indicators.services.impor_lanjut import impor_lanjutkan, impor_pungut
from indicators.services.impor_unggahan import buku_kerjakan
from tests import builders as b
from tests.buku_uji import berkas, simpan

pytestmark = pytest.mark.django_db
BARIS = 1_001


def buku(rows):
    """A workbook with the sheet Sasaran alone."""
    wb = Workbook()
    wb.active.title = "Sasaran"
    for row in rows:
        wb.active.append(row)
    return berkas(simpan(wb))


class Mati(BaseException):
    """The power goes: nothing below catches it."""


@pytest.fixture
def antre(monkeypatch):
    """The keys that were queued."""
    catatan: list[int] = []
    for tempat in ("indicators.views.buku_pd", "indicators.services.impor_lanjut"):
        monkeypatch.setattr(f"{tempat}.impor_buku", SimpleNamespace(enqueue=catatan.append))
    return catatan


@pytest.fixture
def unggahan(cast, client, antre):
    """A workbook the planner said yes to, that waits for the worker."""
    client.force_login(cast.planner)
    alamat = reverse("indicators:buku_pd", args=[cast.pd.kode, "2021-2026"])
    rows = [["Uraian"], *([f"Sasaran nomor {n}"] for n in range(BARIS))]
    jawab = client.post(alamat, {"berkas": buku(rows)})
    s = client.get(jawab.url).context["s"]
    client.post(jawab.url, {"sidik": s.sidik, "jumlah": s.jumlah})
    assert len(antre) == 1
    return Unggahan.objects.get(pk=antre[0])


def mati_di_tengah(monkeypatch, pk):
    """The worker writes 500 rows and vanishes; what it wrote of its progress stays behind."""
    with monkeypatch.context() as m:
        m.setattr(impor_unggahan.Pencatat, "__call__", lambda self, n: (_ for _ in ()).throw(Mati))
        with pytest.raises(Mati):
            buku_kerjakan(pk)


def lama_sekali(monkeypatch, pk, lama=timedelta(minutes=2)):
    Unggahan.objects.filter(pk=pk).update(diubah_pada=F("diubah_pada") - lama)


def tersimpan():
    return Sasaran.objects.filter(uraian__startswith="Sasaran nomor").count()


def test_what_a_vanished_worker_left_is_taken_up_once_and_stored_whole(unggahan, antre, monkeypatch, settings):
    mati_di_tengah(monkeypatch, unggahan.pk)
    assert tersimpan() == 0
    assert impor_pungut() == 0, "a minute has not passed: it may be slow only"
    lama_sekali(monkeypatch, unggahan.pk)
    sisa = Path(settings.MEDIA_ROOT, f"impor/{unggahan.pk}.txt")
    sisa.parent.mkdir(exist_ok=True)
    sisa.write_text("500")  # left by a worker that could not even take that back
    os.utime(sisa, (0, 0))
    assert impor_pungut() == 1
    assert impor_unggahan.kemajuan(unggahan.pk) == 0
    assert not impor_lanjutkan(unggahan.pk), "of several who look, one queues it"
    assert antre == [unggahan.pk] * 2
    buku_kerjakan(unggahan.pk)
    assert tersimpan() == BARIS
    lama_sekali(monkeypatch, unggahan.pk)
    assert impor_pungut() == 0 and not impor_lanjutkan(unggahan.pk)


def test_a_worker_that_writes_is_not_taken_for_dead(unggahan, antre, monkeypatch):
    def lihat(self, baris):
        asli(self, baris)
        lama_sekali(monkeypatch, unggahan.pk)
        terlihat.append(impor_lanjutkan(unggahan.pk))

    terlihat: list[bool] = []
    asli = impor_unggahan.Pencatat.__call__
    monkeypatch.setattr(impor_unggahan.Pencatat, "__call__", lihat)
    buku_kerjakan(unggahan.pk)
    assert terlihat and not any(terlihat)
    assert tersimpan() == BARIS


def test_after_three_attempts_it_says_so_and_may_be_stored_again(client, cast, unggahan, antre, monkeypatch):
    for _ in range(impor_lanjut.PERCOBAAN):
        mati_di_tengah(monkeypatch, unggahan.pk)
        lama_sekali(monkeypatch, unggahan.pk)
        assert impor_lanjutkan(unggahan.pk)
    assert len(antre) == impor_lanjut.PERCOBAAN
    halaman = client.get(reverse("indicators:buku_pd_pratinjau", args=[cast.pd.kode, "2021-2026", unggahan.pk]))
    assert "terhenti tiga kali; tidak satu baris pun disimpan" in halaman.content.decode()
    assert tersimpan() == 0


def test_the_page_of_the_workbook_leads_back_and_the_progress_gives_way_to_the_reason(client, cast, unggahan, antre):
    halaman = reverse("indicators:buku_pd", args=[cast.pd.kode, "2021-2026"])
    alamat = reverse("indicators:buku_pd_pratinjau", args=[cast.pd.kode, "2021-2026", unggahan.pk])
    sambung = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{alamat}"}
    isi = client.get(halaman).content.decode()
    assert "sedang disimpan" in isi and f'href="{alamat}"' in isi
    assert "Menunggu giliran" in client.get(alamat, headers=sambung).content.decode()
    b.make_sasaran(cast.pd, uraian="Sasaran nomor 7")
    buku_kerjakan(unggahan.pk)
    answer = client.get(alamat, headers=sambung)
    assert answer["HX-Refresh"] == "true" and not answer.content, "no page inside a page"
    assert "tidak jadi disimpan. Isi aplikasi berubah" in client.get(halaman).content.decode()
    client.logout()
    assert client.get(alamat, headers=sambung)["HX-Redirect"].endswith(f"?next={alamat}")


def test_another_upload_leaves_what_is_being_stored_alone(client, cast, unggahan):
    alamat = reverse("indicators:buku_pd", args=[cast.pd.kode, "2021-2026"])
    lain = client.post(alamat, {"berkas": buku([["Uraian"], ["Sasaran lain"]])})
    client.post(alamat, {"berkas": buku([["Uraian"], ["Sasaran lagi"]])})
    assert client.get(lain.url).status_code == 404, "a preview gives way to the next one"
    buku_kerjakan(unggahan.pk)
    assert tersimpan() == BARIS
