"""The workbook of a perangkat daerah at 1,000 and 10,000 rows, against openpyxl merely writing or reading the file."""

import io
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import transaction
from openpyxl import Workbook, load_workbook

from bench.measure import table
from indicators.buku_pd.muat import muat
from indicators.buku_pd.tulis import buku_perangkat_daerah
from indicators.models import Indikator, Target, TargetRenstra
from indicators.services.impor import impor_baca, impor_bandingkan, impor_terapkan
from tests import builders as b

BARIS = (1_000, 10_000)


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
            Target(rencana=rencana, indikator=i, nilai=Decimal("82.53"), tw1=20, tw2=40, tw3=60, tw4=80)
            for i in indikator
        )
    return pd, periode


def _lama(kerja: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, and what it returned."""
    mulai = time.perf_counter()
    hasil = kerja()
    return (time.perf_counter() - mulai) * 1000, hasil


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

    return _lama(tulis)[0]


def _openpyxl_baca(isi: bytes) -> float:
    def baca() -> None:
        for ws in load_workbook(io.BytesIO(isi), read_only=True):
            for _ in ws.values:
                pass

    return _lama(baca)[0]


def _impor(pd: Any, periode: Any, isi: bytes) -> tuple[float, float, int]:
    """Preview and commit of a file in milliseconds, and the rows stored; taken back afterwards."""

    def lihat() -> Any:
        terbaca = impor_baca(perangkat_daerah=pd, periode=periode, nama="buku.xlsx", isi=isi, by=None)
        return impor_bandingkan(perangkat_daerah=pd, periode=periode, terbaca=terbaca, by=None, coba=False)

    pratinjau, impor = _lama(lihat)
    if impor.selisih.galat:
        raise SystemExit(f"Impor ditolak: {impor.selisih.galat[0]}")
    hasil: list[tuple[float, int]] = []
    try:
        with transaction.atomic():
            hasil.append(_lama(lambda: impor_terapkan(impor=impor, nama="buku.xlsx", sha256="0" * 64, by=None)))
            raise _Batal
    except _Batal:
        return pratinjau, *hasil[0]


def bench() -> None:
    """Out, in without a change, and into an empty perangkat daerah."""
    rows: list[list[str]] = []
    for baris in (100, *BARIS):  # the first one warms up
        pd, periode = _isi(baris)
        ekspor, isi = _lama(lambda p=pd, m=periode: buku_perangkat_daerah(muat(p, m)))
        tulis, baca = _openpyxl_tulis(isi), _openpyxl_baca(isi)
        sama, _, _ = _impor(pd, periode, isi)
        kosong = b.make_pd()
        tanpa = load_workbook(io.BytesIO(isi))
        del tanpa["Identitas"]
        keluar = io.BytesIO()
        tanpa.save(keluar)
        lihat, simpan, jumlah = _impor(kosong, b.make_periode(kosong.pemerintah_daerah), keluar.getvalue())
        rows.append(
            [
                f"{baris:,} baris",
                *(f"{n:.0f}" for n in (ekspor, tulis)),
                f"{ekspor / tulis:.1f}",
                *(f"{n:.0f}" for n in (baca, sama)),
                f"{sama / baca:.1f}",
                *(f"{n:.0f}" for n in (lihat, simpan)),
                f"{(lihat + simpan) / baca:.1f}",
                f"{jumlah:,}",
            ]
        )
    head = [
        "",
        "ekspor ms",
        "openpyxl tulis",
        "×",
        "openpyxl baca",
        "impor sama",
        "×",
        "pratinjau",
        "simpan",
        "×",
        "baris",
    ]
    table("Buku kerja perangkat daerah", head, rows[1:])
