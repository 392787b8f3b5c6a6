"""Results kept for as long as nothing was written in a regency.

Every write leaves an audit event in the same transaction, so the digest at the head of the regency's chain names the
state of its facts: a result kept under it can never be older than what the database says.
"""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from indicators.models import AuditChain

UMUR = 3600
T = TypeVar("T")


def selama_tak_berubah(pemerintah_daerah_id: int, ciri: tuple[object, ...], hitung: Callable[[], T]) -> T:
    """What `hitung` gives, kept under the state of the regency's facts and `ciri` (all else it depends on).

    One query when it is kept. A regency without any recorded write has no state to name: worked out each time.
    """
    head = AuditChain.objects.filter(pemerintah_daerah=pemerintah_daerah_id).values_list("digest", flat=True).first()
    if not head:
        return hitung()
    kunci = "fakta:" + hashlib.sha256(repr((head, ciri)).encode()).hexdigest()
    hasil: T | None = cache.get(kunci)
    if hasil is None:
        hasil = hitung()
        cache.set(kunci, hasil, UMUR)
    return hasil
