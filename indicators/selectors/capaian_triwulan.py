"""Capaian of many indikator in several years and after every quarter, from targets and values read once.

The steps are those of `capaian_matriks` (the plan in force, the regency's policy, verified values): a page that shows
all quarters beside each other would otherwise ask for the same rows once a quarter.
"""

from collections.abc import Iterable, Mapping, Sequence

from indicators.models import (
    Indikator,
    PemerintahDaerah,
    PerangkatDaerah,
    Realisasi,
    RencanaTahunan,
    Status,
    Target,
    TargetRenstra,
)
from indicators.selectors.capaian import CapaianRow, hitung, realisasi_sampai, target_sampai
from indicators.selectors.dasbor_baca import Nilai, Terbaca, kebijakan_tetap
from indicators.selectors.pendahulu import rantai_sebanding
from indicators.selectors.rencana import in_force
from sakip.lib.periods import Triwulan

TRIWULAN = (1, 2, 3, 4)
Kunci = tuple[int, int, int]


class CapaianTriwulan:
    """Rows of capaian by indikator, year and quarter, worked out when asked for. Four queries, six with predecessors;
    none but that of the policy where the rows were read already (`terbaca`).

    `plans` are the approved plans of the years, of all perangkat daerah concerned (their regency joined). Only verified
    values count. `pendahulu`: whether trends run on through what an indikator continues. `belum`: values that are not
    verified are read along, into `tersimpan`. `janji`: years whose targets of the Renstra are wanted in any case.
    """

    def __init__(
        self,
        *,
        perangkat_daerah: Iterable[PerangkatDaerah],
        indikator: Sequence[Indikator] = (),
        tahun: Sequence[int],
        plans: Sequence[RencanaTahunan],
        pendahulu: bool = False,
        belum: bool = False,
        janji: Iterable[int] = (),
        terbaca: Terbaca | None = None,
    ) -> None:
        self.pemda: dict[int, PemerintahDaerah] = {pd.pk: pd.pemerintah_daerah for pd in perangkat_daerah}
        self.kebijakan = {p.pk: kebijakan_tetap(p) for p in set(self.pemda.values())}
        self.tahun = list(tahun)
        self.berlaku = _berlaku(plans, self.pemda, self.tahun)
        self._rows: dict[Kunci, CapaianRow] = {}
        if terbaca is None:
            self._baca(indikator, pendahulu, belum, janji)
        else:
            self.rantai, self.target, self.renstra = terbaca.rantai, terbaca.target, terbaca.renstra
            self.tersimpan = self.nilai = terbaca.nilai

    def _baca(self, indikator: Sequence[Indikator], pendahulu: bool, belum: bool, janji: Iterable[int]) -> None:
        self.rantai = _rantai(indikator) if pendahulu else {}
        semua = {i.pk for i in indikator} | {i.pk for rantai in self.rantai.values() for i in rantai}
        self.target = _target(semua, {p for p in self.berlaku.values() if p is not None})
        perlu = _kosong(self.berlaku) | set(janji)
        self.renstra = _renstra(semua, perlu) if perlu else {}
        self.tersimpan = _nilai(semua, self.tahun, belum)
        self.nilai = _terverifikasi(self.tersimpan) if belum else self.tersimpan

    def row(self, indikator: Indikator, tahun: int, sampai: int = 4) -> CapaianRow:
        """One indikator in one year up to one quarter."""
        kunci = (indikator.pk, tahun, sampai)
        if kunci not in self._rows:
            self._rows[kunci] = self._hitung(indikator, tahun, sampai)
        return self._rows[kunci]

    def setahun(self, indikator: Indikator, tahun: int) -> tuple[CapaianRow, ...]:
        """The same after each of the four quarters."""
        return tuple(self.row(indikator, tahun, q) for q in TRIWULAN)

    def tren(self, indikator: Indikator, tahun: Sequence[int]) -> dict[int, CapaianRow]:
        """Whole years: the indikator's own, and where it has none yet those of the nearest one it continues."""
        return {t: self._terdekat(indikator, t) for t in tahun}

    def _terdekat(self, indikator: Indikator, tahun: int) -> CapaianRow:
        calon = [self.row(i, tahun) for i in (indikator, *self.rantai.get(indikator.pk, ()))]
        bernilai = [r for r in calon if not r.realisasi.kosong] or [r for r in calon if not r.target.kosong]
        return bernilai[0] if bernilai else calon[0]

    def _hitung(self, indikator: Indikator, tahun: int, sampai: int) -> CapaianRow:
        pd = indikator.perangkat_daerah_id
        plan = self.berlaku.get((pd, tahun, sampai))
        milik: Target | TargetRenstra | None
        milik = self.renstra.get((indikator.pk, tahun)) if plan is None else self.target.get((indikator.pk, plan))
        rows = self.nilai.get((indikator.pk, tahun), {})
        target = target_sampai(indikator, milik, sampai)
        realisasi = realisasi_sampai(indikator, rows, sampai)
        pemda = self.pemda[pd]
        angka, kategori = hitung(indikator, target, realisasi, self.kebijakan[pemda.pk])
        return CapaianRow(indikator, tahun, sampai, target, realisasi, angka, kategori, rows, pemda.desimal_capaian)


