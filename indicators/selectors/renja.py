"""What the documents of an annual plan read: its targets beside those of the Renstra, and who signs for a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from indicators.models import (
    Indikator,
    Pejabat,
    PemerintahDaerah,
    PerangkatDaerah,
    RencanaTahunan,
    Target,
    TargetRenstra,
    UnitKerja,
)
from indicators.selectors.bekal import bekal_of, bekal_untuk, target_rencana
from indicators.selectors.dokumen import IkuRow, pejabat_menjabat, pejabat_siap, target_rows, target_sasaran
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from indicators.selectors.perjanjian import KEPALA_UNIT, urutan_unit
from indicators.selectors.simpanan import diingat


@dataclass(frozen=True)
class TargetTahunan:
    """One indikator of a sasaran in an annual plan: what the plan promises, and what the Renstra had for its year.

    `rencana` is the stored row with the targets of the quarters.
    """

    row: IkuRow
    target: Besaran
    renstra: Besaran
    rencana: Target


@diingat
def target_tahunan(rencana: RencanaTahunan) -> list[TargetTahunan]:
    """The indikator of the sasaran of the perangkat daerah in a plan, in the order of the cascade.

    Three queries, two inside `bersama`.
    """
    rows = target_rows(rencana)
    indikator = [row.indikator for row in rows]
    renstra = target_renstra(indikator, [rencana.tahun])
    stored = {t.indikator_id: t for t in target_sasaran(rencana)}
    return [
        TargetTahunan(
            row,
            row.target.get(rencana.tahun, TANPA_NILAI),
            renstra.get(row.indikator.pk, {}).get(rencana.tahun, TANPA_NILAI),
            stored[row.indikator.pk],
        )
        for row in rows
    ]


def target_unit(rencana: RencanaTahunan) -> list[tuple[UnitKerja, list[Target]]]:
    """The kinerja utama of the units in a plan: each unit with its targets, in the order of the units. Two queries."""
    rows = Target.objects.filter(rencana=rencana, indikator__sasaran__unit_kerja__isnull=False).select_related(
        "tingkat",
        "indikator__satuan",
        "indikator__skala",
        "indikator__unit_kerja",
        "indikator__sasaran__unit_kerja",
    )
    per_unit: dict[UnitKerja, list[Target]] = {}
    bekal = bekal_of(rencana.perangkat_daerah_id, rencana.periode_id)
    urut = rows.order_by("indikator__sasaran__urutan", "indikator__sasaran", "indikator__urutan", "indikator")
    for t in _urut_sasaran(bekal.berindikator(target_rencana(rencana.pk))) if bekal else urut:
        if t.indikator.sasaran and t.indikator.sasaran.unit_kerja:
            per_unit.setdefault(t.indikator.sasaran.unit_kerja, []).append(t)
    units = {u.pk: u for u in UnitKerja.objects.filter(perangkat_daerah=rencana.perangkat_daerah_id)}
    return [(u, per_unit[u]) for u in sorted(per_unit, key=lambda u: urutan_unit(u, units))]


def _urut_sasaran(target: Iterable[Target]) -> list[Target]:
    """In the order of the sasaran they measure, then of the indikator; those that measure none first."""

    def kunci(t: Target) -> tuple[int, int, int, int]:
        s = t.indikator.sasaran
        return (s.urutan if s else 0, s.pk if s else 0, t.indikator.urutan, t.indikator_id)

    return sorted(target, key=kunci)


def target_renstra(indikator: Iterable[Indikator], tahun: Iterable[int]) -> dict[int, dict[int, Besaran]]:
    """The Renstra targets by indikator and year. One query."""
    hasil: dict[int, dict[int, Besaran]] = {}
    milik, years = list(indikator), list(tahun)
    bekal = bekal_untuk(milik)
    if bekal is not None:
        return {i.pk: {t: b for t, b in bekal.besaran(i).items() if t in years} for i in milik}
    rows = TargetRenstra.objects.filter(indikator__in=milik, tahun__in=years).select_related("tingkat")
    for row in rows:
        hasil.setdefault(row.indikator_id, {})[row.tahun] = Besaran(row.nilai, row.tingkat)
    return hasil


def kepala_unit(perangkat_daerah: PerangkatDaerah, kode: str, pada: date) -> Pejabat | None:
    """Who heads a unit (by its code) on a day. One query."""
    orang = pejabat_menjabat(Q(unit_kerja__perangkat_daerah=perangkat_daerah, unit_kerja__kode=kode), pada)
    rows = orang.select_related("pemerintah_daerah", "perangkat_daerah", "unit_kerja")
    return next((p for p in rows if p.unit_kerja and p.jenis in KEPALA_UNIT[p.unit_kerja.jenis]), None)


def kepala_bappeda(pemerintah_daerah: PemerintahDaerah, pada: date) -> Pejabat | None:
    """Who heads the regency's planning agency, under whatever name (Bappeda, Bapperida, …). One query."""
    siap = pejabat_siap(pemerintah_daerah.pk, pada)
    if siap is not None:
        return next((p for p in siap if p.jenis == Pejabat.Jenis.KEPALA_PD and _perencanaan(p.perangkat_daerah)), None)
    where = Q(
        perangkat_daerah__pemerintah_daerah=pemerintah_daerah,
        jenis=Pejabat.Jenis.KEPALA_PD,
        perangkat_daerah__nama__icontains=PERENCANAAN,
    )
    return pejabat_menjabat(where, pada).first()


PERENCANAAN = "Perencanaan Pembangunan"
"""What the name of every planning agency holds."""


def _perencanaan(perangkat_daerah: PerangkatDaerah | None) -> bool:
    return perangkat_daerah is not None and PERENCANAAN.casefold() in perangkat_daerah.nama.casefold()
