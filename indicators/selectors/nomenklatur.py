"""The official codes and names of programmes, kegiatan and sub kegiatan, as a person looks for them."""

from collections.abc import Iterable

from indicators.models import Nomenklatur

EDISI_LAMA, EDISI_BARU = 2019, 2023
MAKS_PILIHAN = 20


def edisi_tahun(tahun: int) -> int:
    """The edition that holds in a year: two-digit sub kegiatan codes of 2019, four-digit ones of 2023."""
    return EDISI_BARU if tahun >= EDISI_BARU else EDISI_LAMA


def nomenklatur_cari(edisi: int, tingkat: str, cari: str, di_bawah: str = "") -> list[Nomenklatur]:
    """At most MAKS_PILIHAN entries of a level whose code begins with `cari`, or whose name has all its words.

    `di_bawah`: only what belongs to that code. One query.
    """
    rows = Nomenklatur.objects.filter(edisi=edisi, tingkat=tingkat)
    if di_bawah:
        rows = rows.filter(kode__startswith=f"{di_bawah}.")
    kata = cari.split()
    if kata and kata[0][0].isdigit():
        rows = rows.filter(kode__startswith=kata.pop(0))
    for satu in kata:
        rows = rows.filter(nama__icontains=satu)
    return list(rows.order_by("kode")[:MAKS_PILIHAN])


def nomenklatur_nama(edisi: int, tingkat: str, kode: str) -> str:
    """The official name of a code, empty when the edition has no such code on that level. One query."""
    rows = Nomenklatur.objects.filter(edisi=edisi, tingkat=tingkat, kode=kode)
    return rows.values_list("nama", flat=True).first() or ""


def nomenklatur_dikenal(edisi: int, sampai: int, kode: Iterable[str]) -> frozenset[str]:
    """Those of the codes that this edition or a later one up to `sampai` has. One query.

    An element stands for the years to come too: it bears the code of today long before the year it is looked at ends.
    """
    rows = Nomenklatur.objects.filter(edisi__range=(edisi, sampai), kode__in=set(kode)).order_by()
    return frozenset(rows.values_list("kode", flat=True))
