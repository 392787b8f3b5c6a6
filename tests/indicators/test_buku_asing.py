"""Tables of other making: what is read, what is asked, what is refused, what is stored."""

from decimal import Decimal

import pytest

from indicators.buku_asing.angka import bukti, seragamkan
from indicators.buku_asing.bidang import ANGGARAN, IKU, REALISASI, TARGET
from indicators.buku_pd.baca import dari_json, ke_json
from indicators.buku_pd.bidang import nilai_teks
from indicators.exceptions import InvalidValue
from indicators.models import (
    Indikator,
    JenisBelanja,
    PaguAnggaran,
    PeriodeRenstra,
    Program,
    Realisasi,
    RealisasiAnggaran,
    SubKegiatan,
    Target,
    TargetRenstra,
)
from indicators.selectors.buku_asing import peta_unggahan
from indicators.services.impor_asing import asing_baca, asing_pratinjau, asing_unggah, dengan_desimal
from indicators.services.impor_unggahan import buku_bandingkan, buku_terapkan
from indicators.views.buku_pd_temuan import temuan_ingat
from tests.builders import make_indikator, make_rencana, make_satuan, make_skala, make_unit
from tests.buku_asing_uji import FAKTA, buku_baris, buku_iku, csv_baris, make_ipp


@pytest.fixture
def periode(cast):
    return PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda)


@pytest.fixture
def unggah(cast, periode):
    def jalan(isi, jenis, nama="tabel.xlsx", by=None):
        milik = {"perangkat_daerah": cast.pd, "periode": periode, "by": by or cast.planner}
        return asing_unggah(**milik, nama=nama, isi=isi, jenis=jenis)

    return jalan


@pytest.fixture
def baca(unggah, periode):
    """The proposals of a file taken as they are, with what was chosen: the upload, its mapping, what it becomes."""

    def jalan(isi, jenis, nama="tabel.xlsx", jawaban=None, kolom=None, desimal=None, **pilihan):
        row = unggah(isi, jenis, nama)
        peta = peta_unggahan(row)
        peta.pilihan.update(pilihan)
        peta.jawaban.update(jawaban or {})
        peta.kolom.update(kolom or {})
        peta.desimal.update(desimal or {})
        peta = dengan_desimal(row, peta, list(periode.tahun))
        return row, peta, asing_baca(row, peta, periode)

    return jalan


@pytest.fixture
def impor(baca, cast, periode):
    """Read, previewed and stored."""

    def jalan(*args, **cara):
        row, peta, hasil = baca(*args, **cara)
        assert hasil.galat == []
        if belum := {t.kunci: t.usul for t in hasil.tanya if not t.jawab}:
            with pytest.raises(InvalidValue, match="belum diperiksa"):
                asing_pratinjau(row, by=cast.planner, peta=peta, periode=periode)
            peta.jawaban.update(belum)
        baru = asing_pratinjau(row, by=cast.planner, peta=peta, periode=periode)
        beda = buku_bandingkan(baru, by=cast.planner, hapus=False, samakan=[])
        assert beda.selisih.galat == []
        buku_terapkan(baru, by=cast.planner, sidik=beda.selisih.sidik, hapus=False, samakan=[])
        return beda.selisih

    return jalan


def kalimat(hasil):
    return [(g.alamat, g.kalimat) for g in hasil.galat]


# --- An office's own IKU table --------------------------------------------------------------------------------------


