"""Many people in one cell: exactly one save is acknowledged, the others are told, nothing is lost in silence."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from indicators.exceptions import StaleData
from indicators.models import AuditEvent, Realisasi
from indicators.services.audit import digest_of
from indicators.services.realisasi import RealisasiEntry
from sakip.lib.periods import Triwulan
from tests.builders import make_realisasi, realisasi_save

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


def test_of_many_figures_of_one_formula_exactly_one_persons_are_stored(cast):
    """Everybody adds a figure to a row whose value is still empty: the figures stored are those acknowledged."""
    cast.indikator.rumus, cast.indikator.ekspresi = "EKSPRESI", "a + b"
    cast.indikator.save()
    for n, simbol in enumerate("ab", 1):
        cast.indikator.variabel_rumus.create(urutan=n, simbol=simbol, nama=simbol)

    def save(n: int, revisi: int) -> Decimal | None:
        entry = RealisasiEntry(cast.indikator, variabel={"a": Decimal(n), "b": None}, revisi=revisi)
        try:
            realisasi_save(triwulan=TW1, entry=entry, by=cast.operator)
        except StaleData:
            return None
        finally:
            connection.close()
        return Decimal(n)

    for revisi in range(3):
        with ThreadPoolExecutor(PEOPLE) as pool:
            angka = range(100 * revisi + 1, 100 * revisi + PEOPLE + 1)
            diakui = [n for n in pool.map(lambda n: save(n, revisi), angka) if n is not None]  # noqa: B023
        row = Realisasi.objects.get()
        assert [r.nilai for r in row.rincian.all()] == diakui
        assert (row.nilai, row.revisi) == (None, revisi + 1)
