"""What each perangkat daerah of a regency that begins has written down, and who may go on there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from indicators.models import (
    Indikator,
    Membership,
    PemerintahDaerah,
    PerangkatDaerah,
    PeriodeRenstra,
    RencanaTahunan,
    Role,
    Sasaran,
    SubKegiatan,
    Target,
    UnitKerja,
)
from indicators.selectors.dokumen import TARGET, muat_pejabat
from indicators.selectors.perjanjian import urutan_unit
from indicators.selectors.rencana_daftar import RencanaBaris, daftar_rencana
from indicators.selectors.simpanan import titip
from indicators.selectors.unit_nama import bersebutan
from indicators.selectors.unsur import kunci_periode


@dataclass(frozen=True)
class IsiPerangkat:
    """One perangkat daerah with how much there is of it in the period in force (None: the regency has none)."""

    perangkat_daerah: PerangkatDaerah
    periode: PeriodeRenstra | None
    unit: int
    sasaran: int
    indikator: int
    sub_kegiatan: int

    @property
    def kunci(self) -> str:
        """The period as addresses name it."""
        return kunci_periode(self.periode) if self.periode else ""

    @property
    def selesai(self) -> bool:
        """Whether there is something to plan with."""
        return self.sasaran > 0 and self.indikator > 0


@dataclass(frozen=True)
class RencanaPerangkat:
    """One perangkat daerah with its plans, the latest year first."""

    perangkat_daerah: PerangkatDaerah
    rencana: tuple[RencanaBaris, ...]

    @property
    def selesai(self) -> bool:
        """Whether one of them is approved."""
        return any(r.disahkan for r in self.rencana)


def isi_perangkat(semua: Sequence[PerangkatDaerah]) -> list[IsiPerangkat]:
    """Each perangkat daerah (of one regency) with its counts. Two queries, however many there are."""
    if not semua:
        return []
    periode = (
        PeriodeRenstra.objects.filter(pemerintah_daerah=semua[0].pemerintah_daerah_id)
        .exclude(status=PeriodeRenstra.Status.DRAFT)
        .order_by("status", "-tahun_awal")  # ACTIVE before CLOSED
        .first()
    )

    def banyak(model: type[Model], **where: Any) -> Coalesce:
        rows = model._default_manager.filter(perangkat_daerah=OuterRef("pk"), **where).order_by()
        hitung = rows.values("perangkat_daerah").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(hitung, output_field=IntegerField()), 0)

    rows = PerangkatDaerah.objects.filter(pk__in=[pd.pk for pd in semua]).annotate(
        n_unit=banyak(UnitKerja),
        n_sasaran=banyak(Sasaran, periode=periode),
        n_indikator=banyak(Indikator, periode=periode),
        n_sub=banyak(SubKegiatan, periode=periode),
    )
    hitungan = {r.pk: r for r in rows}
    return [
        IsiPerangkat(
            pd,
            periode,
            hitungan[pd.pk].n_unit,
            hitungan[pd.pk].n_sasaran,
            hitungan[pd.pk].n_indikator,
            hitungan[pd.pk].n_sub,
        )
        for pd in semua
    ]


def unit_berurut(perangkat_daerah: PerangkatDaerah) -> list[UnitKerja]:
    """The units of a perangkat daerah, each after the one above it, with their superior joined. One query."""
    semua = {u.pk: u for u in perangkat_daerah.unit_kerja.select_related("induk")}
    return bersebutan(sorted(semua.values(), key=lambda u: urutan_unit(u, semua)))


def rencana_terakhir(semua: Sequence[PerangkatDaerah]) -> dict[int, RencanaTahunan]:
    """The latest approved plan of each perangkat daerah (of one regency) that has any.

    For the rest of `bersama` also what the agreements of their heads ask for. Three queries, however many there are.
    """
    rows = RencanaTahunan.objects.filter(perangkat_daerah__in=semua, status=RencanaTahunan.Status.APPROVED)
    urut = rows.select_related("periode", "perangkat_daerah__pemerintah_daerah").order_by("tahun", "urutan")
    hasil = {r.perangkat_daerah_id: r for r in urut}  # the last version of the latest year wins
    target: dict[int, list[Target]] = {r.pk: [] for r in hasil.values()}
    milik = Target.objects.filter(
        rencana__in=target, indikator__jenjang=Indikator.Jenjang.SASARAN, indikator__sasaran__unit_kerja__isnull=True
    ).select_related("tingkat", "indikator__satuan", "indikator__skala", "indikator__unit_kerja")
    for t in milik.select_related("indikator__sasaran__tujuan"):
        target[t.rencana_id].append(t)
    titip(TARGET, target)
    muat_pejabat(semua[0])  # the heads of all of them come along
    return hasil


def rencana_perangkat(semua: Sequence[PerangkatDaerah]) -> list[RencanaPerangkat]:
    """Each perangkat daerah with its plans. One query."""
    rows = daftar_rencana(RencanaTahunan.objects.filter(perangkat_daerah__in=semua))
    return [RencanaPerangkat(pd, tuple(r for r in rows if r.rencana.perangkat_daerah_id == pd.pk)) for pd in semua]


def perencana_of(daerah: PemerintahDaerah) -> list[str]:
    """Who plans in the regency, and for what: `Siti (perencana.setda), Sekretariat Daerah`. One query."""
    rows = Membership.objects.filter(
        Q(pemerintah_daerah=daerah) | Q(perangkat_daerah__pemerintah_daerah=daerah),
        role=Role.PLANNER,
        user__is_active=True,
    ).select_related("user", "perangkat_daerah", "pemerintah_daerah")
    return [
        f"{m.user} ({m.user.username}), {m.perangkat_daerah or m.pemerintah_daerah}"
        for m in rows.order_by("user__username")
    ]
