"""The facts the rules about the data look at, read for one perangkat daerah and year, and what the rules find."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from indicators.checks_data import TemuanData, periksa_data
from indicators.checks_fakta import (
    Fakta,
    IndikatorCek,
    KodeCek,
    NilaiCek,
    Objek,
    PejabatCek,
    ProgramCek,
    RincianCek,
    SasaranCek,
    TujuanCek,
)
from indicators.models import (
    Indikator,
    Nomenklatur,
    Pejabat,
    PemerintahDaerah,
    PerangkatDaerah,
    PeriodeRenstra,
    RealisasiAnggaran,
    RincianRealisasi,
    Target,
    TargetRenstra,
    TingkatPredikat,
    UnitKerja,
    Variabel,
    VariabelRumus,
)
from indicators.rumus import RumusSalah, uraikan
from indicators.selectors import nilai as cetak
from indicators.selectors.nilai import Besaran
from indicators.selectors.unsur import BarisUnsur, RencanaPagu, rencana_tahun, unsur, yang_berlaku
from sakip.lib.periods import Triwulan

BERKODE = ("program", "kegiatan", "sub_kegiatan")
TEKS = ("nama", "definisi", "makna", "alasan", "formulasi", "sumber_data", "penanggung_jawab")
EDISI_BARU = 2023
"""The year from which the four-digit codes of Kepmendagri 900.1.15.5-1317/2023 hold; before it those of 2019 do."""


def temuan_data(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, *, sampai: int = 4, tutup: bool = False
) -> list[TemuanData]:
    """What the rules find in the data of one perangkat daerah and year, errors first. Thirteen queries.

    `perangkat_daerah` has its regency joined; `sampai` is the quarter whose plan is in force, `tutup` whether a
    quarter of the year was closed.
    """
    return periksa_data(fakta_for(perangkat_daerah, periode, tahun, sampai=sampai, tutup=tutup))


def fakta_for(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, *, sampai: int = 4, tutup: bool = False
) -> Fakta:
    """The facts themselves."""
    pd = perangkat_daerah
    units = {u.pk: u for u in UnitKerja.objects.filter(perangkat_daerah=pd)}
    rows = unsur(pd, periode)
    rencana = yang_berlaku(rencana_tahun(pd, tahun), Triwulan(tahun, sampai))
    indikator = _indikator(pd, periode, rencana, units, rows)
    edisi = EDISI_BARU if tahun >= EDISI_BARU else 2019
    setda = pd.jenis == PerangkatDaerah.Jenis.SETDA
    daerah_lain = PemerintahDaerah.objects.exclude(pk=pd.pemerintah_daerah_id).order_by("nama")
    return Fakta(
        perangkat_daerah=Objek("perangkat_daerah", pd.pk, pd.nama),
        tahun=tahun,
        periode=tuple(periode.tahun),
        nama_daerah=pd.pemerintah_daerah.nama,
        daerah_lain=tuple(daerah_lain.values_list("nama", flat=True)),
        edisi=edisi,
        nomenklatur=_nomenklatur(edisi, rencana),
        jenis_kepala=Pejabat.Jenis.SEKDA if setda else Pejabat.Jenis.KEPALA_PD,
        tutup=tutup,
        tujuan=tuple(TujuanCek(_objek(r, units), r.induk is not None) for r in rows if r.jenis == "tujuan"),
        sasaran=tuple(_sasaran(rows, indikator, units)),
        berkode=tuple(KodeCek(_objek(r, units), r.kode) for r in rows if r.jenis in BERKODE),
        indikator=tuple(cek for _, cek in indikator),
        rincian=tuple(_rincian(pd, tahun, units)),
        program=tuple(_program(pd, rows, rencana, tahun, units)),
        pejabat=tuple(_pejabat(pd, units)),
    )


Units = dict[int, UnitKerja]


def _nomenklatur(edisi: int, rencana: RencanaPagu | None) -> frozenset[str]:
    """The codes of an edition. For a former edition's year without a plan there is nothing to hold codes against."""
    if rencana is None and edisi != EDISI_BARU:
        return frozenset()
    return frozenset(Nomenklatur.objects.filter(edisi=edisi).order_by().values_list("kode", flat=True))


