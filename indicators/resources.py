"""django-import-export's resources: reference data out as Excel or CSV and in again, stored by our services.

A row is known by its own columns (`import_id_fields`), found in one query, checked in memory; all rows are stored by
`services.acuan` or none. Files are read within limits by `sakip.lib`, so a resource sees texts only.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from import_export import fields, resources, widgets
from import_export.instance_loaders import BaseInstanceLoader
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from tablib import Dataset  # type: ignore[import-untyped]

from indicators.models import JenisBelanja, Nomenklatur, Satuan, User
from indicators.services.acuan import acuan_simpan
from sakip.lib import csv_baca, csv_tulis, xlsx_baca
from sakip.lib.bulk import ColumnChecker
from sakip.lib.xlsx_baca import Batas, BerkasDitolak
from sakip.lib.xlsx_tulis import isi_teks
from sakip.lib.xlsx_wadah import MB

BATAS = Batas(ukuran=10 * MB, terbuka=100 * MB, sel=200_000, baris=25_000, kolom=60)
CARI_KEPALA = 10


class PilihanWidget(widgets.Widget):
    """A choice: written by its label, read by label or code."""

    def __init__(self, pilihan: Sequence[tuple[Any, Any]]) -> None:
        super().__init__()
        self.label = {str(k): str(v) for k, v in pilihan}

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
        """The code. Raises ValueError with a sentence."""
        dicari = str(value or "").casefold()
        for kode, label in self.label.items():
            if dicari in (kode.casefold(), label.casefold()):
                return kode
        raise ValueError(f"“{value}” bukan pilihan. Tulis salah satu: {', '.join(self.label.values())}.")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The label."""
        return self.label.get(str(value), str(value))


