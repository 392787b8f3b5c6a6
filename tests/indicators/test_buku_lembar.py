"""The quarterly sheet as a workbook: what is given out, and what is made of what comes back."""

import io
from datetime import datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from indicators.models import (
    AuditEvent,
    Realisasi,
    RealisasiAnggaran,
    Status,
    Unggahan,
    UnitKerja,
    Variabel,
    VariabelRumus,
)
from tests.builders import (
    make_indikator,
    make_jadwal,
    make_pagu,
    make_realisasi,
    make_realisasi_anggaran,
    make_satuan,
    make_skala,
    make_sub_kegiatan,
    make_target,
)
from tests.buku_uji import berkas, isi, sel
from tests.lembar_uji import LEMBAR, D, alamat, i, pratinjau, s, setujui, teks, unduh, unggah


@pytest.fixture
def masuk(client, cast):
    client.force_login(cast.operator)
    return client


# --- Given out ----------------------------------------------------------------------------------------------------


def test_only_the_cells_a_person_fills_are_open(masuk, cast):
    buku = load_workbook(io.BytesIO(unduh(masuk, cast)))
    assert buku.sheetnames == ["Petunjuk", "Indikator", "Anggaran", "Identitas"]
    assert [ws.sheet_state for ws in buku.worksheets] == ["visible"] * 3 + ["hidden"]
    assert all(ws.protection.sheet and not ws.protection.password for ws in buku.worksheets)
    terbuka = {
        (ws.title, c.coordinate)
        for ws in buku.worksheets
        for row in ws.iter_rows()
        for c in row
        if not c.protection.locked
    }
    diisi = [
        i(cast),
        i(cast, "Penyebab keberhasilan atau kegagalan"),
        i(cast, "Alternatif solusi yang telah dilakukan"),
    ]
    diisi += [s(cast, j) for j in ("Keuangan s.d. TW I (Rp)", "Fisik s.d. TW I (%)", "Kendala", "Tindak lanjut")]
    diisi.append(s(cast, "Alasan melebihi pagu"))
    assert terbuka == {(d[0], sel(buku, *d).coordinate) for d in diisi}


def test_the_head_says_in_words_what_is_to_be_filled_and_stays_in_sight(masuk, cast):
    ws = load_workbook(io.BytesIO(unduh(masuk, cast)))["Anggaran"]
    assert ws.freeze_panes == "D6"
    assert ws.print_title_rows == "$5:$5"
    bertanda = [c.value.split("\n")[0] for c in ws[5] if "(diisi)" in c.value]
    assert bertanda == ["✎ Keuangan s.d. TW I (Rp)", "✎ Fisik s.d. TW I (%)"] + [
        "✎ Alasan melebihi pagu",
        "✎ Kendala",
        "✎ Tindak lanjut",
    ]


def test_excel_itself_refuses_what_cannot_be(masuk, cast):
    skala = make_skala()
    predikat = make_indikator(cast.unit, skala=skala, jenis_nilai="PREDIKAT")
    make_target(cast.rencana, predikat)
    buku = load_workbook(io.BytesIO(unduh(masuk, cast)))
    aturan = {str(a.sqref): a for ws in buku.worksheets for a in ws.data_validations.dataValidation}
    fisik = aturan[sel(buku, *s(cast, "Fisik s.d. TW I (%)")).coordinate]
    assert (fisik.type, fisik.formula1, fisik.formula2) == ("decimal", "0", "100")
    assert "0 sampai 100" in fisik.error
    uang = aturan[sel(buku, *s(cast, "Keuangan s.d. TW I (Rp)")).coordinate]
    assert (uang.type, uang.formula1) == ("whole", "0")
    pilihan = aturan[sel(buku, *i(cast, "Predikat", predikat)).coordinate]
    lembar, _, jangkauan = pilihan.formula1.partition("!")
    assert [c[0].value for c in buku[lembar][jangkauan.replace("$", "")]] == ["BB", "B", "CC"]


