"""Pagu and realisasi anggaran of one year: by sub kegiatan, by programme, and as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators import calculations
from indicators.models import RencanaTahunan, Status


@dataclass(frozen=True)
class AnggaranTriwulan:
    """The stored row of one sub kegiatan in one quarter, cumulative: whole rupiah and percent."""

    status: str
    keuangan: int | None
    fisik: Decimal | None


@dataclass(frozen=True)
class SubAnggaran:
    """One sub kegiatan in one year: its pagu in each plan that counted, and its rows by quarter."""

    pk: int
    kode: str
    uraian: str
    unit_id: int
    program_id: int
    program: str
    program_kode: str
    pagu: dict[int, int]
    per_triwulan: dict[int, AnggaranTriwulan] = field(default_factory=dict)

    def terakhir(self, sampai: int) -> AnggaranTriwulan | None:
        """The latest verified row up to a quarter; the rows are cumulative, so it speaks for the year so far."""
        verified = [q for q, row in self.per_triwulan.items() if q <= sampai and row.status == Status.VERIFIED]
        return self.per_triwulan[max(verified)] if verified else None


@dataclass(frozen=True)
class BarisSerapan:
    """Money of one programme (or sub kegiatan, or all): None where nothing is known, which is not zero.

    `belum` of `jumlah` sub kegiatan have no verified realisasi yet.
    """

    pk: int
    kode: str
    nama: str
    pagu: int | None
    realisasi: int | None
    fisik: Decimal | None = None
    jumlah: int = 1
    belum: int = 0

    @property
    def sisa(self) -> int | None:
        """Whole rupiah not spent."""
        return calculations.sisa(self.pagu, self.realisasi)

    @property
    def serapan(self) -> Decimal | None:
        """Absorption in percent, two decimals."""
        return calculations.serapan(self.pagu, self.realisasi)


def serapan_sub_kegiatan(sub: Iterable[SubAnggaran], rencana: RencanaTahunan | None, sampai: int) -> list[BarisSerapan]:
    """Pagu of the plan in force, verified realisasi and progress up to a quarter, one row per sub kegiatan."""
    hasil = []
    for s in sub:
        if rencana is None or rencana.pk not in s.pagu:
            continue
        kini = s.terakhir(sampai)
        hasil.append(
            BarisSerapan(
                pk=s.pk,
                kode=s.kode,
                nama=s.uraian,
                pagu=s.pagu[rencana.pk],
                realisasi=kini.keuangan if kini else None,
                fisik=kini.fisik if kini else None,
                belum=0 if kini and kini.keuangan is not None else 1,
            )
        )
    return hasil


def serapan_program(sub: Iterable[SubAnggaran], rencana: RencanaTahunan | None, sampai: int) -> list[BarisSerapan]:
    """The same summed up by programme, in the order of the programmes."""
    groups: dict[int, list[SubAnggaran]] = {}
    for s in sub:
        groups.setdefault(s.program_id, []).append(s)
    hasil = []
    for pk, own in groups.items():
        rows = serapan_sub_kegiatan(own, rencana, sampai)
        if rows:
            hasil.append(jumlah_diketahui(rows, pk=pk, kode=own[0].program_kode, nama=own[0].program))
    return hasil


def jumlah_diketahui(
    rows: Sequence[BarisSerapan], *, pk: int = 0, kode: str = "", nama: str = "Jumlah"
) -> BarisSerapan:
    """The sum of what is known so far, for a year under way: an unknown realisasi is counted in `belum`.

    A document sums with `laporan.jumlahkan`, where one unknown makes the whole unknown. In a closed quarter nothing
    is unknown and the two are equal (tests/indicators/test_dashboard_demo.py).
    """
    pagu = [r.pagu for r in rows if r.pagu is not None]
    realisasi = [r.realisasi for r in rows if r.realisasi is not None]
    return BarisSerapan(
        pk=pk,
        kode=kode,
        nama=nama,
        pagu=sum(pagu) if pagu else None,
        realisasi=sum(realisasi) if realisasi else None,
        jumlah=sum(r.jumlah for r in rows),
        belum=sum(r.belum for r in rows),
    )
