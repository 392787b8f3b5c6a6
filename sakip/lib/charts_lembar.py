"""A chart on paper: the drawing of the page, cut between two rows where it is higher than a sheet."""

from dataclasses import replace
from math import ceil

from sakip.lib.charts import ChartData
from sakip.lib.charts_bentuk import Grafik, PetaPanas, PohonAnggaran
from sakip.lib.charts_berkas import ukuran
from sakip.lib.charts_pagu import pagu_lembar
from sakip.lib.charts_tabel import potong


def gambar_lembar(grafik: Grafik, maks: float) -> list[str]:
    """The drawings of a chart, each about `maks` pixels high at most when it is 760 wide; none of a plain list.

    What has no rows to cut between comes as one, to be made smaller by whoever prints it.
    """
    if not grafik.svg:
        return []
    banyak = ceil(ukuran(grafik.svg)[1] / maks)
    if banyak == 1:
        return [grafik.svg]
    if isinstance(grafik, PohonAnggaran):
        return pagu_lembar(grafik, banyak)
    if isinstance(grafik, PetaPanas):
        rentang = potong(range(len(grafik.nama)), ceil(len(grafik.nama) / banyak))
        return [
            replace(grafik, nama=grafik.nama[r[0] : r[-1] + 1], sel=grafik.sel[r[0] : r[-1] + 1]).svg for r in rentang
        ]
    if isinstance(grafik, ChartData) and grafik.jenis == "tumpuk":
        rentang = potong(range(len(grafik.labels)), ceil(len(grafik.labels) / banyak))
        return [_sebagian(grafik, r[0], r[-1] + 1).svg for r in rentang]
    return [grafik.svg]


def _sebagian(data: ChartData, awal: int, akhir: int) -> ChartData:
    series = (
        replace(s, nilai=s.nilai[awal:akhir], teks=s.teks[awal:akhir], kategori=s.kategori[awal:akhir])
        for s in data.series
    )
    return replace(data, labels=data.labels[awal:akhir], series=tuple(series))