def test_a_text_that_looks_like_a_formula_stays_text_in_the_workbook(masuk, cast):
    cast.indikator.nama = '=HYPERLINK("http://jahat","klik")'
    cast.indikator.save()
    make_realisasi(cast.indikator, "88", penyebab="=1+1", solusi="-cmd|' /C calc'!A0")
    asal = unduh(masuk, cast)
    ws = load_workbook(io.BytesIO(asal))["Indikator"]
    assert all(c.data_type != "f" for row in ws.iter_rows() for c in row)
    assert unggah(masuk, cast, asal)["Location"] == alamat(cast, "realisasi_lembar")


def test_whoever_only_reads_gets_a_workbook_without_open_cells(client, cast):
    client.force_login(cast.auditor)
    buku = load_workbook(io.BytesIO(unduh(client, cast)))
    assert all(c.protection.locked for ws in buku.worksheets for row in ws.iter_rows() for c in row)


def test_rows_that_were_handed_in_are_locked_in_the_workbook_too(masuk, cast):
    make_realisasi(cast.indikator, "88", status=Status.SUBMITTED)
    buku = load_workbook(io.BytesIO(unduh(masuk, cast)))
    assert sel(buku, *i(cast)).protection.locked
    assert sel(buku, *i(cast, "Keadaan")).value == "Diajukan, terkunci"
    assert not sel(buku, *s(cast, "Fisik s.d. TW I (%)")).protection.locked


def test_a_unit_with_nothing_to_fill_gets_a_workbook_that_says_so(client, cast):
    client.force_login(cast.other)
    jawab = client.get(reverse("indicators:lembar_unduh", kwargs={**LEMBAR, "unit": cast.other_unit.pk}))
    assert load_workbook(io.BytesIO(jawab.content)).sheetnames == ["Petunjuk", "Identitas"]


# --- Taken back ---------------------------------------------------------------------------------------------------


def test_an_untouched_workbook_changes_nothing(masuk, cast):
    make_realisasi(cast.indikator, "88.1234", penyebab="Dua\r\nbaris ", solusi="x" * 4000)
    make_realisasi_anggaran(cast.sub_kegiatan)
    jawab = unggah(masuk, cast, unduh(masuk, cast))
    assert jawab["Location"] == alamat(cast, "realisasi_lembar")
    assert not Unggahan.objects.exists()
    assert not AuditEvent.objects.exists()
    assert "Tidak ada yang berubah" in masuk.get(jawab["Location"]).content.decode()


def test_what_was_filled_in_is_shown_first_and_stored_after_the_yes(masuk, cast):
    make_realisasi(cast.indikator, "88")
    asal = unduh(masuk, cast)
    baru = {
        i(cast): 91.5,
        i(cast, "Penyebab keberhasilan atau kegagalan"): "Sistem baru",
        s(cast, "Keuangan s.d. TW I (Rp)"): 250_000,
        s(cast, "Fisik s.d. TW I (%)"): 30,
    }
    halaman = pratinjau(masuk, cast, isi(asal, baru))
    buku = load_workbook(io.BytesIO(asal))
    bacaan = teks(halaman)
    assert "4 nilai berubah" in bacaan
    assert f"Realisasi TW I Indikator!{sel(buku, *i(cast)).coordinate} 88 91,5" in bacaan
    assert "(kosong) 250.000" in bacaan
    assert Realisasi.objects.get().nilai == D(88), "a preview stores nothing"

    jawab = setujui(masuk, halaman)
    assert jawab["Location"] == alamat(cast, "realisasi_lembar")
    row, uang = Realisasi.objects.get(), RealisasiAnggaran.objects.get()
    assert (row.nilai, row.penyebab, row.revisi, row.diisi_oleh) == (D("91.5"), "Sistem baru", 2, cast.operator)
    assert (uang.keuangan, uang.fisik) == (250_000, D(30))


def test_the_trail_names_the_file_and_the_staged_content_is_emptied(masuk, cast):
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast): 91}))
    setujui(masuk, halaman)
    unggahan = Unggahan.objects.get()
    assert (unggahan.isi, unggahan.diterapkan_pada is not None) == ({}, True)
    event = AuditEvent.objects.get(aksi="lembar.imported")
    assert event.sesudah == {"nama_berkas": "isian.xlsx", "sha256": unggahan.sha256, "sel_diubah": 1}
    assert AuditEvent.objects.filter(aksi="realisasi.saved").count() == 1


