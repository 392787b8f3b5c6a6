"""Pagu and realisasi of a year with their place in the cascade: of one perangkat daerah, or of many in two queries."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet, Sum

from indicators.models import RencanaTahunan, SubKegiatan
from indicators.selectors.anggaran import (
    AnggaranTriwulan,
    BarisSerapan,
    SubAnggaran,
    jumlah_diketahui,
    serapan_sub_kegiatan,
)
from indicators.selectors.dasbor_baca import PDS, PLANS, TAHUN, UNITS, daftar
from sakip.lib.charts_bentuk import PohonAnggaran, SimpulAnggaran
from sakip.lib.numbers import format_persen, format_rupiah
from sakip.lib.prepared import Prepared

KOLOM = (
    "perangkat_daerah_id",
    "pk",
    "kode",
    "uraian",
    "unit_kerja_id",
    "kegiatan__program_id",
    "kegiatan__program__uraian",
    "kegiatan__program__kode",
    "kegiatan_id",
    "kegiatan__kode",
    "kegiatan__uraian",
    "baris__triwulan",
    "baris__status",
    "baris__keuangan",
    "baris__fisik",
    "pg__rencana",
)


@dataclass(frozen=True)
class Cabang:
    """One sub kegiatan of the budget and the kegiatan it stands in."""

    sub: SubAnggaran
    kegiatan_id: int
    kegiatan_kode: str
    kegiatan: str


def cabang_anggaran(
    *,
    perangkat_daerah: Collection[int],
    tahun: int,
    plans: Sequence[RencanaTahunan],
    units: Iterable[int] | None = None,
) -> dict[int, list[Cabang]]:
    """Every sub kegiatan with pagu in one of the plans of the year, by perangkat daerah, in the order of the cascade.

    `units` narrows to the sub kegiatan of some units. One query, whatever the number of perangkat daerah: a row is one
    sub kegiatan in one plan and one quarter, with the sum of its kinds of spending.
    """
    isi: dict[str, Any] = {"pds": perangkat_daerah, "tahun": tahun, "plans": [p.pk for p in plans]}
    isi["periode"] = {p.periode_id for p in plans}
    rows = SEMUA.all(**isi) if units is None else SEBAGIAN.all(**isi, units=list(units))
    hasil: dict[int, list[Cabang]] = {pk: [] for pk in perangkat_daerah}
    dikenal: dict[int, SubAnggaran] = {}
    for row in rows:
        _tambah(hasil, dikenal, row)
    return hasil


def _rows(units: bool) -> QuerySet[SubKegiatan, Any]:
    sub = SubKegiatan.objects.filter(perangkat_daerah__in=PDS, periode__in=daftar("periode"))
    if units:
        sub = sub.filter(unit_kerja__in=UNITS)
    return (
        sub.annotate(
            baris=FilteredRelation("realisasi_anggaran", condition=Q(realisasi_anggaran__tahun=TAHUN)),
            pg=FilteredRelation("pagu", condition=Q(pagu__rencana__in=PLANS)),
        )
        .order_by("kegiatan__program__urutan", "kegiatan__program", "kegiatan__urutan", "kegiatan", "urutan", "pk")
        .values_list(*KOLOM)
        .annotate(total=Sum("pg__jumlah"))
    )


SEMUA: Prepared[Any] = Prepared(lambda: _rows(units=False))
SEBAGIAN: Prepared[Any] = Prepared(lambda: _rows(units=True))


def _tambah(hasil: dict[int, list[Cabang]], dikenal: dict[int, SubAnggaran], row: Any) -> None:
    pd, pk, kode, uraian, unit, program_id, program, program_kode, kegiatan_id, kegiatan_kode, kegiatan, *baris = row
    triwulan, status, keuangan, fisik, rencana, pagu = baris
    if rencana is None and triwulan is None:
        return
    if pk not in dikenal:
        dikenal[pk] = SubAnggaran(pk, kode, uraian, unit, program_id, program, program_kode, {})
        hasil[pd].append(Cabang(dikenal[pk], kegiatan_id, kegiatan_kode, kegiatan))
    if rencana is not None:
        dikenal[pk].pagu[rencana] = pagu
    if triwulan is not None:
        dikenal[pk].per_triwulan[triwulan] = AnggaranTriwulan(status, keuangan, fisik)


# --- The tree ----------------------------------------------------------------------------------------------------


def pohon_anggaran(
    cabang: Sequence[Cabang],
    rencana: RencanaTahunan | None,
    sampai: int,
    desimal: int,
    alamat: Callable[[int], str] = lambda _: "",
) -> PohonAnggaran | None:
    """Programme, kegiatan, sub kegiatan with pagu of the plan in force and verified realisasi; None without pagu.

    `alamat` gives the page of a sub kegiatan's own row, by its key.
    """
    akar, semua = [], []
    for program in _kelompok(cabang, lambda c: c.sub.program_id):
        anak = []
        for kegiatan in _kelompok(program, lambda c: c.kegiatan_id):
            rows = serapan_sub_kegiatan([c.sub for c in kegiatan], rencana, sampai)
            daun = tuple(simpul_anggaran(r, "Sub kegiatan", desimal, alamat=alamat(r.pk)) for r in rows)
            if rows:
                c = kegiatan[0]
                baris = jumlah_diketahui(rows, pk=c.kegiatan_id, kode=c.kegiatan_kode, nama=c.kegiatan)
                anak.append((baris, simpul_anggaran(baris, "Kegiatan", desimal, anak=daun)))
        if anak:
            s = program[0].sub
            baris = jumlah_diketahui([b for b, _ in anak], pk=s.program_id, kode=s.program_kode, nama=s.program)
            akar.append(simpul_anggaran(baris, "Program", desimal, anak=tuple(simpul for _, simpul in anak)))
            semua.append(baris)
    if not semua:
        return None
    total = jumlah_diketahui(semua)
    return PohonAnggaran(
        judul="Anggaran menurut program, kegiatan, dan sub kegiatan",
        kalimat=kalimat_anggaran(semua, total, desimal),
        akar=tuple(akar),
        total=simpul_anggaran(total, "", desimal),
    )


def simpul_anggaran(
    r: BarisSerapan, jenis: str, desimal: int, *, anak: tuple[SimpulAnggaran, ...] = (), alamat: str = ""
) -> SimpulAnggaran:
    """One row of money as a node, with its texts as every page prints them."""
    return SimpulAnggaran(
        kode=r.kode,
        nama=r.nama,
        jenis=jenis,
        pagu=r.pagu,
        realisasi=r.realisasi,
        pagu_teks=format_rupiah(r.pagu),
        realisasi_teks=format_rupiah(r.realisasi),
        serapan=r.serapan,
        serapan_teks=format_persen(r.serapan, desimal),
        belum=r.belum,
        jumlah=r.jumlah,
        alamat=alamat,
        anak=anak,
    )


def kalimat_anggaran(rows: Sequence[BarisSerapan], total: BarisSerapan, desimal: int) -> str:
    """What is to be seen in a budget: how much is spent, where the most is left, what is not known yet."""
    if total.realisasi is None:
        return f"Pagu {format_rupiah(total.pagu)}; belum ada realisasi keuangan yang terverifikasi."
    kalimat = (
        f"Terserap {format_rupiah(total.realisasi)} dari pagu {format_rupiah(total.pagu)} "
        f"({format_persen(total.serapan, desimal)})"
    )
    sisa = [(r.sisa, r) for r in rows if r.sisa]
    if len(rows) > 1 and sisa:
        banyak, di = max(sisa, key=lambda pasangan: pasangan[0])
        kalimat += f"; sisa terbesar {format_rupiah(banyak)} pada {di.nama}"
    if total.belum:
        kalimat += f"; {total.belum} dari {total.jumlah} sub kegiatan belum memiliki realisasi terverifikasi"
    return f"{kalimat}."


def _kelompok(cabang: Iterable[Cabang], kunci: Callable[[Cabang], int]) -> list[list[Cabang]]:
    hasil: dict[int, list[Cabang]] = {}
    for c in cabang:
        hasil.setdefault(kunci(c), []).append(c)
    return list(hasil.values())