def test_an_annex_with_merged_cells_and_mixed_decimals_becomes_indicators_with_targets(cast, impor):
    make_skala()
    make_ipp()
    unit = make_unit(cast.pd, nama="Bagian Organisasi")
    titik, tujuan = make_satuan("titik"), cast.indikator.sasaran.tujuan
    selisih = impor(buku_iku(), IKU, unit=unit.kode, iku="ya", tujuan=str(tujuan.pk))
    assert len([b for b in selisih.baru if b.tabel.nama == "indikator"]) == 5
    for sasaran in FAKTA["sasaran"]:
        for fakta in sasaran["indikator"]:
            row = Indikator.objects.get(nama=fakta["nama"])
            assert (row.sasaran.uraian, row.unit_kerja, row.iku) == (sasaran["uraian"], unit, True)
            assert row.penanggung_jawab == fakta["penanggung_jawab"]
            ada = {t.tahun: t for t in row.target_renstra.select_related("tingkat")}
            nilai = [(row.kondisi_awal_nilai, row.kondisi_awal_tingkat)]
            nilai += [(ada[t].nilai, ada[t].tingkat) if t in ada else (None, None) for t in FAKTA["tahun"]]
            nilai += [(row.kondisi_akhir_nilai, row.kondisi_akhir_tingkat)]
            assert [nilai_teks(n, t.kode if t else "") for n, t in nilai] == fakta["nilai"]
            assert row.jenis_nilai == ("PREDIKAT" if "skala" in fakta else "PERSEN" if "persen" in fakta else "ANGKA")
            assert (row.skala.kode if row.skala else None) == fakta.get("skala")
            assert row.sasaran.tujuan == tujuan
    assert Indikator.objects.get(nama__startswith="Jumlah pilar").satuan == titik


def test_the_proposals_of_the_annex_and_what_it_skips_are_said(cast, baca):
    row, peta, hasil = baca(buku_iku(), IKU)
    assert (peta.lembar, peta.kepala, peta.tinggi) == ("Lamp. IKU (final)", 5, 2)
    assert {k: peta.kolom[k] for k in ("unsur", "nama", "kondisi_awal", "target_2021", "target_2026")} == {
        "unsur": 3, "nama": 4, "kondisi_awal": 5, "target_2021": 6, "target_2026": 11,
    }  # fmt: skip
    assert row.isi["usulan"]
    assert [(b.alamat.rpartition("!")[2], b.sebab) for b in hasil.lewat] == [
        ("B7", "Nomor kolom."),
        ("B16", "Baris jumlah."),
        ("K18", "Tanpa nama."),
        ("K19", "Tanpa nama."),
    ]
    assert any("82.53" in c and "82,53" in c for b in hasil.bacaan.baris for c in b.catatan.values())


def test_an_indikator_that_begins_with_jumlah_and_counts_upward_is_a_row_like_any_other(cast, baca):
    rows = [["No", "Indikator", 2022, 2023], [1, 2, 3, 4], [1, "Jumlah pilar batas", 10, 15], [2, "Jumlah", 10, 15]]
    pilih = {"unit": cast.unit.kode, "unsur": str(cast.indikator.sasaran.pk)}
    _, _, hasil = baca(buku_baris(A=rows), IKU, **pilih)
    assert (hasil.galat, hasil.jadi) == ([], {3: "Indikator baru"})
    assert [b.sebab for b in hasil.lewat] == ["Nomor kolom.", "Baris jumlah."]


def test_a_name_that_looks_like_a_stored_one_is_asked_and_never_guessed(cast, baca, impor):
    lama = make_indikator(cast.unit, nama="Nilai SAKIP Kabupaten", kode="sakip")
    rows = [["Indikator Kinerja", "Sasaran", "2024"], ["Nilai SAKIP Kabupatn", lama.sasaran.uraian, "70,5"]]
    _, _, hasil = baca(buku_baris(A=rows), IKU)
    (tanya,) = hasil.tanya
    assert [p[0] for p in tanya.pilihan] == ["sakip", "baru"] and tanya.terpilih == ""
    assert "Belum dipilih" in kalimat(hasil)[0][1]
    impor(buku_baris(A=rows), IKU, jawaban={tanya.kunci: "sakip"})
    lama.refresh_from_db()
    assert (lama.nama, lama.arah, lama.iku) == ("Nilai SAKIP Kabupatn", "NAIK", True)
    assert lama.target_renstra.get(tahun=2024).nilai == Decimal("70.5")