def test_an_upload_is_applied_once(masuk, cast):
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast): 91}))
    setujui(masuk, halaman)
    Realisasi.objects.update(nilai=50)
    jawab = setujui(masuk, halaman)
    assert jawab.status_code == 422
    assert "sudah disimpan" in teks(jawab)
    assert Realisasi.objects.get().nilai == D(50)


@pytest.mark.parametrize(
    ("isian", "nilai"),
    [
        ("82,53", "82.53"),
        ("  82,53 ", "82.53"),
        ("1.234,5", "1234.5"),
        ((0.8253, "0.00%"), "82.53"),
        ("82,53%", "82.53"),
        (0.1 + 0.2, "0.3"),
        (1_000_000, "1000000"),
        (45 / 46 * 100, "97.8261"),
        ("−3", "-3"),
    ],
)
def test_numbers_are_read_however_they_are_kept(masuk, cast, isian, nilai):
    setujui(masuk, pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast): isian})))
    assert Realisasi.objects.get().nilai == D(nilai)


def test_a_figure_is_shown_with_the_decimals_that_are_kept(masuk, cast):
    asal = unduh(masuk, cast)
    berkas_isi = isi(asal, {i(cast): 45 / 46 * 100, s(cast, "Fisik s.d. TW I (%)"): "33,333"})
    halaman = pratinjau(masuk, cast, berkas_isi)
    assert "97,8261 Dibulatkan dari 97,8260869565217." in teks(halaman)
    assert "33,33 Dibulatkan dari 33,333." in teks(halaman)
    setujui(masuk, halaman)
    assert "0 nilai berubah" not in teks(again := pratinjau(masuk, cast, berkas_isi))
    assert "diubah orang lain" not in teks(again), "the same file once more says nothing new"


def test_a_percent_cell_is_explained(masuk, cast):
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast): (0.8253, "0%")}))
    assert "Selnya berformat persen: 82,53% dibaca 82,53." in teks(halaman)


