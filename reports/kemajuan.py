"""How far a render is, as WeasyPrint itself says: it logs every step of its work and every page it lays out.

Nothing is estimated here. A page counts once it is laid out. The rounds after the first, which only put right the page
numbers of the lists of contents, are a stage of their own, so that the count never runs backwards.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db.models import TextChoices


class Tahap(TextChoices):
    """What is being done to a document."""

    MENYIAPKAN = "MENYIAPKAN", "Menyiapkan tata letak"
    MENYUSUN = "MENYUSUN", "Menyusun halaman"
    MENCOCOKKAN = "MENCOCOKKAN", "Mencocokkan nomor halaman pada daftar isi"
    MENULIS = "MENULIS", "Menulis berkas PDF"


Lapor = Callable[[Tahap, int], None]
"""Told the stage and the number of pages laid out so far; whatever it raises ends the render."""

# The words of WeasyPrint 70 (pinned); tests/reports/test_cetakan.py says when a newer version chooses others.
HALAMAN = "Step 5 - Creating layout - Page "
TAHAP = {"Step 5 - Creating layout - Repagination": Tahap.MENCOCOKKAN, "Step 6": Tahap.MENULIS}


class _Pendengar(logging.Handler):
    """Turns the lines of the log into calls. Not `handleError`: an exception is meant to reach the render."""

    def __init__(self, lapor: Lapor) -> None:
        super().__init__(logging.INFO)
        self._lapor, self._tahap = lapor, Tahap.MENYIAPKAN
        self._nomor = self._halaman = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One line of WeasyPrint's progress."""
        baris = record.getMessage()
        if baris.startswith(HALAMAN):
            self._nomor = int(baris.removeprefix(HALAMAN).split()[0])
            if self._tahap in (Tahap.MENYIAPKAN, Tahap.MENYUSUN):  # said when a page begins: those before it are done
                self._tahap, self._halaman = Tahap.MENYUSUN, self._nomor - 1
        for awal, tahap in TAHAP.items():
            if baris.startswith(awal):
                self._tahap, self._halaman = tahap, self._nomor
        self._lapor(self._tahap, self._halaman)


@contextmanager
def dilaporkan(lapor: Lapor | None) -> Iterator[None]:
    """Report what WeasyPrint does meanwhile to `lapor`. One render at a time: the log is one for the process."""
    if lapor is None:
        yield
        return
    log, pendengar = logging.getLogger("weasyprint.progress"), _Pendengar(lapor)
    sebelum = (log.level, log.propagate)
    log.setLevel(logging.INFO)
    log.propagate = False  # what is said to us need not be on the console
    log.addHandler(pendengar)
    try:
        yield
    finally:
        log.removeHandler(pendengar)
        log.setLevel(sebelum[0])
        log.propagate = sebelum[1]
