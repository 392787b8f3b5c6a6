"""Many rows of one model changed or deleted at once, each with its audit event; the counterpart of `rows_create`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import Closed
from indicators.models import PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.master import NOT_IN_TRAIL
from sakip.lib.bulk import update_rows


@transaction.atomic
def rows_update(
    rows: Sequence[tuple[Any, Mapping[str, Any]]],
    kolom: Sequence[str],
    *,
    by: User | None,
    ability: Ability,
    perangkat_daerah: PerangkatDaerah,
) -> None:
    """Store these columns of rows of one model: one statement a batch, one event each. `rows`: (row, what it held).

    `by` None is the system itself. Raises NotAllowed.
    """
    if not rows:
        return
    if by is not None:
        permissions.require(by, ability, perangkat_daerah)
    model = type(rows[0][0])
    saat, ada = timezone.now(), {f.name for f in model._meta.concrete_fields}
    tercatat = [*kolom, "diubah_pada"] if "diubah_pada" in ada else list(kolom)
    for row, _ in rows:
        row.diubah_pada = saat
    update_rows([row for row, _ in rows], tercatat)
    events = []
    for row, lama in rows:
        sebelum, sesudah = audit.changes(dict(lama), nilai_kolom(row, kolom))
        events.append(
            audit.Event(
                aksi=f"{row._meta.model_name}.changed",
                objek=row,
                nama=str(row),
                perangkat_daerah=perangkat_daerah,
                sebelum=sebelum,
                sesudah=sesudah,
            )
        )
    audit.record_many(by, events)


@transaction.atomic
def rows_delete(
    rows: Sequence[models.Model], *, by: User | None, ability: Ability, perangkat_daerah: PerangkatDaerah
) -> None:
    """Delete rows of one model with an event each. Raises NotAllowed, and Closed for a row that others hang on."""
    if not rows:
        return
    if by is not None:
        permissions.require(by, ability, perangkat_daerah)
    semua = [f.name for f in rows[0]._meta.concrete_fields if f.name not in NOT_IN_TRAIL]
    events = [
        audit.Event(
            aksi=f"{row._meta.model_name}.deleted",
            objek=row,
            nama=str(row),
            perangkat_daerah=perangkat_daerah,
            sebelum={k: audit.as_text(v) for k, v in nilai_kolom(row, semua).items() if v not in (None, "", [], {})},
        )
        for row in rows
    ]
    try:
        type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
    except ProtectedError as error:
        kait = {str(o._meta.verbose_name) for o in error.protected_objects}
        nama = str(rows[0]._meta.verbose_name)
        raise Closed(f"Ada {nama} yang tidak dapat dihapus karena masih dipakai {', '.join(sorted(kait))}.") from error
    audit.record_many(by, events)


def nilai_kolom(row: models.Model, kolom: Sequence[str]) -> dict[str, Any]:
    """What a row holds in these columns; relations by key."""
    return {k: getattr(row, row._meta.get_field(k).attname) for k in kolom}  # type: ignore[union-attr]
