"""Reads HTML (already rid of everything dangerous by nh3) into the tree of `pohon`: without recursion, so that
no nesting, however deep, can bring it down."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

from reports.prosa.pohon import TANDA, Alinea, Blok, Daftar, Gambar, Potong, Sel, Tabel, rapikan

MAKS_DALAM = 4  # lists in lists; deeper ones go on at that level
MAKS_KOLOM, MAKS_BARIS = 20, 200  # what a span may say

_SAMA = {"b": "strong", "i": "em"}
_JUDUL = {"h1": "h4", "h2": "h4", "h3": "h4", "h4": "h4", "h5": "h5", "h6": "h5"}
_KOSONG = frozenset({"br", "img", "hr", "col"})
_TURUS = re.compile(r"[ \t\r\n\f]+")
_SEKITAR_BARIS = re.compile(r" *\n *")

PilihGambar = Callable[[str], str | None]
"""The address under which a picture is kept; None for one that may not stand in prose."""


@dataclass
class _Wadah:
    """What is open: a list, a table, or a place for blocks (the text itself, an item, a cell)."""

    isi: list[Blok]
    milik: Daftar | Tabel | Sel | None = None  # None: blocks
    kepala: bool = False  # a table's thead is open


class Pengurai(HTMLParser):
    """One text. `hasil()` is its tree."""

    def __init__(self, gambar: PilihGambar) -> None:
        super().__init__(convert_charrefs=True)
        self._gambar = gambar
        self._akar: list[Blok] = []
        self._wadah = [_Wadah(self._akar)]
        self._terbuka: list[tuple[str, bool]] = []
        self._tanda: dict[str, int] = dict.fromkeys(TANDA, 0)
        self._kini: Alinea | None = None

    def hasil(self) -> list[Blok]:
        """The blocks of the text."""
        self.close()
        while self._terbuka:
            self._akhiri(*self._terbuka.pop())
        self._tutup()
        return list(_berurut(self._akar))

    # --- What the parser tells ----------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a mark, a block or a container."""
        atribut = {nama: nilai or "" for nama, nilai in attrs}
        tag = _SAMA.get(tag, tag)
        if tag == "br":
            self._tambah("\n")
        elif tag == "img":
            self._taruh_gambar(atribut)
        elif tag in TANDA:
            self._tanda[tag] += 1
        elif tag not in ("span", "tbody", "tfoot", "colgroup"):
            self._tutup()
        if tag not in _KOSONG:
            self._terbuka.append((tag, self._buka(tag, atribut)))

    def handle_endtag(self, tag: str) -> None:
        """Close it: the text comes balanced, so it is the innermost."""
        if self._terbuka:
            self._akhiri(*self._terbuka.pop())

    def handle_data(self, data: str) -> None:
        """Text goes into the paragraph that is open, or begins one."""
        self._tambah(_TURUS.sub(" ", data))

    # --- Containers -------------------------------------------------------------------------------------------------

    def _buka(self, tag: str, atribut: dict[str, str]) -> bool:
        """Whether a container was opened for it."""
        if tag in _JUDUL:
            self._kini = Alinea(_JUDUL[tag] if len(self._wadah) == 1 else "p")
        elif tag in ("ol", "ul"):
            return self._buka_daftar(tag, atribut)
        elif tag == "li" and isinstance(self._wadah[-1].milik, Daftar):
            self._wadah.append(_Wadah([]))
            return True
        elif tag == "table" and not any(isinstance(w.milik, Tabel) for w in self._wadah):
            self._wadah.append(_Wadah(self._tempat(), Tabel()))
            return True
        elif tag in ("thead", "tr", "td", "th"):
            return self._buka_tabel(tag, atribut)
        return False

    def _buka_daftar(self, tag: str, atribut: dict[str, str]) -> bool:
        if sum(isinstance(w.milik, Daftar) for w in self._wadah) >= MAKS_DALAM:
            return False
        gaya = atribut.get("type", "1") if tag == "ol" else ""
        mulai = atribut.get("start", "") if gaya else ""
        daftar = Daftar(
            gaya if gaya in ("", "1", "a", "A", "i", "I") else "1",  # type: ignore[arg-type]
            int(mulai) if re.fullmatch(r"[1-9][0-9]{0,2}", mulai) else 1,
        )
        self._wadah.append(_Wadah(self._tempat(), daftar))
        return True

    def _buka_tabel(self, tag: str, atribut: dict[str, str]) -> bool:
        atas = self._wadah[-1]
        if not isinstance(atas.milik, Tabel):
            return False
        if tag == "thead":
            atas.kepala = True
        elif tag == "tr":
            atas.milik.baris.append([])
        elif atas.milik.baris:
            kolom = _rentang(atribut.get("colspan", ""), MAKS_KOLOM)
            baris = _rentang(atribut.get("rowspan", ""), MAKS_BARIS)
            sel = Sel(tag == "th" or atas.kepala, kolom, baris)
            atas.milik.baris[-1].append(sel)
            self._wadah.append(_Wadah(sel.isi, sel))
            return True
        return False

    def _akhiri(self, tag: str, wadah: bool) -> None:
        if tag in TANDA:
            self._tanda[tag] -= 1
            return
        if tag not in ("span", "tbody", "tfoot", "colgroup"):
            self._tutup()
        if tag == "thead" and isinstance(self._wadah[-1].milik, Tabel):
            self._wadah[-1].kepala = False
        if wadah:
            self._selesai(self._wadah.pop())

    def _selesai(self, w: _Wadah) -> None:
        """A container that has something in it takes its place."""
        if isinstance(w.milik, Daftar):
            w.milik.butir = [butir for butir in w.milik.butir if butir]
            if w.milik.butir:
                w.isi.append(w.milik)
        elif isinstance(w.milik, Tabel):
            if (tabel := rapikan(w.milik)) is not None:
                w.isi.append(tabel)
        elif w.milik is None and w.isi:
            daftar = self._wadah[-1].milik
            if isinstance(daftar, Daftar):
                daftar.butir.append(w.isi)

    def _tempat(self) -> list[Blok]:
        """Where a block goes: into the open place; in a list or a table outside of items and cells, before it."""
        atas = self._wadah[-1]
        if isinstance(atas.milik, Daftar):
            if not atas.milik.butir:
                atas.milik.butir.append([])
            return atas.milik.butir[-1]
        return atas.isi

    # --- Text -----------------------------------------------------------------------------------------------------

    def _tambah(self, teks: str) -> None:
        if self._kini is None:
            if not teks.strip(" \n"):
                return
            self._kini = Alinea("p")
        self._kini.isi.append(Potong(teks, frozenset(t for t, n in self._tanda.items() if n > 0)))

    def _tutup(self) -> None:
        """The open paragraph ends; an empty one is dropped."""
        if self._kini is None:
            return
        self._kini.isi = _rapi(self._kini.isi)
        if any(p.teks.strip() for p in self._kini.isi):
            self._tempat().append(self._kini)
        self._kini = None

    def _taruh_gambar(self, atribut: dict[str, str]) -> None:
        src = self._gambar(atribut.get("src", ""))
        if src is not None:
            self._tutup()
            self._tempat().append(Gambar(src, " ".join(atribut.get("alt", "").split())[:300]))


