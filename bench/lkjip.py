"""The annual report as it is and ten times as long, beside Chromium; how its time grows; the same as Word and Excel."""

import copy
import math
import tempfile
from pathlib import Path
from typing import Any

from bench.cetak import KOLOM, PERANGKAT_DAERAH, TAHUN, permintaan, tercepat, ukur
from bench.measure import table
from reports.builders import lkjip
from reports.ekspor.berkas import BENTUK
from reports.ekspor.xlsx import Keterangan

KALI = (1, 10)
"""How often the sections of every chapter are repeated: the last one is the tenfold report."""


def bench() -> None:
    """Render the report and its blown-up version, each engine in a new process."""
    payload: Any = lkjip.build(permintaan())
    with tempfile.TemporaryDirectory(prefix="sakip-bench-") as folder:
        hasil = {n: ukur(lkjip.TEMPLATE, diperbesar(payload, n), Path(folder), f"lkjip-{n}") for n in KALI}
    rows = [[f"{n} kali", *satu.sel] for n, satu in hasil.items()]
    table(f"LKjIP {PERANGKAT_DAERAH} {TAHUN}, bagian setiap bab diulang di memori", ["", *KOLOM], rows)
    awal, akhir = hasil[KALI[0]], hasil[KALI[-1]]
    if awal.kami and akhir.kami:
        tumbuh = pangkat(awal.halaman, awal.kami.seconds, akhir.halaman, akhir.kami.seconds)
        print(f"Pangkat pertumbuhan waktu terhadap halaman: {tumbuh:.2f} (1: sebanding).")
    for akhiran, bentuk in BENTUK.items():
        detik = tercepat(lambda tulis=bentuk.tulis: tulis(payload, Keterangan()))
        print(f"LKjIP sebagai .{akhiran}, dari payload: {detik:.2f} detik, {_kb(bentuk, payload)} KB.")


def _kb(bentuk: Any, payload: Any) -> int:
    return len(bentuk.tulis(payload, Keterangan())) // 1024


def pangkat(halaman: int, detik: float, halaman_besar: int, detik_besar: float) -> float:
    """The slope on a log-log scale: 1 when twice the pages take twice the time."""
    return math.log(detik_besar / detik) / math.log(halaman_besar / halaman)


def diperbesar(payload: dict[str, Any], kali: int) -> dict[str, Any]:
    """The payload with the sections of every chapter repeated, anchors and lists included: longer, not another year."""
    besar = copy.deepcopy(payload)
    for bab in besar["bab"]:
        asli = bab["bagian"]
        bab["bagian"] = [b for n in range(kali) for b in _salinan(asli, n)]
    for nama in ("daftar_isi", "daftar_tabel", "daftar_gambar"):
        besar[nama] = list(besar[nama]) + [
            _pindah(r, n) for n in range(1, kali) for r in payload[nama] if r["jangkar"] in _bergerak(payload)
        ]
    return besar


def _salinan(bagian: list[dict[str, Any]], n: int) -> list[dict[str, Any]]:
    salinan = copy.deepcopy(bagian)
    for satu in salinan if n else []:
        satu["jangkar"] += f"-ulang-{n}"
        for blok in satu["blok"]:
            if "jangkar" in blok:
                blok["jangkar"] += f"-ulang-{n}"
    return salinan


def _pindah(rujukan: dict[str, Any], n: int) -> dict[str, Any]:
    return rujukan | {"jangkar": f"{rujukan['jangkar']}-ulang-{n}"}


def _bergerak(payload: dict[str, Any]) -> set[str]:
    """The anchors of sections and of their tables and figures: what is repeated."""
    bagian = [b for bab in payload["bab"] for b in bab["bagian"]]
    return {b["jangkar"] for b in bagian} | {x["jangkar"] for b in bagian for x in b["blok"] if "jangkar" in x}
