"""What a builder is asked for, and what it says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from indicators.models import PerangkatDaerah, RencanaTahunan, UnitKerja
from reports.models import PerjanjianKinerja


@dataclass(frozen=True)
class Permintaan:
    """One document: of whom, of which year, and, once it is finished, with which number and date.

    `perangkat_daerah` has its regency joined. Without `nomor` and `tanggal` the document is a draft with visible
    placeholders. For a PK only: `perjanjian` chooses a stored agreement, `rencana` a plan other than the last one of
    the year, `unit` the agreement of a unit's head, `kepala_daerah` that of the regency's head; else it is that of the
    head of the agency. `triwulan` (1 to 4): for the kinds that speak of one quarter; 0 for all others. `kode` is the
    verification code of a document about to be finished, `diperiksa` what the person ticked on its checklist
    (Butir.sidik of reports/gerbang.py); None where nobody ticks: a draft, a command, the background worker.
    """

    perangkat_daerah: PerangkatDaerah
    tahun: int
    nomor: str = ""
    tanggal: date | None = None
    final: bool = False
    perjanjian: PerjanjianKinerja | None = None
    rencana: RencanaTahunan | None = None
    unit: UnitKerja | None = None
    kepala_daerah: bool = False
    triwulan: int = 0
    kode: str = ""
    diperiksa: frozenset[str] | None = None

    @property
    def ciri(self) -> tuple[object, ...]:
        """What names this request among all others: what is made of the same facts for the same `ciri` is the same.

        Only of requests without an agreement that is not stored yet and differs from the one its plan gives.
        """
        milik = (self.perangkat_daerah, self.rencana, self.unit)
        nilai = (self.tahun, self.triwulan, self.kepala_daerah, self.nomor, self.tanggal, self.final)
        return (*(satu and satu.pk for satu in milik), *nilai)

    @property
    def per_tanggal(self) -> date:
        """The day whose officials sign: the document's own, else the last day of its year."""
        return self.tanggal or date(self.tahun, 12, 31)


@dataclass(frozen=True)
class BagianNarasi:
    """One section of prose that a planner may write himself. `bawaan` is the text generated from the data.

    `bab` is the heading of lists it stands under (`Bab I Pendahuluan`); empty in a document without chapters.
    """

    kunci: str  # Narasi.bagian: lkjip.1.1
    judul: str
    bawaan: str  # paragraphs, one per line
    bab: str = ""

    @property
    def alinea(self) -> list[str]:
        """The generated text by paragraphs."""
        return [baris for baris in self.bawaan.split("\n") if baris.strip()]


DEPAN = "Bagian depan"
"""Where prose before the first chapter stands in lists."""


def label_bab(nomor: str, judul: str) -> str:
    """The heading of a chapter in lists: `Bab III Akuntabilitas Kinerja` of `BAB III` and its title."""
    return " ".join(nomor.replace("BAB", "Bab").split() + judul.split())


class Builder(Protocol):
    """What every module of reports.builders that makes a document offers."""

    TEMPLATE: str
    SCHEMA: int
    NOMOR_WAJIB: bool

    def build(self, permintaan: Permintaan) -> Mapping[str, Any]:
        """The payload. Raises Incomplete with what is missing."""

    def periksa(self, permintaan: Permintaan) -> list[str]:
        """What is missing, one sentence each, without building the document; empty when it can be made."""

    def judul(self, permintaan: Permintaan) -> str:
        """The title of the document in lists."""

    def periode_kunci(self, permintaan: Permintaan) -> str:
        """Which documents are versions of each other: `2024`, `2021-2026`."""

    def narasi(self, permintaan: Permintaan) -> list[BagianNarasi]:
        """The sections of prose, in the order of the document; empty when it has none."""
