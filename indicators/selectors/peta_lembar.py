"""The heat map of a year: the sheet of every unit in every quarter, in a constant number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.models import (
    Indikator,
    JadwalPengisian,
    Lembar,
    RencanaTahunan,
    Status,
    UnitKerja,
)
from indicators.selectors.anggaran import SubAnggaran
from indicators.selectors.dasbor_baca import Terbaca
from indicators.selectors.lembar import LembarRingkas, batas_lembar, status_of, wajib
from indicators.selectors.rencana import in_force
from sakip.lib.periods import Triwulan

KATA = {
    "late": "Terlambat",
    "planned": "Belum dibuka",
    "empty": "Belum diisi",
    **{status.value.lower(): str(status.label) for status in Status},
}


@dataclass(frozen=True)
class SelLembar:
    """One cell of the map: the sheet, whether it is late, and whether its quarter has begun."""

    ringkas: LembarRingkas
    terlambat: bool
    dibuka: bool

    @property
    def keadaan(self) -> str:
        """The one word the cell is coloured by: late and not opened come before the state of the rows."""
        if self.terlambat:
            return "late"
        if not self.dibuka and not self.ringkas.status:
            return "planned"
        return self.ringkas.status.lower() or "empty"

    @property
    def kata(self) -> str:
        """The same for the reader."""
        return KATA[self.keadaan]


@dataclass(frozen=True)
class BarisPeta:
    """One unit: its four cells, None where it had nothing to fill."""

    unit: UnitKerja
    sel: tuple[SelLembar | None, ...]


@dataclass(frozen=True)
class LembarTertunda:
    """One sheet that is late, or open and without a single value."""

    unit_id: int
    unit: str
    triwulan: int
    keadaan: str
    kata: str
    terisi: int
    jumlah: int
    batas: date | None


def susun_peta(
    *,
    tahun: int,
    units: Iterable[UnitKerja],
    plans: Sequence[RencanaTahunan],
    terbaca: Terbaca,
    anggaran: Iterable[SubAnggaran],
    jadwal: Iterable[JadwalPengisian],
    lembar: Iterable[Lembar],
    hari_ini: date,
) -> list[BarisPeta]:
    """Units that had something to fill in the year, in their order, from rows read for them or for many more.

    Each cell is what `lembar_ringkas` says of that quarter. `plans` are the approved plans of the year.
    """
    cells = _Cells(tahun, plans)
    cells.read_target(terbaca.per_target)
    cells.read_nilai(terbaca.per_nilai)
    for s in anggaran:
        cells.read_anggaran(s)
    jadwal_by = {j.triwulan: j for j in jadwal if j.tahun == tahun}
    sheets = {(satu.unit_kerja_id, satu.triwulan): satu for satu in lembar}
    hasil = []
    for unit in units:
        sel = tuple(cells.cell(unit, q, jadwal_by.get(q), sheets.get((unit.pk, q)), hari_ini) for q in (1, 2, 3, 4))
        if any(sel):
            hasil.append(BarisPeta(unit, sel))
    return hasil


def terlambat(peta: Iterable[BarisPeta]) -> list[SelLembar]:
    """The sheets whose deadline has passed without a submission."""
    return [sel for baris in peta for sel in baris.sel if sel is not None and sel.terlambat]


def lembar_tertunda(peta: Iterable[BarisPeta]) -> list[LembarTertunda]:
    """Sheets that are late or open without a value, the earliest quarter first."""
    rows = [_tertunda(s) for b in peta for s in b.sel if s is not None and s.keadaan in ("late", "empty")]
    return sorted(rows, key=lambda r: r.triwulan)


def _tertunda(sel: SelLembar) -> LembarTertunda:
    ringkas = sel.ringkas
    return LembarTertunda(
        unit_id=ringkas.unit.pk,
        unit=ringkas.unit.sebutan,
        triwulan=ringkas.triwulan.nomor,
        keadaan=sel.keadaan,
        kata=sel.kata,
        terisi=ringkas.terisi,
        jumlah=ringkas.jumlah,
        batas=batas_lembar(ringkas.batas, ringkas.lembar),
    )


class _Cells:
    """Cells to fill, cells filled and states of rows, by unit and quarter."""

    def __init__(self, tahun: int, plans: Sequence[RencanaTahunan]) -> None:
        self.tahun = tahun
        self.quarters = Triwulan.setahun(tahun)
        self.plan = {tw.nomor: in_force(list(plans), tw) for tw in self.quarters}
        self.jumlah: dict[tuple[int, int], int] = {}
        self.terisi: dict[tuple[int, int], int] = {}
        self.status: dict[tuple[int, int], set[str]] = {}
        # `wajib` looks at the kind of accumulation only, so it is asked once for each kind and quarter.
        self.wajib = {
            (akumulasi, tw.nomor): wajib(Indikator(akumulasi=akumulasi), tw)
            for akumulasi in Indikator.Akumulasi.values
            for tw in self.quarters
        }

    def read_target(self, rows: Mapping[tuple[int, int, str], int]) -> None:
        """What is due: how many indikator by plan, unit and mode of accumulation."""
        for (rencana, unit_id, akumulasi), banyak in rows.items():
            for q, plan in self.plan.items():
                if plan is not None and plan.pk == rencana and self.wajib[akumulasi, q]:
                    self._add(unit_id, q, banyak)

    def read_nilai(self, rows: Mapping[tuple[int, int, str, str, bool], int]) -> None:
        """What is there: how many values by unit, quarter, mode, status and whether it is empty."""
        for (unit_id, q, akumulasi, status, kosong), banyak in rows.items():
            self._fill(unit_id, q, 0 if kosong or not self.wajib[akumulasi, q] else banyak, status)

    def read_anggaran(self, sub: SubAnggaran) -> None:
        """Money and progress of one sub kegiatan: two cells in every quarter whose plan has its pagu."""
        for q, plan in self.plan.items():
            if plan is not None and plan.pk in sub.pagu:
                self._add(sub.unit_id, q, 2)
        for q, row in sub.per_triwulan.items():
            self._fill(sub.unit_id, q, (row.keuangan is not None) + (row.fisik is not None), row.status)

    def cell(
        self,
        unit: UnitKerja,
        q: int,
        jadwal: JadwalPengisian | None,
        lembar: Lembar | None,
        hari_ini: date,
    ) -> SelLembar | None:
        """The cell of one unit and quarter, None when there was nothing to fill."""
        key = (unit.pk, q)
        if not self.jumlah.get(key) and not self.status.get(key):
            return None
        ringkas = LembarRingkas(
            unit=unit,
            triwulan=self.quarters[q - 1],
            jumlah=self.jumlah.get(key, 0),
            terisi=self.terisi.get(key, 0),
            status=status_of(self.status.get(key, set())),
            lembar=lembar,
            batas=jadwal.batas if jadwal else None,
        )
        dibuka = jadwal is not None and jadwal.status != JadwalPengisian.Status.PLANNED
        return SelLembar(ringkas, dibuka and ringkas.terlambat(hari_ini), dibuka)

    def _add(self, unit_id: int, q: int, cells: int) -> None:
        self.jumlah[unit_id, q] = self.jumlah.get((unit_id, q), 0) + cells

    def _fill(self, unit_id: int, q: int, cells: int, status: str) -> None:
        self.terisi[unit_id, q] = self.terisi.get((unit_id, q), 0) + cells
        self.status.setdefault((unit_id, q), set()).add(status)
