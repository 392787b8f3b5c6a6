"""The public page: open to everybody, silent about what is nobody's business, and nothing stays of a dropped file."""

import re
import threading

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from indicators.models import AuditEvent
from reports import services, siklus
from reports.models import Dokumen
from reports.tanda_tangan import kode, periksa_pdf, terisolasi
from reports.unggah_memori import DiMemori
from reports.views import verifikasi
from tests.reports.baca import struktur, teks
from tests.reports.siklus_uji import files_in, isi_pdf, make_pk, quick_render, sign_all, upload


@pytest.fixture
def pk(lengkap):
    return make_pk(lengkap)


@pytest.fixture(autouse=True)
def in_this_process(request, monkeypatch):
    if "prints" not in request.node.name:
        quick_render(monkeypatch)
    monkeypatch.setattr(terisolasi, "periksa", periksa_pdf.periksa)
    cache.clear()


def halaman(dokumen, nama="periksa_dokumen") -> str:
    return reverse(f"reports:{nama}", args=[dokumen.kode])


def isi_halaman(client, dokumen) -> str:
    jawaban = client.get(halaman(dokumen))
    assert jawaban.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", jawaban.content.decode()).split())


def test_the_document_prints_the_way_to_its_page_on_its_last_page_only(pk, settings):
    assert pk.payload["meta"]["verifikasi"] == {"kode": pk.kode, "alamat": settings.SITE_URL + halaman(pk)}
    isi = isi_pdf(pk)
    tercetak = kode.berkelompok(pk.kode)
    with struktur(isi) as pdf:
        assert pk.kode in str(pdf.docinfo["/Keywords"])
    assert teks(isi).count(tercetak) == 1
    assert tercetak in periksa_pdf.periksa(isi).teks[-1]


def test_without_an_account_it_says_what_the_document_is(client, pk):
    tertulis = isi_halaman(client, pk)
    for ada in (
        pk.judul,
        "3 Januari 2025",
        "SEKDA UJI, S.IP.",
        "Dr. BUPATI UJI",
        pk.pdf_sha256,
        "belum ditandatangani",
    ):
        assert ada in tertulis
    assert pk.payload_sha256 not in tertulis


def test_a_signed_one_counts_until_everybody_signed_the_one_in_its_place(client, lengkap, pk):
    sign_all(lengkap, pk)
    antara = make_pk(lengkap, hari=pk.tanggal.replace(month=2))
    baru = make_pk(lengkap, hari=pk.tanggal.replace(month=3))
    assert "masih berlaku" in isi_halaman(client, pk)
    assert "belum mengikat" in isi_halaman(client, baru)
    assert Dokumen.objects.yang_berlaku().first() == pk, "which others name and take as an annex"
    assert "tidak berlaku lagi" in isi_halaman(client, antara), "it was never signed"
    assert baru.kode not in client.get(halaman(pk)).content.decode(), "its successor is not signed yet"
    client.force_login(lengkap.planner)
    isi = client.get(reverse("reports:dokumen", args=[pk.pk])).content.decode()
    assert "Dokumen ini tetap berlaku" in isi and "Buat pengganti" not in isi
    sign_all(lengkap, baru)
    assert "tidak berlaku lagi" in isi_halaman(client, pk)
    assert halaman(baru) in client.get(halaman(pk)).content.decode()
    aksi = AuditEvent.objects.filter(aksi="dokumen.replaced").order_by("nomor")
    assert [(e.objek_id, e.sebelum["status"]) for e in aksi] == [(antara.pk, "FINAL"), (pk.pk, "SIGNED")]


def test_the_signed_file_only_after_publication(client, lengkap, pk):
    assert client.get(halaman(pk, "periksa_berkas")).status_code == 404
    berkas = sign_all(lengkap, pk)
    assert client.get(halaman(pk, "periksa_berkas")).status_code == 404
    services.dokumen_publish(dokumen=pk, by=lengkap.planner)
    assert client.get(halaman(pk, "periksa_berkas")).content == siklus.isi_utuh(berkas)
    services.dokumen_unpublish(dokumen=pk, by=lengkap.planner)
    assert client.get(halaman(pk, "periksa_berkas")).status_code == 404


def test_a_typed_code_leads_there_however_it_is_typed(client, pk):
    for ketikan in (pk.kode, kode.berkelompok(pk.kode).lower(), f"  {pk.kode[:8]} {pk.kode[8:]} "):
        jawaban = client.get(reverse("reports:periksa"), {"kode": ketikan})
        assert jawaban["Location"] == halaman(pk)


