"""The head of a foreign table: one to three rows, merged cells joined downward and to the right, and its look."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sakip.lib.xlsx_baca import Lembar, Nilai, huruf_kolom

CARI = 30
"""Rows in which the head is looked for, and that are shown."""

MAKS_TINGGI = 3
MAKS_JUDUL = 160


@dataclass(frozen=True)
class Judul:
    """One column: its number and the words above it, from the top down."""

    kolom: int
    kata: tuple[str, ...]

    @property
    def huruf(self) -> str:
        """`C`."""
        return huruf_kolom(self.kolom)

    @property
    def teks(self) -> str:
        """`Target › 2021`."""
        return " › ".join(self.kata)

    @property
    def dicari(self) -> str:
        """All words in small letters, for the proposals."""
        return baku(" ".join(self.kata))


def baku(teks: str) -> str:
    """Words in small letters without signs that carry nothing."""
    return " ".join(re.sub(r"[^\w%.&/]+", " ", teks.casefold()).split())


def tampak(nilai: Nilai) -> str:
    """A cell's value as plain text."""
    if nilai is None:
        return ""
    return " ".join(str(nilai).split())


def judul_kolom(lembar: Lembar, kepala: int, tinggi: int) -> list[Judul]:
    """The heads of all columns. `kepala`: first row; `tinggi`: how many rows it has."""
    gabung = tergabung(lembar.gabung)
    akhir = kepala + tinggi - 1
    hasil: list[Judul] = []
    kiri: dict[int, str] = {}
    for k in range(1, lembar.lebar + 1):
        atas: dict[int, str] = {}
        for r in range(kepala, akhir + 1):
            teks = tampak(lembar.di(*gabung.get((r, k), (r, k))).nilai)
            serumpun = all(atas[b] == kiri.get(b) for b in range(kepala, r))
            if not teks and r < akhir and serumpun and _terbagi(lembar, r, k, akhir):
                teks = kiri.get(r, "")
            atas[r] = teks
        kiri = atas
        kata = [t for n, t in enumerate(atas.values()) if t and (n == 0 or t != atas[kepala + n - 1])]
        hasil.append(Judul(k, tuple(kata)))
    return hasil


def _terbagi(lembar: Lembar, r: int, k: int, akhir: int) -> bool:
    """A word that spans columns without being merged stands over the first of them only; each has its own below."""
    return all(any(lembar.di(b, kolom).nilai for b in range(r + 1, akhir + 1)) for kolom in (k - 1, k))


def tergabung(gabung: Iterable[tuple[int, int, int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells of merged ranges → the first cell of each, whose content counts for all."""
    hasil: dict[tuple[int, int], tuple[int, int]] = {}
    for atas, kiri, bawah, kanan in gabung:
        if (bawah - atas + 1) * (kanan - kiri + 1) <= 5_000:
            hasil |= {(r, k): (atas, kiri) for r in range(atas, bawah + 1) for k in range(kiri, kanan + 1)}
    return hasil


def ciri(judul: Sequence[Judul]) -> str:
    """A digest of the head's words: the same for the same form filled in anew."""
    isi = "\n".join(f"{j.kolom}\t{j.dicari}" for j in judul if j.kata)
    return hashlib.sha256(isi.encode("utf-8", "replace")).hexdigest()


def usul_kepala(lembar: Lembar, kena: Callable[[list[Judul]], int]) -> tuple[int, int]:
    """The row where the head seems to begin, and its height: where most fields find their column; else (1, 1).

    `kena`: how many fields do under a head.
    """
    terbaik, hasil = 0, (1, 1)
    lembar = potong(lembar, CARI + MAKS_TINGGI)
    for r in range(1, min(lembar.tinggi, CARI) + 1):
        for tinggi in range(1, MAKS_TINGGI + 1):
            judul = judul_kolom(lembar, r, tinggi) if _layak(lembar, r, tinggi) else []
            jumlah = kena([j for j in judul if len(j.teks) < MAKS_JUDUL])
            if jumlah > terbaik:
                terbaik, hasil = jumlah, (r, tinggi)
    return hasil


def potong(lembar: Lembar, baris: int) -> Lembar:
    """The first rows of a sheet alone."""
    sel = {t: s for t, s in lembar.sel.items() if t[0] <= baris}
    return Lembar(lembar.nama, lembar.tersembunyi, sel, [g for g in lembar.gabung if g[0] <= baris])


def _layak(lembar: Lembar, r: int, tinggi: int) -> bool:
    """Every row of a head has two words at least, and none is a row of figures."""
    for b in range(r, r + tinggi):
        isi = [s.nilai for k in range(1, lembar.lebar + 1) if not (s := lembar.di(b, k)).kosong]
        kata = [v for v in isi if isinstance(v, str) or _tahun(v)]
        if len(isi) < 2 or len(kata) < len(isi) or _bernomor(isi):
            return False
    return True


def _tahun(nilai: Nilai) -> bool:
    return str(nilai).isdecimal() and 1990 <= int(str(nilai)) <= 2100


def _bernomor(isi: Sequence[Nilai]) -> bool:
    """A row that numbers the columns: 1, 2, 3 …, also `(1)` and `4=5+6`, and nothing else in it."""
    teks = [re.sub(r"[()\s]|=.*", "", str(v)) for v in isi]
    if len(teks) < 3 or not all(t.isdecimal() and len(t) < 4 for t in teks):
        return False
    angka = [int(t) for t in teks]
    return angka == sorted(set(angka)) and angka[0] <= 2 and angka[-1] <= len(angka) + 3


baris_bernomor = _bernomor
