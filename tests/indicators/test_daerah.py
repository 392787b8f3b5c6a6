"""A regency begins: what may be written, by whom, what is refused with which sentence, and how far it is."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from indicators.exceptions import Closed, DomainError, InvalidValue, NotAllowed, StaleData
from indicators.forms_daerah_baris import baca_tempel
from indicators.models import AuditEvent, Pejabat, PemerintahDaerah, Satuan, UnitKerja, User
from indicators.selectors.daerah import kemajuan
from indicators.selectors.daerah_isi import unit_berurut
from indicators.services.daerah import (
    Batas,
    IsianDaerah,
    IsianKepala,
    IsianPerangkat,
    daerah_mulai,
    daerah_ubah,
    perangkat_daerah_buat,
    periode_pertama,
)
from indicators.services.daerah_lambang import lambang_hapus, lambang_simpan
from indicators.services.daerah_unit import BarisUnit, unit_buat_banyak
from indicators.services.pejabat import IsianPejabat, pejabat_buat, pejabat_ubah
from indicators.services.rantai import rantai_periksa
from indicators.services.unit_kerja import IsianUnit
from indicators.services.versi import versi
from indicators.views.daerah import LANGKAH
from tests import builders as b
from tests.reports.berkas_gambar import gambar

pytestmark = pytest.mark.django_db
KATEGORI = (Batas(Decimal(75), "Baik", "tinggi"), Batas(Decimal(0), "Kurang", "rendah"))


def mulai(by, nama="Contoh Baru", jenis="Kabupaten", kategori=KATEGORI):
    isian = IsianDaerah(jenis, nama, "Jambi", "Kota Contoh", "Asia/Jakarta")
    return daerah_mulai(isian=isian, kepala=IsianKepala("SITI AMINAH"), kategori=kategori, by=by)


@pytest.fixture
def boss(db):
    return User.objects.create_superuser("pengelola", password="x")


@pytest.fixture
def daerah(boss, monkeypatch):
    """A regency without the reference data, which takes longer than all the rest."""
    monkeypatch.setattr("indicators.services.daerah.muat_referensi", lambda: None)
    return mulai(boss)


@pytest.fixture
def pd(daerah, boss):
    return perangkat_daerah_buat(daerah=daerah, isian=IsianPerangkat("SETDA", "Sekretariat Daerah", "Setda"), by=boss)


def jejak(daerah):
    return list(AuditEvent.objects.filter(pemerintah_daerah=daerah).order_by("nomor").values_list("aksi", flat=True))


# --- The regency -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "typed", "name", "head"),
    [
        ("Kabupaten", " kab.  Contoh Baru ", "Kabupaten Contoh Baru", "Bupati Contoh Baru"),
        ("Kota", "Pemerintah Kota Sungai", "Kota Sungai", "Wali Kota Sungai"),
    ],
)
def test_a_regency_begins_with_its_head_its_bands_and_the_shared_reference_data(boss, jenis, typed, name, head):
    daerah = mulai(boss, typed, jenis)
    assert (daerah.nama, daerah.pejabat.get().jabatan) == (name, head)
    assert list(daerah.kategori_capaian.values_list("label", flat=True)) == ["Baik", "Kurang"]
    assert Satuan.objects.exists()
    assert jejak(daerah) == ["pemerintahdaerah.created", *["kategoricapaian.created"] * 2, "pejabat.created"]
    assert rantai_periksa(daerah) == (4, [])


def test_only_the_superuser_begins_a_regency(cast):
    with pytest.raises(NotAllowed, match="pengelola instalasi"):
        mulai(cast.admin)
    assert not PemerintahDaerah.objects.filter(nama__contains="Contoh").exists()


def test_a_regency_is_not_begun_twice(boss, daerah):
    with pytest.raises(InvalidValue, match="Kabupaten CONTOH baru sudah ada"):
        mulai(boss, "kabupaten CONTOH baru")
    assert PemerintahDaerah.objects.count() == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(75, "Baik", "tinggi")], "sedikitnya dua"),
        ([(75, "Baik", "tinggi"), (1, "Kurang", "rendah")], "mulai dari 0"),
        ([(0, "Baik", "tinggi"), (0, "Kurang", "rendah")], "angka yang sama"),
        ([(75, "Baik", "tinggi"), (0, "BAIK", "rendah")], "sebutan yang sama"),
        ([(75, "Baik", "tinggi"), (0, "Kurang", "tinggi")], "warna yang sama"),
    ],
)
def test_bands_that_leave_a_gap_or_say_one_thing_twice_are_refused(boss, rows, sentence):
    with pytest.raises(InvalidValue, match=sentence):
        mulai(boss, kategori=[Batas(Decimal(n), label, kode) for n, label, kode in rows])
    assert not PemerintahDaerah.objects.exists()


def test_the_second_of_two_reads_what_the_first_has_stored_and_keeps_what_he_typed(client, boss, daerah):
    client.force_login(boss)
    url = reverse("indicators:daerah_langkah", args=[daerah.kode, "pemerintah"])
    kategori = {f"k{n}-{kolom}": isi for n, k in enumerate(KATEGORI) for kolom, isi in vars(k).items()}
    kosong = {f"k{n}-{kolom}": isi for n in (2, 3, 4) for kolom, isi in {"label": "", "kode": "sedang"}.items()}
    isi = {"jenis": "Kabupaten", "nama": "Contoh Baru", "tempat": "Kota Contoh", "zona_waktu": "Asia/Jakarta"}
    isi |= kategori | kosong | {"kepala-nama": "SITI AMINAH", "kuadran-cara_ambang": "MEDIAN", "versi": versi(daerah)}
    assert client.post(url, isi | {"provinsi": "Riau"}).status_code == 302
    page = client.post(url, isi | {"provinsi": "Banten"})
    assert page.status_code == 409
    assert "Provinsi yang tersimpan: Riau" in (html := page.content.decode())
    assert html.count("yang tersimpan:") == 1
    assert 'value="Banten"' in html
    daerah.refresh_from_db()
    assert client.post(url, isi | {"provinsi": "Banten", "versi": versi(daerah)}).status_code == 302


@pytest.mark.parametrize(
    ("cara", "angka", "sentence"),
    [
        ("TETAP", ("15", "40", "", "90"), "Isi batas keempat triwulan"),
        ("TETAP", ("15", "40", "35", "90"), "tidak boleh di bawah triwulan sebelumnya"),
        ("TETAP", ("15", "40", "70", "101"), "lebih dari 0 sampai 100"),
        ("TETAP", ("15", "40", "70", "92,5"), ""),
        ("MEDIAN", ("", "", "", ""), ""),
    ],
)
def test_the_thresholds_of_the_quadrants_are_the_regencys_own(client, boss, daerah, cara, angka, sentence):
    client.force_login(boss)
    url = reverse("indicators:daerah_langkah", args=[daerah.kode, "pemerintah"])
    halaman = client.get(url).context
    isi = {f.html_name: f.value() or "" for form in (halaman["form"], halaman["kepala"]) for f in form}
    isi |= {f.html_name: f.value() if f.value() is not None else "" for k in halaman["kategori"] for f in k}
    isi |= {"provinsi": "Riau", "tempat": "Kota Contoh", "versi": versi(daerah), "kuadran-cara_ambang": cara}
    isi |= {f"kuadran-ambang_tw{q}": n for q, n in enumerate(angka, start=1)}
    jawab = client.post(url, isi)
    daerah.refresh_from_db()
    if sentence:
        assert jawab.status_code == 422 and sentence in jawab.content.decode()
        assert daerah.ambang_serapan(4) is None
    else:
        assert jawab.status_code == 302
        assert daerah.ambang_serapan(4) == (Decimal("92.5") if cara == "TETAP" else None)


def test_of_two_who_mend_a_regency_the_second_is_told(boss, daerah):
    isian = IsianDaerah("Kabupaten", "Contoh Baru", "Riau", "Kota Contoh", "Asia/Jakarta")
    isi = {"daerah": daerah, "isian": isian, "kategori": KATEGORI, "dilihat": versi(daerah), "by": boss}
    daerah_ubah(**isi, kepala=IsianKepala("BUDI"))
    with pytest.raises(StaleData):
        daerah_ubah(**isi, kepala=IsianKepala("TONO"))
    assert daerah.pejabat.get().nama == "BUDI"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_begin_the_same_regency_in_one_moment_one_does():
    boss = User.objects.create_superuser("pengelola", password="x")

    def begin(_):
        try:
            return bool(mulai(boss))
        except DomainError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(begin, range(4))) == 1
    assert rantai_periksa(PemerintahDaerah.objects.get())[1] == []


def test_two_regencies_have_a_setda_each_and_one_of_them_only_one(boss, pd):
    lain = mulai(boss, "Contoh Lain")
    setda = IsianPerangkat("SETDA", "Sekretariat Daerah", "Setda")
    assert perangkat_daerah_buat(daerah=lain, isian=setda, by=boss).kode == "setda-contoh-lain"
    with pytest.raises(InvalidValue, match="sudah ada di Kabupaten Contoh Baru"):
        perangkat_daerah_buat(daerah=pd.pemerintah_daerah, isian=setda, by=boss)


def test_the_first_period_is_in_force_and_the_only_one_begun_here(boss, daerah):
    periode = periode_pertama(daerah=daerah, tahun_awal=2025, tahun_akhir=2029, by=boss)
    assert periode.status == "ACTIVE"
    with pytest.raises(Closed, match="2025–2029"):
        periode_pertama(daerah=daerah, tahun_awal=2030, tahun_akhir=2034, by=boss)


# --- The emblem --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "isi", [b"GIF89a", gambar()[:-40], gambar(ukuran=(40, 300)), b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_what_is_no_picture_of_an_emblem_leaves_nothing(boss, daerah, media_root, isi):
    with pytest.raises(InvalidValue):
        lambang_simpan(daerah=daerah, berkas=SimpleUploadedFile("lambang.png", isi), by=boss)
    assert list(media_root.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_an_emblem_is_written_anew_exchanged_and_taken_off(media_root):
    boss = User.objects.create_superuser("pengelola", password="x")
    daerah = mulai(boss)
    for isi in (gambar(mode="RGBA") + b"hidden", gambar(bentuk="JPEG")):
        lambang_simpan(daerah=daerah, berkas=SimpleUploadedFile("x.png", isi), by=boss)
        (berkas,) = (media_root / "lambang").iterdir()
        assert berkas.read_bytes().startswith(b"\x89PNG")
        assert b"hidden" not in berkas.read_bytes()
    lambang_hapus(daerah=daerah, by=boss)
    assert list((media_root / "lambang").iterdir()) == []
    assert jejak(daerah)[-3:] == ["pemerintahdaerah.changed"] * 3


# --- Units, officials --------------------------------------------------------------------------------------------


def test_units_are_made_at_once_each_below_its_superior_wherever_that_stands(boss, pd):
    umum, asisten, _ = unit_buat_banyak(
        perangkat_daerah=pd,
        baris=[
            BarisUnit(IsianUnit("Bagian Umum"), 1),
            BarisUnit(IsianUnit("Asisten Administrasi", jenis="ASISTEN")),
            BarisUnit(IsianUnit("Subbagian Tata Usaha", jenis="SUBBAGIAN"), 0),
        ],
        by=boss,
    )
    assert umum.jalur == f"{asisten.jalur}{umum.pk}/"
    assert [u.kode for u in unit_berurut(pd)] == ["asisten-administrasi", "bagian-umum", "subbagian-tata-usaha"]
    with pytest.raises(InvalidValue, match="Sudah ada unit bernama bagian umum"):
        unit_buat_banyak(perangkat_daerah=pd, baris=[BarisUnit(IsianUnit("bagian umum", induk=asisten))], by=boss)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("A", "BAGIAN", 1), ("B", "BAGIAN", 0)], "berputar kembali"),
        ([("A", "BAGIAN", None), ("B", "BAGIAN", 5)], "baris unit atasannya kosong"),
        ([("A", "BAGIAN", None), ("a", "BAGIAN", None)], "Sudah ada unit"),
        ([("A", "BAGIAN", None), ("B", "DESA", None)], "B: Nilai"),
    ],
)
def test_one_unit_that_is_refused_keeps_all_of_them_out(boss, pd, rows, sentence):
    baris = [BarisUnit(IsianUnit(nama, jenis=jenis), induk) for nama, jenis, induk in rows]
    with pytest.raises(InvalidValue, match=sentence):
        unit_buat_banyak(perangkat_daerah=pd, baris=baris, by=boss)
    assert not pd.unit_kerja.exists()


def test_a_unit_of_somebody_elses_is_no_superior(boss, pd):
    asing = b.make_unit(b.make_pd())
    with pytest.raises(InvalidValue, match="perangkat daerah yang lain"):
        unit_buat_banyak(perangkat_daerah=pd, baris=[BarisUnit(IsianUnit("A", induk=asing))], by=boss)


def test_a_pasted_list_is_read_with_kinds_guessed_and_superiors_found():
    ada = [UnitKerja(pk=7, nama="Asisten Umum")]
    rows = baca_tempel(
        "1. Bagian  Umum\t\tAsisten Umum\n\nSub Bagian TU;;Bagian Umum\nStaf Ahli Hukum; ;Tidak Ada", ada
    )
    assert rows == [
        {"nama": "Bagian Umum", "jenis": "BAGIAN", "induk": "7"},
        {"nama": "Sub Bagian TU", "jenis": "SUBBAGIAN", "induk": "baris-0"},
        {"nama": "Staf Ahli Hukum", "jenis": "STAF_AHLI", "induk": ""},
    ]


def test_a_pasted_list_keeps_what_stands_below_what_and_loses_its_numbers():
    """Indented as in Word, by columns as in Excel, numbered in either; a name that is there twice is no matter."""
    daftar = "  I. Asisten A\n\ta. Bagian Umum\n\t\t- Subbagian TU\n  II. Asisten B\n\tBagian Umum\n3\tBidang C\tBidang"
    rows = baca_tempel(daftar, [])
    assert [(r["nama"], r["induk"]) for r in rows] == [
        ("Asisten A", ""),
        ("Bagian Umum", "baris-0"),
        ("Subbagian TU", "baris-1"),
        ("Asisten B", ""),
        ("Bagian Umum", "baris-3"),
        ("Bidang C", ""),
    ]
    assert rows[5]["jenis"] == "BIDANG"


def test_officials_are_recorded_at_once_with_their_nip_in_its_one_spelling(boss, pd):
    unit = b.make_unit(pd, jenis="BAGIAN")
    pejabat_buat(
        perangkat_daerah=pd,
        isian=[
            IsianPejabat(None, "BUDI", "Sekretaris Daerah", nip="197001011995011001"),
            IsianPejabat(unit, "TONO", "Kepala Bagian Umum", nip="19700101.199501.1.002"),
        ],
        by=boss,
    )
    rows = pd.pejabat.order_by("pk").values_list("jenis", "nip")
    assert list(rows) == [("SEKDA", "19700101 199501 1 001"), ("KABAG", "19700101 199501 1 002")]


@pytest.mark.parametrize(
    ("isian", "sentence"),
    [
        ({"nama": "TONO", "nip": "19700101 199501 1 001"}, "sudah tercatat atas nama BUDI"),
        ({"nama": "TONO", "jabatan": "Sekretaris Daerah"}, "sudah dijabat BUDI"),
        ({"nama": "TONO", "nip": "1970"}, "NIP ditulis seperti"),
    ],
)
def test_an_official_that_cannot_be_keeps_all_of_them_out(boss, pd, isian, sentence):
    budi = IsianPejabat(None, "BUDI", "Sekretaris Daerah", nip="197001011995011001")
    pejabat_buat(perangkat_daerah=pd, isian=[budi], by=boss)
    unit = None if "jabatan" in isian else b.make_unit(pd)
    baik = IsianPejabat(b.make_unit(pd), "ANI", "Kepala")
    with pytest.raises(InvalidValue, match=sentence):
        pejabat_buat(perangkat_daerah=pd, isian=[baik, IsianPejabat(unit, **{"jabatan": "Kepala"} | isian)], by=boss)
    assert Pejabat.objects.filter(perangkat_daerah=pd).count() == 1


def test_an_office_that_was_filled_meanwhile_is_not_passed_over(client, boss, pd):
    pejabat_buat(perangkat_daerah=pd, isian=[IsianPejabat(None, "BUDI", "Sekretaris Daerah")], by=boss)
    client.force_login(boss)
    url = reverse("indicators:daerah_langkah", args=[pd.pemerintah_daerah.kode, "pejabat"])
    unit = b.make_unit(pd)
    isi = {"p0-nama": "TONO", "p0-jabatan": "Sekda"} | {f"p{unit.pk}-nama": "ANI", f"p{unit.pk}-jabatan": "Kepala"}
    page = client.post(url, isi)
    assert page.status_code == 422
    assert "sudah dijabat BUDI" in page.content.decode()
    assert pd.pejabat.count() == 1


def test_an_office_is_filled_anew_once_the_former_official_has_left(boss, pd):
    (budi,) = pejabat_buat(perangkat_daerah=pd, isian=[IsianPejabat(None, "BUDI", "Sekretaris Daerah")], by=boss)
    pergi = IsianPejabat(None, "BUDI", "Sekretaris Daerah", selesai=date(2025, 6, 30))
    for _ in range(2):  # sent twice: the second one changes nothing
        pejabat_ubah(pejabat=budi, isian=pergi, versi_dilihat=versi(budi), by=boss)
    with pytest.raises(StaleData):
        pejabat_ubah(pejabat=budi, isian=replace(pergi, nama="BUDI A"), versi_dilihat=versi(budi), by=boss)
    tono = IsianPejabat(None, "TONO", "Sekretaris Daerah")
    with pytest.raises(InvalidValue, match="sampai 30 Juni 2025. Isi “Menjabat sejak” TONO dengan tanggal sesudahnya"):
        pejabat_buat(perangkat_daerah=pd, isian=[tono], by=boss)
    pejabat_buat(perangkat_daerah=pd, isian=[replace(tono, mulai=date(2025, 7, 1))], by=boss)
    assert pd.pejabat.filter(selesai=None).get().nama == "TONO"


# --- How far it is -----------------------------------------------------------------------------------------------


def selesai(daerah, user):
    return {s.kunci for s in kemajuan(daerah, user).langkah if s.selesai}


def test_a_step_is_done_when_what_it_makes_is_there_and_nobody_elses_rows_count(cast, boss, daerah):
    assert selesai(daerah, boss) == {"pemerintah"}
    assert kemajuan(daerah, boss).lanjut.kunci == "perangkat-daerah"
    assert {"pemerintah", "pejabat", "lambang", "pk"}.isdisjoint(selesai(cast.pemda, boss))
    assert {"perangkat-daerah", "unit", "pengguna", "periode", "buku-kerja", "rencana"} <= selesai(cast.pemda, boss)


def test_the_last_step_is_done_exactly_when_its_page_has_a_document_to_offer(client, cast):
    """The list counts in the database what the builder of the document says in words."""
    cast.rencana.tanggal = date(2025, 1, 2)
    cast.rencana.save()
    client.force_login(cast.planner)
    sekda = {"jenis": "SEKDA", "jabatan": "Sekretaris Daerah", "perangkat_daerah": cast.pd}
    for n, isi in enumerate(({"jenis": "KEPALA_DAERAH", "jabatan": "Bupati"}, sekda | {"mulai": "2025-02-01"}, sekda)):
        Pejabat.objects.create(pemerintah_daerah=cast.pemda, nama=f"Pejabat {n}", **isi)
        page = client.get(reverse("reports:daerah_pk", args=[cast.pemda.kode])).content.decode()
        assert ("Unduh PDF" in page, "pk" in selesai(cast.pemda, cast.planner)) == (n == 2, n == 2)


def test_several_regencies_are_under_way_and_each_admin_sees_his_own(client, cast, boss, daerah):
    def names(user):
        client.force_login(user)
        page = client.get(reverse("indicators:daerah")).content.decode()
        return {nama for nama in (cast.pemda.nama, daerah.nama) if nama in page}

    assert names(boss) == {cast.pemda.nama, daerah.nama}
    assert names(cast.admin) == {cast.pemda.nama}
    assert client.get(reverse("indicators:daerah_lanjut", args=[daerah.kode])).status_code == 404
    client.force_login(boss)
    for langkah in LANGKAH:
        assert client.get(reverse("indicators:daerah_langkah", args=[cast.pemda.kode, langkah])).status_code == 200
    assert client.get(reverse("reports:daerah_pk", args=[cast.pemda.kode])).status_code == 200
    answer = client.get(reverse("indicators:daerah_lanjut", args=[daerah.kode]))
    assert answer["Location"] == reverse("indicators:daerah_langkah", args=[daerah.kode, "perangkat-daerah"])
