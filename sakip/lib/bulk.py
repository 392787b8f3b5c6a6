"""Very many rows of one model: checked and stored as `clean_fields` and `bulk_create` do, without their cost per cell.

What a column does with a value is asked of the column once for each different value, and remembered for the others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connections, models, router
from django.db.models.base import ModelState
from django.db.models.fields import Field
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)
Fields = Sequence[Field[Any, Any]]
Kerja = Callable[[Any], Any]
SEKALIGUS = 500
"""Most rows in one statement."""

MAKS_DEPAN, MAKS_BELAKANG = 16, 4
"""Digits before and behind the point that every column of values holds (`DecimalField(20, 4)`)."""


class ColumnChecker:
    """`clean_fields(exclude=…)` for many rows of a model."""

    def __init__(self, model: type[models.Model], exclude: Iterable[str] = ()) -> None:
        tanpa = set(exclude)
        fields = [f for f in model._meta.concrete_fields if f.name not in tanpa and not f.generated]
        self.columns = [(f, f.attname, f.blank, _plain(f), dict[Any, Any]()) for f in fields]

    def __call__(self, row: models.Model) -> None:
        """Clean the columns of a row in place. Raises ValidationError with the messages by column."""
        isi = row.__dict__
        errors: dict[str, Any] = {}
        for field, nama, blank, plain, known in self.columns:
            if nama not in isi:  # it was not read, so it is as it was stored
                continue
            nilai = isi[nama]
            if plain(nilai) or blank and (nilai is None or nilai == "" or nilai in field.empty_values):
                continue
            try:
                isi[nama] = _remembered(known, nilai, partial(_clean, field, row))
            except ValidationError as error:
                errors[field.name] = error.error_list
        if errors:
            raise ValidationError(errors)


def copy_row(row: Row) -> Row:
    """The same row once more, with its own memory of what it refers to: quicker than making one from its columns."""
    salinan = row.__class__.__new__(row.__class__)
    salinan.__dict__.update(row.__dict__)
    salinan._state = ModelState()
    salinan._state.__dict__.update(row._state.__dict__)
    salinan._state.fields_cache = dict(row._state.fields_cache)
    return salinan


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model and give them their keys. Columns are not validated, and no signal is sent."""
    if not rows:
        return
    model = type(rows[0])
    using = router.db_for_write(model)
    connection = connections[using]
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    khusus = any(hasattr(f, "get_placeholder") or f.generated or f.has_db_default() for f in fields)
    if khusus or not connection.features.can_return_rows_from_bulk_insert or any(row.pk is not None for row in rows):
        model._default_manager.bulk_create(rows, batch_size=SEKALIGUS)
        return
    siapkan = _Penyiap(fields, connection)
    with connection.cursor() as cursor:
        for row, kunci in zip(rows, _sisip(model, fields, rows, siapkan, connection, cursor), strict=True):
            row.pk = kunci
            row._state.adding, row._state.db = False, using


