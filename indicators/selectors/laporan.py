"""What only the annual report reads: the programme tree with money and progress, staff, units, vision, components.

Everything is read in bulk: the number of queries does not depend on the number of rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Q, QuerySet, Sum

from indicators import calculations
from indicators.models import (
    Indikator,
    JadwalPengisian,
    Kegiatan,
    Misi,
    PaguAnggaran,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    RencanaTahunan,
    RincianRealisasi,
    SkalaPredikat,
    StatistikPegawai,
    Status,
    SubKegiatan,
    Target,
    TargetRenstra,
    TingkatPredikat,
    Tujuan,
    UnitKerja,
    Visi,
)
from indicators.rumus import memakai
from indicators.selectors.bekal import (
    Bekal,
    bekal_of,
    dukungan_iku,
    jadwal_tahun,
    semua_tingkat,
    target_rencana,
    uang_baris,
)
from indicators.selectors.masa import KINI, kunci
from indicators.selectors.nilai import Besaran
from indicators.selectors.pendahulu import yang_mengukur
from indicators.selectors.simpanan_tetap import tetap
from indicators.selectors.unit_nama import bernama_pada, dengan_nama_lama
from sakip.lib.prepared import Prepared

T = TypeVar("T")


@dataclass(frozen=True)
class Anggaran:
    """Money and physical progress of one element at the end of the year. None: not known, never zero.

    `keuangan` and `fisik` of an element above are None as soon as one sub kegiatan with pagu below it lacks its own.
    """

    pagu: int | None = None
    keuangan: int | None = None
    fisik: Decimal | None = None

    @property
    def serapan(self) -> Decimal | None:
        """Realisation as a percentage of the pagu."""
        return calculations.serapan(self.pagu, self.keuangan)

    @property
    def sisa(self) -> int | None:
        """Rupiah not spent."""
        return calculations.sisa(self.pagu, self.keuangan)

    @property
    def efisiensi(self) -> Decimal | None:
        """100 - serapan."""
        return calculations.efisiensi(self.pagu, self.keuangan)


TANPA_ANGGARAN = Anggaran()


@dataclass(frozen=True)
class IndikatorTarget:
    """An output indicator with its target of the plan (quarters included) and of every year of the Renstra."""

    indikator: Indikator
    target: Target | None
    per_tahun: dict[int, Besaran]


@dataclass(frozen=True)
class SubKegiatanNode:
    """One sub kegiatan. `nomor` runs through the whole table."""

    nomor: int
    sub_kegiatan: SubKegiatan
    anggaran: Anggaran
    indikator: list[IndikatorTarget] = field(default_factory=list)


@dataclass(frozen=True)
class KegiatanNode:
    """One kegiatan with its sub kegiatan. `nomor` runs through the whole table."""

    nomor: int
    kegiatan: Kegiatan
    anggaran: Anggaran
    sub_kegiatan: list[SubKegiatanNode]
    indikator: list[IndikatorTarget] = field(default_factory=list)


@dataclass(frozen=True)
class ProgramNode:
    """One programme with its kegiatan, and the keys of the IKU it supports."""

    nomor: int
    program: Program
    iku: list[int]
    anggaran: Anggaran
    kegiatan: list[KegiatanNode]
    indikator: list[IndikatorTarget] = field(default_factory=list)


def jumlahkan(bagian: Iterable[Anggaran]) -> Anggaran:
    """Several elements together: sums of money, progress weighted by pagu. Elements without pagu do not count."""
    terisi = [a for a in bagian if a.pagu is not None]
    if not terisi:
        return TANPA_ANGGARAN
    pagu = sum(a.pagu or 0 for a in terisi)
    berpagu = [a for a in terisi if a.pagu]
    keuangan = None if any(a.keuangan is None for a in berpagu) else sum(a.keuangan or 0 for a in terisi)
    fisik = None
    if pagu and all(a.fisik is not None for a in berpagu):
        tertimbang = sum((Decimal(a.pagu or 0) * (a.fisik or 0) for a in berpagu), Decimal(0))
        fisik = calculations.rasio(tertimbang, pagu, 1)
    return Anggaran(pagu, keuangan, fisik)


def pohon_program(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, rencana: RencanaTahunan, sampai: int = 4
) -> list[ProgramNode]:
    """All programmes of the period with pagu of the plan and verified realisation up to a quarter. Ten queries."""
    anggaran = anggaran_sub(rencana, sampai)
    indikator = _indikator_keluaran(perangkat_daerah, periode, rencana)
    tempat = {"pd": perangkat_daerah.pk, "periode": periode.pk}
    iku: dict[int, list[int]] = {}
    for pk, indikator_pk in dukungan_iku(perangkat_daerah.pk, periode.pk):
        iku.setdefault(pk, []).append(indikator_pk)
    bekal = bekal_of(perangkat_daerah.pk, periode.pk)
    programs, kegiatan, subs = (
        bekal.unsur(jenis).values() if bekal else tanya.all(**tempat) for jenis, tanya in CABANG.items()
    )
    kegiatan_of = _kelompok(kegiatan, "program_id")
    subs_of = _kelompok(subs, "kegiatan_id")
    hasil: list[ProgramNode] = []
    nomor_kegiatan = nomor_sub = 0
    for nomor, program in enumerate(programs, start=1):
        cabang: list[KegiatanNode] = []
        semua: list[Anggaran] = []
        for k in kegiatan_of.get(program.pk, []):
            nomor_kegiatan += 1
            daun = []
            for s in subs_of.get(k.pk, []):
                nomor_sub += 1
                milik = indikator.get(("sub_kegiatan", s.pk), [])
                daun.append(SubKegiatanNode(nomor_sub, s, anggaran.get(s.pk, TANPA_ANGGARAN), milik))
            jumlah = jumlahkan(d.anggaran for d in daun)
            semua += [d.anggaran for d in daun]
            cabang.append(KegiatanNode(nomor_kegiatan, k, jumlah, daun, indikator.get(("kegiatan", k.pk), [])))
        milik = indikator.get(("program", program.pk), [])
        hasil.append(ProgramNode(nomor, program, iku.get(program.pk, []), jumlahkan(semua), cabang, milik))
    return hasil


def _tempat(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(perangkat_daerah=kunci("pd"), periode=kunci("periode")).order_by("urutan", "pk")


CABANG: dict[str, Prepared[Any]] = {
    "program": Prepared(lambda: _tempat(Program.objects.select_related("sasaran__tujuan"))),
    "kegiatan": Prepared(lambda: _tempat(Kegiatan.objects.select_related("unit_kerja"))),
    "sub_kegiatan": Prepared(lambda: _tempat(SubKegiatan.objects.select_related("unit_kerja"))),
}


def anggaran_sub(rencana: RencanaTahunan, sampai: int = 4) -> dict[int, Anggaran]:
    """Pagu of the plan and verified realisation at the end of a quarter of its year, by sub kegiatan. Two queries."""
    return anggaran_triwulan(rencana, [sampai])[sampai]


def anggaran_triwulan(rencana: RencanaTahunan, triwulan: Iterable[int]) -> dict[int, dict[int, Anggaran]]:
    """The same at the end of several quarters: {triwulan: {sub kegiatan: cumulative}}. Two queries."""
    pagu, realisasi = pagu_sub(rencana), _uang(rencana.perangkat_daerah_id, rencana.tahun)
    kosong = (None, None)
    return {q: {pk: Anggaran(jumlah, *realisasi.get((pk, q), kosong)) for pk, jumlah in pagu.items()} for q in triwulan}


@tetap
def pagu_rencana(perangkat_daerah_id: int, tahun: int) -> dict[int, dict[int, int]]:
    """Whole rupiah by plan and sub kegiatan, for every plan of a year. One query, one for all callers in `bersama`."""
    hasil: dict[int, dict[int, int]] = {}
    for rencana, sub, jumlah in PAGU.all(pd=perangkat_daerah_id, tahun=tahun):
        hasil.setdefault(rencana, {})[sub] = jumlah
    return hasil


def pagu_sub(rencana: RencanaTahunan) -> dict[int, int]:
    """Whole rupiah by sub kegiatan of one plan. One query, one for the plans of a year in `bersama`."""
    return pagu_rencana(rencana.perangkat_daerah_id, rencana.tahun).get(rencana.pk, {})


def _uang(perangkat_daerah_id: int, tahun: int) -> dict[tuple[int, int], tuple[int | None, Decimal | None]]:
    """Verified money and progress of a year by sub kegiatan and quarter. One query."""
    rows = uang_baris(perangkat_daerah_id, tahun)
    return {(pk, q): (keuangan, fisik) for pk, q, keuangan, fisik, _, status in rows if status == Status.VERIFIED}


PAGU: Prepared[Any] = Prepared(
    lambda: (
        PaguAnggaran.objects.filter(rencana__perangkat_daerah=kunci("pd"), rencana__tahun=KINI.tahun)
        .values("rencana", "sub_kegiatan")
        .annotate(total=Sum("jumlah"))
        .order_by()
        .values_list("rencana", "sub_kegiatan", "total")
    )
)


def _indikator_keluaran(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, rencana: RencanaTahunan
) -> dict[tuple[str, int], list[IndikatorTarget]]:
    """Indicators of programme, kegiatan and sub kegiatan with their targets, by level and element. Three queries."""
    jenjang = [Indikator.Jenjang.PROGRAM, Indikator.Jenjang.KEGIATAN, Indikator.Jenjang.SUB_KEGIATAN]
    bekal = bekal_of(perangkat_daerah.pk, periode.pk)
    if bekal is not None:
        return _keluaran(bekal, jenjang, target_rencana(rencana.pk))
    rows = list(
        Indikator.objects.filter(yang_mengukur([rencana.pk]), perangkat_daerah=perangkat_daerah, periode=periode)
        .filter(jenjang__in=jenjang)
        .select_related("satuan", "unit_kerja")
        .order_by("urutan", "pk")
    )
    where = {
        "indikator__perangkat_daerah": perangkat_daerah,
        "indikator__periode": periode,
        "indikator__jenjang__in": jenjang,
    }
    plan = Target.objects.filter(rencana=rencana, **where).select_related("tingkat")
    target = {t.indikator_id: t for t in plan}
    per_tahun: dict[int, dict[int, Besaran]] = {}
    for row in TargetRenstra.objects.filter(**where).select_related("tingkat"):
        per_tahun.setdefault(row.indikator_id, {})[row.tahun] = Besaran(row.nilai, row.tingkat)
    hasil: dict[tuple[str, int], list[IndikatorTarget]] = {}
    for i in rows:
        induk = (i.jenjang, i.program_id or i.kegiatan_id or i.sub_kegiatan_id or 0)
        hasil.setdefault(induk, []).append(IndikatorTarget(i, target.get(i.pk), per_tahun.get(i.pk, {})))
    return hasil


def _keluaran(
    bekal: Bekal, jenjang: Collection[str], target: Mapping[int, Target]
) -> dict[tuple[str, int], list[IndikatorTarget]]:
    """The same of what was read already."""
    hasil: dict[tuple[str, int], list[IndikatorTarget]] = {}
    for i in bekal.mengukur(jenjang, target):
        induk = (i.jenjang, i.program_id or i.kegiatan_id or i.sub_kegiatan_id or 0)
        hasil.setdefault(induk, []).append(IndikatorTarget(i, target.get(i.pk), bekal.besaran(i)))
    return hasil


def _kelompok(rows: Iterable[T], kunci: str) -> dict[int, list[T]]:
    hasil: dict[int, list[T]] = {}
    for row in rows:
        hasil.setdefault(getattr(row, kunci), []).append(row)
    return hasil


@dataclass(frozen=True)
class ArahRenstra:
    """Vision, missions and tujuan of a period, with the indicators of each tujuan."""

    visi: list[Visi]
    misi: list[Misi]
    tujuan: list[Tujuan]
    indikator_tujuan: dict[int, list[Indikator]]


def arah_renstra(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> ArahRenstra:
    """What the Renstra aims at. Four queries."""
    indikator: dict[int, list[Indikator]] = {}
    rows = Indikator.objects.filter(
        yang_mengukur(), perangkat_daerah=perangkat_daerah, periode=periode, jenjang=Indikator.Jenjang.TUJUAN
    )
    bekal = bekal_of(perangkat_daerah.pk, periode.pk)
    for i in bekal.mengukur([Indikator.Jenjang.TUJUAN]) if bekal else rows.order_by("urutan", "pk"):
        indikator.setdefault(i.tujuan_id or 0, []).append(i)
    semua_visi, semua_misi = _visi_misi(periode.pk)
    misi = {m.pk: m for m in semua_misi}
    semua = Tujuan.objects.filter(perangkat_daerah=perangkat_daerah, periode=periode).order_by("urutan", "pk")
    tujuan = list(bekal.unsur("tujuan").values() if bekal else semua)
    for t in tujuan:
        if t.misi_id in misi:
            t.misi = misi[t.misi_id]
    return ArahRenstra(
        visi=semua_visi,
        misi=list(misi.values()),
        tujuan=tujuan,
        indikator_tujuan=indikator,
    )


@tetap
def _visi_misi(periode_id: int) -> tuple[list[Visi], list[Misi]]:
    visi, misi = Visi.objects.filter(periode=periode_id), Misi.objects.filter(periode=periode_id)
    return list(visi.order_by("urutan", "pk")), list(misi.order_by("urutan", "pk"))


@tetap
def statistik_pegawai(perangkat_daerah: PerangkatDaerah, tahun: int) -> list[StatistikPegawai]:
    """Staff at the end of a year, in the order of the groups. One query."""
    return list(
        StatistikPegawai.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun).order_by("kelompok", "urutan")
    )


@tetap
def unit_kerja_pada(perangkat_daerah: PerangkatDaerah, tahun: int) -> list[UnitKerja]:
    """The units that existed in a year, named as on its last day, each after its parent's siblings. One query."""
    ada = (Q(berlaku_dari__isnull=True) | Q(berlaku_dari__year__lte=tahun)) & (
        Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__year__gte=tahun)
    )
    units = UnitKerja.objects.filter(ada, perangkat_daerah=perangkat_daerah).order_by("urutan", "nama")
    return [bernama_pada(unit, date(tahun, 12, 31)) for unit in dengan_nama_lama(units)]


