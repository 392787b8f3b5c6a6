"""Results kept for each perangkat daerah by itself, for as long as nothing was written there.

`selama_tak_berubah` keeps a result under the head of the whole regency's chain: one value saved anywhere makes all of
it be worked out anew. Here the newest event of each perangkat daerah names the state of its facts, and the newest event
of the regency as a whole (policy, periods, units without a perangkat daerah) that of what all share.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from django.core.cache import cache
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
    kunci = _kunci(perangkat_daerah, ciri)
    if len(kunci) < 2 or len(kunci) < len(perangkat_daerah):
        return _per_bagian(perangkat_daerah, kunci, hitung)
    # All parts in one piece are read several times faster than one by one.
    utuh = "bagian:" + hashlib.sha256(repr(sorted(kunci.items())).encode()).hexdigest()
    semua: dict[int, T] | None = cache.get(utuh)
    if semua is None:
        semua = _per_bagian(perangkat_daerah, kunci, hitung)
        cache.set(utuh, semua, UMUR)
    return semua


def _per_bagian(
    perangkat_daerah: Mapping[int, int], kunci: Mapping[int, str], hitung: Callable[[Sequence[int]], dict[int, T]]
) -> dict[int, T]:
    """Each part from where it is kept, those that are not worked out at once."""
    ada = cache.get_many(kunci.values()) if kunci else {}
    hasil: dict[int, T] = {pk: ada[k] for pk, k in kunci.items() if k in ada}
    kurang = [pk for pk in perangkat_daerah if pk not in hasil]
    if kurang:
        baru = hitung(kurang)
        hasil |= baru
        simpan = {kunci[pk]: satu for pk, satu in baru.items() if pk in kunci}
        if simpan:
            cache.set_many(simpan, UMUR)
    return {pk: hasil[pk] for pk in perangkat_daerah}


def _kunci(perangkat_daerah: Mapping[int, int], ciri: tuple[object, ...]) -> dict[int, str]:
    """The name of each part; none for a regency without any recorded write, which has no state to name."""
    rantai = AuditChain.objects.filter(pemerintah_daerah__in=set(perangkat_daerah.values())).exclude(digest="")
    hasil = {}
    for pemda, nomor, digest in rantai.values_list("pemerintah_daerah", "nomor", "digest"):
        kepala = _kepala(pemda, nomor, digest)
        for pk, milik in perangkat_daerah.items():
            if milik == pemda:
                isi = repr((pk, kepala.get(pk), kepala.get(None), ciri))
                hasil[pk] = "bagian:" + hashlib.sha256(isi.encode()).hexdigest()
    return hasil


def _kepala(pemda: int, nomor: int, digest: str) -> Kepala:
    """The newest event of each place, from what was known at a former head of the chain and the events after it."""
    nama = f"kepala_bagian:{pemda}"
    lama_nomor, lama_digest, kepala = cache.get(nama) or (0, "", {})
    if (lama_nomor, lama_digest) == (nomor, digest):
        return dict(kepala)
    sejak = _sejak(pemda, lama_nomor, nomor) if lama_nomor and nomor - lama_nomor < BANYAK else []
    if not any((n, d) == (lama_nomor, lama_digest) for _, n, d in sejak):
        # Nothing known, too long ago, or another chain than the known one: a database brought back from a copy.
        kepala, sejak = {}, _terakhir(pemda, nomor)
    kepala = {**kepala, **{pd: d for pd, _, d in sejak}}
    cache.set(nama, (nomor, digest, kepala), None)
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