def _rentang(teks: str, maks: int) -> int:
    """A span as a number; 1 for none and for nonsense."""
    return min(int(teks), maks) if re.fullmatch(r"[1-9][0-9]{0,3}", teks) else 1


def _rapi(isi: list[Potong]) -> list[Potong]:
    """Runs of one paragraph with single blanks, none at its ends or beside a line break, equal neighbours joined."""
    huruf = [(h, p.tanda) for p in isi for h in p.teks]
    teks = "".join(h for h, _ in huruf)
    simpan = [True] * len(huruf)
    for cocok in re.finditer(r" {2,}", teks):
        simpan[cocok.start() + 1 : cocok.end()] = [False] * (cocok.end() - cocok.start() - 1)
    for cocok in _SEKITAR_BARIS.finditer(teks):
        for i in range(cocok.start(), cocok.end()):
            simpan[i] = teks[i] == "\n"
    awal, akhir = len(teks) - len(teks.lstrip(" \n")), len(teks.rstrip(" \n"))
    hasil: list[Potong] = []
    for i in range(awal, akhir):
        if not simpan[i]:
            continue
        h, tanda = huruf[i]
        if hasil and h != "\n" != hasil[-1].teks and hasil[-1].tanda == tanda:
            hasil[-1] = Potong(hasil[-1].teks + h, tanda)
        else:
            hasil.append(Potong(h, tanda))
    return hasil


def _berurut(isi: list[Blok]) -> list[Blok]:
    """Headings without a gap: the second level only under the first."""
    pertama = False
    for blok in isi:
        if isinstance(blok, Alinea) and blok.tag != "p":
            blok.tag = blok.tag if pertama else "h4"
            pertama = True
    return isi
