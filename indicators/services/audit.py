"""The audit trail: one event per write, in the same transaction, chained by digest within a regency."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from indicators.models import AuditChain, AuditEvent, PemerintahDaerah, PerangkatDaerah, UnitKerja, User
from sakip.lib.bulk import copy_row, insert_rows


@dataclass(frozen=True)
class Event:
    """One write to be recorded. `sebelum` and `sesudah` hold the changed fields only."""

    aksi: str
    objek: models.Model
    nama: str
    perangkat_daerah: PerangkatDaerah | None = None
    unit_kerja: UnitKerja | None = None
    pemerintah_daerah: PemerintahDaerah | None = None
    sebelum: dict[str, Any] = field(default_factory=dict)
    sesudah: dict[str, Any] = field(default_factory=dict)
    catatan: str = ""

    @property
    def pemerintah_daerah_id(self) -> int | None:
        """The regency in whose chain the event stands: its own, or that of its perangkat daerah."""
        if self.pemerintah_daerah is not None:
            return self.pemerintah_daerah.pk
        return self.perangkat_daerah.pemerintah_daerah_id if self.perangkat_daerah else None


_PLAIN = frozenset({str, int, bool, type(None)})
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def as_text(value: Any) -> Any:
    """A value as the trail keeps it: text, independent of the database; None stays None."""
    if value.__class__ in _PLAIN or isinstance(value, bool | int | str):
        return value
    if value.__class__ is list:
        return [v if v.__class__ in _PLAIN else as_text(v) for v in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): v if v.__class__ in _PLAIN else as_text(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [v if v.__class__ in _PLAIN else as_text(v) for v in value]
    return str(value)


def changes(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the fields that differ, as text: (before, after)."""
    keys = [k for k in after if as_text(before.get(k)) != as_text(after[k])]
    return {k: as_text(before.get(k)) for k in keys}, {k: as_text(after[k]) for k in keys}


def digest_of(event: AuditEvent) -> str:
    """The digest of one event: of its own content and the digest before it. Anyone can recompute it."""
    content = {
        "nomor": event.nomor,
        "waktu": event.waktu.astimezone(UTC).isoformat(),
        "pelaku": event.pelaku_nama,
        "aksi": event.aksi,
        "lingkup": [event.pemerintah_daerah_id, event.perangkat_daerah_id, event.unit_kerja_id],
        "objek": [event.objek_tipe, event.objek_id, event.objek_nama],
        "sebelum": event.sebelum,
        "sesudah": event.sesudah,
        "catatan": event.catatan,
        "digest_sebelumnya": event.digest_sebelumnya,
    }
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()


_TUNGGU: ContextVar["list[tuple[User | None, Event]] | None"] = ContextVar("tunggu", default=None)
MAKS_TUNGGU = 2_000
"""So many events wait at most."""


@contextmanager
def together() -> Iterator[None]:
    """Append all events of a large write at its end, in their order: one lock and one statement for many services.

    Inside one transaction that is undone as a whole: what raises in here leaves no event.
    """
    if _TUNGGU.get() is not None:
        yield
        return
    token = _TUNGGU.set([])
    try:
        yield
        _flush()
    finally:
        _TUNGGU.reset(token)


def _flush() -> None:
    tunggu = _TUNGGU.get()
    while tunggu:
        by = tunggu[0][0]
        banyak = next((n for n, (siapa, _) in enumerate(tunggu) if siapa is not by), len(tunggu))
        _append_all(by, [event for _, event in tunggu[:banyak]])
        del tunggu[:banyak]


def record_many(by: User | None, events: Sequence[Event]) -> None:
    """Append the events to the chain of their regency: one lock and one statement, whatever their number."""
    tunggu = _TUNGGU.get()
    if tunggu is None:
        _append_all(by, events)
        return
    tunggu += [(by, event) for event in events]
    if len(tunggu) >= MAKS_TUNGGU:
        _flush()


@transaction.atomic(savepoint=False)
def _append_all(by: User | None, events: Sequence[Event]) -> None:
    # Whole milliseconds: a dump in JSON keeps no more, and the digest must hold in the database it is loaded into.
    now = timezone.now()
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    by_chain: dict[int | None, list[Event]] = {}
    for event in events:
        by_chain.setdefault(event.pemerintah_daerah_id, []).append(event)
    for pemerintah_daerah_id, own in by_chain.items():
        _append(by, now, pemerintah_daerah_id, own)


def record(by: User | None, event: Event) -> None:
    """Append one event."""
    record_many(by, [event])


def nomor_akhir(pemerintah_daerah_id: int) -> int:
    """The number of the newest event of a regency; 0 before the first."""
    chain = AuditChain.objects.filter(pemerintah_daerah=pemerintah_daerah_id).order_by()
    return chain.values_list("nomor", flat=True).first() or 0


def tahan(pemerintah_daerah_id: int) -> None:
    """Let other writers of the regency wait until this transaction ends: nobody adds an event before."""
    _locked_chain(pemerintah_daerah_id)


def _append(by: User | None, now: datetime, pemerintah_daerah_id: int | None, events: Sequence[Event]) -> None:
    if pemerintah_daerah_id is None:
        raise ValueError("An audit event needs a regency: name its perangkat daerah or pemerintah daerah.")
    chain = _locked_chain(pemerintah_daerah_id)
    pelaku = f"{by} ({by.username})" if by else "sistem"
    awal = AuditEvent(pemerintah_daerah_id=pemerintah_daerah_id, waktu=now, pelaku=by, pelaku_nama=pelaku)
    rows = []
    for event in events:
        chain.nomor += 1
        row = _row(awal, event)
        row.nomor, row.digest_sebelumnya = chain.nomor, chain.digest
        row.digest = chain.digest = digest_of(row)
        rows.append(row)
    insert_rows(rows)
    chain.save(update_fields=["nomor", "digest"])


def _locked_chain(pemerintah_daerah_id: int) -> AuditChain:
    """The head of the chain, locked until the transaction ends; made when the regency writes for the first time."""
    where: dict[str, Any] = {"pemerintah_daerah_id": pemerintah_daerah_id}
    chain = AuditChain.objects.select_for_update().filter(**where).order_by().first()
    if chain is None:
        AuditChain.objects.get_or_create(**where)
        chain = AuditChain.objects.select_for_update().get(**where)
    return chain


def _row(awal: AuditEvent, event: Event) -> AuditEvent:
    """The line of an event; `awal` holds what the lines of one write have in common."""
    row = copy_row(awal)
    row.perangkat_daerah_id = event.perangkat_daerah.pk if event.perangkat_daerah else None
    row.unit_kerja_id = event.unit_kerja.pk if event.unit_kerja else None
    row.aksi, row.catatan = event.aksi, event.catatan
    row.objek_tipe, row.objek_id, row.objek_nama = event.objek._meta.model_name or "", event.objek.pk, event.nama
    row.sebelum, row.sesudah = as_text(event.sebelum), as_text(event.sesudah)
    return row
