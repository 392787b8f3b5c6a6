"""The workbook of a perangkat daerah at 1,000 and 10,000 rows, against openpyxl merely writing or reading the file.

What stands in the quarters differs from row to row, so that nothing is quick only because it was met before.
"""

import gc
import io
import time
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import transaction
from openpyxl import Workbook, load_workbook

from bench.measure import table
from indicators.buku_pd.muat import muat
from indicators.buku_pd.tulis import buku_perangkat_daerah
from indicators.models import Indikator, Target, TargetRenstra, Unggahan
from indicators.services.impor_unggahan import buku_bandingkan, buku_terapkan, buku_unggah
from tests import builders as b

BARIS = (1_000, 10_000)
KALI = 3


class _Batal(Exception):
    """Takes back what a measurement stored."""


def _isi(baris: int) -> tuple[Any, Any]:
    """A perangkat daerah whose workbook has so many rows: a tenth indicators, the rest targets of nine plans."""
    pd = b.make_pd()
    unit, sasaran = b.make_unit(pd), b.make_sasaran(pd)
    satuan, periode = b.make_satuan(), sasaran.periode
    milik = {"periode": periode, "perangkat_daerah": pd, "jenjang": "sasaran", "sasaran": sasaran}
    indikator = Indikator.objects.bulk_create(
        Indikator(**milik, unit_kerja=unit, kode=f"i-{n}", nama=f"Indikator {n}", urutan=n, satuan=satuan)
        for n in range(baris // 10)
    )
    TargetRenstra.objects.bulk_create(
        TargetRenstra(indikator=i, tahun=t, nilai=Decimal(80)) for i in indikator for t in periode.tahun
    )
    for versi in range(1, 10):
        rencana = b.make_rencana(pd, 2025, urutan=versi)
        Target.objects.bulk_create(
            Target(rencana=rencana, indikator=i, nilai=Decimal("82.53"), **_triwulan(versi * 10_000 + n))
            for n, i in enumerate(indikator)
        )
    return pd, periode


def _triwulan(benih: int) -> dict[str, Decimal]:
    """Four figures with two decimals, another four for each row."""
    return {f"tw{q}": Decimal(benih * 7 + q) / 100 for q in range(1, 5)}


def _lama(kerja: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of the processor (other work on the computer does not count), and what it returned."""
    gc.collect()
    mulai = time.process_time()
    hasil = kerja()
    return (time.process_time() - mulai) * 1000, hasil


def _terbaik(kerja: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    """The quickest of several times, of what is compared and of what it is compared with alike.

    Other work takes the processor's memory away, and so makes single runs up to half slower.
    """
    return min((kerja() for _ in range(KALI)), key=lambda hasil: sum(hasil[:2]) if len(hasil) > 2 else hasil[0])


def _openpyxl_tulis(isi: bytes) -> float:
    """The same cells, in memory already, merely written."""
    asal = {ws.title: list(ws.values) for ws in load_workbook(io.BytesIO(isi), read_only=True)}

    def tulis() -> None:
        buku = Workbook(write_only=True)
        for nama, rows in asal.items():
            ws = buku.create_sheet(nama)
            for row in rows:
                ws.append(row)
        buku.save(io.BytesIO())

    return float(_terbaik(lambda: _lama(tulis))[0])


def _openpyxl_baca(isi: bytes) -> float:
    def baca() -> None:
        for ws in load_workbook(io.BytesIO(isi), read_only=True):
            for _ in ws.values:
                pass

    return float(_terbaik(lambda: _lama(baca))[0])


def _impor(pd: Any, periode: Any, isi: bytes) -> tuple[float, float, int]:
    """Preview and commit of a file in milliseconds, and the rows stored; taken back afterwards.

    As the page does it, in three requests: what was read is staged; the upload is fetched and compared; the upload is
    fetched again and stored. A file that changes nothing is not stored.
    """
    by = b.make_user("planner", pd)
    cara: dict[str, Any] = {"by": by, "hapus": False, "samakan": []}

    def lihat() -> tuple[int, Any]:
        row = buku_unggah(perangkat_daerah=pd, periode=periode, nama="buku.xlsx", isi=isi, by=by)
        selisih = buku_bandingkan(_ambil(row.pk, by), **cara).selisih
        if selisih.galat:
            raise SystemExit(f"Impor ditolak: {selisih.galat[0]}")
        return row.pk, selisih.sidik if selisih.jumlah else ""

    hasil: list[tuple[float, float, int]] = []
    try:
        with transaction.atomic():
            pratinjau, (pk, sidik) = _lama(lihat)
            simpan, jumlah = _lama(lambda: buku_terapkan(_ambil(pk, by), sidik=sidik, **cara) if sidik else 0)
            hasil.append((pratinjau, simpan, jumlah))
            raise _Batal
    except _Batal:
        return hasil[0]


def _ambil(pk: int, by: Any) -> Any:
    """The upload as a request of the page fetches it."""
    return Unggahan.objects.visible_to(by).select_related("perangkat_daerah__pemerintah_daerah").get(pk=pk)


def _puncak(kerja: Callable[[], Any]) -> float:
    """The most memory that Python's objects held while it ran, in MB."""
    tracemalloc.start()
    try:
        kerja()
        return tracemalloc.get_traced_memory()[1] / 1024**2
    finally:
        tracemalloc.stop()


def _tanpa_identitas(isi: bytes) -> bytes:
    """The file as another perangkat daerah may bring it in."""
    buku = load_workbook(io.BytesIO(isi))
    del buku["Identitas"]
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _berubah(isi: bytes) -> bytes:
    """The file with another name in every row of indikator, a tenth of all rows."""
    buku = load_workbook(io.BytesIO(isi))
    kolom = next(c.column for c in buku["Indikator"][1] if c.value == "Nama")
    for baris in buku["Indikator"].iter_rows(min_row=2, min_col=kolom, max_col=kolom):
        baris[0].value += " yang baru"
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def bench() -> None:
    """Out, in without a change, into an empty perangkat daerah, and with another name for every indikator."""
    rows: list[list[str]] = []
    for baris in (100, *BARIS):  # the first one warms up
        pd, periode = _isi(baris)
        ekspor, isi = _terbaik(lambda p=pd, m=periode: _lama(lambda: buku_perangkat_daerah(muat(p, m))))
        tulis, baca = _openpyxl_tulis(isi), _openpyxl_baca(isi)
        sama = _terbaik(lambda p=pd, m=periode, i=isi: _impor(p, m, i))[0]
        kosong, tanpa = b.make_pd(), _tanpa_identitas(isi)
        di = kosong, b.make_periode(kosong.pemerintah_daerah), tanpa
        lihat, simpan, jumlah = _terbaik(lambda d=di: _impor(*d))
        lain = _berubah(isi)
        ubahan = _terbaik(lambda p=pd, m=periode, i=lain: _impor(p, m, i))
        rows += [
            [f"{baris:,} baris: ekspor", f"{ekspor:.0f}", f"{tulis:.0f}", f"{ekspor / tulis:.1f}", ""],
            [f"{baris:,} baris: impor tanpa ubahan", f"{sama:.0f}", f"{baca:.0f}", f"{sama / baca:.1f}", "0"],
        ]
        for nama, (a, z, n) in (("baru", (lihat, simpan, jumlah)), ("sepersepuluh berubah", ubahan)):
            awal, dua = f"{baris:,} baris, {nama}", a + z
            rows += [
                [f"{awal}: pratinjau", f"{a:.0f}", f"{baca:.0f}", f"{a / baca:.1f}", ""],
                [f"{awal}: pratinjau dan simpan", f"{dua:.0f}", f"{baca:.0f}", f"{dua / baca:.1f}", f"{n:,}"],
            ]
        if baris == BARIS[-1]:
            mb = _puncak(lambda d=di: _impor(*d)), _puncak(lambda p=pd, m=periode: buku_perangkat_daerah(muat(p, m)))
    table("Buku kerja perangkat daerah", ["", "ms", "openpyxl ms", "×", "baris ditulis"], rows[6:])
    print(f"Ingatan paling banyak, {BARIS[-1]:,} baris: impor {mb[0]:.0f} MB, ekspor {mb[1]:.0f} MB.")
    print("openpyxl hanya menulis atau membaca berkasnya.")
