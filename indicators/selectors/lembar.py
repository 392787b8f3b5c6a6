"""The sheets of a quarter in short: which unit has how much to fill, how far it is, and in which state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils import timezone

from indicators.models import (
    Indikator,
    JadwalPengisian,
    Lembar,
    PaguAnggaran,
    PerangkatDaerah,
    Realisasi,
    RealisasiAnggaran,
    Status,
    SubKegiatan,
    UnitKerja,
)
from indicators.selectors.masa import JADWAL_TRIWULAN, KINI, kunci
from indicators.selectors.rencana import rencana_pk
from indicators.selectors.unit_nama import bersebutan
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared

BELUM_DIISI = ""
"""The state of a sheet without a single row."""


@dataclass(frozen=True)
class LembarRingkas:
    """One unit's sheet of one quarter: `terisi` of `jumlah` cells hold a value; `status` is that of its rows."""

    unit: UnitKerja
    triwulan: Triwulan
    jumlah: int
    terisi: int
    status: str
    lembar: Lembar | None
    batas: date | None

    @property
    def bagian(self) -> Fraction:
        """Which part of the cells is filled."""
        return Fraction(self.terisi, self.jumlah or 1)

    @property
    def giliran(self) -> int:
        """How soon a planner should look at it: what was handed in first, what is verified last."""
        return (Status.SUBMITTED, Status.RETURNED, Status.DRAFT, BELUM_DIISI, Status.VERIFIED).index(self.status)

    @property
    def lengkap(self) -> bool:
        """Whether every cell that must be filled is."""
        return self.terisi >= self.jumlah

    def terlambat(self, hari_ini: date) -> bool:
        """Whether the deadline (or the unit's extension) has passed without a submission."""
        batas = batas_lembar(self.batas, self.lembar)
        return batas is not None and hari_ini > batas and self.status not in (Status.SUBMITTED, Status.VERIFIED)

    @property
    def hari_terlambat(self) -> int:
        """By how many days the first submission missed the deadline; 0 when it came in time or not at all."""
        return hari_terlambat(self.batas, self.lembar)


def batas_berjalan(jadwal: JadwalPengisian | None) -> date | None:
    """The deadline that counts: none before the quarter is opened, whatever day is planned for it."""
    return jadwal.batas if jadwal is not None and jadwal.status != JadwalPengisian.Status.PLANNED else None


def batas_lembar(batas: date | None, lembar: Lembar | None) -> date | None:
    """The deadline of one unit: its extension, else that of the quarter."""
    return lembar.batas_khusus if lembar and lembar.batas_khusus else batas


def hari_terlambat(batas: date | None, lembar: Lembar | None) -> int:
    """By how many days a sheet was handed in after its deadline. Coming back for a correction does not count."""
    batas = batas_lembar(batas, lembar)
    if lembar is None or lembar.pertama_diajukan is None or batas is None:
        return 0
    return max(0, (timezone.localdate(lembar.pertama_diajukan) - batas).days)


def status_of(statuses: Iterable[str]) -> str:
    """The state of a sheet from those of its rows: the least advanced one speaks for all."""
    found = set(statuses)
    if not found:
        return BELUM_DIISI
    for status in (Status.RETURNED, Status.DRAFT, Status.SUBMITTED):
        if status in found:
            return status
    return Status.VERIFIED


def wajib(indikator: Indikator, triwulan: Triwulan) -> bool:
    """Whether the indikator must have a value in the quarter: one measured once a year only in the fourth."""
    return not _boleh_kosong(indikator.akumulasi, triwulan)


def _boleh_kosong(akumulasi: str, triwulan: Triwulan) -> bool:
    return akumulasi == Indikator.Akumulasi.TAHUNAN and triwulan.nomor != 4


