"""A merged cell that runs over a page says on the next one, too, what it is; and the tags of each page are whole."""

from typing import Any

import pytest

from reports import pdf, pdf_lanjutan
from tests.reports import contoh
from tests.reports.baca import buka, struktur

SASARAN = "Meningkatnya kualitas pelayanan"


def _tabel(baris: list[list[dict[str, Any]]], **lain: Any) -> dict[str, Any]:
    kepala = [[{"teks": "No"}, {"teks": "Sasaran"}, {"teks": "Indikator"}]]
    return {"id": "Uji", "judul": "", "lebar": ["6%", "34%", "60%"], "kepala": kepala, "baris": baris, **lain}


def _panjang(jumlah: int, sasaran: str = SASARAN) -> dict[str, Any]:
    """One sasaran over so many rows of two lines."""
    awal = [{"teks": "7", "rentang_baris": jumlah}, {"teks": sasaran, "rentang_baris": jumlah}]
    baris = [[*(awal if n == 1 else []), {"teks": f"Indikator {n}\nbaris kedua"}] for n in range(1, jumlah + 1)]
    return _tabel(baris, garis_bawah=True)


def _cetak(tabel: dict[str, Any]) -> bytes:
    return pdf.render("pdf/sk_iku.html", contoh.sk_iku(lampiran=[contoh.lampiran(tabel)]))


def _halaman(isi: bytes) -> list[list[list[str]]]:
    """The rows of the table of each page that has one, blanks as one."""
    with buka(isi) as dokumen:
        tabel = [t for halaman in dokumen.pages for t in halaman.find_tables() if len(t.rows[0].cells) == 3]
        return [[[" ".join((s or "").split()) for s in baris] for baris in t.extract()] for t in tabel]


@pytest.fixture(scope="module")
def panjang() -> bytes:
    return _cetak(_panjang(40))


def test_the_next_page_repeats_its_words_marked_and_its_number_as_it_is(panjang):
    halaman = _halaman(panjang)
    assert len(halaman) > 2
    assert halaman[0][1][:2] == ["7", SASARAN]
    for lanjut in halaman[1:]:
        assert lanjut[1][:2] == ["7", f"{SASARAN} (lanjutan)"]


def test_every_row_is_there_once(panjang):
    indikator = [baris[2] for halaman in _halaman(panjang) for baris in halaman[1:] if baris[2]]
    assert indikator == [f"Indikator {n} baris kedua" for n in range(1, 41)]


def test_without_it_the_next_page_is_blank_and_the_day_it_is_not_this_can_go(monkeypatch):
    monkeypatch.setattr(pdf_lanjutan, "_begin", lambda *_: None)
    assert _halaman(_cetak(_panjang(40)))[1][1][:2] == ["", ""]


def test_a_cell_that_ends_with_its_page_is_not_repeated():
    halaman = _halaman(_cetak(_tabel([[{"teks": str(n)}, {"teks": SASARAN}, {"teks": "x\ny"}] for n in range(40)])))
    assert len(halaman) > 1
    assert "(lanjutan)" not in str(halaman)


def test_a_row_of_a_new_group_that_begins_a_page_has_its_own_words_alone():
    satu = [{"teks": "Sasaran lain", "rentang_baris": 2}, {"teks": "Indikator"}]
    baris = [b for n in range(20) for b in ([{"teks": str(n), "rentang_baris": 2}, *satu], [{"teks": "kedua"}])]
    halaman = _halaman(_cetak(_tabel(baris, garis_bawah=True, sambungan=list(range(1, 40, 2)))))
    assert len(halaman) > 1
    assert "(lanjutan)" not in str(halaman)


def test_no_words_hang_out_below_the_table_where_a_page_ends():
    """A high row is pushed to the next page; the words beside those that stay are longer than their rows."""
    tinggi = "\n".join(["tinggi"] * 14)
    awal = [{"teks": "7", "rentang_baris": 4}, {"teks": "kata " * 160, "rentang_baris": 4}]
    baris = [[*(awal if n == 0 else []), {"teks": t}] for n, t in enumerate(["satu", "dua", tinggi, tinggi])]
    pendahulu = [[{"teks": "0"}, {"teks": "lain"}, {"teks": "isi"}] for _ in range(8)]
    with buka(_cetak(_tabel([*pendahulu, *baris], garis_bawah=True))) as dokumen:
        tabel = [(h, t) for h in dokumen.pages for t in h.find_tables() if len(t.rows[0].cells) == 3]
        assert len(tabel) > 1
        for halaman, t in tabel:
            kata = [w for w in halaman.extract_words() if w["text"] in ("kata", "(lanjutan)")]
            assert all(w["bottom"] <= t.bbox[3] for w in kata)


def _kisi(tabel: Any) -> list[list[int]]:
    """How often each place of the grid of a tagged table is covered."""
    baris = [r for grup in tabel.K for r in ([grup] if grup.S == "/TR" else grup.K) if r.S == "/TR"]
    lebar = sum(int(sel.A.get("/ColSpan", 1)) for sel in baris[0].K)
    kisi = [[0] * lebar for _ in baris]
    for n, r in enumerate(baris):
        kolom = 0
        for sel in r.K:
            while kisi[n][kolom]:
                kolom += 1
            for i in range(n, n + int(sel.A.get("/RowSpan", 1))):
                for j in range(kolom, kolom + int(sel.A.get("/ColSpan", 1))):
                    kisi[i][j] += 1
    return kisi


def test_the_tags_of_the_table_of_every_page_cover_its_grid_once(panjang):
    with struktur(panjang) as dokumen:
        tabel = [o for o in dokumen.objects if isinstance(o, type(dokumen.Root)) and o.get("/S") == "/Table"]
        assert len(tabel) > 2
        for satu in tabel:
            assert {n for baris in _kisi(satu) for n in baris} == {1}


def test_a_cell_names_the_head_of_its_own_column(panjang):
    """Also in the rows that begin beside a merged cell, where WeasyPrint counts from the first column."""
    with struktur(panjang) as dokumen:
        tabel = [o for o in dokumen.objects if isinstance(o, type(dokumen.Root)) and o.get("/S") == "/Table"]
        for satu in tabel:
            kepala, badan = (next(g for g in satu.K if s == g.S) for s in ("/THead", "/TBody"))
            judul = [str(th.ID) for th in kepala.K[0].K]
            assert len(judul) == 3
            for baris in badan.K:
                assert [[str(h) for h in sel.A.Headers] for sel in baris.K] == [[j] for j in judul[-len(baris.K) :]]
