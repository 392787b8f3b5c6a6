"""The annual report: as it is, ten times as long, beside Chromium, and how the time grows with the pages."""

import copy
import json
import math
import sys
import tempfile
from pathlib import Path
from typing import Any

import pikepdf
from django.template.loader import render_to_string

from bench.documents import CHROMIUM, PERANGKAT_DAERAH, TAHUN, tampil
from bench.measure import run, table
from indicators.models import PerangkatDaerah
from reports.builders import lkjip
from reports.builders.permintaan import Permintaan

KALI = (1, 10)
"""How often the sections of every chapter are repeated: the last one is the tenfold report."""


def bench() -> None:
    """Render the report and its blown-up versions, each engine in a new process; about two minutes."""
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=PERANGKAT_DAERAH)
    payload: Any = lkjip.build(Permintaan(pd, TAHUN))
    with tempfile.TemporaryDirectory(prefix="sakip-bench-") as folder:
        hasil = [_ukur(diperbesar(payload, n), n, Path(folder)) for n in KALI]
    head = ["LKjIP", "halaman", "WeasyPrint s", "hal./s", "MB", "Chromium s", "MB", "× lambat"]
    rows = [
        [f"{n} kali", str(h), f"{s:.1f}", f"{h / s:.1f}", f"{mb:.0f}", f"{cs:.1f}", f"{cmb:.0f}", f"{s / cs:.1f}"]
        for n, h, s, mb, cs, cmb in hasil
    ]
    table(f"LKjIP {PERANGKAT_DAERAH} {TAHUN}, bagian setiap bab diulang di memori", head, rows)
    awal, akhir = hasil[0], hasil[-1]
    tumbuh = pangkat(awal[1], awal[2], akhir[1], akhir[2])
    print(f"Pangkat pertumbuhan waktu terhadap halaman: {tumbuh:.2f} (1: sebanding).")
    print("Waktu termasuk memulai proses; Chromium mencetak tanpa PDF/A, tanpa nomor halaman di daftar isi.")


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


def _ukur(payload: dict[str, Any], kali: int, folder: Path) -> tuple[int, int, float, float, float, float]:
    """Times repeated, pages, seconds and MB of WeasyPrint, the same of Chromium."""
    isi, pdf = folder / f"{kali}.json", folder / f"{kali}.pdf"
    isi.write_text(json.dumps(payload))
    html = tampil(render_to_string(lkjip.TEMPLATE, payload), folder / f"{kali}.html", folder)
    kami = run([sys.executable, "-m", "bench.cetak_payload", lkjip.TEMPLATE, str(isi), str(pdf)])
    cetak = [*CHROMIUM, f"--user-data-dir={folder}/profil", f"--print-to-pdf={folder}/c.pdf", html.as_uri()]
    mereka = run(cetak)
    with pikepdf.open(pdf) as berkas:
        halaman = len(berkas.pages)
    return kali, halaman, kami.seconds, kami.peak_mb, mereka.seconds, mereka.peak_mb
