"""Cell by cell: the decrees of the three institutions that publish their own table of IKU.

tests/data/expected_iku_<lembaga>.csv lists every cell of the published tables: what was printed, what our decree must
print, and the reason where the two differ. (Tanjung Jabung Timur: expected_2024.csv.) Each decree is made once from the
demonstration data with the layout of its institution, and read back from the page.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from indicators.models import PerangkatDaerah
from reports import pdf
from reports.builders import sk_iku
from reports.builders.permintaan import Permintaan
from tests.reports.baca import buka, struktur
from tests.reports.kisi_pdf import Kisi, baca, harapan, robek
from tests.reports.tabel_pdf import rapat

pytestmark = pytest.mark.once

MM = 72 / 25.4
DATA = Path(__file__).resolve().parent.parent / "data"
LEMBAGA = ("tanjabbar", "luwutimur", "balangan", "tanjabtim")
HALAMAN = {"tanjabbar": (6, 7), "luwutimur": (5, 6), "balangan": (16, 20), "tanjabtim": (4, 5)}
"""How many pages a decree may have: fewer is a lost part, more a layout that fell apart."""


def baris_csv(lembaga: str) -> list[dict[str, str]]:
    """The cells of one institution."""
    with (DATA / f"expected_iku_{lembaga}.csv").open(newline="", encoding="utf-8") as berkas:
        return list(csv.DictReader(berkas))


CSV = {lembaga: baris_csv(lembaga) for lembaga in LEMBAGA if lembaga != "tanjabtim"}


def semua_tabel(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """The tables of all Lampiran in their order."""
    return [k["tabel"] for satu in payload["lampiran"] for k in satu["kelompok"]]


@pytest.fixture(scope="module")
def sk(demonstration) -> dict[str, tuple[dict[str, Any], bytes]]:
    """Payload and PDF of each decree, made once from the demonstration data."""
    with demonstration.opened():
        pds = PerangkatDaerah.objects.select_related("pemerintah_daerah")
        payload = {x: sk_iku.build(Permintaan(pds.get(kode=f"setda-{x}"), 2024)) for x in LEMBAGA}
    return {lembaga: (isi, pdf.render(sk_iku.TEMPLATE, isi)) for lembaga, isi in payload.items()}


@pytest.fixture(scope="module")
def halaman(sk) -> dict[str, list[Any]]:
    """The pages of each PDF, parsed once."""
    return {lembaga: buka(isi) for lembaga, (_, isi) in sk.items()}


@pytest.fixture(scope="module")
def kisi(sk, halaman) -> dict[str, list[Kisi]]:
    """The tables of each PDF."""
    return {lembaga: baca(halaman[lembaga], semua_tabel(payload)) for lembaga, (payload, _) in sk.items()}


@pytest.fixture(autouse=True)
def database(db):
    """Tells the test runner that this module needs the database set up."""


@pytest.mark.parametrize("lembaga", CSV)
def test_every_difference_from_the_published_table_has_a_reason(lembaga):
    assert not [b for b in CSV[lembaga] if b["printed"] != b["expected"] and not b["reason"]]


@pytest.mark.parametrize("lembaga", CSV)
def test_every_cell_of_the_published_table_stands_in_its_cell(sk, kisi, lembaga):
    payload, _ = sk[lembaga]
    pecahan = {(rapat(nama), kolom) for nama, kolom in _digambar(payload)}
    sel: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for tabel, tercetak in zip(semua_tabel(payload), kisi[lembaga], strict=True):
        nama, label = tabel["id"].split(" · ")[0], _kolom_indikator(tercetak)
        for baris in tercetak.baris:
            for kolom, teks in zip(tercetak.kolom, baris, strict=True):
                sel[nama, rapat(baris[label]), kolom].add(rapat(teks))
    beda = []
    for b in CSV[lembaga]:
        ada = sel.get((b["table"], rapat(b["row"]), b["column"]), {""})
        bentuk = huruf if (rapat(b["row"]), b["column"]) in pecahan else rapat
        if {bentuk(x) for x in ada} != {bentuk(b["expected"])}:
            beda.append(f"{b['table']} · {b['row']} · {b['column']}: seharusnya “{b['expected']}”, tercetak {ada}")
    assert not beda, f"{len(beda)} dari {len(CSV[lembaga])} sel berbeda\n" + "\n".join(beda[:30])


def huruf(teks: str) -> str:
    """The letters of a drawn formula: it has neither brackets nor slash, and its parts stand beside each other."""
    return "".join(sorted(rapat(teks).translate(TANPA_KURUNG)))


TANPA_KURUNG = str.maketrans({"(": None, ")": None, "/": None, "x": "×"})


def _digambar(payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The cells with a drawn formula: name of the IKU, and the column of formulas."""
    for tabel in semua_tabel(payload):
        dari_isi = harapan(tabel)
        label = _kolom_indikator(dari_isi)
        for baris, sel_baris in zip(dari_isi.baris, tabel["baris"], strict=True):
            if any("rumus" in sel for sel in sel_baris):
                yield baris[label], next(k for k in dari_isi.kolom if k.lower().startswith("formula"))


