"""The findings of one perangkat daerah and year as the pages show them: open, and accepted with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Max

from indicators.checks_data import ATURAN_NILAI, ATURAN_POKOK, TemuanData, periksa_data, urut_aturan
from indicators.checks_fakta import Fakta, RincianCek
from indicators.models import (
    JadwalPengisian,
    Nomenklatur,
    PerangkatDaerah,
    PeriodeRenstra,
    TemuanDiterima,
)
from indicators.selectors.bekal import nama_daerah
from indicators.selectors.dasbor_baris import triwulan_terakhir
from indicators.selectors.pemeriksaan import fakta_for, fakta_pokok
from indicators.selectors.pemeriksaan_nilai import bernilai
from indicators.selectors.simpanan import bersama, diingat
from indicators.selectors.simpanan_bagian import LEMBAR, NASKAH, ORANG, selama_jenis_tetap


@dataclass(frozen=True)
class SaringanTemuan:
    """What the page is narrowed to; empty means all. `tingkat` is "galat" or "peringatan", `unit` a key."""

    keluarga: str = ""
    tingkat: str = ""
    unit: int | None = None

    @property
    def ada(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.keluarga or self.tingkat or self.unit)

    def pilih(self, temuan: Iterable[TemuanData]) -> list[TemuanData]:
        """Those that match."""
        return [
            t
            for t in temuan
            if self.keluarga in ("", t.aturan.kode)
            and self.tingkat in ("", t.aturan.level)
            and self.unit in (None, t.objek.unit)
        ]


@dataclass(frozen=True)
class TemuanTahun:
    """The findings of a year, and the components of its values, which say how grave one of them is."""

    temuan: list[TemuanData]
    rincian: tuple[RincianCek, ...]


def temuan_baru(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, *, sampai: int = 4, tutup: bool = False
) -> TemuanTahun:
    """The same as `temuan_data`, looked for now."""
    fakta = fakta_for(perangkat_daerah, periode, tahun, sampai=sampai, tutup=tutup)
    return TemuanTahun(periksa_data(fakta), fakta.rincian)


def temuan_disimpan(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, *, sampai: int = 4, tutup: bool = False
) -> TemuanTahun:
    """What `temuan_data` finds, kept until something is written in the regency. Three queries when it is kept.

    After a write on a sheet only the rules about values look again, at what was read of the plan before (`_pokok`).
    Two facts lie outside the regency: the names of the others, and the register of codes. Of the register its size
    is looked at; a code that is only renamed is seen within the hour.
    """
    pd = perangkat_daerah
    register = tuple(Nomenklatur.objects.aggregate(Count("pk"), Max("pk")).values())
    with bersama():
        lain = tuple({nama: None for pk, nama, _ in nama_daerah() if pk != pd.pemerintah_daerah_id})
        ciri = ("temuan", pd.pk, periode.pk, tahun, sampai, tutup, lain, register)

        def baru() -> TemuanTahun:
            pokok, fakta = selama_jenis_tetap(
                pd.pemerintah_daerah_id,
                ("pokok", *ciri),
                lambda: _pokok(pd, periode, tahun, sampai=sampai, tutup=tutup),
                selain=LEMBAR | NASKAH | ORANG,
            )
            fakta = bernilai(fakta, pd, periode)
            return TemuanTahun(urut_aturan([*pokok, *periksa_data(fakta, ATURAN_NILAI)]), fakta.rincian)

        return selama_jenis_tetap(pd.pemerintah_daerah_id, ciri, baru, selain=NASKAH | ORANG)


def _pokok(
    pd: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, *, sampai: int, tutup: bool
) -> tuple[list[TemuanData], Fakta]:
    """What the rules find that look at no value, and the facts the others hold the values against."""
    fakta = fakta_pokok(pd, periode, tahun, sampai=sampai, tutup=tutup)
    # The register of codes is long, and no value is held against it.
    return periksa_data(fakta, ATURAN_POKOK), replace(fakta, nomenklatur=frozenset(), nama_nomenklatur={})


def temuan_tahun(
    perangkat_daerah: PerangkatDaerah,
    periode: PeriodeRenstra,
    tahun: int,
    jadwal: Iterable[JadwalPengisian] | None = None,
) -> list[TemuanData]:
    """All findings of a year as its schedule stands, accepted ones too. `jadwal`: where the caller has it already."""
    if jadwal is None:
        jadwal = JadwalPengisian.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun)
    milik = [j for j in jadwal if j.tahun == tahun]
    tutup = any(j.status == JadwalPengisian.Status.CLOSED for j in milik)
    sampai = triwulan_terakhir(milik, tahun)
    return temuan_disimpan(perangkat_daerah, periode, tahun, sampai=sampai, tutup=tutup).temuan


@diingat
def temuan_diterima(perangkat_daerah: PerangkatDaerah, tahun: int) -> dict[str, TemuanDiterima]:
    """What was accepted for the year, by what the finding said, with the person who did. One query."""
    rows = TemuanDiterima.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun).select_related("oleh")
    return {row.ciri: row for row in rows}


def terbuka(temuan: Iterable[TemuanData], diterima: dict[str, TemuanDiterima]) -> list[TemuanData]:
    """The findings nobody has accepted."""
    return [t for t in temuan if t.ciri not in diterima]
