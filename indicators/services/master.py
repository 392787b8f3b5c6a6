"""Organisation, cascade and reference rows of one regency, written in bulk with one audit event each.

Import and demonstration data use it; the screens for single rows go through the same function with one row.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from indicators import permissions
from indicators.models import (
    Indikator,
    JadwalPengisian,
    Membership,
    PemerintahDaerah,
    PerangkatDaerah,
    Program,
    UnitKerja,
    User,
)
from indicators.permissions import Ability
from indicators.services import audit
from sakip.lib.bulk import ColumnChecker, insert_rows
from sakip.lib.periods import Triwulan

Row = TypeVar("Row", bound=models.Model)

NOT_IN_TRAIL = {"id", "password", "last_login", "date_joined", "dibuat_pada", "diubah_pada", "jalur"}


@transaction.atomic
def rows_create(
    rows: Sequence[Row],
    *,
    by: User | None,
    ability: Ability = Ability.MANAGE_MASTER,
    perangkat_daerah: PerangkatDaerah | None = None,
    pemerintah_daerah: PemerintahDaerah | None = None,
    checked: bool = False,
) -> list[Row]:
    """Create rows of one model: one statement and one audit event each, in the chain of the regency named.

    The columns are validated in memory, unless the caller has `checked` these very rows. `by` None is the system
    itself. Raises NotAllowed and ValidationError.
    """
    if not rows:
        return []
    lingkup = perangkat_daerah or pemerintah_daerah
    if by is not None and lingkup is not None:
        permissions.require(by, ability, lingkup)
    check = ColumnChecker(type(rows[0]), [f.name for f in type(rows[0])._meta.concrete_fields if f.is_relation])
    for row in () if checked else rows:
        check(row)
    created = list(rows)
    insert_rows(created)
    _record(by, created, perangkat_daerah, pemerintah_daerah)
    return created


@transaction.atomic
def unit_kerja_create(unit: UnitKerja, *, by: User | None) -> UnitKerja:
    """Create one unit below its (already stored) parent; its path is set by the model. Raises NotAllowed."""
    if by is not None:
        permissions.require(by, Ability.MANAGE_MASTER, unit.perangkat_daerah)
    unit.clean_fields(exclude=["perangkat_daerah", "induk", "predecessor"])
    unit.save()
    _record(by, [unit], unit.perangkat_daerah, None)
    return unit


@transaction.atomic
def program_iku_set(program: Program, iku: Sequence[Indikator], *, by: User | None) -> None:
    """Say which IKU a programme supports. Raises ValueError unless they belong to the sasaran of the programme."""
    if by is not None:
        permissions.require(by, Ability.EDIT_CASCADE, program.perangkat_daerah)
    if any(i.sasaran_id != program.sasaran_id for i in iku):
        raise ValueError("A programme supports IKU of its own sasaran only.")
    program.iku.set(iku)
    audit.record(
        by,
        audit.Event(
            aksi="program.iku_set",
            objek=program,
            nama=program.uraian,
            perangkat_daerah=program.perangkat_daerah,
            sesudah={"iku": [i.kode for i in iku]},
        ),
    )


@transaction.atomic
def jadwal_plan(
    *, perangkat_daerah: PerangkatDaerah, batas: dict[Triwulan, date], by: User | None
) -> list[JadwalPengisian]:
    """Put quarters with their deadlines into the calendar, not opened yet. Raises NotAllowed."""
    rows = [
        JadwalPengisian(perangkat_daerah=perangkat_daerah, tahun=t.tahun, triwulan=t.nomor, batas=tanggal)
        for t, tanggal in batas.items()
    ]
    return rows_create(rows, by=by, ability=Ability.OPEN_TRIWULAN, perangkat_daerah=perangkat_daerah)


@transaction.atomic
def akun_create(
    akun: Sequence[tuple[User, str, UnitKerja | PerangkatDaerah | PemerintahDaerah]],
    *,
    password: str,
    pemerintah_daerah: PemerintahDaerah,
    by: User | None,
) -> list[User]:
    """Create accounts, each with one role on one unit, perangkat daerah or regency, all with the same password.

    The password is hashed once: a strong hash takes a third of a second by design. Raises NotAllowed.
    """
    if by is not None:
        permissions.require(by, Ability.MANAGE_USERS, pemerintah_daerah)
    hashed = make_password(password)
    for user, _, _ in akun:
        user.password = hashed
    users = rows_create([user for user, _, _ in akun], by=by, pemerintah_daerah=pemerintah_daerah)
    rows_create(
        [Membership(user=user, role=role, **{_scope(lingkup): lingkup}) for user, role, lingkup in akun],
        by=by,
        ability=Ability.MANAGE_USERS,
        pemerintah_daerah=pemerintah_daerah,
    )
    return users


def _scope(lingkup: UnitKerja | PerangkatDaerah | PemerintahDaerah) -> str:
    if isinstance(lingkup, UnitKerja):
        return "unit_kerja"
    return "perangkat_daerah" if isinstance(lingkup, PerangkatDaerah) else "pemerintah_daerah"


def _record(
    by: User | None,
    rows: Sequence[Any],
    perangkat_daerah: PerangkatDaerah | None,
    pemerintah_daerah: PemerintahDaerah | None,
) -> None:
    model = rows[0]._meta
    columns = [(f.name, f.attname) for f in model.concrete_fields if f.name not in NOT_IN_TRAIL]
    aksi, lain = f"{model.model_name}.created", None if perangkat_daerah else pemerintah_daerah
    audit.record_many(
        by,
        [
            audit.Event(
                aksi=aksi,
                objek=row,
                nama=str(row),
                perangkat_daerah=perangkat_daerah,
                pemerintah_daerah=lain,
                sesudah=_filled(row.__dict__, columns),
            )
            for row in rows
        ],
    )


def _filled(row: dict[str, Any], columns: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The filled columns of a new row, as the trail keeps them."""
    return {
        name: audit.as_text(value)
        for name, attname in columns
        if (value := row[attname]) or value is not False and isinstance(value, int | Decimal)
    }
