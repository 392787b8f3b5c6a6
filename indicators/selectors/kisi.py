"""The rows of a planning grid: what stands in each cell, and the state of the row the person saw."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from indicators.models import Indikator, TingkatPredikat

ANGKA, RUPIAH, PILIHAN = "angka", "rupiah", "pilihan"


@dataclass(frozen=True)
class Sel:
    """One cell that can be typed. `isi` is what is stored, as a person would type it; a choice holds its key.

    `kolom` is the column of the grid it belongs to (a choice that takes the place of a number stands in its column),
    `label` what a screen reader says, `judul` the heading of its column.
    """

    nama: str
    kolom: str
    judul: str
    label: str
    isi: str = ""
    jenis: str = ANGKA
    pilihan: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class BarisKisi:
    """One row of a grid. `tetap` are its columns that cannot be typed, (heading, text); `sel` is one list per column.

    `versi` names the state of the stored rows behind it (empty: there are none), `peringatan` is what does not add up.
    """

    pk: int
    kunci: str
    nama: str
    kode: str = ""
    tanda: str = ""
    tetap: tuple[tuple[str, str], ...] = ()
    sel: tuple[tuple[Sel, ...], ...] = ()
    akhir: tuple[tuple[str, str], ...] = ()
    versi: str = ""
    peringatan: tuple[str, ...] = ()
    keluar: bool = False
    objek: Any = field(default=None, compare=False, repr=False)

    @property
    def semua_sel(self) -> Iterable[Sel]:
        """Every cell of the row, in order."""
        return (s for kolom in self.sel for s in kolom)


@dataclass(frozen=True)
class KelompokKisi:
    """Rows under one heading; `tingkat` says how deep it stands. `kunci` names its sum, which a save answers anew."""

    judul: str
    baris: tuple[BarisKisi, ...] = ()
    tingkat: int = 1
    kunci: str = ""
    jumlah: tuple[int | None, ...] = ()


def versi(rows: Iterable[Any]) -> str:
    """The state of some stored rows: changes with every row that is written, added or removed. Empty without any."""
    tanda = sorted(row.diubah_pada.isoformat() for row in rows)
    return f"{len(tanda)}@{tanda[-1]}" if tanda else ""


def pilihan_tingkat(skala_id: Iterable[int | None]) -> dict[int, tuple[tuple[str, str], ...]]:
    """The steps of some scales as choices, the best first. One query."""
    hasil: dict[int, list[tuple[str, str]]] = {}
    for t in TingkatPredikat.objects.filter(skala__in={s for s in skala_id if s}).order_by("skala", "-peringkat"):
        hasil.setdefault(t.skala_id, []).append((str(t.pk), t.kode))
    return {skala: (("", "–"), *isi) for skala, isi in hasil.items()}


def bentuk(indikator: Indikator) -> tuple[bool, bool]:
    """(has a step of a scale, has a number): what a value of the indikator consists of."""
    bertingkat = indikator.skala_id is not None
    hanya_tingkat = indikator.jenis_nilai in (Indikator.JenisNilai.KESESUAIAN, Indikator.JenisNilai.KATEGORI)
    return bertingkat, not (bertingkat and hanya_tingkat)