class TahunWidget(widgets.Widget):
    """A year."""

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> int:
        """The number. Raises ValueError with a sentence."""
        if not str(value).isdecimal():
            raise ValueError(f"“{value}” bukan tahun. Tulis seperti 2023.")
        return int(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Its digits."""
        return str(value)


class Kolom(fields.Field):
    """A column whose refusals are sentences of ours alone."""

    def clean(self, row: Mapping[str, Any], **kwargs: Any) -> Any:
        """The value of the cell. Raises ValueError with a sentence."""
        return self.widget.clean(row[self.column_name], row=row, **kwargs)


class KunciLoader(BaseInstanceLoader):
    """All stored rows by their own key: one query, whatever the length of the file."""

    def __init__(self, resource: Any, dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        self.kunci = [resource.fields[nama] for nama in resource.get_import_id_fields()]
        self.ada = {tuple(f.get_value(row) for f in self.kunci): row for row in resource.get_queryset()}

    def get_instance(self, row: Mapping[str, Any]) -> Any:
        """The stored row, None for a new one."""
        try:
            return self.ada.get(tuple(f.clean(row) for f in self.kunci))
        except ValueError:  # said again, and listed, when the row is filled
            return None


class AcuanResource(resources.ModelResource):
    """Rows of a reference table; `by` stores them."""

    def __init__(self, by: User | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by = by
        self.periksa = ColumnChecker(self._meta.model)
        self.terlihat: set[tuple[str, ...]] = set()

    @property
    def kepala(self) -> list[str]:
        """The heads of the columns, in order."""
        return list(self.get_export_headers(selected_fields=list(self.fields)))

    @property
    def wajib(self) -> list[str]:
        """The heads without which a row is not known."""
        return [self.fields[nama].column_name for nama in self.get_import_id_fields()]

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Refuse a key that the file has twice."""
        kunci = tuple(str(row[k]).casefold() for k in self.wajib)
        if kunci in self.terlihat:
            raise ValidationError(f"“{' '.join(str(row[k]) for k in self.wajib)}” ada dua kali. Hapus salah satunya.")
        self.terlihat.add(kunci)

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """The checks of the columns, in memory; the key is unique because it found the row."""
        galat: dict[str, Any] = dict(import_validation_errors or {})
        try:
            self.periksa(instance)
        except ValidationError as error:
            galat = {**error.error_dict, **galat}
        if galat:
            raise ValidationError(galat)

    def bulk_create(
        self, using_transactions: bool, dry_run: bool, raise_errors: bool, batch_size: Any = None, result: Any = None
    ) -> None:
        """Nothing yet: new and changed rows are stored together."""

    def bulk_update(
        self, using_transactions: bool, dry_run: bool, raise_errors: bool, batch_size: Any = None, result: Any = None
    ) -> None:
        """Hand the rows to the service, unless one of them is refused."""
        baru, ubah = list(self.create_instances), list(self.update_instances)
        self.create_instances.clear()
        self.update_instances.clear()
        if self.by is not None and not dry_run and not result.has_errors() and not result.has_validation_errors():
            acuan_simpan(baru, ubah, by=self.by)

    class Meta:
        """Bulk, all or nothing; rows that are as they were are passed over."""

        use_bulk = True
        batch_size = None
        use_transactions = True
        skip_unchanged = True
        report_skipped = False
        skip_html_diff = True
        store_instance = True
        instance_loader_class = KunciLoader


def _kolom(nama: str, judul: str, widget: Any = None) -> Kolom:
    return Kolom(attribute=nama, column_name=judul, widget=widget or widgets.CharWidget(allow_blank=True))


class NomenklaturResource(AcuanResource):
    """The register of codes and names, by edition."""

    edisi = _kolom("edisi", "Edisi", TahunWidget())
    tingkat = _kolom("tingkat", "Tingkat", PilihanWidget(Nomenklatur.Tingkat.choices))
    kode = _kolom("kode", "Kode")
    nama = _kolom("nama", "Nama")
    kinerja = _kolom("kinerja", "Kinerja")
    indikator = _kolom("indikator", "Indikator")
    satuan = _kolom("satuan", "Satuan")

    class Meta(AcuanResource.Meta):
        """By edition and code."""

        model = Nomenklatur
        fields = ("edisi", "tingkat", "kode", "nama", "kinerja", "indikator", "satuan")
        import_id_fields = ("edisi", "kode")


class SatuanResource(AcuanResource):
    """Units of measure."""

    nama = _kolom("nama", "Nama")
    simbol = _kolom("simbol", "Simbol")

    class Meta(AcuanResource.Meta):
        """By name."""

        model = Satuan
        fields = ("nama", "simbol")
        import_id_fields = ("nama",)


class JenisBelanjaResource(AcuanResource):
    """Kinds of spending."""

    kode = _kolom("kode", "Kode rekening")
    nama = _kolom("nama", "Nama")

    class Meta(AcuanResource.Meta):
        """By account code."""

        model = JenisBelanja
        fields = ("kode", "nama")
        import_id_fields = ("kode",)


# --- Files ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tabel:
    """The rows of a file under the heads of a resource, and where each of them stands."""

    lembar: str
    kepala: list[str]
    baris: list[list[str]]
    nomor: list[int]

    @property
    def dataset(self) -> Dataset:
        """As django-import-export takes it."""
        return Dataset(*self.baris, headers=self.kepala)


def baca(resource: AcuanResource, nama: str, isi: bytes) -> Tabel:
    """The table of an .xlsx or .csv. Raises BerkasDitolak with a sentence."""
    baca_buku = csv_baca.baca if nama.lower().endswith(".csv") else xlsx_baca.baca
    for lembar in baca_buku(nama, isi, BATAS).lembar.values():
        kepala, kolom = _kepala(resource, lembar)
        if not kepala or lembar.tersembunyi:
            continue
        judul = list(kolom)
        rows = [(r, [_teks(lembar.di(r, kolom[j])) for j in judul]) for r in range(kepala + 1, lembar.tinggi + 1)]
        rows = [(r, row) for r, row in rows if any(row)]
        return Tabel(lembar.nama, judul, [row for _, row in rows], [r for r, _ in rows])
    harus = ", ".join(f"“{j}”" for j in resource.wajib)
    raise BerkasDitolak(f"Judul kolom tidak ditemukan. Yang harus ada: {harus}. Unduh daftarnya, lalu isi di sana.")


def _kepala(resource: AcuanResource, lembar: xlsx_baca.Lembar) -> tuple[int, dict[str, int]]:
    dicari = {j.casefold(): j for j in resource.kepala}
    for r in range(1, min(lembar.tinggi, CARI_KEPALA) + 1):
        kolom: dict[str, int] = {}
        for k in range(1, lembar.lebar + 1):
            if judul := dicari.get(_teks(lembar.di(r, k)).casefold()):
                kolom.setdefault(judul, k)
        if set(resource.wajib) <= set(kolom):
            return r, kolom
    return 0, {}


def _teks(sel: xlsx_baca.Sel) -> str:
    nilai = sel.nilai
    if nilai is None or sel.galat:
        return ""
    return f"{nilai.normalize():f}" if isinstance(nilai, Decimal) else " ".join(str(nilai).split())


def tulis_csv(resource: AcuanResource, rows: Any) -> bytes:
    """The rows as CSV."""
    data = resource.export(rows)
    return csv_tulis.tulis([[str(h) for h in data.headers], *([str(s) for s in row] for row in data)])


def tulis_xlsx(resource: AcuanResource, rows: Any) -> bytes:
    """The rows as a workbook of one sheet; every cell a text, as codes are."""
    data = resource.export(rows)
    buku = Workbook(write_only=True)
    ws: Any = buku.create_sheet(str(resource._meta.model._meta.verbose_name).capitalize()[:31])
    for row in ([str(h) for h in data.headers], *data):
        sel = [WriteOnlyCell(ws) for _ in row]
        for satu, teks in zip(sel, row, strict=True):
            isi_teks(satu, str(teks))
        ws.append(sel)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()
