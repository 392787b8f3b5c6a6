"""Where a person stands: which perangkat daerah and year the pages speak of, and which quarters are scheduled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet

from indicators.models import JadwalPengisian, PerangkatDaerah, PeriodeRenstra, UnitKerja
from indicators.permissions import Ability, can, visible_perangkat_daerah
from indicators.selectors.masa import UNIT, kunci
from sakip.lib.prepared import Prepared


@dataclass(frozen=True)
class Konteks:
    """The active perangkat daerah and year, the years to choose from, and all scheduled quarters of that place.

    `pd_pilihan`: every perangkat daerah the person sees, on the pages that stand in none of their own; else empty.
    """

    perangkat_daerah: PerangkatDaerah | None
    tahun: int
    tahun_pilihan: list[int]
    jadwal: list[JadwalPengisian]
    pd_pilihan: list[PerangkatDaerah] = field(default_factory=list)

    def jadwal_tahun(self) -> list[JadwalPengisian]:
        """The four quarters of the active year; one that nobody scheduled yet is a row that is not stored."""
        return [
            self.jadwal_untuk(self.tahun, nomor) or JadwalPengisian(tahun=self.tahun, triwulan=nomor)
            for nomor in range(1, 5)
        ]

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

    The years reach from the first one with a schedule to the next one of the periods in force: a plan is made before
    its first quarter is scheduled. Two queries; one when the view already knows the perangkat daerah, and one more for
    a place without any schedule.
    """
    terlihat = [] if perangkat_daerah else list(visible_perangkat_daerah(user).select_related("pemerintah_daerah"))
    pd = perangkat_daerah or next((p for p in terlihat if p.kode == kode), terlihat[0] if terlihat else None)
    return _konteks(pd, JADWAL.all(pd=pd.pk) if pd else [], tahun, hari_ini, terlihat)


def konteks_daerah(perangkat_daerah: Sequence[PerangkatDaerah], pd: PerangkatDaerah, **lain: Any) -> Konteks:
    """The context of a page that speaks of many perangkat daerah of one regency: the years of all of them.

    `pd` is where the person stands among them; else as `konteks_for`. Of the schedules only years and states are read,
    in one query.
    """
    semua = _jadwal_semua(perangkat_daerah)
    jadwal = []
    for tahun, status, tahun_akhir in semua:
        satu = JadwalPengisian(tahun=tahun, status=status)
        satu.tahun_akhir = tahun_akhir  # type: ignore[attr-defined]  # as annotated in _jadwal
        jadwal.append(satu)
    return _konteks(pd, jadwal, terlihat=[], **lain)


def _konteks(
    pd: PerangkatDaerah | None,
    jadwal: list[JadwalPengisian],
    tahun: int | None,
    hari_ini: date,
    terlihat: list[PerangkatDaerah],
) -> Konteks:
    terjadwal = sorted({j.tahun for j in jadwal}, reverse=True)
    years = sorted({*terjadwal, *_tahun_periode(pd, jadwal, hari_ini)}, reverse=True) or [hari_ini.year]
    terbuka = [j.tahun for j in jadwal if j.status == JadwalPengisian.Status.OPEN]
    baku = max(terbuka or terjadwal[:1] or [t for t in years if t <= hari_ini.year] or years)
    return Konteks(pd, tahun if tahun is not None and tahun in years else baku, years, jadwal, terlihat)


def _berperiode(jadwal: QuerySet[JadwalPengisian, Any]) -> QuerySet[JadwalPengisian, Any]:
    """The quarters, each with the last year of the periods in force: asked along, not beside."""
    periode = PeriodeRenstra.objects.filter(
        pemerintah_daerah=OuterRef("perangkat_daerah__pemerintah_daerah"), status=PeriodeRenstra.Status.ACTIVE
    )
    return jadwal.annotate(tahun_akhir=periode.order_by("-tahun_akhir").values("tahun_akhir")[:1])


def _jadwal() -> QuerySet[JadwalPengisian, Any]:
    """The quarters of a place."""
    return _berperiode(JadwalPengisian.objects.filter(perangkat_daerah=kunci("pd"))).order_by("tahun", "triwulan")


def _jadwal_semua(perangkat_daerah: Sequence[PerangkatDaerah]) -> list[tuple[int, str, int | None]]:
    """Year, state and last year of the periods in force, of the quarters of many places; each once, in order."""
    kunci_semua = [pd.pk for pd in perangkat_daerah]
    semua: QuerySet[Any, Any] = _berperiode(JadwalPengisian.objects.filter(perangkat_daerah__in=kunci_semua))
    return list(semua.order_by("tahun", "status").values_list("tahun", "status", "tahun_akhir").distinct())


JADWAL: Prepared[JadwalPengisian] = Prepared(_jadwal)
UNIT_SATU: Prepared[UnitKerja] = Prepared(
    lambda: UnitKerja.objects.filter(pk=UNIT).select_related("perangkat_daerah__pemerintah_daerah").order_by()
)


def unit_terlihat(user: Any, pk: int) -> UnitKerja | None:
    """A unit with its perangkat daerah and regency, if the person sees it. One query.

    The scope is that of `visible_units`, asked of the one row that was found.
    """
    unit = UNIT_SATU.first(unit=pk)
    return unit if unit is not None and can(user, Ability.VIEW, unit) else None


def _tahun_periode(pd: PerangkatDaerah | None, jadwal: list[JadwalPengisian], hari_ini: date) -> Iterable[int]:
    """The years one may plan for, up to the one after this."""
    if jadwal:
        akhir: int | None = jadwal[0].tahun_akhir  # type: ignore[attr-defined]  # annotated in _jadwal
        return range(jadwal[0].tahun, min(akhir, hari_ini.year + 1) + 1) if akhir else ()
    if pd is None:
        return ()
    aktif = PeriodeRenstra.objects.filter(
        pemerintah_daerah=pd.pemerintah_daerah_id, status=PeriodeRenstra.Status.ACTIVE
    ).values_list("tahun_awal", "tahun_akhir")
    return {t for awal, akhir in aktif for t in range(awal, min(akhir, hari_ini.year + 1) + 1)}
