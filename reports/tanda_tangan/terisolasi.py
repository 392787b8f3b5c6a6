"""Reading files from outside in a process of its own: one that is made to exhaust memory or time ends alone."""

import json
import struct
import subprocess
import sys
import threading
from typing import Any

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from reports.tanda_tangan import coba_p12
from reports.tanda_tangan.periksa_pdf import DETIK, Laporan, TandaTanganPdf

TERLALU_BERAT = "Berkas PDF itu tidak dapat diperiksa: isinya terlalu besar atau rusak. Simpan ulang, lalu coba lagi."

SIBUK = "Banyak berkas sedang diperiksa. Tunggu sebentar, lalu coba lagi."
BERSAMAAN, TUNGGU = 2, 20
"""So many files are read at once by one process of the server (each may take its whole memory); seconds to wait."""
SABAR = 10
"""What a process may take of the clock, as a multiple of what it may take of the processor: a busy server is slow."""
_TEMPAT = threading.BoundedSemaphore(BERSAMAAN)


def periksa(isi: bytes, asli: bytes | None = None) -> Laporan:
    """What is in a PDF (see periksa_pdf.periksa). About a second; a file that cannot be read says so in `galat`."""
    masuk = struct.pack(">Q", len(isi)) + isi + (asli or b"")
    if not _TEMPAT.acquire(timeout=TUNGGU):
        return Laporan(galat=SIBUK)
    try:
        hasil = subprocess.run(
            [sys.executable, "-m", "reports.tanda_tangan.periksa_pdf"],
            input=masuk,
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=DETIK * 2,
            check=True,
        )
        return _laporan(json.loads(hasil.stdout))
    except (subprocess.SubprocessError, ValueError, OSError):
        return Laporan(galat=TERLALU_BERAT)
    finally:
        _TEMPAT.release()


@sensitive_variables()
def sertifikat_wajar(isi: bytes, sandi: bytes) -> bool:
    """Whether opening a PKCS#12 ends in a reasonable time and without a crash. A tenth of a second."""
    masuk = struct.pack(">Q", len(sandi)) + sandi + isi
    try:
        subprocess.run(  # noqa: S603  our own module, a number as its argument
            [sys.executable, "-m", "reports.tanda_tangan.coba_p12", str(coba_p12.DETIK)],
            input=masuk,
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=coba_p12.DETIK * SABAR,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return False
    return True


def _laporan(data: dict[str, Any]) -> Laporan:
    tanda = [TandaTanganPdf(**satu) for satu in data.pop("tanda_tangan")]
    return Laporan(**data, tanda_tangan=tanda)
