"""The dashboard on paper: each chart of the page by the same specification, with its sentence and its table."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypedDict

from reports.builders.tabel import lebar
from reports.payloads import Meta, Sel, Tabel
from sakip.lib.charts import ChartData
from sakip.lib.charts_bentuk import Daftar, Grafik, spesifikasi
from sakip.lib.charts_tabel import Kolom, TabelGrafik
from sakip.lib.numbers import format_tanggal

TEMPLAT = "pdf/dasbor.html"
MAKS_BARIS = 150
"""Rows of one table on paper; the workbook has all of them."""

MAKS_KECIL = 6
"""Points of a line that half a sheet has room for."""

SUMBER = "Hanya nilai terverifikasi yang dihitung."
_PANJANG = 60
PENDEK = 16
"""Letters of a text that is not broken between its words."""
TEBAL = 1.1
"""A letter of a head against one below it."""
MUAT = 126
"""Letters of 8 points that a sheet is wide."""

_ANGKA = re.compile(r"-?(Rp)?\d{1,3}(\.\d{3})*(,\d+)?%?( \(.*\))?")
"""A printed figure; the code of a sub kegiatan has dots in other places."""


class BagianDasbor(TypedDict):
    """One chart: `grafik` is its specification (sakip.lib.charts_bentuk.spesifikasi), None for a plain list.

    `kecil`: two of them stand beside each other, in the drawing for a narrow place.
    """

    kunci: str
    judul: str
    kalimat: str
    grafik: dict[str, Any] | None
    kecil: bool
    tabel: Tabel
    sisa: str


class DasborPayload(TypedDict):
    """What the printed dashboard shows; `saring` names the filters, empty without any."""

    meta: Meta
    judul: str
    saring: str
    sumber: str
    bagian: list[BagianDasbor]


def build(judul: str, saring: str, grafik: Mapping[str, Grafik], *, penulis: str, hari_ini: date) -> DasborPayload:
    """The charts of one page in its order. No query: they were read for the page."""
    return {
        "meta": {
            "judul": f"Dasbor {judul}",
            "penulis": penulis,
            "subjek": "Cetakan dasbor kinerja",
            "kertas": "A4",
            "muka": "laporan",
            "draf": False,
        },
        "judul": judul,
        "saring": saring,
        "sumber": f"{SUMBER} Dicetak {format_tanggal(hari_ini)}.",
        "bagian": [_bagian(kunci, satu) for kunci, satu in grafik.items()],
    }


def _bagian(kunci: str, grafik: Grafik) -> BagianDasbor:
    tabel = TabelGrafik(tuple(map(Kolom, grafik.kepala)), tuple(tuple(b) for b in grafik.baris))
    sisa = len(tabel.baris) - MAKS_BARIS
    return {
        "kunci": kunci,
        "judul": grafik.judul,
        "kalimat": grafik.kalimat,
        "grafik": None if isinstance(grafik, Daftar) else spesifikasi(grafik),
        "kecil": isinstance(grafik, ChartData) and grafik.jenis == "garis" and len(grafik.labels) <= MAKS_KECIL,
        "tabel": _tabel(kunci, tabel.kepala, tabel.cetak[:MAKS_BARIS]),
        "sisa": f"{sisa} baris lagi ada pada unduhan Excel grafik ini." if sisa > 0 else "",
    }


def _tabel(kunci: str, kepala: list[str], baris: list[list[str]]) -> Tabel:
    """Columns as wide as what they hold; figures to the right."""
    angka = [n > 0 and all(_angka(b[n]) for b in baris) for n in range(len(kepala))]
    bobot = _muat([_bobot(judul, [b[n] for b in baris], utuh=angka[n]) for n, judul in enumerate(kepala)])
    isi: list[list[Sel]] = []
    for satu in baris:
        sel = [Sel(teks=teks, rata="kanan" if angka[n] else "kiri") for n, teks in enumerate(satu)]
        sel[0]["judul"] = True
        isi.append(sel)
    return {
        "id": kunci,
        "judul": "",
        "lebar": lebar(bobot),
        "kepala": [[Sel(teks=judul) for judul in kepala]],
        "baris": isi,
        "kelas": "rapat",
    }


def _bobot(judul: str, isi: Iterable[str], *, utuh: bool) -> tuple[float, float]:
    """How wide a column must be and would like to be, in letters.

    A figure (`utuh`), the longest word, and a few words that belong together (`Sub kegiatan`) stay in one line.
    """
    isi = list(isi)
    kata = max((len(k) for teks in isi for k in ([teks] if len(teks) <= PENDEK else teks.split())), default=0)
    perlu = max(kata, *(len(k) * TEBAL for k in judul.split())) * 1.15 + 2
    panjang = [min(len(teks), _PANJANG) for teks in isi]
    rata = sum(panjang) / len(panjang) if panjang else 0
    return perlu, max(perlu, rata, 0 if utuh else max(panjang, default=0) * 0.6)


def _muat(kolom: Iterable[tuple[float, float]]) -> list[float]:
    """As each column would like it; where a sheet is too narrow, what is more than a must gives way."""
    kolom = list(kolom)
    lebih = sum(ingin - perlu for perlu, ingin in kolom)
    kurang = sum(ingin for _, ingin in kolom) - MUAT
    if kurang <= 0 or not lebih:
        return [ingin for _, ingin in kolom]
    sisa = max(0.0, 1 - kurang / lebih)
    return [perlu + (ingin - perlu) * sisa for perlu, ingin in kolom]


def _angka(teks: str) -> bool:
    return teks in ("-", "") or _ANGKA.fullmatch(teks) is not None
