"""The form of a layout: every key of every kind has its words and comes back as it went in."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse

from indicators.models import AuditEvent
from reports.builders import REGISTRY
from reports.builders.tata import gabung, tata_of
from reports.models import JenisDokumen, TataDokumen
from reports.tata.formulir import Sekarang, buka, kunci_of, sekarang, selisih, terima
from reports.tata.medan import Angka, Centang, Pilihan, Teks, cocok
from reports.tata.susunan import Anak, Daftar, Kerangka, baris_teks

FIXTURES = sorted(Path(__file__).parents[2].glob("fixtures/dokumen_*.json"))
JENIS = [str(j) for j in REGISTRY]


def bawaan(jenis: str) -> dict:
    return dict(vars(REGISTRY[jenis])["BAWAAN"])


class Isian(HTMLParser):
    """What a browser would send of the form of a page, as it is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.data: dict[str, str] = {}
        self.select = self.textarea = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "input" and a.get("name") and (a.get("type") != "checkbox" or "checked" in a):
            self.data[a["name"]] = a.get("value") or ""
        elif tag == "select":
            self.select = a["name"]
        elif tag == "option" and self.select and ("selected" in a or self.select not in self.data):
            self.data[self.select] = a.get("value") or ""
        elif tag == "textarea":
            self.textarea = a["name"]
            self.data[self.textarea] = ""

    def handle_endtag(self, tag):
        if tag in ("select", "textarea"):
            self.select = self.textarea = ""

    def handle_data(self, data):
        if self.textarea:
            self.data[self.textarea] += data


@pytest.fixture
def planner(client, lengkap):
    client.force_login(lengkap.planner)
    return client


def url(cast, jenis="sk-iku") -> str:
    return reverse("reports:tata", args=[cast.pd.kode, 2025, jenis])


def kirim(planner, cast, dokumen="sk-iku", **ubah):
    """What the planner sends: the page as it is, with some fields changed (`__` for a point; None: not sent)."""
    data = Isian(planner.get(url(cast, dokumen)).content.decode()).data
    data |= {nama.replace("__", "."): isi for nama, isi in ubah.items()}
    return planner.post(url(cast, dokumen), {n: i for n, i in data.items() if i is not None})


# --- Words and values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jenis", JENIS)
def test_every_key_of_a_kind_comes_back_as_it_went_in(jenis):
    kini = Sekarang(JenisDokumen(jenis), {}, bawaan(jenis))
    formulir = buka(kini)
    assert not formulir.lanjutan
    data = {**formulir.data, **{f"{k}.ada": "ya" for k in kini.bawaan}}
    kembali, hasil = terima(kini, data)
    assert (kembali.galat, hasil) == ({}, {})


@pytest.mark.parametrize("berkas", FIXTURES, ids=lambda f: f.stem)
def test_what_the_five_institutions_decided_can_be_shown_and_comes_back(berkas):
    tata = json.loads(berkas.read_text()).get("tata", {})
    for jenis, isi in tata.items():
        kini = Sekarang(JenisDokumen(jenis), isi, bawaan(jenis))
        formulir = buka(kini)
        assert not formulir.lanjutan, (jenis, formulir.lanjutan)
        _, hasil = terima(kini, {**formulir.data, **{f"{k}.ada": "ya" for k in kini.bawaan}})
        sama = gabung(kini.bawaan, hasil, jenis) == gabung(kini.bawaan, isi, jenis)
        assert sama, jenis


def test_a_key_nobody_described_is_shown_as_json():
    kini = Sekarang(JenisDokumen.PK, {}, {"kertas": "F4", "kelak": {"a": 1}})
    assert [k.label for k in kunci_of(kini).values()] == ["Ukuran kertas", "Kelak"]
    assert json.loads(buka(kini).data["kelak"]) == {"a": 1}


@pytest.mark.parametrize(
    ("medan", "data", "nilai"),
    [
        (Angka(), {"x": "6,3"}, 6.3),
        (Angka(), {"x": "6.3"}, 6.3),
        (Angka(bulat=True), {"x": "2025"}, 2025),
        (Centang(), {}, False),
        (Pilihan([(True, "Ya"), ("sama", "Sama")]), {"x": "true"}, True),
        (baris_teks(), {"x.jumlah": "3", "x.0.isi": "b", "x.0.urut": "2", "x.1.isi": "a", "x.1.urut": "1"}, ["a", "b"]),
        (baris_teks(), {"x.jumlah": "2", "x.0.isi": "b", "x.0.hapus": "ya", "x.1.isi": "c"}, ["c"]),
        (Teks(panjang=True), {"x": "a\r\nb"}, "a\nb"),
    ],
)
def test_what_a_person_enters_is_read(medan, data, nilai):
    galat: dict[str, list[str]] = {}
    assert medan.baca("x", data, galat) == nilai
    assert not galat


KOLOM = Daftar(
    (Anak("sumber", "Isi", Pilihan([("no", "Nomor")], ""), wajib=True), Anak("lebar", "Lebar", Angka(), wajib=True))
)


