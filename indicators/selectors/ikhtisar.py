"""The regency at a glance: one line for each perangkat daerah, in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from indicators import calculations
from indicators.models import (
    Indikator,
    JadwalPengisian,
    PaguAnggaran,
    PerangkatDaerah,
    PeriodeRenstra,
    Realisasi,
    RealisasiAnggaran,
    RencanaTahunan,
    Status,
    Target,
    TargetRenstra,
)
from indicators.selectors.capaian import hitung, kebijakan_of, realisasi_sampai, target_sampai
from indicators.selectors.dashboard import iku_utama, triwulan_terakhir
from indicators.selectors.grafik import SERATUS
from indicators.selectors.rencana import in_force
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class BarisIkhtisar:
    """One perangkat daerah in one year, up to its latest opened quarter. Its IKU are those its own page leads with."""

    perangkat_daerah: PerangkatDaerah
    triwulan: Triwulan
    jadwal: JadwalPengisian | None
    iku: int
    terukur: int
    tercapai: int
    pagu: int | None
    realisasi: int | None

    @property
    def serapan(self) -> Decimal | None:
        """Absorption in percent, two decimals."""
        return calculations.serapan(self.pagu, self.realisasi)


def ikhtisar(perangkat_daerah: Sequence[PerangkatDaerah], tahun: int) -> list[BarisIkhtisar]:
    """One line for each perangkat daerah (regency joined), in the order given. Nine queries for one regency.

    Only verified values count, as everywhere on the dashboards.
    """
    jadwal: dict[int, list[JadwalPengisian]] = {pd.pk: [] for pd in perangkat_daerah}
    for j in JadwalPengisian.objects.filter(perangkat_daerah__in=perangkat_daerah, tahun=tahun):
        jadwal[j.perangkat_daerah_id].append(j)
    sampai = {pk: Triwulan(tahun, triwulan_terakhir(own, tahun)) for pk, own in jadwal.items()}
    plans = _plans(perangkat_daerah, sampai)
    iku = _iku(perangkat_daerah, tahun)
    hasil = _capaian(perangkat_daerah, iku, plans, sampai)
    pagu = _pagu(plans.values())
    uang = _keuangan(plans.values(), sampai)
    return [
        BarisIkhtisar(
            perangkat_daerah=pd,
            triwulan=sampai[pd.pk],
            jadwal=next((j for j in jadwal[pd.pk] if j.triwulan == sampai[pd.pk].nomor), None),
            iku=len(hasil[pd.pk]),
            terukur=sum(c is not None for c in hasil[pd.pk]),
            tercapai=sum(c is not None and c >= SERATUS for c in hasil[pd.pk]),
            pagu=pagu.get(pd.pk),
            realisasi=uang.get(pd.pk),
        )
        for pd in perangkat_daerah
    ]


def _plans(perangkat_daerah: Sequence[PerangkatDaerah], sampai: dict[int, Triwulan]) -> dict[int, RencanaTahunan]:
    """The plan in force of each perangkat daerah in its own quarter."""
    approved: dict[int, list[RencanaTahunan]] = {}
    tahun = {tw.tahun for tw in sampai.values()}
    rows = RencanaTahunan.objects.filter(
        perangkat_daerah__in=perangkat_daerah, tahun__in=tahun, status=RencanaTahunan.Status.APPROVED
    )
    for plan in rows:
        approved.setdefault(plan.perangkat_daerah_id, []).append(plan)
    found = {pk: in_force(own, sampai[pk]) for pk, own in approved.items()}
    return {pk: plan for pk, plan in found.items() if plan is not None}


def _iku(perangkat_daerah: Sequence[PerangkatDaerah], tahun: int) -> list[Indikator]:
    rows = Indikator.objects.filter(
        perangkat_daerah__in=perangkat_daerah, iku=True, periode__tahun_awal__lte=tahun, periode__tahun_akhir__gte=tahun
    ).exclude(periode__status=PeriodeRenstra.Status.DRAFT)
    own: dict[int, list[Indikator]] = {}
    for i in rows.select_related("sasaran"):
        own.setdefault(i.perangkat_daerah_id, []).append(i)
    return [i for group in own.values() for i in iku_utama(group, utuh=True)]


def _capaian(
    perangkat_daerah: Sequence[PerangkatDaerah],
    iku: Sequence[Indikator],
    plans: dict[int, RencanaTahunan],
    sampai: dict[int, Triwulan],
) -> dict[int, list[Decimal | None]]:
    """Capaian of every IKU by perangkat daerah, by the same three steps as everywhere else."""
    tahun = {tw.tahun for tw in sampai.values()}
    kebijakan = {g.pk: kebijakan_of(g) for g in {pd.pemerintah_daerah for pd in perangkat_daerah}}
    regency = {pd.pk: pd.pemerintah_daerah_id for pd in perangkat_daerah}
    targets: dict[int, Target | TargetRenstra] = {}
    without_plan = [i.pk for i in iku if i.perangkat_daerah_id not in plans]
    renstra = TargetRenstra.objects.filter(indikator__in=without_plan, tahun__in=tahun).select_related("tingkat")
    targets.update({t.indikator_id: t for t in renstra})
    own = Target.objects.filter(rencana__in=plans.values(), indikator__in=iku).select_related("tingkat")
    targets.update({t.indikator_id: t for t in own})
    stored: dict[int, dict[int, Realisasi]] = {}
    rows = Realisasi.objects.filter(indikator__in=iku, tahun__in=tahun, status=Status.VERIFIED)
    for row in rows.select_related("tingkat"):
        stored.setdefault(row.indikator_id, {})[row.triwulan] = row
    hasil: dict[int, list[Decimal | None]] = {pd.pk: [] for pd in perangkat_daerah}
    for i in iku:
        pd = i.perangkat_daerah_id
        nomor = sampai[pd].nomor
        angka, _ = hitung(
            i,
            target_sampai(i, targets.get(i.pk), nomor),
            realisasi_sampai(i, stored.get(i.pk, {}), nomor),
            kebijakan[regency[pd]],
        )
        hasil[pd].append(angka)
    return hasil


def _pagu(plans: Iterable[RencanaTahunan]) -> dict[int, int]:
    rows = PaguAnggaran.objects.filter(rencana__in=list(plans)).values("rencana__perangkat_daerah").order_by()
    return {row["rencana__perangkat_daerah"]: row["total"] for row in rows.annotate(total=Sum("jumlah"))}


def _keuangan(plans: Iterable[RencanaTahunan], sampai: dict[int, Triwulan]) -> dict[int, int]:
    """Verified money by perangkat daerah: the latest cumulative row of each sub kegiatan that has pagu in the plan."""
    in_quarter = Q(pk__in=[])
    for plan in plans:
        tw = sampai[plan.perangkat_daerah_id]
        in_quarter |= Q(sub_kegiatan__pagu__rencana=plan, tahun=tw.tahun, triwulan__lte=tw.nomor)
    rows = (
        RealisasiAnggaran.objects.filter(in_quarter, status=Status.VERIFIED)
        .order_by("triwulan")
        .values_list("sub_kegiatan__perangkat_daerah", "sub_kegiatan", "keuangan")
        .distinct()
    )
    latest: dict[tuple[int, int], int | None] = {(pd, sub): uang for pd, sub, uang in rows}
    hasil: dict[int, int] = {}
    for (pd, _), uang in latest.items():
        if uang is not None:
            hasil[pd] = hasil.get(pd, 0) + uang
    return hasil
