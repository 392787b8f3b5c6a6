"""Tables people sort and page through: their columns, and the order and page that the address asks for.

What a row looks like is a template's business: one that extends `components/table.html` and fills its block `baris`.
So a page pays for the machinery of columns once a table, not once a cell.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest

URUT, HALAMAN = "urut", "page"
"""The names by which addresses ask for an order (`nama`, `-nama`) and for a page."""
PER_HALAMAN = 25


class Kolom(tables.Column):
    """A column under the heading `judul`. Only one that names what it sorts by can be asked to.

    `urut`: a field (or annotation) of a queryset, or the path to an attribute of a row (`unit__nama`). `angka`: figures
    stand at the right. `kosong`: the field may be missing, and rows without it come last in both directions; elsewhere
    this is not said to the database, which may then walk an index.
    """

    def __init__(self, judul: str, urut: str = "", *, angka: bool = False, kosong: bool = False) -> None:
        super().__init__(verbose_name=judul, accessor=urut or None, orderable=bool(urut))
        self.urut, self.angka, self.kosong = urut, angka, kosong

    def order(self, queryset: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        """By the database; rows that are alike in the order they were made, so that no page repeats another's."""
        akhir = True if self.kosong else None
        field = F(self.urut)
        arah = field.desc(nulls_last=akhir) if is_descending else field.asc(nulls_last=akhir)
        return queryset.order_by(arah, "-pk" if is_descending else "pk"), True


@dataclass(frozen=True)
class Kepala:
    """One heading. `kueri` sorts by it, or the other way round; empty where it does not. `arah` as in aria-sort."""

    nama: str
    judul: str
    angka: bool
    arah: str
    kueri: str


class Tabel(tables.Table):
    """A list as the address asks for it. An order that no column offers, or a page that is not there, is no error.

    A queryset is sorted by the database, anything else in memory: rows that were read as a whole anyhow.
    """

    kunci = "tabel"
    """Its name in the page: the part of the page that a heading or a page number exchanges."""
    judul = "Daftar"
    kelas = ""
    kosong = "Belum ada data."
    per_halaman: int | None = PER_HALAMAN
    """None: all rows on one page."""
    urut_awal = ""

    def __init__(
        self, request: HttpRequest, data: Any, olah: Callable[[list[Any]], Iterable[Any]] = list, **lebih: Any
    ) -> None:
        """`olah` makes of the records of the page what the template shows."""
        diminta = request.GET.get(URUT, "").split(",")[0]
        self.request, self.olah = request, olah
        super().__init__(data, order_by_field=URUT, page_field=HALAMAN, **lebih)
        self.order_by = diminta
        if not self.order_by:
            self.order_by = self.urut_awal
        if self.per_halaman:
            self.paginator = Paginator(self.rows, self.per_halaman)
            self.page = self.paginator.get_page(request.GET.get(HALAMAN))

    @cached_property
    def baris(self) -> list[Any]:
        """The rows of the page, ready for the template."""
        return list(self.olah([row.record for row in self.paginated_rows]))

    @property
    def kepala(self) -> list[Kepala]:
        """The headings; their addresses keep whatever else the page was asked for, and begin at the first page."""
        return [self._kepala(kolom) for kolom in self.columns]

    def _kepala(self, kolom: Any) -> Kepala:
        arah = kueri = ""
        if kolom.orderable:
            kueri = self._kueri({URUT: str(kolom.order_by_alias.next)}, HALAMAN)
            if kolom.is_ordered:
                arah = "descending" if kolom.order_by_alias.is_descending else "ascending"
        return Kepala(kolom.name, kolom.header, getattr(kolom.column, "angka", False), arah, kueri)

    @property
    def halaman_lain(self) -> list[tuple[int | str, str]]:
        """The numbers of the pages, those far off left out, each with its address; `…` for what is left out."""
        semua = self.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [(n, self.ke_halaman(n) if isinstance(n, int) else "") for n in semua]

    @property
    def sebelumnya(self) -> str:
        """The address of the page before, empty on the first."""
        return self.ke_halaman(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def berikutnya(self) -> str:
        """The address of the page after, empty on the last."""
        return self.ke_halaman(self.page.number + 1) if self.page.has_next() else ""

    def ke_halaman(self, nomor: int) -> str:
        """The address of a page, in the order and with the filters of this one."""
        return self._kueri({HALAMAN: str(nomor)})

    def _kueri(self, ganti: dict[str, str], *tanpa: str) -> str:
        kueri = self.request.GET.copy()
        for nama in tanpa:
            kueri.pop(nama, None)
        for nama, nilai in ganti.items():
            kueri[nama] = nilai
        return f"?{kueri.urlencode()}"
