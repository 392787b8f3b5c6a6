"""A perangkat daerah and a period by what somebody types on the command line."""

from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.selectors.unsur import kunci_periode


class TidakAda(LookupError):
    """There is no such row; the message is a sentence."""


def perangkat_daerah_dan_periode(
    kode: str, periode: str = "", tahun: int | None = None
) -> tuple[PerangkatDaerah, PeriodeRenstra]:
    """The perangkat daerah, and its period by years (`2021-2026`), by a year in it, or the latest. Raises TidakAda."""
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").filter(kode=kode).first()
    if pd is None:
        raise TidakAda(f"Perangkat daerah “{kode}” tidak ada. Periksa kodenya.")
    semua = list(PeriodeRenstra.objects.filter(pemerintah_daerah=pd.pemerintah_daerah).order_by("-tahun_awal"))
    cocok = [
        p
        for p in semua
        if periode.replace("–", "-") in ("", f"{p.tahun_awal}-{p.tahun_akhir}", kunci_periode(p))
        and (tahun is None or tahun in p.tahun)
    ]
    if not cocok:
        ada = ", ".join(f"{p.tahun_awal}-{p.tahun_akhir}" for p in semua) or "tidak ada"
        raise TidakAda(f"Periode Renstra itu tidak ada pada {pd.nama}. Yang ada: {ada}.")
    berlaku = [p for p in cocok if p.status == PeriodeRenstra.Status.ACTIVE]
    return pd, (berlaku or cocok)[0]
