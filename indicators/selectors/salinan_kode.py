"""The codes of programmes, kegiatan and sub kegiatan held against the nomenclature of the years they go into."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators.models import Nomenklatur
from indicators.selectors.nomenklatur import edisi_tahun
from indicators.tingkat import induk_of, tingkat_of


@dataclass(frozen=True)
class KodeHilang:
    """One code the edition of the new years does not have; `usulan` is its code of the same name, empty without one."""

    tingkat: str
    kode: str
    uraian: str
    edisi: int
    usulan: str


def periksa_kode(tingkat: Sequence[Sequence[Any]], tahun: int, *, pakai: bool) -> list[KodeHilang]:
    """What is gone, from the programmes down. `pakai`: the rows take the proposed codes. One query.

    Proposed is only the one entry of the same level and name whose code begins with that of the element above and that
    no other element of the perangkat daerah uses.
    """
    rows = [r for satu in tingkat for r in satu if r.kode]
    if not rows:
        return []
    edisi = edisi_tahun(tahun)
    dikenal, bernama = _edisi(edisi)
    dipakai = {(r.perangkat_daerah_id, r.kode) for r in rows}
    hasil = []
    for r in rows:
        t = tingkat_of(r)
        if (t.nomenklatur, r.kode) in dikenal:
            continue
        atas = getattr(induk_of(r), "kode", "")
        cocok = [
            kode
            for kode in bernama.get((t.nomenklatur, _kata(r.uraian)), ())
            if (not atas or kode.startswith(f"{atas}.")) and (r.perangkat_daerah_id, kode) not in dipakai
        ]
        usulan = cocok[0] if len(cocok) == 1 else ""
        hasil.append(KodeHilang(t.nama, r.kode, r.uraian, edisi, usulan))
        if usulan and pakai:
            dipakai.add((r.perangkat_daerah_id, usulan))
            r.kode = usulan
    return hasil


def _edisi(edisi: int) -> tuple[set[tuple[str, str]], dict[tuple[str, str], list[str]]]:
    """The codes of an edition by level, and by level and name."""
    dikenal: set[tuple[str, str]] = set()
    bernama: dict[tuple[str, str], list[str]] = {}
    for tingkat, kode, nama in (
        Nomenklatur.objects.filter(edisi=edisi).order_by().values_list("tingkat", "kode", "nama")
    ):
        dikenal.add((tingkat, kode))
        bernama.setdefault((tingkat, _kata(nama)), []).append(kode)
    return dikenal, bernama


def _kata(teks: str) -> str:
    return " ".join(teks.casefold().split())
