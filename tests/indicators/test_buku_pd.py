"""A workbook of a whole perangkat daerah: what is read, what is refused, what is stored."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from indicators.buku_kerja.baca import SelDitolak
from indicators.buku_pd.bidang import angka_teks
from indicators.buku_pd.muat import kolom_nilai, susunan
from indicators.exceptions import InvalidValue, NotAllowed, StaleData
from indicators.models import (
    AuditEvent,
    Indikator,
    JadwalPengisian,
    PaguAnggaran,
    Pejabat,
    PeriodeRenstra,
    Realisasi,
    RealisasiAnggaran,
    RencanaTahunan,
    Sasaran,
    Status,
    SubKegiatan,
    Target,
    TargetRenstra,
)
from indicators.services.impor import impor_terapkan
from tests.builders import make_periode, make_sasaran, make_satuan, make_skala, make_unit, make_user
from tests.buku_pd_uji import BUKAN_ISI, bandingkan, buku, ekspor, terapkan, ubah
from tests.buku_uji import simpan


@pytest.fixture
def periode(cast):
    return PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda)


def kalimat(impor):
    return [(g.alamat, g.kalimat) for g in impor.selisih.galat]


def test_every_column_of_a_row_stands_on_its_sheet_or_is_nobody_s_to_write():
    milik = BUKAN_ISI | {"periode", "perangkat_daerah", "pemerintah_daerah"}
    for tabel in susunan(PeriodeRenstra(tahun_awal=2021, tahun_akhir=2026)):
        ada = {b.kunci for b in tabel.bidang}
        ada |= {k for b in tabel.bidang if b.jenis == "nilai" for k in kolom_nilai(b)}
        ada |= set(Indikator.Jenjang.values) if "unsur" in ada else set()  # one of them, named by its level
        assert {f.name for f in tabel.model._meta.concrete_fields} <= ada | milik, tabel.nama


# --- What changes ---------------------------------------------------------------------------------------------------


def test_a_renamed_sasaran_is_the_same_sasaran(cast, periode):
    sasaran = cast.indikator.sasaran
    isi = ekspor(cast.pd, periode)
    baris = next(n for n, r in enumerate(load_workbook(io.BytesIO(isi))["Sasaran"].values, 1) if sasaran.uraian in r)
    impor = terapkan(
        cast.pd, periode, ubah(isi, {("Sasaran", baris, "Uraian"): "Meningkatnya kualitas layanan"}), cast.planner
    )
    assert [(s.lama, s.baru) for b in impor.selisih.ubah for s in b.sel] == [
        (sasaran.uraian, "Meningkatnya kualitas layanan")
    ]
    sasaran.refresh_from_db()
    assert sasaran.uraian == "Meningkatnya kualitas layanan"
    catatan = AuditEvent.objects.get(aksi="sasaran.changed")
    assert (catatan.objek_id, catatan.sebelum, catatan.pelaku) == (
        sasaran.pk,
        {"uraian": impor.selisih.ubah[0].sel[0].lama},
        cast.planner,
    )


def test_without_the_signed_sheet_a_renamed_sasaran_is_new_and_proposed_as_the_same(cast, periode):
    sasaran = make_sasaran(cast.pd, uraian="Meningkatnya akuntabilitas kinerja")
    isi = load_workbook(io.BytesIO(ekspor(cast.pd, periode)))
    del isi["Identitas"]
    baris = next(r for r in isi["Sasaran"].iter_rows() if sasaran.uraian in [s.value for s in r])
    next(s for s in baris if s.value == sasaran.uraian).value = "Meningkatnya akuntabilitas kinerja daerah"
    impor = bandingkan(cast.pd, periode, simpan(isi))
    assert [b.nama for b in impor.selisih.baru] == ["S3 Meningkatnya akuntabilitas kinerja daerah"]
    (usul,) = impor.selisih.usul
    assert usul.lama.obj == sasaran
    impor = terapkan(cast.pd, periode, simpan(isi), samakan=[usul.kendali])
    assert (len(impor.selisih.baru), len(impor.selisih.ubah)) == (0, 1)
    sasaran.refresh_from_db()
    assert sasaran.uraian == "Meningkatnya akuntabilitas kinerja daerah"


def test_a_workbook_of_another_period_is_refused_with_where_it_belongs(cast, periode):
    """Periods overlap: held against the other one, its targets would be changes and its predecessors lost."""
    lain = make_periode(cast.pemda, tahun_awal=2025, tahun_akhir=2029)
    with pytest.raises(InvalidValue, match="buku kerja Renstra 2021–2026, bukan 2025–2029. Impor pada periode 2021"):
        bandingkan(cast.pd, lain, ekspor(cast.pd, periode))


def test_what_the_file_does_not_have_stays_unless_asked(cast, periode):
    lebih = make_sasaran(cast.pd, uraian="Tidak dipakai lagi")
    isi = load_workbook(io.BytesIO(ekspor(cast.pd, periode)))
    baris = next(n for n, r in enumerate(isi["Sasaran"].values, 1) if lebih.uraian in r)
    isi["Sasaran"].delete_rows(baris)
    assert bandingkan(cast.pd, periode, simpan(isi)).selisih.jumlah == 0
    impor = terapkan(cast.pd, periode, simpan(isi), cast.planner, hapus=True)
    assert [b.nama for b in impor.selisih.hapus] == [f"S3 {lebih.uraian}"]
    assert not Sasaran.objects.filter(pk=lebih.pk).exists()
    assert AuditEvent.objects.get(aksi="sasaran.deleted").sebelum["uraian"] == lebih.uraian


def test_what_others_hang_on_is_not_deleted(cast, periode):
    isi = load_workbook(io.BytesIO(ekspor(cast.pd, periode)))
    isi["Indikator"].delete_rows(2)
    Realisasi.objects.create(indikator=cast.indikator, tahun=2025, triwulan=1, nilai=Decimal(1))
    impor = bandingkan(cast.pd, periode, simpan(isi), cast.planner, hapus=True)
    assert "tidak dapat dihapus" in kalimat(impor)[-1][1]
    assert Indikator.objects.filter(pk=cast.indikator.pk).exists()


def test_an_emptied_cell_empties_what_is_stored(cast, periode):
    Indikator.objects.filter(pk=cast.indikator.pk).update(makna="Sesuatu")
    terapkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), {("Indikator", 2, "Makna"): None}))
    assert Indikator.objects.get(pk=cast.indikator.pk).makna == ""


# --- What offices have ----------------------------------------------------------------------------------------------


def test_an_office_s_own_way_of_writing_is_read(cast, periode):
    make_skala()
    make_satuan("titik")
    unit = make_unit(cast.pd, kode="bagian-umum", nama="Bagian Umum")
    isi = buku(
        Sasaran=[["Keterangan"], ["Kunci", "Unit kerja", "Uraian"], [], ["A", "Bagian Umum ", " Layanan  baik "], []],
        Indikator=[
            ["Kode", "Jenjang", "Unsur", "Nama", "Unit pengisi", "Satuan", "Jenis nilai", "Skala predikat", "Arah",
             "Akumulasi", "Cara nilai diperoleh", "Target 2022", "Target 2023", "Target 2024", "Target 2025"],
            ["nilai-akip", "Sasaran", "A", "Nilai AKIP", "bagian-umum", None, "PREDIKAT", "akip", "NAIK", "AKHIR",
             "LANGSUNG", "B = 66.04", "66,5 (B)", "BB", "82.53"],
            ["titik", "sasaran", None, "Jumlah titik", None, "titik", "Angka", None, "Makin tinggi makin baik",
             "Nilai terakhir", "Nilai langsung diisi", "10 titik", "3,01", 12.5, "n/a"],
        ],
        Pejabat=[
            ["Nama tanpa gelar", "Jabatan", "Jenis jabatan", "Menjabat sejak", "Menjabat sampai"],
            ["Ani", "Kepala Bagian Umum", "Kepala Bagian", "2 Januari 2023", "31/12/2025"],
        ],
    )  # fmt: skip
    ws = isi["Indikator"]
    ws.merge_cells("C2:C3")
    ws.merge_cells("E2:E3")
    terapkan(cast.pd, periode, simpan(isi), cast.planner)
    akip, titik = Indikator.objects.get(kode="nilai-akip"), Indikator.objects.get(kode="titik")
    target = {t.tahun: (t.nilai, t.tingkat and t.tingkat.kode) for t in TargetRenstra.objects.filter(indikator=akip)}
    assert target == {
        2022: (Decimal("66.04"), "B"),
        2023: (Decimal("66.5"), "B"),
        2024: (None, "BB"),
        2025: (Decimal("82.53"), None),
    }
    assert {t.tahun: t.nilai for t in titik.target_renstra.all()} == {
        2022: 10,
        2023: Decimal("3.01"),
        2024: Decimal("12.5"),
    }
    assert titik.unit_kerja == akip.unit_kerja == unit
    assert (titik.sasaran, titik.sasaran.uraian, titik.sasaran.unit_kerja) == (akip.sasaran, "Layanan  baik", unit)
    ani = Pejabat.objects.get(nama="Ani")
    assert (ani.mulai, ani.selesai, ani.jenis) == (date(2023, 1, 2), date(2025, 12, 31), "KABAG")


def test_a_two_digit_sub_kegiatan_code_names_the_four_digit_one(cast, periode):
    SubKegiatan.objects.filter(pk=cast.sub_kegiatan.pk).update(kode="4.01.01.2.01.0001")
    isi = buku(Sub_Kegiatan=[
        ["Kegiatan", "Kode", "Uraian", "Unit kerja"],
        [cast.sub_kegiatan.kegiatan.uraian, "4.01.01.2.01.01", "Nama baru", cast.unit.kode],
    ])  # fmt: skip
    impor = bandingkan(cast.pd, periode, simpan(isi))
    assert [(s.bidang.kunci, s.baru) for b in impor.selisih.ubah for s in b.sel] == [("uraian", "Nama baru")]


def test_every_refusal_names_its_cell_and_nothing_is_stored(cast, periode):
    isi = ubah(
        ekspor(cast.pd, periode),
        {
            ("Indikator", 2, "Arah"): "naik sekali",
            ("Indikator", 2, "Unit pengisi"): "bagian-umun",
            ("Indikator", 2, "Target 2024"): "kira-kira 90an",
            ("Indikator", 0, "Kode"): cast.indikator.kode,
            ("Unit", 2, "Nama"): None,
        },
    )
    impor = bandingkan(cast.pd, periode, isi)
    tempat = {g.alamat for g in impor.selisih.galat}
    assert {"Indikator!K2", "Indikator!E2", "Unit!B2"} <= tempat
    assert any(t.startswith("Indikator!A3") for t in tempat)
    assert not impor.dapat
    with pytest.raises(InvalidValue, match="perbaiki"):
        impor_terapkan(impor=impor, nama="a.xlsx", sha256="0" * 64, by=None)


@pytest.mark.parametrize("tulis", ["bagian-umun", "Bag. Umum", "Bagian Umun"])
def test_an_unknown_unit_is_never_guessed_but_the_like_one_is_named_once(cast, periode, tulis):
    make_unit(cast.pd, kode="bagian-umum", nama="Bagian Umum")
    impor = bandingkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), {("Indikator", 2, "Unit pengisi"): tulis}))
    (saran,) = (k.partition("Mungkin maksudnya ")[2] for _, k in kalimat(impor))
    assert saran in ("“bagian-umum”?", "“bagian umum”?")


def test_a_sheet_with_a_name_of_its_own_is_said_to_be_left_out(cast, periode):
    isi = load_workbook(io.BytesIO(ekspor(cast.pd, periode)))
    isi["Target"].title = "Target 2025"
    assert bandingkan(cast.pd, periode, simpan(isi)).selisih.lewat == ["Target 2025"]


@pytest.mark.parametrize("tulis", ["1e3", "5x2", "2 dari 5", "10 s.d. 15", "5 juta"])
def test_what_changes_a_figure_is_not_taken_for_its_unit(tulis):
    assert angka_teks("10 km2")[0] == 10
    with pytest.raises(SelDitolak):
        angka_teks(tulis)


def test_a_formula_in_a_text_stays_a_text(cast, periode):
    cast.pd.pemerintah_daerah.nama = "=1+1"
    Sasaran.objects.filter(pk=cast.indikator.sasaran_id).update(uraian='=HYPERLINK("http://x")')
    isi = ekspor(cast.pd, periode)
    sel = [s for r in load_workbook(io.BytesIO(isi))["Sasaran"].iter_rows() for s in r if "HYPERLINK" in str(s.value)]
    assert [s.data_type for s in sel] == ["s"]
    assert load_workbook(io.BytesIO(isi))["Petunjuk"]["A2"].data_type == "s"
    assert bandingkan(cast.pd, periode, isi, hapus=True).selisih.jumlah == 0


# --- What is refused ------------------------------------------------------------------------------------------------


def test_an_approved_plan_is_not_changed_and_a_draft_is(cast, periode):
    isi = ubah(ekspor(cast.pd, periode), {("Target", 2, "TW I"): 5, ("Pagu", 2, "Jumlah (Rp)"): 7})
    assert ["sudah disahkan" in k for _, k in kalimat(bandingkan(cast.pd, periode, isi))] == [True, True]
    RencanaTahunan.objects.filter(pk=cast.rencana.pk).update(status="DRAFT")
    assert "pada halaman rencananya" in kalimat(bandingkan(cast.pd, periode, isi))[0][1]
    isi = ubah(ekspor(cast.pd, periode), {("Target", 2, "TW I"): 5, ("Pagu", 2, "Jumlah (Rp)"): 7})
    terapkan(cast.pd, periode, isi, cast.planner)
    assert (Target.objects.get().tw1, PaguAnggaran.objects.get().jumlah) == (5, 7)


def test_a_closed_period_takes_nothing(cast, periode):
    PeriodeRenstra.objects.update(status="CLOSED")
    periode.refresh_from_db()
    isi = ubah(ekspor(cast.pd, periode), {("Sasaran", 2, "Uraian"): "Lain"})
    assert "sudah ditutup" in kalimat(bandingkan(cast.pd, periode, isi))[0][1]


def test_verified_values_hold_unit_and_direction_of_their_indikator(cast, periode):
    Realisasi.objects.create(indikator=cast.indikator, tahun=2025, triwulan=1, nilai=1, status="VERIFIED")
    isi = ubah(ekspor(cast.pd, periode), {("Indikator", 2, "Arah"): "TURUN", ("Indikator", 2, "Makna"): "Boleh"})
    assert [("Arah" in k, "kelanjutannya" in k) for _, k in kalimat(bandingkan(cast.pd, periode, isi))] == [
        (True, True)
    ]


def test_visi_and_misi_are_the_regency_s(cast, periode):
    isi = simpan(buku(Visi=[["Uraian"], ["Terwujudnya kabupaten maju"]]))
    assert "milik pemerintah daerah" in kalimat(bandingkan(cast.pd, periode, isi, cast.planner))[0][1]
    terapkan(cast.pd, periode, isi, make_user("planner", cast.pemda))


def test_only_who_may_import_does(cast, periode):
    isi = ekspor(cast.pd, periode)
    for siapa in (cast.operator, cast.leader, cast.auditor, cast.outsider_planner):
        with pytest.raises(NotAllowed):
            bandingkan(cast.pd, periode, isi, siapa)


def test_a_file_of_another_perangkat_daerah_is_refused(cast, periode):
    lain = cast.outsider_planner.membership.get().perangkat_daerah
    with pytest.raises(InvalidValue, match="bukan"):
        bandingkan(lain, make_periode(lain.pemerintah_daerah), ekspor(cast.pd, periode))


def test_what_was_seen_is_what_is_stored_or_nothing(cast, periode):
    impor = bandingkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), {("Sasaran", 2, "Uraian"): "Lain"}))
    with pytest.raises(StaleData, match="berubah sejak"):
        impor_terapkan(impor=impor, nama="a.xlsx", sha256="0" * 64, by=None, sidik="yang lain")


def test_a_unit_moves_with_all_below_it_but_not_below_itself(cast, periode):
    anak = make_unit(cast.pd, induk=cast.unit)
    isi = ekspor(cast.pd, periode)
    baris = [r[0] for r in load_workbook(io.BytesIO(isi))["Unit"].values].index(cast.unit.kode) + 1
    terapkan(cast.pd, periode, ubah(isi, {("Unit", baris, "Unit atasan"): cast.other_unit.kode}))
    anak.refresh_from_db()
    assert anak.jalur == f"/{cast.other_unit.pk}/{cast.unit.pk}/{anak.pk}/"
    impor = bandingkan(cast.pd, periode, ubah(isi, {("Unit", baris, "Unit atasan"): anak.kode}))
    assert "di bawah dirinya sendiri" in kalimat(impor)[0][1]


def test_a_name_that_two_units_have_is_asked_for_by_code_and_stands_once_below_each(cast, periode):
    for n, induk in enumerate((cast.unit, cast.other_unit), 1):
        make_unit(cast.pd, kode=f"tu-{n}", nama="Tata Usaha", induk=induk)
    isi = ekspor(cast.pd, periode)
    impor = bandingkan(cast.pd, periode, ubah(isi, {("Indikator", 2, "Unit pengisi"): "Tata usaha"}))
    seharusnya = "“Tata usaha” nama 2 baris unit pengisi. Tulis kode yang dimaksud: tu-1 atau tu-2."
    assert seharusnya in [k for _, k in kalimat(impor)]
    baris = [r[0] for r in load_workbook(io.BytesIO(isi))["Unit"].values].index("tu-2") + 1
    impor = bandingkan(cast.pd, periode, ubah(isi, {("Unit", baris, "Unit atasan"): cast.unit.kode}))
    ((tempat, sebab),) = kalimat(impor)
    assert tempat == f"Unit!E{baris}"
    assert f"Sudah ada unit bernama Tata Usaha di bawah {cast.unit.kode}." in sebab


def test_the_template_s_examples_are_passed_over(cast, periode):
    templat = ekspor(cast.pd, periode, templat=True)
    impor = bandingkan(cast.pd, periode, templat)
    assert (impor.selisih.jumlah, kalimat(impor)) == (0, [])
    isi = load_workbook(io.BytesIO(templat))
    kode = [isi[lembar]["C2"].value for lembar in ("Program", "Kegiatan", "Sub Kegiatan")]
    assert kode == ["4.01.01", "4.01.01.2.06", "4.01.01.2.06.0005"]


# --- Plans and quarterly values ---------------------------------------------------------------------------------------


def test_a_new_plan_comes_in_whole_with_its_targets_and_pagu(cast, periode):
    isi = buku(
        Rencana=[
            ["Tahun", "Versi ke", "Jenis", "Berlaku mulai triwulan", "Status", "Tanggal pengesahan"],
            [2026, 1, "Murni", "1", "Disahkan", "5 Januari 2026"],
        ],
        Target=[["Rencana", "Indikator", "Target tahun", "TW IV"], ["2026/1", cast.indikator.kode, "95,5", "95.5"]],
        Pagu=[
            ["Rencana", "Sub kegiatan", "Jenis belanja", "Jumlah (Rp)"],
            ["2026/1", cast.sub_kegiatan.uraian, "5.1.02", "Rp 1.250.000,-"],
        ],
    )
    terapkan(cast.pd, periode, simpan(isi), cast.planner)
    rencana = RencanaTahunan.objects.get(tahun=2026)
    assert (rencana.status, rencana.tanggal) == ("APPROVED", date(2026, 1, 5))
    target, pagu = Target.objects.get(rencana=rencana), PaguAnggaran.objects.get(rencana=rencana)
    assert (target.nilai, target.tw1, target.tw4) == (Decimal("95.5"), None, Decimal("95.5"))
    assert (pagu.jumlah, pagu.sub_kegiatan) == (1_250_000, cast.sub_kegiatan)


def realisasi(cast, *rows):
    """Sheets of values: (key, year, quarter, value, status) of an indikator, or of a sub kegiatan with its money."""
    nilai = [["Indikator", "Tahun", "Triwulan", "Realisasi", "Status"]]
    uang = [["Sub kegiatan", "Tahun", "Triwulan", "Keuangan s.d. triwulan (Rp)", "Fisik s.d. triwulan (%)"]]
    for row in rows:
        (uang if row[0] == cast.sub_kegiatan.uraian else nilai).append(list(row))
    return buku(Realisasi=nilai, Realisasi_Anggaran=uang)


def test_values_of_an_open_quarter_come_in_as_drafts_by_the_rules_of_the_sheet(cast, periode):
    isi = realisasi(
        cast,
        (cast.indikator.kode, 2025, 1, "82.53", None),
        (cast.sub_kegiatan.uraian, "2025", "1", "Rp 250.000,-", "30%"),
    )
    terapkan(cast.pd, periode, simpan(isi), cast.planner)
    nilai = Realisasi.objects.get(indikator=cast.indikator)
    assert (nilai.nilai, nilai.status, nilai.diisi_oleh) == (Decimal("82.53"), "DRAFT", cast.planner)
    uang = RealisasiAnggaran.objects.get()
    assert (uang.keuangan, uang.fisik, uang.status) == (250_000, 30, "DRAFT")
    assert AuditEvent.objects.filter(aksi__in=("realisasi.saved", "realisasi_anggaran.saved")).count() == 2
    lebih = realisasi(cast, (cast.sub_kegiatan.uraian, 2025, 1, 5_000_000, 30))
    assert "pagu" in kalimat(bandingkan(cast.pd, periode, simpan(lebih), cast.planner))[0][1]


@pytest.mark.parametrize(
    ("status", "keadaan", "isian", "sebab"),
    [
        ("CLOSED", "DRAFT", None, "sudah ditutup"),
        ("PLANNED", "DRAFT", None, "belum dibuka"),
        ("OPEN", "VERIFIED", None, "sudah diajukan atau diverifikasi"),
        ("OPEN", "DRAFT", "Terverifikasi", "bukan lewat berkas"),
    ],
)
def test_what_is_closed_or_verified_is_not_changed_by_a_file(cast, periode, status, keadaan, isian, sebab):
    JadwalPengisian.objects.update(status=status)
    Realisasi.objects.create(indikator=cast.indikator, tahun=2025, triwulan=1, nilai=1, status=keadaan)
    isi = realisasi(cast, (cast.indikator.kode, 2025, 1, 2, isian or Status(keadaan).label))
    assert sebab in kalimat(bandingkan(cast.pd, periode, simpan(isi), cast.planner))[0][1]


def test_a_quarter_that_comes_with_the_file_brings_its_values_as_they_are(cast, periode):
    isi = realisasi(cast, (cast.indikator.kode, 2024, 4, 90, "Terverifikasi"))
    assert "belum dibuka" in kalimat(bandingkan(cast.pd, periode, simpan(isi), cast.planner))[0][1]
    ws = isi.create_sheet("Jadwal")
    for row in (["Tahun", "Triwulan", "Batas waktu", "Status"], [2024, 4, date(2025, 1, 10), "Ditutup"]):
        ws.append(row)
    terapkan(cast.pd, periode, simpan(isi), cast.planner)
    assert Realisasi.objects.get(tahun=2024).status == "VERIFIED"
    assert JadwalPengisian.objects.get(tahun=2024).status == "CLOSED"