def _kolom_indikator(tercetak: Kisi) -> int:
    return next(n for n, kolom in enumerate(tercetak.kolom) if kolom.lower().startswith("indikator"))


@pytest.mark.parametrize("lembaga", LEMBAGA)
def test_the_page_shows_every_cell_of_the_payload_and_no_other(sk, kisi, lembaga):
    for tabel, tercetak in zip(semua_tabel(sk[lembaga][0]), kisi[lembaga], strict=True):
        dari_isi = harapan(tabel)
        assert [[rapat(s) for s in b] for b in tercetak.kepala] == [[rapat(s) for s in b] for b in dari_isi.kepala]
        bentuk = huruf if any("rumus" in s for b in tabel["baris"] for s in b) else rapat
        assert [[bentuk(s) for s in b] for b in tercetak.baris] == [[bentuk(s) for s in b] for b in dari_isi.baris]


@pytest.mark.parametrize("lembaga", LEMBAGA)
def test_no_word_and_no_figure_is_torn_by_a_narrow_column(sk, kisi, lembaga):
    rusak = []
    for tabel, tercetak in zip(semua_tabel(sk[lembaga][0]), kisi[lembaga], strict=True):
        dari_isi = harapan(tabel)
        for ada, isi in zip(tercetak.kepala + tercetak.baris, dari_isi.kepala + dari_isi.baris, strict=True):
            # The parts of a drawn formula stand beside each other: its lines are not those of its text.
            rusak += [a for a, i in zip(ada, isi, strict=True) if rapat(a) == rapat(i) and robek(a, i)]
    assert not rusak, rusak[:10]


@pytest.mark.parametrize("lembaga", LEMBAGA)
def test_nothing_lies_outside_the_margins(halaman, lembaga):
    for satu in halaman[lembaga].pages:
        kiri, kanan, bawah = 19 * MM, satu.width - 19 * MM, satu.height - 15 * MM
        assert all(kiri <= c["x0"] and c["x1"] <= kanan for c in satu.chars), satu.page_number
        assert all(o["bottom"] <= bawah for o in satu.chars + satu.rects + satu.lines), satu.page_number


@pytest.mark.parametrize("lembaga", LEMBAGA)
def test_no_text_lies_below_the_table_it_belongs_to(sk, halaman, lembaga):
    """A merged cell cut off by the end of a page would go on below the closing line."""
    bertanda_tangan = [satu["ttd"]["nama"] for satu in sk[lembaga][0]["lampiran"] if satu["ttd"]]
    for satu in halaman[lembaga].pages:
        tabel = satu.find_tables()
        if tabel and not any(nama in satu.extract_text() for nama in bertanda_tangan):
            akhir = max(t.bbox[3] for t in tabel)
            assert not [c["text"] for c in satu.chars if c["top"] > akhir], satu.page_number


@pytest.mark.parametrize("lembaga", LEMBAGA)
def test_pages_are_counted(halaman, lembaga):
    sedikit, banyak = HALAMAN[lembaga]
    assert sedikit <= len(halaman[lembaga].pages) <= banyak
    for nomor, satu in enumerate(halaman[lembaga].pages, 1):
        kepala = satu.crop((0, 0, satu.width, 18 * MM)).extract_text()
        assert (f"- {nomor} -" in kepala) == (nomor > 1)


def test_head_cells_say_what_they_head_and_headings_are_in_order(sk):
    with struktur(sk["balangan"][1]) as dokumen:
        jenis = [str(e.get("/S")) for e in _unsur(dokumen.Root.StructTreeRoot)]
        lingkup = [str(a.Scope) for e in _unsur(dokumen.Root.StructTreeRoot) if (a := _atribut(e)) is not None]
    assert jenis.count("/TH") == len(lingkup) > 50
    assert set(lingkup) == {"/Column"}, "every head cell of these tables stands in the head"
    judul = [int(j[2]) for j in jenis if j in ("/H1", "/H2", "/H3", "/H4")]
    assert judul[0] == 1
    assert all(b - a <= 1 for a, b in zip(judul, judul[1:], strict=False))


def _unsur(simpul: Any) -> Iterator[Any]:
    """Every element of a tag tree."""
    anak = simpul.get("/K", [])
    for satu in anak if isinstance(anak, pikepdf.Array) else [anak]:
        if isinstance(satu, pikepdf.Dictionary):
            yield satu
            yield from _unsur(satu)


def _atribut(unsur: Any) -> Any:
    """The attributes that say what a head cell heads; None for every other element."""
    if str(unsur.get("/S")) != "/TH":
        return None
    a = unsur.get("/A")
    return next((x for x in (a if isinstance(a, pikepdf.Array) else [a]) if x is not None and "/Scope" in x), None)
