"""Stored rows as the database gives them: cells are made of them at once, rows of the models only when asked for.

Ten thousand rows are read to be compared, and few of them differ: making an object of each would cost more than all
else together.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connections, models

from indicators.buku_pd.bidang import DESIMAL, Bidang, dari_model, nilai_teks
from sakip.lib.prepared import Slot

WAKTU = frozenset({"dibuat_pada", "diubah_pada"})
"""Columns that no cell shows; they are read when a row is asked for them."""

Mentah = tuple[Any, ...]


PD, PERIODE = Slot("pd", models.BigAutoField()), Slot("periode", models.BigAutoField())
AWAL, AKHIR = Slot("awal", models.PositiveSmallIntegerField()), Slot("akhir", models.PositiveSmallIntegerField())
"""The places of what rows belong to; the years of a period are its first and its last."""


class Pertanyaan:
    """Which rows, in which order, with slots for what they belong to: its SQL is written once."""

    def __init__(self, rows: Any) -> None:
        self.model: type[models.Model] = rows.model
        self.db: str = rows.db
        self.kolom = [f.attname for f in self.model._meta.concrete_fields if f.name not in WAKTU]
        self.letak = {nama: n for n, nama in enumerate(self.kolom)}
        self._penyusun = rows.values_list(*self.kolom).query.get_compiler(self.db)
        self._sql, self._isian = self._penyusun.as_sql()

    def tanya(self, nilai: dict[str, int]) -> list[Mentah]:
        """The rows as the database gives them."""
        connection = connections[self.db]
        isian = [p.fill(nilai, connection) if isinstance(p, Slot) else p for p in self._isian]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, isian)
            rows: list[Mentah] = cursor.fetchall()
        return rows

    @cached_property
    def pengubah(self) -> list[tuple[int, Sequence[Callable[..., Any]], Any]]:
        """Which columns the database gives otherwise than the model has them, and what turns them."""
        ubah = self._penyusun.get_converters([kolom for kolom, _, _ in self._penyusun.select])
        return [(n, cara, kolom) for n, (cara, kolom) in ubah.items()]


class Sumber:
    """The rows of a question in its order. `lengkapi`, if any, is told of each row of the model that is made."""

    def __init__(self, pertanyaan: Pertanyaan, nilai: dict[str, int]) -> None:
        self._asal = pertanyaan
        self.model, self.db = pertanyaan.model, pertanyaan.db
        self.kolom, self.letak = pertanyaan.kolom, pertanyaan.letak
        self.lengkapi: Callable[[Any], None] | None = None
        self.rows = pertanyaan.tanya(nilai)

    @property
    def pk(self) -> list[int]:
        """The primary keys of the rows."""
        return self.isi(str(self.model._meta.pk.attname))

    def isi(self, kolom: str) -> list[Any]:
        """One column of all rows, as the database gives it."""
        n = self.letak[kolom]
        return [row[n] for row in self.rows]

    def buat(self, row: Mentah) -> Any:
        """The row of the model."""
        nilai: Any = list(row)
        for n, ubah, kolom in self._asal.pengubah:
            for satu in ubah:
                nilai[n] = satu(nilai[n], kolom, connections[self.db])
        obj = self.model.from_db(self.db, self.kolom, nilai)
        if self.lengkapi is not None:
            self.lengkapi(obj)
        return obj

    def teks(self, b: Bidang) -> list[str]:
        """The cells of a plain column in their one spelling."""
        kolom: Any = self.model._meta.get_field(b.kunci)
        nilai = self.isi(kolom.attname)
        if isinstance(kolom, models.DecimalField):
            return list(map(angka_polos, nilai))
        if isinstance(kolom, models.BooleanField):
            return ["ya" if n else "" for n in nilai]
        dikenal: dict[Any, str] = {}
        return [_teks(b, n, dikenal) for n in nilai]


class Rekam:
    """One stored row: its key in the workbook, the row, and its cells in their one spelling."""

    __slots__ = ("_mentah", "_obj", "_sumber", "isi", "kunci", "pk")

    def __init__(
        self, kunci: str, obj: Any, isi: dict[str, str], sumber: Sumber | None = None, mentah: Mentah = ()
    ) -> None:
        self.kunci, self.isi = kunci, isi
        self._obj, self._sumber, self._mentah = obj, sumber, mentah
        self.pk: Any = obj.pk if obj is not None else mentah[sumber.letak["id"]] if sumber else None

    @property
    def obj(self) -> Any:
        """The row of the model."""
        if self._obj is None and self._sumber is not None:
            self._obj, self._mentah = self._sumber.buat(self._mentah), ()
        return self._obj


def angka_polos(nilai: Any) -> str:
    """The one spelling of a figure as the database gives it: Decimal, or what SQLite makes of its digits."""
    if nilai is None:
        return ""
    if nilai.__class__ is int:
        return str(nilai)
    if nilai.__class__ is float:
        teks = f"{nilai:.15g}"
        bulat, _, pecahan = teks.partition(".")
        if len(pecahan) <= DESIMAL and bulat.lstrip("-").isdecimal() and bulat != "-0":
            return teks
        nilai = teks
    return nilai_teks(Decimal(nilai), "")


def nilai_polos(angka: Sequence[Any], tingkat: Sequence[Any], kode: dict[int, str]) -> list[str]:
    """The cells of a column of values: figure, step, or both."""
    hasil = []
    for a, t in zip(angka, tingkat, strict=True):
        teks = angka_polos(a)
        hasil.append(f"{teks}|{sebut}" if t and (sebut := kode.get(t, "")) else teks)
    return hasil


def _teks(b: Bidang, nilai: Any, dikenal: dict[Any, str]) -> str:
    if b.jenis == "panjang":
        return dari_model(b, nilai)
    try:
        return dikenal[nilai]
    except KeyError:
        hasil = dikenal[nilai] = _tanggal(nilai) if b.jenis == "tanggal" else dari_model(b, nilai)
        return hasil


def _tanggal(nilai: Any) -> str:
    return nilai.isoformat() if isinstance(nilai, date) else str(nilai or "")