@pytest.mark.parametrize(
    ("judul", "isian", "kalimat"),
    [
        ("Realisasi TW I", "82.53", "pakai koma untuk desimal, misalnya 82,53"),
        ("Realisasi TW I", "sekitar 90", "tidak dapat dibaca"),
        ("Realisasi TW I", datetime(2025, 5, 1), "berisi tanggal 01/05/2025, bukan angka"),
        ("Realisasi TW I", True, "berisi BENAR, bukan angka"),
        ("Realisasi TW I", "=A1+1", "rumus tanpa hasil"),
        ("Realisasi TW I", 1e300, "terlalu panjang"),
        ("Penyebab keberhasilan atau kegagalan", "x" * 4001, "paling banyak 4000 huruf"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_address_of_its_cell(masuk, cast, judul, isian, kalimat):
    asal = unduh(masuk, cast)
    tempat = sel(load_workbook(io.BytesIO(asal)), *i(cast, judul)).coordinate
    halaman = pratinjau(masuk, cast, isi(asal, {i(cast, judul): isian}))
    assert f"Indikator!{tempat} " in teks(halaman)
    assert kalimat in teks(halaman)
    assert "Simpan 1 nilai" not in teks(halaman)


@pytest.mark.parametrize(
    ("judul", "isian", "kalimat"),
    [
        ("Keuangan s.d. TW I (Rp)", 1_000_001, "melebihi pagu Rp1.000.000"),
        ("Keuangan s.d. TW I (Rp)", -1, "tidak boleh kurang dari nol"),
        ("Keuangan s.d. TW I (Rp)", 10.5, "pecahan rupiah"),
        ("Keuangan s.d. TW I (Rp)", (0.5, "0%"), "persentase"),
        ("Fisik s.d. TW I (%)", 101, "antara 0 sampai 100"),
    ],
)
def test_a_refusal_of_the_service_stands_at_the_cell_in_the_preview(masuk, cast, judul, isian, kalimat):
    asal = unduh(masuk, cast)
    tempat = sel(load_workbook(io.BytesIO(asal)), *s(cast, judul)).coordinate
    halaman = pratinjau(masuk, cast, isi(asal, {s(cast, judul): isian, i(cast): 90}))
    assert f"Anggaran!{tempat} " in teks(halaman)
    assert kalimat in teks(halaman)
    assert not Realisasi.objects.exists()
    assert setujui(masuk, halaman).status_code == 422, "what has a refusal in it is not stored by a POST of one's own"
    assert not Realisasi.objects.exists()


def test_all_refusals_are_listed_at_once(masuk, cast):
    lain = make_indikator(cast.unit, rumus="RASIO", jenis_nilai="PERSEN", satuan=make_satuan("%"))
    make_target(cast.rencana, lain)
    salah = {
        i(cast): "sepuluh",
        i(cast, "Pembilang", lain): 5,
        i(cast, "Penyebut", lain): 0,
        s(cast, "Fisik s.d. TW I (%)"): 200,
    }
    bacaan = teks(pratinjau(masuk, cast, isi(unduh(masuk, cast), salah)))
    assert all(k in bacaan for k in ("tidak dapat dibaca", "Penyebut harus lebih dari nol", "antara 0 sampai 100"))


def test_a_ratio_is_filled_by_its_two_figures(masuk, cast):
    rasio = make_indikator(cast.unit, rumus="RASIO", jenis_nilai="PERSEN", satuan=make_satuan("%"))
    make_target(cast.rencana, rasio)
    Variabel.objects.create(indikator=rasio, peran="PEMBILANG", nama="Surat selesai")
    Variabel.objects.create(indikator=rasio, peran="PENYEBUT", nama="Surat masuk")
    asal = unduh(masuk, cast)
    buku = load_workbook(io.BytesIO(asal))
    assert "Surat selesai" in sel(buku, *i(cast, "Yang dihitung", rasio)).value
    assert sel(buku, *i(cast, "Realisasi TW I", rasio)).value.startswith("=IF(")
    halaman = pratinjau(masuk, cast, isi(asal, {i(cast, "Pembilang", rasio): 45, i(cast, "Penyebut", rasio): 46}))
    setujui(masuk, halaman)
    row = Realisasi.objects.get()
    assert (row.pembilang, row.penyebut, row.nilai) == (D(45), D(46), D("97.83"))


def test_the_variables_of_a_formula_have_a_row_each_on_a_sheet_of_their_own(masuk, cast):
    berumus = make_indikator(cast.unit, rumus="EKSPRESI", ekspresi="a / b * 100", jenis_nilai="PERSEN")
    make_target(cast.rencana, berumus)
    VariabelRumus.objects.create(indikator=berumus, urutan=1, simbol="a", nama="Surat selesai", minimum=0)
    VariabelRumus.objects.create(indikator=berumus, urutan=2, simbol="b", nama="Surat masuk", minimum=1, maksimum=500)
    asal = unduh(masuk, cast)
    assert unggah(masuk, cast, asal)["Location"] == alamat(cast, "realisasi_lembar")
    buku = load_workbook(io.BytesIO(asal))
    a, b = (("Rumus", f"i{berumus.pk}:v_{v}", "Isian TW I") for v in "ab")
    assert sel(buku, *b[:2], "Batas").value == "1 sampai 500"
    assert sel(buku, *i(cast, indikator=berumus)).protection.locked
    tempat = sel(buku, *b).coordinate
    salah = teks(pratinjau(masuk, cast, isi(asal, {a: 45, b: 501})))
    assert f"Rumus!{tempat} " in salah
    halaman = pratinjau(masuk, cast, isi(asal, {a: 45, b: 46}))
    assert f"Surat masuk Rumus!{tempat} (kosong) 46" in teks(halaman)
    setujui(masuk, halaman)
    row = Realisasi.objects.get()
    assert (row.nilai, {r.simbol: r.nilai for r in row.rincian.all()}) == (D("97.83"), {"a": D(45), "b": D(46)})
    assert unggah(masuk, cast, unduh(masuk, cast))["Location"] == alamat(cast, "realisasi_lembar")


def test_a_published_value_without_variables_stays_when_only_its_cause_is_written(masuk, cast):
    berumus = make_indikator(cast.unit, rumus="EKSPRESI", ekspresi="a * 2")
    make_target(cast.rencana, berumus)
    VariabelRumus.objects.create(indikator=berumus, urutan=1, simbol="a", nama="A")
    make_realisasi(berumus, "77")
    sebab = i(cast, "Penyebab keberhasilan atau kegagalan", berumus)
    setujui(masuk, pratinjau(masuk, cast, isi(unduh(masuk, cast), {sebab: "Sistem baru"})))
    row = Realisasi.objects.get()
    assert (row.nilai, row.penyebab) == (D(77), "Sistem baru")


def test_a_step_is_chosen_by_its_code_and_follows_a_new_number(masuk, cast):
    predikat = make_indikator(cast.unit, skala=make_skala(), jenis_nilai="PREDIKAT")
    make_target(cast.rencana, predikat)
    salah = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast, "Predikat", predikat): "AAA"}))
    assert "“AAA” bukan pilihan di sini. Pilih BB, B, CC." in teks(salah)
    setujui(masuk, pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast, "Predikat", predikat): " bb "})))
    assert Realisasi.objects.get().tingkat.kode == "BB"
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast, "Realisasi TW I", predikat): 65}))
    assert "Predikatnya mengikuti nilai ini." in teks(halaman)
    setujui(masuk, halaman)
    row = Realisasi.objects.get()
    assert (row.nilai, row.tingkat.kode) == (D(65), "B")


