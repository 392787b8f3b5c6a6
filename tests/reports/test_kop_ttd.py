"""One letterhead and one way to sign for every kind of document, and who of two signs first."""

import pytest

from indicators.exceptions import InvalidValue
from indicators.models import Pejabat
from reports.builders import e81, identitas, lkjip, rkt
from reports.builders.lkjip_tabel import Kol, tabel_gabung
from reports.builders.tata import tata_of
from reports.ekspor.tabel import tabel_xml
from reports.models import JenisDokumen, TataDokumen
from reports.tanda_tangan.pihak import para_pihak

SENDIRI = {
    "kop": {"alamat": ["{alamat}"], "kota": "", "cetak": True},
    "ttd": {"jabatan": ["{JABATAN}"], "bawah": ["Nip. {nip}"], "tempat_tanggal": ["{tempat}"]},
}


def atur(cast, jenis: str, isi: dict) -> None:
    TataDokumen.objects.create(perangkat_daerah=cast.pd, jenis=jenis, isi=isi)


def test_every_kind_follows_the_letterhead_and_signature_of_the_decree(cast, django_assert_num_queries):
    atur(cast, "sk-iku", SENDIRI)
    with django_assert_num_queries(1):
        tata = tata_of(cast.pd, JenisDokumen.RKT, rkt.BAWAAN)
    assert tata["kop"]["alamat"] == ["{alamat}"]
    assert tata["kop"]["perangkat"] == identitas.KOP["perangkat"]
    assert tata["ttd_baris"] == {"jabatan": ["{JABATAN}"], "bawah": ["Nip. {nip}"]}
    laporan = tata_of(cast.pd, JenisDokumen.LKJIP, lkjip.BAWAAN)
    assert laporan["tim_ttd"]["bawah"] == laporan["ttd"]["bawah"] == ["Nip. {nip}"]


def test_what_a_kind_says_itself_wins(cast):
    atur(cast, "sk-iku", SENDIRI)
    atur(cast, "rkt", {"kop": {"kota": "KOTA LAIN"}})
    tata = tata_of(cast.pd, JenisDokumen.RKT, rkt.BAWAAN)
    assert tata["kop"]["kota"] == "KOTA LAIN"
    assert tata["kop"]["alamat"] == ["{alamat}"]


def test_a_form_without_letterhead_stays_without_and_its_date_where_it_stands(cast):
    atur(cast, "sk-iku", SENDIRI)
    assert tata_of(cast.pd, JenisDokumen.E81, e81.BAWAAN)["kop"]["cetak"] is False
    ttd = tata_of(cast.pd, JenisDokumen.LKJIP, lkjip.BAWAAN)["ttd"]
    assert ttd["tempat_tanggal"] == ["{tempat}, {tanggal}"]


def test_a_letterhead_of_the_wrong_shape_is_refused_where_it_was_written(cast):
    atur(cast, "sk-iku", {"kop": {"alamat": "satu baris"}})
    with pytest.raises(InvalidValue, match="Tata dokumen sk-iku: “kop.alamat” harus berupa daftar"):
        tata_of(cast.pd, JenisDokumen.RKT, rkt.BAWAAN)


def blok(sebutan: str, nama: str) -> dict:
    return {"tempat_tanggal": [sebutan], "jabatan": ["JABATAN,"], "nama": nama, "pangkat": "", "nip": ""}


@pytest.mark.parametrize(
    ("sebutan", "urut"),
    [
        ("Disusun,", [("penanda_2", "KIRI"), ("penanda_1", "KANAN")]),
        ("Mengetahui,", [("penanda_1", "KANAN"), ("penanda_2", "KIRI")]),
    ],
)
def test_who_made_a_document_signs_it_first(sebutan, urut):
    pihak = para_pihak({"ttd": [blok(sebutan, "KIRI"), blok("Kota, 1 Januari 2025", "KANAN")]})
    assert [(p.peran, p.nama) for p in pihak] == urut
    assert [p.sebutan for p in pihak] == ["Penanda tangan 1", "Penanda tangan 2"]


@pytest.mark.parametrize("jabatan", ["Bupati", "Bupati Uji", "Bupati Kabupaten Uji"])
def test_a_bupati_is_one_of_the_name_of_his_regency(cast, jabatan):
    cast.pd.pemerintah_daerah.nama = "Kabupaten Uji"
    orang = Pejabat(
        pemerintah_daerah=cast.pd.pemerintah_daerah, jenis=Pejabat.Jenis.KEPALA_DAERAH, nama="NAMA", jabatan=jabatan
    )
    assert identitas.tanda_tangan(orang)["jabatan"] == ["BUPATI", "UJI,"]


def test_a_short_block_stays_on_one_page_and_a_long_one_may_run_over():
    kolom = [Kol("unit", "Unit", 20, sambung=True), Kol("nama", "Nama", 80)]
    baris = [{"unit": "A", "nama": "1"}, {"nama": "2"}, {"unit": "B", "nama": "1"}, *({"nama": "x"},) * 20]
    assert tabel_gabung("T", kolom, baris)["sambungan"] == [1]


def test_the_head_of_a_word_table_is_high_enough_where_it_is_repeated():
    kolom = [Kol("a", "Satu Dua Tiga Empat Lima Enam Tujuh Delapan", 10), Kol("b", "I", 45, grup="G"),
             Kol("c", "II", 45, grup="G")]  # fmt: skip
    xml = tabel_xml(tabel_gabung("T", kolom, [{"a": "1", "b": "2", "c": "3"}]), 100, nama="T")
    kepala = xml.split("<w:tblHeader/>")[:2]
    tinggi = sum(int(b.rsplit('<w:trHeight w:val="', 1)[1].split('"')[0]) for b in kepala)
    assert tinggi >= 7 * 9.5 * 20  # seven lines at least, ten millimetres wide
