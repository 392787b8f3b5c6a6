"""The rules of the pohon kinerja in the list of findings: what the page of the tree says, and nothing twice."""

from datetime import date

import pytest

from indicators.checks_data import ATURAN, periksa_data
from indicators.checks_fakta import IndikatorCek, Objek, UraianCek
from indicators.checks_pohon import PohonCek, SimpulCek, UnitCek, periksa_pohon
from indicators.models import PerangkatDaerah
from indicators.selectors.pemeriksaan import fakta_for
from indicators.selectors.pohon_halaman import pohon_halaman
from indicators.selectors.unsur import periode_daerah, periode_tahun
from tests.indicators.test_checks_data import fakta

HARI = date(2025, 7, 1)
HUKUM = UnitCek(7, "Bagian Hukum", jalur="/7/")
UMUM = UnitCek(8, "Bagian Umum", jalur="/8/")
ATAS = SimpulCek("sasaran-1", teks="Meningkatnya kualitas pelayanan", indikator=("Indeks Kepuasan",))
SENDIRI = SimpulCek("sasaran-2", "sasaran-1", teks="Cepatnya penerbitan naskah", indikator=("Lama terbit",), pemilik=7)
UNSUR = tuple(UraianCek(Objek("sasaran", n, f"Sasaran {n}", n + 5)) for n in (1, 2))


def pohon(*simpul, **over):
    return fakta(unsur=UNSUR, pohon=PohonCek((ATAS, *(simpul or (SENDIRI,))), **over))


def salinan(**over):
    return SimpulCek("sasaran-2", "sasaran-1", **{"teks": "Cepatnya penerbitan naskah", "pemilik": 7} | over)


# Rule: (facts with one finding, words of its sentence, facts without any)
CASES = {
    "menyalin_atasan": (pohon(salinan(teks="Terwujudnya kualitas pelayanan")), "lebih khusus", pohon()),
    "indikator_kegiatan": (
        pohon(salinan(indikator=("Jumlah rapat koordinasi",))),
        "menghitung kegiatan",
        pohon(salinan(indikator=("Jumlah rapat koordinasi",), hasil=False)),
    ),
    "unit_tanpa_kontribusi": (
        pohon(unit=(HUKUM, UMUM)),
        "Bagian Umum belum berkontribusi",
        pohon(unit=(HUKUM, UMUM), pendukung=frozenset({8})),
    ),
    "tanpa_crosscutting": (
        pohon(SENDIRI, salinan(pemilik=8)),
        "belum memuat crosscutting",
        pohon(SENDIRI, salinan(pemilik=8), jumlah_crosscutting=1),
    ),
}
ATURAN_POHON = {a.cari.__name__: a for a in ATURAN if a.kode == "POHON"}


@pytest.mark.parametrize("nama", ATURAN_POHON)
def test_rule_finds_and_is_silent(nama):
    buruk, kata, baik = CASES[nama]
    temuan = periksa_data(buruk, [ATURAN_POHON[nama]])
    assert [kata in t.pesan for t in temuan] == [True]
    assert periksa_data(baik, [ATURAN_POHON[nama]]) == []


def test_a_finding_is_about_the_node_or_the_unit():
    """So that the page leads to where it is mended, and its filter of units finds it."""
    [salin] = periksa_data(CASES["menyalin_atasan"][0], [ATURAN_POHON["menyalin_atasan"]])
    assert (salin.objek.jenis, salin.objek.pk, salin.objek.unit) == ("sasaran", 2, 7)
    [lepas] = periksa_data(CASES["unit_tanpa_kontribusi"][0], [ATURAN_POHON["unit_tanpa_kontribusi"]])
    assert (lepas.objek.jenis, lepas.objek.unit, lepas.objek.nama_unit) == ("perangkat_daerah", 8, "Bagian Umum")


def test_an_indikator_that_copies_its_superior_is_named_once():
    """By the rule about indikator (DUP) where that sees it, by the rule about the tree where it does not."""
    sama = {"jenjang": "sasaran", "pemilik": "/7/"}
    cek = [
        IndikatorCek(Objek("indikator", 1, "Indeks Kepuasan"), "sasaran", induk=1),
        IndikatorCek(Objek("indikator", 2, "Indeks kepuasan", 7), induk=2, **sama),
    ]
    simpul = salinan(indikator=("Indeks kepuasan",))
    dua = fakta(unsur=UNSUR, indikator=tuple(cek), pohon=PohonCek((ATAS, simpul)))
    kunci = [t.aturan.kunci for t in periksa_data(dua) if t.aturan.kode in ("DUP", "POHON")]
    assert kunci == ["nama-sama-dengan-atasan"]
    assert "Indeks kepuasan" in periksa_data(pohon(simpul), [ATURAN_POHON["menyalin_atasan"]])[0].pesan


@pytest.mark.django_db
@pytest.mark.parametrize("kode", ["setda-tanjabtim", "setda-balangan"])
def test_the_list_and_the_page_of_the_tree_look_at_the_same_tree(demonstration, kode):
    """One has boxes of units between the results, the other looks through them."""
    with demonstration.opened():
        pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=kode)
        periode = periode_tahun(periode_daerah(pd), 2025)
        gambar = {(m.kunci, m.kalimat) for m in pohon_halaman(pd, periode, 2025, HARI).masalah}
        fakta_pd = fakta_for(pd, periode, 2025)
    pohon_pd = fakta_pd.pohon
    assert {(m.kunci, m.kalimat) for m in periksa_pohon(pohon_pd)} == gambar
    assert bool(gambar) is (kode == "setda-balangan")
    assert {t.pesan for t in periksa_data(fakta_pd) if t.aturan.kode == "POHON"} <= {kalimat for _, kalimat in gambar}
