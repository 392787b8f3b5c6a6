"""The units of a perangkat daerah as their pages show them: the tree with dates, officials, and what each carries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value

from indicators import permissions
from indicators.models import Indikator, Pejabat, PerangkatDaerah, PeriodeRenstra, SubKegiatan, UnitKerja
from indicators.permissions import Ability
from indicators.selectors.unit_nama import dengan_nama_lama


@dataclass(frozen=True)
class UnitBaris:
    """One unit of the tree. `tingkat` 0 the topmost; `kepala` who holds its office on the day."""

    unit: UnitKerja
    tingkat: int
    kepala: str
    indikator: int
    sub_kegiatan: int
    nama_dulu: tuple[tuple[date, str], ...]

    @property
    def berakhir(self) -> bool:
        """Whether it has a last day."""
        return self.unit.berlaku_sampai is not None


def daftar_unit(perangkat_daerah: PerangkatDaerah, pada: date) -> list[UnitBaris]:
    """All units, each before what is below it; those that ended too. Three queries."""
    units = dengan_nama_lama(UnitKerja.objects.filter(perangkat_daerah=perangkat_daerah).order_by("urutan", "nama"))
    kepala: dict[int, str] = {}
    for p in pejabat_pada(Pejabat.objects.filter(unit_kerja__perangkat_daerah=perangkat_daerah), pada):
        kepala.setdefault(p.unit_kerja_id or 0, f"{p.kedudukan} {p.nama_lengkap}".strip())
    isi = _isi(perangkat_daerah)
    anak: dict[int | None, list[UnitKerja]] = {}
    ada = {u.pk for u in units}
    for u in units:
        anak.setdefault(u.induk_id if u.induk_id in ada else None, []).append(u)
    hasil: list[UnitBaris] = []

    def turun(induk: int | None, tingkat: int) -> None:
        for u in anak.get(induk, []):
            dulu = tuple((sampai, nama) for sampai, nama, _ in getattr(u, "nama_dulu", ()))
            hasil.append(
                UnitBaris(u, tingkat, kepala.get(u.pk, ""), isi.get((u.pk, "i"), 0), isi.get((u.pk, "s"), 0), dulu)
            )
            turun(u.pk, tingkat + 1)

    turun(None, 0)
    return hasil


def _isi(perangkat_daerah: PerangkatDaerah) -> dict[tuple[int, str], int]:
    """How many indikator and sub kegiatan each unit carries in periods that are not closed. One query."""
    bagian = [
        model._default_manager.filter(perangkat_daerah=perangkat_daerah)
        .exclude(periode__status=PeriodeRenstra.Status.CLOSED)
        .order_by()
        .values_list("unit_kerja_id", Value(tanda, CharField()))
        .annotate(n=Count("pk"))
        for model, tanda in ((Indikator, "i"), (SubKegiatan, "s"))
    ]
    return {(unit, tanda): n for unit, tanda, n in bagian[0].union(bagian[1], all=True)}


def pejabat_pada(rows: QuerySet[Pejabat, Any], pada: date) -> QuerySet[Pejabat, Any]:
    """Of some officials those in office on a day, the definitive ones first."""
    return rows.filter(Q(mulai=None) | Q(mulai__lte=pada), Q(selesai=None) | Q(selesai__gte=pada)).order_by(
        "kedudukan", "-mulai", "pk"
    )


def pejabat_unit_semua(unit: UnitKerja) -> list[Pejabat]:
    """Everybody who held an office of the unit, who holds one now first. One query."""
    return _terbaru(Pejabat.objects.filter(unit_kerja=unit))


def kepala_semua(perangkat_daerah: PerangkatDaerah) -> list[Pejabat]:
    """Everybody who led the perangkat daerah or belongs to it without a unit, who does now first. One query."""
    return _terbaru(Pejabat.objects.filter(perangkat_daerah=perangkat_daerah, unit_kerja=None))


def _terbaru(semua: QuerySet[Pejabat, Any]) -> list[Pejabat]:
    rows = list(semua.order_by("pk"))
    return sorted(rows, key=lambda p: (p.selesai or date.max, p.mulai or date.min), reverse=True)


def perangkat_daerah_unit(user: Any) -> QuerySet[PerangkatDaerah]:
    """The perangkat daerah whose units a person sees: an own one, or one whose master data the person manages."""
    lihat = permissions.visible_perangkat_daerah(user)
    kelola = permissions.visible_perangkat_daerah(user, Ability.MANAGE_MASTER)
    return (lihat | kelola).select_related("pemerintah_daerah")


def unit_terlihat(user: Any, pk: int) -> UnitKerja | None:
    """A unit of such a perangkat daerah. One query."""
    rows = UnitKerja.objects.select_related("perangkat_daerah__pemerintah_daerah", "induk", "predecessor")
    return rows.filter(pk=pk, perangkat_daerah__in=perangkat_daerah_unit(user).values("pk")).first()


def pilihan_atasan(perangkat_daerah: PerangkatDaerah, unit: UnitKerja | None = None) -> list[UnitKerja]:
    """Where a unit may hang, or what may carry on its work: units in force, without itself and all below. One query."""
    rows = UnitKerja.objects.filter(perangkat_daerah=perangkat_daerah, berlaku_sampai=None)
    if unit is not None:
        rows = rows.exclude(jalur__startswith=unit.jalur)
    return list(rows.order_by("urutan", "nama"))
