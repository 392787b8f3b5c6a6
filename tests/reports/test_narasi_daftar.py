"""The list of narratives: by chapter, what has to be looked at, and texts whose section is gone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import AuditEvent
from indicators.services import audit
from reports.builders import e81, sk_iku
from reports.builders.permintaan import BagianNarasi, Permintaan, label_bab
from reports.models import Narasi, NarasiKonsep, NarasiVersi
from reports.narasi_baca import narasi_daftar
from reports.services.narasi import Tempat, narasi_save, narasi_sidik
from reports.services.narasi_konsep import konsep_save

BAB = "Bab I Pendahuluan"


def alamat(cast, nama="narasi", bagian="") -> str:
    return reverse(f"reports:{nama}", args=[cast.pd.kode, 2025, "sk-iku", *([bagian] if bagian else [])])


def tempat(cast, bagian, jenis="sk-iku") -> Tempat:
    return Tempat(cast.pd, 2025, jenis, bagian)


def sidik(cast, bagian) -> str:
    return narasi_sidik(Narasi.objects.get(bagian=bagian).teks)


def catat(cast) -> None:
    """A write of a fact: what was kept counts no more."""
    audit.record(cast.planner, audit.Event("indikator.changed", cast.indikator, "uji", pemerintah_daerah=cast.pemda))


@pytest.fixture(autouse=True)
def data(monkeypatch):
    """The decree, as if it had chapters of prose; what its data say can be changed."""
    isi = [
        BagianNarasi("x.depan", "Kata Pengantar", "Puji syukur.", "Bagian depan"),
        BagianNarasi("x.1", "Latar Belakang", "Dari data.", BAB),
        BagianNarasi("x.2", "Maksud", "", BAB),
    ]
    monkeypatch.setattr(sk_iku, "narasi", lambda permintaan: list(isi))
    return isi


@pytest.fixture
def planner(client, lengkap):
    client.force_login(lengkap.planner)
    return client


@pytest.fixture
def yatim(lengkap):
    """A text whose indikator was deleted."""
    return narasi_save(tempat=tempat(lengkap, "x.1.ikm"), teks="<p>Analisis IKM.</p>", sidik="", by=lengkap.planner)


def test_the_sections_stand_in_their_chapters(planner, lengkap):
    isi = planner.get(alamat(lengkap))
    assert [(b.judul, b.jumlah, b.perlu) for b in isi.context["bab_list"]] == [("Bagian depan", 1, 0), (BAB, 2, 1)]
    html = isi.content.decode()
    assert f'<a href="#bab-2">{BAB}</a> <span class="muted">2 bagian, 1 perlu ditinjau</span>' in html
    assert "Kosong" in html  # the data have no text for x.2


def test_only_what_has_to_be_looked_at(planner, lengkap, data):
    narasi_save(tempat=tempat(lengkap, "x.depan"), teks="<p>Sendiri.</p>", sidik="", by=lengkap.planner, asli="Lama.")
    konsep_save(tempat=tempat(lengkap, "x.1"), teks="<p>Separuh</p>", sidik="", by=lengkap.planner)
    dipilih = [
        b.bagian.kunci for bab in planner.get(alamat(lengkap) + "?lihat=tinjau").context["bab_list"] for b in bab.bagian
    ]
    assert dipilih == ["x.depan", "x.1", "x.2"]  # data changed, own unsaved work, nothing to print
    data[2] = BagianNarasi("x.2", "Maksud", "Ada.", BAB)
    NarasiKonsep.objects.all().delete()
    Narasi.objects.update(dasar="Puji syukur.")
    catat(lengkap)
    assert "Tidak ada yang perlu ditinjau" in planner.get(alamat(lengkap) + "?lihat=tinjau").content.decode()


def test_a_text_without_its_section_is_listed_and_readable(planner, client, lengkap, yatim):
    html = planner.get(alamat(lengkap)).content.decode()
    assert "Dahulu di bawah “Latar Belakang”" in html
    assert "<p>Analisis IKM.</p>" in html
    client.force_login(lengkap.auditor)
    html = client.get(alamat(lengkap)).content.decode()
    assert "<p>Analisis IKM.</p>" in html
    assert "Hapus tulisan" not in html


def test_it_is_copied_to_the_end_of_another_section(planner, lengkap, yatim):
    url = alamat(lengkap, "narasi_yatim_salin", "x.1.ikm")
    assert planner.post(url, {"tujuan": "x.1"}).url == alamat(lengkap, "narasi_bagian", "x.1")
    assert NarasiKonsep.objects.get().teks == "<p>Dari data.</p><p>Analisis IKM.</p>"
    assert Narasi.objects.get().bagian == "x.1.ikm"  # nothing is stored, nothing taken away
    assert planner.post(url, {"tujuan": "x.9"}).status_code == 404


def test_it_is_deleted_with_an_event_and_kept_in_its_history(planner, lengkap, yatim, data):
    url = alamat(lengkap, "narasi_yatim_hapus", "x.1.ikm")
    planner.post(url, {"sidik": "lain"})
    assert Narasi.objects.exists()  # somebody changed it meanwhile
    planner.post(url, {"sidik": sidik(lengkap, "x.1.ikm")})
    assert not Narasi.objects.exists()
    assert AuditEvent.objects.order_by("nomor").last().aksi == "narasi.orphan_removed"
    assert NarasiVersi.objects.filter(bagian="x.1.ikm", teks="<p>Analisis IKM.</p>").exists()


def test_a_section_that_exists_is_not_deleted_that_way(planner, lengkap):
    narasi_save(tempat=tempat(lengkap, "x.1"), teks="<p>Sendiri.</p>", sidik="", by=lengkap.planner)
    hapus = alamat(lengkap, "narasi_yatim_hapus", "x.1")
    assert planner.post(hapus, {"sidik": sidik(lengkap, "x.1")}).status_code == 404


def test_unsaved_work_without_its_section_is_listed_for_its_writer(planner, client, lengkap):
    konsep_save(tempat=tempat(lengkap, "x.1.hapus"), teks="<p>Separuh</p>", sidik="", by=lengkap.planner)
    assert "<p>Separuh</p>" in planner.get(alamat(lengkap)).content.decode()
    planner.post(alamat(lengkap, "narasi_yatim_hapus", "x.1.hapus"), {"sidik": ""})
    assert not NarasiKonsep.objects.exists()


def test_the_prose_of_another_quarter_is_not_without_section(lengkap, monkeypatch):
    monkeypatch.setattr(e81, "narasi", lambda p: [BagianNarasi(f"e81.tw{p.triwulan}.renja", "Renja", "Ada.")])
    for n in (1, 2):
        narasi_save(tempat=tempat(lengkap, f"e81.tw{n}.renja", "e81"), teks=f"<p>{n}</p>", sidik="", by=lengkap.planner)
    assert narasi_daftar(Permintaan(lengkap.pd, 2025, triwulan=1), "e81", lengkap.planner).yatim == []


def test_storing_a_narrative_does_not_make_the_document_anew(planner, lengkap, monkeypatch):
    dibuat = []
    semula = sk_iku.narasi
    monkeypatch.setattr(sk_iku, "narasi", lambda p: dibuat.append(1) or semula(p))
    catat(lengkap)
    narasi_save(tempat=tempat(lengkap, "x.1"), teks="<p>Satu.</p>", sidik="", by=lengkap.planner)
    planner.get(alamat(lengkap))
    sebelum = len(dibuat)
    narasi_save(tempat=tempat(lengkap, "x.1"), teks="<p>Dua.</p>", sidik=sidik(lengkap, "x.1"), by=lengkap.planner)
    with CaptureQueriesContext(connection) as kueri:
        assert "<p>Dua.</p>" in planner.get(alamat(lengkap)).content.decode()
    assert len(dibuat) == sebelum
    assert len(kueri) <= 12


@pytest.mark.parametrize(
    ("nomor", "label"), [("BAB III", "Bab III Akuntabilitas"), ("3.", "3. Akuntabilitas"), ("", "Akuntabilitas")]
)
def test_a_chapter_is_called_as_it_is_printed(nomor, label):
    assert label_bab(nomor, "Akuntabilitas") == label
