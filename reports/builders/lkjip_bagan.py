"""Draws an organisation chart as SVG: plain boxes and lines from the tree of units, no library, exact on paper.

The head stands on top; each unit below it heads a column with its own units stacked under it; Staf Ahli stand in a
column of their own, joined by a dashed line. More columns than fit are continued in a further row.
"""

import textwrap
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reports.payloads_lkjip import SimpulBagan

LEBAR = 640
KOLOM = 4  # columns in one row
JARAK = 12
HURUF = 10.5
BARIS = 13  # height of a line of text
TEPI = 7  # inside a box, above and below


def bagan_svg(pohon: SimpulBagan) -> str:
    """The chart as an SVG text of LEBAR user units; its height follows the tree."""
    biasa = [a for a in pohon["anak"] if not a["staf"]]
    staf = [a for a in pohon["anak"] if a["staf"]]
    kolom: list[SimpulBagan] = list(biasa)
    if staf:
        kolom.append({"nama": "Staf Ahli", "staf": True, "anak": staf})
    isi: list[str] = []
    lebar_kepala = 240.0
    tinggi_kepala = _tinggi(pohon["nama"], lebar_kepala)
    isi += _kotak((LEBAR - lebar_kepala) / 2, 1, lebar_kepala, pohon["nama"], "kepala")
    y = tinggi_kepala + 1
    for awal in range(0, len(kolom), KOLOM):
        y = _baris_kolom(isi, kolom[awal : awal + KOLOM], y, lanjutan=awal > 0)
    huruf = f'font-family="Liberation Sans, Arial, sans-serif" font-size="{HURUF}"'
    ukuran = f'viewBox="0 0 {LEBAR} {y + 2:.0f}" width="{LEBAR}" height="{y + 2:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {ukuran} {huruf}>{"".join(isi)}</svg>'


def _baris_kolom(isi: list[str], kolom: list[SimpulBagan], y: float, *, lanjutan: bool) -> float:
    """One row of columns below the trunk that ends at ``y``; returns where the row ends."""
    lebar = min(190.0, (LEBAR - JARAK * (len(kolom) - 1) - 2) / len(kolom))
    x = [(LEBAR - len(kolom) * lebar - (len(kolom) - 1) * JARAK) / 2 + n * (lebar + JARAK) for n in range(len(kolom))]
    palang = y + 12
    atas = palang + 12
    tengah = [kiri + lebar / 2 for kiri in x]
    if not lanjutan:
        isi.append(_garis(LEBAR / 2, y, LEBAR / 2, palang))
    isi.append(_garis(min(*tengah, LEBAR / 2), palang, max(*tengah, LEBAR / 2), palang))
    bawah = atas
    tinggi = max(_tinggi(k["nama"], lebar) for k in kolom)
    for kiri, tiang, k in zip(x, tengah, kolom, strict=True):
        isi.append(_garis(tiang, palang, tiang, atas, putus=k["staf"]))
        isi += _kotak(kiri, atas, lebar, k["nama"], "cabang", tinggi)
        bawah = max(bawah, _tumpukan(isi, k["anak"], kiri, atas + tinggi, lebar, putus=k["staf"]))
    return bawah


def _tumpukan(
    isi: list[str], anak: list[SimpulBagan], x: float, y: float, lebar: float, *, putus: bool = False
) -> float:
    """Units stacked below their head, joined at the left; deeper units are indented."""
    dasar, akhir = y, y
    for simpul in anak:
        tinggi = _tinggi(simpul["nama"], lebar - 14)
        atas = y + 7
        akhir = atas + tinggi / 2
        isi.append(_garis(x + 5, akhir, x + 14, akhir, putus=putus))
        isi += _kotak(x + 14, atas, lebar - 14, simpul["nama"], "daun")
        y = _tumpukan(isi, simpul["anak"], x + 14, atas + tinggi, lebar - 14) if simpul["anak"] else atas + tinggi
    if anak:
        isi.append(_garis(x + 5, dasar, x + 5, akhir, putus=putus))
    return y


_GAYA = {
    "kepala": ("#dfe7ea", "bold"),
    "cabang": ("#eef2f4", "bold"),
    "daun": ("#ffffff", "normal"),
}


def _kotak(x: float, y: float, lebar: float, teks: str, jenis: str, tinggi: float = 0) -> Iterator[str]:
    latar, tebal = _GAYA[jenis]
    baris = _lipat(teks, lebar)
    tinggi = tinggi or _tinggi(teks, lebar)
    yield (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{lebar:.1f}" height="{tinggi:.1f}" fill="{latar}" stroke="#333" '
        'stroke-width="0.8"/>'
    )
    awal = y + (tinggi - len(baris) * BARIS) / 2 + BARIS - 3
    for n, kalimat in enumerate(baris):
        yield (
            f'<text x="{x + lebar / 2:.1f}" y="{awal + n * BARIS:.1f}" text-anchor="middle" font-weight="{tebal}" '
            f'fill="#000">{escape(kalimat)}</text>'
        )


def _garis(x1: float, y1: float, x2: float, y2: float, *, putus: bool = False) -> str:
    gaya = ' stroke-dasharray="4 3"' if putus else ""
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#333" stroke-width="0.8" fill="none"{gaya}/>'


def _tinggi(teks: str, lebar: float) -> float:
    return len(_lipat(teks, lebar)) * BARIS + 2 * TEPI - 3


def _lipat(teks: str, lebar: float) -> list[str]:
    """Lines that fit: a letter of Liberation Sans bold is 0.56 em wide on average."""
    return textwrap.wrap(teks, max(8, int((lebar - 10) / (HURUF * 0.56)))) or [teks]
