"""Results kept for each perangkat daerah by itself, for as long as nothing was written there.

`selama_tak_berubah` keeps a result under the head of the whole regency's chain: one value saved anywhere makes all of
it be worked out anew. Here the newest event of each perangkat daerah names the state of its facts, and the newest event
of the regency as a whole (policy, periods, units without a perangkat daerah) that of what all share.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import caches
from django.db.models import BigIntegerField, Max

from indicators.models import AuditEvent
from indicators.selectors.masa import kunci
from indicators.selectors.simpanan import UMUR, diingat
from sakip.lib.prepared import Prepared, Slot

T = TypeVar("T")
BANYAK = 500
"""So many events are read one by one; of more the newest of each place are looked for."""

TANPA_ANGKA = (
    *("akun.", "user.", "membership.", "narasi.", "gambar_narasi.", "dokumen.", "reviu.", "tata.", "tim_penyusun."),
    *("komentar.", "pemetaan.", "temuan.", "statistik_pegawai."),
)
"""What actions begin with that change no figure: people, texts and documents, what is said about a value."""

LEMBAR = frozenset(("realisasi", "realisasi_anggaran", "lembar", "bukti", "komentar", "tindak_lanjut"))
"""The kinds of writes a quarter is made of: what people enter on their sheets, and what is said about it."""
NASKAH = frozenset(("narasi", "gambar_narasi", "dokumen", "reviu", "tata", "tim_penyusun", "temuan", "pemetaan"))
"""The kinds that concern documents and findings alone."""
ORANG = frozenset(("akun", "user", "membership"))
"""The kinds that concern who may do what."""

Peristiwa = tuple[int | None, int, str, str]
"""One event: its perangkat daerah (None: the regency as a whole), its number in the chain, its digest, its action."""


@dataclass(frozen=True)
class Keadaan:
    """The state of a regency's figures: its newest event by number and digest, and by perangkat daerah the digest of
    the newest one that changed any."""

    nomor: int
    digest: str
    kepala: Mapping[int | None, str]
    jenis: Mapping[str, str]  # the digest of the newest event of each kind: `realisasi` of `realisasi.saved`

    def selain(self, jenis: frozenset[str]) -> str:
        """The state of the regency but for what writes of some kinds change; empty without any other write."""
        lain = sorted((nama, digest) for nama, digest in self.jenis.items() if nama not in jenis)
        return repr(lain) if lain else ""

    @property
    def semua(self) -> str:
        """The state of the regency with all its perangkat daerah."""
        return repr(sorted(self.kepala.items(), key=lambda satu: satu[0] or 0))

    @property
    def bersama(self) -> str:
        """The state of what all perangkat daerah share."""
        return self.kepala.get(None, "")

    def bagian(self, perangkat_daerah: int) -> str:
        """The state of one perangkat daerah."""
        return f"{self.kepala.get(perangkat_daerah)} {self.bersama}"


def selama_bagian_tetap(
    perangkat_daerah: Mapping[int, int],
    ciri: tuple[object, ...],
    hitung: Callable[[Sequence[int]], dict[int, T]],
) -> dict[int, T]:
    """What `hitung` gives for each perangkat daerah ({key: key of its regency}), kept under its own newest event.

    One query (see `keadaan_daerah`). `hitung` is asked once, for what changed.
    """
    daerah = {pemda: keadaan_daerah(pemda) for pemda in sorted(set(perangkat_daerah.values()))}
    nama = {pk: satu.bagian(pk) for pk, pemda in perangkat_daerah.items() if (satu := daerah[pemda])}
    tempat = _kunci("bagian", sorted(perangkat_daerah.items()), ciri)
    # In one piece: 43 parts are read several times faster than one by one.
    dulu: dict[int, tuple[str, T]] = (caches["fakta"].get(tempat) if nama else None) or {}
    hasil = {pk: isi for pk, (keadaan, isi) in dulu.items() if nama.get(pk) == keadaan}
    kurang = [pk for pk in perangkat_daerah if pk not in hasil]
    if kurang:
        hasil |= hitung(kurang)
    if kurang and nama:
        caches["fakta"].set(tempat, {pk: (keadaan, hasil[pk]) for pk, keadaan in nama.items()}, UMUR)
    return {pk: hasil[pk] for pk in perangkat_daerah}


def selama_kepala_tetap(
    daerah: int, ciri: tuple[object, ...], hitung: Callable[[], T], *, bagian: int | None = None, semua: bool = False
) -> T:
    """What `hitung` gives, kept under the state of a perangkat daerah (`bagian`), or of what all of a regency share.

    `semua`: of the regency with all its perangkat daerah. Without any recorded write it is worked out each time.
    """
    keadaan = keadaan_daerah(daerah)
    if keadaan is None:
        return hitung()
    nama = keadaan.semua if semua else keadaan.bersama if bagian is None else keadaan.bagian(bagian)
    tempat = _kunci("kepala", (daerah, bagian, semua, nama), ciri)
    hasil: T | None = caches["fakta"].get(tempat)
    if hasil is None:
        hasil = hitung()
        caches["fakta"].set(tempat, hasil, UMUR)
    return hasil


def selama_jenis_tetap(
    daerah: int, ciri: tuple[object, ...], hitung: Callable[[], T], *, selain: frozenset[str] = frozenset()
) -> T:
    """What `hitung` gives, kept until something is written in a regency; writes of the kinds `selain` do not count.

    Without any recorded write it is worked out each time. One query in `bersama`, whatever is kept.
    """
    nama = keadaan_selain(daerah, selain)
    if not nama:
        return hitung()
    tempat = _kunci("jenis", (daerah, nama), ciri)
    hasil: T | None = caches["fakta"].get(tempat)
    if hasil is None:
        hasil = hitung()
        caches["fakta"].set(tempat, hasil, UMUR)
    return hasil


def keadaan_selain(daerah: int, jenis: frozenset[str]) -> str:
    """What names the state of a regency but for writes of some kinds; empty where nothing was recorded."""
    keadaan = keadaan_daerah(daerah)
    return keadaan.selain(jenis) if keadaan is not None else ""


def _kunci(awal: str, milik: object, ciri: tuple[object, ...]) -> str:
    return f"{awal}:" + hashlib.sha256(repr((milik, ciri)).encode()).hexdigest()


# --- The state of the facts --------------------------------------------------------------------------------------


@diingat
def keadaan_daerah(pemda: int) -> Keadaan | None:
    """The state of a regency; None without any recorded write: there is no state to name.

    One query: the events from the newest that is known on. That one must be there still, with its own digest; else
    this is another chain than the known one (a database brought back from a copy).
    """
    nama = f"keadaan_daerah:{pemda}"
    lama: Keadaan | None = caches["fakta"].get(nama)
    sejak = SEJAK.all(pemda=pemda, nomor=lama.nomor) if lama else []
    if lama is None or not 0 < len(sejak) < BANYAK or sejak[0][1:3] != (lama.nomor, lama.digest):
        sejak, lama = _terakhir(pemda), None
    if not sejak:
        return None
    if lama is not None and len(sejak) == 1:
        return lama
    baru = {pd: digest for pd, _, digest, aksi in sejak if not aksi.startswith(TANPA_ANGKA)}
    kepala = {**(lama.kepala if lama else {}), **baru}
    jenis = {**(lama.jenis if lama else {}), **{aksi.partition(".")[0]: digest for _, _, digest, aksi in sejak}}
    keadaan = Keadaan(nomor=sejak[-1][1], digest=sejak[-1][2], kepala=kepala, jenis=jenis)
    caches["fakta"].set(nama, keadaan, None)
    return keadaan


SEJAK: Prepared[Any] = Prepared(
    lambda: (
        AuditEvent.objects.filter(pemerintah_daerah=kunci("pemda"), nomor__gte=Slot("nomor", BigIntegerField()))
        .order_by("nomor")
        .values_list("perangkat_daerah", "nomor", "digest", "aksi")[:BANYAK]
    )
)


def _terakhir(pemda: int) -> list[Peristiwa]:
    """The newest event of each perangkat daerah and action, in their order."""
    semua = AuditEvent.objects.filter(pemerintah_daerah=pemda).order_by()
    terakhir = semua.values("perangkat_daerah", "aksi").annotate(terakhir=Max("nomor")).values("terakhir")
    rows = AuditEvent.objects.filter(nomor__in=terakhir, pemerintah_daerah=pemda)
    return list(rows.order_by("nomor").values_list("perangkat_daerah", "nomor", "digest", "aksi"))
