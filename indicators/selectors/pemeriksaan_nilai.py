"""The facts about values, money, officials, plans and staff that the rules about the data look at."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Q

from indicators import calculations
from indicators.checks_fakta import (
    Objek,
    PejabatCek,
    ProgramCek,
    RealisasiCek,
    RencanaCek,
    RincianCek,
    StatistikCek,
    TingkatCek,
    UangCek,
)
from indicators.models import (
    Indikator,
    Pejabat,
    PerangkatDaerah,
    PeriodeRenstra,
    Realisasi,
    RencanaTahunan,
    RincianRealisasi,
    StatistikPegawai,
    UnitKerja,
)
from indicators.rumus import RumusSalah, uraikan
from indicators.selectors.bekal import bekal_of, semua_tingkat, uang_baris
from indicators.selectors.dokumen import pejabat_dititip
from indicators.selectors.masa import KINI, kunci
from indicators.selectors.unsur import BarisUnsur, RencanaPagu
from sakip.lib.prepared import Prepared

Units = dict[int, UnitKerja]


def nama_unit(units: Units, pk: int | None) -> str:
    """The name of a unit, empty when there is none."""
    return units[pk].sebutan if pk in units else ""


def tingkat() -> Mapping[int, TingkatCek]:
    """Every step of every scale by key. One query."""
    rows = semua_tingkat().items()
    return {pk: TingkatCek(t.kode, t.batas_bawah, t.batas_atas, t.bawah_inklusif) for pk, t in rows}


# --- Values ----------------------------------------------------------------------------------------------------

Bagian = list[tuple[str, Decimal | None]]


def nilai_tahun(
    pd: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, indikator: Mapping[int, Indikator], units: Units
) -> tuple[list[RealisasiCek], list[RincianCek]]:
    """The values of the year of the indikator given, and those of them that have components. One query."""
    nilai_cek, rincian_cek = [], []
    for (_, milik, triwulan, nilai, step, pembilang, penyebut), bagian in _nilai(pd, periode, tahun, indikator):
        i = indikator.get(milik)
        if i is None:
            continue
        objek = Objek("realisasi", i.pk, i.nama, i.unit_kerja_id, nama_unit(units, i.unit_kerja_id), triwulan)
        hitungan = _hitungan(i, pembilang, penyebut, bagian)
        tahunan = i.akumulasi == Indikator.Akumulasi.TAHUNAN
        nilai_cek.append(RealisasiCek(objek, nilai, step, hitungan, pembilang, penyebut, tahunan))
        komponen = tuple(n for simbol, n in bagian if not simbol)
        if komponen and nilai is not None:
            rincian_cek.append(RincianCek(objek, nilai, komponen))
    return nilai_cek, rincian_cek


KOLOM_NILAI = ("pk", "indikator_id", "triwulan", "nilai", "tingkat_id", "pembilang", "penyebut")
NILAI: Prepared[Any] = Prepared(
    lambda: (
        Realisasi.objects.filter(indikator__perangkat_daerah=kunci("pd"), tahun=KINI.tahun)
        .order_by("triwulan", "indikator__urutan", "indikator_id", "pk", "rincian__urutan")
        .values_list(*KOLOM_NILAI, "rincian__simbol", "rincian__nilai")
    )
)
RINCIAN: Prepared[Any] = Prepared(
    lambda: (
        RincianRealisasi.objects.filter(realisasi__indikator__perangkat_daerah=kunci("pd"), realisasi__tahun=KINI.tahun)
        .order_by("realisasi", "urutan")
        .values_list("realisasi_id", "simbol", "nilai")
    )
)


def _nilai(
    pd: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, indikator: Mapping[int, Indikator]
) -> list[tuple[tuple[Any, ...], Bagian]]:
    """The values of the year by quarter and indikator, as KOLOM_NILAI, each with its components in order. One query."""
    bekal = bekal_of(pd.pk, periode.pk)
    siap = bekal.nilai(indikator.values(), [tahun]) if bekal and bekal.bernilai else None
    if siap is None:
        rows = groupby(NILAI.all(pd=pd.pk, tahun=tahun), key=lambda row: row[: len(KOLOM_NILAI)])
        return [(nilai, [tuple(r[-2:]) for r in isi if r[-2] is not None]) for nilai, isi in rows]
    rincian: dict[int, Bagian] = {}
    for pk, simbol, nilai in RINCIAN.all(pd=pd.pk, tahun=tahun):
        rincian.setdefault(pk, []).append((simbol, nilai))
    urut = sorted(siap, key=lambda r: (r.triwulan, indikator[r.indikator_id].urutan, r.indikator_id))
    return [(tuple(getattr(r, k) for k in KOLOM_NILAI), rincian.get(r.pk, [])) for r in urut]


def _hitungan(i: Indikator, pembilang: Decimal | None, penyebut: Decimal | None, bagian: Bagian) -> Decimal | None:
    """What the value follows from, where it follows from something that can be worked out."""
    if i.rumus == Indikator.Rumus.RASIO:
        return calculations.persen(pembilang, penyebut)
    angka = {simbol: nilai for simbol, nilai in bagian if simbol}
    if i.rumus != Indikator.Rumus.EKSPRESI or not angka:
        return None
    try:
        return uraikan(i.ekspresi).hitung(angka)
    except RumusSalah:
        return None


# --- Money -----------------------------------------------------------------------------------------------------


def uang_tahun(
    pd: PerangkatDaerah, tahun: int, rows: Sequence[BarisUnsur], rencana: RencanaPagu | None, units: Units
) -> list[UangCek]:
    """Money and progress of the year by sub kegiatan and quarter. One query."""
    sub = {r.pk: r for r in rows if r.jenis == "sub_kegiatan"}
    hasil: list[UangCek] = []
    lalu: dict[int, tuple[int | None, Decimal | None]] = {}
    for pk, triwulan, keuangan, fisik, alasan, _ in uang_baris(pd.pk, tahun):
        r = sub.get(pk)
        if r is None:
            continue
        objek = Objek("realisasi_anggaran", pk, r.uraian, r.unit, nama_unit(units, r.unit), triwulan)
        pagu = rencana.per_sub.get(pk) if rencana and rencana.per_sub else None
        hasil.append(UangCek(objek, pagu, keuangan, fisik, *lalu.get(pk, (None, None)), alasan=alasan))
        lalu[pk] = (keuangan, fisik)
    return hasil


def program_berpagu(
    rows: Sequence[BarisUnsur],
    rencana: RencanaPagu | None,
    uang: Sequence[UangCek],
    iku: Mapping[int, int],
    units: Units,
) -> Iterable[ProgramCek]:
    """The programmes with pagu in the plan in force. No query."""
    per_sub = {pk: jumlah for pk, jumlah in rencana.per_sub.items() if jumlah} if rencana else {}
    terisi = {u.objek.pk for u in uang if u.keuangan is not None}
    program_dari = {r.pk: r.induk for r in rows if r.jenis == "kegiatan"}
    sub: dict[int | None, list[BarisUnsur]] = {}
    for r in rows:
        if r.jenis == "sub_kegiatan" and r.pk in per_sub:
            sub.setdefault(program_dari.get(r.induk or 0), []).append(r)
    for p in rows:
        if p.jenis == "program" and (milik := sub.get(p.pk)):
            belum = [r for r in milik if r.pk not in terisi]
            yield ProgramCek(
                objek=Objek(p.jenis, p.pk, p.uraian),
                pagu=sum(per_sub[r.pk] for r in milik),
                jumlah_iku=iku.get(p.pk, 0),
                jumlah_sub=len(milik),
                tanpa_realisasi=len(belum),
                unit=tuple(sorted({nama_unit(units, r.unit) for r in belum})),
            )


# --- Papers and people -----------------------------------------------------------------------------------------


def rencana_cek(rencana: Iterable[RencanaPagu]) -> list[RencanaCek]:
    """The versions of the year's plan in order. No query."""
    hasil = []
    for r in rencana:
        p = r.rencana
        nama = f"Rencana {p.get_jenis_display().lower()} {p.tahun}"
        sah = p.status == RencanaTahunan.Status.APPROVED
        hasil.append(RencanaCek(Objek("rencana", p.pk, nama), sah, p.dasar, p.tanggal))
    return hasil


