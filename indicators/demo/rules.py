"""The rules that fill what the published documents do not print. Pure, deterministic, whole rupiah and Decimal only.

docs/demo.md states each of them in one sentence; the sums they keep are the printed ones, to the rupiah.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal

Belanja = dict[int, dict[str, int]]
"""Whole rupiah by sub kegiatan (its number) and kind of spending (its account code)."""

Kuartal = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]

PEGAWAI, BARANG, HIBAH = "5.1.01", "5.1.02", "5.1.05"
MODAL = "5.2"

# Shares in percent at the end of the quarters, by the kind of spending that takes most of a sub kegiatan's pagu:
# salaries run evenly, services begin slowly, grants are paid in two parts, capital goods arrive late in the year.
SERAPAN_TRIWULAN = {PEGAWAI: (24, 49, 74), BARANG: (16, 42, 70), HIBAH: (0, 50, 90), MODAL: (0, 25, 65)}
FISIK_TRIWULAN = {PEGAWAI: (25, 50, 75), BARANG: (20, 48, 76), HIBAH: (0, 50, 95), MODAL: (5, 35, 75)}
RENCANA_TRIWULAN = (18, 45, 72)
"""Planned progress in percent at the end of the first three quarters; the fourth is always the whole."""

MURNI_PERSEN = 95
BERIKUTNYA_PERSEN = 102
RIBUAN = 1000


def bagi_sebanding(total: int, bobot: Sequence[int]) -> list[int]:
    """Divide whole rupiah in proportion to the weights; what rounding leaves goes to the largest remainders.

    Of equal remainders the first one wins. Raises ValueError when there is money but no weight.
    """
    jumlah = sum(bobot)
    if jumlah <= 0:
        if total:
            raise ValueError("There is an amount to divide, but no weight.")
        return [0] * len(bobot)
    bagian = [total * b // jumlah for b in bobot]
    urutan = sorted(range(len(bobot)), key=lambda i: (-(total * bobot[i] % jumlah), i))
    for i in urutan[: total - sum(bagian)]:
        bagian[i] += 1
    return bagian


def belanja_per_sub(
    pagu: Mapping[int, int], total: Mapping[str, int], kesukaan: Sequence[tuple[str, Sequence[int]]]
) -> Belanja:
    """Spread the totals per kind of spending over the sub kegiatan so that every row and every column holds.

    First each kind, in the order of `kesukaan`, fills its natural sub kegiatan in the order named; then the
    north-west-corner rule assigns what is left. Raises ValueError unless both sides add up to the same sum.
    """
    if sum(pagu.values()) != sum(total.values()):
        raise ValueError("The pagu of the sub kegiatan and the totals per kind of spending differ.")
    baris, kolom = dict(pagu), dict(total)
    hasil: Belanja = {nomor: {} for nomor in pagu}

    def isi(nomor: int, kode: str) -> None:
        jumlah = min(baris[nomor], kolom[kode])
        if jumlah:
            hasil[nomor][kode] = hasil[nomor].get(kode, 0) + jumlah
            baris[nomor] -= jumlah
            kolom[kode] -= jumlah

    for kode, daftar in kesukaan:
        for nomor in daftar:
            isi(nomor, kode)
    for nomor in baris:
        for kode in kolom:
            isi(nomor, kode)
    return {nomor: dict(sorted(isian.items())) for nomor, isian in hasil.items()}


def realisasi_per_sub(pagu: Mapping[int, int], total: int) -> dict[int, int]:
    """The money spent of each sub kegiatan of one programme, so that the programme's printed total holds.

    What stays unspent is divided in proportion to pagu × (1 + number mod 3), so that absorption differs between
    sub kegiatan. Raises ValueError when that would exceed a pagu.
    """
    nomor = list(pagu)
    sisa = bagi_sebanding(sum(pagu.values()) - total, [pagu[n] * (1 + n % 3) for n in nomor])
    hasil = {n: pagu[n] - s for n, s in zip(nomor, sisa, strict=True)}
    if any(not 0 <= hasil[n] <= pagu[n] for n in nomor):
        raise ValueError("The unspent money of a sub kegiatan would exceed its pagu.")
    return hasil


def jenis_utama(belanja: Mapping[str, int]) -> str:
    """The kind of spending that shapes a sub kegiatan's year: the one with most money, capital kinds together."""
    per_jenis: dict[str, int] = {}
    for kode, jumlah in belanja.items():
        kunci = MODAL if kode.startswith(MODAL) else kode
        per_jenis[kunci] = per_jenis.get(kunci, 0) + jumlah
    return max(sorted(per_jenis), key=lambda k: per_jenis[k])


def keuangan_kumulatif(realisasi: int, jenis: str) -> list[int]:
    """Money spent up to the end of each quarter, in whole rupiah; the fourth is the whole year's."""
    return [realisasi * persen // 100 for persen in SERAPAN_TRIWULAN[jenis]] + [realisasi]


def fisik_kumulatif(jenis: str) -> list[Decimal]:
    """Physical progress in percent up to the end of each quarter; 100 in the fourth, as printed."""
    return [Decimal(p) for p in FISIK_TRIWULAN[jenis]] + [Decimal(100)]


def target_jumlah(nilai: Decimal) -> Kuartal:
    """Quarterly targets of a count that is added up: whole pieces, floor(target × q / 4) up to quarter q."""
    sampai = [(nilai * q / 4).to_integral_value(ROUND_FLOOR) for q in (1, 2, 3)] + [nilai]
    return sampai[0], sampai[1] - sampai[0], sampai[2] - sampai[1], sampai[3] - sampai[2]


def target_kemajuan(nilai: Decimal) -> Kuartal:
    """Quarterly targets of a percentage that grows over the year: 18, 45, 72 and 100 % of the year's target."""
    awal = [nilai * p / 100 for p in RENCANA_TRIWULAN]
    return awal[0], awal[1], awal[2], nilai


def target_tetap(nilai: Decimal | None) -> Kuartal:
    """Quarterly targets of a position that holds all year: the year's target in every quarter."""
    return nilai, nilai, nilai, nilai


def target_tahunan(nilai: Decimal | None) -> Kuartal:
    """What is measured once a year has its target in the fourth quarter only."""
    return None, None, None, nilai


def pagu_murni(perubahan: int) -> int:
    """The pagu before the change of the budget: 95 % of the changed one, down to whole thousands of rupiah."""
    return perubahan * MURNI_PERSEN // (100 * RIBUAN) * RIBUAN


def pagu_berikutnya(perubahan: int) -> int:
    """The pagu of the next year: 102 % of this year's changed one, down to whole thousands of rupiah."""
    return perubahan * BERIKUTNYA_PERSEN // (100 * RIBUAN) * RIBUAN
