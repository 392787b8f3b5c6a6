"""Whose rows a person sees, as a queryset method on every model of the facts."""

from typing import Any, Self

from django.db import models

from indicators import permissions
from indicators.permissions import Ability


class UnitScopedQuerySet(models.QuerySet):
    """Rows owned by one unit: seen by whoever sees that unit. `unit_path` leads to the UnitKerja."""

    unit_path = "unit_kerja"

    def visible_to(self, user: Any, ability: Ability = Ability.VIEW) -> Self:
        """Only the rows of units on which the person holds the ability."""
        return self.filter(**{f"{self.unit_path}__in": permissions.visible_units(user, ability)})


class IndikatorScopedQuerySet(UnitScopedQuerySet):
    """Rows that hang on one indikator."""

    unit_path = "indikator__unit_kerja"


class SubKegiatanScopedQuerySet(UnitScopedQuerySet):
    """Rows that hang on one sub kegiatan."""

    unit_path = "sub_kegiatan__unit_kerja"


class PerangkatDaerahScopedQuerySet(models.QuerySet):
    """Rows of a perangkat daerah as a whole (the cascade, plans, schedules): seen by all who belong to it."""

    perangkat_daerah_path = "perangkat_daerah"

    def visible_to(self, user: Any, ability: Ability = Ability.VIEW) -> Self:
        """Only the rows of perangkat daerah the person belongs to with the ability."""
        return self.filter(**{f"{self.perangkat_daerah_path}__in": permissions.visible_perangkat_daerah(user, ability)})


class RencanaScopedQuerySet(PerangkatDaerahScopedQuerySet):
    """Rows of one annual plan."""

    perangkat_daerah_path = "rencana__perangkat_daerah"
