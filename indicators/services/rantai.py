"""Checking the audit trail: every digest recomputed, every gap and every changed line named."""

from collections.abc import Iterator
from dataclasses import dataclass

from indicators.models import AuditChain, AuditEvent, PemerintahDaerah
from indicators.services.audit import digest_of


@dataclass(frozen=True)
class TemuanRantai:
    """One place where the chain of a regency is broken, in a sentence."""

    nomor: int
    pesan: str


def rantai_periksa(pemerintah_daerah: PemerintahDaerah) -> tuple[int, list[TemuanRantai]]:
    """Recompute the chain of one regency: (lines read, findings in the order of the chain). Memory stays constant.

    A removed line leaves a gap in the numbers, a changed one no longer has its digest, an exchanged one does not fit
    the line after it, and what is cut off at the end is missed by the head of the chain.
    """
    events = AuditEvent.objects.filter(pemerintah_daerah=pemerintah_daerah).order_by("nomor")
    temuan: list[TemuanRantai] = []
    jumlah, nomor, digest = 0, 0, ""
    for event in events.iterator(chunk_size=2000):
        jumlah += 1
        temuan += _periksa(event, nomor, digest)
        nomor, digest = event.nomor, event.digest
    return jumlah, temuan + list(_periksa_ujung(pemerintah_daerah, nomor, digest))


def _periksa(event: AuditEvent, nomor: int, digest: str) -> Iterator[TemuanRantai]:
    """One line against its own digest and against the line before it (its number and digest)."""
    if event.nomor == nomor + 2:
        yield TemuanRantai(nomor + 1, f"Baris nomor {nomor + 1} dihapus.")
    elif event.nomor > nomor + 1:
        yield TemuanRantai(nomor + 1, f"Baris nomor {nomor + 1} sampai {event.nomor - 1} dihapus.")
    elif event.digest_sebelumnya != digest:
        yield TemuanRantai(event.nomor, f"Baris nomor {event.nomor} tidak menyambung dengan baris sebelumnya.")
    if digest_of(event) != event.digest:
        yield TemuanRantai(event.nomor, f"Baris nomor {event.nomor} diubah: {event.aksi} {event.objek_nama}")


def _periksa_ujung(pemerintah_daerah: PemerintahDaerah, nomor: int, digest: str) -> Iterator[TemuanRantai]:
    """The last line against the head of the chain."""
    head = AuditChain.objects.filter(pemerintah_daerah=pemerintah_daerah).first()
    if head is None:
        if nomor:
            yield TemuanRantai(nomor, "Kepala rantai hilang: baris terakhir tidak dapat dipastikan.")
        return
    if head.nomor > nomor:
        sampai = "" if head.nomor == nomor + 1 else f" sampai {head.nomor}"
        yield TemuanRantai(nomor + 1, f"Baris nomor {nomor + 1}{sampai} di ujung rantai dihapus.")
    elif head.nomor < nomor:
        yield TemuanRantai(head.nomor, f"Kepala rantai menunjuk baris {head.nomor}, padahal ada sampai {nomor}.")
    elif head.digest != digest:
        yield TemuanRantai(nomor, "Sidik kepala rantai tidak sama dengan sidik baris terakhir.")