def _objek(r: BarisUnsur, units: Units) -> Objek:
    return Objek(r.jenis, r.pk, r.uraian, r.unit, units[r.unit].nama if r.unit in units else "")


def _sasaran(
    rows: Sequence[BarisUnsur], indikator: Sequence[tuple[Indikator, IndikatorCek]], units: Units
) -> Iterable[SasaranCek]:
    jumlah: dict[int | None, int] = {}
    for i, _ in indikator:
        jumlah[i.sasaran_id] = jumlah.get(i.sasaran_id, 0) + 1
    for r in rows:
        if r.jenis == "sasaran":
            yield SasaranCek(_objek(r, units), r.induk is not None, r.atasan is not None, jumlah.get(r.pk, 0))


# --- Indicators ----------------------------------------------------------------------------------------------


def _indikator(
    pd: PerangkatDaerah, periode: PeriodeRenstra, rencana: RencanaPagu | None, units: Units, rows: Sequence[BarisUnsur]
) -> list[tuple[Indikator, IndikatorCek]]:
    """Every indikator with its targets, its variables and how many programmes support it. Four queries."""
    semua = Indikator.objects.filter(perangkat_daerah=pd, periode=periode)
    listed = list(
        semua.select_related("satuan").annotate(jumlah_program=Count("program_pendukung")).order_by("urutan", "pk")
    )
    menurut_pk = {i.pk: i for i in listed}
    variabel: dict[int, set[str]] = {}
    for pk, peran in Variabel.objects.filter(indikator__in=semua.order_by()).values_list("indikator_id", "peran"):
        variabel.setdefault(pk, set()).add(peran)
    simbol = _simbol([i for i in listed if i.rumus == Indikator.Rumus.EKSPRESI])
    kolom = ("indikator_id", "nilai", "tingkat_id", "tingkat__kode")
    renstra: dict[int, dict[int, NilaiCek]] = {}
    for tahun, *isi in TargetRenstra.objects.filter(indikator__in=semua.order_by()).values_list("tahun", *kolom):
        renstra.setdefault(isi[0], {})[tahun] = _nilai(menurut_pk[isi[0]], *isi[1:])
    milik = Target.objects.filter(rencana=rencana.rencana.pk if rencana else None).order_by().values_list(*kolom)
    tahunan = {isi[0]: _nilai(menurut_pk[isi[0]], *isi[1:]) for isi in milik if isi[0] in menurut_pk}
    pemilik = {r.pk: units[r.unit].jalur for r in rows if r.jenis == "sasaran" and r.unit in units}
    return [
        (
            i,
            IndikatorCek(
                objek=Objek("indikator", i.pk, i.nama, i.unit_kerja_id, _nama(units, i.unit_kerja_id)),
                jenjang=i.jenjang,
                iku=i.iku,
                jenis_nilai=i.jenis_nilai,
                rumus=i.rumus,
                variabel=frozenset(variabel.get(i.pk, ())),
                galat_rumus=_galat_rumus(i, simbol.get(i.pk, set())),
                pemilik=pemilik.get(i.sasaran_id or 0, ""),
                jumlah_program=i.jumlah_program,
                target=renstra.get(i.pk, {}),
                rencana=tahunan.get(i.pk),
                teks={str(_sebutan(nama)): getattr(i, nama) for nama in TEKS if getattr(i, nama)},
            ),
        )
        for i in listed
    ]


def _simbol(indikator: Sequence[Indikator]) -> dict[int, set[str]]:
    """The variables of the formulas by indikator. One query, none without a formula."""
    hasil: dict[int, set[str]] = {}
    if indikator:
        rows = VariabelRumus.objects.filter(indikator__in=indikator).order_by()
        for pk, simbol in rows.values_list("indikator_id", "simbol"):
            hasil.setdefault(pk, set()).add(simbol)
    return hasil