def test_every_unknown_code_gets_the_same_answer(client, lengkap, pk):
    draf = Dokumen.objects.create(
        jenis="pk", perangkat_daerah=lengkap.pd, tahun=2025, periode_kunci="x", judul="Rahasia", kode="B" * 16
    )
    jawaban = set()
    for ketikan in (draf.kode, "C" * 16, "bukan-kode", "0" * 16, "x" * 500):
        r = client.get(reverse("reports:periksa_dokumen", args=[ketikan]))
        assert r.status_code == 404
        jawaban.add(re.sub(r'value="[^"]*"|"X-CSRFToken": "[^"]*"', "", r.content.decode()))
        assert client.get(reverse("reports:periksa"), {"kode": ketikan}).status_code == 404
    assert len(jawaban) == 1
    assert "Rahasia" not in jawaban.pop()


def test_a_dropped_file_is_compared_and_nothing_of_it_stays(client, lengkap, pk, media_root, monkeypatch):
    isi = siklus.isi_utuh(sign_all(lengkap, pk))
    sebelum, peristiwa = files_in(media_root), AuditEvent.objects.count()
    rusak = bytearray(isi)
    rusak[5000] ^= 1
    for bita, kalimat in (
        (isi, "sama persis dengan dokumen bertanda tangan"),
        (isi_pdf(pk), "asli, tetapi tanpa tanda tangan"),
        (bytes(rusak), "Berkas ini sudah berubah"),
        (b"halo", "tidak dikenali"),
    ):
        jawaban = client.post(halaman(pk), {"berkas": upload(bita, "x.pdf")})
        assert jawaban.status_code == 200
        assert kalimat in jawaban.content.decode()
    assert files_in(media_root) == sebelum
    assert AuditEvent.objects.count() == peristiwa


def test_a_file_too_large_is_refused_and_never_reaches_the_disk(client, pk, monkeypatch, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setattr(
        DiMemori,
        "__init__",
        lambda self, batas: (super(DiMemori, self).__init__(), setattr(self, "sisa", 3_000_000))[0],
    )
    besar = client.post(halaman(pk), {"berkas": upload(b"%PDF-" + b"0" * 4_000_000, "x.pdf")})
    assert besar.status_code == 422
    assert "lebih besar dari" in besar.content.decode()
    assert not list(tmp_path.iterdir())


def test_the_form_is_protected_although_its_files_stay_in_memory(pk):
    ketat = Client(enforce_csrf_checks=True)
    assert ketat.post(halaman(pk), {"berkas": upload(b"x", "x.pdf")}).status_code == 403


def test_one_address_may_not_ask_without_end(client, pk, monkeypatch):
    monkeypatch.setattr(verifikasi, "BERKAS_SEMENIT", 2)
    kode_http = [client.post(halaman(pk), {"berkas": upload(b"x", "x.pdf")}).status_code for _ in range(3)]
    assert kode_http == [200, 200, 429]
    monkeypatch.setattr(verifikasi, "KODE_SEMENIT", 5)
    banyak = [client.get(reverse("reports:periksa"), {"kode": "C" * 16}).status_code for _ in range(4)]
    assert banyak[-1] == 429


def test_whoever_changes_his_address_within_his_network_is_still_one(client, pk, monkeypatch):
    monkeypatch.setattr(verifikasi, "KODE_SEMENIT", 3)
    alamat = [f"2001:db8:1:2::{n:x}" for n in range(5)]
    assert [client.get(halaman(pk), REMOTE_ADDR=a).status_code for a in alamat] == [200, 200, 200, 429, 429]
    assert client.get(halaman(pk), REMOTE_ADDR="2001:db8:1:3::1").status_code == 200, "somebody else's network"
    assert client.get(halaman(pk), REMOTE_ADDR="::ffff:192.0.2.7").status_code == 200


def test_files_are_not_asked_for_without_end_either(client, pk, monkeypatch):
    monkeypatch.setattr(verifikasi, "KODE_SEMENIT", 2)
    assert [client.get(halaman(pk, "periksa_berkas")).status_code for _ in range(3)] == [404, 404, 429]


def test_only_so_many_files_are_read_at_once(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(terisolasi, "TUNGGU", 0.01)
    monkeypatch.setattr(terisolasi, "_TEMPAT", threading.BoundedSemaphore(1))
    with terisolasi._TEMPAT:
        assert terisolasi.periksa(b"%PDF-") == periksa_pdf.Laporan(galat=terisolasi.SIBUK)
    assert terisolasi.periksa(b"%PDF-").galat != terisolasi.SIBUK


def test_the_policy_of_the_page_is_strict(client, pk):
    jawaban = client.get(halaman(pk))
    aturan = jawaban["Content-Security-Policy"]
    assert "default-src 'none'" in aturan
    assert "unsafe" not in aturan
    assert "no-store" in jawaban["Cache-Control"]
    assert 'content="noindex' in jawaban.content.decode()
