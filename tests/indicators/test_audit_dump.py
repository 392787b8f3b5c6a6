"""Moving to another database (docs/production.md) goes through a dump in JSON; the chain must hold there."""

from datetime import UTC, datetime
from unittest import mock

from django.core import serializers

from indicators.models import AuditEvent
from indicators.services.audit import Event, digest_of, record


def test_digest_survives_a_dump(cast):
    moment = datetime(2025, 4, 10, 3, 2, 1, 123456, tzinfo=UTC)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        record(cast.operator, Event("ubah", cast.unit, "Bagian", cast.pd, sesudah={"nilai": "1", "baru": None}))
    event = AuditEvent.objects.latest("nomor")
    dumped = serializers.serialize("json", [event])
    loaded = next(serializers.deserialize("json", dumped)).object
    assert digest_of(loaded) == event.digest
    assert loaded.waktu == event.waktu