def test_a_sasaran_may_stand_in_a_row_of_its_own_above_its_indicators(cast, baca):
    rows = [["No", "Indikator", 2024], ["Sasaran 1: Layanan prima"], [1, "Mutu A", 5], [2, "Mutu B", 6]]
    rows += [[None, "II. Tata kelola"], [3, "Mutu C", 7], ["Paringin, 4 Januari"]]
    _, _, hasil = baca(buku_baris(A=rows), IKU, unsur="bagian", unit=cast.unit.kode)
    tabel = hasil.terbaca.lembar
    assert hasil.galat == [] and [b.isi["uraian"] for b in tabel["sasaran"].baris] == ["Layanan prima", "Tata kelola"]
    assert [b.isi["unsur"] for b in tabel["indikator"].baris] == ["A1", "A1", "A2"]
    assert [b.teks for b in hasil.lewat] == ["Paringin, 4 Januari"]


def test_what_a_new_indikator_lacks_is_refused_at_its_cell(cast, baca):
    _, _, hasil = baca(buku_baris(A=[["Indikator", "2024"], ["Sesuatu yang baru", 5]]), IKU)
    assert [a for a, _ in kalimat(hasil)] == ["A!A2", "A!A2"]
    assert "belum berada di bawah sasaran" in kalimat(hasil)[0][1]
    assert "unit kerja" in kalimat(hasil)[1][1]


def test_a_figure_that_reads_both_ways_is_asked_for_its_column():
    assert seragamkan("82.53", "koma") == ("82,53", "“82.53” dibaca 82,53.")
    assert seragamkan("3,01 (B-)", "titik") == ("3,01 (B-)", "")
    assert seragamkan("1,234,567.5", "koma")[0] == "1.234.567,5"
    assert seragamkan("4.01.01", "titik")[0] == "4.01.01"
    assert (seragamkan("1.234", "koma")[0], seragamkan("1.234", "titik")[0]) == ("1.234", "1,234")
    with pytest.raises(ValueError, match="Pilih tanda desimal"):
        seragamkan("1.234", "")
    assert bukti(["82.53", "1.234"]).usul == "titik"
    assert bukti(["82.53", "3,01", "1.234"]).usul == ""
    assert bukti(["82.53", "3,01"]).usul == "koma"
    assert bukti(["125.000"], rupiah=True).usul == "koma"


def test_a_column_that_reads_both_ways_waits_for_the_answer(cast, baca):
    rows = [["Indikator", "2024"], [cast.indikator.nama, "1.234"]]
    _, _, hasil = baca(buku_baris(A=rows), IKU)
    assert "dapat berarti" in kalimat(hasil)[0][1] and kalimat(hasil)[0][0] == "A!B2"
    _, _, hasil = baca(buku_baris(A=rows), IKU, desimal={"target_2024": "titik"})
    assert hasil.terbaca.lembar["indikator"].baris[0].isi["target_2024"] == "1.234"
    _, _, hasil = baca(buku_baris(A=rows), IKU, desimal={"target_2024": "koma"})
    assert hasil.terbaca.lembar["indikator"].baris[0].isi["target_2024"] == "1234"


def test_formulas_are_read_by_their_result_and_refused_where_there_is_none(cast, baca):
    rows = [["Indikator", "2024"], [cast.indikator.nama, "=1+1"], ['=HYPERLINK("http://a")', 7]]
    _, _, hasil = baca(buku_baris(A=rows), IKU)
    assert [(a, k.split(".")[0]) for a, k in kalimat(hasil)] == [
        ("A!B2", "Sel ini berisi rumus tanpa hasil"),
        ("A!A3", "Sel ini berisi rumus tanpa hasil"),
    ]


# --- Programmes and pagu --------------------------------------------------------------------------------------------

