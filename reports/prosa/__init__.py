"""Prose: from plain text to HTML and back, what may stand in it, and how it is printed.

Nothing that came from a person is stored or printed without `bersihkan`: nh3 takes out what is dangerous, then the text
is read into a tree that knows paragraphs, headings, lists, tables and our own pictures, and written anew from it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape

import nh3

from reports.prosa.pengurai import Pengurai, PilihGambar
from reports.prosa.pohon import Alinea, Blok, Cetak, Daftar, Gambar, Sel, Tabel, baris_teks, tulis

MAKS_HTML = 150_000
"""Letters of one section with its tags (about thirty printed pages). Callers refuse more before they clean it."""

MAKS_DIINGAT = 20_000
"""Letters of a text whose printed form is remembered: not those with pictures in them."""

_TAG = {
    *("p", "div", "blockquote", "pre", "br", "strong", "b", "em", "i", "u", "sub", "sup", "span"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "li", "img"),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_ATRIBUT = {
    "img": {"src", "alt"},
    "ol": {"type", "start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# With their content: what stands in them is no text.
_BUANG = {"script", "style", "svg", "math", "title", "head", "textarea", "template", "noscript", "iframe", "object"}
_NH3 = nh3.Cleaner(
    tags=_TAG,
    attributes=_ATRIBUT,
    clean_content_tags=_BUANG,
    url_schemes={"http", "https", "data"},
    link_rel=None,
    strip_comments=True,
)
# Letters no document may hold: control characters, halves of pairs, and marks that turn the direction of text around.
_TERLARANG = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
# Elements that stay open until they are closed; `p`, `li`, `tr` and the like close each other.
_BERSARANG = re.compile(
    r"<(/?)(?!(?:br|col|h[1-6]|hr|img|input|li|link|meta|p|t[dhr]|tbody|tfoot|thead)\b)([a-z][a-z0-9:_-]*)",
    re.IGNORECASE,
)
MAKS_SARANG = 100
_MILIK_KITA = re.compile(r"(?:https?://[^/\s?#]+)?/dokumen/gambar/([1-9][0-9]{0,8})/?")
_DATA = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/]+={0,2}")
_BUTIR = (("", re.compile(r"[-•–] +")), ("1", re.compile(r"\d{1,2}\. +")), ("a", re.compile(r"[a-z]\. +")))


# --- What may stand in prose ----------------------------------------------------------------------------------------


def bersihkan(html: str) -> str:
    """The HTML of a section as it is stored: the same again when it is cleaned again.

    Paragraphs, h4 and h5, strong, em, u, sub, sup, lists with their type, tables, and pictures of our own addresses.
    Empty when nothing is left of it.
    """
    return tulis(_pohon(html, gambar_sendiri))


def urai(html: str) -> list[Blok]:
    """The tree of a section (also of printed HTML, with its data: URIs): for whoever makes another format of it."""
    return _pohon(html, lambda src: gambar_sendiri(src) or _gambar_payload(src))


def cetak(html: str, tingkat: int, *, layar: bool = False) -> str:
    """The HTML of a section of a payload as it is printed under a heading of level `tingkat`: cleaned once more.

    Headings go one and two levels below it, header cells say what they head. Pictures are data: URIs by then; on
    screen (`layar`) those of our own.
    """
    return _cetak_diingat(html, tingkat, layar) if len(html) <= MAKS_DIINGAT else _cetak(html, tingkat, layar)


def _cetak(html: str, tingkat: int, layar: bool) -> str:
    return tulis(_pohon(html, gambar_sendiri if layar else _gambar_payload), Cetak(tingkat))


_cetak_diingat = lru_cache(maxsize=600)(_cetak)
"""A page shows all sections of a document, and most of them are the same the next time."""


def teks_dari_html(html: str) -> str:
    """A section as plain text, a line each for paragraphs, items and rows: for checks, search and comparison."""
    return "\n".join(baris_teks(urai(html)))


def _pohon(html: str, gambar: PilihGambar) -> list[Blok]:
    pengurai = Pengurai(gambar)
    pengurai.feed(_NH3.clean(_dangkal(_TERLARANG.sub("", html))))
    return pengurai.hasil()


def _dangkal(html: str) -> str:
    """The text; without tags when they are nested so deep that no editor wrote them (reading them would take long)."""
    terbuka: Counter[str] = Counter()
    for cocok in _BERSARANG.finditer(html):
        nama = cocok[2].lower()
        terbuka[nama] = max(0, terbuka[nama] + (-1 if cocok[1] else 1))
        if terbuka[nama] > MAKS_SARANG:
            return escape(re.sub(r"<[^>]*>", " ", html), quote=False)
    return html


# --- Plain text -----------------------------------------------------------------------------------------------------


def html_dari_teks(teks: str) -> str:
    """Plain text as HTML: a line is a paragraph; lines that begin with `- `, `1. ` or `a. ` are items of one list.

    A list whose last item ends with a semicolon ends with a full stop.
    """
    hasil: list[tuple[str, list[str]]] = []  # "p" or the type of a list, and its lines
    for baris in (b.strip() for b in _TERLARANG.sub("", teks).splitlines()):
        if not baris:
            continue
        gaya, cocok = next(((g, m) for g, pola in _BUTIR if (m := pola.match(baris))), ("p", None))
        isi = escape(baris[cocok.end() :] if cocok else baris, quote=False)
        if gaya != "p" and hasil and hasil[-1][0] == gaya:
            hasil[-1][1].append(isi)
        else:
            hasil.append((gaya, [isi]))
    return "".join(_daftar_teks(gaya, isi) for gaya, isi in hasil)


def _daftar_teks(gaya: str, isi: list[str]) -> str:
    if gaya == "p":
        return f"<p>{isi[0]}</p>"
    if isi[-1].endswith(";"):
        isi[-1] = f"{isi[-1][:-1]}."
    buka, tutup = {"": ("<ul>", "</ul>"), "1": ("<ol>", "</ol>"), "a": ('<ol type="a">', "</ol>")}[gaya]
    return f"{buka}{''.join(f'<li>{butir}</li>' for butir in isi)}{tutup}"


def polos(html: str) -> bool:
    """Whether plain text says all of it: nothing is lost when it is edited as lines."""
    return html_dari_teks(teks_dari_html(html)) == html


# --- Pictures -------------------------------------------------------------------------------------------------------


def gambar_sendiri(src: str) -> str | None:
    """The address of one of our pictures, without the server's name; None for any other."""
    cocok = _MILIK_KITA.fullmatch(src)
    return alamat_gambar(int(cocok[1])) if cocok else None


