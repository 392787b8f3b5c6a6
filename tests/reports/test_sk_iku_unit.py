"""The sheets of the units: who stands on which one, under which label, numbered how, signed by whom."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Pejabat, TargetRenstra
from reports.builders import sk_iku
from reports.builders.permintaan import Permintaan
from reports.models import TataDokumen
from tests import builders as b
from tests.reports.test_sk_iku import build, sekda


@pytest.fixture
def setda(db):
    """A Setda with one IKU of its own, and a Bagian with two Subbagian that have four IKU between them."""
    pd = b.make_pd(b.make_pemda(nama="Kabupaten Uji", tempat="Kota Uji"))
    sekda(pd)
    hukum = b.make_unit(pd, nama="Bagian Hukum", kode="hukum", urutan=1)
    b.make_indikator(hukum, b.make_sasaran(pd), nama="IKU Setda")
    iku(hukum, "Kepuasan", 2024, 90)
    for urutan, (nama, kode, berapa) in enumerate([("Bantuan Hukum", "bantuan", 1), ("Dokumentasi", "dok", 2)], 2):
        sub = b.make_unit(pd, nama=f"Sub Bagian {nama}", kode=kode, induk=hukum, jenis="SUBBAGIAN", urutan=urutan)
        for n in range(berapa):
            iku(sub, f"{nama} {n + 1}", 2024, 5)
    return pd


def iku(unit, nama, tahun=2024, nilai=None):
    """An IKU of a unit: of a sasaran of its own."""
    i = b.make_indikator(unit, b.make_sasaran(unit.perangkat_daerah, unit_kerja=unit), nama=nama)
    if nilai is not None:
        TargetRenstra.objects.create(indikator=i, tahun=tahun, nilai=Decimal(nilai))
    return i


def kabag(pd, unit, **over) -> Pejabat:
    """Who heads a unit."""
    isi = {"nama": "KABAG UJI", "jenis": "KABAG", "jabatan": f"Kepala {unit.nama}"}
    return Pejabat.objects.create(
        pemerintah_daerah=pd.pemerintah_daerah, perangkat_daerah=pd, unit_kerja=unit, **isi | over
    )


def decide(pd, **isi) -> None:
    TataDokumen.objects.create(perangkat_daerah=pd, jenis="sk-iku", isi=isi)


def kelompok(lembar) -> dict[str, list[list[str]]]:
    """Number, kinerja utama and IKU of each row under the labels of a sheet."""
    return {
        k["judul"]: [[s["teks"] for s in baris][0::2][:2] for baris in k["tabel"]["baris"]] for k in lembar["kelompok"]
    }


def test_a_bagian_has_one_sheet_with_its_subbagian_below_it(setda):
    _, lembar = build(setda)["lampiran"]
    assert lembar["judul"] == [
        "INDIKATOR KINERJA UTAMA TAHUN 2021–2026",
        "BAGIAN HUKUM",
        "SEKRETARIAT DAERAH KABUPATEN UJI",
    ]
    assert kelompok(lembar) == {
        "ESELON III": [["1", "Kepuasan"]],
        "ESELON IV": [["1", "Bantuan Hukum 1"], ["2", "Dokumentasi 1"], ["3", "Dokumentasi 2"]],
    }


def test_the_annexes_are_numbered_in_roman_figures_when_there_are_several(setda):
    kepala = [satu["kepala"][0] for satu in build(setda)["lampiran"]]
    assert kepala == ["LAMPIRAN I", "LAMPIRAN II"]
    setda.unit_kerja.get(kode="hukum").indikator.filter(nama="Kepuasan").update(iku=False)
    setda.indikator.exclude(nama="IKU Setda").update(iku=False)
    assert [satu["kepala"][0] for satu in build(setda)["lampiran"]] == ["LAMPIRAN"]


def test_a_sheet_without_a_header_belongs_to_the_annex_before_it(setda):
    decide(setda, unit={"kepala": False})
    pertama, lembar = build(setda)["lampiran"]
    assert pertama["kepala"][0] == "LAMPIRAN"
    assert lembar["kepala"] == []


def test_labels_may_be_those_of_the_offices(setda):
    decide(setda, unit={"kelompok": {"BAGIAN": "KABAG {POKOK}", "SUBBAGIAN": "KASUBBAG {POKOK}"}})
    _, lembar = build(setda)["lampiran"]
    assert list(kelompok(lembar)) == ["KABAG HUKUM", "KASUBBAG BANTUAN HUKUM", "KASUBBAG DOKUMENTASI"]


def test_numbers_may_begin_anew_for_every_unit(setda):
    decide(setda, unit={"nomor_ulang": "unit"})
    _, lembar = build(setda)["lampiran"]
    assert [nomor for nomor, _ in kelompok(lembar)["ESELON IV"]] == ["1", "1", "2"]


def test_one_unit_may_differ_from_the_others(setda):
    lain = b.make_unit(setda, nama="Bagian Umum", kode="umum", urutan=9)
    iku(lain, "Umum", 2024, 1)
    decide(setda, khusus={"umum": {"tahun": [2024, 2025], "nomor_kolom": ""}})
    hukum, umum = build(setda)["lampiran"][1:]
    assert umum["judul"][0] == "INDIKATOR KINERJA UTAMA TAHUN 2024–2025"
    assert [s["teks"] for s in umum["kelompok"][0]["tabel"]["kepala"][-1]] == ["2024", "2025"]
    assert len(hukum["kelompok"][0]["tabel"]["kepala"]) == 3


def test_the_sheets_may_be_left_out(setda):
    decide(setda, unit={"cetak": False})
    assert len(build(setda)["lampiran"]) == 1
    assert "kekurangan" not in build(setda)


def test_a_unit_without_a_bagian_above_it_has_its_own_sheet(setda):
    asisten = b.make_unit(setda, nama="Asisten Administrasi", kode="asisten", jenis="ASISTEN", urutan=0)
    iku(asisten, "Milik Asisten")
    lepas = b.make_unit(setda, nama="Sub Bagian Lepas", kode="lepas", jenis="SUBBAGIAN", urutan=8)
    iku(lepas, "Milik Lepas")
    judul = {satu["judul"][1]: list(kelompok(satu)) for satu in build(setda)["lampiran"][1:]}
    assert judul == {
        "ASISTEN ADMINISTRASI": ["ESELON II"],
        "BAGIAN HUKUM": ["ESELON III", "ESELON IV"],
        "SUB BAGIAN LEPAS": ["ESELON IV"],
    }


def test_the_head_of_the_bagian_signs_and_a_plt_says_so(setda):
    hukum = setda.unit_kerja.get(kode="hukum")
    kabag(setda, hukum, pangkat="Pembina", golongan="IV/a", nip="19700101 199501 1 001", kedudukan="Plt.")
    ttd = build(setda)["lampiran"][1]["ttd"]
    assert ttd["jabatan"] == ["Plt. Kepala Bagian Hukum,"]
    assert (ttd["nama"], ttd["bawah"]) == ("KABAG UJI", ["Pembina (IV/a)", "NIP. 19700101 199501 1 001"])
    assert "kekurangan" not in build(setda)


def test_a_sheet_whose_head_is_not_recorded_is_unsigned_and_the_checklist_says_so(setda):
    assert build(setda)["lampiran"][1]["ttd"] is None
    (catatan,) = build(setda)["kekurangan"]
    assert "Lembar IKU Bagian Hukum tercetak tanpa tanda tangan" in catatan
    assert sk_iku.periksa(Permintaan(setda, 2024)) == [], "the decree itself can be made"


def test_who_headed_the_bagian_on_the_day_of_the_decree_signs(setda):
    hukum = setda.unit_kerja.get(kode="hukum")
    kabag(setda, hukum, nama="LAMA", selesai=date(2024, 3, 1))
    kabag(setda, hukum, nama="BARU", mulai=date(2024, 3, 2))
    assert build(setda, tanggal=date(2024, 1, 5))["lampiran"][1]["ttd"]["nama"] == "LAMA"
    assert build(setda)["lampiran"][1]["ttd"]["nama"] == "BARU"


def test_iku_of_a_unit_no_longer_in_force_are_left_out_and_named(setda):
    setda.unit_kerja.filter(kode="bantuan").update(berlaku_sampai=date(2023, 12, 31))
    _, lembar = build(setda)["lampiran"]
    assert [nama for _, nama in kelompok(lembar)["ESELON IV"]] == ["Dokumentasi 1", "Dokumentasi 2"]
    assert any("IKU “Bantuan Hukum 1” tidak tercetak" in c for c in build(setda)["kekurangan"])


@pytest.mark.parametrize("jumlah", [2, 20])
def test_queries_do_not_grow_with_the_number_of_units(setda, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        unit = b.make_unit(setda, nama=f"Bagian {n}", kode=f"bagian-{n}", urutan=20 + n)
        iku(unit, f"IKU {n}", 2024, 1)
        kabag(setda, unit)
    decide(setda, rumus="kalimat")
    with django_assert_num_queries(15):
        assert len(build(setda)["lampiran"]) == jumlah + 2
