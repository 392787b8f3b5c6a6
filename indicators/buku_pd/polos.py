"""New targets and pagu, of which there are very many: handed to the database by their cells, without rows of the model.

Only rows whose every cell surely fits are plain; any other one is composed and checked as rows of other sheets are, so
that it is refused in the words of the model.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from indicators.buku_pd.muat import Isi
from indicators.buku_pd.selisih import Baris
from indicators.buku_pd.tabel import Tabel
from sakip.lib.bulk import MAKS_BELAKANG, MAKS_DEPAN

TRIWULAN = ("tw1", "tw2", "tw3", "tw4")
SEL_TARGET = ("nilai", *TRIWULAN)
KOLOM = {
    "target": frozenset({"rencana", "indikator", "nilai", *TRIWULAN, "contoh"}),
    "pagu": frozenset({"rencana", "sub_kegiatan", "jenis_belanja", "jumlah", "contoh"}),
}
"""The columns known here: a sheet with another one has no plain rows."""

_ANGKA = re.compile(rf"-?[0-9]{{1,{MAKS_DEPAN}}}(?:\.[0-9]{{1,{MAKS_BELAKANG}}})?")
MAKS_BULAT = 15
"""Digits of an amount in rupiah."""


def pisahkan(
    tabel: Tabel, baru: Sequence[Baris], isi: Isi, obj: Mapping[str, Container[str]]
) -> tuple[list[Baris], list[Baris]]:
    """The plain rows of a sheet, and the others. `obj`: the rows that may be referred to, by table and key."""
    if KOLOM.get(tabel.nama) != frozenset(b.kunci for b in tabel.bidang):
        return [], list(baru)
    rencana = obj["rencana"]
    if tabel.nama == "target":
        indikator = obj["indikator"]
        sah = [b.isi["rencana"] in rencana and b.isi["indikator"] in indikator and _target(b.isi) for b in baru]
    else:
        sub, jenis = obj["sub_kegiatan"], isi.acuan.obj["jenis_belanja"]
        sah = [
            b.isi["rencana"] in rencana and b.isi["sub_kegiatan"] in sub and b.isi["jenis_belanja"] in jenis
            and _bulat(b.isi.get("jumlah", "")) for b in baru
        ]  # fmt: skip
    return [b for b, ya in zip(baru, sah, strict=True) if ya], [b for b, ya in zip(baru, sah, strict=True) if not ya]


def angka_sah(teks: str) -> bool:
    """Whether a figure in its one spelling fits the columns of values as it is."""
    return _ANGKA.fullmatch(teks) is not None


def nilai_target(isi: Mapping[str, str]) -> list[str | None]:
    """The figures of a plain target: year and quarters, as digits."""
    return [teks or None for teks in map(isi.get, SEL_TARGET)]


def _target(isi: Mapping[str, str]) -> bool:
    return all(map(_ANGKA.fullmatch, filter(None, map(isi.get, SEL_TARGET))))


def _bulat(teks: str) -> bool:
    return teks.isascii() and teks.isdigit() and len(teks) <= MAKS_BULAT


def rencana_dari(rows: Iterable[Any]) -> set[str]:
    """The plans that rows are about."""
    return {b.isi["rencana"] for b in rows}