def tahun_tanpa_rencana(
    plans: Sequence[RencanaTahunan], perangkat_daerah: Iterable[PerangkatDaerah], tahun: Sequence[int]
) -> set[int]:
    """The years in which some perangkat daerah has no plan in force in some quarter: there the Renstra promises."""
    return _kosong(_berlaku(plans, {pd.pk: pd.pemerintah_daerah for pd in perangkat_daerah}, tahun))


def _kosong(berlaku: Mapping[Kunci, int | None]) -> set[int]:
    return {t for (_, t, _), plan in berlaku.items() if plan is None}


def _berlaku(
    plans: Sequence[RencanaTahunan], pemda: Mapping[int, PemerintahDaerah], tahun: Sequence[int]
) -> dict[Kunci, int | None]:
    """The plan in force by (perangkat daerah, year, quarter)."""
    milik: dict[int, list[RencanaTahunan]] = {pk: [] for pk in pemda}
    for plan in plans:
        milik[plan.perangkat_daerah_id].append(plan)
    hasil: dict[Kunci, int | None] = {}
    for pk, own in milik.items():
        for t in tahun:
            setahun = [p for p in own if p.tahun == t]
            for q in TRIWULAN:
                plan_kini = in_force(setahun, Triwulan(t, q)) if setahun else None
                hasil[pk, t, q] = plan_kini.pk if plan_kini else None
    return hasil


def _rantai(indikator: Sequence[Indikator]) -> Mapping[int, Sequence[Indikator]]:
    rantai = rantai_sebanding([i.pk for i in indikator if i.predecessor_id])
    perlu = {pk for satu in rantai.values() for pk in satu}
    if not perlu:
        return {}
    lama = Indikator.objects.select_related("satuan", "periode").in_bulk(perlu)
    return {pk: [lama[sebelum] for sebelum in satu] for pk, satu in rantai.items() if satu}


def _target(indikator: Iterable[int], plans: Iterable[int]) -> dict[tuple[int, int], Target]:
    rows = Target.objects.filter(rencana__in=plans, indikator__in=indikator).select_related("tingkat").order_by()
    return {(t.indikator_id, t.rencana_id): t for t in rows}


def _renstra(indikator: Iterable[int], tahun: Iterable[int]) -> dict[tuple[int, int], TargetRenstra]:
    rows = TargetRenstra.objects.filter(indikator__in=indikator, tahun__in=tahun).select_related("tingkat").order_by()
    return {(t.indikator_id, t.tahun): t for t in rows}


def _nilai(indikator: Iterable[int], tahun: Sequence[int], belum: bool) -> Nilai:
    rows = Realisasi.objects.filter(indikator__in=indikator, tahun__in=tahun)
    if not belum:
        rows = rows.filter(status=Status.VERIFIED)
    hasil: Nilai = {}
    for row in rows.select_related("tingkat").order_by():
        hasil.setdefault((row.indikator_id, row.tahun), {})[row.triwulan] = row
    return hasil


def _terverifikasi(semua: Nilai) -> Nilai:
    return {kunci: {q: r for q, r in rows.items() if r.status == Status.VERIFIED} for kunci, rows in semua.items()}
