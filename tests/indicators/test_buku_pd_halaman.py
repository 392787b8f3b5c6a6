"""The workbook of a perangkat daerah by its pages, by the worker and by the commands."""

import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from indicators.exceptions import Closed
from indicators.models import AuditEvent, PeriodeRenstra, Sasaran, Unggahan
from indicators.services import impor_unggahan
from indicators.services.impor_unggahan import buku_kerjakan
from tests.builders import make_sasaran
from tests.buku_pd_uji import buku, ekspor, sidik, ubah
from tests.buku_uji import berkas, simpan


@pytest.fixture
def periode(cast):
    return PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda)


def alamat(cast, nama="buku_pd", **lebih):
    return reverse(f"indicators:{nama}", kwargs={"pd": cast.pd.kode, "periode": "2021-2026", **lebih})


def test_a_planner_brings_a_workbook_in_by_the_page(cast, periode, client):
    client.force_login(cast.planner)
    unduhan = client.get(alamat(cast, "buku_pd_unduh")).content
    jawab = client.post(alamat(cast), {"berkas": berkas(ubah(unduhan, {("Sasaran", 2, "Uraian"): "Layanan prima"}))})
    lihat = client.get(jawab.url)
    assert "Layanan prima" in lihat.content.decode()
    s = lihat.context["s"]
    assert client.post(jawab.url, {"sidik": "basi", "jumlah": "1"}).status_code == 409
    assert client.post(jawab.url, {"sidik": s.sidik, "jumlah": s.jumlah}).status_code == 302
    assert Sasaran.objects.filter(uraian="Layanan prima").count() == 1
    assert AuditEvent.objects.get(aksi="buku_kerja.imported").sesudah["baris_diubah"] == 1
    sisa = Unggahan.objects.get().isi
    assert (sisa["jumlah"], "terbaca" in sisa) == (1, False)
    assert "Pemeriksaan tahun" in client.get(jawab.url).content.decode()
    with pytest.raises(Closed):
        impor_unggahan.buku_bandingkan(Unggahan.objects.get(), by=cast.planner, hapus=False, samakan=[])


def test_a_code_with_a_blank_is_refused_with_one_that_may_be(cast, periode, client):
    client.force_login(cast.planner)
    isi = ubah(ekspor(cast.pd, periode), {("Indikator", 2, "Kode"): "SUB 1"})
    teks = client.get(client.post(alamat(cast), {"berkas": berkas(isi)}).url).content.decode()
    assert "tanpa spasi, misalnya “sub-1”" in teks and "slug" not in teks


def test_a_preview_of_an_older_version_asks_for_the_file_once_more(cast, periode, client):
    client.force_login(cast.planner)
    tujuan = client.post(alamat(cast), {"berkas": berkas(client.get(alamat(cast, "buku_pd_unduh")).content)}).url
    row = Unggahan.objects.get()
    row.isi["terbaca"] = {"lembar": {}, "galat": [], "peta": {}, "milik": "", "periode": None}
    row.save()
    jawab = client.get(tujuan)
    assert jawab.status_code == 422
    assert "unggah berkasnya sekali lagi" in jawab.content.decode()


def test_the_preview_names_another_row_by_its_words_not_its_key(cast, periode, client):
    client.force_login(cast.planner)
    lain = make_sasaran(cast.pd, uraian="Sasaran yang baru ditunjuk")
    isi = ekspor(cast.pd, periode)
    lembar = load_workbook(io.BytesIO(isi))
    kunci = next(r[0] for r in lembar["Sasaran"].values if lain.uraian in r)
    baris = [r[0] for r in lembar["Indikator"].values].index(cast.indikator.kode) + 1
    html = client.get(
        client.post(alamat(cast), {"berkas": berkas(ubah(isi, {("Indikator", baris, "Unsur"): kunci}))}).url
    ).content.decode()
    assert f"<strong>{lain.uraian}</strong>" in html
    assert cast.indikator.sasaran.uraian in html
    assert f"<strong>{kunci}</strong>" not in html


