"""Whose a document is: the one place that decides it, for a list of documents and for a single one.

A document is of its perangkat daerah as a whole. Only a finished Perjanjian Kinerja of a unit is of that unit too: its
head reads it and signs it. All else (drafts, finishing, publishing, taking back) stays with the perangkat daerah.
"""

from typing import Any

from django.db.models import Q

from indicators import permissions
from indicators.models import UnitKerja
from indicators.permissions import Ability
from reports.models import Dokumen, JenisDokumen

SEUNIT = frozenset({Ability.VIEW_DOKUMEN, Ability.SIGN_DOKUMEN})
"""What a role on a unit may do with the agreement of that unit."""


def terlihat(user: Any, ability: Ability) -> Q:
    """Which Dokumen the person holds the ability on. Adds no query of its own."""
    semua = Q(perangkat_daerah__in=permissions.visible_perangkat_daerah(user, ability, whole=True))
    if ability in SEUNIT and berperan_seunit(user, ability):
        semua |= Q(
            jenis=JenisDokumen.PK,
            status__in=[s for s in Dokumen.Status if s != Dokumen.Status.DRAFT],
            perjanjian_kinerja__unit_kerja__in=permissions.visible_units(user, ability),
        )
    return semua


def can(user: Any, ability: Ability, dokumen: Dokumen) -> bool:
    """Whether the person holds the ability on this document."""
    if permissions.can(user, ability, dokumen.perangkat_daerah):
        return True
    unit = _unit(dokumen) if ability in SEUNIT else None
    return unit is not None and permissions.can(user, ability, unit)


def require(user: Any, ability: Ability, dokumen: Dokumen) -> None:
    """Raise NotAllowed unless the person holds the ability on this document."""
    if not can(user, ability, dokumen):
        permissions.require(user, ability, dokumen.perangkat_daerah)


def berperan_seunit(user: Any, ability: Ability) -> bool:
    """Whether the person has the ability through a role on a unit."""
    return any(s.unit_id is not None for s in permissions.scopes(user, ability))


def _unit(dokumen: Dokumen) -> UnitKerja | None:
    """The unit whose finished agreement it is; None for every other document."""
    if dokumen.jenis != JenisDokumen.PK or dokumen.status == Dokumen.Status.DRAFT:
        return None
    return dokumen.perjanjian_kinerja.unit_kerja if dokumen.perjanjian_kinerja else None
