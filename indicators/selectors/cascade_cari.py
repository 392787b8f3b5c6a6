"""Searching the tree: only what contains the words, with what lies above and below it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indicators.selectors.cascade import Simpul


def saring(daftar: Iterable[Simpul], cari: str) -> tuple[Simpul, ...]:
    """Only the branches that contain every word of `cari` in name or code, with what lies above and below them.

    Where only an indikator matches, its branch keeps the matching ones.
    """
    kata = cari.casefold().split()
    if not kata:
        return tuple(daftar)
    return tuple(hasil for s in daftar if (hasil := _saring(s, kata)) is not None)


def _saring(simpul: Simpul, kata: Sequence[str]) -> Simpul | None:
    if (simpul.pk is not None or simpul.jenis == "unit") and _cocok(kata, simpul.kode, simpul.uraian):
        return simpul
    anak = tuple(hasil for s in simpul.anak if (hasil := _saring(s, kata)) is not None)
    indikator = tuple(i for i in simpul.indikator if _cocok(kata, i.kode, i.nama))
    return replace(simpul, anak=anak, indikator=indikator) if anak or indikator else None


def _cocok(kata: Sequence[str], *teks: str) -> bool:
    isi = " ".join(teks).casefold()
    return all(k in isi for k in kata)
