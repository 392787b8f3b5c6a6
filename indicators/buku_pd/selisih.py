"""What a comparison finds: rows that are new, changed cell by cell, or gone, and what was shown of them in short."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.baca import BarisBerkas, LembarBerkas
from indicators.buku_pd.bidang import Bidang, tampil
from indicators.buku_pd.muat import Isi, Rekam
from indicators.buku_pd.tabel import KUNCI, Tabel
from sakip.lib.kemas import tulis


@dataclass(frozen=True)
class SelUbah:
    """One cell that differs."""

    bidang: Bidang
    lama: str
    baru: str
    alamat: str
    catatan: str = ""

    @property
    def lama_teks(self) -> str:
        """What is stored, as a person reads it."""
        return tampil(self.bidang, self.lama)

    @property
    def baru_teks(self) -> str:
        """What the file says."""
        return tampil(self.bidang, self.baru)


@dataclass
class Baris:
    """One row of the result. `rekam` None: it is new. `isi`: all its cells, references by key."""

    tabel: Tabel
    kunci: str
    isi: dict[str, str]
    rekam: Rekam | None = None
    sel: list[SelUbah] = field(default_factory=list)
    berkas: BarisBerkas | None = None
    lembar: LembarBerkas | None = None

    @property
    def alamat(self) -> str:
        """Where the row begins in the file; nothing for one that is not in it."""
        return self.lembar.alamat(self.berkas) if self.lembar and self.berkas else ""

    @property
    def nama(self) -> str:
        """What the row is about."""
        teks = self.isi.get(self.tabel.judul_baris, "")
        kunci = self.isi.get("kode") or (self.isi.get(KUNCI, "") if self.tabel.berkunci else self.kunci)
        return kunci if teks in kunci.split("/") else " ".join(filter(None, (kunci, teks)))


@dataclass(frozen=True)
class Usul:
    """A new row that reads like a stored one that the file does not name."""

    baru: Baris
    lama: Rekam

    @property
    def kendali(self) -> str:
        """How the proposal is accepted."""
        return f"{self.baru.tabel.nama}|{self.baru.kunci}|{self.lama.kunci}"

    @property
    def lama_teks(self) -> str:
        """The words of the stored row."""
        return self.lama.isi.get(self.baru.tabel.judul_baris, "")


@dataclass
class Selisih:
    """The whole comparison."""

    isi: Isi
    baru: list[Baris] = field(default_factory=list)
    ubah: list[Baris] = field(default_factory=list)
    hapus: list[Baris] = field(default_factory=list)
    usul: list[Usul] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)
    lewat: list[str] = field(default_factory=list)
    sama: int = 0
    dibiarkan: int = 0

    @cached_property
    def jadwal_baru(self) -> list[Baris]:
        """The quarters that come with the file."""
        return [b for b in self.baru if b.tabel.nama == "jadwal"]

    @property
    def jumlah(self) -> int:
        """Rows that would be written."""
        return len(self.baru) + len(self.ubah) + len(self.hapus)

    @cached_property
    def inti(self) -> str:
        """What was shown, as text: the cells of new rows, what changes in the others, what goes."""
        ubah = [[b.tabel.nama, b.kunci, [[s.bidang.kunci, s.lama, s.baru] for s in b.sel]] for b in self.ubah]
        hapus = [[b.tabel.nama, b.kunci] for b in self.hapus]
        return tulis({"baru": _inti_baru(self.baru), "ubah": ubah, "hapus": hapus})

    @property
    def sidik(self) -> str:
        """What was shown, in short: it is applied only while it is still the same."""
        return hashlib.sha256(self.inti.encode("utf-8", "surrogatepass")).hexdigest()


def _inti_baru(baru: Iterable[Baris]) -> dict[str, Any]:
    """New rows by table: the names of their columns once, where they are those of the first row."""
    hasil: dict[str, Any] = {}
    for b in baru:
        if b.tabel.nama not in hasil:
            hasil[b.tabel.nama] = {"judul": list(b.isi), "baris": []}
        satu = hasil[b.tabel.nama]
        sama = list(b.isi) == satu["judul"]
        satu["baris"].append([b.kunci, *b.isi.values()] if sama else [b.kunci, b.isi])
    return hasil
