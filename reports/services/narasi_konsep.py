"""Unfinished work on a narrative: kept for the person who writes, printed nowhere.

It leaves no audit event: nothing that anybody else sees changes by it, and it is stored every few seconds.
"""

from indicators.models import User
from reports.models import Narasi, NarasiKonsep
from reports.services.narasi import Tempat, bersih_atau_tolak, permissions_require


def konsep_save(*, tempat: Tempat, teks: str, sidik: str, by: User) -> NarasiKonsep | None:
    """Keep what somebody is writing; `sidik` is that of the stored text he began from.

    None: it is empty or just what is stored, so that there is nothing to keep. Raises NotAllowed and InvalidValue.
    """
    permissions_require(tempat, by)
    bersih = bersih_atau_tolak(teks)
    tersimpan = Narasi.objects.filter(**tempat.kolom).values_list("teks", flat=True).first()
    if not bersih or bersih == tersimpan:
        konsep_drop(tempat=tempat, by=by)
        return None
    konsep, _ = NarasiKonsep.objects.update_or_create(
        **tempat.kolom, penulis=by, defaults={"teks": bersih, "sidik": sidik[:64]}
    )
    return konsep


def konsep_drop(*, tempat: Tempat, by: User) -> None:
    """Throw somebody's own unfinished work on a section away. Raises NotAllowed."""
    permissions_require(tempat, by)
    NarasiKonsep.objects.filter(**tempat.kolom, penulis=by).delete()
