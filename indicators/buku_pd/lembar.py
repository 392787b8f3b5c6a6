"""Each sheet of the workbook as a resource of django-import-export: its columns from `Bidang`, and its rows going out.

The workbook takes its rows from here; `indicators.resources_lembar` sends a sheet out by itself and brings it in.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from import_export import fields, resources, widgets

from indicators.buku_pd.bidang import Bidang, isi_sel, tampil
from indicators.buku_pd.muat import Isi, Rekam
from indicators.buku_pd.tabel import Tabel


class SelWidget(widgets.Widget):
    """A cell of one column: kept in its one spelling, shown as a person reads it."""

    def __init__(self, bidang: Bidang) -> None:
        super().__init__()
        self.bidang = bidang

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """As a person reads it."""
        return tampil(self.bidang, value)


class KolomLembar(fields.Field):
    """One column of a sheet, as its `Bidang` says."""

    def __init__(self, bidang: Bidang) -> None:
        super().__init__(attribute=bidang.kunci, column_name=bidang.judul, widget=SelWidget(bidang))
        self.bidang = bidang

    def get_value(self, instance: Any) -> str:
        """The cell of a row in its one spelling. A row is whatever has its cells in `isi` (`Rekam`, `Baris`)."""
        isi: dict[str, str] = instance.isi
        return isi.get(self.bidang.kunci, "")


class LembarKeluar(resources.Resource):
    """The rows of one sheet of a perangkat daerah."""

    isi: Isi

    def __init__(self, tabel: Tabel, isi: Isi | None = None) -> None:
        super().__init__()
        self.tabel = tabel
        if isi is not None:
            self.isi = isi
        self.fields = {b.kunci: KolomLembar(b) for b in tabel.bidang}

    def get_queryset(self) -> Iterable[Rekam]:
        """The stored rows, in the order of the sheet."""
        return self.isi.rekam[self.tabel.nama].values()

    def iter_queryset(self, queryset: Iterable[Rekam]) -> Iterator[Rekam]:
        """They are in memory already."""
        return iter(queryset)

    def export_resource(self, instance: Any, selected_fields: Any = None, **kwargs: Any) -> list[str]:
        """The cells of a row as a person reads them; the library asks for its columns anew with each of them."""
        isi = instance.isi
        return [tampil(b, isi.get(b.kunci, "")) for b in self.tabel.bidang]

    def sel(self, instance: Any) -> list[Any]:
        """The cells of a row as a workbook holds them: figures, dates, texts, None."""
        isi = instance.isi
        return [isi_sel(b, isi.get(b.kunci, "")) for b in self.tabel.bidang]
