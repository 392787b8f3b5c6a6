"""Imports whose worker has vanished (the power went, the machine was restarted): taken up again, or ended with a word.

Nothing of a cut off attempt is stored, so the next one begins from the start.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from indicators.models import Unggahan
from indicators.services.impor_unggahan import ANTRE, BERHENTI, Pencatat, kabar_terakhir
from indicators.tasks import impor_buku

HILANG = timedelta(seconds=60)
"""Without a word for so long, a worker is gone: it writes after every few hundred rows."""

TERLUPAKAN = timedelta(minutes=5)
"""So long it may wait for its turn; then it is queued once more, which does no harm."""

PERCOBAAN = 3
BERULANG = "Penyimpanan terhenti tiga kali; tidak satu baris pun disimpan. Laporkan kepada pengelola aplikasi."


def impor_lanjutkan(pk: int) -> bool:
    """Queue an import again when its worker has vanished; False when that is not so.

    Called by whoever looks at it, and by the worker between its jobs (`impor_pungut`).
    """
    with transaction.atomic():
        # A row that is locked is being stored right now.
        rows = Unggahan.objects.select_for_update(of=("self",), skip_locked=True)
        row = rows.filter(pk=pk, diterapkan_pada=None).first()
        if row is None or not terhenti(row):
            return False
        tugas = row.isi["tugas"]
        ulang = tugas.get("ulang", 0) + bool(tugas.get("mulai"))
        if ulang >= PERCOBAAN:
            tugas |= {"keadaan": BERHENTI, "pesan": BERULANG}
        else:
            tugas |= {"ulang": ulang, "mulai": False}
            Pencatat(pk).hapus()  # nothing of it is stored
            impor_buku.enqueue(pk)
        row.save(update_fields=["isi", "diubah_pada"])
        return True


def impor_pungut() -> int:
    """Take up every import whose worker has vanished, whether somebody looks at it or not. Returns how many."""
    menunggu = Unggahan.objects.filter(
        jenis=Unggahan.Jenis.BUKU_KERJA,
        diterapkan_pada=None,
        isi__tugas__keadaan=ANTRE,
        diubah_pada__lte=timezone.now() - HILANG,
    )
    return sum(impor_lanjutkan(pk) for pk in menunggu.values_list("pk", flat=True))


def terhenti(row: Unggahan) -> bool:
    """Whether nobody is at work on an import that waits to be stored."""
    tugas = row.isi.get("tugas", {})
    if tugas.get("keadaan") != ANTRE:
        return False
    return kabar(row) <= timezone.now() - (HILANG if tugas.get("mulai") else TERLUPAKAN)


def kabar(row: Unggahan) -> datetime:
    """When something was last heard of an import: it was queued, begun, or rows were written."""
    ditulis = kabar_terakhir(row.pk)
    return max(row.diubah_pada, ditulis) if ditulis else row.diubah_pada
