"""The plans of a perangkat daerah in all years, and which years may still begin one."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from indicators.models import PaguAnggaran, PerangkatDaerah, PeriodeRenstra, RencanaTahunan, Target
from indicators.selectors.unsur import kunci_periode


@dataclass(frozen=True)
class RencanaBaris:
    """One version of one year's plan: how many indikator it has, its whole pagu (None: none entered)."""

    rencana: RencanaTahunan
    target: int
    pagu: int | None
    terbaru: bool

    @property
    def disahkan(self) -> bool:
        """Whether it is read-only."""
        return self.rencana.status == RencanaTahunan.Status.APPROVED

    @property
    def terbuka(self) -> bool:
        """Whether its period still lets it change."""
        return self.rencana.periode.status != PeriodeRenstra.Status.CLOSED


def daftar_rencana(rows: QuerySet[RencanaTahunan]) -> list[RencanaBaris]:
    """The plans, the latest year first, the latest version of a year first. One query."""
    target = Target.objects.filter(rencana=OuterRef("pk")).order_by().values("rencana").annotate(n=Count("pk"))
    pagu = PaguAnggaran.objects.filter(rencana=OuterRef("pk")).order_by().values("rencana").annotate(n=Sum("jumlah"))
    hasil: list[RencanaBaris] = []
    tahun = None
    for r in (
        rows.select_related("periode", "perangkat_daerah__pemerintah_daerah")
        .annotate(jumlah_target=Coalesce(Subquery(target.values("n")), 0), jumlah_pagu=Subquery(pagu.values("n")))
        .order_by("-tahun", "-urutan")
    ):
        hasil.append(RencanaBaris(r, r.jumlah_target, r.jumlah_pagu, r.tahun != tahun))
        tahun = r.tahun
    return hasil


def tahun_dapat_dimulai(
    perangkat_daerah: PerangkatDaerah, periode: list[PeriodeRenstra], daftar: list[RencanaBaris]
) -> list[tuple[str, str]]:
    """The years without any plan in periods that are in force, as (key, label); those after the last plan first."""
    ada = {b.rencana.tahun for b in daftar}
    pilihan = [
        (tahun < max(ada, default=0), f"{kunci_periode(p)}/{tahun}", f"{tahun} (Renstra {p})")
        for p in periode
        if p.status == PeriodeRenstra.Status.ACTIVE
        for tahun in p.tahun
        if tahun not in ada
    ]
    return [(kunci, label) for _, kunci, label in sorted(pilihan, key=lambda p: p[0])]