def pejabat_cek(pd: PerangkatDaerah, units: Units) -> Iterable[PejabatCek]:
    """The officials of the perangkat daerah and those of the regency above it. At most one query."""
    for p in _pejabat(pd):
        objek = Objek("pejabat", p.pk, p.nama_lengkap, p.unit_kerja_id, nama_unit(units, p.unit_kerja_id))
        yield PejabatCek(
            *(objek, p.jenis, p.jabatan_lengkap, p.nip, p.mulai, p.selesai),
            pangkat=p.pangkat,
            kedudukan=p.kedudukan,
            daerah=p.perangkat_daerah_id is None,
        )


def _pejabat(pd: PerangkatDaerah) -> list[Pejabat]:
    daerah = Q(perangkat_daerah=None, pemerintah_daerah=pd.pemerintah_daerah_id)
    siap = pejabat_dititip(pd.pemerintah_daerah_id)
    if siap is None:
        return list(Pejabat.objects.filter(Q(perangkat_daerah=pd) | daerah).order_by("jenis", "nama"))
    return sorted((p for p in siap if p.perangkat_daerah_id in (None, pd.pk)), key=lambda p: (p.jenis, p.nama))


def statistik_cek(pd: PerangkatDaerah, tahun: int) -> list[StatistikCek]:
    """The staff of the year by kind. One query."""
    rows: dict[str, list[Any]] = {}
    listed = StatistikPegawai.objects.filter(perangkat_daerah=pd, tahun=tahun).order_by("kelompok", "urutan")
    for pk, kelompok, jumlah in listed.values_list("pk", "kelompok", "jumlah"):
        rows.setdefault(kelompok, []).append((pk, jumlah))
    label = dict(StatistikPegawai.Kelompok.choices)
    return [
        StatistikCek(
            Objek("statistik", isi[0][0], f"Pegawai menurut {str(label[kelompok]).lower()}"),
            kelompok,
            sum(n or 0 for _, n in isi),
            sum(n is None for _, n in isi),
        )
        for kelompok, isi in rows.items()
    ]
