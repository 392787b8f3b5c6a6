"""What an institution may decide otherwise in its decree on IKU, and what happens when it decides nonsense."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.exceptions import InvalidValue
from indicators.models import Indikator, Pejabat, SkalaPredikat, TargetRenstra, TingkatPredikat, Tujuan
from indicators.selectors.nilai import Besaran
from indicators.selectors.rumus_tertulis import RumusTertulis
from reports import pdf
from reports.builders import perjanjian_kinerja, pola, sk_iku, sk_iku_tabel
from reports.builders.permintaan import Permintaan
from reports.builders.tabel import Baris, Kolom, sambungan, susun
from reports.models import TataDokumen
from tests import builders as b
from tests.reports import contoh
from tests.reports.baca import buka, teks
from tests.reports.test_sk_iku import build, sekda, setda, tabel  # noqa: F401


def decide(pd, **isi) -> None:
    """What the institution decides for its decree."""
    TataDokumen.objects.update_or_create(perangkat_daerah=pd, jenis="sk-iku", defaults={"isi": isi})


# --- Number, title, dicta -------------------------------------------------------------------------------------------
POLA = {
    "nomor": "NOMOR : {nomor}",
    "nomor_isi": "050/{urut}/SETDA-RENKEU/{tahun}",
    "nomor_lampiran": "050/{urut}/SETDA/{tahun}",
}


@pytest.mark.parametrize(
    ("dimasukkan", "keputusan", "lampiran"),
    [
        ("", "NOMOR : 050/……/SETDA-RENKEU/2024", "NOMOR : 050/……/SETDA/2024"),
        ("1705", "NOMOR : 050/1705/SETDA-RENKEU/2025", "NOMOR : 050/1705/SETDA/2025"),
        ("050/9/KHUSUS/2025", "NOMOR : 050/9/KHUSUS/2025", "NOMOR : 050/9/KHUSUS/2025"),
    ],
)
def test_a_bare_number_stands_in_its_pattern_and_a_whole_one_as_it_is(setda, dimasukkan, keputusan, lampiran):  # noqa: F811
    decide(setda, **POLA)
    payload = build(setda, nomor=dimasukkan, tanggal=date(2025, 1, 3) if dimasukkan else None)
    assert payload["kepala"]["nomor"] == keputusan
    assert lampiran in payload["lampiran"][0]["kepala"]


def test_title_and_head_are_lines_of_the_layout(setda):  # noqa: F811
    decide(setda, tentang=["PENETAPAN IKU", "{PERANGKAT}", "{DAERAH}"], penetap="{JABATAN}", jenis="SURAT {PENETAP}")
    kepala = build(setda)["kepala"]
    assert kepala["tentang"] == ["PENETAPAN IKU", "SEKRETARIAT DAERAH", "KABUPATEN UJI"]
    assert kepala["penetap"] == "SEKRETARIS DAERAH KABUPATEN UJI"
    assert kepala["jenis"] == "SURAT SEKRETARIS DAERAH KABUPATEN UJI"


def test_a_diktum_may_have_lettered_items(setda):  # noqa: F811
    decide(setda, diktum=["Menugaskan:\nmenyusun;\nmelaporkan.", "Berlaku sejak {tanggal}."])
    payload = build(setda, tanggal=date(2025, 1, 3))
    assert payload["diktum"] == [
        {"label": "KESATU", "isi": "Menugaskan:", "butir": ["menyusun;", "melaporkan."]},
        {"label": "KEDUA", "isi": "Berlaku sejak 3 Januari 2025."},
    ]
    isi = teks(pdf.render(sk_iku.TEMPLATE, payload))
    assert "a. menyusun; b. melaporkan." in isi


def test_a_decree_of_more_than_fifteen_dicta_is_refused(setda):  # noqa: F811
    decide(setda, diktum=["Satu."] * 16)
    with pytest.raises(InvalidValue, match="paling banyak 15"):
        build(setda)


@pytest.mark.parametrize(
    ("menimbang", "huruf"), [(["bahwa satu;"], False), (["bahwa satu;", "bahwa dua;"], False), (["satu", "dua"], True)]
)
def test_menimbang_is_lettered_where_the_layout_and_its_number_ask_for_it(setda, menimbang, huruf):  # noqa: F811
    decide(setda, menimbang=menimbang, menimbang_huruf=huruf or len(menimbang) == 1)
    isi = teks(pdf.render(sk_iku.TEMPLATE, build(setda)))
    sebelum_mengingat = isi[isi.index("Menimbang") : isi.index("Mengingat")]
    assert (" a. " in sebelum_mengingat) is huruf


def test_an_empty_menetapkan_stays_with_the_first_diktum():
    panjang = [
        f"Undang-Undang Nomor {n} Tahun 2014 tentang Urusan Pemerintahan Daerah yang Kesekian;" for n in range(26)
    ]
    for jumlah in (11, 12, 13):
        payload = contoh.sk_iku(menetapkan="", mengingat=panjang[:jumlah], lampiran=[])
        with buka(pdf.render(sk_iku.TEMPLATE, payload)) as dokumen:
            halaman = [h.extract_text() for h in dokumen.pages]
        assert any("MEMUTUSKAN" in h and "Menetapkan :" in h and "KESATU" in h for h in halaman), jumlah


# --- Letterhead, signature, annex -------------------------------------------------------------------------------------
def test_the_letterhead_prints_the_lines_the_institution_wants(setda):  # noqa: F811
    setda.alamat, setda.telepon, setda.faksimile, setda.kota = "Jl. Satu", "(01) 2", "(01) 3", "Kota Uji"
    kop = build(setda)["kop"]
    assert (kop["alamat"], kop["kota"]) == ("Jl. Satu Telp. (01) 2 Fax. (01) 3", "KOTA UJI")
    decide(setda, kop={"alamat": ["{alamat}", "{telepon}. {surel}"], "telepon": "Telepon {nomor}", "kota": ""})
    kop = build(setda)["kop"]
    assert (kop["alamat"], kop["kota"]) == ("Jl. Satu\nTelepon (01) 2.", "")
    decide(setda, kop={"cetak": False})
    payload = build(setda)
    assert payload["kop"] is None
    assert "PEMERINTAH" not in teks(pdf.render(sk_iku.TEMPLATE, payload)).split("MEMUTUSKAN")[0]


@pytest.mark.parametrize(
    ("bawah", "tercetak"),
    [
        (["{pangkat} ({golongan})", "NIP. {nip}"], ["Pembina (IV/a)", "NIP. 19700101 199501 1 001"]),
        (["{pangkat}", "({golongan})", "NIP {nip}"], ["Pembina", "(IV/a)", "NIP 19700101 199501 1 001"]),
        (["Pangkat : {pangkat}", "Nip : {nip}"], ["Pangkat : Pembina", "Nip : 19700101 199501 1 001"]),
        ([], []),
    ],
)
def test_the_lines_below_a_name_are_those_of_the_layout(setda, bawah, tercetak):  # noqa: F811
    Pejabat.objects.update(pangkat="Pembina", golongan="IV/a", nip="19700101 199501 1 001")
    decide(setda, ttd={"bawah": bawah})
    assert build(setda)["penetapan"]["bawah"] == tercetak


def test_what_is_not_known_of_an_official_leaves_no_trace(setda):  # noqa: F811
    Pejabat.objects.update(pangkat="Pembina", golongan="", nip="")
    assert build(setda)["penetapan"]["bawah"] == ["Pembina"]
    Pejabat.objects.update(pangkat="")
    assert build(setda)["penetapan"]["bawah"] == []


def test_the_annex_has_its_own_header_side_and_signature(setda):  # noqa: F811
    decide(
        setda,
        lampiran_kepala=["{lampiran} {JENIS}", "TENTANG {TENTANG}"],
        lampiran_sisi="kiri",
        lampiran_label="LAMPIRAN I",
        unit={"cetak": False},
        lampiran_ttd={"tempat_tanggal": ["{tempat}, {tanggal}"], "jabatan": ["{jabatan}", "{kab},"], "bawah": []},
        hari_kosong=True,
    )
    (satu,) = build(setda, tanggal=date(2024, 8, 3))["lampiran"]
    assert satu["kepala"][0] == "LAMPIRAN I KEPUTUSAN SEKRETARIS DAERAH KABUPATEN UJI"
    assert satu["sisi"] == "kiri"
    assert satu["ttd"]["tempat_tanggal"][0].split() == ["Kota", "Uji,", "Agustus", "2024"]
    assert satu["ttd"]["jabatan"] == ["Sekretaris Daerah", "Kab. Uji,"]
    assert satu["ttd"]["bawah"] == []


def test_kop_and_signature_of_an_agreement_are_a_layout_too(setda):  # noqa: F811
    rencana = b.make_rencana(setda, tahun=2024)
    b.make_target(rencana, setda.indikator.first())
    Pejabat.objects.create(
        pemerintah_daerah=setda.pemerintah_daerah, jenis="KEPALA_DAERAH", nama="BUPATI UJI", jabatan="Bupati Uji"
    )
    Pejabat.objects.filter(jenis="SEKDA").update(pangkat="Pembina", nip="19700101 199501 1 001")
    isi = {"kop": {"cetak": False}, "ttd": {"bawah": ["Nip : {nip}"]}}
    TataDokumen.objects.create(perangkat_daerah=setda, jenis="pk", isi=isi)
    payload = perjanjian_kinerja.build(Permintaan(setda, 2024))
    assert payload["kop"] is None
    assert payload["ttd_pertama"]["bawah"] == ["Nip : 19700101 199501 1 001"]
    assert payload["ttd_kedua"]["bawah"] == []
    assert "PEMERINTAH" not in teks(pdf.render(perjanjian_kinerja.TEMPLATE, payload))


# --- The table --------------------------------------------------------------------------------------------------------
KOLOM = (Kolom("a", "A", 1, gabung="tujuan"), Kolom("b", "B", 1, gabung=True), Kolom("c", "C", 1, gabung="sama"))
ISI = [
    Baris({"a": "T1", "b": "S1", "c": "x"}, 1, {"tujuan": 1}),
    Baris({"a": "T1", "b": "S1", "c": "y"}, 1, {"tujuan": 1}),
    Baris({"a": "T1", "b": "S2", "c": "y"}, 2, {"tujuan": 1}),
]


def test_cells_merge_by_tujuan_by_sasaran_or_where_they_say_the_same():
    baris = susun(KOLOM, ISI, kode="x")["baris"]
    assert [[(s["teks"], s.get("rentang_baris", 1)) for s in satu] for satu in baris] == [
        [("T1", 3), ("S1", 2), ("x", 1)],
        [("y", 2)],
        [("S2", 1)],
    ]


@pytest.mark.parametrize(
    ("bentuk", "nomor"),
    [("{n}", ["1", "2", "3"]), ("({n})", ["(1)", "(2)", "(3)"]), ("{huruf}", ["A", "B", "C"]), ("", ["A", "B", "C"])],
)
def test_the_row_of_column_numbers(bentuk, nomor):
    kepala = susun(KOLOM, ISI, kode="x", nomor_kolom=bentuk)["kepala"]
    assert [sel["teks"] for sel in kepala[-1]] == nomor
    assert len(kepala) == (2 if bentuk else 1)


def test_rows_stay_together_as_far_as_the_merged_text_needs_them():
    panjang, kolom = "kata " * 30, (Kolom("s", "S", 30, gabung=True), Kolom("i", "I", 70))
    rows = [Baris({"s": panjang, "i": "satu"}, 1) for _ in range(20)]
    dijaga = sambungan(kolom, rows)
    assert dijaga == list(range(1, len(dijaga) + 1)), "from the first row on, without a gap"
    assert 2 <= len(dijaga) < 19
    assert sambungan(kolom, [Baris({"s": "pendek", "i": "x"}, n) for n in range(5)]) == []


@pytest.mark.parametrize(("isi", "kali"), [({}, 2), ({"kepala_sekali": True}, 1)])
def test_the_head_is_repeated_unless_the_layout_says_otherwise(isi, kali):
    panjang = contoh.tabel("x", ["No", "Indikator Uji Kepala"], [[str(n), f"baris {n}"] for n in range(40)]) | isi
    payload = contoh.sk_iku(mengingat=[], diktum=[], lampiran=[contoh.lampiran(panjang, identitas=None)])
    assert teks(pdf.render(sk_iku.TEMPLATE, payload)).count("Indikator Uji Kepala") == kali


def test_the_layout_decides_whether_the_head_is_repeated(setda):  # noqa: F811
    assert "kepala_sekali" not in tabel(build(setda))
    decide(setda, ulang_kepala=False)
    assert tabel(build(setda))["kepala_sekali"] is True


def test_years_order_and_number_pattern_are_a_layout(setda):  # noqa: F811
    pertama = setda.indikator.get(nama="Indeks Kepuasan").sasaran
    pertama.tujuan = Tujuan.objects.create(perangkat_daerah=setda, periode=pertama.periode, uraian="T", urutan=9)
    pertama.save()
    lain = b.make_indikator(setda.unit_kerja.first(), b.make_sasaran(setda, uraian="Lain", urutan=pertama.urutan + 1))
    TargetRenstra.objects.create(indikator=lain, tahun=2024, nilai=1)
    assert tabel(build(setda))["baris"][0][1]["teks"] == "Lain", "the sasaran without tujuan comes first"
    decide(setda, tahun=[2023, 2024], urut="sasaran", no="{n}.")
    isi = tabel(build(setda))
    assert [s["teks"] for s in isi["kepala"][1]] == ["2023", "2024"]
    nomor = [(satu[0]["teks"], satu[1]["teks"]) for satu in isi["baris"]]
    assert nomor == [("1.", pertama.uraian), ("2.", "Lain")]


def indikator(**over) -> Indikator:
    """An indikator that is not stored."""
    return Indikator(nama="Uji", **{"formulasi": "(A / B) x Nilai Penimbang"} | over)


@pytest.mark.parametrize(
    ("gaya", "hasil"),
    [
        ("tertulis", "(A / B) x Nilai Penimbang"),
        ("miring", "Jumlah P / Jumlah Q × 100"),
        ("kalimat", "Jumlah P dibagi Jumlah Q dikali 100"),
        ("titik-dua", "Jumlah P × 100 : Jumlah Q"),
    ],
)
def test_a_formula_is_written_in_the_style_of_the_institution(gaya, hasil):
    variabel = {"PEMBILANG": "Jumlah P", "PENYEBUT": "Jumlah Q"}
    assert sk_iku_tabel.rumus(indikator(), variabel, gaya) == (hasil, None)


def test_a_formula_is_drawn_from_its_variables_or_from_the_way_it_is_written():
    variabel = {"PEMBILANG": "P", "PENYEBUT": "Q"}
    _, dari_variabel = sk_iku_tabel.rumus(indikator(formulasi=""), variabel, "pecahan")
    assert dari_variabel == {"awal": "", "atas": "P", "bawah": "Q", "akhir": "× 100"}
    _, tertulis = sk_iku_tabel.rumus(indikator(), {}, "pecahan")
    assert tertulis == {"awal": "", "atas": "A", "bawah": "B", "akhir": "× Nilai Penimbang"}
    assert sk_iku_tabel.rumus(indikator(formulasi="Hasil Survei"), {}, "pecahan") == ("Hasil Survei", None)


NILAI = sk_iku_tabel.BAWAAN["nilai"]
B_MINUS = TingkatPredikat(kode="B-")


@pytest.mark.parametrize(
    ("aturan", "besaran", "desimal", "hasil"),
    [
        ({}, Besaran(Decimal("3.4"), B_MINUS), None, "B- (3,4)"),
        ({"predikat": "{tingkat} = {nilai}"}, Besaran(Decimal("3.4"), B_MINUS), 2, "B- = 3,40"),
        ({"predikat_skala": {"ipp": "{nilai} ({tingkat})"}}, Besaran(Decimal("3.4"), B_MINUS), 2, "3,40 (B-)"),
        ({}, Besaran(None, B_MINUS), None, "B-"),
        ({}, Besaran(), None, "-"),
        ({}, Besaran(Decimal(0)), None, "0"),
    ],
)
def test_a_value_prints_by_the_pattern_of_the_institution(aturan, besaran, desimal, hasil):
    i = indikator(skala=SkalaPredikat(kode="ipp"))
    assert sk_iku_tabel.nilai(i, besaran, NILAI | aturan, desimal) == hasil


def test_percent_sign_and_word_of_the_unit_are_a_layout(db):
    seratus, dua = Besaran(Decimal(100)), Besaran(Decimal(2))
    persen, titik = indikator(satuan=b.make_satuan("%")), indikator(satuan=b.make_satuan("titik"))
    assert sk_iku_tabel.nilai(persen, seratus, NILAI, None) == "100%"
    assert sk_iku_tabel.nilai(persen, seratus, NILAI | {"persen": False}, None) == "100"
    assert sk_iku_tabel.nilai(titik, dua, NILAI | {"satuan": True}, None) == "2 titik"
    assert sk_iku_tabel.nilai(titik, dua, NILAI, None) == "2"


def test_one_indikator_may_print_all_values_with_the_same_decimals(setda):  # noqa: F811
    i = setda.indikator.get(nama="Indeks Kepuasan")
    TargetRenstra.objects.create(indikator=i, tahun=2025, nilai=84)
    decide(setda, nilai={"desimal": "seragam"})
    sel = [s["teks"] for s in tabel(build(setda))["baris"][0]]
    assert "82,5" in sel
    assert "84,0" in sel


def test_the_explanation_is_stacked_from_the_parts_the_layout_names(setda):  # noqa: F811
    setda.indikator.filter(nama="Indeks Kepuasan").update(makna="Artinya.", alasan="UU 1\nUU 2", formulasi="A / B")
    bagian = [{"sumber": "alasan", "label": "Alasan"}, {"sumber": "formulasi", "label": "Cara hitung"}]
    kolom = [{"sumber": "penjelasan", "label": "Penjelasan", "lebar": 1}]
    decide(setda, kolom=kolom, penjelasan=bagian)
    assert tabel(build(setda))["baris"][0][0]["teks"] == "Alasan: 1. UU 1\n2. UU 2\nCara hitung: A / B"


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"rumus": "bebas"}, "rumus harus salah satu dari tertulis"),
        ({"tahun": ["2024"]}, "tahun harus berupa daftar angka tahun"),
        ({"nilai": {"desimal": "banyak"}}, "nilai.desimal harus indikator, seragam"),
        ({"nilai": {"persen": 1}}, "“nilai.persen” harus berupa ya atau tidak"),
        ({"nilai": {"predikat_skala": {"akip": 1}}}, "predikat_skala harus memuat pola teks"),
        ({"penjelasan": ["makna"]}, "penjelasan harus memuat sumber dan label"),
        ({"kolom": [{"sumber": "no", "label": "No", "lebar": 1, "gabung": "entah"}]}, "kolom ke-1 tidak dapat dipakai"),
        ({"lampiran_sisi": "tengah"}, "“lampiran_sisi” harus kanan atau kiri"),
        ({"urut": "abjad"}, "“urut” harus tujuan atau sasaran"),
        ({"kertas": "A5"}, "“kertas” harus berupa A4 atau F4"),
        ({"menimbang": [1]}, "setiap isi “menimbang” harus berupa teks"),
        ({"tembusan": [1]}, "setiap isi “tembusan” harus berupa teks"),
        ({"unit": {"kelompok": {"BAGIAN": 3}}}, "“unit.kelompok.BAGIAN” harus berupa teks"),
        ({"khusus": {"bagian-x": {"rumus": "bebas"}}}, "khusus.bagian-x: rumus harus salah satu"),
    ],
)
def test_a_layout_of_the_wrong_shape_is_refused_with_a_sentence(setda, isi, kalimat):  # noqa: F811
    decide(setda, **isi)
    with pytest.raises(InvalidValue, match=kalimat):
        build(setda)


def test_keys_nobody_knows_are_ignored_at_every_depth(setda):  # noqa: F811
    decide(setda, asing=1, kop={"asing": 1}, unit={"asing": {"x": 1}})
    assert build(setda)["kop"] == build(setda)["kop"]


@pytest.mark.parametrize(
    ("baris", "hasil"),
    [("{a} ({b})", ["satu"]), ("{b}", []), ("NIP. {b}", []), ("tetap", ["tetap"]), ("{a} {c}", ["satu {c}"])],
)
def test_a_line_of_empty_keys_is_left_out(baris, hasil):
    assert pola.baris([baris], {"a": "satu", "b": ""}) == hasil


def test_somebody_else_signs_who_is_in_office(setda):  # noqa: F811
    Pejabat.objects.update(selesai=date(2024, 1, 1))
    sekda(setda, nama="PENGGANTI", kedudukan="Plh.")
    assert build(setda)["penetapan"]["jabatan"] == ["Plh. SEKRETARIS DAERAH", "KABUPATEN UJI,"]


PERSEN = RumusTertulis("P / Q × 100", ("P", "Q", "× 100"))
DIGAMBAR = {"awal": "", "atas": "P", "bawah": "Q", "akhir": "× 100"}


@pytest.mark.parametrize(
    ("ditulis", "gambar", "gaya", "hasil"),
    [
        ("", None, "tertulis", ("P / Q × 100", None)),
        ("P / Q × 100", None, "tertulis", ("P / Q × 100", None)),
        ("Survei", None, "tertulis", ("Survei\nDihitung: P / Q × 100", None)),
        ("", None, "pecahan", ("P / Q × 100", DIGAMBAR)),
        ("(P / X) x 100", {**DIGAMBAR, "bawah": "X"}, "pecahan", ("(P / X) x 100\nDihitung: P / Q × 100", DIGAMBAR)),
        ("Survei", None, "pecahan", ("Survei\nDihitung: P / Q × 100", None)),
    ],
)
def test_the_computed_formula_stands_beside_the_written_one_or_in_its_place(ditulis, gambar, gaya, hasil):
    assert sk_iku_tabel.dengan_hitungan(ditulis, gambar, PERSEN, gaya) == hasil