def test_money_above_pagu_is_taken_with_its_reason(masuk, cast):
    uang, alasan = s(cast, "Keuangan s.d. TW I (Rp)"), s(cast, "Alasan melebihi pagu")
    setujui(
        masuk, pratinjau(masuk, cast, isi(unduh(masuk, cast), {uang: 1_500_000, alasan: "Pergeseran belum disahkan"}))
    )
    row = RealisasiAnggaran.objects.get()
    assert (row.keuangan, row.alasan_lebih) == (1_500_000, "Pergeseran belum disahkan")


def test_money_of_the_quarter_alone_is_added_to_what_was_spent_before(client, cast):
    """Read as it was given out, also when the unit chose the other way since."""
    cast.unit.cara_anggaran = "TRIWULAN"
    cast.unit.save()
    lain = make_sub_kegiatan(cast.unit)
    make_pagu(cast.rencana, lain)
    make_jadwal(cast.pd, triwulan=2)
    make_realisasi_anggaran(cast.sub_kegiatan, 400_000)
    alamat_tw2 = alamat(cast, "lembar_unggah", tw=2)
    client.force_login(cast.operator)
    asal = client.get(alamat(cast, "lembar_unduh", tw=2)).content
    buku = load_workbook(io.BytesIO(asal))
    uang = s(cast, "Keuangan TW II saja (Rp)")
    assert not sel(buku, *uang).protection.locked
    tertutup = ("Anggaran", f"s{lain.pk}", "Keuangan TW II saja (Rp)")
    assert sel(buku, *tertutup).protection.locked, "what was spent before is not known"
    UnitKerja.objects.update(cara_anggaran="KUMULATIF")
    fisik = ("Anggaran", f"s{lain.pk}", "Fisik s.d. TW II (%)")
    jawab = client.post(alamat_tw2, {"berkas": berkas(isi(asal, {uang: 100_000, fisik: 10}))})
    setujui(client, client.get(jawab["Location"]))
    assert RealisasiAnggaran.objects.get(triwulan=2, sub_kegiatan=cast.sub_kegiatan).keuangan == 500_000
    assert RealisasiAnggaran.objects.get(triwulan=2, sub_kegiatan=lain).keuangan is None


def test_an_emptied_cell_empties_the_value(masuk, cast):
    make_realisasi(cast.indikator, "88")
    halaman = pratinjau(masuk, cast, isi(unduh(masuk, cast), {i(cast): None}))
    assert "88 (kosong)" in teks(halaman)
    setujui(masuk, halaman)
    assert Realisasi.objects.get().nilai is None
