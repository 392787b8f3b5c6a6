"""What became of the last workbook a person uploaded: the page it was uploaded on leads back to it."""

from dataclasses import dataclass
from datetime import datetime

from indicators.models import PerangkatDaerah, Unggahan, User


@dataclass(frozen=True)
class ImporTerakhir:
    """One upload. `keadaan` is LIHAT (only looked at), ANTRE, BERHENTI (with the reason in `pesan`) or SELESAI."""

    pk: int
    nama: str
    keadaan: str
    pesan: str
    pada: datetime


def impor_terakhir(user: User, perangkat_daerah: PerangkatDaerah, periode: str) -> ImporTerakhir | None:
    """The person's newest upload for that perangkat daerah and period (`2021-2026`), without its content. One query."""
    row = (
        Unggahan.objects.filter(
            jenis=Unggahan.Jenis.BUKU_KERJA, oleh=user, perangkat_daerah=perangkat_daerah, isi__periode=periode
        )
        .order_by("-pk")
        .values_list("pk", "nama", "isi__tugas__keadaan", "isi__tugas__pesan", "diterapkan_pada", "dibuat_pada")
        .first()
    )
    if row is None:
        return None
    pk, nama, keadaan, pesan, diterapkan, dibuat = row
    if diterapkan is not None:
        return ImporTerakhir(pk, nama, "SELESAI", "", diterapkan)
    return ImporTerakhir(pk, nama, keadaan or "LIHAT", pesan or "", dibuat)
