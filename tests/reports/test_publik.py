"""The public list: what was published and nothing else, the same page for everybody."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import PemerintahDaerah, PerangkatDaerah
from reports import publik as selectors
from reports.models import BerkasDokumen, Dokumen, Publikasi
from reports.tanda_tangan.kode import HURUF
from reports.views import publik as views


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


def terbitkan(pd, judul: str, *, tahun: int = 2025, status: str = "SIGNED", jenis: str = "pk") -> Dokumen:
    """A document with a signed file that was published, whatever became of it then."""
    dokumen = buat(pd, judul, tahun=tahun, status=status, jenis=jenis)
    Publikasi.objects.create(dokumen=dokumen)
    isi = {"asal": BerkasDokumen.Asal.SISTEM, "berkas": ContentFile(b"%PDF-", "a.pdf"), "sha256": "0" * 64}
    BerkasDokumen.objects.create(dokumen=dokumen, urutan=1, **isi)
    return dokumen


def buat(pd, judul: str, *, tahun: int = 2025, status: str = "SIGNED", jenis: str = "pk") -> Dokumen:
    """A document nobody published."""
    ke = Dokumen.objects.count() + 1
    return Dokumen.objects.create(
        perangkat_daerah=pd,
        judul=judul,
        tahun=tahun,
        status=status,
        jenis=jenis,
        periode_kunci=str(tahun),
        nomor=f"No/{ke:03d}",
        tanggal=date(tahun, 1, 20),
        kode=HURUF[ke] * 16,
    )


def daftar(client, cast, kueri: str = "", status: int = 200) -> str:
    jawaban = client.get(reverse("publik_daerah", args=[cast.pemda.kode]) + kueri)
    assert jawaban.status_code == status
    return jawaban.content.decode()


def test_a_published_document_is_there_with_its_state_in_words_and_its_file(client, cast):
    baru = terbitkan(cast.pd, "Perjanjian Baru")
    lama = terbitkan(cast.pd, "Perjanjian Lama", status="REPLACED")
    batal = terbitkan(cast.pd, "Perjanjian Batal", status="WITHDRAWN")
    isi = daftar(client, cast)
    baris = {d: isi[isi.index(d.judul) :].partition("</tr>")[0] for d in (baru, lama, batal)}
    keadaan = ("Berlaku<", "Tidak berlaku lagi, sudah digantikan", "Ditarik kembali, tidak berlaku")
    for (dokumen, satu), kata in zip(baris.items(), keadaan, strict=True):
        assert kata in satu and dokumen.nomor in satu and "20 Januari 2025" in satu and "Perjanjian Kinerja" in satu
        assert reverse("reports:periksa_berkas", args=[dokumen.kode]) in satu
        assert f'href="{reverse("reports:periksa_dokumen", args=[dokumen.kode])}"' in isi


def test_nothing_else_is_there(client, cast):
    """No draft, nothing finished or signed but unpublished, nothing taken back, nothing of another regency."""
    terbitkan(cast.pd, "Terbit")
    terbitkan(cast.pd, "Draf Terbit", status="DRAFT")
    for status in Dokumen.Status.values:
        buat(cast.pd, f"Rahasia {status}", status=status)
    Publikasi.objects.filter(dokumen=terbitkan(cast.pd, "Batal Terbit")).delete()
    lain = PemerintahDaerah.objects.create(kode="daerah-lain", nama="Kabupaten Lain")
    pd_lain = PerangkatDaerah.objects.create(pemerintah_daerah=lain, kode="pd-lain", nama="Dinas Lain")
    terbitkan(pd_lain, "Milik Lain", tahun=2019)
    isi = daftar(client, cast)
    assert "Terbit</a>" in isi
    for tiada in ("Rahasia", "Batal Terbit", "Draf Terbit", "Milik Lain", "Dinas Lain", "2019"):
        assert tiada not in isi
    assert "Milik Lain" not in daftar(client, cast, "?pd=pd-lain", status=404)


def test_it_is_chosen_by_year_and_perangkat_daerah_and_an_unknown_choice_says_so(client, cast):
    dinas = PerangkatDaerah.objects.create(pemerintah_daerah=cast.pemda, kode="dinas-b", nama="Dinas B")
    terbitkan(cast.pd, "Perjanjian Lama", tahun=2024)
    terbitkan(cast.pd, "Perjanjian Kini")
    terbitkan(dinas, "Laporan Dinas", jenis="lkjip")
    semua = daftar(client, cast)
    assert semua.index("Perjanjian Kini") < semua.index("Perjanjian Lama"), "the newest year first"
    satu = daftar(client, cast, "?tahun=2025&pd=dinas-b")
    assert "Laporan Dinas" in satu and "Perjanjian" not in satu.partition("</form>")[2]
    assert "Tidak ada dokumen yang cocok" in daftar(client, cast, "?tahun=2024&pd=dinas-b")
    for kueri in ("?tahun=1999", "?tahun=abc", "?pd=tidak-ada", f"?tahun={'9' * 40}"):
        assert "Tidak ada dokumen yang cocok" in daftar(client, cast, kueri, status=404)


def test_before_anything_is_published_it_says_so_and_an_unknown_regency_is_not_found(client, cast):
    assert "Belum ada dokumen" in client.get(reverse("publik")).content.decode()
    assert "Belum ada dokumen" in daftar(client, cast)
    tiada = client.get(reverse("publik_daerah", args=["tidak-ada"]))
    assert tiada.status_code == 404 and views.TIDAK_DIKENAL in tiada.content.decode()


def test_the_only_regency_is_opened_at_once_and_of_several_one_is_chosen(client, cast):
    terbitkan(cast.pd, "Satu")
    alamat = reverse("publik_daerah", args=[cast.pemda.kode])
    assert client.get(reverse("publik"))["Location"] == alamat
    lain = PemerintahDaerah.objects.create(kode="daerah-lain", nama="Kabupaten Lain")
    PemerintahDaerah.objects.create(kode="daerah-kosong", nama="Kabupaten Kosong")
    pd_lain = PerangkatDaerah.objects.create(pemerintah_daerah=lain, kode="pd-lain", nama="Dinas Lain")
    terbitkan(pd_lain, "Milik Lain")
    isi = client.get(reverse("publik")).content.decode()
    assert alamat in isi and "Kabupaten Lain" in isi and "Kabupaten Kosong" not in isi


def test_it_is_paged_and_asks_the_same_however_much_there_is(client, cast, monkeypatch):
    monkeypatch.setattr(selectors, "SEHALAMAN", 3)
    banyak = []
    for n in range(5):
        milik = {"pemerintah_daerah": cast.pemda, "kode": f"dinas-{n}", "nama": f"Dinas {n}"}
        terbitkan(PerangkatDaerah.objects.create(**milik), f"Dokumen {n}")
        if n in (0, 4):
            with CaptureQueriesContext(connection) as captured:
                isi = daftar(client, cast, "?tahun=2025")
            banyak.append(len(captured))
    assert banyak == [5, 5]
    assert "?tahun=2025&amp;halaman=2" in isi and "1 sampai 3 dari 5 dokumen" in isi
    assert "4 sampai 5 dari 5 dokumen" in daftar(client, cast, "?tahun=2025&halaman=2")
    assert "4 sampai 5 dari 5 dokumen" in daftar(client, cast, "?halaman=99")


def test_everybody_gets_the_same_page_and_a_cache_may_keep_it_a_moment(client, cast):
    terbitkan(cast.pd, "Satu")
    umum = client.get(reverse("publik_daerah", args=[cast.pemda.kode]))
    client.force_login(cast.planner)
    masuk = client.get(reverse("publik_daerah", args=[cast.pemda.kode]))
    assert masuk.content == umum.content
    for jawaban in (umum, masuk):
        assert jawaban["Cache-Control"] == "public, max-age=60"
        assert not jawaban.cookies
        assert 'content="noindex' in jawaban.content.decode()


def test_one_address_may_not_ask_without_end(client, cast, monkeypatch):
    monkeypatch.setattr(views, "SEMENIT", 2)
    assert [client.get(reverse("publik")).status_code for _ in range(3)] == [200, 200, 429]


def test_the_ways_there(client, cast):
    dokumen = terbitkan(cast.pd, "Satu")
    alamat = reverse("publik_daerah", args=[cast.pemda.kode])
    assert f'href="{reverse("publik")}"' in client.get(reverse("login")).content.decode()
    assert (
        f"{alamat}?pd={cast.pd.kode}"
        in client.get(reverse("reports:periksa_dokumen", args=[dokumen.kode])).content.decode()
    )
