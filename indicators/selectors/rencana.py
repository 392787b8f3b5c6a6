"""Which plan counts when, and its pagu."""

from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, QuerySet, Sum

from indicators.models import JenisBelanja, PaguAnggaran, PerangkatDaerah, RencanaTahunan
from indicators.selectors.simpanan_tetap import tetap
from sakip.lib.periods import Masa, Triwulan


def rencana_approved(perangkat_daerah_id: int, tahun: Collection[int]) -> list[RencanaTahunan]:
    """The approved plans of some years, in the order of their versions. One query, one for all callers in `bersama`."""
    return [plan for plan in _disetujui(perangkat_daerah_id) if plan.tahun in tahun]


@tetap
def _disetujui(perangkat_daerah_id: int) -> list[RencanaTahunan]:
    """All of them: a few versions a year."""
    return list(
        RencanaTahunan.objects.filter(perangkat_daerah_id=perangkat_daerah_id, status=RencanaTahunan.Status.APPROVED)
        .select_related("periode")
        .order_by("tahun", "urutan")
    )


def in_force(plans: list[RencanaTahunan], triwulan: Triwulan) -> RencanaTahunan | None:
    """Of approved plans, the one that counts in a quarter: the highest version that has begun."""
    own = [p for p in plans if p.tahun == triwulan.tahun and p.berlaku_mulai <= triwulan.nomor]
    return max(own, key=lambda p: p.urutan, default=None)


def rencana_in_force(perangkat_daerah: PerangkatDaerah, triwulan: Triwulan) -> RencanaTahunan | None:
    """The plan that counts for a perangkat daerah in a quarter; None when none is approved. One query."""
    return in_force(rencana_approved(perangkat_daerah.pk, [triwulan.tahun]), triwulan)


def rencana_pk(perangkat_daerah_id: int | OuterRef, triwulan: Masa) -> QuerySet[RencanaTahunan, Any]:
    """The plan in force as a subquery of one row: the rows of a sheet are found without asking for it first."""
    return (
        RencanaTahunan.objects.filter(
            perangkat_daerah_id=perangkat_daerah_id,
            tahun=triwulan.tahun,
            berlaku_mulai__lte=triwulan.nomor,
            status=RencanaTahunan.Status.APPROVED,
        )
        .order_by("-urutan")
        .values("pk")[:1]
    )


def pagu_per_sub_kegiatan(rencana: RencanaTahunan | None) -> dict[int, int]:
    """Whole rupiah per sub kegiatan of one plan. One query."""
    if rencana is None:
        return {}
    rows = PaguAnggaran.objects.filter(rencana=rencana).values("sub_kegiatan").annotate(total=Sum("jumlah")).order_by()
    return {row["sub_kegiatan"]: row["total"] for row in rows}


@tetap
def pagu_per_belanja(rencana: RencanaTahunan) -> list[tuple[JenisBelanja, int]]:
    """Whole rupiah per kind of spending of one plan, in the order of the account codes. Two queries."""
    rows = PaguAnggaran.objects.filter(rencana=rencana).values("jenis_belanja").annotate(total=Sum("jumlah")).order_by()
    totals = {row["jenis_belanja"]: row["total"] for row in rows}
    return [(jenis, totals[jenis.pk]) for jenis in JenisBelanja.objects.filter(pk__in=totals)]
