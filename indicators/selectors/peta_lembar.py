"""The heat map of a year: the sheet of every unit in every quarter, in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from indicators.models import (
    Indikator,
    JadwalPengisian,
    Lembar,
    Realisasi,
    RencanaTahunan,
    Status,
    Target,
    UnitKerja,
)
from indicators.selectors.anggaran import SubAnggaran
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


def peta_lembar(
    *,
    tahun: int,
    units: Sequence[UnitKerja],
    plans: Sequence[RencanaTahunan],
    anggaran: Iterable[SubAnggaran],
    jadwal: Iterable[JadwalPengisian],
    hari_ini: date,
) -> list[BarisPeta]:
    """Units that had something to fill in the year, in their order. Three queries.

    Each cell is what `lembar_ringkas` says of that quarter. `plans` are the approved plans of the year.
    """
    milik = [u.pk for u in units]
    return susun_peta(
        tahun=tahun,
        units=units,
        plans=plans,
        target=target_lembar([p.pk for p in plans], Q(indikator__unit_kerja__in=milik)),
        nilai=nilai_lembar(tahun, Q(indikator__unit_kerja__in=milik)),
        anggaran=anggaran,
        jadwal=jadwal,
        lembar=Lembar.objects.filter(unit_kerja__in=milik, tahun=tahun).order_by(),
        hari_ini=hari_ini,
    )


def target_lembar(plans: Iterable[int], milik: Q) -> list[tuple[int, int, str, int]]:
    """How many indikator each plan sets a target for: (plan, unit, mode of accumulation, how many). One query."""
    rows = Target.objects.filter(milik, rencana__in=plans).order_by()
    hasil = rows.values_list("rencana", "indikator__unit_kerja", "indikator__akumulasi").annotate(n=Count("pk"))
    return [(rencana, unit, akumulasi, n) for rencana, unit, akumulasi, n in hasil]


def nilai_lembar(tahun: int, milik: Q) -> list[tuple[int, int, str, str, bool, int]]:
    """Stored values of a year: (unit, quarter, mode of accumulation, status, empty, how many). One query."""
    rows = Realisasi.objects.filter(milik, tahun=tahun).order_by()
    isi = rows.annotate(kosong=Q(nilai__isnull=True, tingkat__isnull=True)).values_list(
        "indikator__unit_kerja", "triwulan", "indikator__akumulasi", "status", "kosong"
    )
    hasil = isi.annotate(n=Count("pk"))
    return [(unit, q, akumulasi, status, bool(kosong), n) for unit, q, akumulasi, status, kosong, n in hasil]


def susun_peta(
    *,
    tahun: int,
    units: Iterable[UnitKerja],
    plans: Sequence[RencanaTahunan],
    target: Iterable[tuple[int, int, str, int]],
    nilai: Iterable[tuple[int, int, str, str, bool, int]],
    anggaran: Iterable[SubAnggaran],
    jadwal: Iterable[JadwalPengisian],
    lembar: Iterable[Lembar],
    hari_ini: date,
) -> list[BarisPeta]:
    """The map of one perangkat daerah from rows that were read for it, or for many at once."""
    cells = _Cells(tahun, plans)
    cells.read_target(target)
    cells.read_nilai(nilai)
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
        unit=ringkas.unit.nama,
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

    def read_target(self, rows: Iterable[tuple[int, int, str, int]]) -> None:
        """What is due: (plan, unit, mode of accumulation, how many indikator) as `target_lembar` gives them."""
        for rencana, unit_id, akumulasi, banyak in rows:
            for q, plan in self.plan.items():
                if plan is not None and plan.pk == rencana and self.wajib[akumulasi, q]:
                    self._add(unit_id, q, banyak)

    def read_nilai(self, rows: Iterable[tuple[int, int, str, str, bool, int]]) -> None:
        """What is there: (unit, quarter, mode, status, empty, how many) as `nilai_lembar` gives them."""
        for unit_id, q, akumulasi, status, kosong, banyak in rows:
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