@pytest.mark.parametrize(
    ("medan", "data", "di", "kalimat"),
    [
        (Angka(), {"x": "lebar"}, "x", "Isi angka yang lebih besar dari nol"),
        (Angka(bulat=True), {"x": "20,5"}, "x", "misalnya 2025"),
        (Teks(), {"x": "TAHUN {tahunn}"}, "x", "Tanda {tahunn} tidak dikenal"),
        (Teks(), {"x": "TAHUN {tahun"}, "x", "Kurung kurawal tidak berpasangan"),
        (Teks(), {"x": "a" * 4001}, "x", "terlalu panjang"),
        (Pilihan([("A4", "A4")]), {"x": "Letter"}, "x", "Pilih salah satu: A4."),
        (KOLOM, {"x.jumlah": "1", "x.0.sumber": "no"}, "x.0.lebar", "Lebar belum diisi"),
        (KOLOM, {"x.jumlah": "1", "x.0.lebar": "3"}, "x.0.sumber", "Isi belum diisi"),
        (
            Kerangka((), (("sub", "Subbab"),)),
            {"x.jumlah": "1", "x.0.letak": "sub"},
            "x",
            "Baris pertama harus berupa bab",
        ),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(medan, data, di, kalimat):
    galat: dict[str, list[str]] = {}
    medan.baca("x", data, galat)
    assert kalimat in galat[di][0]


def test_a_row_keeps_what_the_form_does_not_show():
    assert cocok(KOLOM, [{"sumber": "no", "lebar": 3, "kelak": [1]}])


def test_of_an_object_only_what_differs_is_stored():
    assert selisih({"a": 1, "b": {"c": 1, "d": 2}}, {"a": 1, "b": {"c": 3, "d": 2}}) == {"b": {"c": 3}}
    assert selisih({}, {"baru": 1}) == {"baru": 1}


# --- The page ---------------------------------------------------------------------------------------------------------


def test_only_what_was_changed_is_stored(planner, lengkap):
    assert (
        kirim(planner, lengkap, kertas="A4", kop__telepon="Telepon {nomor}", lampiran_mendatar=None).status_code == 302
    )
    isi = {"kertas": "A4", "kop": {"telepon": "Telepon {nomor}"}, "lampiran_mendatar": False}
    assert TataDokumen.objects.get().isi == isi
    assert AuditEvent.objects.get(aksi="tata.saved").sesudah == {"isi": isi}
    assert kirim(planner, lengkap).status_code == 302  # nothing changed: nothing written
    assert AuditEvent.objects.filter(aksi="tata.saved").count() == 1


def test_a_column_is_moved_and_another_removed(planner, lengkap):
    kirim(planner, lengkap, kolom__0__hapus="ya", kolom__2__urut="1", kolom__1__urut="2")
    kolom = [k["sumber"] for k in TataDokumen.objects.get().isi["kolom"]]
    assert kolom[:3] == ["indikator", "sasaran", "satuan"]


def test_a_key_goes_back_to_its_default_alone(planner, lengkap):
    lama = {"kertas": "A4", "hari_kosong": True}
    TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="sk-iku", isi=lama)
    assert "Kembalikan ke bawaan" in planner.get(url(lengkap)).content.decode()
    kirim(planner, lengkap, kertas__bawaan="ya")
    assert TataDokumen.objects.get().isi == {"hari_kosong": True}


def test_a_wrong_value_is_said_at_its_field_and_nothing_is_stored(planner, lengkap):
    jawaban = kirim(planner, lengkap, jenis="KEPUTUSAN {PENETPA}", kertas="A4")
    html = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert "Tanda {PENETPA} tidak dikenal" in html
    assert 'aria-describedby="tata-jenis-bantuan tata-jenis-galat"' in html
    assert 'value="KEPUTUSAN {PENETPA}"' in html
    assert not TataDokumen.objects.exists()


def test_what_the_document_refuses_is_said_at_the_key_it_names(planner, lengkap):
    ubah = {f"diktum.{n}.isi": "Kalimat." for n in range(5, 17)} | {"diktum.jumlah": "17"}
    jawaban = kirim(planner, lengkap, **ubah)
    assert jawaban.status_code == 422
    assert 'id="tata-diktum-galat"><li>Tata dokumen sk-iku: diktum paling banyak 15' in jawaban.content.decode()


def test_a_layout_changed_by_somebody_else_is_not_overwritten(planner, lengkap):
    TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="sk-iku", isi={"kertas": "A4"})
    jawaban = kirim(planner, lengkap, sidik="lain", muka="laporan")
    assert "sudah diubah orang lain" in jawaban.content.decode()
    assert TataDokumen.objects.get().isi == {"kertas": "A4"}


def test_a_letterhead_that_follows_the_decree_is_not_stored_again(planner, lengkap):
    kop = {"kota": "", "telepon": "Telepon {nomor}"}
    TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="sk-iku", isi={"kop": kop})
    assert kirim(planner, lengkap, "rkt", kop__faksimile="Faks. {nomor}").status_code == 302
    assert TataDokumen.objects.get(jenis="rkt").isi == {"kop": {"faksimile": "Faks. {nomor}"}}
    assert tata_of(lengkap.pd, "rkt", bawaan("rkt"))["kop"]["telepon"] == "Telepon {nomor}"


def test_whether_team_and_review_are_demanded_is_asked_with_the_report(planner, lengkap):
    assert kirim(planner, lengkap, "lkjip", gerbang__reviu="halangan").status_code == 302
    assert TataDokumen.objects.get().isi == {"gerbang": {"reviu": "halangan"}}
    assert sekarang(lengkap.pd, JenisDokumen.LKJIP).bawaan["gerbang"]["tim"] == "periksa"


def test_what_no_field_can_show_is_shown_as_json_and_kept(planner, lengkap):
    aneh = [{"sumber": "indikator", "label": "Indikator\nKinerja", "lebar": 4}]  # two lines: a field of one loses them
    TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="sk-iku", isi={"kolom": aneh})
    assert 'name="kolom.ada" value="json"' in planner.get(url(lengkap)).content.decode()
    assert kirim(planner, lengkap, kertas="A4").status_code == 302
    assert TataDokumen.objects.get().isi == {"kolom": aneh, "kertas": "A4"}
