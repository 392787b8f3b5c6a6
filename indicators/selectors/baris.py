"""The rows of a quarterly sheet as plain objects: what a grid shows and what the checks look at."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Generic, TypeVar

from indicators import calculations
from indicators.calculations import BatasKategori
from indicators.checks import BarisCek, Level, Temuan
from indicators.models import (
    BuktiDukung,
    Indikator,
    JadwalPengisian,
    Lembar,
    Realisasi,
    RealisasiAnggaran,
    Status,
    SubKegiatan,
    Target,
    TingkatPredikat,
    UnitKerja,
)
from indicators.selectors import nilai as cetak
from indicators.selectors.capaian import realisasi_sampai
from indicators.selectors.lembar import status_of, wajib
from indicators.selectors.nilai import Besaran
from indicators.workflow import EDITABLE
from sakip.lib.numbers import format_number, format_persen
from sakip.lib.periods import Triwulan


def kunci_baris(jenis: str, pk: int) -> str:
    """The prefix of the controls of one row: `i12` an indikator, `s7` a sub kegiatan."""
    return f"{'i' if jenis == 'realisasi' else 's'}{pk}"


R = TypeVar("R", Realisasi, RealisasiAnggaran)


class BarisLembar(Generic[R]):
    """What both kinds of rows say of this quarter's stored row."""

    triwulan: Triwulan
    per_triwulan: dict[int, R]

    @property
    def baris(self) -> R | None:
        """This quarter's stored row."""
        return self.per_triwulan.get(self.triwulan.nomor)

    @property
    def status(self) -> str:
        """Its state, empty when there is no row yet."""
        return self.baris.status if self.baris else ""

    def dengan_penjelasan(self, temuan: list[Temuan]) -> list[Temuan]:
        """The findings with what the unit said about the same value."""
        row = self.baris
        if row is None or not row.penjelasan:
            return temuan
        return [replace(t, penjelasan=_penjelasan(row, t.kode)) for t in temuan]

    @property
    def dapat_diisi(self) -> bool:
        """Whether the row's state lets its unit change it."""
        return self.baris is None or self.baris.status in EDITABLE


def _penjelasan(row: Realisasi | RealisasiAnggaran, kode: str) -> str:
    satu = row.penjelasan.get(kode, {})
    return str(satu["teks"]) if satu.get("ciri") == row.ciri_nilai else ""


