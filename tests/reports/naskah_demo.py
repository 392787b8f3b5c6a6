"""The short documents of the demonstration data, made once for all tests of a run."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from indicators.models import PerangkatDaerah
from reports import pdf
from reports.builders import REGISTRY
from reports.builders.permintaan import Permintaan

TANJABTIM, BALANGAN = "setda-tanjabtim", "setda-balangan"

# Of whom, of which year and quarter.
MINTA: Mapping[str, tuple[str, str, int, int]] = {
    "rkt": ("rkt", TANJABTIM, 2024, 0),
    "rkt balangan": ("rkt", BALANGAN, 2025, 0),
    "aksi": ("rencana-aksi", TANJABTIM, 2024, 0),
    "aksi balangan": ("rencana-aksi", BALANGAN, 2025, 0),
    "tw2": ("laporan-triwulan", TANJABTIM, 2024, 2),
    "tw4": ("laporan-triwulan", TANJABTIM, 2024, 4),
    "tw1 terbuka": ("laporan-triwulan", TANJABTIM, 2025, 0),
    "tw1 balangan": ("laporan-triwulan", BALANGAN, 2025, 0),
    "e81": ("e81", TANJABTIM, 2024, 0),
    "e81 tw2": ("e81", TANJABTIM, 2024, 2),
}

_payload: dict[str, Any] = {}


def payload_demo(demonstration: Any) -> dict[str, Any]:
    """The payload of each of MINTA, dated but unfinished."""
    if not _payload:
        with demonstration.opened():
            setda = {p.kode: p for p in PerangkatDaerah.objects.select_related("pemerintah_daerah")}
            for nama, (jenis, kode, tahun, triwulan) in MINTA.items():
                minta = Permintaan(setda[kode], tahun, tanggal=date(tahun + 1, 1, 20), triwulan=triwulan)
                _payload[nama] = REGISTRY[jenis].build(minta)
    return _payload


@lru_cache(maxsize=16)
def pdf_demo(nama: str) -> bytes:
    """One of them on paper. Call payload_demo first."""
    return pdf.render(REGISTRY[MINTA[nama][0]].TEMPLATE, _payload[nama])


def tabel(nama: str) -> dict[str, Any]:
    """The tables of one document by their id."""
    blok = [b for bagian in _payload[nama]["bagian"] for b in bagian["blok"] if b["jenis"] == "tabel"]
    return {b["tabel"]["id"]: b["tabel"] for b in blok}


def baris(nama: str, kode: str) -> list[list[str]]:
    """The texts of a table's rows, each merged cell in every row and column it covers."""
    isi = tabel(nama)[kode]
    hasil: list[list[str]] = []
    turun: dict[int, tuple[int, str]] = {}
    for sel_baris in isi["baris"]:
        satu: list[str] = []
        sel = iter(sel_baris)
        while len(satu) < len(isi["lebar"]):
            n = len(satu)
            sisa, teks = turun.get(n, (0, ""))
            if sisa:
                turun[n] = (sisa - 1, teks)
                satu.append(teks)
                continue
            kini = next(sel)
            for kolom in range(n, n + kini.get("rentang_kolom", 1)):
                turun[kolom] = (kini.get("rentang_baris", 1) - 1, kini["teks"])
                satu.append(kini["teks"])
        hasil.append(satu)
    return hasil