def alamat_gambar(pk: int) -> str:
    """Where the page finds a picture, and how prose refers to it."""
    return f"/dokumen/gambar/{pk}/"


def gambar_dalam(html: Iterable[str]) -> set[int]:
    """The pictures texts refer to."""
    return {int(m) for teks in html for m in re.findall(r'src="/dokumen/gambar/([1-9][0-9]{0,8})/"', teks)}


def sematkan(html: str, gambar: Mapping[int, tuple[str, str]]) -> str:
    """The text with its pictures in it, as data: URIs, so that it needs no file any more.

    `gambar`: by number the data: URI and the description used where the text has none. A picture that is not there
    is left out.
    """

    def ganti(blok: list[Blok]) -> list[Blok]:
        hasil: list[Blok] = []
        for b in blok:
            if isinstance(b, Gambar):
                nomor = _MILIK_KITA.fullmatch(b.src)
                uri, keterangan = gambar.get(int(nomor[1]) if nomor else 0, ("", ""))
                if uri:
                    hasil.append(Gambar(uri, b.alt or keterangan))
                continue
            for isi in _dalam(b):
                isi[:] = ganti(isi)
            if isinstance(b, Daftar):
                b.butir = [butir for butir in b.butir if butir]
            if not isinstance(b, Daftar) or b.butir:
                hasil.append(b)
        return hasil

    return tulis(ganti(_pohon(html, gambar_sendiri))) if "<img" in html else html


def _dalam(blok: Blok) -> list[list[Blok]]:
    """The places for blocks inside a block."""
    if isinstance(blok, Daftar):
        return blok.butir
    return [sel.isi for baris in blok.baris for sel in baris] if isinstance(blok, Tabel) else []


def _gambar_payload(src: str) -> str | None:
    """What a picture may be in a payload: a PNG or JPEG in the text itself."""
    return src if _DATA.fullmatch(src) else None


__all__ = [
    "MAKS_HTML",
    "Alinea",
    "Blok",
    "Daftar",
    "Gambar",
    "Sel",
    "Tabel",
    "alamat_gambar",
    "bersihkan",
    "cetak",
    "gambar_dalam",
    "gambar_sendiri",
    "html_dari_teks",
    "polos",
    "sematkan",
    "teks_dari_html",
    "urai",
]
