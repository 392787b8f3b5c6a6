"""How one foreign table is read: sheet, head, the column of each field, what its figures mean, what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from indicators.buku_asing.bidang import ANGGARAN, BIDANG, PILIHAN, BidangAsing, Pilihan, bidang_jenis
from indicators.buku_asing.kepala import MAKS_TINGGI, Judul

KODE, KOLOM = "kode", "kolom"
MAKS_JAWABAN = 2_000


@dataclass(frozen=True)
class Pemetaan:
    """One mapping. `akhir`: last row of the table, 0 where it goes to the end of the sheet. Rows count from 1."""

    jenis: str
    lembar: str
    kepala: int = 1
    tinggi: int = 1
    akhir: int = 0
    kolom: dict[str, int] = field(default_factory=dict)
    desimal: dict[str, str] = field(default_factory=dict)
    pilihan: dict[str, str] = field(default_factory=dict)
    jawaban: dict[str, str] = field(default_factory=dict)

    @property
    def awal(self) -> int:
        """The first row below the head."""
        return self.kepala + self.tinggi

    def ke_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    def diingat(self) -> dict[str, Any]:
        """What is remembered of it for the next file: not the answers about the rows of this one."""
        return asdict(replace(self, akhir=0, jawaban={}))


def dari_json(isi: Mapping[str, Any]) -> Pemetaan | None:
    """A mapping that was kept; None for what is none (of another version)."""
    try:
        if isi["jenis"] not in BIDANG or not 1 <= isi["tinggi"] <= MAKS_TINGGI:
            return None
        return Pemetaan(**isi)
    except (KeyError, TypeError):
        return None


def bidang_dipakai(peta: Pemetaan, tahun: Iterable[int]) -> list[BidangAsing]:
    """The fields of its kind; of programmes, those of the way their level is known."""
    semua = bidang_jenis(peta.jenis, tahun)
    if peta.jenis != ANGGARAN:
        return semua
    return [b for b in semua if _sesuai(b.kunci, peta.pilihan.get("susunan", KODE))]


def _sesuai(kunci: str, susunan: str) -> bool:
    bersama = kunci in ("unit_kerja", "jenis_belanja", "jumlah")
    return bersama or (kunci in ("kode", "kode_akhir", "uraian")) is (susunan == KODE)


def pilihan_jenis(jenis: str) -> tuple[Pilihan, ...]:
    """What is chosen for all rows."""
    return PILIHAN[jenis]


def usulkan(peta: Pemetaan, judul: Sequence[Judul], tahun: Sequence[int]) -> Pemetaan:
    """The mapping with columns proposed by the words of the head; nothing is taken for granted."""
    pilihan = {p.kunci: p.bawaan for p in PILIHAN[peta.jenis] if p.bawaan} | peta.pilihan
    if peta.jenis != ANGGARAN:
        return replace(peta, kolom=_usul(bidang_jenis(peta.jenis, tahun), judul), pilihan=pilihan)
    calon = []
    for susunan in (KODE, KOLOM):
        satu = replace(peta, pilihan=pilihan | {"susunan": susunan})
        calon.append(replace(satu, kolom=_usul(bidang_dipakai(satu, tahun), judul)))
    return max(calon, key=lambda c: len(c.kolom))


def usul_kolom(peta: Pemetaan, judul: Sequence[Judul], tahun: Iterable[int]) -> dict[str, int]:
    """The columns that the words of the head propose for the fields in use."""
    return _usul(bidang_dipakai(peta, tahun), judul)


def _usul(bidang: Iterable[BidangAsing], judul: Sequence[Judul]) -> dict[str, int]:
    terpakai: set[int] = set()
    hasil: dict[str, int] = {}
    for b in bidang:
        cocok = [j for j in judul if j.kata and j.kolom not in terpakai and b.cocok(j.dicari)]
        if cocok:
            hasil[b.kunci] = cocok[0].kolom
            terpakai.add(cocok[0].kolom)
    return hasil
