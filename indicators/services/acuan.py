"""Reference rows that all regencies share, brought in by the hundred; each leaves a line in every regency's trail."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from indicators.exceptions import NotAllowed
from indicators.models import PemerintahDaerah, User
from indicators.services import audit
from sakip.lib.bulk import insert_rows, update_rows

MILIK_BERSAMA = "Data acuan dipakai semua pemerintah daerah. Mintalah pengelola aplikasi mengubahnya."


@transaction.atomic
def acuan_simpan(baru: Sequence[Any], ubah: Sequence[Any], *, by: User) -> None:
    """Store new and changed rows of one model, whose columns were checked already. Raises NotAllowed.

    `ubah` are stored rows with their new values. Only the superuser writes what no regency owns.
    """
    if not by.is_superuser:
        raise NotAllowed(MILIK_BERSAMA)
    if not baru and not ubah:
        return
    model = type((*baru, *ubah)[0])
    kolom = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    lama = model._default_manager.in_bulk([row.pk for row in ubah])
    insert_rows(baru)
    update_rows(ubah, kolom)
    peristiwa: list[tuple[str, Any, dict[str, Any], dict[str, Any]]]
    peristiwa = [("created", row, {}, _isi(row, kolom)) for row in baru]
    peristiwa += [("changed", row, *audit.changes(_isi(lama[row.pk], kolom), _isi(row, kolom))) for row in ubah]
    for pemda in PemerintahDaerah.objects.order_by("pk"):
        audit.record_many(
            by,
            [
                audit.Event(
                    aksi=f"{model._meta.model_name}.{apa}",
                    objek=row,
                    nama=str(row),
                    pemerintah_daerah=pemda,
                    sebelum=sebelum,
                    sesudah=sesudah,
                )
                for apa, row, sebelum, sesudah in peristiwa
            ],
        )


def _isi(row: Any, kolom: Sequence[str]) -> dict[str, Any]:
    return {k: v for k in kolom if (v := getattr(row, k)) not in (None, "")}
