"""Results kept for as long as nothing was written in a regency.

Every write leaves an audit event in the same transaction, so the digest at the head of the regency's chain names the
state of its facts: a result kept under it can never be older than what the database says.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.cache import caches

from indicators.models import AuditChain, AuditEvent

UMUR = 3600
T = TypeVar("T")
P = ParamSpec("P")

_INGATAN: ContextVar[dict[Any, Any] | None] = ContextVar("ingatan", default=None)


@contextmanager
def bersama() -> Iterator[None]:
    """While it lasts, a selector marked `diingat` asks the database once for the same question.

    For pages that ask many builders what they lack: all of them want the period, the plan and the official. Nothing may
    be written meanwhile, and what comes back is shared: read it, do not change it. One inside another shares with it.
    """
    if _INGATAN.get() is not None:
        yield
        return
    token = _INGATAN.set({})
    try:
        yield
    finally:
        _INGATAN.reset(token)


def diingat(selector: Callable[P, T]) -> Callable[P, T]:
    """Mark a selector whose arguments are hashable: inside `bersama` its answer is kept."""

    @wraps(selector)
    def dengan_ingatan(*args: P.args, **kwargs: P.kwargs) -> T:
        ingatan = _INGATAN.get()
        if ingatan is None:
            return selector(*args, **kwargs)
        kunci = (selector, args, tuple(sorted(kwargs.items())))
        if kunci not in ingatan:
            ingatan[kunci] = selector(*args, **kwargs)
        hasil: T = ingatan[kunci]
        return hasil

    return dengan_ingatan


def titip(kunci: str, isi: dict[Any, Any]) -> None:
    """Leave rows for the selectors that want some of them later, by what they ask for; only inside `bersama`."""
    ingatan = _INGATAN.get()
    if ingatan is not None:
        ingatan[kunci] = isi


def titipan(kunci: str, perlu: Iterable[Any]) -> list[Any] | None:
    """What was left under the key, one entry for each that is wanted; None unless all of them are there."""
    ada = (_INGATAN.get() or {}).get(kunci)
    perlu = list(perlu)
    return [ada[satu] for satu in perlu] if ada is not None and all(satu in ada for satu in perlu) else None


def selama_tak_berubah(
    pemerintah_daerah_id: int, ciri: tuple[object, ...], hitung: Callable[[], T], *, selain: str = ""
) -> T:
    """What `hitung` gives, kept under the state of the regency's facts and `ciri` (all else it depends on).

    One query when it is kept. A regency without any recorded write has no state to name: worked out each time.
    `selain`: the writes it does not depend on, by the beginning of their action (`narasi.`).
    """
    head = _kepala(pemerintah_daerah_id, selain)
    if not head:
        return hitung()
    kunci = "fakta:" + hashlib.sha256(repr((head, ciri)).encode()).hexdigest()
    hasil: T | None = caches["fakta"].get(kunci)
    if hasil is None:
        hasil = hitung()
        caches["fakta"].set(kunci, hasil, UMUR)
    return hasil


@diingat
def _kepala(pemerintah_daerah_id: int, selain: str) -> str | None:
    """The digest of the regency's newest event; of the newest that counts, where some do not. One query."""
    if not selain:
        chain = AuditChain.objects.filter(pemerintah_daerah=pemerintah_daerah_id)
        return chain.values_list("digest", flat=True).first()
    rows = AuditEvent.objects.filter(pemerintah_daerah=pemerintah_daerah_id).exclude(aksi__startswith=selain)
    return rows.order_by("-nomor").values_list("digest", flat=True).first()
