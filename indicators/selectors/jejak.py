"""Reads of the audit trail: whose lines a person sees, the filtered list, and the story of one object."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db.models import Q, QuerySet

from indicators import permissions
from indicators.models import AuditEvent
from indicators.permissions import Ability

UMUR_PILIHAN = 300
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
    own = permissions.scopes(user, Ability.VIEW_AUDIT)
    where = Q(pk__in=[])
    # Keys, not subqueries, and nothing for a kind of scope the person does not have: so the database walks an index
    # from the latest line on, where it sorted the whole trail. Every line names its regency.
    if kabupaten := [s.pemerintah_daerah_id for s in own if s.pemerintah_daerah_id]:
        where |= Q(pemerintah_daerah__in=kabupaten)
    if dinas := [s.perangkat_daerah_id for s in own if s.perangkat_daerah_id]:
        where |= Q(perangkat_daerah__in=dinas)
    if any(s.unit_id for s in own):
        where |= Q(unit_kerja__in=permissions.visible_units(user, Ability.VIEW_AUDIT))
    rows = AuditEvent.objects.filter(where)
    # Within one regency the number says the order, and there is an index of it.
    return rows.order_by("-nomor") if len(own) == 1 and own[0].pemerintah_daerah_id else rows


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
    """The pairs of action and kind of object that occur among the lines the person may read: what a filter offers.

    To know them every line of the trail is read, which grows for years: looked up anew after five minutes, until when
    an action that happened for the first time is not offered yet.
    """
    lingkup = permissions.scopes(user, Ability.VIEW_AUDIT)
    kunci = f"jejak:{hashlib.sha256(repr(sorted(map(repr, lingkup))).encode()).hexdigest()}"
    ada: list[tuple[str, str]] | None = cache.get(kunci)
    if ada is None:
        ada = list(jejak_visible(user).order_by().values_list("aksi", "objek_tipe").distinct())
        cache.set(kunci, ada, UMUR_PILIHAN)
    return ada


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
