"""The facts about values, money, officials, plans and staff that the rules about the data look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Q

from indicators import calculations
from indicators.checks_fakta import (
    Fakta,
    IndikatorCek,
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
from indicators.selectors.unsur import RencanaPagu
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


def bernilai(fakta: Fakta, perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> Fakta:
    """The facts with the values and the money of their year. Two queries, three where the values were left (`bekal`).

    All else these are held against stands in `fakta`: it may be what was read before the last value was entered.
    """
    realisasi, rincian = nilai_tahun(perangkat_daerah, periode, fakta)
    uang = uang_tahun(perangkat_daerah, fakta)
    program = tuple(program_berpagu(fakta, uang))
    return replace(fakta, realisasi=tuple(realisasi), rincian=tuple(rincian), uang=tuple(uang), program=program)


def nilai_tahun(
    pd: PerangkatDaerah, periode: PeriodeRenstra, fakta: Fakta
) -> tuple[list[RealisasiCek], list[RincianCek]]:
    """The values of the year of the indikator there are, and those of them that have components."""
    indikator = {i.objek.pk: i for i in fakta.indikator}
    nilai_cek, rincian_cek = [], []
    for (_, milik, triwulan, nilai, step, pembilang, penyebut), bagian in _nilai(pd, periode, fakta):
        i = indikator.get(milik)
        if i is None:
            continue
        objek = replace(i.objek, jenis="realisasi", triwulan=triwulan)
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


def _nilai(pd: PerangkatDaerah, periode: PeriodeRenstra, fakta: Fakta) -> list[tuple[tuple[Any, ...], Bagian]]:
    """The values of the year by quarter and indikator, as KOLOM_NILAI, each with its components in order. One query."""
    bekal, tahun = bekal_of(pd.pk, periode.pk), fakta.tahun
    urutan = {i.objek.pk: n for n, i in enumerate(fakta.indikator)}
    siap = bekal.nilai(urutan, [tahun]) if bekal and bekal.bernilai(urutan) else None
    if siap is None:
        rows = groupby(NILAI.all(pd=pd.pk, tahun=tahun), key=lambda row: row[: len(KOLOM_NILAI)])
        return [(nilai, [tuple(r[-2:]) for r in isi if r[-2] is not None]) for nilai, isi in rows]
    rincian: dict[int, Bagian] = {}
    for pk, simbol, nilai in RINCIAN.all(pd=pd.pk, tahun=tahun):
        rincian.setdefault(pk, []).append((simbol, nilai))
    urut = sorted(siap, key=lambda r: (r.triwulan, urutan[r.indikator_id]))
    return [
        ((r.pk, r.indikator_id, r.triwulan, r.nilai, r.tingkat_id, r.pembilang, r.penyebut), rincian.get(r.pk, []))
        for r in urut
    ]


def _hitungan(i: IndikatorCek, pembilang: Decimal | None, penyebut: Decimal | None, bagian: Bagian) -> Decimal | None:
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


def uang_tahun(pd: PerangkatDaerah, fakta: Fakta) -> list[UangCek]:
    """Money and progress of the year by sub kegiatan and quarter. One query."""
    sub = {u.objek.pk: u.objek for u in fakta.unsur if u.objek.jenis == "sub_kegiatan"}
    hasil: list[UangCek] = []
    lalu: dict[int, tuple[int | None, Decimal | None]] = {}
    for pk, triwulan, keuangan, fisik, alasan, _ in uang_baris(pd.pk, fakta.tahun):
        if pk not in sub:
            continue
        objek = replace(sub[pk], jenis="realisasi_anggaran", triwulan=triwulan)
        hasil.append(
            UangCek(objek, fakta.pagu_sub.get(pk), keuangan, fisik, *lalu.get(pk, (None, None)), alasan=alasan)
        )
        lalu[pk] = (keuangan, fisik)
    return hasil


def program_berpagu(fakta: Fakta, uang: Sequence[UangCek]) -> Iterable[ProgramCek]:
    """The programmes with pagu in the plan in force. No query."""
    pagu = {pk: jumlah for pk, jumlah in fakta.pagu_sub.items() if jumlah}
    terisi = {u.objek.pk for u in uang if u.keuangan is not None}
    program_dari = {u.objek.pk: u.induk for u in fakta.unsur if u.objek.jenis == "kegiatan"}
    sub: dict[int | None, list[Objek]] = {}
    for u in fakta.unsur:
        if u.objek.jenis == "sub_kegiatan" and u.objek.pk in pagu:
            sub.setdefault(program_dari.get(u.induk or 0), []).append(u.objek)
    for u in fakta.unsur:
        p = u.objek
        if p.jenis == "program" and (milik := sub.get(p.pk)):
            belum = [o for o in milik if o.pk not in terisi]
            yield ProgramCek(
                objek=Objek(p.jenis, p.pk, p.nama),
                pagu=sum(pagu[o.pk] for o in milik),
                jumlah_iku=fakta.iku_program.get(p.pk, 0),
                jumlah_sub=len(milik),
                tanpa_realisasi=len(belum),
                unit=tuple(sorted({o.nama_unit for o in belum})),
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
