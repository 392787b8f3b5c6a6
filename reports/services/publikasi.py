"""Offering a signed document to the public, and taking it back."""

from django.db import transaction

from indicators import permissions
from indicators.exceptions import Closed
from indicators.models import User
from indicators.permissions import Ability
from indicators.services import audit
from reports.models import Dokumen, Publikasi

BELUM = "Hanya dokumen yang sudah ditandatangani semua pihak dan masih berlaku yang dapat diterbitkan."


@transaction.atomic
def dokumen_publish(*, dokumen: Dokumen, by: User) -> Publikasi:
    """Show it in the public list, and let everybody fetch the signed file. Raises NotAllowed and Closed."""
    permissions.require(by, Ability.FINALIZE_DOKUMEN, dokumen.perangkat_daerah)
    kini = Dokumen.objects.select_for_update().get(pk=dokumen.pk)
    if kini.status != Dokumen.Status.SIGNED or not kini.kode:
        raise Closed(BELUM)
    publikasi, baru = Publikasi.objects.get_or_create(dokumen=kini, defaults={"oleh": by})
    if baru:
        audit.record(by, _peristiwa("dokumen.published", dokumen, terbit=True))
    return publikasi


@transaction.atomic
def dokumen_unpublish(*, dokumen: Dokumen, by: User) -> None:
    """Take a published document back; its page stays for who holds its code, without the file.

    Raises NotAllowed and Closed.
    """
    permissions.require(by, Ability.FINALIZE_DOKUMEN, dokumen.perangkat_daerah)
    dihapus, _ = Publikasi.objects.filter(dokumen=dokumen).delete()
    if not dihapus:
        raise Closed("Dokumen ini tidak sedang diterbitkan.")
    audit.record(by, _peristiwa("dokumen.unpublished", dokumen, terbit=False))


def _peristiwa(aksi: str, dokumen: Dokumen, *, terbit: bool) -> audit.Event:
    return audit.Event(
        aksi,
        dokumen,
        dokumen.judul,
        perangkat_daerah=dokumen.perangkat_daerah,
        sebelum={"diterbitkan": not terbit},
        sesudah={"diterbitkan": terbit},
    )
