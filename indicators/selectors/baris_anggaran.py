"""One sub kegiatan on a sheet as a plain object."""

from dataclasses import dataclass, field

from indicators import calculations
from indicators.checks import BarisCek, Temuan
from indicators.models import (
    BuktiDukung,
    RealisasiAnggaran,
    SubKegiatan,
)
from indicators.selectors.baris import BarisLembar, kunci_baris
from sakip.lib.numbers import format_persen
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class BarisAnggaran(BarisLembar[RealisasiAnggaran]):
    """One sub kegiatan on the sheet: its pagu, money and progress cumulative to this and the former quarter."""

    sub_kegiatan: SubKegiatan
    triwulan: Triwulan
    pagu: int
    per_triwulan: dict[int, RealisasiAnggaran]
    desimal: int
    bukti: list[BuktiDukung]
    temuan: list[Temuan] = field(default_factory=list)
    jumlah_catatan: int = 0

    jenis = "anggaran"

    @property
    def nama(self) -> str:
        """What the row is about."""
        return self.sub_kegiatan.uraian

    @property
    def kunci(self) -> str:
        """The prefix of the row's controls."""
        return kunci_baris(self.jenis, self.sub_kegiatan.pk)

    @property
    def sebelumnya(self) -> RealisasiAnggaran | None:
        """The former quarter's stored row of the same year."""
        return self.per_triwulan.get(self.triwulan.nomor - 1)

    @property
    def sel_terisi(self) -> int:
        """How many of its two cells hold a value."""
        row = self.baris
        return 0 if row is None else (row.keuangan is not None) + (row.fisik is not None)

    @property
    def kurang(self) -> bool:
        """Whether one of them is still missing."""
        return self.sel_terisi < 2

    @property
    def serapan_teks(self) -> str:
        """Absorption up to this quarter."""
        row = self.baris
        return format_persen(calculations.serapan(self.pagu, row.keuangan if row else None), self.desimal)

    def untuk_cek(self) -> BarisCek:
        """The row as the rules see it."""
        row, lalu = self.baris, self.sebelumnya
        return BarisCek(
            jenis=self.jenis,
            pk=self.sub_kegiatan.pk,
            nama=self.sub_kegiatan.uraian,
            wajib=True,
            terisi=self.sel_terisi == 2,
            bukti=len(self.bukti),
            pagu=self.pagu,
            keuangan=row.keuangan if row else None,
            fisik=row.fisik if row else None,
            keuangan_sebelumnya=lalu.keuangan if lalu else None,
            fisik_sebelumnya=lalu.fisik if lalu else None,
        )
