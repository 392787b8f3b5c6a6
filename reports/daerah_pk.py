"""The first Perjanjian Kinerja of each perangkat daerah of a regency that begins: whether it can be made."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.models import PerangkatDaerah, RencanaTahunan
from indicators.selectors.daerah_isi import rencana_terakhir
from indicators.selectors.simpanan import bersama, selama_tak_berubah
from reports.builders import perjanjian_kinerja
from reports.builders.permintaan import Permintaan


@dataclass(frozen=True)
class PkPertama:
    """The agreement of the head of a perangkat daerah in its latest planned year (None: no plan is approved)."""

    perangkat_daerah: PerangkatDaerah
    tahun: int | None
    kekurangan: tuple[str, ...]

    @property
    def lengkap(self) -> bool:
        """Whether it can be printed."""
        return not self.kekurangan


def pk_pertama(semua: Sequence[PerangkatDaerah]) -> list[PkPertama]:
    """Each perangkat daerah with what its first agreement lacks, as its builder says. Kept until something is written.

    One query while nothing was written; else four, and one for the stored agreement of each plan.
    """
    if not semua:
        return []
    ciri = ("pk-pertama", tuple(pd.pk for pd in semua))
    per_pd = selama_tak_berubah(semua[0].pemerintah_daerah_id, ciri, lambda: _hitung(semua))
    return [PkPertama(pd, *per_pd[pd.pk]) for pd in semua]


def _hitung(semua: Sequence[PerangkatDaerah]) -> dict[int, tuple[int | None, tuple[str, ...]]]:
    with bersama():
        rencana = rencana_terakhir(semua)
        return {pd.pk: _satu(pd, rencana.get(pd.pk)) for pd in semua}


def _satu(pd: PerangkatDaerah, rencana: RencanaTahunan | None) -> tuple[int | None, tuple[str, ...]]:
    if rencana is None:
        return None, ("Belum ada rencana tahunan yang disahkan. Susun dan sahkan rencananya dahulu.",)
    return rencana.tahun, tuple(perjanjian_kinerja.periksa(Permintaan(pd, rencana.tahun, rencana=rencana)))
