"""A perangkat daerah and a period by what somebody types on the command line."""

from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.selectors.unsur import kunci_periode, periode_daerah, periode_tahun


class TidakAda(LookupError):
    """There is no such row; the message is a sentence."""


def perangkat_daerah_dan_periode(
    kode: str, periode: str = "", tahun: int | None = None
) -> tuple[PerangkatDaerah, PeriodeRenstra]:
    """The perangkat daerah, and its period by years (`2021-2026`), by a year that uses it, or the latest in force.

    Raises TidakAda.
    """
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").filter(kode=kode).first()
    if pd is None:
        raise TidakAda(f"Perangkat daerah “{kode}” tidak ada. Periksa kodenya.")
    semua = periode_daerah(pd)
    cocok = [
        p
        for p in semua
        if periode.replace("–", "-") in ("", f"{p.tahun_awal}-{p.tahun_akhir}", kunci_periode(p))
        and (tahun is None or tahun in p.tahun)
    ]
    if not cocok:
        ada = ", ".join(f"{p.tahun_awal}-{p.tahun_akhir}" for p in semua) or "tidak ada"
        raise TidakAda(f"Periode Renstra itu tidak ada pada {pd.nama}. Yang ada: {ada}.")
    if tahun is not None:
        return pd, periode_tahun(cocok, tahun) or cocok[0]
    berlaku = [p for p in cocok if p.status == PeriodeRenstra.Status.ACTIVE]
    return pd, (berlaku or cocok)[0]
