"""What differs between a document and the one it replaces, in words a planner reads."""

from copy import deepcopy

import pytest
from django.urls import reverse

from reports.banding import MAKS_BARIS, banding
from tests.reports import contoh
from tests.reports.siklus_uji import make_pk, sign_all

pytestmark = pytest.mark.usefixtures("cetak_cepat")


def beda(lama, baru) -> dict[str, tuple[str, str]]:
    return {b.tempat: (b.lama, b.baru) for b in banding(lama, baru).baris}


def tabel_pk(*baris):
    return contoh.pk(tabel_sasaran=contoh.tabel("PK-sasaran", ["No", "Sasaran", "Target"], [list(b) for b in baris]))


def test_equal_payloads_do_not_differ():
    assert banding(contoh.pk(), contoh.pk()).baris == []


def test_a_changed_cell_is_named_by_table_row_and_column():
    lama = tabel_pk(["1.", "Sasaran Uji", "90"], ["2.", "Sasaran Lain", "70"])
    baru = tabel_pk(["1.", "Sasaran Uji", "95"], ["2.", "Sasaran Lain", "70"])
    assert beda(lama, baru) == {"Tabel sasaran › Sasaran Uji › Target": ("90", "95")}


def test_rows_that_come_and_go_are_told_whole_and_the_others_stay_out():
    lama = tabel_pk(["1.", "Mutu layanan", "90"], ["2.", "Tertib keuangan daerah", "70"])
    baru = tabel_pk(["1.", "Reformasi birokrasi", "80"], ["2.", "Mutu layanan", "90"])
    assert beda(lama, baru) == {
        "Tabel sasaran › Reformasi birokrasi": ("", "1. | Reformasi birokrasi | 80"),
        "Tabel sasaran › Mutu layanan › No": ("1.", "2."),
        "Tabel sasaran › Tertib keuangan daerah": ("2. | Tertib keuangan daerah | 70", ""),
    }


def test_a_merged_cell_is_told_once():
    def dengan(nama):
        isi = contoh.tabel("t", ["Sasaran", "Indikator"], [])
        isi["baris"] = [[{"teks": nama, "rentang_baris": 2}, {"teks": "Indikator satu"}], [{"teks": "Indikator dua"}]]
        return contoh.pk(tabel_sasaran=isi)

    assert list(beda(dengan("Lama"), dengan("Baru")).values()) == [("Lama", "Baru")]


def test_paragraphs_officials_and_dates_are_named():
    baru = contoh.pk(janji="Pihak Pertama bersedia.", tempat_tanggal=["Kota Uji, 7 Oktober 2024"])
    baru["pihak_kedua"] = dict(contoh.KEDUA, nama="KETIGA, SE")
    hasil = beda(contoh.pk(), baru)
    assert hasil["Pernyataan janji"] == ("Pihak Pertama berjanji mencapai target.", "Pihak Pertama bersedia.")
    assert hasil["Pihak kedua › Nama"] == ("KEDUA, SE", "KETIGA, SE")
    assert hasil["Tempat dan tanggal"][1] == "Kota Uji, 7 Oktober 2024"


def laporan(alinea="<p>Capaian <strong>96%</strong>.</p>", nilai="90", tambahan=()):
    blok = {"jenis": "narasi", "html": alinea, "asli": "x", "ditulis": False}
    isi = {
        "jenis": "tabel",
        "tabel": contoh.tabel("Tabel 3.1", ["Indikator", "Realisasi"], [["Indeks Kepuasan", nilai]]),
    }
    bagian = {"nomor": "3.1", "judul": "Capaian Kinerja", "jangkar": "bab3-1", "tingkat": 2, "blok": [blok, isi]}
    bab = {
        "nomor": "BAB III",
        "judul": "Akuntabilitas",
        "jangkar": "bab3",
        "pembuka": [],
        "bagian": [bagian, *tambahan],
    }
    return {"meta": contoh.META, "bab": [bab], "daftar_isi": [nilai]}


def test_a_report_is_told_by_chapter_section_and_table_without_its_markup():
    hasil = beda(laporan(), laporan("<p>Capaian <em>98%</em>.</p>", "92"))
    assert hasil["BAB III Akuntabilitas › 3.1 Capaian Kinerja › Isi"] == ("Capaian 96% .", "Capaian 98% .")
    assert hasil["BAB III Akuntabilitas › 3.1 Capaian Kinerja › Indeks Kepuasan › Realisasi"] == ("90", "92")
    assert len(hasil) == 2, "tables of contents and marks nobody prints do not count"


def test_a_new_section_is_told_as_new():
    baru = {
        "nomor": "3.2",
        "judul": "Efisiensi",
        "jangkar": "bab3-2",
        "tingkat": 2,
        "blok": [{"html": "<p>Hemat.</p>"}],
    }
    (satu,) = banding(laporan(), laporan(tambahan=[baru])).baris
    assert (satu.tempat, satu.lama) == ("BAB III Akuntabilitas › 3.2 Efisiensi", "")
    assert "Hemat." in satu.baru


def test_a_long_list_is_cut_and_counted():
    baru = [[f"{n}.", f"Sasaran nomor {n}", "95"] for n in range(MAKS_BARIS + 40)]
    lama = [[*b[:2], "90"] for b in deepcopy(baru)]
    hasil = banding(tabel_pk(*lama), tabel_pk(*baru))
    assert (len(hasil.baris), hasil.sisa) == (MAKS_BARIS, 40)


def test_the_pages_cost_the_same_unsigned_and_signed(client, lengkap, django_assert_max_num_queries):
    baru = make_pk(lengkap)
    client.force_login(lengkap.leader)
    for sesudah in (lambda: None, lambda: sign_all(lengkap, baru)):
        sesudah()
        for nama, kunci in (("dokumen", baru.pk), ("periksa_dokumen", baru.kode)):
            client.get(reverse(f"reports:{nama}", args=[kunci]))
            with django_assert_max_num_queries(12):
                assert client.get(reverse(f"reports:{nama}", args=[kunci])).status_code == 200


def test_the_page_shows_what_differs_and_links_both_ways(client, lengkap):
    lama = make_pk(lengkap)
    baru = make_pk(lengkap, hari=lama.tanggal.replace(month=2))
    client.force_login(lengkap.auditor)
    halaman = client.get(reverse("reports:dokumen", args=[baru.pk])).content.decode()
    assert "Kota, 3 Januari 2025" in halaman
    assert "Kota, 3 Februari 2025" in halaman
    assert reverse("reports:dokumen", args=[lama.pk]) in halaman
    assert "Tanda tangani" not in halaman, "an auditor only looks"
    assert (
        reverse("reports:dokumen", args=[baru.pk])
        in client.get(reverse("reports:dokumen", args=[lama.pk])).content.decode()
    )
