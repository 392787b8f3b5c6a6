"""What the database says when two people write at once, as a refusal with a sentence.

Nothing of the transaction is stored then: whoever sends it again, as a quarter's sheet does by itself, is served.
"""

import logging
import sqlite3

from django.db import IntegrityError, OperationalError

from indicators.exceptions import Busy, DomainError, StaleData

log = logging.getLogger(__name__)

SIBUK = "Data ini sedang ditulis orang lain. Coba sekali lagi."
LENYAP = "Sebagian data yang dirujuk baru saja dihapus orang lain. Muat ulang halaman, lalu ulangi."

# SQLSTATE of PostgreSQL: serialization failure, deadlock, and a lock that was not to be had.
BERULANG = {"40001", "40P01", "55P03"}
TANPA_RUJUKAN = "23503"


def tabrakan(exception: BaseException) -> DomainError | None:
    """The refusal that an error of the database means; None for any other error, which stays one.

    What refers to a row that is gone is refused by both databases at the end of the transaction only.
    """
    asal = exception.__cause__
    keadaan = getattr(asal, "pgcode", None) or getattr(asal, "sqlstate", None)
    kode = getattr(asal, "sqlite_errorcode", None)
    if isinstance(exception, OperationalError):
        sibuk = kode is not None and kode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if sibuk or keadaan in BERULANG:
            return _tercatat(Busy(SIBUK), exception)
    lenyap = keadaan == TANPA_RUJUKAN or kode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
    if isinstance(exception, IntegrityError) and lenyap:
        return _tercatat(StaleData(LENYAP), exception)
    return None


def _tercatat(penolakan: DomainError, exception: BaseException) -> DomainError:
    """Often is a fault of ours, so that whoever keeps the server reads of it."""
    log.warning("Ditolak karena bertabrakan: %s", exception, exc_info=exception)
    return penolakan