PD = kunci("pd")
SAAT_INI: dict[str, Any] = {"tahun": KINI.tahun, "triwulan": KINI.nomor}
INDIKATOR: Prepared[Any] = Prepared(
    lambda: (
        Indikator.objects.filter(target__rencana=rencana_pk(PD, KINI))
        .order_by()
        .values_list("unit_kerja_id", "akumulasi")
    )
)
BERPAGU = PaguAnggaran.objects.filter(rencana=rencana_pk(PD, KINI)).values("sub_kegiatan")
SUB_KEGIATAN: Prepared[int] = Prepared(
    lambda: SubKegiatan.objects.filter(pk__in=BERPAGU).order_by().values_list("unit_kerja_id", flat=True)
)
REALISASI: Prepared[Any] = Prepared(
    lambda: (
        Realisasi.objects.filter(indikator__perangkat_daerah=PD, **SAAT_INI)
        .order_by()
        .values_list("indikator__unit_kerja_id", "indikator__akumulasi", "status", "nilai", "tingkat_id")
    )
)
ANGGARAN: Prepared[Any] = Prepared(
    lambda: (
        RealisasiAnggaran.objects.filter(sub_kegiatan__perangkat_daerah=PD, **SAAT_INI)
        .order_by()
        .values_list("sub_kegiatan__unit_kerja_id", "status", "keuangan", "fisik")
    )
)
LEMBAR: Prepared[Lembar] = Prepared(
    lambda: Lembar.objects.filter(unit_kerja__perangkat_daerah=PD, **SAAT_INI).order_by()
)
UNIT_PD: Prepared[UnitKerja] = Prepared(lambda: UnitKerja.objects.filter(perangkat_daerah=PD))


def lembar_ringkas(
    *,
    perangkat_daerah: PerangkatDaerah,
    triwulan: Triwulan,
    units: Iterable[UnitKerja] | None = None,
    jadwal: JadwalPengisian | None = None,
) -> list[LembarRingkas]:
    """Every unit that has something to fill in the quarter, in the order of the units. Seven queries.

    `units` narrows to some units (those a person sees); `jadwal` spares a query where the caller has it.
    """
    quarter = {"pd": perangkat_daerah.pk, "tahun": triwulan.tahun, "tw": triwulan.nomor}
    counts = _Counts()
    for unit_id, akumulasi in INDIKATOR.all(**quarter):
        counts.add(unit_id, 0 if _boleh_kosong(akumulasi, triwulan) else 1)
    for unit_id in SUB_KEGIATAN.all(**quarter):
        counts.add(unit_id, 2)
    if not counts.jumlah:
        return []
    for unit_id, akumulasi, status, nilai, tingkat in REALISASI.all(**quarter):
        kosong = nilai is None and tingkat is None
        counts.fill(unit_id, 0 if kosong or _boleh_kosong(akumulasi, triwulan) else 1, status)
    for unit_id, status, keuangan, fisik in ANGGARAN.all(**quarter):
        counts.fill(unit_id, (keuangan is not None) + (fisik is not None), status)
    jadwal = jadwal or JADWAL_TRIWULAN.first(**quarter)
    return _assemble(perangkat_daerah, triwulan, counts, units, jadwal)


class _Counts:
    """Cells to fill, cells filled, and states of rows, by unit."""

    def __init__(self) -> None:
        self.jumlah: dict[int, int] = {}
        self.terisi: dict[int, int] = {}
        self.status: dict[int, set[str]] = {}

    def add(self, unit_id: int, cells: int) -> None:
        self.jumlah[unit_id] = self.jumlah.get(unit_id, 0) + cells

    def fill(self, unit_id: int, cells: int, status: str) -> None:
        self.terisi[unit_id] = self.terisi.get(unit_id, 0) + cells
        self.status.setdefault(unit_id, set()).add(status)


def _assemble(
    perangkat_daerah: PerangkatDaerah,
    triwulan: Triwulan,
    counts: _Counts,
    units: Iterable[UnitKerja] | None,
    jadwal: JadwalPengisian | None,
) -> list[LembarRingkas]:
    quarter = {"pd": perangkat_daerah.pk, "tahun": triwulan.tahun, "tw": triwulan.nomor}
    sheets = {lembar.unit_kerja_id: lembar for lembar in LEMBAR.all(**quarter)}
    if units is None:
        units = UNIT_PD.all(pd=perangkat_daerah.pk)
    return [
        LembarRingkas(
            unit=unit,
            triwulan=triwulan,
            jumlah=counts.jumlah.get(unit.pk, 0),
            terisi=counts.terisi.get(unit.pk, 0),
            status=status_of(counts.status.get(unit.pk, set())),
            lembar=sheets.get(unit.pk),
            batas=batas_berjalan(jadwal),
        )
        for unit in bersebutan(units)
        if counts.jumlah.get(unit.pk) or counts.status.get(unit.pk)
    ]
