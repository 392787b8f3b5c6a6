"""A workbook that comes back to a sheet that changed meanwhile, to another one, or rebuilt by its office."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from indicators.models import (
    JadwalPengisian,
    Realisasi,
    RealisasiAnggaran,
    Status,
    Unggahan,
)
from indicators.services.unggahan import unggahan_bersihkan
from tests.builders import (
    make_indikator,
    make_realisasi,
    make_target,
    make_user,
)
from tests.buku_uji import isi, sel, simpan
from tests.lembar_uji import LEMBAR, D, alamat, i, pratinjau, s, setujui, teks, unduh, unggah


@pytest.fixture
def masuk(client, cast):
    client.force_login(cast.operator)
    return client


# --- Somebody else meanwhile --------------------------------------------------------------------------------------


def test_a_value_changed_by_somebody_else_is_shown_and_stays_unless_chosen(masuk, cast):
    make_realisasi(cast.indikator, "88")
    berkas_isi = isi(unduh(masuk, cast), {i(cast): 91, s(cast, "Fisik s.d. TW I (%)"): 30})
    teman = make_user("operator", cast.unit, nama="Teman Sekantor")
    Realisasi.objects.update(nilai=70, revisi=2, diisi_oleh=teman)
    halaman = pratinjau(masuk, cast, berkas_isi)
    assert "1 nilai diubah orang lain" in teks(halaman)
    assert "70 oleh Teman Sekantor 91 Pakai nilai dari berkas" in teks(halaman)
    setujui(masuk, halaman)
    assert (Realisasi.objects.get().nilai, RealisasiAnggaran.objects.get().fisik) == (D(70), D(30))


def test_the_person_may_choose_the_value_of_the_file(masuk, cast):
    make_realisasi(cast.indikator, "88")
    berkas_isi = isi(unduh(masuk, cast), {i(cast): 91})
    Realisasi.objects.update(nilai=70, revisi=2)
    setujui(masuk, pratinjau(masuk, cast, berkas_isi), pakai=f"i{cast.indikator.pk}-nilai")
    assert Realisasi.objects.get().nilai == D(91)


def test_another_cell_of_the_row_changed_by_somebody_else_is_kept(masuk, cast):
    make_realisasi(cast.indikator, "88")
    berkas_isi = isi(unduh(masuk, cast), {i(cast): 91})
    Realisasi.objects.update(penyebab="Ditulis teman", revisi=2)
    halaman = pratinjau(masuk, cast, berkas_isi)
    assert "diubah orang lain" not in teks(halaman)
    setujui(masuk, halaman)
    row = Realisasi.objects.get()
    assert (row.nilai, row.penyebab) == (D(91), "Ditulis teman")


def test_what_somebody_else_entered_just_the_same_is_no_change(masuk, cast):
    make_realisasi(cast.indikator, "88")
    berkas_isi = isi(unduh(masuk, cast), {i(cast): 91})
    Realisasi.objects.update(nilai=91, revisi=2)
    assert "berubah" not in teks(pratinjau(masuk, cast, berkas_isi)).partition("nilai tetap")[0]


def test_a_change_between_preview_and_yes_asks_again(masuk, cast):
    make_realisasi(cast.indikator, "88")
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast): 91}))
    Realisasi.objects.update(nilai=70, revisi=2)
    jawab = setujui(masuk, halaman)
    assert jawab.status_code == 409
    assert "berubah sejak pratinjaunya dibuka" in teks(jawab)
    assert Realisasi.objects.get().nilai == D(70)


def test_a_quarter_closed_meanwhile_takes_nothing(masuk, cast):
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast): 91}))
    JadwalPengisian.objects.update(status=JadwalPengisian.Status.CLOSED)
    jawab = setujui(masuk, halaman)
    assert "sudah ditutup" in teks(jawab)
    assert not Realisasi.objects.exists()
    assert Unggahan.objects.get().diterapkan_pada is None
    assert "sudah ditutup" in teks(unggah(masuk, cast, b"PK"))


def test_a_row_handed_in_meanwhile_is_not_changed(masuk, cast):
    make_realisasi(cast.indikator, "88")
    berkas_isi = isi(unduh(masuk, cast), {i(cast): 91})
    halaman = pratinjau(masuk, cast, berkas_isi)
    Realisasi.objects.update(status=Status.SUBMITTED)
    jawab = setujui(masuk, halaman)
    assert jawab.status_code == 409
    assert "sudah diajukan atau diverifikasi" in teks(jawab)
    assert Realisasi.objects.get().nilai == D(88)


# --- Whose file it is ---------------------------------------------------------------------------------------------


def test_an_upload_belongs_to_whoever_made_it(client, masuk, cast):
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast): 91}))
    client.force_login(make_user("operator", cast.unit))
    assert client.get(halaman.wsgi_request.path).status_code == 404
    assert setujui(client, halaman).status_code == 404


def test_the_file_of_another_sheet_is_sent_to_its_own(client, cast):
    make_target(cast.rencana, make_indikator(cast.other_unit))
    client.force_login(cast.planner)
    lain = client.get(reverse("indicators:lembar_unduh", kwargs={**LEMBAR, "unit": cast.other_unit.pk})).content
    client.force_login(cast.operator)
    jawab = unggah(client, cast, lain)
    assert jawab.status_code == 422
    assert f"Berkas ini lembar {cast.other_unit.nama}, Triwulan I Tahun 2025, bukan {cast.unit.nama}" in teks(jawab)


def test_a_new_upload_takes_the_place_of_the_last_one_and_old_ones_go(masuk, cast):
    asal = unduh(masuk, cast)
    pratinjau(masuk, cast, isi(asal, {i(cast): 91}))
    pratinjau(masuk, cast, isi(asal, {i(cast): 92}))
    assert Unggahan.objects.count() == 1
    Unggahan.objects.update(dibuat_pada=timezone.now() - timedelta(days=8))
    assert unggahan_bersihkan() == 1


# --- What offices do to a file ------------------------------------------------------------------------------------


def dirombak(asal, rombak):
    buku = load_workbook(io.BytesIO(asal))
    rombak(buku)
    return simpan(buku)


def test_rows_sorted_deleted_and_inserted_are_found_by_their_key(masuk, cast):
    kedua = make_indikator(cast.unit)
    make_target(cast.rencana, kedua)

    def rombak(buku):
        ws = buku["Indikator"]
        sel(buku, *i(cast)).value = 71
        ws.delete_rows(sel(buku, *i(cast, "Kunci", kedua)).row)
        ws.insert_rows(6, 3)
        ws.insert_cols(3)

    halaman = pratinjau(masuk, cast, dirombak(unduh(masuk, cast), rombak))
    assert "1 nilai berubah" in teks(halaman)
    assert "1 baris tidak ada dalam berkas" in teks(halaman)
    setujui(masuk, halaman)
    assert Realisasi.objects.get().nilai == D(71)


def test_a_row_that_is_not_known_is_refused_where_it_stands(masuk, cast):
    def rombak(buku):
        tempat = sel(buku, *i(cast))
        buku["Indikator"].cell(tempat.row + 2, tempat.column, 5)
        buku["Indikator"].cell(tempat.row + 3, 1, f"i{cast.indikator.pk}")

    bacaan = teks(pratinjau(masuk, cast, dirombak(unduh(masuk, cast), rombak)))
    assert "Baris ini tidak dikenal" in bacaan
    assert "Baris ini ada dua kali" in bacaan


def test_a_key_sorted_away_from_its_name_is_noticed(masuk, cast):
    kedua = make_indikator(cast.unit)
    make_target(cast.rencana, kedua)

    def tukar(buku):
        a, b = sel(buku, *i(cast, "Kunci")), sel(buku, *i(cast, "Kunci", kedua))
        a.value, b.value = b.value, a.value

    assert "tidak cocok" in teks(pratinjau(masuk, cast, dirombak(unduh(masuk, cast), tukar)))


def test_characters_no_database_takes_are_left_out(masuk, cast):
    sebab = i(cast, "Penyebab keberhasilan atau kegagalan")
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {sebab: "a_x0000_b_x0007_c", i(cast): "_x0000_1"}))
    assert "\0" not in halaman.content.decode()
    setujui(masuk, halaman)
    assert Realisasi.objects.get().penyebab == "abc"


def test_merged_cells_are_refused_with_their_range(masuk, cast):
    def gabung(buku):
        tempat = sel(buku, *i(cast))
        tempat.value = 5
        buku["Indikator"].merge_cells(
            start_row=tempat.row, end_row=tempat.row + 1, start_column=tempat.column, end_column=tempat.column
        )

    assert "Sel-sel ini digabung" in teks(pratinjau(masuk, cast, dirombak(unduh(masuk, cast), gabung)))


def test_a_locked_cell_that_was_changed_all_the_same_is_refused(masuk, cast):
    make_realisasi(cast.indikator, "88", status=Status.SUBMITTED)
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast): 91}))
    assert "Sel ini tidak diisi di sini" in teks(halaman)


def ganti_judul(buku):
    ws = buku["Indikator"]
    next(c for c in ws[5] if "Realisasi" in str(c.value)).value = "Hasil"


def ganti_identitas(buku):
    buku["Identitas"]["A7"] = "x" + buku["Identitas"]["A7"].value[1:]


@pytest.mark.parametrize(
    ("rombak", "kalimat"),
    [
        (lambda b: setattr(b["Indikator"], "title", "Sheet1"), "Lembar “Indikator” tidak ada dalam berkas ini"),
        (ganti_judul, "judul kolom “Realisasi TW I” tidak ada"),
        (lambda b: b.remove(b["Identitas"]), "bukan buku kerja dari aplikasi ini"),
        (ganti_identitas, "Identitas” pada berkas ini berubah"),
        (lambda b: b["Identitas"].__setitem__("B1", 99), "versi lain"),
    ],
)
def test_a_file_whose_frame_was_changed_is_refused_with_a_sentence(masuk, cast, rombak, kalimat):
    jawab = unggah(masuk, cast, dirombak(unduh(masuk, cast), rombak))
    assert jawab.status_code == 422
    assert kalimat in teks(jawab)
    assert not Unggahan.objects.exists()


def test_a_file_signed_by_another_installation_is_refused(masuk, cast, settings):
    asal = unduh(masuk, cast)
    settings.SECRET_KEY = "kunci-instalasi-lain"
    masuk.force_login(cast.operator)
    assert "berubah" in teks(unggah(masuk, cast, asal))


def test_a_file_the_scanner_does_not_answer_for_is_refused(masuk, cast, settings):
    asal = isi(unduh(masuk, cast), {i(cast): 91})
    settings.CLAMD_SOCKET = "/tidak/ada.ctl"
    assert "Pemeriksa virus sedang tidak dapat dihubungi" in teks(unggah(masuk, cast, asal))
    assert not Unggahan.objects.exists()


def test_no_file_and_a_foreign_file_are_answered_on_the_page(masuk, cast):
    assert "Pilih berkas .xlsx" in teks(masuk.post(alamat(cast, "lembar_unggah")))
    assert "rusak" in teks(unggah(masuk, cast, b"PK\x03\x04"))
