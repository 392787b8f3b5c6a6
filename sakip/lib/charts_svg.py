"""What the drawings we make ourselves have in common: marks, text, hatches, colours, and the frame of a file.

Everything is a presentation attribute, so a drawing needs no style sheet and no policy allows it: it stands in an
`img`, in a PDF and in a file alike. Units are CSS pixels. Every mark that has a colour has a word or a hatch too.
"""

import hashlib
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape, quoteattr

from django.core.cache import cache

from sakip.lib.charts import HURUF, TINTA, TINTA_LEMAH, tercetak
from sakip.lib.charts_teks import lipat

LEBAR = 760
SEMPIT = 340
"""The widths of a drawing: on a page or a sheet of A4, and on a phone."""

VERSI = 4
"""Raise it when a drawing changes, so that no kept one is shown."""

LUNAK = {
    "sangat-tinggi": ("#e3f4e9", "#14532d"),
    "tinggi": ("#e6eefc", "#1e3a8a"),
    "sedang": ("#fcf2d6", "#6b3e05"),
    "rendah": ("#fde9db", "#7c2d12"),
    "sangat-rendah": ("#fbe4e4", "#7f1d1d"),
}
"""Ground and ink of each category; static/css/tokens.css has the same (a test compares them)."""

TINGKAT = {"sangat-rendah": 1, "rendah": 2, "sedang": 3, "tinggi": 4, "sangat-tinggi": 5}
"""How many of five bars each category fills, as its badge on the pages does."""


def gambar(ciri: object, lukis: Callable[[], str]) -> str:
    """The drawing of `lukis`, kept by what it is drawn from (`ciri`, whose repr says all of it)."""
    kunci = "lukis:" + hashlib.sha256(f"{VERSI} {ciri!r}".encode("utf-8", "replace")).hexdigest()
    svg: str | None = cache.get(kunci)
    if svg is None:
        svg = lukis()
        cache.set(kunci, svg, None)
    return svg


def svg(lebar: float, tinggi: float, isi: Iterable[str], *, judul: str, kalimat: str, defs: str = "") -> str:
    """A whole drawing; title and description are what a screen reader finds in the file."""
    kepala = f"<title>{aman(judul)}</title><desc>{aman(kalimat)}</desc>"
    ukuran = f'width="{angka(lebar)}" height="{angka(tinggi)}" viewBox="0 0 {angka(lebar)} {angka(tinggi)}"'
    hiasan = f"<defs>{defs}</defs>" if defs else ""
    huruf = f'font-family={quoteattr(HURUF)} font-size="12" fill="{TINTA}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {ukuran} {huruf}>{kepala}{hiasan}{"".join(isi)}</svg>'


def aman(teks: str) -> str:
    """The text as XML carries it."""
    return escape(str(tercetak(teks)))


def angka(nilai: float) -> str:
    """A length, short: `12`, `12.5`."""
    return f"{nilai:.1f}".removesuffix(".0")


def teks(
    x: float,
    y: float,
    isi: str,
    *,
    ukuran: float = 12,
    warna: str = "",
    tebal: bool = False,
    rata: str = "start",
    putar: bool = False,
) -> str:
    """One line of text on its base line. `rata`: start, middle, end; `putar`: upwards."""
    gaya = f' font-size="{angka(ukuran)}"' if ukuran != 12 else ""
    gaya += f' fill="{warna}"' if warna else ""
    gaya += ' font-weight="bold"' if tebal else ""
    gaya += f' text-anchor="{rata}"' if rata != "start" else ""
    gaya += f' transform="rotate(-90 {angka(x)} {angka(y)})"' if putar else ""
    return f'<text x="{angka(x)}" y="{angka(y)}"{gaya}>{aman(isi)}</text>'


def paragraf(
    x: float,
    y: float,
    baris: Iterable[str],
    *,
    jeda: float = 15,
    ukuran: float = 12,
    warna: str = "",
    tebal: bool = False,
) -> list[str]:
    """Lines below each other, the first on base line `y`."""
    return [teks(x, y + n * jeda, satu, ukuran=ukuran, warna=warna, tebal=tebal) for n, satu in enumerate(baris)]


def kotak(
    x: float,
    y: float,
    lebar: float,
    tinggi: float,
    *,
    isi: str = "none",
    tepi: str = "",
    tebal: float = 1,
    putus: str = "",
    sudut: float = 0,
) -> str:
    """A box; `putus` dashes its edge."""
    gaya = f' stroke="{tepi}" stroke-width="{angka(tebal)}"' if tepi else ""
    gaya += f' stroke-dasharray="{putus}"' if putus else ""
    gaya += f' rx="{angka(sudut)}"' if sudut else ""
    tempat = f'x="{angka(x)}" y="{angka(y)}" width="{angka(lebar)}" height="{angka(tinggi)}"'
    return f'<rect {tempat} fill="{isi}"{gaya}/>'


def garis(
    x1: float, y1: float, x2: float, y2: float, *, warna: str = TINTA_LEMAH, tebal: float = 1, putus: str = ""
) -> str:
    """A straight line."""
    gaya = f' stroke-dasharray="{putus}"' if putus else ""
    jalan = f"M{angka(x1)} {angka(y1)}L{angka(x2)} {angka(y2)}"
    return f'<path d="{jalan}" stroke="{warna}" stroke-width="{angka(tebal)}"{gaya}/>'


def batang_tingkat(x: float, y: float, kode: str, warna: str) -> str:
    """The five bars of a category, 14 × 10, filled as far as it reaches: the sign of the badge on the pages."""
    isi = TINGKAT.get(kode, 0)
    bentuk = (f"M{angka(x + n * 2.9)} {angka(y + 10)}v-{2 * n + 2}h1.9v{2 * n + 2}z" for n in range(isi))
    kosong = (f"M{angka(x + n * 2.9)} {angka(y + 10)}v-{2 * n + 2}h1.9v{2 * n + 2}z" for n in range(isi, 5))
    return (
        f'<path d="{"".join(bentuk)}" fill="{warna}"/><path d="{"".join(kosong)}" fill="{warna}" fill-opacity="0.22"/>'
    )


def bingkai(
    dalam: str, lebar: float, tinggi: float, *, judul: str, kalimat: str, kepala: list[str], kaki: list[str]
) -> str:
    """A drawing as a file that explains itself: its title and scope above, its sentence and source below, on white."""
    lebar_isi = max(lebar, 480.0)
    muka = [(t, 15.0, True) for t in lipat(judul, lebar_isi, 15, tebal=True)]
    muka += [(t, 11.5, False) for satu in kepala for t in lipat(satu, lebar_isi, 11.5)]
    ekor = [(t, 12.0) for t in lipat(kalimat, lebar_isi, 12)]
    ekor += [(t, 10.5) for satu in kaki for t in lipat(satu, lebar_isi, 10.5)]
    isi, y = [], 8.0
    for satu, ukuran, tebal in muka:
        y += ukuran + 5
        isi.append(teks(20, y, satu, ukuran=ukuran, tebal=tebal, warna=TINTA if tebal else TINTA_LEMAH))
    y += 16
    isi.append(f'<g transform="translate(20 {angka(y)})">{dalam}</g>')
    y += tinggi + 8
    for satu, ukuran in ekor:
        y += ukuran + 5
        isi.append(teks(20, y, satu, ukuran=ukuran, warna=TINTA if ukuran == 12 else TINTA_LEMAH))
    semua = [kotak(0, 0, lebar_isi + 40, y + 16, isi="#ffffff"), *isi]
    return svg(lebar_isi + 40, y + 16, semua, judul=judul, kalimat=kalimat)
