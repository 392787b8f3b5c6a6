"""Seconds and memory of the documents of one year, beside Chromium printing the same HTML."""

import sys
import tempfile
from pathlib import Path

from bench.cetak import KOLOM, PERANGKAT_DAERAH, TAHUN, permintaan, tercepat, ukur
from bench.measure import run, table
from indicators.exceptions import DomainError
from reports import pdf
from reports.builders import REGISTRY
from reports.models import JenisDokumen

TRIWULAN = {JenisDokumen.TRIWULAN: 4, JenisDokumen.E81: 4}
"""The quarter of the kinds that speak of one."""


def bench() -> None:
    """Each kind of document of one year, every engine in a new process, as after a restart; bench.lkjip has its own."""
    with tempfile.TemporaryDirectory(prefix="sakip-bench-") as folder:
        rows = [row for jenis in REGISTRY if jenis != JenisDokumen.LKJIP and (row := _row(jenis, Path(folder)))]
        pk_dingin = _pk_dingin(Path(folder))
    table(f"Dokumen {PERANGKAT_DAERAH} {TAHUN}", ["", *KOLOM], rows)
    print(f"PK, payload sampai berkas, di proses yang sudah hangat: {_pk_hangat():.2f} detik.")
    print(f"PK dengan render_dokumen, dari memulai proses sampai berkas: {pk_dingin}.")
    print("Waktu termasuk memulai proses; Chromium mencetak tanpa arsip PDF/A, tanpa nomor halaman di daftar isi.")


def _row(jenis: str, folder: Path) -> list[str]:
    """The figures of one kind; nothing when the demonstration cannot make it, which is said."""
    builder = REGISTRY[jenis]
    try:
        payload = builder.build(permintaan(triwulan=TRIWULAN.get(JenisDokumen(jenis), 0)))
    except DomainError as error:
        print(f"{jenis}: {error}")
        return []
    return [str(jenis), *ukur(builder.TEMPLATE, payload, folder, str(jenis)).sel]


def _pk_hangat() -> float:
    """Seconds from the database to the file of an agreement in a server that made one before."""
    builder = REGISTRY[JenisDokumen.PK]
    return tercepat(lambda: pdf.render(builder.TEMPLATE, builder.build(permintaan())))


def _pk_dingin(folder: Path) -> str:
    """The same by the command, with everything that has to be started first."""
    minta = ["pk", "--perangkat-daerah", PERANGKAT_DAERAH, "--tahun", str(TAHUN), "-o", str(folder / "pk-perintah.pdf")]
    hasil = run([sys.executable, "manage.py", "render_dokumen", *minta])
    return f"{hasil.seconds:.1f} detik, {hasil.peak_mb:.0f} MB" if hasil else "dihentikan"
