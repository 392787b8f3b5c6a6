"""What the rules about the data look at: one perangkat daerah in one year, as plain values without a database.

Every field has a default: a rule asks for what it needs, and a test gives nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from indicators.checks_pohon import PohonCek


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
    kode_induk: str = ""


@dataclass(frozen=True)
class UraianCek:
    """One element of the cascade of the perangkat daerah, its words in `objek.nama`; `induk` is the key above it."""

    objek: Objek
    induk: int | None = None
    jumlah_anak: int = 1


@dataclass(frozen=True)
class TingkatCek:
    """One step of a scale with its band; a band without an end is open there."""

    kode: str
    bawah: Decimal | None = None
    atas: Decimal | None = None
    bawah_inklusif: bool = False

    def memuat(self, nilai: Decimal) -> bool:
        """Whether a number may belong to the step; both ends do, since scales differ in which of them counts."""
        return (self.bawah is None or nilai >= self.bawah) and (self.atas is None or nilai <= self.atas)


@dataclass(frozen=True)
class IndikatorCek:
    """One indikator. `target` by year (Renstra), `rencana` that of the plan in force, None when it has none there.

    `induk` is the element it measures, `triwulan` the targets of the four quarters, `nama_variabel` by role.

    `pemilik` is the place in the tree of units (`/1/12/`) of the unit whose sasaran it measures, empty for a sasaran of
    the perangkat daerah as a whole. `variabel` names the roles of its variables; `teks` all its words by field;
    `galat_rumus` says why its formula cannot be worked out. `pendahulu` is what it continues within the period;
    `diteruskan`: another one of the period continues it.
    """

    objek: Objek
    jenjang: str = "sasaran"
    iku: bool = False
    jenis_nilai: str = "ANGKA"
    pendahulu: int | None = None
    diteruskan: bool = False
    rumus: str = "LANGSUNG"
    ekspresi: str = ""
    variabel: frozenset[str] = frozenset()
    galat_rumus: str = ""
    pemilik: str = ""
    jumlah_program: int = 0
    target: Mapping[int, NilaiCek] = field(default_factory=dict)
    rencana: NilaiCek | None = None
    teks: Mapping[str, str] = field(default_factory=dict)
    induk: int | None = None
    satuan: str = ""
    simbol: str = ""
    arah: str = "NAIK"
    akumulasi: str = "AKHIR"
    berskala: bool = False
    triwulan: tuple[Decimal | None, ...] = ()
    nama_variabel: Mapping[str, str] = field(default_factory=dict)
    kondisi_akhir: NilaiCek | None = None
    kosong: tuple[str, ...] = ()  # the words an IKU must have and this one has not

    @property
    def semua_target(self) -> list[tuple[str, NilaiCek]]:
        """Every target with what it is called: those of the Renstra by year, then that of the plan."""
        milik = [(f"Target {t}", n) for t, n in sorted(self.target.items())]
        return milik + ([("Target rencana", self.rencana)] if self.rencana else [])


@dataclass(frozen=True)
class RincianCek:
    """One realisasi value with its components in order; a component without value is None."""

    objek: Objek
    nilai: Decimal
    rincian: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True)
class RealisasiCek:
    """One value of a quarter (its objek names the indikator and the quarter). `hitungan` is what it follows from:
    the formula's result or the percentage of its parts, None where it follows from nothing."""

    objek: Objek
    nilai: Decimal | None = None
    tingkat: int | None = None
    hitungan: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    tahunan: bool = False


@dataclass(frozen=True)
class UangCek:
    """Money and progress of one sub kegiatan up to one quarter, beside its pagu and the quarter before."""

    objek: Objek
    pagu: int | None = None
    keuangan: int | None = None
    fisik: Decimal | None = None
    keuangan_lalu: int | None = None
    fisik_lalu: Decimal | None = None
    alasan: str = ""


@dataclass(frozen=True)
class RencanaCek:
    """One version of the year's plan."""

    objek: Objek
    disahkan: bool = True
    dasar: str = ""
    tanggal: date | None = None


@dataclass(frozen=True)
class StatistikCek:
    """The staff of one kind (GOLONGAN, PENDIDIKAN, …): how many people in all, and how many kinds have no figure."""

    objek: Objek
    kelompok: str
    jumlah: int = 0
    tanpa_angka: int = 0


@dataclass(frozen=True)
class ProgramCek:
    """One programme of the plan in force: pagu in whole rupiah, how many sub kegiatan have pagu, how many of these no
    realisasi, and the names of the units that owe it."""

    objek: Objek
    pagu: int
    jumlah_iku: int = 1
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
    pangkat: str = ""
    kedudukan: str = ""
    daerah: bool = False  # of the regency itself, not of the perangkat daerah

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
    nama_nomenklatur: Mapping[str, str] = field(default_factory=dict)
    unsur: tuple[UraianCek, ...] = ()
    tingkat: Mapping[int, TingkatCek] = field(default_factory=dict)
    realisasi: tuple[RealisasiCek, ...] = ()
    uang: tuple[UangCek, ...] = ()
    ada_rencana: bool = False
    pagu_sub: Mapping[int, int] = field(default_factory=dict)  # of the plan in force, whole rupiah by sub kegiatan
    iku_program: Mapping[int, int] = field(default_factory=dict)  # how many IKU a programme supports, by its key
    rencana: tuple[RencanaCek, ...] = ()
    statistik: tuple[StatistikCek, ...] = ()
    pohon: PohonCek = PohonCek()
