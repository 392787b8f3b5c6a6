"""Queries whose SQL is written once a process and run with other values each time.

Django writes the SQL of a queryset anew for every request: for the sheet and for a saved cell, which ask a dozen
questions of several joins each, that was more than half of the time on the server and several times what the database
needs to answer. A `Prepared` keeps the SQL of a question; the values are given when it is asked.

    UNIT = Prepared(lambda: UnitKerja.objects.filter(pk=Slot("unit", UnitKerja._meta.pk)))
    UNIT.all(unit=7)

What comes back is what the queryset gives: instances with their joined objects, annotations, prefetched rows, or
tuples of `values_list`. A list of any length has its place too (`unit__in=Slots(…)`). Where the shape of the question
depends on a value (a branch), keep one `Prepared` for each shape.
"""

import copy
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")


class Slot(Expression):
    """The place of a value in a prepared question, by name; `field` says how the database wants it."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A placeholder whose parameter is the slot itself until the question is asked."""
        return "%s", [self]

    def fill(self, values: dict[str, Any], connection: Any) -> Any:
        """The value as the database driver takes it; KeyError when it was not given."""
        return self.output_field.get_db_prep_value(values[self.name], connection, prepared=False)


class Slots(Slot):
    """The place of a list of any length, on the right of `__in`. An empty list is in nothing."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """One placeholder in brackets; as many as there are values stand there when the question is asked."""
        return "(%s)", [self]

    def fill_all(self, values: dict[str, Any], connection: Any) -> list[Any]:
        """The values as the driver takes them."""
        siap = self.output_field.get_db_prep_value
        return [siap(value, connection, prepared=False) for value in values[self.name]] or [None]


class Prepared(Generic[T]):
    """One question with slots. `build` gives its queryset (not sliced by a slot); it is called once per database."""

    def __init__(self, build: Callable[[], QuerySet[Any, T]], using: str = "default") -> None:
        self._build = build
        self._using = using
        self._lock = Lock()
        self._ready: _Ready | None = None

    def all(self, **values: Any) -> list[T]:
        """Every row, asked with these values. One query, and those of its prefetches."""
        ready = self._ready or self._prepare()
        return list(ready.ask(values))

    def first(self, **values: Any) -> T | None:
        """The first row of the answer, None when there is none. A question for one row says so itself (`[:1]`)."""
        rows = self.all(**values)
        return rows[0] if rows else None

    def _prepare(self) -> "_Ready":
        with self._lock:
            if self._ready is None:
                self._ready = _Ready(self._build(), self._using)
            return self._ready


class _Ready:
    """A queryset with the SQL that was written for it, and where the values go."""

    def __init__(self, rows: QuerySet[Any, Any], using: str) -> None:
        self.rows, self.using = rows, using
        self.compiler = rows.query.get_compiler(using=using)
        self.sql, self.params = self.compiler.as_sql()
        # How a column becomes a value depends on the columns alone.
        self.converters = self.compiler.get_converters([s[0] for s in self.compiler.select])
        # Between the placeholders, for a question with lists: how many there are is known when it is asked.
        self.pieces = self.sql.split("%s") if any(isinstance(p, Slots) for p in self.params) else []
        if self.pieces and len(self.pieces) != len(self.params) + 1:
            raise ValueError("A question with lists may not hold a percent sign of its own.")

    def ask(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        """The queryset, about to be run with these values: one of its own for each time and thread."""
        connection = connections[self.using]
        sql, params = self._filled(values, connection)
        compiler = copy.copy(self.compiler)
        compiler.connection = connection  # each thread has one
        compiler.as_sql = lambda *_, **__: (sql, params)
        compiler.get_converters = lambda _: self.converters
        query = copy.copy(self.rows.query)
        query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        asked: Any = self.rows.__class__(model=self.rows.model, query=query, using=self.using)
        asked._iterable_class = self.rows._iterable_class
        asked._fields = self.rows._fields  # type: ignore[attr-defined]
        asked._prefetch_related_lookups = self.rows._prefetch_related_lookups  # type: ignore[attr-defined]
        return asked

    def _filled(self, values: dict[str, Any], connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.pieces:
            return self.sql, tuple(p.fill(values, connection) if isinstance(p, Slot) else p for p in self.params)
        sql, params = [self.pieces[0]], []
        for slot, piece in zip(self.params, self.pieces[1:], strict=True):
            if isinstance(slot, Slots):
                isi = slot.fill_all(values, connection)
            else:
                isi = [slot.fill(values, connection) if isinstance(slot, Slot) else slot]
            params += isi
            sql += [", ".join(["%s"] * len(isi)), piece]
        return "".join(sql), tuple(params)


def attach(instance: Model, name: str, rows: Iterable[Any]) -> None:
    """Give an instance the rows of its many-relation `name`, as a prefetch would: `.all()` of it asks no more."""
    found = getattr(instance, name).all()
    found._result_cache, found._prefetch_done = list(rows), True
    if not hasattr(instance, "_prefetched_objects_cache"):
        instance._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    instance._prefetched_objects_cache[name] = found  # type: ignore[attr-defined]
