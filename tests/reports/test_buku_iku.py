"""The IKU book: what it says, in the outline each institution decided, and what keeps it from being made."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from indicators import demo
from indicators.exceptions import Incomplete, InvalidValue
from indicators.models import Crosscutting, FaktorKunci, Indikator, Pejabat, PerangkatDaerah, Sasaran, Tujuan
from reports.builders import buku_iku, sk_iku
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen, Narasi, TataDokumen
from tests.reports.buku_demo import LEMBAGA, buku

pytestmark = pytest.mark.django_db


@pytest.fixture(params=LEMBAGA)
def lembaga(request) -> str:
    """Each institution in turn."""
    return request.param


@pytest.fixture
def tanjabbar(demonstration):
    """The book with a layout of its own and a decree."""
    return buku("tanjabbar", demonstration)


@pytest.fixture
def luwutimur(demonstration):
    """The book without sections in Bab IV."""
    return buku("luwutimur", demonstration)


@pytest.fixture
def balangan(demonstration):
    """The book nobody configured."""
    return buku("balangan", demonstration)


def minta(cast, **lain) -> Permintaan:
    """The book of the small Setda."""
    return Permintaan(cast.pd, 2025, **lain)


def tata(cast, **isi) -> None:
    """What the small Setda decides otherwise."""
    TataDokumen.objects.create(perangkat_daerah=cast.pd, jenis="buku-iku", isi=isi)


def blok(payload) -> list:
    """Every block of every chapter, in order."""
    return [
        b for bab in payload["bab"] for b in (*bab["pembuka"], *(x for bagian in bab["bagian"] for x in bagian["blok"]))
    ]


def prosa(payload, kunci: str) -> str:
    """The generated text of one section."""
    return next(b["asli"] for b in blok(payload) if b["jenis"] == "narasi" and b["kunci"] == f"buku-iku.{kunci}")


def kerangka(payload) -> list[tuple[str, str]]:
    """Numbers and titles as the text prints them."""
    return [
        (satu["nomor"], satu["judul"]) for bab in payload["bab"] for satu in ({**bab, "bagian": ()}, *bab["bagian"])
    ]


# --- Outline ----------------------------------------------------------------------------------------------------------


def test_the_outline_of_tanjung_jabung_barat(tanjabbar):
    assert kerangka(tanjabbar) == [
        ("BAB I", "Pendahuluan"),
        ("1.1.", "Latar Belakang"),
        ("1.2.", "Maksud dan Tujuan Penentuan IKU"),
        ("1.3.", "Landasan Hukum"),
        ("BAB II", "Pengertian Indikator Kinerja"),
        ("2.1.", "Definisi Indikator Kinerja Utama"),
        ("2.2.", "Syarat Kriteria Indikator Kinerja Utama"),
        ("BAB III", "Gambaran Umum"),
        ("3.1.", "Visi"),
        ("3.2.", "Misi"),
        ("3.3.", "Tugas Pokok dan Fungsi"),
        ("3.4.", "Tujuan dan Sasaran Jangka Menengah"),
        ("BAB IV", "Penutup"),
    ]
    assert tanjabbar["bagian"] == ["sampul", "kata-pengantar", "daftar-isi", "bab", "lampiran"]
    assert {bab["bentuk"] for bab in tanjabbar["bab"]} == {"satu-baris"}


def test_the_outline_of_luwu_timur(luwutimur):
    assert [bab["judul"] for bab in luwutimur["bab"]] == [
        "Pendahuluan",
        "Pengertian Indikator Kinerja",
        "Gambaran Umum Sekretariat Daerah Kabupaten Luwu Timur",
        "Penetapan Indikator Kinerja Utama",
        "Penutup",
    ]
    assert [b["nomor"] for b in luwutimur["bab"][0]["bagian"]] == ["1.1", "1.2", "1.3"]
    assert luwutimur["bab"][3]["bagian"] == []
    assert [b["jenis"] for b in luwutimur["bab"][3]["pembuka"]] == ["narasi", "tabel"]


def test_every_outline_is_the_one_of_its_layout(lembaga, demonstration):
    berkas = json.loads((settings.BASE_DIR / f"fixtures/dokumen_{lembaga}.json").read_text())
    tata = buku_iku.BAWAAN | berkas["tata"].get("buku-iku", {})
    payload = buku(lembaga, demonstration)
    assert len(payload["bab"]) == len(tata["bab"])
    for bab, isi in zip(payload["bab"], tata["bab"], strict=True):
        assert len(bab["bagian"]) == len(isi.get("sub", []))
        assert bab["ttd"] == isi.get("ttd", False)
        for bagian, sub in zip(bab["bagian"], isi.get("sub", []), strict=True):
            tetap = sub["judul"].split("{")[0]
            assert bagian["judul"].startswith(tetap)
            assert bagian["blok"], bagian["judul"]


def test_the_contents_may_say_otherwise_than_the_heading(tanjabbar):
    daftar = {r["nomor"]: r["judul"] for r in tanjabbar["daftar_isi"]}
    assert daftar["1.2."] == "Maksud dan Tujuan Penetapan IKU"
    assert daftar["2.1."] == "Definisi Indikator Kinerja Utama (IKU)"
    assert daftar["LAMPIRAN I"] == "Keputusan tentang Penetapan IKU Tahun 2021–2026"


def test_letters_bare_numbers_and_no_signature_are_layouts_too():
    """The published book of Banjar Margo, once it has an IKU and a head."""
    demo.load(institutions=["banjarmargo"])
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode="kec-banjarmargo")
    milik = {"perangkat_daerah": pd, "periode": pd.pemerintah_daerah.periode.get()}
    unit = pd.unit_kerja.create(kode="umum", nama="Subbagian Umum", jenis="SUBBAGIAN")
    tujuan = Tujuan.objects.create(uraian="Meningkatnya pelayanan", **milik)
    sasaran = Sasaran.objects.create(uraian="Pelayanan kecamatan yang prima", tujuan=tujuan, **milik)
    Indikator.objects.create(
        jenjang="sasaran", sasaran=sasaran, unit_kerja=unit, kode="ikm", nama="Indeks Kepuasan", iku=True, **milik
    )
    Pejabat.objects.create(
        pemerintah_daerah=pd.pemerintah_daerah, perangkat_daerah=pd, jenis="KEPALA_PD", nama="NAMA", jabatan="Camat"
    )
    payload = buku_iku.build(Permintaan(pd, 2024))
    assert [n for n, _ in kerangka(payload)] == ["BAB I", "A.", "B.", "C.", "D.", "BAB II", "A.", "B.", "BAB III"]
    html = render_to_string(buku_iku.TEMPLATE, payload)
    assert 'judul-bab nomor"' in html
    assert "PENDAHULUAN</h1>" not in html
    assert 'class="ttd"' not in html
    assert "a. perencanaan jangka menengah;" in prosa(payload, "kegunaan")
    assert "5. Dapat dikuantifikasi dan diukur." in prosa(payload, "kriteria")


# --- What cannot be made ----------------------------------------------------------------------------------------------


def test_an_institution_without_iku_is_told_what_is_missing():
    demo.load(institutions=["banjarmargo"])
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode="kec-banjarmargo")
    with pytest.raises(Incomplete) as ditolak:
        buku_iku.build(Permintaan(pd, 2024))
    assert buku_iku.periksa(Permintaan(pd, 2024)) == list(ditolak.value.kekurangan)
    assert "belum memiliki Indikator Kinerja Utama pada periode 2023–2026" in ditolak.value.kekurangan[0]


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"bab": [{"judul": "A", "blok": ["asing"]}]}, "“blok” tidak mengenal asing"),
        ({"bab": [{"judul": "A", "blok": ["penutup", "penutup"]}]}, "penutup ditempatkan lebih dari sekali"),
        ({"bab": ["Pendahuluan"]}, "bab ke-1 harus berupa objek"),
        ({"bab": [{"judul": "A", "sub": ["1.1"]}]}, "subbab ke-1 dari bab ke-1"),
        ({"bab": [{"judul": "A", "blok": [{"isi": "penutup", "butir": "bintang"}]}]}, "“butir” tidak mengenal"),
        ({"bagian": ["sampul", "epilog"]}, "“bagian” tidak mengenal epilog"),
        ({"bentuk_judul": "miring"}, "“bentuk_judul” tidak mengenal"),
        ({"kriteria": [["Spesifik"]]}, "“kriteria”"),
        ({"tugas_unit": {"umum": ["x"]}}, "“tugas_unit”"),
    ],
)
def test_a_layout_that_cannot_be_understood_is_refused_in_words(lengkap, isi, kata):
    tata(lengkap, **isi)
    with pytest.raises(InvalidValue, match=kata):
        buku_iku.build(minta(lengkap))


# --- Text -------------------------------------------------------------------------------------------------------------


def test_every_iku_stands_in_the_book_with_the_columns_of_the_decree(lembaga, demonstration):
    berkas = json.loads((settings.BASE_DIR / f"fixtures/demo_{lembaga}.json").read_text())
    nama = {
        i["nama"]
        for s in (*berkas.get("tujuan", []), *berkas["sasaran"])
        if "unit_kerja" not in s
        for i in s.get("indikator", [])
        if i.get("iku")
    }
    payload = buku(lembaga, demonstration)
    tabel = [b["tabel"] for b in blok(payload) if b["jenis"] == "tabel" and b["tabel"]["id"] == "Tabel IKU"]
    tabel += [
        k["tabel"] for satu in payload.get("lampiran", []) for x in satu["isi"]["lampiran"] for k in x["kelompok"]
    ]
    assert nama <= {sel["teks"] for t in tabel for baris in t["baris"] for sel in baris}


def test_the_matrix_says_a_tujuan_and_a_sasaran_once(tanjabbar):
    """2 tujuan and 8 sasaran over 42 policies: one cell each, as published; the next page repeats what runs over it."""
    tabel = next(b["tabel"] for b in blok(tanjabbar) if b["jenis"] == "tabel")
    tinggi = [sel.get("rentang_baris", 1) for baris in tabel["baris"] for sel in baris[:-3]]
    assert len(tabel["baris"]) == 42
    assert sum(len(baris) == 5 for baris in tabel["baris"]) == 2
    assert sum(len(baris) >= 4 for baris in tabel["baris"]) == 8
    assert sum(tinggi) == 2 * 42
    html = render_to_string("pdf/lkjip/tabel.html", {"blok": {}, "tabel": tabel})
    assert html.count('<tr class="sambungan">') == len(tabel["sambungan"]) > 0


def test_a_formula_is_drawn_as_a_fraction_in_the_book_too():
    sel = {"teks": "A / B", "rumus": {"awal": "", "atas": "A<", "bawah": "B", "akhir": "× 100%"}}
    tabel = {"id": "", "lebar": ["100%"], "kepala": [], "baris": [[sel]]}
    html = render_to_string("pdf/lkjip/tabel.html", {"blok": {}, "tabel": tabel})
    assert '<span class="atas">A&lt;</span><span class="bawah">B</span>' in html


def test_counts_are_counted(tanjabbar, luwutimur, balangan):
    assert "15 indikator kinerja utama untuk mengukur delapan sasaran strategis" in prosa(tanjabbar, "latar_belakang")
    assert "42 strategi dengan 42 kebijakan" in prosa(tanjabbar, "matriks")
    assert "indikator tujuan (belum ditetapkan)" in prosa(tanjabbar, "keselarasan")
    assert "dua indikator kinerja utama untuk mengukur satu tujuan dan satu sasaran" in prosa(luwutimur, "penetapan")
    assert "target tahunan" not in prosa(luwutimur, "penetapan")
    # The index of AKIP has no target for 2026, only an end state: five years are not the whole period.
    assert "Seluruh indikator sudah mempunyai target tahunan; satu indikator belum" in prosa(balangan, "penetapan")
    assert "satu sasaran dan 44 kinerja unit kerja" in prosa(balangan, "pohon")


def test_a_sasaran_without_iku_is_a_sasaran_all_the_same(lengkap):
    sasaran = lengkap.indikator.sasaran
    Sasaran.objects.create(
        uraian="Arsip tertata", perangkat_daerah=lengkap.pd, periode=sasaran.periode, tujuan=sasaran.tujuan
    )
    teks = prosa(buku_iku.build(minta(lengkap)), "tujuan_sasaran")
    assert "Arsip tertata" in teks
    assert sasaran.uraian[1:] in teks


def test_only_the_setda_is_said_to_answer_to_the_head_of_the_regency(lengkap):
    assert "yang bertanggung jawab kepada" in prosa(buku_iku.build(minta(lengkap)), "organisasi")
    lengkap.pd.jenis = PerangkatDaerah.Jenis.DINAS
    lengkap.pd.save()
    Pejabat.objects.update(jenis=Pejabat.Jenis.KEPALA_PD)
    assert "bertanggung jawab" not in prosa(buku_iku.build(minta(lengkap)), "organisasi")


def test_lists_begin_as_their_place_wants(luwutimur, balangan):
    assert "a. Spesifik, yaitu jelas dan terfokus" in prosa(luwutimur, "kriteria")
    assert "e. Dicapai dalam kurun waktu yang telah ditetapkan." in prosa(luwutimur, "kriteria")
    assert "- dampak (impact): perubahan" in prosa(luwutimur, "kelompok")
    assert "a. Spesifik (specific): menyebut" in prosa(balangan, "kriteria")


def test_the_sistematika_names_the_chapters_of_this_book(balangan):
    teks = prosa(balangan, "sistematika")
    for bab in balangan["bab"]:
        assert f"Bab {bab['nomor'].split()[1]} {bab['judul']} " in teks
    assert "visi dan misi Kabupaten Balangan" in teks


def test_what_the_data_lack_is_said_on_its_page_and_in_the_list(balangan):
    kurang = {b["teks"] for b in blok(balangan) if b["jenis"] == "kekurangan"}
    assert kurang == set(balangan["kekurangan"])
    assert "Visi Kabupaten Balangan 2021–2026 belum diisi pada menu Perencanaan." in kurang
    assert any(k.startswith("44 kinerja unit kerja belum dihubungkan") for k in kurang)


def test_signature_lines_are_those_of_the_institution(tanjabbar, luwutimur):
    assert tanjabbar["ttd"]["jabatan"] == ["SEKRETARIS DAERAH", "KAB. TANJUNG JABUNG BARAT"]
    assert tanjabbar["ttd"]["tempat_tanggal"][0].endswith("Agustus 2022")
    assert luwutimur["ttd"]["bawah"] == ["Pangkat : Pembina Utama Madya", "Nip. 19700101 198803 1 001"]


def test_the_tree_carries_factors_and_contributions_and_says_how_to_read_them(lengkap):
    assert "faktor kunci" not in prosa(buku_iku.build(minta(lengkap)), "pohon")
    milik = {"perangkat_daerah": lengkap.pd, "periode": lengkap.indikator.periode, "sasaran": lengkap.indikator.sasaran}
    FaktorKunci.objects.create(**milik, uraian="Petugas menguasai standar")
    Crosscutting.objects.create(**milik, unit_kerja=lengkap.other_unit, kontribusi="Menyiapkan data")
    payload = buku_iku.build(minta(lengkap))
    lembar = next(b for b in blok(payload) if b["jenis"] == "pohon")["lembar"]
    kotak = [k for satu in lembar for s in satu["anak"] for k in (s, *s["anak"]) if "faktor" in k]
    kotak += [s["kepala"] for s in lembar if s["kepala"] and "faktor" in s["kepala"]]
    assert [(k["faktor"], k["dukungan"]) for k in kotak] == [
        (["Petugas menguasai standar"], [f"{lengkap.other_unit.nama}: Menyiapkan data"])
    ]
    assert "faktor kunci keberhasilan" in prosa(payload, "pohon")
    assert "(crosscutting)" in prosa(payload, "pohon")


def test_decree_and_book_print_what_the_values_are_computed_by(lengkap):
    """Beside the words of the institution: one signs the formula that is worked out."""
    i = lengkap.indikator
    i.rumus, i.ekspresi, i.formulasi = "EKSPRESI", "(a + b) / c * 100", "Survei kepuasan"
    i.save()
    for n, (simbol, nama) in enumerate({"a": "Surat selesai", "b": "Surat dijawab", "c": "Surat masuk"}.items(), 1):
        i.variabel_rumus.create(urutan=n, simbol=simbol, nama=nama)
    hitungan = "(Surat selesai + Surat dijawab) / Surat masuk × 100"
    semua = [b["tabel"] for b in blok(buku_iku.build(minta(lengkap))) if b["jenis"] == "tabel"]
    semua += [k["tabel"] for x in sk_iku.build(minta(lengkap))["lampiran"] for k in x["kelompok"]]
    sel = [s["teks"] for t in semua if t["id"].endswith("IKU") for baris in t["baris"] for s in baris]
    assert sel.count(f"Survei kepuasan\nDihitung: {hitungan}") == 2


def test_a_planner_may_write_every_section(lengkap):
    kunci = [n.kunci for n in buku_iku.narasi(minta(lengkap))]
    assert kunci[0] == "buku-iku.kata_pengantar"
    assert len(kunci) == len(set(kunci)) >= 14
    Narasi.objects.create(
        perangkat_daerah=lengkap.pd, tahun=2025, jenis="buku-iku", bagian="buku-iku.penutup", teks="<p>Kata kami.</p>"
    )
    payload = buku_iku.build(minta(lengkap))
    penutup = payload["bab"][-1]["pembuka"][0]
    assert penutup["ditulis"]
    assert "Kata kami." in render_to_string(buku_iku.TEMPLATE, payload)
    assert "ukuran resmi keberhasilan" in penutup["asli"]


def test_an_institution_nobody_configured_gets_a_whole_book(lengkap):
    payload = buku_iku.build(minta(lengkap))
    assert [bab["nomor"] for bab in payload["bab"]] == ["BAB I", "BAB II", "BAB III", "BAB IV", "BAB V"]
    assert payload["awal"] == "kata-pengantar"
    assert lengkap.indikator.nama in render_to_string(buku_iku.TEMPLATE, payload)
    assert "Peraturan Presiden Nomor 29 Tahun 2014" in prosa(payload, "landasan_hukum")


def test_queries_do_not_grow_with_the_data(lengkap, django_assert_max_num_queries):
    for n in range(20):
        Sasaran.objects.create(
            uraian=f"Sasaran {n}",
            perangkat_daerah=lengkap.pd,
            periode=lengkap.indikator.periode,
            unit_kerja=lengkap.indikator.unit_kerja,
        )
    with django_assert_max_num_queries(26):
        buku_iku.build(minta(lengkap))


# --- The decree as annex ----------------------------------------------------------------------------------------------


def test_a_draft_annexes_the_draft_of_the_decree_and_a_finished_book_only_a_finished_one(lengkap):
    tata(lengkap, bagian=["sampul", "kata-pengantar", "daftar-isi", "bab", "lampiran"])
    draf = buku_iku.build(minta(lengkap))
    assert draf["lampiran"][0]["isi"]["meta"]["draf"]
    assert any("Selesaikan SK IKU lebih dahulu" in k for k in draf["kekurangan"])
    assert buku_iku.build(minta(lengkap, final=True, tanggal=date(2025, 2, 1)))["lampiran"] == []
    keputusan = sk_iku.build(minta(lengkap, final=True, nomor="7", tanggal=date(2025, 1, 6)))
    Dokumen.objects.create(
        jenis="sk-iku",
        perangkat_daerah=lengkap.pd,
        tahun=2025,
        periode_kunci=sk_iku.periode_kunci(minta(lengkap)),
        judul="SK IKU",
        nomor="7",
        status=Dokumen.Status.FINAL,
        payload=keputusan,
        payload_schema=sk_iku.SCHEMA,
    )
    akhir = buku_iku.build(minta(lengkap, final=True, tanggal=date(2025, 2, 1)))
    assert akhir["lampiran"][0]["isi"]["kepala"]["nomor"] == "NOMOR 7 TAHUN 2025"
    assert not any("Selesaikan SK IKU" in k for k in akhir["kekurangan"])
