"""One sheet of the workbook of a perangkat daerah as a resource of django-import-export: out by itself, and in again.

The library saves row by row; a sheet is compared and stored as a whole by `services.impor`. So the hooks ask that
service before the first row, answer for each row what became of it, and store all rows or none after the last one.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import Result, RowResult
from tablib import Dataset  # type: ignore[import-untyped]

from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.baca import LembarBerkas, Terbaca, baca_buku
from indicators.buku_pd.bidang import Bidang, tampil
from indicators.buku_pd.cocok import kata, kode_baku
from indicators.buku_pd.lembar import LembarKeluar
from indicators.buku_pd.muat import Isi, Rekam, muat
from indicators.buku_pd.tabel import Tabel
from indicators.buku_pd.tulis import buku_satu_lembar
from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah, PeriodeRenstra, User
from indicators.services.impor import Impor, impor_bandingkan, impor_terapkan
from sakip.lib import csv_tulis
from sakip.lib.xlsx_baca import BukuKerja, Lembar, Sel, huruf_kolom

_LETAK = re.compile(r"!([A-Z]+)(\d+)")


class LembarDataset(Dataset):
    """The rows that a file has of one sheet, as a person reads them, and what was read of them (`terbaca`)."""

    def __init__(self, tabel: Tabel, terbaca: Terbaca) -> None:
        lembar = terbaca.lembar[tabel.nama]
        bidang = [b for b in tabel.bidang if b.kunci in lembar.kolom]
        rows = [[tampil(b, baris.isi.get(b.kunci, "")) for b in bidang] for baris in lembar.baris]
        super().__init__(*rows, headers=[b.judul for b in bidang])
        self.terbaca = terbaca
        self.nomor = [baris.nomor for baris in lembar.baris]


class LembarResource(LembarKeluar):
    """One sheet of a perangkat daerah in a period.

    It goes out without the other sheets, so a row of another one is named by its code or its words: a key (`S3`) says
    nothing to whoever has one sheet, and is perhaps another row's tomorrow. After `import_data` the comparison is
    `impor`. Refused rows are in the result; what forbids the whole is raised as the services raise it.
    """

    impor: Impor

    def __init__(
        self,
        tabel: Tabel,
        perangkat_daerah: PerangkatDaerah,
        periode: PeriodeRenstra,
        *,
        by: User | None = None,
        hapus: bool = False,
        samakan: Iterable[str] = (),
    ) -> None:
        super().__init__(tabel)
        self.di: dict[str, Any] = {"perangkat_daerah": perangkat_daerah, "periode": periode, "by": by}
        self.cara: dict[str, Any] = {"hapus": hapus, "samakan": list(samakan)}

    # --- Out ----------------------------------------------------------------------------------------------------

    @cached_property
    def isi(self) -> Isi:  # type: ignore[override]
        """What is stored."""
        return muat(self.di["perangkat_daerah"], self.di["periode"])

    def get_queryset(self) -> Iterable[Any]:
        """The stored rows, each naming rows of other sheets so that anybody knows them."""
        lain = [b for b in self.tabel.bidang if b.rujuk == "*" or self._berkunci(b.rujuk)]
        for r in super().get_queryset():
            sebut = {b.kunci: self._sebut(b, r.isi) for b in lain if r.isi.get(b.kunci)}
            yield BarisKeluar(r.isi | sebut)

    def tulis_csv(self) -> bytes:
        """The sheet as CSV."""
        data = self.export()
        return csv_tulis.tulis([data.headers, *data])

    def tulis_xlsx(self) -> bytes:
        """The sheet as a workbook of its own, with the rows of other sheets to choose from."""
        lain = {b.rujuk for b in self.tabel.bidang if b.rujuk != self.tabel.nama}
        rekam = {nama: rows for nama, rows in self.isi.rekam.items() if nama in lain}
        sebut = {nama: _sebutan(rows).values() if self._berkunci(nama) else rows for nama, rows in rekam.items()}
        return buku_satu_lembar(self, {nama: list(teks) for nama, teks in sebut.items()})

    def _berkunci(self, nama: str) -> bool:
        return nama != self.tabel.nama and any(t.nama == nama and t.berkunci for t in self.isi.tabel)

    def _sebut(self, b: Bidang, isi: dict[str, str]) -> str:
        nama, kunci = isi["jenjang"] if b.rujuk == "*" else b.rujuk, isi[b.kunci]
        if nama not in self._sebutan:
            self._sebutan[nama] = _sebutan(self.isi.rekam[nama])
        return self._sebutan[nama].get(kunci, kunci)

    @cached_property
    def _sebutan(self) -> dict[str, dict[str, str]]:
        return {}

    # --- In -----------------------------------------------------------------------------------------------------

    def import_data(self, dataset: Dataset, dry_run: bool = False, **kwargs: Any) -> Result:
        """Compare the rows, and store them unless `dry_run` or one is refused. `sidik`: store only what was seen so.

        A `LembarDataset` was read already; any other has its heads and cells as a person writes them. `nama` and
        `sha256` name the file in the trail. Raises NotAllowed, StaleData, and what the services of the rows raise.
        """
        self.simpan = not dry_run
        hasil: Result = super().import_data(dataset, dry_run, rollback_on_validation_errors=True, **kwargs)
        return hasil

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Compare the sheet as a whole; rows that are to be deleted are put behind those of the file."""
        siap = dataset if isinstance(dataset, LembarDataset) else None
        terbaca = siap.terbaca if siap else baca_dataset(self.tabel, dataset)
        self.nomor = siap.nomor if siap else list(range(2, len(dataset) + 2))
        self.impor = impor_bandingkan(**self.di, **self.cara, terbaca=terbaca, coba=not self.simpan)
        selisih = self.impor.selisih
        berubah = {b.berkas.nomor: b for b in (*selisih.baru, *selisih.ubah) if b.berkas is not None}
        ditolak, self.umum = _per_baris(selisih.galat, terbaca.lembar.get(self.tabel.nama), set(self.nomor))
        self.putusan = [(berubah.get(n), ditolak.get(n, {})) for n in self.nomor]
        bidang = {b.judul: b for b in self.tabel.bidang}
        for b in selisih.hapus:
            dataset.append([tampil(bidang[j], b.isi.get(bidang[j].kunci, "")) for j in dataset.headers])
            self.putusan.append((b, {}))

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        """What becomes of a row: the comparison of the whole has said so."""
        baris, ditolak = self.putusan[kwargs["row_number"] - 1]
        hasil = RowResult()
        hasil.instance, hasil.original = baris, baris.rekam if baris else None
        if ditolak:
            hasil.import_type, hasil.validation_error = hasil.IMPORT_TYPE_INVALID, ValidationError(ditolak)
        elif baris is None:
            hasil.import_type = hasil.IMPORT_TYPE_SKIP
        elif baris.berkas is None:
            hasil.import_type = hasil.IMPORT_TYPE_DELETE
        else:
            hasil.import_type = hasil.IMPORT_TYPE_UPDATE if baris.rekam else hasil.IMPORT_TYPE_NEW
        return hasil

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:
        """Hand the whole to the service, unless something is refused. Refused rows get the number they have there."""
        for ditolak in result.invalid_rows:
            ditolak.number = self.nomor[ditolak.number - 1]
        for galat in self.umum:
            result.append_base_error(self.get_error_result_class()(InvalidValue(galat.kalimat)))
        if self.simpan and self.impor.dapat:
            milik = {k: kwargs.get(k, "") for k in ("nama", "sha256", "sidik")}
            impor_terapkan(impor=self.impor, by=self.di["by"], **milik)

    def handle_import_error(self, result: Result, error: Exception, raise_errors: bool = False) -> None:
        """Refused rows are listed by themselves; anything else is for whoever asked."""
        raise error

    class Meta:
        """Rows that are as they were are counted and not listed; no savepoint for each row."""

        use_bulk = True
        report_skipped = False
        instance_loader_class = BaseInstanceLoader  # asked for nothing: the comparison has found the rows


