"""The one place that knows who may do what, and whose rows a person sees.

A view names an Ability, never a role. Outside the scope is 404 (`visible_to`), inside it but not allowed is 403
(`require`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from indicators.exceptions import NotAllowed
from indicators.models.organization import (
    Membership,
    PemerintahDaerah,
    PerangkatDaerah,
    Role,
    UnitKerja,
    User,
)


class Ability(StrEnum):
    """One thing a person may do."""

    VIEW = "melihat data kinerja"
    VIEW_AUDIT = "melihat jejak audit"
    VIEW_TEMUAN = "melihat temuan"
    ACCEPT_TEMUAN = "menerima temuan dengan alasan"
    ENTER_REALISASI = "mengisi realisasi"
    SUBMIT = "mengajukan lembar"
    KOMENTAR = "menulis catatan"
    EDIT_CASCADE = "mengubah perencanaan"
    EDIT_TARGET = "mengubah target"
    APPROVE_RENCANA = "mengesahkan rencana"
    IMPORT = "mengimpor data"
    OPEN_TRIWULAN = "membuka dan menutup triwulan"
    VERIFY = "memverifikasi lembar"
    WRITE_NARASI = "menulis narasi"
    VIEW_DOKUMEN = "melihat dokumen"
    FINALIZE_DOKUMEN = "menyelesaikan dokumen"
    SIGN_DOKUMEN = "menandatangani dokumen"
    EDIT_TIM = "mengubah tim penyusun LKjIP"
    REVIEW_LKJIP = "mencatat reviu LKjIP"
    FILL_LKE = "mengisi evaluasi (LKE)"
    MANAGE_USERS = "mengelola pengguna"
    MANAGE_MASTER = "mengelola data induk"


A = Ability
ROLE_ABILITIES: dict[str, frozenset[Ability]] = {
    Role.OPERATOR: frozenset({A.VIEW, A.ENTER_REALISASI, A.SUBMIT, A.KOMENTAR}),
    Role.PLANNER: frozenset(
        {
            A.VIEW,
            A.VIEW_AUDIT,
            A.VIEW_TEMUAN,
            A.ACCEPT_TEMUAN,
            A.KOMENTAR,
            A.EDIT_CASCADE,
            A.EDIT_TARGET,
            A.APPROVE_RENCANA,
            A.IMPORT,
            A.OPEN_TRIWULAN,
            A.VERIFY,
            A.WRITE_NARASI,
            A.VIEW_DOKUMEN,
            A.FINALIZE_DOKUMEN,
            A.EDIT_TIM,
        }
    ),
    Role.LEADER: frozenset({A.VIEW, A.VIEW_TEMUAN, A.KOMENTAR, A.VIEW_DOKUMEN, A.SIGN_DOKUMEN}),
    Role.AUDITOR: frozenset({A.VIEW, A.VIEW_AUDIT, A.VIEW_TEMUAN, A.VIEW_DOKUMEN, A.FILL_LKE, A.REVIEW_LKJIP}),
    Role.ADMIN: frozenset({A.MANAGE_USERS, A.MANAGE_MASTER}),
}

PENGELOLA = frozenset({A.MANAGE_USERS, A.MANAGE_MASTER})
"""What whoever runs the installation (the superuser) may do in every regency without a role there. Figures, plans and
documents are not among it: for those he needs a role, which the trail then names."""

Lingkup = PemerintahDaerah | PerangkatDaerah | UnitKerja


@dataclass(frozen=True)
class Scope:
    """One membership as the checks need it: a role and the one thing it is given on."""

    role: str
    unit_id: int | None
    perangkat_daerah_id: int | None
    pemerintah_daerah_id: int | None

    def covers(self, obj: Lingkup) -> bool:
        """Whether the object lies inside this scope. Reads own columns and the joined perangkat daerah only."""
        if isinstance(obj, PemerintahDaerah):
            return self.pemerintah_daerah_id == obj.pk
        if isinstance(obj, PerangkatDaerah):
            return self.perangkat_daerah_id == obj.pk or self.pemerintah_daerah_id == obj.pemerintah_daerah_id
        if self.unit_id is not None:
            return f"/{self.unit_id}/" in obj.jalur
        if self.perangkat_daerah_id is not None:
            return self.perangkat_daerah_id == obj.perangkat_daerah_id
        return self.pemerintah_daerah_id == obj.perangkat_daerah.pemerintah_daerah_id


def scopes(user: Any, ability: Ability | None = None) -> list[Scope]:
    """The person's memberships that give the ability. One query per request (kept on the user object)."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_scopes"):
        rows = Membership.objects.filter(user=user).values_list(
            "role", "unit_kerja_id", "perangkat_daerah_id", "pemerintah_daerah_id"
        )
        user._scopes = [Scope(*row) for row in rows]
    semua: list[Scope] = user._scopes
    return semua if ability is None else [s for s in semua if ability in ROLE_ABILITIES[s.role]]


