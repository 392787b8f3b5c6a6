"""The rules about a pohon kinerja: each finds what it must and lets pass what is right."""

import pytest

from indicators.checks_pohon import (
    PohonCek,
    SimpulCek,
    UnitCek,
    indikator_kegiatan,
    menghitung_kegiatan,
    menyalin_atasan,
    mirip,
    periksa_pohon,
    tanpa_crosscutting,
    tanpa_indikator,
    unit_tanpa_kontribusi,
)

ATAS = SimpulCek("s1", teks="Meningkatnya kualitas pelayanan publik", indikator=("Indeks Kepuasan Masyarakat",))


def bawah(**isi) -> PohonCek:
    milik = {"teks": "Cepatnya penerbitan naskah dinas", "indikator": ("Rata-rata lama penerbitan",)} | isi
    return PohonCek([ATAS, SimpulCek("s2", "s1", **milik)])


def ditemukan(hasil) -> list[str]:
    return [kunci for kunci, _ in hasil]


@pytest.mark.parametrize(
    ("satu", "lain", "sama"),
    [
        ("Meningkatnya kualitas pelayanan publik", "MENINGKATNYA KUALITAS PELAYANAN PUBLIK.", True),
        ("Meningkatnya kualitas pelayanan publik", "Terwujudnya kualitas pelayanan publik", True),
        ("Meningkatnya kualitas dan tata kelola pelayanan", "Meningkatnya kualitas tata kelola pelayanan", True),
        ("Meningkatnya kualitas pelayanan publik", "Meningkatnya kualitas produk hukum daerah", False),
        ("Meningkatnya akuntabilitas", "Meningkatnya akuntabilitas kinerja Bagian Umum", False),
        ("", "", False),
    ],
)
def test_two_statements_are_the_same_whatever_verb_leads_them(satu, lain, sama):
    assert mirip(satu, lain) is sama


def test_a_child_that_repeats_its_parent_is_found_and_one_of_its_own_is_not():
    assert ditemukan(menyalin_atasan(bawah(teks="Terwujudnya kualitas pelayanan publik"))) == ["s2"]
    assert ditemukan(menyalin_atasan(bawah(indikator=("Indeks kepuasan masyarakat",)))) == ["s2"]
    assert not ditemukan(menyalin_atasan(bawah()))


def test_a_box_of_the_organisation_between_them_hides_no_copy():
    unit = SimpulCek("u1", "s1", jenis="unit")
    salin = SimpulCek("s2", "u1", teks=ATAS.teks, indikator=("Lain",))
    assert ditemukan(menyalin_atasan(PohonCek([ATAS, unit, salin]))) == ["s2"]


@pytest.mark.parametrize(
    ("nama", "kegiatan"),
    [
        ("Jumlah rapat koordinasi", True),
        ("Terlaksananya kegiatan keagamaan", True),
        ("Persentase pelaksanaan sosialisasi", True),
        ("Jumlah pelaksanaan monitoring", True),
        ("Jumlah dokumen perencanaan", True),
        ("Jumlah kasus yang selesai", False),
        ("Persentase dokumen yang selesai tepat waktu", False),
        ("Nilai SAKIP", False),
        ("Indeks Kepuasan Masyarakat", False),
    ],
)
def test_an_indikator_counts_activities_or_what_came_of_them(nama, kegiatan):
    assert menghitung_kegiatan(nama) is kegiatan


def test_counting_activities_is_wrong_where_results_stand_and_right_at_the_output():
    nama = ("Jumlah rapat koordinasi",)
    assert ditemukan(indikator_kegiatan(bawah(indikator=nama))) == ["s2"]
    assert not ditemukan(indikator_kegiatan(bawah(indikator=nama, hasil=False)))


def test_a_sasaran_without_indikator_is_found_but_no_tujuan_and_no_unit():
    p = PohonCek([SimpulCek("t1", jenis="tujuan"), SimpulCek("u1", jenis="unit"), SimpulCek("s1"), ATAS])
    assert ditemukan(tanpa_indikator(p)) == ["s1"]


def test_a_unit_contributes_by_its_own_result_by_those_below_it_or_by_supporting_another():
    unit = [
        UnitCek(1, "Asisten I", "ASISTEN", "/1/"),
        UnitCek(2, "Bagian Umum", jalur="/1/2/"),
        UnitCek(3, "Bagian Hukum", jalur="/3/"),
        UnitCek(4, "Subbagian Rumah Tangga", "SUBBAGIAN", "/1/2/4/"),
        UnitCek(5, "Asisten II", "ASISTEN", "/5/"),
    ]
    p = PohonCek([SimpulCek("s1", pemilik=2), SimpulCek("s2", pemilik=1)], unit)
    kalimat = [k for _, k in unit_tanpa_kontribusi(p)]
    assert [k.split(" belum")[0] for k in kalimat] == ["Bagian Hukum", "Asisten II"], "no Subbagian is accused yet"
    p = PohonCek(p.simpul, unit, frozenset({3, 5}), 2)
    assert not ditemukan(unit_tanpa_kontribusi(p))


def test_a_tree_of_several_units_needs_crosscutting_and_one_of_a_single_unit_does_not():
    dua = [SimpulCek("s1", pemilik=1), SimpulCek("s2", pemilik=2)]
    assert ditemukan(tanpa_crosscutting(PohonCek(dua))) == [""]
    assert not ditemukan(tanpa_crosscutting(PohonCek(dua, jumlah_crosscutting=1)))
    assert not ditemukan(tanpa_crosscutting(PohonCek(dua[:1])))


def test_a_good_tree_has_no_problem_and_an_empty_one_neither():
    assert periksa_pohon(bawah()) == []
    assert periksa_pohon(PohonCek()) == []
