"""The outline of the annual report as data: order, titles, numbers and references follow the layout."""

import json

import pytest

from indicators.exceptions import InvalidValue
from indicators.models import JadwalPengisian
from reports.builders import lkjip
from reports.builders.lkjip_tata import BAWAAN_KERANGKA, JUDUL, kerangka
from reports.builders.permintaan import Permintaan
from reports.models import TataDokumen
from tests import builders as b
from tests.reports.lkjip_baca import semua_blok

KUNCI = {"perjanjian": "Perjanjian Kinerja", "tahun": "2025"}


def outline(**over):
    return kerangka(BAWAAN_KERANGKA | over, KUNCI)


def nomor(k) -> list[str]:
    return [t.nomor for bab in k.bab for t in bab.bagian]


def test_the_default_outline_is_that_of_the_regulation():
    k = outline()
    biasa = [t for bab in k.bab for t in bab.bagian if t.isi != "pohon"]
    assert [t.nomor for t in biasa] == [kunci for kunci in JUDUL if kunci != "pohon"]
    assert k.rujukan()["3.1.7"] == "subbab 3.1.7"
    assert k.rujukan()["bab 3.1.5"] == "Bab III"


@pytest.mark.parametrize(
    ("gaya", "nomor_3", "rujukan"),
    [("angka_titik", "3.1.7.", "subbab 3.1.7"), ("huruf", "A.7.", "Bab III huruf A.7")],
)
def test_sections_are_numbered_in_the_style_of_the_institution(gaya, nomor_3, rujukan):
    k = outline(penomoran=gaya)
    assert nomor_3 in nomor(k)
    assert k.rujukan()["3.1.7"] == rujukan


def test_a_section_that_moves_takes_its_number_from_its_place():
    bab = [{"judul": "Hasil", "bagian": ["3.2", {"isi": "3.1.5", "judul": "Analisis {tahun}", "tingkat": 2}]}]
    k = outline(bab=bab)
    assert [(t.nomor, t.judul) for t in k.bab[0].bagian] == [("1.1", "Realisasi Anggaran"), ("1.2", "Analisis 2025")]
    assert "3.1.7" not in k.rujukan()


@pytest.mark.parametrize(
    "tata",
    [
        {"bab": [{"judul": "X", "bagian": ["9.9"]}]},
        {"bab": [{"judul": "X", "bagian": ["1.1", "1.1"]}]},
        {"bab": [{"judul": "X", "bagian": []}]},
        {"bab": ["1.1"]},
        {"penomoran": "romawi"},
    ],
)
def test_a_layout_nobody_can_print_is_refused(tata):
    with pytest.raises(InvalidValue):
        outline(**tata)


def test_the_report_follows_its_layout(lengkap):
    """Three chapters, no lists of tables, no agreement, other words in captions: nothing refers to what is gone."""
    b.make_jadwal(lengkap.pd, 2025, 4, status=JadwalPengisian.Status.CLOSED)
    tata = {
        "depan": ["kata_pengantar", "daftar_isi"],
        "bab": [
            {"judul": "Pengantar", "bagian": ["1.1", "1.6"]},
            {"judul": "Rencana", "bagian": ["2.1.2", "2.3"]},
            {"judul": "Hasil", "bagian": ["3.1", "3.1.1", "4.1"]},
        ],
        "tabel": "Daftar {nomor}",
        "lampiran": [],
        "lampiran_nomor": "Lampiran {angka}",
    }
    TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="lkjip", isi=tata)
    payload = lkjip.build(Permintaan(lengkap.pd, 2025))
    isi = json.dumps(payload, ensure_ascii=False)
    assert payload["depan"] == ["kata_pengantar", "daftar_isi"]
    assert "ringkasan" not in payload
    assert "reviu" not in payload
    assert [r["nomor"] for r in payload["daftar_isi"] if r["nomor"]] == [
        "BAB I", "1.1", "1.2", "BAB II", "2.1", "2.2", "BAB III", "3.1", "3.1.1", "3.2",
    ]  # fmt: skip
    tabel = [x["nomor"] for x in semua_blok(payload) if x["jenis"] == "tabel"]
    assert tabel
    assert all(t.startswith("Daftar ") for t in tabel)
    for hilang in ("subbab 3.1.3", "subbab 3.1.7", "subbab 2.4"):
        assert hilang not in isi
    assert not [x["asli"] for x in semua_blok(payload) if x["jenis"] == "narasi" and "Tabel " in x["asli"]]
    sistematika = next(x["asli"] for x in semua_blok(payload) if x.get("kunci") == "lkjip.1.6")
    assert "Bab II Rencana memuat Tujuan dan Sasaran dan Rencana Kinerja Tahunan." in sistematika
