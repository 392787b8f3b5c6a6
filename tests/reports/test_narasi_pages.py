"""The pages of the narratives: list, editor, autosave, preview, history, pictures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.services import audit
from reports.builders import sk_iku
from reports.builders.permintaan import BagianNarasi
from reports.models import GambarNarasi, Narasi, NarasiKonsep, NarasiVersi
from reports.services.narasi import Tempat, narasi_save, narasi_sidik
from tests.reports.berkas_gambar import gambar_png


def alamat(cast, nama, *lain, bagian="x.1") -> str:
    return reverse(f"reports:{nama}", args=[cast.pd.kode, 2025, "sk-iku", *([bagian] if bagian else []), *lain])


@pytest.fixture
def planner(client, lengkap):
    client.force_login(lengkap.planner)
    return client


@pytest.fixture(autouse=True)
def data(monkeypatch):
    """The decree, as if it had sections of prose; what its data say can be changed."""
    isi = ["Dari data."]
    bagian = ("x.1", "Latar Belakang"), ("x.2", "Maksud")
    monkeypatch.setattr(sk_iku, "narasi", lambda permintaan: [BagianNarasi(k, j, isi[0]) for k, j in bagian])
    return isi


def tulis(cast, teks, asli="Dari data."):
    kini = Narasi.objects.values_list("teks", flat=True).first()
    tempat = Tempat(cast.pd, 2025, "sk-iku", "x.1")
    return narasi_save(tempat=tempat, teks=teks, sidik=narasi_sidik(kini), asli=asli, by=cast.planner)


# --- Writing ----------------------------------------------------------------------------------------------------------


def test_a_section_is_written_and_given_back(planner, lengkap):
    url = alamat(lengkap, "narasi_bagian")
    assert "Dari data." in planner.get(url).content.decode()
    isi = planner.post(url, {"teks": "Kata <sendiri>.\n- satu\n- dua", "sidik": ""}, follow=True).content.decode()
    assert "<p>Kata &lt;sendiri&gt;.</p><ul><li>satu</li><li>dua</li></ul>" in isi
    assert "Ditulis sendiri" in isi
    halaman = planner.get(url)
    kembali = alamat(lengkap, "narasi_kembalikan")
    assert planner.get(kembali).status_code == 405
    isi = planner.post(kembali, {"sidik": halaman.context["sidik"]}, follow=True).content.decode()
    assert "Ditulis sendiri" not in isi
    assert not Narasi.objects.exists()


def test_what_the_editor_sends_is_taken_as_html_and_cleaned(planner, lengkap):
    html = "<h2>Judul</h2><p>Isi <b>tebal</b><script>x</script></p>"
    planner.post(alamat(lengkap, "narasi_bagian"), {"teks": html, "bentuk": "html", "sidik": ""})
    assert Narasi.objects.get().teks == "<h4>Judul</h4><p>Isi <strong>tebal</strong></p>"


def test_the_plain_field_loses_nothing_of_a_rich_text(planner, lengkap):
    tulis(lengkap, "<p>Isi <strong>tebal</strong></p>")
    form = planner.get(alamat(lengkap, "narasi_bagian")).context["form"]
    assert (form["teks"].value(), form["bentuk"].value()) == ("<p>Isi <strong>tebal</strong></p>", "html")


def test_saving_may_go_on_to_the_next_section(planner, lengkap):
    data = {"teks": "Kata.", "sidik": "", "aksi": "lanjut"}
    jawaban = planner.post(alamat(lengkap, "narasi_bagian"), data)
    assert jawaban.url == alamat(lengkap, "narasi_bagian", bagian="x.2")


def test_a_text_changed_meanwhile_shows_both_and_loses_neither(planner, lengkap):
    tulis(lengkap, "<p>Orang lain.</p>")
    url = alamat(lengkap, "narasi_bagian")
    jawaban = planner.post(url, {"teks": "Saya.", "sidik": ""})
    isi = jawaban.content.decode()
    assert jawaban.status_code == 409
    assert "sudah diubah orang lain" in isi
    assert "Orang lain." in isi
    assert "Saya." in isi
    assert Narasi.objects.get().teks == "<p>Orang lain.</p>"
    assert NarasiKonsep.objects.get().teks == "<p>Saya.</p>"
    planner.post(url, {"teks": "Saya.", "sidik": jawaban.context["form"]["sidik"].value()})
    assert Narasi.objects.get().teks == "<p>Saya.</p>"
    assert NarasiVersi.objects.filter(teks="<p>Orang lain.</p>").exists()


def test_an_empty_text_is_refused_on_the_page(planner, lengkap):
    jawaban = planner.post(alamat(lengkap, "narasi_bagian"), {"teks": " ", "sidik": ""})
    assert jawaban.status_code == 422
    assert "Tulis isi bagian ini" in jawaban.content.decode()


def test_an_unknown_section_is_not_found(planner, lengkap):
    assert planner.get(alamat(lengkap, "narasi_bagian", bagian="x.9")).status_code == 404


@pytest.mark.parametrize("siapa", ["leader", "auditor"])
def test_who_may_look_may_not_write(client, lengkap, siapa):
    client.force_login(getattr(lengkap, siapa))
    assert client.post(alamat(lengkap, "narasi_bagian"), {"teks": "x", "sidik": ""}).status_code == 403
    isi = client.get(alamat(lengkap, "narasi", bagian="")).content.decode()
    assert "Dari data." in isi
    assert alamat(lengkap, "narasi_bagian") not in isi


# --- Autosave and preview -------------------------------------------------------------------------------------------


def test_unsaved_work_is_kept_and_there_again_for_its_writer_only(planner, client, lengkap):
    jawaban = planner.post(alamat(lengkap, "narasi_konsep"), {"teks": "<p>Separuh</p>", "bentuk": "html", "sidik": ""})
    assert jawaban.json()["keadaan"].startswith("Konsep tersimpan ")
    isi = planner.get(alamat(lengkap, "narasi_bagian"))
    assert isi.context["html"] == "<p>Separuh</p>"
    assert "belum disimpan" in isi.content.decode()
    daftar = planner.get(alamat(lengkap, "narasi", bagian="")).content.decode()
    assert "Konsep Anda belum disimpan" in daftar
    assert "Separuh" not in daftar  # nobody reads it, it is no text of the document
    client.force_login(lengkap.auditor)
    assert "Konsep Anda" not in client.get(alamat(lengkap, "narasi", bagian="")).content.decode()


def test_unsaved_work_can_be_thrown_away(planner, lengkap):
    planner.post(alamat(lengkap, "narasi_konsep"), {"teks": "Separuh", "sidik": ""})
    planner.post(alamat(lengkap, "narasi_konsep_buang"))
    assert not NarasiKonsep.objects.exists()


def test_unsaved_work_on_a_text_changed_meanwhile_is_said_so(planner, lengkap):
    tulis(lengkap, "<p>Orang lain.</p>")
    jawaban = planner.post(alamat(lengkap, "narasi_konsep"), {"teks": "Saya.", "sidik": ""}).json()
    assert jawaban["bentrok"] is True
    assert "keduanya diperlihatkan" in planner.get(alamat(lengkap, "narasi_bagian")).content.decode()


def test_the_preview_is_what_would_print_and_stores_nothing(planner, lengkap):
    isi = {"teks": "<h1>J</h1><script>x</script><table><tr><th>A</th></tr></table>", "bentuk": "html"}
    html = planner.post(alamat(lengkap, "narasi_pratinjau"), isi).content.decode()
    assert '<div class="narasi"><h3 class="sub-h4">J</h3><table class="tabel utuh"><thead><tr><th scope="col">A' in html
    assert "script" not in html
    assert not NarasiKonsep.objects.exists()
    tanpa_js = planner.post(alamat(lengkap, "narasi_bagian"), {"teks": "Coba dulu", "sidik": "", "aksi": "pratinjau"})
    assert '<div class="narasi"><p>Coba dulu</p></div>' in tanpa_js.content.decode()
    assert not Narasi.objects.exists()


# --- History and changed data --------------------------------------------------------------------------------------


def test_the_history_says_who_changed_what_and_brings_a_version_back(planner, lengkap):
    tulis(lengkap, "<p>Ada tiga indikator.</p>")
    tulis(lengkap, "<p>Ada empat indikator.</p>")
    url = alamat(lengkap, "narasi_riwayat")
    isi = planner.get(url).content.decode()
    assert "tiga<span" in isi.split("<del>")[1]
    assert "empat<span" in isi.split("<ins>")[1]
    assert str(lengkap.planner) in isi
    lama = NarasiVersi.objects.last()
    planner.post(alamat(lengkap, "narasi_versi", lama.pk), {"sidik": planner.get(url).context["sidik"]})
    assert Narasi.objects.get().teks == "<p>Ada tiga indikator.</p>"
    assert NarasiVersi.objects.count() == 3


def test_a_version_of_another_section_cannot_be_brought_back(planner, lengkap):
    tulis(lengkap, "<p>Satu.</p>")
    pk = NarasiVersi.objects.get().pk
    assert planner.post(alamat(lengkap, "narasi_versi", pk, bagian="x.2"), {"sidik": ""}).status_code == 404


def test_changed_data_are_marked_with_what_changed(planner, lengkap, data):
    tulis(lengkap, "<p>Kata sendiri.</p>")
    data[0] = "Dari data baru."
    NarasiVersi.objects.all().delete()
    kejadian = audit.Event("indikator.changed", lengkap.indikator, "uji", pemerintah_daerah=lengkap.pemda)
    audit.record(lengkap.planner, kejadian)  # a write: the sections are made anew
    assert "Data berubah pada 1 bagian" in planner.get(alamat(lengkap, "narasi", bagian="")).content.decode()
    halaman = planner.get(alamat(lengkap, "narasi_bagian"))
    assert "Data berubah sejak bagian ini ditulis" in halaman.content.decode()
    planner.post(alamat(lengkap, "narasi_sesuai"), {"sidik": halaman.context["sidik"]})
    assert "Data berubah" not in planner.get(alamat(lengkap, "narasi_bagian")).content.decode()
    assert Narasi.objects.get(bagian="x.1").teks == "<p>Kata sendiri.</p>"


# --- Pictures -------------------------------------------------------------------------------------------------------


def test_a_picture_is_stored_and_shown_to_who_sees_the_documents(planner, client, lengkap):
    unggah = reverse("reports:gambar_unggah", args=[lengkap.pd.kode, 2025])
    jawaban = planner.post(unggah, {"berkas": gambar_png(), "keterangan": "Grafik"}).json()
    url = reverse("reports:gambar", args=[GambarNarasi.objects.get().pk])
    assert jawaban == {"alamat": url, "keterangan": "Grafik"}
    gambar = planner.get(url)
    assert gambar["Content-Type"] == "image/png"
    assert gambar["X-Content-Type-Options"] == "nosniff"
    client.force_login(lengkap.outsider_planner)
    assert client.get(url).status_code == 404


def test_a_picture_needs_words(planner, lengkap):
    unggah = reverse("reports:gambar_unggah", args=[lengkap.pd.kode, 2025])
    jawaban = planner.post(unggah, {"berkas": gambar_png(), "keterangan": " "})
    assert jawaban.status_code == 422
    assert "keterangan gambar" in jawaban.json()["pesan"]


# --- Cost -----------------------------------------------------------------------------------------------------------


def test_the_list_costs_the_same_however_many_sections_were_written(planner, lengkap, monkeypatch):
    kunci = [f"x.{n}" for n in range(30)]
    monkeypatch.setattr(sk_iku, "narasi", lambda permintaan: [BagianNarasi(k, k, "Dari data.") for k in kunci])
    url = alamat(lengkap, "narasi", bagian="")

    def kueri(n: int) -> int:
        for k in kunci[:n]:
            Narasi.objects.update_or_create(
                perangkat_daerah=lengkap.pd,
                tahun=2025,
                jenis="sk-iku",
                bagian=k,
                defaults={"teks": "<p>a</p>", "dasar": "x", "ditulis_oleh": lengkap.planner},
            )
        planner.get(url)
        with CaptureQueriesContext(connection) as kueri:
            assert planner.get(url).status_code == 200
        return len(kueri)

    tulis(lengkap, "<p>Kata.</p>")
    assert kueri(3) == kueri(30) <= 12