def insert_values(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store new rows given as the values of these columns, figures as their digits. Columns of time are filled in.

    Nothing is validated, no row learns its key, and no signal is sent. Raises ValueError for a column left out.
    """
    connection = connections[router.db_for_write(model)]
    fields = {f.attname: f for f in model._meta.concrete_fields if not f.primary_key}
    waktu = [f for f in fields.values() if any(getattr(f, k, False) for k in ("auto_now", "auto_now_add"))]
    if {*columns, *(f.attname for f in waktu)} != fields.keys():
        raise ValueError(f"Columns of {model.__name__} are missing or unknown.")
    saat = [f.get_db_prep_save(timezone.now(), connection) for f in waktu]
    urut = [*(fields[nama] for nama in columns), *waktu]
    angka = [n for n, f in enumerate(urut) if isinstance(f, models.DecimalField)]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(_perintah(model, urut, 1, connection), [[*row, *saat] for row in rows])
            return
        semua = [_dengan_angka([*row, *saat], angka) for row in rows]
        for n in range(0, len(semua), SEKALIGUS):
            potong = semua[n : n + SEKALIGUS]
            cursor.execute(_perintah(model, urut, len(potong), connection), [nilai for row in potong for nilai in row])


def _dengan_angka(row: list[Any], angka: Sequence[int]) -> list[Any]:
    for n in angka:
        row[n] = None if row[n] is None else Decimal(row[n])
    return row


def update_rows(rows: Sequence[models.Model], columns: Iterable[str]) -> None:
    """Store these columns of stored rows of one model: `bulk_update` without its CASE for each cell."""
    if not rows:
        return
    model = type(rows[0])
    fields: list[Any] = [model._meta.get_field(nama) for nama in dict.fromkeys(columns)]
    if any(hasattr(f, "get_placeholder") for f in fields):
        model._default_manager.bulk_update(rows, [f.name for f in fields], batch_size=SEKALIGUS)
        return
    connection = connections[router.db_for_write(model)]
    nama = connection.ops.quote_name
    siapkan = _Penyiap(fields, connection)
    isi = ", ".join(f"{nama(f.column)} = %s" for f in fields)
    perintah = f"UPDATE {nama(model._meta.db_table)} SET {isi} WHERE {nama(str(model._meta.pk.column))} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(perintah, [[*siapkan(row), row.pk] for row in rows])


def _sisip(
    model: type[models.Model], fields: Fields, rows: Sequence[Any], siapkan: "_Penyiap", connection: Any, cursor: Any
) -> Iterator[int]:
    """Store the rows; their keys in the same order."""
    if connection.vendor == "sqlite" and connection.in_atomic_block:
        # One writer at a time, so the keys of one command follow each other; it takes all rows without their text.
        cursor.executemany(_perintah(model, fields, 1, connection), map(siapkan, rows))
        cursor.execute("SELECT last_insert_rowid()")
        akhir = cursor.fetchone()[0]
        yield from range(akhir - len(rows) + 1, akhir + 1)
        return
    banyak = min(SEKALIGUS, connection.ops.bulk_batch_size(fields, rows))
    kunci = connection.ops.quote_name(model._meta.pk.column)
    for n in range(0, len(rows), banyak):
        potong = rows[n : n + banyak]
        perintah = _perintah(model, fields, len(potong), connection)
        cursor.execute(f"{perintah} RETURNING {kunci}", [nilai for row in potong for nilai in siapkan(row)])
        yield from (k for (k,) in cursor.fetchall())


def _perintah(model: type[models.Model], fields: Fields, banyak: int, connection: Any) -> str:
    nama = connection.ops.quote_name
    kolom = ", ".join(nama(f.column) for f in fields)
    baris = f"({', '.join(['%s'] * len(fields))})"
    tabel = nama(model._meta.db_table)
    return f"INSERT INTO {tabel} ({kolom}) VALUES {', '.join([baris] * banyak)}"  # noqa: S608


class _Penyiap:
    """The values of a row as the database takes them."""

    def __init__(self, fields: Sequence[Field[Any, Any]], connection: Any) -> None:
        self.saat = timezone.now()
        siap = [_siap(f, connection) for f in fields]
        self.kolom = [(f.attname, _tetap(f, s), dict[Any, Any](), s) for f, s in zip(fields, siap, strict=True)]
        self.otomatis = [f.attname for f in fields if any(getattr(f, k, False) for k in ("auto_now", "auto_now_add"))]
        self.relasi: list[Any] = [f for f in fields if f.is_relation]

    def __call__(self, row: models.Model) -> list[Any]:
        isi = row.__dict__
        for nama in self.otomatis:
            isi[nama] = self.saat
        for f in self.relasi:
            if isi[f.attname] is None and f.is_cached(row) and (lain := f.get_cached_value(row)) is not None:
                if lain.pk is None:
                    raise ValueError(f"{f.name} of a new row is not stored yet.")
                isi[f.attname] = lain.pk
        return [
            nilai if (nilai := isi[nama]) is None or nilai.__class__ is polos else _remembered(known, nilai, siap)
            for nama, polos, known, siap in self.kolom
        ]


# --- One column -----------------------------------------------------------------------------------------------------


def _remembered(known: dict[Any, Any], nilai: Any, kerja: Kerja) -> Any:
    """`kerja(nilai)`, asked once for each value of one kind."""
    if nilai.__class__ is Decimal:
        return kerja(nilai)  # seldom the same twice, and slow to look up
    tanda = nilai.__class__, nilai
    try:
        return known[tanda]
    except KeyError:
        hasil = known[tanda] = kerja(nilai)
        return hasil
    except TypeError:  # a dictionary or a list
        return kerja(nilai) if nilai else _remembered(known, str(nilai), lambda _: kerja(nilai))


def _plain(field: Field[Any, Any]) -> Kerja:
    """Says of a value, at little cost, that the column surely accepts it as it is."""
    if isinstance(field, models.DecimalField) and not field._validators and field.choices is None:  # type: ignore[attr-defined]
        return _desimal(field.max_digits - field.decimal_places, field.decimal_places)
    if type(field) is models.TextField and not field.validators and field.choices is None:
        return lambda nilai: nilai.__class__ is str and nilai != ""
    if type(field) is models.CharField and len(field.validators) == 1 and field.choices is None and field.max_length:
        panjang = field.max_length
        return lambda nilai: nilai.__class__ is str and 0 < len(nilai) <= panjang
    return lambda nilai: False


def _desimal(depan: int, belakang: int) -> Kerja:
    def cocok(nilai: Any) -> bool:
        if nilai.__class__ is not Decimal:
            return False
        pangkat = nilai.as_tuple().exponent
        return pangkat.__class__ is int and -belakang <= pangkat <= 0 and nilai.adjusted() < depan

    return cocok


def _tetap(field: Field[Any, Any], siap: Kerja) -> type | None:
    """The kind of values that this column hands to the database unchanged, if it is sure of one."""
    if type(field) in (models.CharField, models.TextField, models.SlugField):
        return str
    if isinstance(field, models.DecimalField):
        return Decimal if type(siap(Decimal(1))) is Decimal else None
    bulat = isinstance(field, models.IntegerField | models.ForeignKey)
    return int if bulat and type(siap(1)) is int else None


def _siap(field: Field[Any, Any], connection: Any) -> Kerja:
    """What the column makes of a value for the database; SQLite takes the digits of a figure as they are."""
    biasa = partial(field.get_db_prep_save, connection=connection)
    if connection.vendor != "sqlite" or not isinstance(field, models.DecimalField):
        return biasa
    plain = _desimal(field.max_digits - field.decimal_places, field.decimal_places)
    return lambda nilai: f"{nilai:f}" if plain(nilai) else biasa(nilai)


def _clean(field: Field[Any, Any], row: models.Model, nilai: Any) -> Any:
    return field.clean(nilai, row)