@dataclass(frozen=True)
class BarisIndikator(BarisLembar[Realisasi]):
    """One indikator on the sheet: its promise, its former quarters, this quarter's stored row, and what follows."""

    indikator: Indikator
    triwulan: Triwulan
    target: Target
    per_triwulan: dict[int, Realisasi]
    capaian: Decimal | None
    kategori: BatasKategori | None
    desimal: int
    bukti: list[BuktiDukung]
    temuan: list[Temuan] = field(default_factory=list)

    jenis = "realisasi"

    @property
    def kunci(self) -> str:
        """The prefix of the row's controls."""
        return kunci_baris(self.jenis, self.indikator.pk)

    @property
    def wajib(self) -> bool:
        """Whether a value is due in this quarter."""
        return wajib(self.indikator, self.triwulan)

    @property
    def rasio(self) -> bool:
        """Whether the value comes from pembilang and penyebut."""
        return self.indikator.rumus == Indikator.Rumus.RASIO

    @property
    def pilihan(self) -> list[TingkatPredikat]:
        """The steps to choose from, best first; empty for a plain number."""
        return list(self.indikator.skala.tingkat.all()) if self.indikator.skala else []

    @property
    def terisi(self) -> bool:
        """Whether this quarter has a value."""
        return self.baris is not None and not Besaran(self.baris.nilai, self.baris.tingkat).kosong

    @property
    def sel_terisi(self) -> int:
        """How many of its required cells hold a value: one or none."""
        return int(self.terisi and self.wajib)

    @property
    def kurang(self) -> bool:
        """Whether a value that is due is still missing."""
        return self.wajib and not self.terisi

    @property
    def target_tahun_teks(self) -> str:
        """The year's target as it prints."""
        return cetak.teks(self.indikator, Besaran(self.target.nilai, self.target.tingkat))

    @property
    def target_triwulan_teks(self) -> str:
        """The target of this quarter alone."""
        if self.indikator.akumulasi == Indikator.Akumulasi.TAHUNAN:
            return self.target_tahun_teks if self.triwulan.nomor == 4 else cetak.KOSONG
        if self.target.tingkat_id:
            return self.target_tahun_teks
        return cetak.teks(self.indikator, Besaran(getattr(self.target, f"tw{self.triwulan.nomor}")), utuh=True)

    @property
    def lalu(self) -> list[str]:
        """The values of the former quarters of the year, as they print."""
        hasil = []
        for nomor in range(1, self.triwulan.nomor):
            row = self.per_triwulan.get(nomor)
            value = Besaran(row.nilai, row.tingkat) if row else Besaran()
            hasil.append(cetak.teks(self.indikator, value, panjang=True, utuh=True))
        return hasil

    @property
    def nilai_teks(self) -> str:
        """This quarter's value as it prints, with its step."""
        row = self.baris
        value = Besaran(row.nilai, row.tingkat) if row else Besaran()
        return cetak.teks(self.indikator, value, panjang=True, utuh=True)

    @property
    def kumulatif_teks(self) -> str:
        """The value accumulated up to this quarter, where that differs from the quarter's own."""
        accumulates = self.indikator.akumulasi in (Indikator.Akumulasi.JUMLAH, Indikator.Akumulasi.RATA_RATA)
        if not accumulates or self.triwulan.nomor == 1:
            return ""
        besaran = realisasi_sampai(self.indikator, self.per_triwulan, self.triwulan.nomor)
        angka = None if besaran.nilai is None else calculations.bulatkan(besaran.nilai)
        return cetak.teks(self.indikator, Besaran(angka), utuh=True)

    @property
    def capaian_teks(self) -> str:
        """Capaian up to this quarter as the regency prints it."""
        return format_persen(self.capaian, self.desimal)

    @property
    def hitungan(self) -> str:
        """The arithmetic of a ratio: `45 / 46 × 100 = 97,83`."""
        row = self.baris
        if not self.rasio or row is None or row.pembilang is None:
            return ""
        return f"{format_number(row.pembilang)} / {format_number(row.penyebut)} × 100 = {format_number(row.nilai)}"

    def untuk_cek(self) -> BarisCek:
        """The row as the rules see it."""
        row, lalu = self.baris, self.per_triwulan.get(self.triwulan.nomor - 1)
        return BarisCek(
            jenis=self.jenis,
            pk=self.indikator.pk,
            nama=self.indikator.nama,
            wajib=self.wajib,
            terisi=self.terisi,
            nilai=row.nilai if row else None,
            nilai_sebelumnya=lalu.nilai if lalu else None,
            nilai_terakhir=self.indikator.akumulasi == Indikator.Akumulasi.AKHIR,
            target=getattr(self.target, f"tw{self.triwulan.nomor}"),
            persen=self.indikator.jenis_nilai == Indikator.JenisNilai.PERSEN,
            rasio=self.rasio,
            capaian=self.capaian if self.terisi else None,
            penyebab=row.penyebab if row else "",
            solusi=row.solusi if row else "",
            bukti=len(self.bukti),
        )


