"""The findings of a perangkat daerah after an import: how many there are, and which are new."""

from dataclasses import dataclass

from indicators.checks import Level
from indicators.models import PerangkatDaerah, PeriodeRenstra, Unggahan
from indicators.selectors.temuan import temuan_diterima, temuan_tahun, terbuka
from indicators.services.impor_temuan import impor_catat_sebelum
from indicators.views.pemeriksaan import Baris, baris_temuan

MAKS_BARU = 30


@dataclass(frozen=True)
class TemuanImpor:
    """Open findings of a year: errors, warnings, and those that were not there before (`diketahui`: that is known)."""

    tahun: int
    galat: int
    peringatan: int
    baru: list[Baris]
    banyak_baru: int
    diketahui: bool


def temuan_ingat(unggahan: Unggahan, pd: PerangkatDaerah, periode: PeriodeRenstra, tahun: int) -> None:
    """Note which findings stand now, of the year the file is about; else of `tahun`, in which the person works."""
    disebut = [t for t in periode.tahun if t in unggahan.isi.get("tahun", ())]
    if tahun not in (disebut or periode.tahun):
        tahun = max(disebut or periode.tahun)
    unggahan.isi["sebelum"] = {"tahun": tahun, "ciri": [t.ciri for t in temuan_tahun(pd, periode, tahun)]}
    impor_catat_sebelum(unggahan, unggahan.isi["sebelum"])


def temuan_sesudah(unggahan: Unggahan, pd: PerangkatDaerah, periode: PeriodeRenstra) -> TemuanImpor:
    """The open findings now, held against those that were noted."""
    sebelum = unggahan.isi.get("sebelum") or {}
    tahun = sebelum.get("tahun") or periode.tahun_akhir
    diterima = temuan_diterima(pd, tahun)
    buka = terbuka(temuan_tahun(pd, periode, tahun), diterima)
    dulu = set(sebelum.get("ciri", []))
    baru = [t for t in buka if t.ciri not in dulu] if sebelum else []
    return TemuanImpor(
        tahun,
        sum(t.aturan.level == Level.ERROR for t in buka),
        sum(t.aturan.level == Level.WARNING for t in buka),
        baris_temuan(baru[:MAKS_BARU], pd, periode, tahun, diterima),
        len(baru),
        bool(sebelum),
    )
