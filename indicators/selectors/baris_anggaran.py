"""One sub kegiatan on a sheet as a plain object, and the sums of the grid."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from indicators import calculations
from indicators.checks import BarisCek, Temuan
from indicators.models import (
    BuktiDukung,
    RealisasiAnggaran,
    SubKegiatan,
    UnitKerja,
)
from indicators.selectors.baris import TANPA_TINDAK_LANJUT, BarisLembar, JumlahTindakLanjut, kunci_baris
from sakip.lib.numbers import format_persen
from sakip.lib.periods import Triwulan

SENDIRI, KUMULATIF = UnitKerja.CaraAnggaran.TRIWULAN.value, UnitKerja.CaraAnggaran.KUMULATIF.value


def keuangan_dasar(triwulan: Triwulan, lalu: int | None, *, berpagu_lalu: bool) -> int | None:
    """The cumulative money a quarter's own money is added to; None when the former quarter's (`lalu`) is unknown.

    Nothing was spent before the first quarter, nor where the former quarter's plan had no pagu for it.
    """
    if triwulan.nomor == 1:
        return 0
    return 0 if lalu is None and not berpagu_lalu else lalu


def tanpa_dasar(triwulan: Triwulan) -> str:
    """Why a quarter's own money cannot be typed, and what to do."""
    return (
        f"Realisasi keuangan {triwulan.sebelumnya()} belum diisi, sehingga uang {triwulan} saja belum dapat dihitung."
        " Lengkapi triwulan itu, atau pilih cara kumulatif."
    )


@dataclass(frozen=True)
class BarisAnggaran(BarisLembar[RealisasiAnggaran]):
    """One sub kegiatan on the sheet: its pagu, money and progress cumulative to this and the former quarter.

    `cara` says how money is typed and shown in its cell (`UnitKerja.CaraAnggaran`); what is stored is cumulative.
    """

    sub_kegiatan: SubKegiatan
    triwulan: Triwulan
    pagu: int
    per_triwulan: dict[int, RealisasiAnggaran]
    desimal: int
    bukti: list[BuktiDukung]
    cara: str = KUMULATIF
    berpagu_lalu: bool = True
    tahun_lalu: dict[int, RealisasiAnggaran] = field(default_factory=dict)
    tindak_lanjut: JumlahTindakLanjut = TANPA_TINDAK_LANJUT
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
    def sendiri(self) -> bool:
        """Whether the cell speaks of the quarter's own money."""
        return self.cara == SENDIRI

    @property
    def dasar(self) -> int | None:
        """The cumulative money of the quarter before."""
        lalu = self.sebelumnya
        return keuangan_dasar(self.triwulan, lalu.keuangan if lalu else None, berpagu_lalu=self.berpagu_lalu)

    @property
    def tanpa_dasar(self) -> str:
        """Why the quarter's own money cannot be typed; empty when it can, or when money is typed cumulatively."""
        return tanpa_dasar(self.triwulan) if self.sendiri and self.dasar is None else ""

    @property
    def tanpa_dasar_singkat(self) -> str:
        """The same in short, for the cell; the grid says it in full above."""
        lalu = self.triwulan.sebelumnya().romawi
        return f"TW {lalu} belum diisi: lengkapi dulu, atau pilih cara kumulatif." if self.tanpa_dasar else ""

    @property
    def keuangan_sendiri(self) -> int | None:
        """The money of this quarter alone, None when it or the former quarter's is unknown."""
        dasar, row = self.dasar, self.baris
        return None if dasar is None or row is None or row.keuangan is None else row.keuangan - dasar

    @property
    def keuangan_isi(self) -> int | None:
        """The money as its cell shows it."""
        return self.keuangan_sendiri if self.sendiri else self.baris.keuangan if self.baris else None

    def melebihi_pagu(self, isi: int | None) -> bool:
        """Whether the money typed into the cell is above the pagu."""
        dasar = self.dasar if self.sendiri else 0
        return isi is not None and dasar is not None and dasar + isi > self.pagu

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
            penyebab=row.penyebab if row else "",
            bukti=len(self.bukti),
            pagu=self.pagu,
            keuangan=row.keuangan if row else None,
            fisik=row.fisik if row else None,
            keuangan_sebelumnya=lalu.keuangan if lalu else None,
            fisik_sebelumnya=lalu.fisik if lalu else None,
            alasan_lebih=row.alasan_lebih if row else "",
            akhir_tahun=self.triwulan.nomor == 4,
            tindak_lanjut_lewat=self.tindak_lanjut.lewat,
        )


@dataclass(frozen=True)
class JumlahAnggaran:
    """The foot of the grid: pagu and cumulative money of this and the former quarter in whole rupiah, summed.

    `terisi` of `baris` rows have their money; the others count for nothing in the sums. None: no row has it.
    `keuangan_sendiri` is the money of this quarter alone, of the rows that have it.
    """

    triwulan: Triwulan
    baris: int
    terisi: int
    pagu: int
    keuangan: int | None
    lalu: int | None
    keuangan_sendiri: int | None
    desimal: int
    sendiri: bool

    @property
    def serapan_teks(self) -> str:
        """Absorption of all rows together."""
        return format_persen(calculations.serapan(self.pagu, self.keuangan), self.desimal)


def jumlah_anggaran(
    uang: Iterable[tuple[int, int | None, int | None, int | None]],
    *,
    triwulan: Triwulan,
    desimal: int,
    sendiri: bool,
) -> JumlahAnggaran:
    """The sums of some rows, each (pagu, money to this quarter, money to the former one, money before this quarter)."""
    rows = list(uang)
    kini = [k for _, k, _, _ in rows if k is not None]
    lalu = [n for _, _, n, _ in rows if n is not None]
    saja = [k - dasar for _, k, _, dasar in rows if k is not None and dasar is not None]
    return JumlahAnggaran(
        triwulan=triwulan,
        baris=len(rows),
        terisi=len(kini),
        pagu=sum(p for p, _, _, _ in rows),
        keuangan=sum(kini) if kini else None,
        lalu=sum(lalu) if lalu else None,
        keuangan_sendiri=sum(saja) if saja else None,
        desimal=desimal,
        sendiri=sendiri,
    )
