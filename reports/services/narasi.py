"""The narratives: storing a planner's own text of a section, and going back to the data's."""

import hashlib
from typing import Any

from django.db import transaction

from indicators import permissions
from indicators.exceptions import InvalidValue, StaleData
from indicators.models import PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.audit import Event
from reports.models import Narasi

NARASI_BERUBAH = (
    "Bagian ini sudah diubah orang lain sejak Anda membukanya. Salin tulisan Anda, lalu muat ulang halaman."
)


def narasi_save(
    *, perangkat_daerah: PerangkatDaerah, tahun: int, jenis: str, bagian: str, teks: str, sidik: str, by: User | None
) -> Narasi:
    """Store a planner's own text of one section. `sidik` is `narasi_sidik` of the text he had before him.

    Raises NotAllowed, InvalidValue for an empty text, StaleData when somebody else changed it meanwhile.
    """
    if by is not None:
        permissions.require(by, Ability.WRITE_NARASI, perangkat_daerah)
    bersih = "\n".join(baris.strip() for baris in teks.replace("\r\n", "\n").split("\n")).strip()
    if not bersih:
        raise InvalidValue("Tulis isi bagian ini, atau pilih “Kembalikan ke teks otomatis”.")
    with transaction.atomic():
        lama = _narasi_locked(perangkat_daerah, tahun, jenis, bagian, sidik)
        row = lama or Narasi(perangkat_daerah=perangkat_daerah, tahun=tahun, jenis=jenis, bagian=bagian)
        sebelum = row.teks
        row.teks, row.ditulis_oleh = bersih, by
        row.save()
        _catat(by, "narasi.saved", row, {"teks": sebelum or None}, {"teks": bersih})
    return row


def narasi_reset(
    *, perangkat_daerah: PerangkatDaerah, tahun: int, jenis: str, bagian: str, sidik: str, by: User | None
) -> None:
    """Drop the own text of one section: it is generated from the data again. Raises NotAllowed and StaleData."""
    if by is not None:
        permissions.require(by, Ability.WRITE_NARASI, perangkat_daerah)
    with transaction.atomic():
        row = _narasi_locked(perangkat_daerah, tahun, jenis, bagian, sidik)
        if row is not None:
            _catat(by, "narasi.reset", row, {"teks": row.teks}, {"teks": None})
            row.delete()


def narasi_sidik(teks: str | None) -> str:
    """The digest of a stored text, empty for none: what the editor was shown."""
    return hashlib.sha256(teks.encode()).hexdigest() if teks else ""


def _narasi_locked(perangkat_daerah: PerangkatDaerah, tahun: int, jenis: str, bagian: str, sidik: str) -> Narasi | None:
    row = (
        Narasi.objects.select_for_update()
        .filter(perangkat_daerah=perangkat_daerah, tahun=tahun, jenis=jenis, bagian=bagian)
        .first()
    )
    if narasi_sidik(row.teks if row else None) != sidik:
        raise StaleData(NARASI_BERUBAH, row)
    return row


def _catat(by: User | None, aksi: str, row: Narasi, sebelum: dict[str, Any], sesudah: dict[str, Any]) -> None:
    nama = f"{row.get_jenis_display()} {row.tahun}, bagian {row.bagian}"
    audit.record(by, Event(aksi, row, nama, perangkat_daerah=row.perangkat_daerah, sebelum=sebelum, sesudah=sesudah))
