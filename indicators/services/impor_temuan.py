"""Which findings stood before an import: noted on the upload, so that the page after it can name the new ones."""

from typing import Any

from django.db import transaction

from indicators.models import Unggahan


@transaction.atomic
def impor_catat_sebelum(unggahan: Unggahan, sebelum: dict[str, Any]) -> None:
    """Keep year and digests (`tahun`, `ciri`) with the upload; once it was stored, beside what is left of it."""
    # Locked: a second click would put what it read before in the place of what the first one left.
    row = Unggahan.objects.select_for_update().only("isi").get(pk=unggahan.pk)
    if row.isi.get("sebelum") != sebelum:
        row.isi |= {"sebelum": sebelum}
        row.save(update_fields=["isi"])
