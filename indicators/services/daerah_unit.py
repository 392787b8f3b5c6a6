"""The units of a perangkat daerah, as many as were written at once: all of them, or none.

What a unit must be says `services/unit_kerja.py`; here is only which comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah, UnitKerja, User
from indicators.services.unit_kerja import IsianUnit, require_unit, unit_create


@dataclass(frozen=True)
class BarisUnit:
    """One unit of a list. Its superior is stored (`isian.induk`), or another row of the list, named by its place."""

    isian: IsianUnit
    induk_baris: int | None = None


def unit_buat_banyak(*, perangkat_daerah: PerangkatDaerah, baris: Sequence[BarisUnit], by: User) -> list[UnitKerja]:
    """Make units, all or none; a superior may stand behind those below it. They come back in the order given.

    Raises NotAllowed, and InvalidValue naming the unit that is refused.
    """
    require_unit(by, perangkat_daerah)
    with transaction.atomic():
        PerangkatDaerah.objects.select_for_update().get(pk=perangkat_daerah.pk)  # two at once: one waits
        pembuat = _Pembuat(perangkat_daerah, baris, by)
        return [pembuat.buat(n) for n in range(len(baris))]


class _Pembuat:
    """Makes each unit of the list once, its superior before it."""

    def __init__(self, pd: PerangkatDaerah, baris: Sequence[BarisUnit], by: User) -> None:
        self.pd, self.baris, self.by = pd, baris, by
        self.jadi: dict[int, UnitKerja] = {}
        self.sedang: set[int] = set()

    def buat(self, n: int) -> UnitKerja:
        """The unit of that place of the list, stored."""
        if n in self.jadi:
            return self.jadi[n]
        isian, nama = self.baris[n].isian, " ".join(self.baris[n].isian.nama.split())
        if n in self.sedang:
            raise InvalidValue(f"{nama}: unit atasannya berputar kembali ke unit itu sendiri. Pilih atasan yang lain.")
        self.sedang.add(n)
        if self.baris[n].induk_baris is not None:
            isian = replace(isian, induk=self._dari_baris(self.baris[n].induk_baris, nama))
        try:
            self.jadi[n] = unit_create(perangkat_daerah=self.pd, isian=isian, by=self.by)
        except InvalidValue as error:
            raise InvalidValue(str(error) if nama in str(error) else f"{nama}: {error}") from error
        return self.jadi[n]

    def _dari_baris(self, letak: int | None, nama: str) -> UnitKerja:
        if letak is None or not 0 <= letak < len(self.baris):
            raise InvalidValue(f"{nama}: baris unit atasannya kosong. Isi baris itu, atau pilih atasan yang lain.")
        return self.buat(letak)
