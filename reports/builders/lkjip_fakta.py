"""The facts the sentences of the annual report are made of: plain values, no model, no query, nothing to print yet.

The prose functions (lkjip_narasi, lkjip_analisis) read only this, so that every claim can be tested on literal data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from sakip.lib.numbers import format_number, format_persen, terbilang


class Status(StrEnum):
    """What a capaian says about its target."""

    MELAMPAUI = "melampaui target"
    SESUAI = "sesuai target"
    BELUM = "belum mencapai target"
    TIDAK_DIKETAHUI = "belum dapat dihitung"


class Gerak(StrEnum):
    """How a value moved from one year to the next."""

    NAIK = "naik"
    TURUN = "turun"
    TETAP = "tetap"


@dataclass(frozen=True)
class NilaiTahun:
    """One indikator in one year: printed texts (long form) and what can be compared."""

    tahun: int
    target: str = "-"
    realisasi: str = "-"
    capaian: Decimal | None = None
    angka: Decimal | None = None
    peringkat: int | None = None
    target_angka: Decimal | None = None
    angka_teks: str = "-"  # the number as tables print it, without its unit

    @property
    def ada(self) -> bool:
        """Whether a realisasi is known."""
        return self.angka is not None or self.peringkat is not None


@dataclass(frozen=True)
class Uang:
    """Budget and realisation in rupiah with the percentages of indicators.calculations."""

    pagu: int | None = None
    keuangan: int | None = None
    serapan: Decimal | None = None
    sisa: int | None = None
    efisiensi: Decimal | None = None
    fisik: Decimal | None = None


@dataclass(frozen=True)
class Rincian:
    """One component of a value: an unsur of the IKM with its category, a component of the AKIP evaluation."""

    uraian: str
    nilai: Decimal | None
    kategori: str = ""


@dataclass(frozen=True)
class Iku:
    """One indikator kinerja utama of the report. Numbers: tujuan, sasaran and indikator within it, as tables print."""

    kode: str
    nama: str
    sasaran: str
    nomor_sasaran: int
    tahun_ini: NilaiTahun
    riwayat: tuple[NilaiTahun, ...] = ()  # the years of the period before this one, oldest first
    kategori: str = ""
    kategori_kode: str = ""
    makin_rendah_makin_baik: bool = False
    satuan: str = ""
    # this year's realisasi held against the target of the end of the period, and of the next year
    target_akhir: NilaiTahun | None = None
    target_berikut: NilaiTahun | None = None
    penyebab: str = ""
    solusi: str = ""
    program: tuple[str, ...] = ()
    uang: Uang = Uang()
    efisien: bool | None = None
    rincian: tuple[Rincian, ...] = ()
    skala: str = ""  # code of its scale of steps
    formulasi: str = ""
    desimal: int | None = None  # of its values when printed; None: as many as the value has
    dihitung_dari_program: bool = False

    @property
    def status(self) -> Status:
        """What this year's capaian says."""
        capaian = self.tahun_ini.capaian
        if capaian is None:
            return Status.TIDAK_DIKETAHUI
        if capaian > 100:
            return Status.MELAMPAUI
        return Status.SESUAI if capaian == 100 else Status.BELUM


@dataclass(frozen=True)
class ProgramFakta:
    """One programme with its money and its kegiatan (name and money)."""

    nama: str
    sasaran: str
    uang: Uang
    kegiatan: tuple[tuple[str, Uang], ...] = ()
    jumlah_sub_kegiatan: int = 0


@dataclass(frozen=True)
class Kelompok:
    """Staff of one group: printed heading, then name and number (None: not stated)."""

    judul: str
    kode: str
    isi: tuple[tuple[str, int | None], ...]

    @property
    def jumlah(self) -> int | None:
        """The sum of what is stated; None when nothing is."""
        angka = [n for _, n in self.isi if n is not None]
        return sum(angka) if angka else None


