"""Tables read back from a PDF: by the number of their caption, over pages, merged cells filled."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.reports.baca import buka

SERPIH = 3
NOMOR = re.compile(r"\d+(?:\.\d+)+[a-z]?")
LANJUTAN = re.compile(r"\s*\(lanjutan\)$")
"""Stands behind the words of a merged cell where they are repeated on the next page."""


@dataclass
class Tabel:
    """One table: `nomor` of its caption (empty without one), its rows, and which rows begin a page."""

    nomor: str
    kepala: list[str]
    baris: list[list[str]] = field(default_factory=list)
    awal_halaman: list[int] = field(default_factory=list)


def rapat(teks: str) -> str:
    """Without any blank: where a cell breaks its lines says nothing about what it prints."""
    return re.sub(r"\s+", "", teks)


def tabel_dari(pdf: bytes) -> list[Tabel]:
    """All ruled tables of a PDF in order; a table that runs over pages is one."""
    hasil: list[Tabel] = []
    with buka(pdf) as dokumen:
        for halaman in dokumen.pages:
            if len(halaman.rects) + len(halaman.lines) < 4:
                continue
            captions = _captions(halaman)
            atas = 0.0
            for tabel in halaman.find_tables():
                baris = _terisi(tabel)
                nomor = next((n for n, top in reversed(captions) if atas <= top <= tabel.bbox[1]), "")
                atas = tabel.bbox[3]
                _tambah(hasil, nomor, baris)
    return hasil


def _tambah(hasil: list[Tabel], nomor: str, baris: list[list[str]]) -> None:
    """Begin a table, or continue the last one when it has the same head and no caption of its own."""
    kepala = [rapat(sel) for sel in baris[0]]
    if not any(kepala):
        return  # the grid of a chart
    if not nomor and hasil and hasil[-1].kepala == kepala:
        hasil[-1].awal_halaman.append(len(hasil[-1].baris))
        hasil[-1].baris += baris
    else:
        hasil.append(Tabel(nomor, kepala, baris, [0]))


def _captions(halaman: Any) -> list[tuple[str, float]]:
    """The lines that say `Tabel 2.1`, with their height on the page."""
    words = halaman.extract_words()
    return [
        (b["text"], a["top"])
        for a, b in zip(words, words[1:], strict=False)
        if a["text"] == "Tabel" and NOMOR.fullmatch(b["text"]) and abs(a["top"] - b["top"]) < 2
    ]


def _terisi(tabel: Any) -> list[list[str]]:
    """The texts, each merged cell in every row it covers."""
    teks = tabel.extract()
    for i, baris in enumerate(tabel.rows):
        tengah = (baris.bbox[1] + baris.bbox[3]) / 2
        for j, sel in enumerate(baris.cells):
            if sel is not None:
                continue
            for k in range(i - 1, -1, -1):
                atas = tabel.rows[k].cells[j]
                if atas is not None:
                    if atas[3] > tengah:
                        teks[i][j] = teks[k][j]
                    break
    # The line that closes a table on every page leaves a sliver of a row.
    tinggi = [baris.bbox[3] - baris.bbox[1] for baris in tabel.rows]
    return [[LANJUTAN.sub("", sel or "") for sel in baris] for baris, h in zip(teks, tinggi, strict=True) if h > SERPIH]
