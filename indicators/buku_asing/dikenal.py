"""What is stored already, as far as a foreign table names it: found by code or by the same words, else proposed."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, TypeVar

from indicators.buku_pd.cocok import MIRIP, kata, kode_baku

MAKS_MIRIP = 400
"""More stored names than this are held against nothing but the same words."""

MAKS_CARI = 300
"""More unknown names than this in one table are no slips of spelling: the rest is not held against every stored one."""

BARU, LEWATI = "baru", "lewati"

K = TypeVar("K")
V = TypeVar("V")


class Unsur(Protocol):
    """An element of the cascade."""

    @property
    def jenis(self) -> str: ...
    @property
    def pk(self) -> int: ...
    @property
    def kode(self) -> str: ...
    @property
    def uraian(self) -> str: ...


@dataclass(frozen=True)
class IndikatorDikenal:
    """A stored indikator."""

    pk: int
    kode: str
    nama: str
    skala: str


@dataclass(frozen=True)
class Tanya:
    """Something only a person knows. `kunci`: under which it is answered; `usul`: what looks right, "" for nothing.

    `pilihan`: value and label. `wajib`: nothing is read without an answer.
    """

    kunci: str
    alamat: str
    kalimat: str
    pilihan: tuple[tuple[str, str], ...]
    usul: str = ""
    wajib: bool = False
    jawab: str = ""

    @property
    def terpilih(self) -> str:
        """What stands chosen on the page."""
        return self.jawab or self.usul


@dataclass
class Dikenal:
    """The names of a perangkat daerah in a period. `skala`: code → (name, codes of its steps); `rencana`: drafts."""

    perangkat_daerah: str
    periode: tuple[int, int]
    unsur: Sequence[Unsur] = ()
    indikator: Sequence[IndikatorDikenal] = ()
    unit: Sequence[tuple[str, str]] = ()
    rencana: Sequence[tuple[str, str]] = ()
    jenis_belanja: Sequence[tuple[str, str]] = ()
    satuan: frozenset[str] = frozenset()
    skala: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    dicari: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @property
    def tahun(self) -> list[int]:
        """The years of the period."""
        return list(range(self.periode[0], self.periode[1] + 1))

    @cached_property
    def unsur_jenis(self) -> dict[str, list[Unsur]]:
        """The elements by level."""
        hasil: dict[str, list[Unsur]] = {}
        for u in self.unsur:
            hasil.setdefault(u.jenis, []).append(u)
        return hasil

    @cached_property
    def kode_unsur(self) -> dict[tuple[str, str], Unsur]:
        """Level and code → element."""
        return {(u.jenis, kode_baku(u.kode)): u for u in self.unsur if u.kode}

    @cached_property
    def kode_indikator(self) -> dict[str, IndikatorDikenal]:
        """Code → indikator."""
        return {i.kode: i for i in self.indikator}

    @cached_property
    def kata_unsur(self) -> dict[tuple[str, str], list[Unsur]]:
        """Level and words → elements."""
        return _menurut(self.unsur, lambda u: (u.jenis, kata(u.uraian)))

    @cached_property
    def kata_indikator(self) -> dict[str, list[IndikatorDikenal]]:
        """Words → indicators."""
        return _menurut(self.indikator, lambda i: kata(i.nama))

    def mirip_unsur(self, jenis: str, teks: str) -> list[Unsur]:
        """Elements of a level whose words are like these."""
        daftar = {kata(u.uraian): u for u in self.unsur_jenis.get(jenis, [])}
        return [daftar[k] for k in self._mirip(jenis, teks, daftar)]

    def mirip_indikator(self, teks: str) -> list[IndikatorDikenal]:
        """Indicators whose names are like this one."""
        return [i for k in self._mirip("", teks, self.kata_indikator) for i in self.kata_indikator[k]]

    def _mirip(self, jenis: str, teks: str, daftar: Mapping[str, object]) -> list[str]:
        kunci = jenis, kata(teks)
        if kunci not in self.dicari:
            if len(daftar) > MAKS_MIRIP or len(self.dicari) >= MAKS_CARI:
                return []
            self.dicari[kunci] = difflib.get_close_matches(kunci[1], list(daftar), n=3, cutoff=MIRIP)
        return self.dicari[kunci]


def _menurut(rows: Iterable[V], kunci: Callable[[V], K]) -> dict[K, list[V]]:
    hasil: dict[K, list[V]] = {}
    for row in rows:
        hasil.setdefault(kunci(row), []).append(row)
    return hasil
