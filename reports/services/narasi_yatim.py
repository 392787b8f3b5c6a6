"""Texts whose section a document no longer has: taken over into another section, or put away."""

from django.db import transaction

from indicators.exceptions import InvalidValue
from indicators.models import User
from reports.models import Narasi, NarasiKonsep
from reports.services.narasi import (
    Tempat,
    bersih_atau_tolak,
    buang_konsep,
    hapus_baris,
    narasi_locked,
    narasi_sidik,
    permissions_require,
)

TIDAK_ADA = "Tulisan ini sudah tidak ada. Muat ulang daftar narasi."


def yatim_copy(*, asal: Tempat, tujuan: Tempat, isi_tujuan: str, by: User) -> NarasiKonsep:
    """Add the text of `asal` at the end of the person's unsaved work on `tujuan`; nothing is stored or taken away.

    `isi_tujuan` is what the section prints now: what he goes on from while he has no unsaved work there. Raises
    NotAllowed, InvalidValue where there is no such text or both together are too long.
    """
    permissions_require(tujuan, by)
    with transaction.atomic():
        tambahan = _teks(asal, by)
        konsep = NarasiKonsep.objects.select_for_update(of=("self",)).filter(**tujuan.kolom, penulis=by).first()
        if konsep is None:
            tersimpan = Narasi.objects.filter(**tujuan.kolom).values_list("teks", flat=True).first()
            konsep = NarasiKonsep(**tujuan.kolom, penulis=by, teks=isi_tujuan, sidik=narasi_sidik(tersimpan))
        konsep.teks = bersih_atau_tolak(konsep.teks + tambahan)
        konsep.save()
    return konsep


def yatim_remove(*, tempat: Tempat, sidik: str, by: User) -> None:
    """Put the text away, the person's unsaved work on it too. It stays in the history of its section.

    Raises NotAllowed, and StaleData when somebody else changed it meanwhile.
    """
    permissions_require(tempat, by)
    with transaction.atomic():
        row = narasi_locked(tempat, sidik)
        buang_konsep(tempat, by)
        if row is not None:
            hapus_baris(tempat, row, by, aksi="narasi.orphan_removed")


def _teks(asal: Tempat, by: User) -> str:
    """What was written there: the stored text, else the person's own unsaved work."""
    narasi = Narasi.objects.filter(**asal.kolom).values_list("teks", flat=True).first()
    konsep = NarasiKonsep.objects.filter(**asal.kolom, penulis=by).values_list("teks", flat=True).first()
    if not (teks := narasi or konsep):
        raise InvalidValue(TIDAK_ADA)
    return teks
