"""Results kept for each perangkat daerah by itself, for as long as nothing was written there.

`selama_tak_berubah` keeps a result under the head of the whole regency's chain: one value saved anywhere makes all of
it be worked out anew. Here the newest event of each perangkat daerah names the state of its facts, and the newest event
of the regency as a whole (policy, periods, units without a perangkat daerah) that of what all share.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from django.core.cache import caches
from django.db.models import Max

from indicators.models import AuditChain, AuditEvent
from indicators.selectors.simpanan import UMUR

T = TypeVar("T")
BANYAK = 500
"""So many events are read one by one; of more the newest of each place are looked for."""

Kepala = dict[int | None, str]
"""By perangkat daerah (None: the regency as a whole) the digest of its newest event."""


def selama_bagian_tetap(
    perangkat_daerah: Mapping[int, int],
    ciri: tuple[object, ...],
    hitung: Callable[[Sequence[int]], dict[int, T]],
) -> dict[int, T]:
    """What `hitung` gives for each perangkat daerah ({key: key of its regency}), kept under its own newest event.

    One query while nothing was written, one or two more to find out where. `hitung` is asked once, for what changed.
    """
    kunci = _keadaan(perangkat_daerah)
    tempat = "bagian:" + hashlib.sha256(repr((sorted(perangkat_daerah.items()), ciri)).encode()).hexdigest()
    # In one piece: 43 parts are read several times faster than one by one.
    dulu: dict[int, tuple[str, T]] = (caches["fakta"].get(tempat) if kunci else None) or {}
    hasil = {pk: isi for pk, (keadaan, isi) in dulu.items() if kunci.get(pk) == keadaan}
    kurang = [pk for pk in perangkat_daerah if pk not in hasil]
    if kurang:
        hasil |= hitung(kurang)
    if kurang and kunci:
        caches["fakta"].set(tempat, {pk: (keadaan, hasil[pk]) for pk, keadaan in kunci.items()}, UMUR)
    return {pk: hasil[pk] for pk in perangkat_daerah}


def _keadaan(perangkat_daerah: Mapping[int, int]) -> dict[int, str]:
    """The state of each by name; none for a regency without any recorded write, which has no state to name."""
    rantai = AuditChain.objects.filter(pemerintah_daerah__in=set(perangkat_daerah.values())).exclude(digest="")
    hasil: dict[int, str] = {}
    for pemda, nomor, digest in rantai.values_list("pemerintah_daerah", "nomor", "digest"):
        kepala = _kepala(pemda, nomor, digest)
        hasil |= {
            pk: f"{kepala.get(pk)} {kepala.get(None)}" for pk, milik in perangkat_daerah.items() if milik == pemda
        }
    return hasil


def _kepala(pemda: int, nomor: int, digest: str) -> Kepala:
    """The newest event of each place, from what was known at a former head of the chain and the events after it."""
    nama = f"kepala_bagian:{pemda}"
    lama_nomor, lama_digest, kepala = caches["fakta"].get(nama) or (0, "", {})
    if (lama_nomor, lama_digest) == (nomor, digest):
        return dict(kepala)
    sejak = _sejak(pemda, lama_nomor, nomor) if lama_nomor and nomor - lama_nomor < BANYAK else []
    if not any((n, d) == (lama_nomor, lama_digest) for _, n, d in sejak):
        # Nothing known, too long ago, or another chain than the known one: a database brought back from a copy.
        kepala, sejak = {}, _terakhir(pemda, nomor)
    kepala = {**kepala, **{pd: d for pd, _, d in sejak}}
    caches["fakta"].set(nama, (nomor, digest, kepala), None)
    return kepala


def _sejak(pemda: int, awal: int, akhir: int) -> list[tuple[int | None, int, str]]:
    """The events from one number to another, in their order: (perangkat daerah, number, digest)."""
    rows = AuditEvent.objects.filter(pemerintah_daerah=pemda, nomor__range=(awal, akhir)).order_by("nomor")
    return list(rows.values_list("perangkat_daerah", "nomor", "digest"))


def _terakhir(pemda: int, akhir: int) -> list[tuple[int | None, int, str]]:
    """The newest event of each perangkat daerah up to a number."""
    semua = AuditEvent.objects.filter(pemerintah_daerah=pemda, nomor__lte=akhir).order_by()
    nomor = [n for _, n in semua.values_list("perangkat_daerah").annotate(terakhir=Max("nomor"))]
    rows = AuditEvent.objects.filter(pemerintah_daerah=pemda, nomor__in=nomor).order_by()
    return list(rows.values_list("perangkat_daerah", "nomor", "digest"))
