"""What the prepared questions of a sheet are asked with: a quarter, a unit, a row, a day (`sakip.lib.prepared`)."""

from typing import Any

from django.db.models import BigIntegerField, DateField, PositiveSmallIntegerField, QuerySet

from indicators.models import JadwalPengisian
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared, Slot


class MasaIsian:
    """A quarter (`sakip.lib.periods.Masa`) whose year and number are given when the question is asked."""

    def __init__(self, akhiran: str = "") -> None:
        self.tahun: Any = Slot(f"tahun{akhiran}", PositiveSmallIntegerField())
        self.nomor: Any = Slot(f"tw{akhiran}", PositiveSmallIntegerField())


def kunci(nama: str) -> Any:
    """A place for the key of a row."""
    return Slot(nama, BigIntegerField())


KINI, LALU = MasaIsian(), MasaIsian("_lalu")
HARI_INI: Any = Slot("hari_ini", DateField())
UNIT, BARIS = kunci("unit"), kunci("baris")


def masa(triwulan: Triwulan) -> dict[str, int]:
    """The values of `KINI` and `LALU`: the quarter and the one before it."""
    lalu = triwulan.sebelumnya()
    return {"tahun": triwulan.tahun, "tw": triwulan.nomor, "tahun_lalu": lalu.tahun, "tw_lalu": lalu.nomor}


def _jadwal() -> QuerySet[JadwalPengisian]:
    return JadwalPengisian.objects.filter(
        perangkat_daerah=kunci("pd"), tahun=KINI.tahun, triwulan=KINI.nomor
    ).order_by()


JADWAL_TRIWULAN: Prepared[JadwalPengisian] = Prepared(_jadwal)
JADWAL_TERTAHAN: Prepared[JadwalPengisian] = Prepared(lambda: _jadwal().select_for_update(no_key=True))
"""The same, held as it is until the transaction ends."""
