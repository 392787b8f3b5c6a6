"""The background worker of django-tasks-db, which also looks after what other workers left behind."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import close_old_connections, connection
from django_tasks_db.management.commands import db_worker

from indicators.services.impor_lanjut import impor_pungut
from reports import cetakan

log = logging.getLogger(__name__)

SELANG = 30
"""Seconds between two looks at the renders under way."""

PANGKAS = 24 * 60 * 60 // SELANG
"""So many looks between two prunings of old task results: one a day."""

UMUR_HASIL = 14
"""Days for which the result of a task is kept; its document does not depend on it."""


class Command(db_worker.Command):
    """The same worker under the same name; beside its jobs it takes up what a vanished worker left behind."""

    def handle(self, **options: Any) -> None:
        """Run until stopped, as the command of the library does."""
        with menjaga():
            super().handle(**options)


@contextmanager
def menjaga() -> Iterator[None]:
    """Look once now, and then every SELANG seconds until the end, while this worker is busy too."""
    jaga(0)
    berhenti = threading.Event()
    utas = threading.Thread(target=_berjaga, args=(berhenti,), name="penjaga cetakan", daemon=True)
    utas.start()
    try:
        yield
    finally:
        berhenti.set()


def _berjaga(berhenti: threading.Event) -> None:
    putaran = 0
    while not berhenti.wait(SELANG):
        putaran += 1
        close_old_connections()
        jaga(putaran)
    connection.close()


def jaga(putaran: int) -> None:
    """One look. What goes wrong (a busy database) is logged and tried again at the next one."""
    try:
        if n := cetakan.pungut():
            log.warning("%s cetakan yang terhenti diantrekan lagi.", n)
        if n := impor_pungut():
            log.warning("%s impor yang terhenti diantrekan lagi.", n)
        if putaran % PANGKAS == 0:
            call_command("prune_db_task_results", min_age_days=UMUR_HASIL, verbosity=0)
    except Exception:
        log.exception("Pekerjaan yang terhenti tidak dapat diperiksa.")
