"""Text inside drawings: how wide it is, and where a line ends. Pure; the widths are those of Liberation Sans.

The drawings name Arial and Helvetica too, whose letters are as wide. Any other letter counts as a digit.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

_BIASA = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_TEBAL = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 "
    "584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 "
    "333 611 556 778 556 556 500 389 280 389 584"
)
_LAIN = {"—": 1000, "…": 1000, "“": 450, "”": 450, "·": 333}
_LEBAR = {
    tebal: dict(zip(map(chr, range(32, 127)), map(int, angka.split()), strict=True)) | _LAIN
    for tebal, angka in ((False, _BIASA), (True, _TEBAL))
}
"""Advance widths in thousandths of the size, by letter."""


def lebar_teks(teks: str, ukuran: float, *, tebal: bool = False) -> float:
    """The width of a text in the unit of its size."""
    lebar = _LEBAR[tebal]
    return sum(lebar.get(huruf, 556) for huruf in teks) * ukuran / 1000


@lru_cache(maxsize=4096)  # names of units come back in every chart of a page
def lipat(teks: str, lebar: float, ukuran: float, *, tebal: bool = False, maks: int = 0) -> tuple[str, ...]:
    """Lines that fit into the width; a word longer than a line is broken. With `maks` lines the last ends in “…”."""
    baris = lipat_menurut(lambda t: lebar_teks(t, ukuran, tebal=tebal), teks, lebar)
    if maks and len(baris) > maks:
        baris = [*baris[: maks - 1], _pendek(baris[maks - 1], lebar, ukuran, tebal=tebal)]
    return tuple(baris)


def _pendek(teks: str, lebar: float, ukuran: float, *, tebal: bool) -> str:
    while teks and lebar_teks(f"{teks}…", ukuran, tebal=tebal) > lebar:
        teks = teks[:-1].rstrip()
    return f"{teks}…"


def lipat_menurut(ukur: Callable[[str], float], teks: str, lebar: float) -> list[str]:
    """Lines that fit into the width as `ukur` measures them; a word longer than a line is broken where it must be."""
    baris: list[str] = []
    for kata in _kata(ukur, teks, lebar):
        calon = f"{baris[-1]} {kata}" if baris else kata
        if baris and ukur(calon) <= lebar:
            baris[-1] = calon
        else:
            baris.append(kata)
    return baris


def _kata(ukur: Callable[[str], float], teks: str, lebar: float) -> Iterator[str]:
    for kata in teks.split():
        while len(kata) > 1 and ukur(kata) > lebar:
            n = next((n for n in range(len(kata) - 1, 0, -1) if ukur(kata[:n]) <= lebar), 1)
            yield kata[:n]
            kata = kata[n:]
        yield kata
