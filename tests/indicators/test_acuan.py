"""Reference tables out and in: what goes out comes back, a new edition is taken in whole, a wrong row keeps all out."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from indicators.exceptions import NotAllowed
from indicators.models import AuditEvent, Nomenklatur, Satuan, User
from indicators.resources import NomenklaturResource, SatuanResource, baca, tulis_csv, tulis_xlsx
from indicators.services.acuan import acuan_simpan
from indicators.services.rantai import rantai_periksa
from tests.buku_uji import simpan

KEPALA = "Edisi;Tingkat;Kode;Nama;Satuan\r\n"
BARU = "2025;sub kegiatan;4.01.01.2.02.0001;Penyediaan Gaji;Orang\r\n2025;PROGRAM;4.01.01;Program Penunjang;\r\n"


@pytest.fixture
def kelola(client, cast):
    client.force_login(User.objects.create_superuser("super", password="Sandi-Kuat-2025"))
    return client


def alamat(apa, model="nomenklatur"):
    return reverse(f"admin:indicators_{model}_{apa}")


def kirim(client, isi, nama="daftar.csv", model="nomenklatur"):
    berkas = SimpleUploadedFile(nama, isi.encode() if isinstance(isi, str) else isi)
    return client.post(alamat("impor", model), {"berkas": berkas})


def muatan(jawab):
    return re.search(r'name="muatan" value="([^"]+)"', jawab.content.decode())[1]


def test_a_new_edition_is_shown_and_then_stored_whole(kelola, cast):
    Nomenklatur.objects.create(edisi=2025, tingkat="PROGRAM", kode="4.01.01", nama="Nama Lama")
    jawab = kirim(kelola, KEPALA + BARU)
    teks = jawab.content.decode()
    assert "1 baru, 1 berubah, 0 sama, 0 harus diperbaiki" in teks
    assert "Nama Lama" in teks and "Program Penunjang" in teks
    assert Nomenklatur.objects.filter(kode="4.01.01.2.02.0001").count() == 0
    assert kelola.post(alamat("impor"), {"muatan": muatan(jawab)}).status_code == 302
    assert set(Nomenklatur.objects.filter(edisi=2025).values_list("tingkat", "nama", "satuan")) == {
        ("SUB_KEGIATAN", "Penyediaan Gaji", "Orang"),
        ("PROGRAM", "Program Penunjang", ""),
    }
    event = AuditEvent.objects.get(aksi="nomenklatur.changed", pemerintah_daerah=cast.pemda)
    assert (event.sebelum["nama"], event.sesudah["nama"]) == ("Nama Lama", "Program Penunjang")
    assert rantai_periksa(cast.pemda)[1] == []


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (KEPALA + BARU + "dua;PROGRAM;4.02;X;\r\n", "daftar!A4: Edisi: “dua” bukan tahun"),
        (KEPALA + BARU + "2025;DINAS;4.02;X;\r\n", "bukan pilihan. Tulis salah satu: Program"),
        (KEPALA + BARU + "2025;PROGRAM;4.01.01;X;\r\n", "ada dua kali"),
        (KEPALA + BARU + "2025;PROGRAM;4.02;;\r\n", "Nama:"),
        (KEPALA + BARU + f"2025;PROGRAM;{'4' * 30};X;\r\n", "Kode:"),
        ("Nama;Satuan\r\nX;Y\r\n", "Judul kolom tidak ditemukan"),
    ],
)
def test_one_wrong_row_keeps_all_out_and_says_where_it_stands(kelola, isi, kata):
    teks = kirim(kelola, isi).content.decode()
    assert kata in teks
    assert 'name="muatan"' not in teks
    assert not Nomenklatur.objects.filter(edisi=2025).exists()


@pytest.mark.parametrize(("tulis", "nama"), [(tulis_csv, "a.csv"), (tulis_xlsx, "a.xlsx")])
def test_what_goes_out_comes_back_as_it_was(db, tulis, nama):
    Nomenklatur.objects.create(edisi=2025, tingkat="KEGIATAN", kode="4.01.01.2.02", nama='=HYPERLINK("x")', kinerja="-")
    isi = tulis(NomenklaturResource(), Nomenklatur.objects.all())
    hasil = NomenklaturResource().import_data(baca(NomenklaturResource(), nama, isi).dataset, dry_run=True)
    assert (hasil.rows, hasil.invalid_rows, hasil.row_errors()) == ([], [], [])


def test_reading_the_stored_rows_takes_one_query_whatever_the_length(db, django_assert_max_num_queries):
    data = baca(SatuanResource(), "a.csv", ("Nama;Simbol\r\n" + "".join(f"n{n};s\r\n" for n in range(300))).encode())
    with django_assert_max_num_queries(10):
        assert SatuanResource().import_data(data.dataset, dry_run=True).totals["new"] == 300


def test_only_the_superuser_brings_in_what_all_regencies_share(client, cast):
    client.force_login(cast.admin)
    assert client.get(alamat("ekspor")).status_code == 200
    assert client.get(alamat("impor")).status_code == 403
    assert "impor/" not in client.get(alamat("changelist")).content.decode()
    with pytest.raises(NotAllowed):
        acuan_simpan([Satuan(nama="Lembar")], [], by=cast.admin)


def test_what_was_not_shown_is_not_stored(kelola):
    assert kelola.post(alamat("impor"), {"muatan": "buatan:sendiri"}).status_code == 302
    jawab = kirim(kelola, "Nama;Simbol\r\nLembar;lbr\r\n", model="satuan")
    kelola.post(alamat("impor", "satuan"), {"muatan": muatan(jawab)})
    assert Satuan.objects.get(nama="Lembar").simbol == "lbr"


def test_a_workbook_takes_the_same_way(kelola):
    Satuan.objects.create(nama="Lembar")
    buku = load_workbook(io.BytesIO(kelola.get(alamat("ekspor", "satuan")).content))
    baris = next(r for r in buku.worksheets[0].iter_rows() if r[0].value == "Lembar")
    baris[1].value = "lbr"
    jawab = kirim(kelola, simpan(buku), "satuan.xlsx", "satuan")
    assert "0 baru, 1 berubah" in jawab.content.decode()
