"""Reads of the audit trail: whose lines a person sees, the filtered list, and the story of one object."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from indicators import permissions
from indicators.models import AuditEvent
from indicators.permissions import Ability

# Objects whose story is open to everybody who sees their unit, even before anything happened to them.
NILAI = frozenset({"realisasi", "realisasianggaran", "lembar"})


@dataclass(frozen=True)
class Saringan:
    """What the list is narrowed to; empty means all. `aksi` is an action or the part before its dot."""

    objek: str = ""
    jenis: str = ""
    pelaku: str = ""
    aksi: str = ""
    dari: date | None = None
    sampai: date | None = None
    unit: int | None = None


def jejak_visible(user: Any) -> QuerySet[AuditEvent]:
    """The lines a person may read with VIEW_AUDIT: of a regency, of a perangkat daerah, or of units."""
    where = Q(pemerintah_daerah__in=permissions.visible_pemerintah_daerah(user, Ability.VIEW_AUDIT))
    where |= Q(perangkat_daerah__in=permissions.visible_perangkat_daerah(user, Ability.VIEW_AUDIT, whole=True))
    where |= Q(unit_kerja__in=permissions.visible_units(user, Ability.VIEW_AUDIT))
    return AuditEvent.objects.filter(where)


def jejak_daftar(user: Any, saringan: Saringan) -> QuerySet[AuditEvent]:
    """The filtered list, latest first."""
    rows = jejak_visible(user).select_related("unit_kerja")
    if saringan.objek:
        rows = rows.filter(objek_nama__icontains=saringan.objek)
    if saringan.jenis:
        rows = rows.filter(objek_tipe=saringan.jenis)
    if saringan.pelaku:
        rows = rows.filter(pelaku_nama__icontains=saringan.pelaku)
    if saringan.aksi:
        rows = rows.filter(Q(aksi=saringan.aksi) | Q(aksi__startswith=f"{saringan.aksi}."))
    if saringan.dari:
        rows = rows.filter(waktu__date__gte=saringan.dari)
    if saringan.sampai:
        rows = rows.filter(waktu__date__lte=saringan.sampai)
    if saringan.unit:
        rows = rows.filter(unit_kerja=saringan.unit)
    return rows


def tersedia(user: Any) -> list[tuple[str, str]]:
    """The pairs of action and kind of object that occur among the lines the person may read. One query."""
    return list(jejak_visible(user).order_by().values_list("aksi", "objek_tipe").distinct())


def riwayat(user: Any, objek_tipe: str, objek_id: int) -> QuerySet[AuditEvent]:
    """The story of one object, latest first: for auditors and planners, and for those who see its unit.

    Lines of another regency, perangkat daerah or unit are simply not there.
    """
    own = AuditEvent.objects.filter(unit_kerja__in=permissions.visible_units(user, Ability.VIEW))
    rows = jejak_visible(user) | own
    return rows.filter(objek_tipe=objek_tipe, objek_id=objek_id).select_related("unit_kerja").order_by("-nomor")


def nilai_terlihat(user: Any, objek_tipe: str, objek_id: int) -> bool:
    """Whether the object is a value (or sheet) inside the person's scope, so that an empty story is no 404."""
    if objek_tipe not in NILAI:
        return False
    model: Any = apps.get_model("indicators", objek_tipe)
    return bool(model.objects.visible_to(user).filter(pk=objek_id).exists())


def riwayat_indikator(indikator_id: int, tahun: int) -> QuerySet[AuditEvent]:
    """Every line about the values of one indikator in one year, latest first. The caller has checked the scope."""
    values = apps.get_model("indicators", "Realisasi").objects.filter(indikator=indikator_id, tahun=tahun)
    return AuditEvent.objects.filter(objek_tipe="realisasi", objek_id__in=values.values("pk")).order_by("-nomor")