@dataclass(frozen=True)
class Laporan:
    """Everything about one report that its sentences may say."""

    tahun: int
    perangkat_daerah: str  # Sekretariat Daerah
    nama_lengkap: str  # Sekretariat Daerah Kabupaten Tanjung Jabung Timur
    daerah: str  # Kabupaten Tanjung Jabung Timur
    kepala_daerah: str  # Bupati Tanjung Jabung Timur: the office
    periode: tuple[int, int]
    perubahan: bool
    iku: tuple[Iku, ...]
    program: tuple[ProgramFakta, ...]
    total: Uang
    visi: tuple[tuple[str, str, str], ...] = ()  # words, acronym, explanation
    misi: tuple[tuple[int, str], ...] = ()
    misi_didukung: tuple[int, ...] = ()
    tujuan: tuple[tuple[str, tuple[str, ...]], ...] = ()  # words, its sasaran
    tugas_pokok: str = ""
    fungsi: tuple[str, ...] = ()
    dasar_organisasi: str = ""
    unit: tuple[tuple[str, int], ...] = ()  # kind of unit, how many
    susunan: tuple[tuple[str, tuple[str, ...]], ...] = ()  # units right below the head, each with those below it
    pegawai: tuple[Kelompok, ...] = ()
    peraturan: tuple[tuple[str, str, int, str], ...] = ()  # jenis, nomor, tahun, tentang
    belanja: tuple[tuple[str, int], ...] = ()
    penyusun: str = ""
    desimal: int = 0
    desimal_anggaran: int = 2
    rujukan: Mapping[str, str] = field(default_factory=dict)  # `3.1.7` → `subbab 3.1.7`, `bab 3.1.5` → `Bab III`

    def lihat(self, bagian: str, pola: str) -> str:
        """A reference to a section (`{}` in the pattern is its number); empty when the report does not print it."""
        return pola.format(self.rujukan[bagian]) if bagian in self.rujukan else ""

    @property
    def pk(self) -> str:
        """What the agreement of the year is called."""
        return (
            f"Perjanjian Kinerja Perubahan Tahun {self.tahun}"
            if self.perubahan
            else f"Perjanjian Kinerja Tahun {self.tahun}"
        )

    @property
    def renstra(self) -> str:
        """`2021–2026`."""
        return f"{self.periode[0]}–{self.periode[1]}"

    def dengan(self, status: Status) -> list[Iku]:
        """The indicators of one status, in order."""
        return [i for i in self.iku if i.status == status]

    def sasaran(self) -> list[str]:
        """The sasaran that have an IKU, in order."""
        return list(dict.fromkeys(i.sasaran for i in self.iku))


# --- Words -----------------------------------------------------------------------------------------------------------


def gerak(lama: NilaiTahun, baru: NilaiTahun) -> Gerak | None:
    """How a value moved; None when it cannot be said. What prints the same has not moved."""
    if not (lama.ada and baru.ada):
        return None
    if lama.realisasi == baru.realisasi:
        return Gerak.TETAP
    if lama.angka is not None and baru.angka is not None:
        beda = baru.angka - lama.angka
    elif lama.peringkat is not None and baru.peringkat is not None:
        beda = Decimal(baru.peringkat - lama.peringkat)
    else:
        return None
    return Gerak.TETAP if not beda else Gerak.NAIK if beda > 0 else Gerak.TURUN


def enumerasi(bagian: Sequence[str]) -> str:
    """`a`, `a dan b`, `a, b, dan c`."""
    if len(bagian) < 3:
        return " dan ".join(bagian)
    return f"{', '.join(bagian[:-1])}, dan {bagian[-1]}"


def jumlah(n: int, benda: str) -> str:
    """`enam indikator`; from twelve on the figure: `72 subkegiatan`."""
    return f"{terbilang(n) if n < 12 else format_number(n)} {benda}"


def urutan(n: int) -> str:
    """`pertama`, `keempat`; from twelve on the figure: `ke-12`."""
    return "pertama" if n == 1 else f"ke{terbilang(n)}" if n < 12 else f"ke-{n}"


def capaian_teks(capaian: Decimal | None, desimal: int) -> str:
    """`108%`; with two decimals where rounding would make a missed target look reached."""
    if (
        capaian is not None
        and capaian != 100
        and format_persen(capaian, desimal) == format_persen(Decimal(100), desimal)
    ):
        return format_persen(capaian, 2)
    return format_persen(capaian, desimal)


def kapital(kalimat: str) -> str:
    """The sentence with a capital first letter; nothing else is touched."""
    return kalimat[:1].upper() + kalimat[1:]


def rapikan(teks: str) -> str:
    """What a person typed, as one paragraph that ends with a full stop; empty stays empty."""
    bersih = " ".join(teks.split())
    return bersih if not bersih or bersih[-1] in ".!?" else f"{bersih}."