DPA = [
    ["DOKUMEN PELAKSANAAN ANGGARAN"],
    [],
    ["Kode Rekening", "Uraian", "Jumlah (Rp)"],
    ["4", "UNSUR PENDUKUNG", "1.750.000"],
    ["4.01", "SEKRETARIAT DAERAH", "1.750.000"],
    ["4.01.01", "PROGRAM PENUNJANG URUSAN", "1.750.001"],
    ["4.01.01.2.01", "Perencanaan dan Evaluasi", "1.750.000"],
    ["4.01.01.2.01.01 ", "Penyusunan Dokumen  Perencanaan", "1.000.000,00"],
    ["5.1", "BELANJA OPERASI", "1.000.000"],
    ["5.1.02", "Belanja Barang dan Jasa", "750.000"],
    ["5.1.02.01", "Belanja Barang", "750.000"],
    ["5.1.01", "Belanja Pegawai", "250.000"],
    ["4.01.01.2.01.0002", "Evaluasi Kinerja", 750000],
    ["", "Jumlah", "1.750.000"],
]


@pytest.fixture
def belanja(db):
    for kode in ("5.1.01", "5.1.02"):
        JenisBelanja.objects.get_or_create(kode=kode, defaults={"nama": kode})


def test_a_dpa_list_becomes_programmes_and_pagu_by_the_length_of_its_codes(cast, baca, impor, belanja):
    draf = make_rencana(cast.pd, 2026, status="DRAFT")
    pilih = {"rencana": "2026/1", "jenis_belanja": "5.1.02", "unit": cast.unit.kode}
    pilih["sasaran"] = str(cast.indikator.sasaran.pk)
    _, peta, hasil = baca(buku_baris(DPA=DPA), ANGGARAN, **pilih)
    assert peta.kolom == {"kode": 1, "uraian": 2, "jumlah": 3}
    assert [(g.alamat, g.kalimat) for g in hasil.periksa] == [
        ("DPA!C6", "Program tertulis Rp1.750.001, tetapi jumlah rinciannya Rp1.750.000.")
    ]
    impor(buku_baris(DPA=DPA), ANGGARAN, **pilih)
    sub = SubKegiatan.objects.get(uraian="Penyusunan Dokumen Perencanaan")
    assert (sub.kode, sub.kegiatan.uraian, sub.unit_kerja) == ("4.01.01.2.01.01", "Perencanaan dan Evaluasi", cast.unit)
    assert sub.kegiatan.program.sasaran == cast.indikator.sasaran
    pagu = PaguAnggaran.objects.filter(rencana=draf).order_by("sub_kegiatan__kode", "jenis_belanja__kode")
    assert list(pagu.values_list("sub_kegiatan__kode", "jenis_belanja__kode", "jumlah")) == [
        ("4.01.01.2.01.0002", "5.1.02", 750_000),
        ("4.01.01.2.01.01", "5.1.01", 250_000),
        ("4.01.01.2.01.01", "5.1.02", 750_000),
    ]
    assert Program.objects.filter(kode="4.01.01").count() == 1
    assert impor_lagi_sama(baca, pilih)


def impor_lagi_sama(baca, pilih):
    """A list that came in before brings nothing new, also with four digits for two."""
    lagi = [[str(s).replace("2.01.01 ", "2.01.0001") if isinstance(s, str) else s for s in row] for row in DPA]
    row, peta, hasil = baca(buku_baris(DPA=lagi), ANGGARAN, **pilih)
    assert hasil.galat == []
    baru = asing_pratinjau(row, by=row.oleh, peta=peta, periode=PeriodeRenstra.objects.get(pk=hasil_periode(row)))
    return buku_bandingkan(baru, by=row.oleh, hapus=False, samakan=[]).selisih.jumlah == 0


def hasil_periode(row):
    return PeriodeRenstra.objects.get(pemerintah_daerah=row.perangkat_daerah.pemerintah_daerah).pk


def test_an_amount_in_words_or_with_a_slip_is_refused(cast, baca):
    rows = [
        ["Kode", "Uraian", "Pagu"],
        *([f"4.01.0{n}", "A", s] for n, s in enumerate(("1,2 juta", "750.00x", "Rp 5"), 1)),
    ]
    _, _, hasil = baca(buku_baris(A=rows), ANGGARAN)
    assert [a for a, k in kalimat(hasil) if "bukan jumlah rupiah" in k] == ["A!C2", "A!C3"]


