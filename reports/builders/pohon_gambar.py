"""Draws one sheet of a performance tree as SVG: boxes of wrapped text, levels by colour and word, exact on paper.

Vega's `tree` transform places points, not boxes: its text marks do not wrap, and boxes of different heights would
overlap. So the layout is our own: the node on top, what stands below it in at most four columns, each column a stack
with deeper nodes indented. Text is measured with the advance widths of the embedded face.

Units are points: a sheet is printed at its own size, so that no letter comes out below 7 points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from django.contrib.staticfiles import finders

from sakip.lib.charts_teks import lipat_menurut

if TYPE_CHECKING:
    from reports.payloads_lkjip import LembarPohon, SimpulPohon

LEBAR = 720.0  # the width of a landscape A4 page between its margins is 728 pt
TINGGI = 352.0  # what a heading, its sentence and the caption leave of it
KOLOM = 4
JARAK = 12.0  # between columns
SELA = 7.0  # between boxes of a stack
INDEN = 13.0
TEPI = 5.0  # inside a box
CABANG = 11.0  # of the trunk, above and below its crossbar
LEBAR_KEPALA = 360.0
LEBAR_KOLOM = 250.0  # at most

HURUF = "Liberation Sans, Arial, sans-serif"
UKURAN = {"sebutan": 7.0, "teks": 8.0, "ukuran": 7.2, "faktor": 7.2, "dukungan": 7.2, "lanjut": 7.0}
JEDA = {"sebutan": 9.2, "teks": 9.8, "ukuran": 8.9, "faktor": 8.9, "dukungan": 8.9, "lanjut": 9.6}
TEBAL = {"sebutan": True, "teks": True, "ukuran": False, "faktor": False, "dukungan": False, "lanjut": True}

WARNA = {
    "tujuan": ("#d3e6ea", "#0b5a66"),
    "sasaran": ("#e3efd6", "#4a6b1f"),
    "unit": ("#ffffff", "#4f5e65"),
    "kinerja-1": ("#fdf0d2", "#8a5a00"),
    "kinerja-2": ("#f1e4f1", "#6a2f63"),
    "kinerja-3": ("#eceff1", "#37474f"),
}
"""Fill and edge of each level. Every box also says its level in words."""


@dataclass(frozen=True)
class Kotak:
    """One box as it is drawn."""

    x: float
    y: float
    lebar: float
    tinggi: float
    simpul: "SimpulPohon"
    baris: tuple[tuple[str, str], ...]  # (kind of line, text)


def pohon_svg(lembar: "LembarPohon") -> str:
    """The sheet as an SVG text; width and height in points."""
    kotak, garis, tinggi = susun(lembar)
    isi = [*garis, *(s for k in kotak for s in _gambar(k))]
    if lembar["sambungan"]:
        isi += _sambungan(lembar["sambungan"])
    ukuran = f'viewBox="0 0 {LEBAR:.0f} {tinggi:.1f}" width="{LEBAR:.0f}" height="{tinggi:.1f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {ukuran} font-family={quoteattr(HURUF)}>{"".join(isi)}</svg>'


def susun(lembar: "LembarPohon") -> tuple[list[Kotak], list[str], float]:
    """Where every box of a sheet stands, the lines between them, and the height of the whole."""
    kotak: list[Kotak] = []
    garis: list[str] = []
    tengah, y = LEBAR / 2, _tinggi_sambungan() + 1
    kepala = lembar["kepala"]
    if kepala is not None:
        satu = _kotak(tengah - LEBAR_KEPALA / 2, 1, LEBAR_KEPALA, kepala)
        kotak.append(satu)
        y = 1 + satu.tinggi
    kolom = bagi_kolom(lembar["anak"])
    if not kolom:
        return kotak, garis, y + 2
    lebar = lebar_kolom(len(kolom))
    kiri = (LEBAR - len(kolom) * lebar - (len(kolom) - 1) * JARAK) / 2
    palang, atas = y + CABANG, y + 2 * CABANG
    tiang = [kiri + n * (lebar + JARAK) + (lebar / 2 if _berkepala(k) else 5) for n, k in enumerate(kolom)]
    garis.append(_garis(tengah, y, tengah, palang))
    garis.append(_garis(min(*tiang, tengah), palang, max(*tiang, tengah), palang))
    bawah = atas
    for n, isi in enumerate(kolom):
        x = kiri + n * (lebar + JARAK)
        putus = isi[0]["putus"]
        garis.append(_garis(tiang[n], palang, tiang[n], atas, putus=putus))
        if _berkepala(isi):
            satu = _kotak(x, atas, lebar, isi[0])
            kotak.append(satu)
            akhir = atas + satu.tinggi
            if isi[0]["anak"]:
                akhir = _tumpukan(kotak, garis, isi[0]["anak"], x, akhir, lebar)
        else:
            akhir = _tumpukan(kotak, garis, isi, x, atas - SELA, lebar)
        bawah = max(bawah, akhir)
    return kotak, garis, bawah + 2


def _berkepala(kolom: Sequence["SimpulPohon"]) -> bool:
    """Whether a column is one box with what is below it, and not a stack of equals."""
    return len(kolom) == 1


def bagi_kolom(anak: Sequence["SimpulPohon"]) -> list[list["SimpulPohon"]]:
    """Columns of a sheet: each node with others below it heads one; the rest is stacked in the columns left."""
    bercabang = [a for a in anak if a["anak"]]
    daun = [a for a in anak if not a["anak"]]
    sisa = max(1, KOLOM - len(bercabang)) if daun else 0
    if bercabang:
        sisa = min(sisa, 1)
    tumpukan = _seimbang(daun, min(sisa, len(daun)), len(bercabang)) if daun else []
    return [*tumpukan, *([b] for b in bercabang)]


def _seimbang(daun: Sequence["SimpulPohon"], banyak: int, lain: int) -> list[list["SimpulPohon"]]:
    """The leaves in order in so many stacks of about the same height."""
    lebar = lebar_kolom(banyak + lain) - INDEN
    tinggi = [_kotak(0, 0, lebar, d).tinggi + SELA for d in daun]
    hasil: list[list[SimpulPohon]] = []
    jumlah, total = 0.0, sum(tinggi)
    for d, t in zip(daun, tinggi, strict=True):
        if not hasil or (jumlah + t / 2 > total * len(hasil) / banyak and len(hasil) < banyak):
            hasil.append([])
        hasil[-1].append(d)
        jumlah += t
    return hasil


def lebar_kolom(banyak: int) -> float:
    """The width of each of so many columns."""
    return min(LEBAR_KOLOM, (LEBAR - 2 - JARAK * (banyak - 1)) / banyak)


def muat(lembar: "LembarPohon") -> bool:
    """Whether a sheet can be printed on one page: neither too many columns nor too high."""
    return len(bagi_kolom(lembar["anak"])) <= KOLOM and susun(lembar)[2] <= TINGGI


def _tumpukan(
    kotak: list[Kotak], garis: list[str], anak: Sequence["SimpulPohon"], x: float, y: float, lebar: float
) -> float:
    """Boxes stacked below their head, joined at the left; deeper ones are indented. Returns where the stack ends."""
    dasar, sambung = y, y
    for simpul in anak:
        satu = _kotak(x + INDEN, y + SELA, lebar - INDEN, simpul)
        sambung = satu.y + satu.tinggi / 2
        garis.append(_garis(x + 5, sambung, x + INDEN, sambung, putus=simpul["putus"]))
        kotak.append(satu)
        y = satu.y + satu.tinggi
        if simpul["anak"]:
            y = _tumpukan(kotak, garis, simpul["anak"], x + INDEN, y, lebar - INDEN)
    garis.append(_garis(x + 5, dasar, x + 5, sambung, putus=all(s["putus"] for s in anak)))
    return y


def _kotak(x: float, y: float, lebar: float, simpul: "SimpulPohon") -> Kotak:
    baris = tuple(_baris(simpul, lebar - 2 * TEPI))
    return Kotak(x, y, lebar, sum(JEDA[jenis] for jenis, _ in baris) + 2 * TEPI - 1, simpul, baris)


def _baris(simpul: "SimpulPohon", lebar: float) -> Iterator[tuple[str, str]]:
    yield from (("sebutan", t) for t in lipat(simpul["sebutan"].upper(), lebar, "sebutan"))
    if simpul["teks"]:
        yield from (("teks", t) for t in lipat(simpul["teks"], lebar, "teks"))
    for ukuran in simpul["ukuran"]:
        yield from (("ukuran", t) for t in lipat(f"• {ukuran}", lebar, "ukuran"))
    for faktor in simpul.get("faktor", ()):
        yield from (("faktor", t) for t in lipat(f"Faktor kunci: {faktor}", lebar, "faktor"))
    for dukungan in simpul.get("dukungan", ()):
        yield from (("dukungan", t) for t in lipat(f"Crosscutting {dukungan}", lebar - 2, "dukungan"))
    if simpul["lanjut"]:
        yield from (("lanjut", t) for t in lipat(f"→ {simpul['lanjut']}", lebar, "lanjut"))


def _gambar(k: Kotak) -> Iterator[str]:
    isi, tepi = WARNA[k.simpul["tingkat"]]
    putus = ' stroke-dasharray="4 2.5"' if k.simpul["tingkat"] == "unit" else ""
    yield (
        f'<rect x="{k.x:.2f}" y="{k.y:.2f}" width="{k.lebar:.2f}" height="{k.tinggi:.2f}" rx="2" fill="{isi}" '
        f'stroke="{tepi}" stroke-width="0.9"{putus}/>'
    )
    yield from _bingkai_dukungan(k)
    y = k.y + TEPI - 2.2
    for jenis, teks in k.baris:
        y += JEDA[jenis]
        warna = tepi if jenis in ("sebutan", "lanjut") else "#000000"
        tebal = ' font-weight="bold"' if TEBAL[jenis] else ""
        yield (
            f'<text x="{k.x + TEPI:.2f}" y="{y:.2f}" font-size="{UKURAN[jenis]}" fill="{warna}"{tebal}>'
            f"{escape(teks)}</text>"
        )


def _bingkai_dukungan(k: Kotak) -> Iterator[str]:
    """The dashed frame around what other units add: a contribution, not a part of the branch."""
    tinggi = sum(JEDA[jenis] for jenis, _ in k.baris if jenis == "dukungan")
    if not tinggi:
        return
    sesudah = sum(JEDA[jenis] for jenis, _ in k.baris if jenis == "lanjut")
    y = k.y + k.tinggi - TEPI + 0.6 - sesudah - tinggi
    yield (
        f'<rect x="{k.x + TEPI - 2.5:.2f}" y="{y:.2f}" width="{k.lebar - 2 * TEPI + 5:.2f}" '
        f'height="{tinggi + 0.8:.2f}" fill="#ffffff" stroke="#37474f" stroke-width="0.6" stroke-dasharray="2.5 1.8"/>'
    )


def _tinggi_sambungan() -> float:
    return JEDA["lanjut"] + 8


def _sambungan(teks: str) -> Iterator[str]:
    """The mark of a sheet that continues another one: a dashed frame on top."""
    lebar = min(LEBAR, lebar_teks(teks, UKURAN["lanjut"], tebal=True) + 20)
    x = (LEBAR - lebar) / 2
    yield (
        f'<rect x="{x:.2f}" y="1" width="{lebar:.2f}" height="{_tinggi_sambungan():.2f}" rx="7" fill="#ffffff" '
        'stroke="#4f5e65" stroke-width="0.8" stroke-dasharray="2 2"/>'
    )
    yield (
        f'<text x="{LEBAR / 2:.2f}" y="{JEDA["lanjut"] + 2.2:.2f}" text-anchor="middle" font-weight="bold" '
        f'font-size="{UKURAN["lanjut"]}" fill="#37474f">{escape(teks)}</text>'
    )


def _garis(x1: float, y1: float, x2: float, y2: float, *, putus: bool = False) -> str:
    gaya = ' stroke-dasharray="3 2.5"' if putus else ""
    return f'<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}" stroke="#37474f" stroke-width="0.8" fill="none"{gaya}/>'


# --- Text ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)  # a sheet is tried many times until its leaves fit
def lipat(teks: str, lebar: float, jenis: str) -> tuple[str, ...]:
    """Lines that fit into the width; a word longer than a line is broken where it must be."""
    ukuran, tebal = UKURAN[jenis], TEBAL[jenis]
    return tuple(lipat_menurut(lambda t: lebar_teks(t, ukuran, tebal=tebal), teks, lebar))


def lebar_teks(teks: str, ukuran: float, *, tebal: bool) -> float:
    """The width of a text in points."""
    lebar, satuan = _metrik("Bold" if tebal else "Regular")
    return sum(lebar.get(ord(huruf), satuan) for huruf in teks) * ukuran / satuan


@lru_cache(maxsize=2)
def _metrik(gaya: str) -> tuple[dict[int, int], int]:
    """Advance width by character of the embedded face, and its units per em."""
    from fontTools.ttLib import TTFont

    berkas = finders.find(f"vendor/fonts/liberation-2.1.5/LiberationSans-{gaya}.ttf")
    with TTFont(berkas) as huruf:
        lebar = huruf["hmtx"].metrics
        return {kode: lebar[nama][0] for kode, nama in huruf.getBestCmap().items()}, huruf["head"].unitsPerEm
