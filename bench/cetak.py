"""One payload on paper: what the application needs for it, and Chromium for the same HTML, each in a new process."""

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string

from bench.measure import CHROMIUM as PERAMBAN
from bench.measure import Run, run
from indicators.models import PerangkatDaerah
from reports.builders.permintaan import Permintaan

PERANGKAT_DAERAH, TAHUN = "setda-tanjabtim", 2024
CHROMIUM = [
    PERAMBAN, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
]  # fmt: skip
KOLOM = ["halaman", "WeasyPrint s", "hal./s", "MB", "KB", "Chromium s", "MB", "KB", "× lambat"]
"""The head of `Hasil.sel`."""


@dataclass(frozen=True)
class Hasil:
    """One document of so many pages; a run is None when it was stopped at the limit."""

    halaman: int
    kami: Run | None
    kami_kb: int
    mereka: Run | None
    mereka_kb: int

    @property
    def sel(self) -> list[str]:
        """The figures, below KOLOM."""
        per_detik = f"{self.halaman / self.kami.seconds:.1f}" if self.kami else "—"
        kali = f"{self.kami.seconds / self.mereka.seconds:.1f}" if self.kami and self.mereka else "—"
        kami, mereka = _run(self.kami), _run(self.mereka)
        return [str(self.halaman), kami[0], per_detik, kami[1], str(self.kami_kb), *mereka, str(self.mereka_kb), kali]


def _run(hasil: Run | None) -> list[str]:
    return [f"{hasil.seconds:.1f}", f"{hasil.peak_mb:.0f}"] if hasil else ["dihentikan", "—"]


def permintaan(**over: Any) -> Permintaan:
    """The documents that are measured: of this place and year."""
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=PERANGKAT_DAERAH)
    return Permintaan(pd, TAHUN, **over)


def ukur(template: str, payload: Mapping[str, Any], folder: Path, nama: str) -> Hasil:
    """Print it with both engines."""
    isi, ours, theirs = (folder / f"{nama}{akhir}" for akhir in (".json", ".pdf", "-chromium.pdf"))
    isi.write_text(json.dumps(payload))
    html = _satu_berkas(render_to_string(template, dict(payload)), folder / f"{nama}.html")
    kami = run([sys.executable, "-m", "bench.cetak_payload", template, str(isi), str(ours)])
    mereka = run([*CHROMIUM, f"--user-data-dir={folder}/profil", f"--print-to-pdf={theirs}", html.as_uri()])
    return Hasil(_halaman(ours), kami, _kb(ours), mereka, _kb(theirs))


def tercepat(kerja: Any, kali: int = 3) -> float:
    """Seconds of the fastest of several calls, after one that is not counted."""
    detik = []
    for _ in range(kali + 1):
        awal = time.perf_counter()
        kerja()
        detik.append(time.perf_counter() - awal)
    return min(detik[1:])


def _satu_berkas(html: str, berkas: Path) -> Path:
    """A document as one HTML file that both engines could read, its style sheets and fonts from static/."""
    static = (Path(settings.BASE_DIR) / "static").as_uri()
    gaya = berkas.with_name("pdf.css")
    gaya.write_text((Path(settings.BASE_DIR) / "static/css/pdf.css").read_text().replace("static:", f"{static}/"))
    tautan = f'<link rel="stylesheet" href="{gaya.as_uri()}">'
    berkas.write_text(html.replace("static:", f"{static}/").replace("</head>", f"{tautan}</head>"))
    return berkas


def _halaman(berkas: Path) -> int:
    if not berkas.exists():
        return 0
    with pikepdf.open(berkas) as pdf:
        return len(pdf.pages)


def _kb(berkas: Path) -> int:
    return berkas.stat().st_size // 1024 if berkas.exists() else 0