def test_a_flat_list_with_a_column_for_each_level_sums_the_rows_of_one_sub_kegiatan(cast, impor, belanja):
    make_rencana(cast.pd, 2026, status="DRAFT")
    atas = ["4.01.02", "Program A", "4.01.02.2.01", "Kegiatan A", "4.01.02.2.01.0001", "Sub A"]
    rows = [
        [f"{a} {b}" for b in ("Program", "Kegiatan", "Sub Kegiatan") for a in ("Kode", "Nama")],
        [*atas, "5.1.02.01.0024 ATK", "10"],
        [*atas, "5.1.02.04.0001 Dinas", "5"],
        ["", "", "", "", "4.01.02.2.01.0002", "Sub B", "5.1.01.01.0001 Gaji", "7"],
    ]
    rows[0] += ["Rekening Belanja", "Pagu"]
    isi = csv_baris(rows)
    impor(
        isi, ANGGARAN, nama="dpa.csv", rencana="2026/1", unit=cast.unit.kode,
        sasaran=str(cast.indikator.sasaran.pk),
    )  # fmt: skip
    pagu = PaguAnggaran.objects.filter(rencana__tahun=2026).order_by("sub_kegiatan__kode")
    assert list(pagu.values_list("sub_kegiatan__uraian", "jenis_belanja__kode", "jumlah")) == [
        ("Sub A", "5.1.02", 15),
        ("Sub B", "5.1.01", 7),
    ]


def test_a_code_with_a_column_for_each_part_is_put_together(cast, baca):
    rows = [
        ["Kode", None, None, None, None, "Program/Kegiatan/Sub Kegiatan"],
        [4, 1, 1, None, None, "Program penunjang"],
        [4, 1, 1, "2.01", None, "Perencanaan"],
        ["4", "01", "01", "2.01", "0001", "Menyusun dokumen"],
        ["4.01.0.00.0.00.01.0000", None, None, None, None, "SETDA"],
    ]
    _, peta, hasil = baca(
        buku_baris(A=rows), ANGGARAN, kolom={"kode_akhir": 5}, unit=cast.unit.kode,
        sasaran=str(cast.indikator.sasaran.pk),
    )  # fmt: skip
    assert hasil.galat == [] and (peta.kolom["kode"], peta.kolom["uraian"]) == (1, 6)
    kode = {n: lembar.baris[0].isi["kode"] for n, lembar in hasil.terbaca.lembar.items() if n != "sasaran"}
    assert kode == {"program": "4.01.01", "kegiatan": "4.01.01.2.01", "sub_kegiatan": "4.01.01.2.01.0001"}
    assert [b.sebab for b in hasil.lewat] == ["Bukan kode program, kegiatan, atau sub kegiatan."]


def test_names_that_stand_in_the_column_of_their_level_need_no_codes(cast, baca):
    rows = [["Program", "Kegiatan", "Sub Kegiatan"], ["P"], [None, "K 1"], [None, None, "S 1"], [None, None, "S 2"]]
    rows += [[None, "K 2"], [None, None, "S 1"]]
    pilih = {"unit": cast.unit.kode, "sasaran": str(cast.indikator.sasaran.pk)}
    _, _, hasil = baca(buku_baris(A=rows), ANGGARAN, **pilih)
    tabel = hasil.terbaca.lembar
    nama = {b.isi["kunci"]: b.isi["uraian"] for t in ("program", "kegiatan") for b in tabel[t].baris}
    assert [nama[b.isi["program"]] for b in tabel["kegiatan"].baris] == ["P", "P"]
    subs = [(nama[b.isi["kegiatan"]], b.isi["uraian"]) for b in tabel["sub_kegiatan"].baris]
    assert (hasil.galat, subs) == ([], [("K 1", "S 1"), ("K 1", "S 2"), ("K 2", "S 1")])


