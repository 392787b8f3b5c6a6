"""Files of other making on their way to the preview: mappings that are remembered, pages, files that mean harm."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.buku_asing.bidang import ANGGARAN, IKU
from indicators.exceptions import Closed, InvalidValue, NotAllowed
from indicators.models import AuditEvent, Indikator, PemetaanImpor, PeriodeRenstra, Unggahan
from indicators.selectors.buku_asing import lembar_unggahan, pemetaan_tersimpan, peta_unggahan, yang_cocok
from indicators.services import impor_asing
from indicators.services.impor_asing import asing_pratinjau, asing_unggah
from indicators.services.impor_unggahan import buku_bandingkan
from indicators.services.pemetaan_impor import pemetaan_ganti_nama, pemetaan_hapus, pemetaan_simpan
from tests.builders import make_pd, make_user
from tests.buku_asing_uji import buku_baris, buku_iku, csv_baris
from tests.buku_uji import berkas, ubah_bagian


@pytest.fixture
def periode(cast):
    return PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda)


@pytest.fixture
def unggah(cast, periode):
    def jalan(isi, jenis, nama="tabel.xlsx", by=None):
        milik = {"perangkat_daerah": cast.pd, "periode": periode, "by": by or cast.planner}
        return asing_unggah(**milik, nama=nama, isi=isi, jenis=jenis)

    return jalan


# --- Mappings are remembered ------------------------------------------------------------------------------------------


def test_a_mapping_is_remembered_by_its_head_and_offered_again(cast, unggah):
    row = unggah(buku_iku(), IKU)
    peta = peta_unggahan(row)
    lembar = lembar_unggahan(row, peta.lembar)
    milik = {"perangkat_daerah": cast.pd, "by": cast.planner}
    satu = pemetaan_simpan(**milik, nama=" IKU  Setda ", peta=peta, lembar=lembar)
    pemetaan_simpan(**milik, nama="IKU Setda", peta=peta, lembar=lembar)
    lagi = unggah(buku_iku(), IKU)
    assert [(p.nama, n, r) for p, n, r in yang_cocok(lagi, pemetaan_tersimpan(cast.planner, cast.pd))] == [
        ("IKU Setda", "Lamp. IKU (final)", 5)
    ]
    dpa = [["Kode Rekening", "Uraian", "Jumlah (Rp)"], ["4.01.01", "PROGRAM PENUNJANG URUSAN", 1]]
    assert yang_cocok(unggah(buku_baris(A=dpa), ANGGARAN), pemetaan_tersimpan(cast.planner, cast.pd)) == []
    pemetaan_simpan(**milik, nama="Lain", peta=peta, lembar=lembar)
    with pytest.raises(InvalidValue, match="sudah dipakai"):
        pemetaan_ganti_nama(pemetaan=satu, nama="Lain", by=cast.planner)
    pemetaan_ganti_nama(pemetaan=satu, nama="IKU 2021", by=cast.planner)
    with pytest.raises(NotAllowed):
        pemetaan_hapus(pemetaan=satu, by=cast.auditor)
    pemetaan_hapus(pemetaan=satu, by=cast.planner)
    assert list(PemetaanImpor.objects.values_list("nama", flat=True)) == ["Lain"]
    aksi = AuditEvent.objects.filter(aksi__startswith="pemetaan.").order_by("pk").values_list("aksi", flat=True)
    assert list(aksi) == ["pemetaan.saved", "pemetaan.saved", "pemetaan.renamed", "pemetaan.deleted"]


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_columns_are_kept_as_the_form_has_them_and_the_preview_takes_nothing_away(cast, client, unggah):
    client.force_login(cast.planner)
    rows = [["Indikator", "2024"], [cast.indikator.nama, "82.53"]]
    row = unggah(buku_baris(A=rows), IKU)
    masa = {"pd": cast.pd.kode, "periode": "2021-2026"}
    alamat = reverse("indicators:buku_asing_kolom", kwargs={**masa, "pk": row.pk})
    jawab = client.post(alamat, {"kolom-nama": "1", "kolom-target_2024": "2", "aksi": "lanjut", "ingat": "Milik kami"})
    baru = Unggahan.objects.get(jenis="BUKU_KERJA")
    pratinjau = reverse("indicators:buku_pd_pratinjau", kwargs={**masa, "pk": baru.pk})
    assert jawab.url == pratinjau and PemetaanImpor.objects.get().nama == "Milik kami"
    halaman = client.get(pratinjau + "?hapus=on").content.decode()
    assert "82,53" in halaman and "A!B2" in halaman
    assert "Hapus yang tidak ada di berkas" not in halaman and "0 dihapus" in halaman
    jawab = client.post(pratinjau, {"sidik": sidik(halaman), "jumlah": "1", "hapus": "on"}, follow=True)
    assert cast.indikator.target_renstra.get(tahun=2024).nilai == Decimal("82.53")
    assert "1 baris disimpan" in jawab.content.decode()


def test_a_perangkat_daerah_without_units_is_led_to_where_they_are_made(cast, client, periode):
    baru = make_pd(cast.pemda, kode="dinas-baru")
    orang = make_user("planner", cast.pemda)
    client.force_login(orang)
    isi = buku_baris(A=[["Indikator", "2024"], ["Indikator pertama", "82"]])
    row = asing_unggah(perangkat_daerah=baru, periode=periode, by=orang, nama="a.xlsx", isi=isi, jenis=IKU)
    masa = {"pd": baru.kode, "periode": "2021-2026", "pk": row.pk}
    halaman = client.get(reverse("indicators:buku_asing_kolom", kwargs=masa)).content.decode()
    assert f'Belum ada unit kerja: <a href="{reverse("indicators:unit_daftar")}?pd=dinas-baru">' in halaman


def test_an_import_of_the_worker_tells_the_new_findings_too(cast, client, unggah, monkeypatch):
    monkeypatch.setattr("indicators.views.buku_pd.LANGSUNG", 0)
    client.force_login(cast.planner)
    masa = {"pd": cast.pd.kode, "periode": "2021-2026"}
    row = unggah(buku_baris(A=[["Sasaran", "Indikator", "2024"], ["Layanan prima", cast.indikator.nama, 82]]), IKU)
    isian = {"kolom-unsur": "1", "kolom-nama": "2", "kolom-target_2024": "3", "aksi": "lanjut"}
    client.post(reverse("indicators:buku_asing_kolom", kwargs={**masa, "pk": row.pk}), isian)
    pratinjau = reverse("indicators:buku_pd_pratinjau", kwargs={**masa, "pk": Unggahan.objects.latest("pk").pk})
    tanda = sidik(client.get(pratinjau).content.decode())
    halaman = client.post(pratinjau, {"sidik": tanda, "jumlah": "2"}, follow=True).content.decode()
    assert "2 baris disimpan" in halaman
    assert "baru sejak impor ini" in halaman and "Sasaran ini belum dikaitkan dengan tujuan" in halaman


def sidik(halaman):
    return halaman.split('name="sidik" value="')[1].split('"')[0]


def test_somebody_else_s_upload_does_not_exist_and_a_running_import_is_not_thrown_away(cast, client, unggah, periode):
    row = unggah(buku_baris(A=[["Indikator", "2024"], [cast.indikator.nama, 80]]), IKU)
    client.force_login(cast.outsider_planner)
    alamat = reverse("indicators:buku_asing_tabel", args=[cast.pd.kode, "2021-2026", row.pk])
    assert client.get(alamat).status_code == 404
    with pytest.raises(NotAllowed):
        unggah(buku_iku(), IKU, by=cast.auditor)
    milik = {"perangkat_daerah": cast.pd, "oleh": cast.planner, "nama": "a", "sha256": "0"}
    Unggahan.objects.create(**milik, jenis="BUKU_KERJA", isi={"tugas": {"keadaan": "ANTRE"}})
    with pytest.raises(Closed):
        asing_pratinjau(row, by=cast.planner, peta=peta_unggahan(row), periode=periode)


# --- Files that mean harm -------------------------------------------------------------------------------------------


def bom(bagian):
    bagian["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b" " * 2_000_000 + b"</worksheet>"


JAHAT = {
    "makro": lambda bagian: bagian.update({"xl/vbaProject.bin": b"x"}),
    "terhubung": lambda bagian: bagian.update({"xl/externalLinks/externalLink1.xml": b"<a/>"}),
    "terlalu besar setelah dibuka": bom,
}


@pytest.mark.parametrize(
    ("nama", "isi", "sebab"),
    [
        *(("a.xlsx", lambda ubah=ubah: ubah_bagian(buku_iku(), ubah), sebab) for sebab, ubah in JAHAT.items()),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        ("a.csv", b"a;b\n1;\x002", "bukan teks CSV"),
        ("a.csv", b"PK\x03\x04isi", "bukan teks CSV"),
        ("a.csv", b"," * 1_000_000, "kolom"),
        ("a.csv", b'a;b\n"' + b"x" * 1_100_000, "tanda kutip"),
        ("a.csv", b"\n" * 30_000, "kosong"),
        ("a.csv", b"a;b\n" * 25_000, "baris"),
        ("a.csv", b"a" * (10 * 1024 * 1024 + 1), "lebih besar"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
        ("a.ods", b"PK\x03\x04", ".ods"),
        ("a.xlsx", b"indikator;2024", "rusak"),
    ],
)
def test_a_file_that_is_no_table_is_refused_without_a_trace(cast, client, monkeypatch, nama, isi, sebab):
    monkeypatch.setattr(impor_asing, "BATAS", replace(impor_asing.BATAS, terbuka=1_000_000))
    client.force_login(cast.planner)
    alamat = reverse("indicators:buku_asing", kwargs={"pd": cast.pd.kode, "periode": "2021-2026"})
    jawab = client.post(alamat, {"jenis": IKU, "berkas": berkas(isi() if callable(isi) else isi, nama)})
    assert jawab.status_code == 422 and sebab in jawab.content.decode()
    assert not Unggahan.objects.exists()


def test_a_csv_of_windows_with_semicolons_is_read_and_one_of_ours_needs_no_mapping(cast, client, unggah, periode):
    row = unggah(csv_baris([["Indikator", "Target 2024"], ["Mutu – layanan", "82,5"]]), IKU, "data.csv")
    assert row.isi["buku"][0]["sel"][2][3] == "Mutu – layanan"
    client.force_login(cast.auditor)
    Indikator.objects.filter(pk=cast.indikator.pk).update(makna="=HYPERLINK(1)")
    isi = client.get(reverse("indicators:buku_pd_csv", args=[cast.pd.kode, "2021-2026", "indikator"])).content
    assert isi.startswith(b"\xef\xbb\xbfKode;Jenjang") and b"'=HYPERLINK" in isi
    row = unggah(isi, IKU, "indikator.csv")
    assert row.jenis == "BUKU_KERJA"
    beda = buku_bandingkan(row, by=cast.planner, hapus=False, samakan=[])
    assert (beda.selisih.jumlah, beda.selisih.galat) == (0, [])
