"""The form prose has: paragraphs, headings, lists, tables, pictures. HTML is read into it and written from it, nothing
else gets through.

A tree is always regular: no paragraph is empty, no table stands in a table, every row of a table fills all columns.
Whoever makes another format of prose (Word) walks `Blok` and needs no HTML parser.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Literal

TANDA = ("strong", "em", "u", "sub", "sup")
"""The marks of a piece of text, in the order in which they are nested."""


KELAS_DAFTAR = {"a": "huruf", "A": "huruf-besar", "i": "romawi", "I": "romawi-besar"}
"""The classes of printed lists (static/css/prosa.css)."""

_ANGKA = re.compile(r"(?:Rp\.? ?)?[-−]?\d[\d.]*(?:,\d+)? ?%?")
UTUH = 10  # rows; a table of fewer is not divided between two pages
MAKS_BERBOBOT = 10  # columns; more of them are all equally wide
SEBARIS = 90  # letters on a line of a table over the whole width


@dataclass(frozen=True)
class Potong:
    """A run of text with the same marks; a line break is the text `\\n`."""

    teks: str
    tanda: frozenset[str] = frozenset()


@dataclass
class Alinea:
    """A paragraph or a heading. `tag`: p, h4, h5."""

    tag: str
    isi: list[Potong] = field(default_factory=list)


@dataclass
class Gambar:
    """A picture: an address of our own, or (in a payload) a data: URI."""

    src: str
    alt: str


@dataclass
class Daftar:
    """A list. `gaya` is the type of an ol (1, a, A, i, I), empty for a ul; `mulai` its first number."""

    gaya: Literal["", "1", "a", "A", "i", "I"]
    mulai: int = 1
    butir: "list[list[Blok]]" = field(default_factory=list)


@dataclass
class Sel:
    """A cell: `judul` heads its column (in the head of a table) or its row."""

    judul: bool
    kolom: int = 1
    baris: int = 1
    isi: "list[Blok]" = field(default_factory=list)


@dataclass
class Tabel:
    """A table; the first `kepala` rows are its head."""

    baris: list[list[Sel]] = field(default_factory=list)
    kepala: int = 0
    lebar: int = 0  # columns


Blok = Alinea | Gambar | Daftar | Tabel


@dataclass(frozen=True)
class Cetak:
    """How prose is written for print: `tingkat` is the heading it stands under."""

    tingkat: int


def tulis(isi: Iterable[Blok], cetak: Cetak | None = None) -> str:
    """The tree as HTML."""
    return "".join(_blok(blok, cetak) for blok in isi)


def _blok(blok: Blok, cetak: Cetak | None) -> str:
    if isinstance(blok, Alinea):
        return _alinea(blok, cetak)
    if isinstance(blok, Gambar):
        return f'<img src="{escape(blok.src)}" alt="{escape(blok.alt)}">'
    if isinstance(blok, Daftar):
        return _daftar(blok, cetak)
    return _tabel(blok, cetak)


def _alinea(a: Alinea, cetak: Cetak | None) -> str:
    tag, kelas = a.tag, ""
    if cetak and tag != "p":
        kelas = f' class="sub-{tag}"'
        tag = f"h{min(6, cetak.tingkat + (1 if tag == 'h4' else 2))}"
    return f"<{tag}{kelas}>{_inline(a.isi)}</{tag}>"


def _inline(isi: Iterable[Potong]) -> str:
    hasil: list[str] = []
    buka: list[str] = []
    for p in isi:
        ingin = [t for t in TANDA if t in p.tanda]
        sama = 0
        while sama < min(len(buka), len(ingin)) and buka[sama] == ingin[sama]:
            sama += 1
        hasil += [f"</{t}>" for t in reversed(buka[sama:])]
        hasil += [f"<{t}>" for t in ingin[sama:]]
        hasil.append("<br>" if p.teks == "\n" else escape(p.teks, quote=False))
        buka = ingin
    hasil += [f"</{t}>" for t in reversed(buka)]
    return "".join(hasil)


def _daftar(d: Daftar, cetak: Cetak | None) -> str:
    tag = "ol" if d.gaya else "ul"
    atribut = f' type="{d.gaya}"' if d.gaya not in ("", "1") else ""
    atribut += f' start="{d.mulai}"' if d.mulai != 1 else ""
    if cetak and d.gaya in KELAS_DAFTAR:  # a selector cannot tell type="a" from type="A"
        atribut += f' class="{KELAS_DAFTAR[d.gaya]}"'
    return f"<{tag}{atribut}>{''.join(f'<li>{_isi(b, cetak)}</li>' for b in d.butir)}</{tag}>"


def _isi(isi: list[Blok], cetak: Cetak | None) -> str:
    """What stands in an item or a cell: a paragraph alone, or before a list, needs no tag of its own."""
    awal = isi[0] if isi else None
    if isinstance(awal, Alinea) and all(isinstance(b, Daftar) for b in isi[1:]):
        return _inline(awal.isi) + tulis(isi[1:], cetak)
    return tulis(isi, cetak)


def _tabel(t: Tabel, cetak: Cetak | None) -> str:
    kepala = "".join(_baris(b, cetak, kepala=True) for b in t.baris[: t.kepala])
    badan = "".join(_baris(b, cetak, kepala=False) for b in t.baris[t.kepala :])
    utuh = " utuh" if len(t.baris) < UTUH else ""
    awal = f'<table class="tabel{utuh}">{_kolom(t)}' if cetak else "<table>"
    atas = f"<thead>{kepala}</thead>" if kepala else ""
    return f"{awal}{atas}{f'<tbody>{badan}</tbody>' if badan else ''}</table>"


def _kolom(t: Tabel) -> str:
    """The widths of the columns, by what stands in them. Classes of five per cent each: a page takes no style."""
    kolom = "".join(f'<col class="l{n * 5}">' for n in lebar_kolom(t))
    return f"<colgroup>{kolom}</colgroup>" if kolom else ""


def _baris(baris: list[Sel], cetak: Cetak | None, *, kepala: bool) -> str:
    return f"<tr>{''.join(_sel(s, cetak, kepala=kepala) for s in baris)}</tr>"


def _sel(s: Sel, cetak: Cetak | None, *, kepala: bool) -> str:
    tag, lingkup = ("th" if s.judul else "td"), ""
    if cetak and s.judul:
        lingkup = f' scope="{("colgroup" if s.kolom > 1 else "col") if kepala else "row"}"'
    rentang = f' colspan="{s.kolom}"' if s.kolom > 1 else ""
    rentang += f' rowspan="{s.baris}"' if s.baris > 1 else ""
    isi = _isi(s.isi, cetak)
    kelas = ' class="kanan"' if cetak and not kepala and _ANGKA.fullmatch(isi) else ""
    return f"<{tag}{lingkup}{rentang}{kelas}>{isi}</{tag}>"


# --- As plain text ------------------------------------------------------------------------------------------------


def baris_teks(isi: Iterable[Blok]) -> Iterator[str]:
    """The tree as lines of plain text: items with their mark, cells parted by ` | `, a picture by its description."""
    for blok in isi:
        if isinstance(blok, Alinea):
            yield "".join(p.teks for p in blok.isi).replace("\n", " ")
        elif isinstance(blok, Gambar):
            yield f"[Gambar: {blok.alt}]" if blok.alt else "[Gambar]"
        elif isinstance(blok, Daftar):
            for n, butir in enumerate(blok.butir):
                awal, *lain = list(baris_teks(butir)) or [""]
                yield f"{_penanda(blok, n)} {awal}"
                yield from lain
        else:
            for baris in blok.baris:
                yield " | ".join(" ".join(baris_teks(s.isi)) for s in baris)


def _penanda(d: Daftar, n: int) -> str:
    if not d.gaya:
        return "-"
    n += d.mulai
    if d.gaya in "aA" and n <= 26:
        return f"{chr(ord(d.gaya) + n - 1)}."
    return f"{n}."


# --- Tables ---------------------------------------------------------------------------------------------------------


def rapikan(tabel: Tabel) -> Tabel | None:
    """The table with every row filled: spans that run out of it are cut, missing cells are added. None without rows."""
    baris = [b for b in tabel.baris if b]
    if not baris:
        return None
    kepala = _kepala(baris)
    atas, badan = _penuh(baris[:kepala], judul=True), _penuh(baris[kepala:], judul=False)
    lebar = max(_lebar(atas), _lebar(badan))
    for bagian, judul in ((atas, True), (badan, False)):
        _isi_kurang(bagian, lebar, judul=judul)
    return Tabel([[s for _, s in b] for b in (*atas, *badan)], kepala, lebar)


def _kepala(baris: list[list[Sel]]) -> int:
    """How many leading rows consist of header cells; one, when all do."""
    n = next((i for i, b in enumerate(baris) if not all(s.judul for s in b)), len(baris))
    return 1 if n == len(baris) else n


Letak = list[list[tuple[int, Sel]]]
"""The rows with the column in which each cell begins."""


def _penuh(baris: list[list[Sel]], *, judul: bool) -> Letak:
    """Place the cells; a span ends where another cell stands already or where the rows end."""
    terisi: set[tuple[int, int]] = set()
    hasil: Letak = []
    for r, sel_baris in enumerate(baris):
        letak, c = [], 0
        for s in sel_baris:
            while (r, c) in terisi:
                c += 1
            kolom = next((k for k in range(1, s.kolom) if (r, c + k) in terisi), s.kolom)
            tinggi = min(s.baris, len(baris) - r)
            terisi |= {(r + i, c + k) for i in range(tinggi) for k in range(kolom)}
            letak.append((c, Sel(judul or (s.judul and c == 0), kolom, tinggi, s.isi)))
            c += kolom
        hasil.append(letak)
    return hasil


def _lebar(letak: Letak) -> int:
    return max((c + s.kolom for b in letak for c, s in b), default=0)


def _isi_kurang(letak: Letak, lebar: int, *, judul: bool) -> None:
    """Add the cells that rows lack, at their places."""
    terisi = {(r + i, c + k) for r, b in enumerate(letak) for c, s in b for i in range(s.baris) for k in range(s.kolom)}
    for r, b in enumerate(letak):
        b += [(c, Sel(judul)) for c in range(lebar) if (r, c) not in terisi]
        b.sort(key=lambda pasangan: pasangan[0])


def lebar_kolom(t: Tabel) -> list[int]:
    """The width of each column in twentieths of the whole: by its longest text, and no narrower than its longest word.

    Empty for a table of so many columns that they are all equally wide.
    """
    if not 1 < t.lebar <= MAKS_BERBOBOT:
        return []
    panjang, kata = [4] * t.lebar, [1] * t.lebar
    for letak in (_penuh(t.baris[: t.kepala], judul=True), _penuh(t.baris[t.kepala :], judul=False)):
        for c, s in (pasangan for baris in letak for pasangan in baris if pasangan[1].kolom == 1):
            teks = " ".join(baris_teks(s.isi))
            panjang[c] = max(panjang[c], min(60, len(teks)))
            kata[c] = max([kata[c], *(len(k) for k in teks.split())])
    sedikit = [min(6, -(-(20 * (n + 2)) // SEBARIS)) for n in kata]
    lebar = [max(m, round(20 * n / sum(panjang))) for m, n in zip(sedikit, panjang, strict=True)]
    while sum(lebar) != 20:
        arah = 1 if sum(lebar) < 20 else -1
        n = max(range(t.lebar), key=lambda i: panjang[i] if arah > 0 else lebar[i])
        lebar[n] += arah
    return lebar
