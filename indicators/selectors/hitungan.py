"""The value of an indikator that is computed from its programmes: weighted by pagu, from absorption and fisik."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum

from indicators import calculations
from indicators.calculations import ProgramHasil, ProgramRow
from indicators.models import Indikator, PerangkatDaerah, RealisasiAnggaran, SubKegiatan
from indicators.selectors.laporan import Anggaran, jumlahkan
from indicators.selectors.rencana import rencana_pk
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class BarisHitungan:
    """One programme behind the value: its money and progress to the end of the quarter, and what they amount to."""

    program: str
    anggaran: Anggaran
    hasil: ProgramHasil


@dataclass(frozen=True)
class Hitungan:
    """The arithmetic of one value. `nilai` is None while a sub kegiatan with pagu lacks its realisation."""

    baris: list[BarisHitungan]
    total_pagu: int
    nilai: Decimal | None


def hitungan_program(
    perangkat_daerah: PerangkatDaerah, indikator: Sequence[Indikator], triwulan: Triwulan
) -> dict[int, Hitungan]:
    """The arithmetic by indikator pk, from what is stored for the quarter in any state. Two queries."""
    pagu = Sum("pagu__jumlah", filter=Q(pagu__rencana=rencana_pk(perangkat_daerah.pk, triwulan)))
    subs = (
        SubKegiatan.objects.filter(kegiatan__program__iku__in=indikator)
        .values("pk", iku=F("kegiatan__program__iku"), program=F("kegiatan__program__uraian"))
        .annotate(jumlah=pagu)
        .filter(jumlah__isnull=False)
        .order_by("kegiatan__program__urutan", "kegiatan__program__pk")
    )
    rows = RealisasiAnggaran.objects.filter(
        sub_kegiatan__perangkat_daerah=perangkat_daerah, tahun=triwulan.tahun, triwulan=triwulan.nomor
    ).values_list("sub_kegiatan", "keuangan", "fisik")
    realisasi = {pk: (keuangan, fisik) for pk, keuangan, fisik in rows}
    per_iku: dict[int, dict[str, list[Anggaran]]] = {}
    for sub in subs:
        bagian = Anggaran(sub["jumlah"], *realisasi.get(sub["pk"], (None, None)))
        per_iku.setdefault(sub["iku"], {}).setdefault(sub["program"], []).append(bagian)
    return {
        pk: _hitung({nama: jumlahkan(bagian) for nama, bagian in program.items()}) for pk, program in per_iku.items()
    }


def _hitung(program: dict[str, Anggaran]) -> Hitungan:
    hasil = calculations.program_tertimbang([ProgramRow(a.pagu or 0, a.keuangan, a.fisik) for a in program.values()])
    baris = [BarisHitungan(nama, a, h) for (nama, a), h in zip(program.items(), hasil.rows, strict=True)]
    return Hitungan(baris, hasil.total_pagu, hasil.gabungan)
