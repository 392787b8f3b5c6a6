"""The staff of a perangkat daerah at the end of a year, as its page shows it and the annual report prints it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.models import PerangkatDaerah, StatistikPegawai

KOSONG = 2
"""Empty rows offered below each kind."""
Kelompok = StatistikPegawai.Kelompok


@dataclass(frozen=True)
class KeadaanPegawai:
    """The rows of a year by kind: (name, how many; None: not stated). `usulan`: nothing is stored yet, the names are
    those of the year before. `ciri` changes with what is stored.
    """

    kelompok: dict[str, list[tuple[str, int | None]]]
    usulan: bool
    ciri: str

    def jumlah(self, kelompok: str) -> int:
        """How many people of a kind are stated."""
        return sum(n or 0 for _, n in self.kelompok.get(kelompok, []))


def keadaan_pegawai(perangkat_daerah: PerangkatDaerah, tahun: int) -> KeadaanPegawai:
    """The staff of a year. One query."""
    rows = StatistikPegawai.objects.filter(perangkat_daerah=perangkat_daerah, tahun__in=(tahun, tahun - 1))
    semua = list(rows.order_by("kelompok", "urutan", "pk"))
    kini = [r for r in semua if r.tahun == tahun]
    hasil: dict[str, list[tuple[str, int | None]]] = {k: [] for k in Kelompok.values}
    for r in kini or semua:
        hasil[r.kelompok].append((r.nama, r.jumlah if kini else None))
    return KeadaanPegawai(hasil, not kini, ciri_pegawai(kini))


def ciri_pegawai(rows: Sequence[StatistikPegawai]) -> str:
    """What is stored, in short."""
    isi = sorted((r.kelompok, r.urutan, r.nama, r.jumlah) for r in rows)
    return hashlib.sha256(repr(isi).encode()).hexdigest()[:16]
