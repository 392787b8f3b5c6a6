"""The performance tree: every node once, boxes apart, words inside their boxes, sheets that find each other."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest

from indicators.models import Sasaran
from indicators.selectors.pohon import pohon_kinerja, strategi_kebijakan
from reports.builders import pohon_gambar
from reports.builders.pohon import bagi_lembar
from reports.builders.pohon_gambar import LEBAR, TEPI, TINGGI, UKURAN, lebar_teks, pohon_svg, susun
from tests.builders import make_unit
from tests.reports.buku_demo import LEMBAGA, buku, pohon

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def simpul(teks: str, anak=(), tingkat: str = "sasaran", ukuran=()) -> dict:
    """One node."""
    return {
        "tingkat": tingkat,
        "sebutan": f"Sasaran {teks[:6]}",
        "teks": teks,
        "ukuran": list(ukuran),
        "putus": tingkat == "unit",
        "lanjut": "",
        "anak": list(anak),
    }


def acak(benih: int) -> list[dict]:
    """A tree of two to four levels with words of every length, always the same for one seed."""
    dadu = random.Random(benih)
    urut = iter(range(1, 10_000))

    def kalimat() -> str:
        return f"N{next(urut):04} " + " ".join("k" * dadu.choice((2, 5, 9, 14, 40)) for _ in range(dadu.randint(1, 30)))

    def cabang(dalam: int) -> dict:
        anak = [cabang(dalam - 1) for _ in range(dadu.randint(0, 7))] if dalam else []
        return simpul(kalimat(), anak, ukuran=[kalimat() for _ in range(dadu.randint(0, 3))])

    return [cabang(3) for _ in range(dadu.randint(1, 3))]


def semua(daftar) -> Iterator[dict]:
    """All nodes of a tree."""
    for s in daftar:
        yield s
        yield from semua(s["anak"])


def tergambar(lembar) -> list[str]:
    """The words of the boxes of all sheets."""
    return [k.simpul["teks"] or k.simpul["sebutan"] for satu in lembar for k in susun(satu)[0]]


def lembar_demo(lembaga: str, demonstration) -> list[dict]:
    """The sheets in the book of one institution."""
    payload = buku(lembaga, demonstration)
    return [
        satu
        for bab in payload["bab"]
        for bagian in bab["bagian"]
        for b in bagian["blok"]
        if b["jenis"] == "pohon"
        for satu in b["lembar"]
    ]


@pytest.fixture(scope="module", params=range(12))
def pohon_acak(request) -> tuple[list[dict], list[dict]]:
    """A tree and its sheets."""
    daftar = acak(request.param)
    return daftar, bagi_lembar(daftar)


def test_every_node_is_printed_once(pohon_acak):
    daftar, lembar = pohon_acak
    assert Counter(tergambar(lembar)) == Counter(s["teks"] for s in semua(daftar))


def test_boxes_stand_apart_and_inside_the_sheet(pohon_acak):
    for satu in pohon_acak[1]:
        kotak, _, tinggi = susun(satu)
        for k in kotak:
            assert k.x > 0
            assert k.x + k.lebar < LEBAR
            assert k.y + k.tinggi < tinggi
        for a, b in combinations(kotak, 2):
            terpisah = a.x + a.lebar <= b.x or b.x + b.lebar <= a.x or a.y + a.tinggi <= b.y or b.y + b.tinggi <= a.y
            assert terpisah, (a.baris, b.baris)


def test_words_stay_inside_their_box_and_none_is_lost(pohon_acak):
    for satu in pohon_acak[1]:
        for k in susun(satu)[0]:
            lebar = [lebar_teks(t, UKURAN[j], tebal=pohon_gambar.TEBAL[j]) for j, t in k.baris]
            assert max(lebar) <= k.lebar - 2 * TEPI + 0.01
            tercetak = "".join("".join(t.split()) for j, t in k.baris if j == "teks")
            assert tercetak == "".join(k.simpul["teks"].split())


def test_a_sheet_is_never_higher_than_its_page_unless_a_single_box_is(pohon_acak):
    for satu in pohon_acak[1]:
        kotak, _, tinggi = susun(satu)
        assert tinggi <= TINGGI or len(kotak) <= 2


def test_a_sheet_that_goes_on_and_its_branch_name_each_other(pohon_acak):
    lembar = pohon_acak[1]
    tujuan = []
    for nomor, satu in enumerate(lembar, 1):
        for k in susun(satu)[0]:
            cocok = re.fullmatch(r"berlanjut ke lembar (\d+)", k.simpul["lanjut"])
            if cocok:
                tujuan.append(int(cocok[1]))
                assert lembar[int(cocok[1]) - 1]["sambungan"] == (
                    f"Lanjutan dari lembar {nomor}: {k.simpul['sebutan']}"
                )
        if satu["sambungan"]:
            assert satu["kepala"] is None
            assert int(re.search(r"lembar (\d+)", satu["sambungan"])[1]) < nomor
    assert len(tujuan) == len(set(tujuan))


def test_no_letter_is_smaller_than_seven_points():
    assert min(UKURAN.values()) >= 7
    for satu in bagi_lembar(acak(3)):
        assert min(float(n) for n in re.findall(r'font-size="([\d.]+)"', pohon_svg(satu))) >= 7


def test_what_fits_one_page_stays_on_one():
    lembar = bagi_lembar([simpul("Tujuan", [simpul(f"Sasaran {n}") for n in range(6)], "tujuan")])
    assert len(lembar) == 1
    assert lembar[0]["lembar"] == ""


def test_words_are_escaped():
    svg = pohon_svg(bagi_lembar([simpul("<script>&")])[0])
    assert "<script>" not in svg
    assert "&lt;script&gt;&amp;" in svg


def test_who_cannot_see_it_hears_every_node():
    daftar = acak(5)
    teks = " ".join(satu["alt"] for satu in bagi_lembar(daftar))
    assert all(s["teks"] in teks for s in semua(daftar))


# --- The data ---------------------------------------------------------------------------------------------------------


def test_the_books_draw_every_node_of_the_demonstration_once(demonstration):
    for lembaga in ("tanjabbar", "balangan"):
        lembar = lembar_demo(lembaga, demonstration)

        def jumlah(daftar) -> int:
            return sum(1 + jumlah(s.anak) for s in daftar)

        assert len(tergambar(lembar)) == jumlah(pohon(lembaga))
        assert all(susun(satu)[2] <= TINGGI for satu in lembar)
    assert "luwutimur" in LEMBAGA
    assert lembar_demo("luwutimur", demonstration) == []  # its outline has no tree


def test_a_large_tree_is_divided_by_branch(demonstration):
    lembar = lembar_demo("balangan", demonstration)
    assert len(lembar) >= 8
    assert sum(satu["sambungan"].startswith("Lanjutan dari lembar 1: Bagian") for satu in lembar) == 7
    assert lembar[0]["lembar"] == f"lembar 1 dari {len(lembar)}"
    assert "• Nilai SAKIP; target 2022: BB (70,4); Bagian Organisasi" in [
        f"• {u}" for u in (lembar[0]["kepala"] or {})["ukuran"]
    ]


def test_only_the_organisation_is_dashed(demonstration):
    for satu in lembar_demo("balangan", demonstration):
        for k in susun(satu)[0]:
            assert k.simpul["putus"] == (k.simpul["tingkat"] == "unit")
            assert bool(k.simpul["teks"]) != (k.simpul["tingkat"] == "unit")


def test_a_chain_of_induk_is_the_tree(cast):
    umum = {"perangkat_daerah": cast.pd, "periode": cast.indikator.periode}
    atas = cast.indikator.sasaran
    bagian = Sasaran.objects.create(uraian="Kinerja Bagian", induk=atas, unit_kerja=make_unit(cast.pd), **umum)
    Sasaran.objects.create(uraian="Kinerja Subbagian", induk=bagian, unit_kerja=make_unit(cast.pd), **umum)

    def cari(daftar, uraian):
        for s in daftar:
            if str(s.unsur) == uraian:
                return s
            if (ada := cari(s.anak, uraian)) is not None:
                return ada
        return None

    akar = pohon_kinerja(cast.pd, cast.indikator.periode)
    simpul_bagian = cari([cari(akar, atas.uraian)], "Kinerja Bagian")
    assert [str(a.unsur) for a in simpul_bagian.anak] == ["Kinerja Subbagian"]
    assert not any(s.menurut_organisasi for s in akar)


def test_the_tree_and_the_strategies_cost_few_queries(cast, django_assert_max_num_queries):
    for n in range(30):
        Sasaran.objects.create(
            uraian=f"Kinerja {n}",
            perangkat_daerah=cast.pd,
            periode=cast.indikator.periode,
            unit_kerja=cast.indikator.unit_kerja,
        )
    with django_assert_max_num_queries(8):
        pohon_kinerja(cast.pd, cast.indikator.periode)
        strategi_kebijakan(cast.pd, cast.indikator.periode)
