"""The whole sheet as a plain object: its state, its rows and its findings."""

from dataclasses import dataclass, field, replace

from indicators.checks import Level, Temuan
from indicators.models import (
    JadwalPengisian,
    Lembar,
    Status,
    UnitKerja,
)
from indicators.selectors.baris_anggaran import SENDIRI, BarisAnggaran, JumlahAnggaran, jumlah_anggaran
from indicators.selectors.baris_indikator import BarisIndikator
from indicators.selectors.lembar import status_of
from indicators.selectors.tindak_lanjut import TindakLanjutBaris
from indicators.workflow import EDITABLE
from sakip.lib.periods import Triwulan

Baris = BarisIndikator | BarisAnggaran


@dataclass(frozen=True)
class LembarIsian:
    """The whole sheet with its state, its rows and its findings."""

    unit: UnitKerja
    triwulan: Triwulan
    jadwal: JadwalPengisian | None
    lembar: Lembar | None
    indikator: list[BarisIndikator]
    anggaran: list[BarisAnggaran]
    tindak_lanjut: list[TindakLanjutBaris] = field(default_factory=list)

    @property
    def terbuka(self) -> bool:
        """Whether the quarter is open."""
        return self.jadwal is not None and self.jadwal.status == JadwalPengisian.Status.OPEN

    @property
    def status(self) -> str:
        """The state of the sheet."""
        return status_of(self._statuses())

    @property
    def jumlah(self) -> int:
        """Cells that must be filled."""
        return sum(b.wajib for b in self.indikator) + 2 * len(self.anggaran)

    @property
    def terisi(self) -> int:
        """Cells that are."""
        return sum(b.sel_terisi for b in self.indikator) + sum(b.sel_terisi for b in self.anggaran)

    def dengan_cara(self, cara: str) -> "LembarIsian":
        """The same sheet with money shown in another way (`UnitKerja.CaraAnggaran`)."""
        return replace(self, anggaran=[replace(b, cara=cara) for b in self.anggaran])

    def jumlah_anggaran(self, cara: str) -> JumlahAnggaran:
        """The foot of the budget grid."""
        return jumlah_anggaran(
            (
                (
                    b.pagu,
                    b.baris.keuangan if b.baris else None,
                    b.sebelumnya.keuangan if b.sebelumnya else None,
                    b.dasar,
                )
                for b in self.anggaran
            ),
            triwulan=self.triwulan,
            desimal=self.unit.perangkat_daerah.pemerintah_daerah.desimal_anggaran,
            sendiri=cara == SENDIRI,
        )

    @property
    def temuan(self) -> list[Temuan]:
        """All findings, indikator first."""
        return [t for b in self.indikator for t in b.temuan] + [t for s in self.anggaran for t in s.temuan]

    @property
    def kekurangan(self) -> list[Temuan]:
        """The findings that a submission is refused for."""
        return [t for t in self.temuan if t.level == Level.ERROR]

    @property
    def peringatan(self) -> list[Temuan]:
        """The findings that are only shown and that nobody has explained."""
        return [t for t in self.temuan if t.level == Level.WARNING and not t.penjelasan]

    @property
    def dijelaskan(self) -> list[Temuan]:
        """The warnings the unit has explained."""
        return [t for t in self.temuan if t.level == Level.WARNING and t.penjelasan]

    @property
    def dapat_diajukan(self) -> bool:
        """Whether its state (not its completeness) lets it be submitted."""
        return self.terbuka and (not self.status or self.status in EDITABLE)

    @property
    def dapat_ditarik(self) -> bool:
        """Whether a submission can still be recalled: as long as no row of it is verified."""
        semua = self._statuses()
        return self.terbuka and Status.SUBMITTED in semua and Status.VERIFIED not in semua

    def _statuses(self) -> list[str]:
        """The states of the rows that exist."""
        return [b.status for b in self.indikator if b.baris] + [s.status for s in self.anggaran if s.baris]

    @property
    def semua(self) -> list[Baris]:
        """All rows, indikator first."""
        return [*self.indikator, *self.anggaran]

    @property
    def menunggu(self) -> list[Baris]:
        """The rows that were handed in and wait for the verifier."""
        return [b for b in self.semua if b.status == Status.SUBMITTED]

    @property
    def bersih(self) -> list[Baris]:
        """Those of them about which the checks have nothing to say; an explanation is for a person to judge."""
        return [b for b in self.menunggu if not b.temuan]

    @property
    def terverifikasi(self) -> int:
        """How many rows are verified."""
        return sum(b.status == Status.VERIFIED for b in self.semua)

    @property
    def jumlah_baris(self) -> int:
        """How many rows are stored."""
        return sum(b.baris is not None for b in self.semua)

    @property
    def dapat_dikembalikan(self) -> bool:
        """Whether a row is with the verifier: waiting, or verified already."""
        return self.terbuka and (bool(self.menunggu) or self.terverifikasi > 0)