def test_an_empty_cell_empties_nothing_and_a_known_code_needs_no_row_above_it(cast, baca, impor):
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2023, nilai=80)
    rows = [["Indikator", "2023", "2024"], [cast.indikator.nama, None, 85]]
    selisih = impor(buku_baris(A=rows), IKU)
    assert [(s.bidang.kunci, s.baru) for b in selisih.ubah for s in b.sel] == [("target_2024", "85")]
    SubKegiatan.objects.filter(pk=cast.sub_kegiatan.pk).update(kode="4.01.01.2.01.0001")
    _, _, hasil = baca(buku_baris(A=[["Kode", "Uraian"], ["4.01.01.2.01.01", "Nama baru"]]), ANGGARAN)
    assert hasil.galat == [] and hasil.jadi == {2: "Sub kegiatan"}


# --- Quarters -------------------------------------------------------------------------------------------------------


def test_an_e81_sheet_becomes_values_and_spending_since_january(cast, baca, impor):
    cast.jadwal.status = "OPEN"
    cast.jadwal.save()
    sub, indikator = cast.sub_kegiatan, cast.indikator
    kosong = [None] * 7
    rows = [
        [
            "No",
            "Program/Kegiatan",
            "Indikator Kinerja",
            "Target 2025",
            None,
            "Realisasi Kinerja Pada Triwulan",
            *kosong,
        ],
        [*kosong[:5], "I", None, "II", None],
        [*kosong[:3], "K", "Rp", "K", "Rp", "K", "Rp"],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, sub.kegiatan.program.uraian, indikator.nama, 90, 5_000, "82.5", 400_000],
        [2, sub.uraian.upper(), *kosong[:4], "Rp 400.000,-"],
    ]
    kolom = {"indikator": 3, "nama": 2, "nilai1": 6, "keuangan1": 7}
    _, peta, hasil = baca(buku_baris(E81=rows), REALISASI, tahun="2025")
    assert (peta.kepala, peta.tinggi) == (1, 3) and kolom.items() <= peta.kolom.items()
    assert "sejak Januari" in kalimat(hasil)[0][1]
    impor(buku_baris(E81=rows), REALISASI, tahun="2025", rp="triwulan")
    assert Realisasi.objects.get(indikator=indikator).nilai == Decimal("82.5")
    assert RealisasiAnggaran.objects.get(sub_kegiatan=sub).keuangan == 400_000
    _, _, hasil = baca(buku_baris(E81=rows), REALISASI, kolom={"nilai2": 4}, tahun="2025", rp="sejak")
    milik = dari_json(ke_json(hasil.terbaca)).lembar["realisasi"]
    assert [milik.alamat(b, "nilai") for b in milik.baris] == ["E81!F5", "E81!D5"]


def test_quarterly_targets_find_their_indikator_and_refuse_a_stranger(cast, baca, impor):
    make_rencana(cast.pd, 2026, status="DRAFT")
    rows = [
        ["Indikator", "Target", "TW I", "TW II", "TW III", "TW IV"],
        [cast.indikator.nama.upper(), "90,5", "20", "40", "60.5", "90,5"],
    ]
    _, _, hasil = baca(buku_baris(T=[*rows, ["Tidak ada di mana pun", 1]]), TARGET, rencana="2026/1")
    assert [a for a, _ in kalimat(hasil)] == ["T!A3"]
    impor(buku_baris(T=rows), TARGET, rencana="2026/1")
    target = Target.objects.get(rencana__tahun=2026)
    assert (target.nilai, target.tw1, target.tw3) == (Decimal("90.5"), 20, Decimal("60.5"))
    rows[1][1] = "91,5"
    row, peta, _ = baca(buku_baris(T=rows), TARGET, rencana="2026/1")
    baru = asing_pratinjau(row, by=cast.planner, peta=peta, periode=cast.rencana.periode)
    temuan_ingat(baru, cast.pd, cast.rencana.periode, 2025)
    assert baru.isi["sebelum"]["tahun"] == 2026  # the findings are those of the year the file is about
