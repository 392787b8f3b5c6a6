"""Many rows verified at once: those about which the checks have nothing to say."""

from dataclasses import dataclass

from django.db import transaction

from indicators import permissions
from indicators.models import JadwalPengisian, PerangkatDaerah, Realisasi, RealisasiAnggaran, Status, UnitKerja, User
from indicators.permissions import Ability
from indicators.selectors.isian import lembar_isian
from indicators.services.baris import jadwal_require_open
from indicators.services.verifikasi import realisasi_transition
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class HasilSekaligus:
    """How many rows on how many sheets were verified, and how many still wait for a person to look."""

    baris: int
    lembar: int
    sisa: int


@transaction.atomic
def verifikasi_tanpa_temuan(
    *, perangkat_daerah: PerangkatDaerah, triwulan: Triwulan, jadwal: JadwalPengisian | None, by: User
) -> HasilSekaligus:
    """Verify the waiting rows without findings of every sheet of the quarter, save those the person entered.

    A sheet with a row that is still a draft is left alone: it was not handed in as a whole. Raises NotAllowed, Closed.
    """
    permissions.require(by, Ability.VERIFY, perangkat_daerah)
    jadwal_require_open(perangkat_daerah.pk, triwulan)
    baris = lembar = sisa = 0
    for unit in _menunggu(perangkat_daerah, triwulan):
        isian = lembar_isian(unit, triwulan, jadwal)
        layak = [(b.jenis, b.baris) for b in isian.bersih if b.baris and b.baris.diisi_oleh_id != by.pk]
        bersih = {(jenis, row.pk): row.revisi for jenis, row in layak}
        masih_draf = any(b.status == Status.DRAFT for b in isian.semua)
        sisa += len(isian.menunggu)
        if not bersih or masih_draf:
            continue
        realisasi_transition(action="verify", unit=unit, triwulan=triwulan, by=by, hanya=set(bersih), dilihat=bersih)
        baris, lembar, sisa = baris + len(bersih), lembar + 1, sisa - len(bersih)
    return HasilSekaligus(baris, lembar, sisa)


def _menunggu(perangkat_daerah: PerangkatDaerah, triwulan: Triwulan) -> list[UnitKerja]:
    """The units with a row that waits."""
    where = {"tahun": triwulan.tahun, "triwulan": triwulan.nomor, "status": Status.SUBMITTED}
    pk = set(
        Realisasi.objects.filter(indikator__perangkat_daerah=perangkat_daerah, **where).values_list(
            "indikator__unit_kerja", flat=True
        )
    ) | set(
        RealisasiAnggaran.objects.filter(sub_kegiatan__perangkat_daerah=perangkat_daerah, **where).values_list(
            "sub_kegiatan__unit_kerja", flat=True
        )
    )
    units = UnitKerja.objects.filter(pk__in=pk).select_related("perangkat_daerah__pemerintah_daerah")
    return list(units.order_by("urutan", "pk"))