@dataclass(frozen=True)
class BarisAnggaran(BarisLembar[RealisasiAnggaran]):
    """One sub kegiatan on the sheet: its pagu, money and progress cumulative to this and the former quarter."""

    sub_kegiatan: SubKegiatan
    triwulan: Triwulan
    pagu: int
    per_triwulan: dict[int, RealisasiAnggaran]
    desimal: int
    bukti: list[BuktiDukung]
    temuan: list[Temuan] = field(default_factory=list)

    jenis = "anggaran"

    @property
    def kunci(self) -> str:
        """The prefix of the row's controls."""
        return kunci_baris(self.jenis, self.sub_kegiatan.pk)

    @property
    def sebelumnya(self) -> RealisasiAnggaran | None:
        """The former quarter's stored row of the same year."""
        return self.per_triwulan.get(self.triwulan.nomor - 1)

    @property
    def sel_terisi(self) -> int:
        """How many of its two cells hold a value."""
        row = self.baris
        return 0 if row is None else (row.keuangan is not None) + (row.fisik is not None)

    @property
    def kurang(self) -> bool:
        """Whether one of them is still missing."""
        return self.sel_terisi < 2

    @property
    def serapan_teks(self) -> str:
        """Absorption up to this quarter."""
        row = self.baris
        return format_persen(calculations.serapan(self.pagu, row.keuangan if row else None), self.desimal)

    def untuk_cek(self) -> BarisCek:
        """The row as the rules see it."""
        row, lalu = self.baris, self.sebelumnya
        return BarisCek(
            jenis=self.jenis,
            pk=self.sub_kegiatan.pk,
            nama=self.sub_kegiatan.uraian,
            wajib=True,
            terisi=self.sel_terisi == 2,
            bukti=len(self.bukti),
            pagu=self.pagu,
            keuangan=row.keuangan if row else None,
            fisik=row.fisik if row else None,
            keuangan_sebelumnya=lalu.keuangan if lalu else None,
            fisik_sebelumnya=lalu.fisik if lalu else None,
        )


@dataclass(frozen=True)
class LembarIsian:
    """The whole sheet with its state, its rows and its findings."""

    unit: UnitKerja
    triwulan: Triwulan
    jadwal: JadwalPengisian | None
    lembar: Lembar | None
    indikator: list[BarisIndikator]
    anggaran: list[BarisAnggaran]

    @property
    def terbuka(self) -> bool:
        """Whether the quarter is open."""
        return self.jadwal is not None and self.jadwal.status == JadwalPengisian.Status.OPEN

    @property
    def status(self) -> str:
        """The state of the sheet."""
        return status_of(self._statuses())

    @property
    def jumlah(self) -> int:
        """Cells that must be filled."""
        return sum(b.wajib for b in self.indikator) + 2 * len(self.anggaran)

    @property
    def terisi(self) -> int:
        """Cells that are."""
        return sum(b.sel_terisi for b in self.indikator) + sum(b.sel_terisi for b in self.anggaran)

    @property
    def temuan(self) -> list[Temuan]:
        """All findings, indikator first."""
        return [t for b in self.indikator for t in b.temuan] + [t for s in self.anggaran for t in s.temuan]

    @property
    def kekurangan(self) -> list[Temuan]:
        """The findings that a submission is refused for."""
        return [t for t in self.temuan if t.level == Level.ERROR]

    @property
    def peringatan(self) -> list[Temuan]:
        """The findings that are only shown and that nobody has explained."""
        return [t for t in self.temuan if t.level == Level.WARNING and not t.penjelasan]

    @property
    def dijelaskan(self) -> list[Temuan]:
        """The warnings the unit has explained."""
        return [t for t in self.temuan if t.level == Level.WARNING and t.penjelasan]

    @property
    def dapat_diajukan(self) -> bool:
        """Whether its state (not its completeness) lets it be submitted."""
        return self.terbuka and (not self.status or self.status in EDITABLE)

    @property
    def dapat_ditarik(self) -> bool:
        """Whether a submission can still be recalled: as long as no row of it is verified."""
        semua = self._statuses()
        return self.terbuka and Status.SUBMITTED in semua and Status.VERIFIED not in semua

    def _statuses(self) -> list[str]:
        """The states of the rows that exist."""
        return [b.status for b in self.indikator if b.baris] + [s.status for s in self.anggaran if s.baris]
