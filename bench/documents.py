"""Seconds and memory of the documents, beside Chromium printing the same HTML."""

import sys
import tempfile
import time
from pathlib import Path

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string

from bench.measure import Run, run, table
from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah
from reports import pdf
from reports.builders import REGISTRY
from reports.builders.permintaan import Permintaan
from reports.models import JenisDokumen

PERANGKAT_DAERAH, TAHUN = "setda-tanjabtim", 2024
TRIWULAN = {JenisDokumen.TRIWULAN: 4, JenisDokumen.E81: 4}
"""The quarter of the kinds that speak of one."""
CHROMIUM = [
    "/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
]  # fmt: skip


def bench() -> None:
    """Each kind of document of one year, every engine in a new process, as after a restart; bench.lkjip has its own."""
    with tempfile.TemporaryDirectory(prefix="sakip-bench-") as folder:
        rows = [row for jenis in REGISTRY if jenis != JenisDokumen.LKJIP and (row := _row(jenis, Path(folder)))]
    head = ["", "halaman", "perintah s", "MB", "WeasyPrint s", "MB", "KB", "Chromium s", "MB", "KB", "× lambat"]
    table(f"Dokumen {PERANGKAT_DAERAH} {TAHUN} (perintah: render_dokumen seluruhnya)", head, rows)
    print(f"PK di proses yang sudah hangat, payload sampai berkas: {_pk_hangat():.2f} detik.")
    print("Chromium mencetak tanpa arsip PDF/A, tanpa nomor halaman di daftar isi.")


def _pk_hangat() -> float:
    """Seconds from the database to the file of an agreement, as the second one of a server's life; best of three."""
    perangkat_daerah = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=PERANGKAT_DAERAH)
    builder, detik = REGISTRY[JenisDokumen.PK], []
    for _ in range(4):
        awal = time.perf_counter()
        pdf.render(builder.TEMPLATE, builder.build(Permintaan(perangkat_daerah, TAHUN)))
        detik.append(time.perf_counter() - awal)
    return min(detik[1:])


def _row(jenis: str, folder: Path) -> list[str]:
    """The figures of one kind; nothing when the demonstration cannot make it, which is said."""
    try:
        html = _html(jenis, folder)
    except DomainError as error:
        print(f"{jenis}: {error}")
        return []
    ours, theirs = folder / f"{jenis}.pdf", folder / f"{jenis}-chromium.pdf"
    nama = jenis.lower().replace("_", "-")
    asked = ["--perangkat-daerah", PERANGKAT_DAERAH, "--tahun", str(TAHUN), "-o", str(folder / "perintah.pdf")]
    if triwulan := TRIWULAN.get(JenisDokumen(jenis)):
        asked += ["--triwulan", str(triwulan)]
    whole = run([sys.executable, "manage.py", "render_dokumen", nama, *asked])
    weasyprint = run([sys.executable, "-m", "bench.weasyprint_html", str(html), str(ours)])
    chromium = run([*CHROMIUM, f"--user-data-dir={folder}/profil", f"--print-to-pdf={theirs}", html.as_uri()])
    with pikepdf.open(ours) as pdf:
        pages = len(pdf.pages)
    return [
        nama, str(pages), *_run(whole), *_run(weasyprint), _kb(ours), *_run(chromium), _kb(theirs),
        f"{weasyprint.seconds / chromium.seconds:.1f}",
    ]  # fmt: skip


def _html(jenis: str, folder: Path) -> Path:
    """The document as one HTML file that both engines read, its style sheet and fonts from static/."""
    builder = REGISTRY[jenis]
    perangkat_daerah = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=PERANGKAT_DAERAH)
    payload = builder.build(Permintaan(perangkat_daerah, TAHUN, triwulan=TRIWULAN.get(jenis, 0)))
    return tampil(render_to_string(builder.TEMPLATE, dict(payload)), folder / f"{jenis}.html", folder)


def tampil(html: str, file: Path, folder: Path) -> Path:
    """Write a document as one HTML file that both engines read."""
    static = (Path(settings.BASE_DIR) / "static").as_uri()
    style = f'<link rel="stylesheet" href="{_style_sheet(folder, static).as_uri()}">'
    file.write_text(html.replace("static:", f"{static}/").replace("</head>", f"{style}</head>"))
    return file


def _style_sheet(folder: Path, static: str) -> Path:
    file = folder / "pdf.css"
    source = (Path(settings.BASE_DIR) / "static/css/pdf.css").read_text()
    file.write_text(source.replace("static:", f"{static}/"))
    return file


def _run(result: Run) -> list[str]:
    return [f"{result.seconds:.1f}", f"{result.peak_mb:.0f}"]


def _kb(file: Path) -> str:
    return str(file.stat().st_size // 1024)
