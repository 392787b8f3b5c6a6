"""The lines of the trail as a page or a file shows them: plain words, ready to print."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse

from indicators.audit_texts import MAKS_UTUH, Perubahan, kalimat, objek_label, perubahan, sisa_perubahan
from indicators.models import AuditEvent
from indicators.selectors.jejak_nama import nama_isian

ROMBONGAN = 100
"""Events whose names are looked up together: a page at once, a long file piece by piece."""


@dataclass(frozen=True)
class BarisJejak:
    """One line: what happened to what, old and new values, and the reason; `alamat` is the object's whole story.

    `sisa` counts what a list leaves out beside `perubahan`; in the story and in a file `lagi` holds it.
    """

    event: AuditEvent
    tindakan: str
    jenis: str
    alamat: str
    perubahan: list[Perubahan]
    sisa: int
    lagi: list[Perubahan]

    @property
    def unit(self) -> str:
        """The unit's name, empty when the line is of no unit."""
        return self.event.unit_kerja.nama if self.event.unit_kerja else ""


def baris_utuh(events: Iterable[AuditEvent]) -> Iterator[BarisJejak]:
    """The same with every value that changed: for the story of one object, and for a file."""
    return baris_jejak(events, utuh=True)


def baris_jejak(events: Iterable[AuditEvent], *, utuh: bool = False) -> Iterator[BarisJejak]:
    """The lines of events whose unit is joined. No query but for what the rows of a plan are called (jejak_nama)."""
    antrean = iter(events)
    while rombongan := list(islice(antrean, ROMBONGAN)):
        nama = nama_isian(rombongan, utuh=utuh)
        yield from (_baris(e, nama, utuh=utuh) for e in rombongan)


def _baris(e: AuditEvent, nama: Mapping[tuple[int, str], str], *, utuh: bool) -> BarisJejak:
    sisa = sisa_perubahan(e)
    semua = perubahan(e, utuh=utuh and sisa > 0, nama=nama)
    return BarisJejak(
        event=e,
        tindakan=kalimat(e.aksi),
        jenis=objek_label(e.objek_tipe),
        alamat=reverse("indicators:jejak_objek", args=[e.objek_tipe, e.objek_id]),
        perubahan=semua[:MAKS_UTUH],
        sisa=sisa,
        lagi=semua[MAKS_UTUH:],
    )