def _galat_rumus(indikator: Indikator, simbol: set[str]) -> str:
    """Why the values of an indikator cannot be worked out by its formula; empty when they can, or there is none."""
    if indikator.rumus != Indikator.Rumus.EKSPRESI:
        return ""
    try:
        asing = [v for v in uraikan(indikator.ekspresi).variabel if v not in simbol]
    except RumusSalah as error:
        return str(error)
    return f"Variabel “{asing[0]}” belum ada dalam daftar variabel." if asing else ""


def _nilai(indikator: Indikator, nilai: Decimal | None, tingkat: int | None, kode: str | None) -> NilaiCek:
    step = TingkatPredikat(pk=tingkat, kode=kode) if kode else None
    return NilaiCek(nilai, tingkat, cetak.teks(indikator, Besaran(nilai, step)))


def _sebutan(nama: str) -> str:
    return str(Indikator._meta.get_field(nama).verbose_name).capitalize()  # type: ignore[union-attr]


def _nama(units: Units, pk: int | None) -> str:
    return units[pk].nama if pk in units else ""


# --- Values, money, people -----------------------------------------------------------------------------------


def _rincian(pd: PerangkatDaerah, tahun: int, units: Units) -> Iterable[RincianCek]:
    """The values of the year that have components; what a formula is worked out from are none. One query."""
    rows = (
        RincianRealisasi.objects.filter(
            realisasi__indikator__perangkat_daerah=pd,
            realisasi__tahun=tahun,
            realisasi__nilai__isnull=False,
            simbol="",
        )
        .order_by("realisasi__triwulan", "realisasi__indikator__urutan", "realisasi", "urutan")
        .select_related("realisasi__indikator")
    )
    komponen: dict[int, list[Decimal | None]] = {}
    nilai: dict[int, Any] = {}
    for row in rows:
        komponen.setdefault(row.realisasi_id, []).append(row.nilai)
        nilai[row.realisasi_id] = row.realisasi
    for pk, r in nilai.items():
        i = r.indikator
        objek = Objek("realisasi", i.pk, i.nama, i.unit_kerja_id, _nama(units, i.unit_kerja_id), r.triwulan)
        yield RincianCek(objek, r.nilai, tuple(komponen[pk]))


def _program(
    pd: PerangkatDaerah, rows: Sequence[BarisUnsur], rencana: RencanaPagu | None, tahun: int, units: Units
) -> Iterable[ProgramCek]:
    """The programmes with pagu in the plan in force. One query."""
    per_sub = {pk: jumlah for pk, jumlah in rencana.per_sub.items() if jumlah} if rencana else {}
    terisi = set(
        RealisasiAnggaran.objects.filter(sub_kegiatan__perangkat_daerah=pd, tahun=tahun, keuangan__isnull=False)
        .order_by()
        .values_list("sub_kegiatan_id", flat=True)
    )
    program_dari = {r.pk: r.induk for r in rows if r.jenis == "kegiatan"}
    sub: dict[int | None, list[BarisUnsur]] = {}
    for r in rows:
        if r.jenis == "sub_kegiatan" and r.pk in per_sub:
            sub.setdefault(program_dari.get(r.induk or 0), []).append(r)
    for p in rows:
        if p.jenis == "program" and (milik := sub.get(p.pk)):
            belum = [r for r in milik if r.pk not in terisi]
            yield ProgramCek(
                objek=_objek(p, units),
                pagu=sum(per_sub[r.pk] for r in milik),
                jumlah_sub=len(milik),
                tanpa_realisasi=len(belum),
                unit=tuple(sorted({_nama(units, r.unit) for r in belum})),
            )


def _pejabat(pd: PerangkatDaerah, units: Units) -> Iterable[PejabatCek]:
    """The officials of the perangkat daerah and those of the regency above it. One query."""
    daerah = Q(perangkat_daerah=None, pemerintah_daerah=pd.pemerintah_daerah_id)
    for p in Pejabat.objects.filter(Q(perangkat_daerah=pd) | daerah).order_by("jenis", "nama"):
        objek = Objek("pejabat", p.pk, p.nama_lengkap, p.unit_kerja_id, _nama(units, p.unit_kerja_id))
        yield PejabatCek(objek, p.jenis, p.jabatan_lengkap, p.nip, p.mulai, p.selesai)
