"""The fixture files: exact figures, invented NIP, and nothing that points outside the project."""

import json
import re

import pytest
from django.conf import settings

from indicators.models import Pejabat
from indicators.models.organization import nip_validator
from sakip.lib.fixtures import baca

FILES = sorted((settings.BASE_DIR / "fixtures").glob("*.json"))
NIP = re.compile(r"(?<!\d)(?:19|20)\d{6}[ .]?\d{6}[ .]?\d[ .]?\d{3}(?!\d)")


def refuse_float(text: str) -> None:
    raise AssertionError(f"{text} is a float: write figures as strings, rupiah as whole numbers")


def test_there_are_fixtures_of_five_institutions():
    assert {"demo_tanjabtim", "demo_tanjabbar", "demo_banjarmargo", "demo_luwutimur", "demo_balangan"} <= {
        f.stem for f in FILES
    }


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_figure_is_a_float(path):
    json.loads(path.read_text(encoding="utf-8"), parse_float=refuse_float)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_nip_is_plainly_invented(path):
    for nip in NIP.findall(path.read_text(encoding="utf-8")):
        assert nip.startswith("19700101 "), f"{nip} in {path.name}"


def test_every_official_with_a_nip_has_his_own_in_the_printed_form():
    for name in ("tanjabtim", "tanjabbar", "luwutimur", "balangan"):
        own = [p["nip"] for p in baca(f"demo_{name}")["pejabat"] if "nip" in p]
        assert own and len(own) == len(set(own))
        for nip in own:
            nip_validator(nip)


def test_officials_nobody_published_carry_the_word_example():
    contoh = [p for p in baca("demo_tanjabtim")["pejabat"] if p.get("contoh")]
    assert len(contoh) == 13
    assert all(p["nama"].startswith("Contoh ") for p in contoh)
    assert {p["jenis"] for p in contoh} == {Pejabat.Jenis.ASISTEN, Pejabat.Jenis.KABAG}


def test_printed_spelling_mistakes_of_names_are_repaired():
    text = "".join(f.read_text(encoding="utf-8") for f in FILES)
    for mistake in ("Koordinaasi", "diBidang", "dibidang pemerintahan", "Surver", "Peoduk", "Relegius", "Mengastikan"):
        assert mistake not in text


def test_nomenclature_has_both_editions_with_their_code_forms():
    rows = baca("nomenklatur")
    sub = {2019: r"\d\.\d{2}\.\d{2}\.\d\.\d{2}\.\d{2}", 2023: r"\d\.\d{2}\.\d{2}\.\d\.\d{2}\.\d{4}"}
    assert {r["edisi"] for r in rows} == set(sub)
    for r in rows:
        if r["tingkat"] == "SUB_KEGIATAN":
            assert re.fullmatch(sub[r["edisi"]], r["kode"]), r["kode"]
    assert len({(r["edisi"], r["kode"]) for r in rows}) == len(rows)


def test_every_known_code_of_the_programme_tree_is_in_the_nomenclature():
    known = {r["kode"] for r in baca("nomenklatur") if r["edisi"] == 2023}
    missing = [
        s["nomor"]
        for p in baca("demo_tanjabtim_program")["program"]
        for k in p["kegiatan"]
        for s in k["sub_kegiatan"]
        if s.get("kode") not in known
    ]
    assert missing == [1]  # the one whose code nobody knows


def test_bands_of_the_akip_scale_are_contiguous():
    akip = next(s for s in baca("skala_predikat") if s["kode"] == "akip")["tingkat"]
    assert [t["kode"] for t in akip] == ["AA", "A", "BB", "B", "CC", "C", "D"]
    for upper, lower in zip(akip, akip[1:], strict=False):
        assert upper["batas_bawah"] == lower["batas_atas"]
    assert [t.get("bawah_inklusif", False) for t in akip] == [False] * 6 + [True]
