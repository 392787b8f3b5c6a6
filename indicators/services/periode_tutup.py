"""A closed period is read only, also for whoever had its page open when it was closed."""

from indicators.exceptions import Closed
from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.selectors.unsur import periode_daerah, periode_tahun

TUTUP = "Periode Renstra {periode} sudah ditutup; isinya tinggal dibaca."


def tahan_terbuka(periode: PeriodeRenstra, kalimat: str = TUTUP) -> None:
    """Raise Closed when the period is closed; else hold it open until the transaction ends. One query.

    The row is asked anew: what the caller holds was read before. Closing locks it, so it waits for who writes.
    """
    status = periode.status
    if status != PeriodeRenstra.Status.CLOSED:
        rows = PeriodeRenstra.objects.select_for_update(of=("self",), no_key=True).filter(pk=periode.pk)
        status = rows.values_list("status", flat=True).first() or PeriodeRenstra.Status.CLOSED
    if status == PeriodeRenstra.Status.CLOSED:
        raise Closed(kalimat.format(periode=periode))


def require_tahun_terbuka(perangkat_daerah: PerangkatDaerah, tahun: int) -> None:
    """Raise Closed when the period a year uses is closed: its quarters stay closed with it. One query."""
    periode = periode_tahun(periode_daerah(perangkat_daerah), tahun)
    if periode is not None and periode.status == PeriodeRenstra.Status.CLOSED:
        raise Closed(
            f"Tahun {tahun} memakai periode Renstra {periode} yang sudah ditutup. Buka kembali periodenya lebih dulu."
        )
