"""Pieces of the annual report: plain text becomes paragraphs and lists, every table gets one number."""

from reports.builders.lkjip_bab import mendatar
from reports.builders.lkjip_bagan import bagan_svg
from reports.builders.lkjip_blok import Penomor, Penulis, jangkar
from reports.builders.lkjip_tabel import Kol, sekali, tabel_gabung


def test_numbers_are_given_once_and_letters_share_a_number():
    n = Penomor()
    diberi = [n.tabel("3.1"), n.kelompok("3.1", baru=True), n.kelompok("3.1", baru=False), n.kelompok("3.1", baru=True)]
    assert diberi == ["Tabel 3.1.1", "Tabel 3.1.2a", "Tabel 3.1.2b", "Tabel 3.1.3a"]
    assert [n.tabel("2"), n.gambar(1), n.gambar(3)] == ["Tabel 2.1", "Gambar 1.1", "Gambar 3.1"]
    assert jangkar("Tabel 3.1.8a") == "tabel-3-1-8a"


def test_a_planners_words_stand_in_place_of_the_generated_ones():
    p = Penulis("lkjip", {"lkjip.1.1": "<p>Tulisan sendiri.</p>\n"})
    blok = p.narasi("1.1", "Latar Belakang", "Dari data.")
    assert (blok["html"], blok["asli"], blok["ditulis"]) == ("<p>Tulisan sendiri.</p>", "Dari data.", True)
    assert p.narasi("1.2", "Maksud", "Dari data.")["ditulis"] is False


def test_empty_words_do_not_erase_the_generated_text():
    blok = Penulis("lkjip", {"lkjip.1.1": "  \n"}).narasi("1.1", "Latar Belakang", "Dari data.")
    assert blok["html"] == "<p>Dari data.</p>"


def test_what_is_missing_is_listed_once():
    p = Penulis("lkjip")
    p.kurang("Visi belum diisi.")
    p.kurang("Visi belum diisi.")
    assert p.kekurangan == ["Visi belum diisi."]


def test_cells_merge_by_their_own_key():
    kolom = [Kol("t", "Tujuan", 1, kunci="t"), Kol("s", "Sasaran", 1, kunci="ks"), Kol("i", "Indikator", 1)]
    baris = [{"t": "T1", "s": "S1", "ks": "1.1", "i": "a"}, {"t": "T1", "s": "S1", "ks": "1.2", "i": "b"}]
    isi = tabel_gabung("x", kolom, baris)["baris"]
    assert [len(b) for b in isi] == [3, 2]  # T1 covers both rows, the two S1 are different sasaran
    assert isi[0][0]["rentang_baris"] == 2


def test_levels_carry_on_without_a_line_and_the_page_is_closed_below():
    tabel = tabel_gabung("x", [Kol("p", "P", 1, sambung=True), Kol("s", "S", 1)], [{"p": "A", "s": "1"}, {"s": "2"}])
    assert tabel["baris"][1][0]["kelas"] == "sambung"
    assert tabel["baris"][0][0]["kelas"] == "diteruskan"
    assert tabel["garis_bawah"] is True


def test_a_value_is_said_once():
    assert sekali("k", [{"k": "a", "n": "1"}, {"k": "a", "n": "2"}, {"k": "b", "n": "3"}]) == [
        {"k": "a", "n": "1"},
        {"n": "2"},
        {"k": "b", "n": "3"},
    ]


def test_organisation_chart_draws_every_unit_and_escapes_names():
    pohon = {
        "nama": "Sekretaris Daerah",
        "staf": False,
        "anak": [
            {"nama": "Asisten A & B", "staf": False, "anak": [{"nama": "Bagian Umum", "staf": False, "anak": []}]},
            {"nama": "Staf Ahli Hukum", "staf": True, "anak": []},
        ],
    }
    svg = bagan_svg(pohon)
    assert svg.count("<rect") == 5  # the head, one Asisten, one Bagian, the column Staf Ahli, one Staf Ahli
    assert "Asisten A &amp; B" in svg
    assert "stroke-dasharray" in svg


def test_many_units_go_on_in_a_further_row():
    def pohon(n: int) -> dict:
        return {
            "nama": "Camat",
            "staf": False,
            "anak": [{"nama": f"Seksi {i}", "staf": False, "anak": []} for i in range(n)],
        }

    tinggi = [float(bagan_svg(pohon(n)).split('height="')[1].split('"')[0]) for n in (4, 5)]
    assert tinggi[1] > tinggi[0]


def test_a_table_too_wide_for_an_upright_page_turns_its_section():
    penulis = Penulis("lkjip")
    tegak = tabel_gabung("x", [Kol("p", "P", 1)], [{"p": "A"}], kelas="rapat sempit luas")
    lebar = tabel_gabung("x", [Kol("p", "P", 1)], [{"p": "A"}], kelas="rapat mendatar")
    assert not mendatar(penulis.tabel("Tabel 1", "", tegak))
    assert mendatar(penulis.tabel("Tabel 1", "", lebar))
