"""What the rules about the data look at: one perangkat daerah in one year, as plain values without a database.

Every field has a default: a rule asks for what it needs, and a test gives nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Objek:
    """Something a finding is about. `unit` is the key of the unit that owns it; None: the perangkat daerah.

    `triwulan` is set for a value on a sheet, whose `pk` is that of its indikator.
    """

    jenis: str
    pk: int
    nama: str
    unit: int | None = None
    nama_unit: str = ""
    triwulan: int | None = None


@dataclass(frozen=True)
class NilaiCek:
    """A target or realisasi: a number, a step of a scale, or both; `teks` as it prints."""

    nilai: Decimal | None = None
    tingkat: int | None = None
    teks: str = "-"

    @property
    def kosong(self) -> bool:
        """Nothing was entered."""
        return self.nilai is None and self.tingkat is None


@dataclass(frozen=True)
class TujuanCek:
    """One tujuan and whether it has a misi."""

    objek: Objek
    ada_misi: bool = True


@dataclass(frozen=True)
class SasaranCek:
    """One sasaran: of the perangkat daerah (its objek has no unit) or of a unit, and what it hangs on."""

    objek: Objek
    ada_tujuan: bool = True
    ada_induk: bool = True
    jumlah_indikator: int = 1


@dataclass(frozen=True)
class KodeCek:
    """One program, kegiatan or sub kegiatan with its code as stored, empty when none is known."""

    objek: Objek
    kode: str = ""


@dataclass(frozen=True)
class IndikatorCek:
    """One indikator. `target` by year (Renstra), `rencana` that of the plan in force, None when it has none there.

    `pemilik` is the place in the tree of units (`/1/12/`) of the unit whose sasaran it measures, empty for a sasaran of
    the perangkat daerah as a whole. `variabel` names the roles of its variables; `teks` all its words by field;
    `galat_rumus` says why its formula cannot be worked out.
    """

    objek: Objek
    jenjang: str = "sasaran"
    iku: bool = False
    jenis_nilai: str = "ANGKA"
    rumus: str = "LANGSUNG"
    variabel: frozenset[str] = frozenset()
    galat_rumus: str = ""
    pemilik: str = ""
    jumlah_program: int = 0
    target: Mapping[int, NilaiCek] = field(default_factory=dict)
    rencana: NilaiCek | None = None
    teks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RincianCek:
    """One realisasi value with its components in order; a component without value is None."""

    objek: Objek
    nilai: Decimal
    rincian: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True)
class ProgramCek:
    """One programme of the plan in force: pagu in whole rupiah, how many sub kegiatan have pagu, how many of these no
    realisasi, and the names of the units that owe it."""

    objek: Objek
    pagu: int
    jumlah_sub: int = 1
    tanpa_realisasi: int = 0
    unit: tuple[str, ...] = ()


@dataclass(frozen=True)
class PejabatCek:
    """One official with the time of office; an open end is None."""

    objek: Objek
    jenis: str
    jabatan: str = ""
    nip: str = ""
    mulai: date | None = None
    selesai: date | None = None

    def menjabat(self, dari: date, sampai: date) -> bool:
        """Whether in office on any day of the time given."""
        return (self.mulai is None or self.mulai <= sampai) and (self.selesai is None or self.selesai >= dari)


@dataclass(frozen=True)
class Fakta:
    """Everything the rules look at. `periode` are the years of the Renstra, `nomenklatur` the codes of `edisi`.

    `nama_daerah` is the own regency, `daerah_lain` the other ones of the installation; `tutup` says whether a quarter
    of the year was closed already; `jenis_kepala` is the office that leads the perangkat daerah.
    """

    perangkat_daerah: Objek
    tahun: int = 2025
    periode: tuple[int, ...] = (2021, 2022, 2023, 2024, 2025, 2026)
    nama_daerah: str = ""
    daerah_lain: tuple[str, ...] = ()
    edisi: int = 2023
    nomenklatur: frozenset[str] = frozenset()
    jenis_kepala: str = "SEKDA"
    tutup: bool = False
    tujuan: tuple[TujuanCek, ...] = ()
    sasaran: tuple[SasaranCek, ...] = ()
    berkode: tuple[KodeCek, ...] = ()
    indikator: tuple[IndikatorCek, ...] = ()
    rincian: tuple[RincianCek, ...] = ()
    program: tuple[ProgramCek, ...] = ()
    pejabat: tuple[PejabatCek, ...] = ()