@dataclass(frozen=True)
class BarisKeluar:
    """One row as it goes out."""

    isi: dict[str, str]


def baca_dataset(tabel: Tabel, dataset: Dataset) -> Terbaca:
    """The rows of a table of the library, read as those of a file are: its heads stand in the first row."""
    rows = [dataset.headers, *dataset]
    sel = {
        (r, k): Sel(tabel.lembar, r, k, Decimal(str(nilai)) if type(nilai) in (int, float) else nilai)
        for r, row in enumerate(rows, 1)
        for k, nilai in enumerate(row, 1)
        if nilai not in (None, "")
    }
    return baca_buku(BukuKerja({tabel.lembar: Lembar(tabel.lembar, False, sel, [])}), [tabel])


def _sebutan(rekam: Mapping[str, Rekam]) -> dict[str, str]:
    """Key → what says which row it is: its code, else its words, where no other row has them; else the key."""
    tanda = {k: _tanda(r.isi) for k, r in rekam.items()}
    banyak = Counter(baku for daftar in tanda.values() for baku in {baku for _, baku in daftar})
    return {
        k: next((teks for teks, baku in daftar if banyak[baku] == 1 and teks not in rekam), k)
        for k, daftar in tanda.items()
    }


def _tanda(isi: Mapping[str, str]) -> list[tuple[str, str]]:
    """Code and words of a row, each with the form in which the comparison looks for it."""
    kode, uraian = isi.get("kode", ""), " ".join(isi.get("uraian", "").split())
    return [(teks, baku) for teks, baku in ((kode, kode_baku(kode)), (uraian, kata(uraian))) if teks]


def _per_baris(
    galat: Sequence[Galat], lembar: LembarBerkas | None, nomor: Container[int]
) -> tuple[dict[int, dict[str, list[str]]], list[Galat]]:
    """Refusals by row of the file and column; and those of no row."""
    kolom = {huruf_kolom(k): kunci for kunci, k in lembar.kolom.items()} if lembar else {}
    hasil: dict[int, dict[str, list[str]]] = {}
    umum = []
    for g in galat:
        letak = _LETAK.search(g.alamat)
        if letak is None or int(letak[2]) not in nomor:
            umum.append(g)
            continue
        hasil.setdefault(int(letak[2]), {}).setdefault(kolom.get(letak[1], NON_FIELD_ERRORS), []).append(g.kalimat)
    return hasil, umum
