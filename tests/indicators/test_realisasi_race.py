"""Many people in one cell: exactly one save is acknowledged, the others are told, nothing is lost in silence."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from indicators.exceptions import StaleData
from indicators.models import AuditEvent, Realisasi
from indicators.services.audit import digest_of
from indicators.services.realisasi import RealisasiEntry, realisasi_save
from sakip.lib.periods import Triwulan
from tests.builders import make_realisasi

pytestmark = pytest.mark.django_db(transaction=True)
TW1 = Triwulan(2025, 1)
PEOPLE = 8


def race(cast, revisi: int) -> list[Decimal]:
    """Everybody saves a value of their own (another one each time) over the same revision; those acknowledged."""

    def save(n: int) -> Decimal | None:
        try:
            return realisasi_save(
                triwulan=TW1,
                entry=RealisasiEntry(cast.indikator, nilai=Decimal(100 * revisi + n), revisi=revisi),
                by=cast.operator,
            ).nilai
        except StaleData:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return [value for value in pool.map(save, range(1, PEOPLE + 1)) if value is not None]


def test_of_many_changes_to_one_value_exactly_one_is_acknowledged(cast):
    make_realisasi(cast.indikator, "50")
    acknowledged = race(cast, revisi=1)
    assert acknowledged == [Realisasi.objects.get().nilai]


def test_of_many_first_values_exactly_one_is_acknowledged(cast):
    acknowledged = race(cast, revisi=0)
    assert acknowledged == [Realisasi.objects.get().nilai]


def test_the_chain_of_events_is_whole_after_the_race(cast):
    for revisi in range(3):
        race(cast, revisi)
    digest = ""
    for event in AuditEvent.objects.order_by("nomor"):
        assert (event.digest_sebelumnya, event.digest) == (digest, digest_of(event))
        digest = event.digest
    assert AuditEvent.objects.count() == 3
