"""The rules of the sheet: for each a row that must be found and one that must not."""

from decimal import Decimal

import pytest

from indicators.checks import CHECKS, BarisCek, Level, periksa


def baris(**over):
    return BarisCek(**{"jenis": "realisasi", "pk": 7, "nama": "IKM", "wajib": True, "terisi": True, "bukti": 1} | over)


# rule -> (level, a row that it must find, a row next to it that it must leave alone)
CASES = {
    "nilai_wajib_ada": (Level.ERROR, {"terisi": False}, {"terisi": False, "wajib": False}),
    "penyebab_wajib_bila_di_bawah_target": (
        Level.ERROR,
        {"capaian": Decimal("99.99"), "penyebab": "Sebab", "solusi": " "},
        {"capaian": Decimal("99.99"), "penyebab": "Sebab", "solusi": "Solusi"},
    ),
    "bukti_dukung_ada": (Level.WARNING, {"bukti": 0}, {"bukti": 0, "jenis": "anggaran"}),
    "kumulatif_tidak_turun": (
        Level.ERROR,
        {"keuangan": 99, "keuangan_sebelumnya": 100},
        {"keuangan": 100, "keuangan_sebelumnya": 100, "fisik": Decimal(50), "fisik_sebelumnya": None},
    ),
    "keuangan_tidak_melebihi_pagu": (Level.ERROR, {"keuangan": 101, "pagu": 100}, {"keuangan": 100, "pagu": 100}),
    "capaian_wajar": (Level.WARNING, {"capaian": Decimal("120.01")}, {"capaian": Decimal(120)}),
    "nilai_tidak_negatif": (Level.WARNING, {"nilai": Decimal("-0.01")}, {"nilai": Decimal(0)}),
    "bagian_tidak_melebihi_keseluruhan": (
        Level.WARNING,
        {"rasio": True, "persen": True, "nilai": Decimal("100.01")},
        {"rasio": False, "persen": True, "nilai": Decimal("100.01")},
    ),
    "ditulis_dalam_satuannya": (
        Level.WARNING,
        {"persen": True, "nilai": Decimal("0.95"), "target": Decimal(95)},
        {"persen": True, "nilai": Decimal("0.95"), "target": Decimal(1)},
    ),
    "tidak_meloncat": (
        Level.WARNING,
        {"nilai_terakhir": True, "nilai": Decimal("8.5"), "nilai_sebelumnya": Decimal(85)},
        {"nilai_terakhir": False, "nilai": Decimal("8.5"), "nilai_sebelumnya": Decimal(85)},
    ),
}


def test_every_rule_has_its_cases():
    assert {rule.__name__ for rule in CHECKS} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_rule_finds_its_mistake_and_nothing_beside_it(name):
    level, wrong, right = CASES[name]
    (found,) = periksa([baris(**wrong)])
    assert (found.level, found.pk) == (level, 7)
    assert found.pesan.startswith("IKM: ")
    assert periksa([baris(**right)]) == []


def test_fisik_that_falls_is_found_too():
    (found,) = periksa([baris(fisik=Decimal(40), fisik_sebelumnya=Decimal(50))])
    assert "realisasi fisik turun" in found.pesan