def ingat(user: User, memberships: Iterable[Membership]) -> None:
    """Keep all memberships of a person on the user object, so that `scopes` need not ask for them."""
    user._scopes = [  # type: ignore[attr-defined]
        Scope(m.role, m.unit_kerja_id, m.perangkat_daerah_id, m.pemerintah_daerah_id) for m in memberships
    ]


def can(user: Any, ability: Ability, obj: Lingkup | None = None) -> bool:
    """Whether the person has the ability: on the object, or anywhere when no object is given.

    A role on one unit does not reach the perangkat daerah above it.
    """
    if _pengelola(user, ability):
        return True
    own = scopes(user, ability)
    return bool(own) if obj is None else any(s.covers(obj) for s in own)


def can_seluruh(user: Any, ability: Ability) -> bool:
    """Whether the person has the ability on a perangkat daerah or regency as a whole, not on one unit of it."""
    return _pengelola(user, ability) or any(s.unit_id is None for s in scopes(user, ability))


def _pengelola(user: Any, ability: Ability) -> bool:
    return ability in PENGELOLA and bool(user.is_superuser)


def require_mulai_daerah(user: Any) -> None:
    """Raise NotAllowed unless the person may begin a new regency: a regency is the installation's business."""
    if not user.is_superuser:
        raise NotAllowed("Daerah baru dimulai oleh pengelola instalasi. Mintalah akun itu memulainya untuk Anda.")


def require(user: Any, ability: Ability, obj: Lingkup | None = None) -> None:
    """Raise NotAllowed unless the person has the ability."""
    if not can(user, ability, obj):
        raise NotAllowed(f"Anda tidak berhak {ability.value} di sini. Hubungi admin bila seharusnya berhak.")


def visible_units(user: User | AnonymousUser, ability: Ability = Ability.VIEW) -> QuerySet[UnitKerja]:
    """The units whose rows the person may see (or use the ability on). Adds no query of its own."""
    if _pengelola(user, ability):
        return UnitKerja.objects.all()
    own = scopes(user, ability)
    where = Q(pk__in=[])
    for s in own:
        if s.unit_id is not None:
            where |= Q(jalur__contains=f"/{s.unit_id}/")
    where |= Q(perangkat_daerah__in=[s.perangkat_daerah_id for s in own if s.perangkat_daerah_id])
    where |= Q(perangkat_daerah__pemerintah_daerah__in=[s.pemerintah_daerah_id for s in own if s.pemerintah_daerah_id])
    return UnitKerja.objects.filter(where)


def visible_perangkat_daerah(
    user: User | AnonymousUser, ability: Ability = Ability.VIEW, *, whole: bool = False
) -> QuerySet[PerangkatDaerah]:
    """The perangkat daerah the person belongs to. `whole`: only those seen as a whole, not through one unit."""
    if _pengelola(user, ability):
        return PerangkatDaerah.objects.all()
    own = scopes(user, ability)
    where = Q(pk__in=[s.perangkat_daerah_id for s in own if s.perangkat_daerah_id])
    where |= Q(pemerintah_daerah__in=[s.pemerintah_daerah_id for s in own if s.pemerintah_daerah_id])
    if not whole:
        where |= Q(
            pk__in=UnitKerja.objects.filter(pk__in=[s.unit_id for s in own if s.unit_id]).values("perangkat_daerah")
        )
    return PerangkatDaerah.objects.filter(where)


def visible_pemerintah_daerah(
    user: User | AnonymousUser, ability: Ability = Ability.VIEW
) -> QuerySet[PemerintahDaerah]:
    """The regencies on which the person holds the ability as a whole."""
    if _pengelola(user, ability):
        return PemerintahDaerah.objects.all()
    own = scopes(user, ability)
    return PemerintahDaerah.objects.filter(pk__in=[s.pemerintah_daerah_id for s in own if s.pemerintah_daerah_id])