def test_new_rows_without_a_key_are_shown_below_the_row_they_name(cast, periode, client):
    """The third row of one sheet is not the third of another."""
    client.force_login(cast.planner)
    kepala = {"Tujuan": "Misi", "Sasaran": "Tujuan", "Strategi": "Sasaran"}
    isi = buku(**{k: [["Kunci", v, "Uraian"], [None, f"Satu {v}" if k != "Tujuan" else None, f"Satu {k}"]]
                  for k, v in kepala.items()})  # fmt: skip
    s = client.get(client.post(alamat(cast), {"berkas": berkas(simpan(isi))}).url).context
    assert [isi for _, _, isi in s["baru"]] == ["", "Tujuan: Satu Tujuan", "Sasaran: Satu Sasaran"]


def test_a_large_workbook_is_stored_by_the_worker_and_says_how_far_it_is(cast, periode, client, monkeypatch):
    client.force_login(cast.planner)
    rows = [["Kunci", "Uraian"], *([f"N{n}", f"Sasaran nomor {n}"] for n in range(1_001))]
    jawab = client.post(alamat(cast), {"berkas": berkas(simpan(buku(Sasaran=rows)))})
    s = client.get(jawab.url).context["s"]
    catatan = []
    monkeypatch.setattr("indicators.views.buku_pd.impor_buku", SimpleNamespace(enqueue=catatan.append))
    client.post(jawab.url, {"sidik": s.sidik, "jumlah": s.jumlah})
    client.post(jawab.url, {"sidik": s.sidik, "jumlah": s.jumlah})
    assert catatan == [Unggahan.objects.get().pk]
    assert "0</strong> dari 1.001 baris" in client.get(jawab.url).content.decode()
    terlihat = []
    asli = impor_unggahan.Pencatat.__call__

    def lihat(self, baris):
        asli(self, baris)
        terlihat.append(impor_unggahan.kemajuan(catatan[0]))

    monkeypatch.setattr(impor_unggahan.Pencatat, "__call__", lihat)
    buku_kerjakan(catatan[0])
    assert terlihat[:3] == [500, 1000, 1001]
    assert Sasaran.objects.filter(uraian__startswith="Sasaran nomor").count() == 1_001
    assert "1.001 baris disimpan" in client.get(jawab.url).content.decode()
    buku_kerjakan(catatan[0])
    assert impor_unggahan.kemajuan(catatan[0]) == 0


def test_the_worker_says_why_nothing_came_of_it(cast, periode, client, monkeypatch):
    client.force_login(cast.planner)
    rows = [["Uraian"], *([f"Sasaran nomor {n}"] for n in range(1_001))]
    jawab = client.post(alamat(cast), {"berkas": berkas(simpan(buku(Sasaran=rows)))})
    s = client.get(jawab.url).context["s"]
    Sasaran.objects.filter(pk=cast.indikator.sasaran_id).update(uraian="Sasaran nomor 7", unit_kerja=None)
    client.post(jawab.url, {"sidik": s.sidik, "jumlah": s.jumlah})
    assert "berubah sejak pratinjau" in client.get(jawab.url).content.decode()
    assert Sasaran.objects.filter(uraian__startswith="Sasaran nomor").count() == 1


def test_the_commands_do_the_same(cast, periode, tmp_path, capsys):
    nama = tmp_path / "buku.xlsx"
    call_command("export_workbook", str(nama), perangkat_daerah=cast.pd.kode)
    semula = sidik(cast.pd)
    nama.write_bytes(ubah(nama.read_bytes(), {("Sasaran", 2, "Uraian"): "Lewat perintah"}))
    call_command("import_workbook", str(nama), perangkat_daerah=cast.pd.kode)
    assert sidik(cast.pd) == semula
    assert "Uraian" in capsys.readouterr().out
    call_command("import_workbook", str(nama), perangkat_daerah=cast.pd.kode, commit=True)
    assert Sasaran.objects.filter(uraian="Lewat perintah").exists()
    nama.write_bytes(ubah(nama.read_bytes(), {("Indikator", 2, "Arah"): "entah"}))
    with pytest.raises(CommandError, match="harus diperbaiki") as salah:
        call_command("import_workbook", str(nama), perangkat_daerah=cast.pd.kode, commit=True)
    assert salah.value.returncode == 1
    assert "Indikator!K2" in capsys.readouterr().err
    with pytest.raises(CommandError, match="Periksa kodenya"):
        call_command("export_workbook", str(nama), perangkat_daerah="tidak-ada")
