"""What the form of an indikator needs: the indikator itself with its words, and everything there is to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from indicators import permissions
from indicators.models import (
    Indikator,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    RencanaTahunan,
    Satuan,
    SkalaPredikat,
    Target,
    TingkatPredikat,
    UnitKerja,
)
from indicators.permissions import Ability
from indicators.selectors.kaskade import pilihan_unit
from indicators.selectors.masa import kunci
from sakip.lib.prepared import Prepared


@dataclass(frozen=True)
class Pilihan:
    """What may be chosen. `pendahulu`: (period, its indikator) the newest period first; `didukung`: of `program`."""

    unit: Sequence[UnitKerja]
    satuan: Sequence[Satuan]
    tingkat: Sequence[TingkatPredikat]
    program: Sequence[Program]
    didukung: frozenset[int]
    pendahulu: Sequence[Indikator]

    @property
    def skala(self) -> list[SkalaPredikat]:
        """The scales that have steps, in order of their names."""
        return sorted({t.skala_id: t.skala for t in self.tingkat}.values(), key=lambda s: s.nama)


def indikator_terlihat(user: Any, pk: int) -> Indikator | None:
    """One indikator of a perangkat daerah the person belongs to, with all its words. One query, or two."""
    indikator = INDIKATOR.first(indikator=pk)
    if indikator is None:
        return None
    pd = indikator.perangkat_daerah
    if permissions.can(user, Ability.VIEW, pd):
        return indikator
    # Through one of its units, which needs a look at them.
    return indikator if permissions.visible_perangkat_daerah(user).filter(pk=pd.pk).exists() else None


INDIKATOR: Prepared[Indikator] = Prepared(
    lambda: (
        Indikator.objects.filter(pk=kunci("indikator"))
        .select_related(
            *("perangkat_daerah__pemerintah_daerah", "periode__pemerintah_daerah", "unit_kerja", "satuan", "skala"),
            *("kondisi_awal_tingkat", "kondisi_akhir_tingkat", "predecessor__periode", *Indikator.Jenjang.values),
        )
        .order_by()
    )
)


def pilihan_indikator(indikator: Indikator) -> Pilihan:
    """What may be chosen for an indikator, stored or about to be. Five queries at most."""
    unit = pilihan_unit(indikator.perangkat_daerah)
    if indikator.unit_kerja_id and indikator.unit_kerja not in unit:
        unit = [indikator.unit_kerja, *unit]
    program = list(_program(indikator)) if indikator.sasaran_id else []
    return Pilihan(
        unit=unit,
        satuan=list(Satuan.objects.order_by("nama")),
        tingkat=list(TingkatPredikat.objects.select_related("skala").order_by("skala__nama", "-peringkat")),
        program=program,
        didukung=frozenset(p.pk for p in program if p.mendukung),
        pendahulu=list(_pendahulu(indikator)),
    )


def _program(indikator: Indikator) -> Any:
    """The programmes of its sasaran, each with whether it supports the indikator. One query."""
    kait = Program.iku.through.objects.filter(program_id=OuterRef("pk"), indikator_id=indikator.pk)
    rows = Program.objects.filter(sasaran=indikator.sasaran_id).order_by("urutan", "pk")
    return rows.annotate(mendukung=Exists(kait))


def _pendahulu(indikator: Indikator) -> Any:
    """What it may continue: those of former periods and of the same element, and what it does continue. One query."""
    periode = indikator.periode
    rows = Indikator.objects.filter(perangkat_daerah=indikator.perangkat_daerah).exclude(pk=indikator.pk)
    unsur = Q(periode=periode, **{indikator.jenjang: getattr(indikator, f"{indikator.jenjang}_id")})
    sendiri = Q(pk=indikator.predecessor_id)
    rows = rows.filter(Q(periode__tahun_awal__lt=periode.tahun_awal) | unsur | sendiri)
    lengkap = ("pk", "nama", "kode", "jenjang", "urutan", "perangkat_daerah_id", "periode")
    return rows.select_related("periode").only(*lengkap).order_by("-periode__tahun_awal", "urutan", "pk")


def draf_tahun(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> list[RencanaTahunan]:
    """The draft plans of a period: where targets of a new indikator are set. One query."""
    rows = RencanaTahunan.objects.filter(perangkat_daerah=perangkat_daerah, periode=periode)
    return list(rows.filter(status=RencanaTahunan.Status.DRAFT).order_by("tahun", "urutan"))


def rencana_terbaru(perangkat_daerah: PerangkatDaerah, tahun: int) -> RencanaTahunan | None:
    """The newest version of a year's plan, None without any. One query."""
    rows = RencanaTahunan.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun)
    return rows.order_by("-urutan").first()


def draf_memuat(indikator: Indikator) -> list[RencanaTahunan]:
    """The draft plans it stands in. One query."""
    ada = Target.objects.filter(rencana=OuterRef("pk"), indikator=indikator)
    rows = RencanaTahunan.objects.filter(Exists(ada), status=RencanaTahunan.Status.DRAFT)
    return list(rows.order_by("tahun", "urutan"))
