"""What differs between two texts, word by word, for people to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MAKS_KATA = 4000
"""Longer texts are compared line by line: word by word would take seconds."""
SEKITAR = 14
"""Words shown before and after a change."""

_KATA = re.compile(r"\n|[^\s]+")


@dataclass(frozen=True)
class Potongan:
    """A run of words: in both texts, only in the new one, only in the old one; `lewat` stands for words left out."""

    jenis: Literal["sama", "tambah", "hapus", "lewat"]
    teks: str


def beda(lama: str, baru: str) -> list[Potongan]:
    """The new text with what was added and what was taken away; long stretches without a change are cut short."""
    a, b = _pecah(lama), _pecah(baru)
    hasil: list[Potongan] = []
    for aksi, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if aksi == "equal":
            awal, akhir = not hasil, b2 == len(b)
            hasil += _ringkas(b[b1:b2], awal=awal, akhir=akhir)
            continue
        if a2 > a1:
            hasil.append(Potongan("hapus", _gabung(a[a1:a2])))
        if b2 > b1:
            hasil.append(Potongan("tambah", _gabung(b[b1:b2])))
    return hasil


def berbeda(lama: str, baru: str) -> bool:
    """Whether two texts differ in more than blanks."""
    return lama.split() != baru.split()


def _pecah(teks: str) -> list[str]:
    kata = _KATA.findall(teks)
    return kata if len(kata) <= MAKS_KATA else [baris for baris in teks.splitlines(keepends=True) if baris.strip()]


def _ringkas(kata: list[str], *, awal: bool, akhir: bool) -> Iterator[Potongan]:
    """Unchanged words: those near a change, and a mark for the rest."""
    depan, belakang = (0 if awal else SEKITAR), (0 if akhir else SEKITAR)
    if len(kata) <= depan + belakang + 6:
        yield Potongan("sama", _gabung(kata))
        return
    if depan:
        yield Potongan("sama", _gabung(kata[:depan]))
    yield Potongan("lewat", "…")
    if belakang:
        yield Potongan("sama", _gabung(kata[-belakang:]))


def _gabung(kata: list[str]) -> str:
    """Words as text again; a line break keeps its place."""
    return re.sub(r" ?\n ?", "\n", " ".join(kata))