def rincian_tahunan(indikator: Sequence[Indikator], tahun: int) -> dict[int, list[RincianRealisasi]]:
    """The components of the verified values of the fourth quarter, by indikator. One query.

    The variables of a formula are no components, but for the unsur of an IKM.
    """
    hasil: dict[int, list[RincianRealisasi]] = {}
    rows = RincianRealisasi.objects.filter(
        realisasi__indikator__in=indikator,
        realisasi__tahun=tahun,
        realisasi__triwulan=4,
        realisasi__status=Status.VERIFIED,
    ).select_related("realisasi__indikator")
    for row in rows.order_by("realisasi", "urutan"):
        if not row.simbol or memakai(row.realisasi.indikator.ekspresi, "ikm"):
            hasil.setdefault(row.realisasi.indikator_id, []).append(row)
    return hasil


def skala_tingkat(kode: Iterable[str]) -> dict[str, list[TingkatPredikat]]:
    """The steps of some scales, best first, by the code of the scale. Two queries."""
    langkah: dict[int, list[TingkatPredikat]] = {}
    for t in sorted(semua_tingkat().values(), key=lambda t: t.peringkat, reverse=True):
        langkah.setdefault(t.skala_id, []).append(t)
    return {satu: langkah.get(pk, []) for pk, satu in _skala(frozenset(kode))}


@tetap
def _skala(kode: frozenset[str]) -> list[tuple[int, str]]:
    return list(SkalaPredikat.objects.filter(kode__in=kode).values_list("pk", "kode"))


def triwulan_ditutup(perangkat_daerah: PerangkatDaerah, tahun: int, triwulan: int) -> bool:
    """Whether a quarter has been closed: only then its values are final. One query."""
    jadwal = jadwal_tahun(perangkat_daerah.pk, tahun).get(triwulan)
    return jadwal is not None and jadwal.status == JadwalPengisian.Status.CLOSED
