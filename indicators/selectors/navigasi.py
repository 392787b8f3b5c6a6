"""Where a person stands: which perangkat daerah and year the pages speak of, and which quarters are scheduled."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from indicators.models import JadwalPengisian, PerangkatDaerah
from indicators.permissions import visible_perangkat_daerah


@dataclass(frozen=True)
class Konteks:
    """The active perangkat daerah and year, the years to choose from, and all scheduled quarters of that place."""

    perangkat_daerah: PerangkatDaerah | None
    tahun: int
    tahun_pilihan: list[int]
    jadwal: list[JadwalPengisian]

    def terbuka(self) -> list[JadwalPengisian]:
        """The open quarters of the active year."""
        return [j for j in self.jadwal if j.tahun == self.tahun and j.status == JadwalPengisian.Status.OPEN]

    def jadwal_untuk(self, tahun: int, triwulan: int) -> JadwalPengisian | None:
        """The schedule of one quarter."""
        return next((j for j in self.jadwal if j.tahun == tahun and j.triwulan == triwulan), None)


def konteks_for(
    user: Any,
    *,
    kode: str | None,
    tahun: int | None,
    hari_ini: date,
    perangkat_daerah: PerangkatDaerah | None = None,
) -> Konteks:
    """The context of a person: the place chosen last (or the first one), the year chosen last or the latest open one.

    Two queries; one when the view already knows the perangkat daerah.
    """
    pd = perangkat_daerah or _pilih(user, kode)
    jadwal = list(JadwalPengisian.objects.filter(perangkat_daerah=pd).order_by("tahun", "triwulan")) if pd else []
    years = sorted({j.tahun for j in jadwal}, reverse=True) or [hari_ini.year]
    terbuka = [j.tahun for j in jadwal if j.status == JadwalPengisian.Status.OPEN]
    baku = max(terbuka) if terbuka else years[0]
    return Konteks(pd, tahun if tahun in years else baku, years, jadwal)


def _pilih(user: Any, kode: str | None) -> PerangkatDaerah | None:
    visible = list(visible_perangkat_daerah(user).select_related("pemerintah_daerah"))
    return next((pd for pd in visible if pd.kode == kode), visible[0] if visible else None)
