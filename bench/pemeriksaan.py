"""All findings of one perangkat daerah, and of the 43 of a regency."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.daerah import daerah
from bench.measure import forget, table
from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.selectors.temuan import temuan_tahun

BANYAK, TAHUN = 43, 2025


def _semua(pds: Sequence[PerangkatDaerah], periode: PeriodeRenstra) -> int:
    return sum(len(temuan_tahun(pd, periode, TAHUN)) for pd in pds)


def _ukur(kerja: Callable[[], int], sebelum: Callable[[], Any]) -> tuple[float, int, int]:
    """The best of three in milliseconds, queries, findings."""
    lama, kueri, jumlah = [], 0, 0
    for _ in range(3):
        sebelum()
        with CaptureQueriesContext(connection) as tercatat:
            mulai = time.perf_counter()
            jumlah = kerja()
            lama.append((time.perf_counter() - mulai) * 1000)
        kueri = len(tercatat)
    return min(lama), kueri, jumlah


def bench() -> None:
    """Looked for anew, and as they are kept until something is written."""
    d = daerah(BANYAK)
    periode = PeriodeRenstra.objects.get(pemerintah_daerah=d.pemda)
    rows = []
    for pds in (d.perangkat_daerah[:1], d.perangkat_daerah):
        for cara, sebelum in (("dicari", forget), ("tersimpan", lambda: None)):
            ms, kueri, jumlah = _ukur(lambda p=pds: _semua(p, periode), sebelum)
            satuan = f"{ms / len(pds):.1f}"
            rows.append([f"{len(pds)} perangkat daerah: {cara}", f"{ms:.0f}", satuan, str(kueri), str(jumlah)])
    table("Temuan pemeriksaan data, 2025", ["", "ms", "ms tiap PD", "kueri", "temuan"], rows)
