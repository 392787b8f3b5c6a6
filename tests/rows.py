"""Rows that are made once and then written again: the same, without going through the models another time."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models.signals import post_save


@dataclass
class Written:
    """What a function wrote: one statement a table in the order of its rows, and what it returned (pickled)."""

    result: bytes
    statements: list[tuple[str, list[Any]]] = field(default_factory=list)


_written: dict[tuple, Written | None] = {}


def written_once(make: Callable[[], Any], *name: Any) -> Any:
    """What `make` returns, its rows in the database. From the second time on they are copies with the same keys.

    Only for a function that makes rows one at a time, changes no others, and looks up nothing a test may have made.
    Its own name tells it from others; one that depends on something needs a name that says on what.
    """
    key = (connection.settings_dict["NAME"], *(name or (make,)))
    if key not in _written:
        return _recorded(key, make)
    known = _written[key]
    if known is not None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for sql, values in known.statements:
                    cursor.execute(sql, values)
            return pickle.loads(known.result)  # a tenth of what a deep copy costs
        except IntegrityError:  # rows with these keys or names are there already
            pass
    return make()


def _recorded(key: tuple, make: Callable[[], Any]) -> Any:
    """Call it for the first time and keep what it wrote, unless that was more than single rows."""
    rows: list[models.Model] = []
    with _watched(rows) as other:
        result = make()
    _written[key] = None if other else Written(pickle.dumps(result), list(_statements(rows)))
    return result


@contextmanager
def _watched(rows: list[models.Model]) -> Iterator[list[str]]:
    """Collect the saved rows; gives the statements that insert something else, or delete."""
    other: list[str] = []

    def note(sender: Any, instance: models.Model, created: bool, **_: Any) -> None:
        rows.append(instance)
        if created and other:
            other.pop()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SELECT", "UPDATE", "SAVEPOINT", "RELEASE")):
            other.append(sql)
        return execute(sql, params, many, context)

    post_save.connect(note, weak=False)
    try:
        with connection.execute_wrapper(watch):
            yield other
    finally:
        post_save.disconnect(note)


def _statements(rows: list[models.Model]) -> Iterator[tuple[str, list[Any]]]:
    """Inserts of the rows with their keys, neighbours of one table together."""
    quote = connection.ops.quote_name
    for model, some in groupby(rows, key=type):
        fields = model._meta.concrete_fields
        stored = model._base_manager.in_bulk([row.pk for row in some])  # as it is now: a save may update its row again
        values = [[f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields] for row in stored.values()]
        places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(values))
        columns = ", ".join(quote(f.column) for f in fields)
        sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {places}"
        yield sql, [value for row in values for value in row]
