"""What is still open in a period: it is not closed before that is done."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from indicators.models import JadwalPengisian, PeriodeRenstra, RencanaTahunan
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class Terbuka:
    """One open thing in words; `rencana` its key, or the place of an open quarter (kode of its perangkat daerah)."""

    kalimat: str
    rencana: int | None = None
    perangkat_daerah: str = ""
    tahun: int = 0


def yang_terbuka(periode: PeriodeRenstra) -> list[Terbuka]:
    """Plans of the period that are not approved, and open quarters of years that use it. Three queries.

    A year uses the period its plan was made in; a year without any plan the only period in force that contains it.
    """
    draf = RencanaTahunan.objects.filter(periode=periode, status=RencanaTahunan.Status.DRAFT)
    hasil = [
        Terbuka(f"{r.perangkat_daerah.nama}: {str(r).lower()} belum disahkan", rencana=r.pk)
        for r in draf.select_related("perangkat_daerah").order_by("perangkat_daerah__nama", "tahun")
    ]
    rencana = RencanaTahunan.objects.filter(perangkat_daerah=OuterRef("perangkat_daerah"), tahun=OuterRef("tahun"))
    lain = PeriodeRenstra.objects.filter(
        pemerintah_daerah=periode.pemerintah_daerah_id, status=PeriodeRenstra.Status.ACTIVE
    ).exclude(pk=periode.pk)
    tahun_lain = {t for p in lain for t in p.tahun}
    terbuka = (
        JadwalPengisian.objects.filter(
            perangkat_daerah__pemerintah_daerah=periode.pemerintah_daerah_id,
            status=JadwalPengisian.Status.OPEN,
            tahun__range=(periode.tahun_awal, periode.tahun_akhir),
        )
        .annotate(milik=Exists(rencana.filter(periode=periode)), berencana=Exists(rencana))
        .select_related("perangkat_daerah")
    )
    for j in terbuka.order_by("perangkat_daerah__nama", "tahun", "triwulan"):
        if j.milik or (not j.berencana and j.tahun not in tahun_lain):
            pd = j.perangkat_daerah
            kalimat = f"{pd.nama}: {Triwulan(j.tahun, j.triwulan)} masih terbuka"
            hasil.append(Terbuka(kalimat, perangkat_daerah=pd.kode, tahun=j.tahun))
    return hasil
