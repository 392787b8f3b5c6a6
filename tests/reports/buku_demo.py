"""The IKU books of the demonstration data, built and printed once for all tests of a run."""

from datetime import date
from functools import lru_cache
from typing import Any

import pikepdf

from indicators.models import PerangkatDaerah
from indicators.selectors.dokumen import periode_of
from indicators.selectors.pohon import Simpul, pohon_kinerja
from reports import pdf
from reports.builders import buku_iku
from reports.builders.permintaan import Permintaan

LEMBAGA = {"tanjabbar": 2022, "luwutimur": 2024, "balangan": 2022}
"""Institutions with IKU whose data load quickly, and the year of their book."""

_payload: dict[str, Any] = {}
_pohon: dict[str, list[Simpul]] = {}


def buku(lembaga: str, demonstration: Any) -> Any:
    """The payload of the book of one institution."""
    if not _payload:
        with demonstration.opened():
            for nama, tahun in LEMBAGA.items():
                pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=f"setda-{nama}")
                _payload[nama] = buku_iku.build(Permintaan(pd, tahun, tanggal=date(tahun, 8, 15)))
                periode = periode_of(pd, tahun)
                assert periode is not None
                _pohon[nama] = pohon_kinerja(pd, periode)
    return _payload[lembaga]


def pohon(lembaga: str) -> list[Simpul]:
    """The tree its book draws. Call `buku` first."""
    return _pohon[lembaga]


@lru_cache
def cetak(lembaga: str) -> bytes:
    """The book on paper. Call `buku` first."""
    return pdf.render(buku_iku.TEMPLATE, _payload[lembaga])


def tujuan_jangkar(berkas: pikepdf.Pdf) -> dict[str, int]:
    """The index of the page of every anchor."""
    indeks = {h.objgen: n for n, h in enumerate(berkas.pages)}
    nama: dict[str, int] = {}

    def baca(simpul: pikepdf.Object) -> None:
        for anak in simpul.get("/Kids", []):
            baca(anak)
        pasangan = list(simpul.get("/Names", []))
        for kunci, isi in zip(pasangan[::2], pasangan[1::2], strict=True):
            halaman = isi[0] if isinstance(isi, pikepdf.Array) else isi["/D"][0]
            nama[str(kunci)] = indeks[halaman.objgen]

    baca(berkas.Root.Names.Dests)
    return nama
