"""What the issued documents read beside the figures: signatories, IKU with their targets, regulations, pagu."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from indicators.models import (
    DasarHukum,
    Indikator,
    PaguAnggaran,
    Pejabat,
    PemerintahDaerah,
    PerangkatDaerah,
    Peraturan,
    PeriodeRenstra,
    Program,
    RencanaTahunan,
    Sasaran,
    Target,
    TargetRenstra,
    Tujuan,
    Variabel,
)
from indicators.selectors.bekal import bekal_of, muat_bekal, target_rencana
from indicators.selectors.masa import KINI, kunci
from indicators.selectors.nilai import Besaran
from indicators.selectors.pendahulu import yang_mengukur_di
from indicators.selectors.rencana import rencana_pk
from indicators.selectors.simpanan import diingat, titip, titipan
from indicators.selectors.simpanan_tetap import tetap
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared


@dataclass(frozen=True)
class IkuRow:
    """One IKU of a perangkat daerah. `sasaran` is None for an IKU of a tujuan; `target` is by year.

    `nomor_sasaran` counts the sasaran (or tujuan) listed, `nomor_tujuan` the tujuan, `nomor` the IKU in its sasaran,
    `nomor_dalam_tujuan` the sasaran of its tujuan (0 for an IKU of the tujuan itself).
    """

    indikator: Indikator
    tujuan: Tujuan | None
    sasaran: Sasaran | None
    nomor_tujuan: int
    nomor_sasaran: int
    nomor: int
    target: dict[int, Besaran] = field(default_factory=dict)
    nomor_dalam_tujuan: int = 0

    @property
    def induk_teks(self) -> str:
        """The words of what it measures: its sasaran, or its tujuan."""
        unsur = self.sasaran or self.tujuan
        return unsur.uraian if unsur else ""


@tetap
def periode_of(perangkat_daerah: PerangkatDaerah, tahun: int) -> PeriodeRenstra | None:
    """The period that governs a year: that of the year's plan, else the latest that covers it. Never a draft.

    One query; the same rule as `selectors.unsur.periode_tahun`.
    """
    pd = perangkat_daerah
    return PERIODE.first(pd=pd.pk, daerah=pd.pemerintah_daerah_id, tahun=tahun)


def _periode() -> QuerySet[PeriodeRenstra]:
    rencana = RencanaTahunan.objects.filter(periode=OuterRef("pk"), perangkat_daerah=kunci("pd"), tahun=KINI.tahun)
    return (
        PeriodeRenstra.objects.filter(
            pemerintah_daerah=kunci("daerah"), tahun_awal__lte=KINI.tahun, tahun_akhir__gte=KINI.tahun
        )
        .exclude(status=PeriodeRenstra.Status.DRAFT)
        .alias(berencana=Exists(rencana))
        .order_by("-berencana", "status", "-tahun_awal")[:1]
    )


PERIODE: Prepared[PeriodeRenstra] = Prepared(_periode)


@diingat
def kepala_perangkat_daerah(perangkat_daerah: PerangkatDaerah, pada: date) -> Pejabat | None:
    """Who heads the perangkat daerah on a day: the definitive official before a Plt. or Plh. One query."""
    jenis = Pejabat.Jenis.SEKDA if perangkat_daerah.jenis == PerangkatDaerah.Jenis.SETDA else Pejabat.Jenis.KEPALA_PD
    siap = pejabat_siap(perangkat_daerah.pemerintah_daerah_id, pada)
    if siap is not None:
        return next((p for p in siap if (p.perangkat_daerah_id, p.jenis) == (perangkat_daerah.pk, jenis)), None)
    return pejabat_menjabat(Q(perangkat_daerah=perangkat_daerah, jenis=jenis), pada).first()


@diingat
def kepala_daerah(pemerintah_daerah: PemerintahDaerah, pada: date) -> Pejabat | None:
    """The head of the regency on a day. One query."""
    siap = pejabat_siap(pemerintah_daerah.pk, pada)
    if siap is not None:
        return next((p for p in siap if p.jenis == Pejabat.Jenis.KEPALA_DAERAH), None)
    return pejabat_menjabat(Q(pemerintah_daerah=pemerintah_daerah, jenis=Pejabat.Jenis.KEPALA_DAERAH), pada).first()


def pejabat_unit(perangkat_daerah: PerangkatDaerah, unit: Iterable[int], pada: date) -> list[Pejabat]:
    """The officials of some units in office on a day, who signs first first. One query."""
    siap = pejabat_siap(perangkat_daerah.pemerintah_daerah_id, pada)
    milik = set(unit)
    if siap is not None:
        return [p for p in siap if p.unit_kerja_id in milik]
    return list(pejabat_menjabat(Q(unit_kerja__in=milik), pada))


def pejabat_menjabat(where: Q, pada: date) -> QuerySet[Pejabat]:
    """The officials in office on a day, the one who signs first: definitive before Plt. and Plh., newest first."""
    in_office = (Q(mulai__isnull=True) | Q(mulai__lte=pada)) & (Q(selesai__isnull=True) | Q(selesai__gte=pada))
    return _pejabat(where & in_office)


def muat_dokumen(perangkat_daerah: PerangkatDaerah, tahun: int) -> None:
    """Let what a document of a year is made of be read once for the rest of `bersama` (`bekal`). Two queries.

    Without a period there is nothing a document could be made of.
    """
    periode = periode_of(perangkat_daerah, tahun)
    if periode is not None:
        muat_bekal(perangkat_daerah.pk, periode.pk, range(periode.tahun_awal, tahun + 1))
        muat_pejabat(perangkat_daerah)


def muat_pejabat(perangkat_daerah: PerangkatDaerah) -> None:
    """Read once, for the rest of `bersama`, who may sign here on whatever day. One query."""
    titip(PEJABAT, {perangkat_daerah.pemerintah_daerah_id: _penanda_tangan(perangkat_daerah)})


@tetap
def _penanda_tangan(perangkat_daerah: PerangkatDaerah) -> list[Pejabat]:
    daerah = perangkat_daerah.pemerintah_daerah_id
    milik = Q(perangkat_daerah=perangkat_daerah) | Q(unit_kerja__perangkat_daerah=perangkat_daerah)
    kepala = Q(jenis__in=(Pejabat.Jenis.SEKDA, Pejabat.Jenis.KEPALA_PD, Pejabat.Jenis.KEPALA_DAERAH))
    sendiri = Q(perangkat_daerah=None)  # those of the regency itself
    return list(_pejabat(Q(pemerintah_daerah=daerah) & (milik | kepala | sendiri)))


def pejabat_dititip(pemerintah_daerah_id: int) -> list[Pejabat] | None:
    """Those left by `muat_pejabat`, in office or not, who signs first first; None when nothing was left."""
    semua = titipan(PEJABAT, [pemerintah_daerah_id])
    return semua[0] if semua is not None else None


PEJABAT = "pejabat"
"""The key under which the officials of a regency are left, inside `bersama`."""


def _pejabat(where: Q) -> QuerySet[Pejabat]:
    rows = Pejabat.objects.filter(where).select_related("pemerintah_daerah", "perangkat_daerah")
    return rows.order_by("kedudukan", F("mulai").desc(nulls_last=True), "pk")


def pejabat_siap(pemerintah_daerah_id: int, pada: date) -> list[Pejabat] | None:
    """Those left by `muat_pejabat` who are in office on a day; None when nothing was left."""
    semua = pejabat_dititip(pemerintah_daerah_id)
    if semua is None:
        return None
    return [p for p in semua if (not p.mulai or p.mulai <= pada) and (not p.selesai or p.selesai >= pada)]


def dasar_hukum(perangkat_daerah: PerangkatDaerah, bagian: Iterable[str]) -> list[Peraturan]:
    """The regulations cited in the first of some parts that has any, in the order of citation. One query."""
    return _dasar_hukum(perangkat_daerah, tuple(bagian))


@tetap
def _dasar_hukum(perangkat_daerah: PerangkatDaerah, urut: tuple[str, ...]) -> list[Peraturan]:
    rows = DasarHukum.objects.filter(perangkat_daerah=perangkat_daerah, bagian__in=urut).select_related("peraturan")
    per_bagian: dict[str, list[Peraturan]] = {}
    for row in rows.order_by("urutan"):
        per_bagian.setdefault(row.bagian, []).append(row.peraturan)
    return next((per_bagian[b] for b in urut if b in per_bagian), [])


@diingat
def iku_rows(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, pada: Triwulan | None = None) -> list[IkuRow]:
    """The IKU of the perangkat daerah itself (not of its units) with their Renstra targets. Two queries.

    Of an IKU and its successor the one that counts in the quarter `pada`; None: from now on.
    """
    return _bernomor(*_iku(perangkat_daerah, periode, unit=False, pada=pada))


def iku_unit_rows(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> dict[int, list[IkuRow]]:
    """The IKU of its units, by the key of the unit whose sasaran they measure, numbered in each. Two queries."""
    indikator, targets = _iku(perangkat_daerah, periode, unit=True)
    per_unit: dict[int, list[Indikator]] = {}
    for i in indikator:
        per_unit.setdefault((i.sasaran.unit_kerja_id if i.sasaran else None) or 0, []).append(i)
    return {unit: _bernomor(milik, targets) for unit, milik in per_unit.items()}


def _iku(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, *, unit: bool, pada: Triwulan | None = None
) -> tuple[list[Indikator], dict[int, dict[int, Besaran]]]:
    """The IKU that count in a quarter (None: from now on), and the targets of all of them. At most one query more."""
    semua, targets = _iku_semua(perangkat_daerah, periode, unit)

    def dalam() -> set[int]:
        rows = Target.objects.filter(indikator__in=[i.pk for i in semua])
        rencana = rencana_pk(perangkat_daerah.pk, pada) if pada else []
        return set(rows.filter(rencana__in=rencana).values_list("indikator_id", flat=True))

    return yang_mengukur_di(semua, dalam), targets


@diingat
def _iku_semua(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, unit: bool
) -> tuple[list[Indikator], dict[int, dict[int, Besaran]]]:
    """The IKU of a period with what their lines print, and their targets of the Renstra by key and year.

    Two queries, none where they were left (`bekal`).

    `unit`: of its units, else of the perangkat daerah itself.
    """
    bekal = bekal_of(perangkat_daerah.pk, periode.pk)
    if bekal is not None:
        milik = [i for i in bekal.indikator.values() if i.iku and _milik_unit(i) is unit]
        return milik, {i.pk: bekal.besaran(i) for i in milik}
    where = Q(sasaran__unit_kerja__isnull=not unit)
    indikator = list(
        Indikator.objects.filter(where, perangkat_daerah=perangkat_daerah, periode=periode, iku=True).select_related(
            "satuan",
            "skala",
            "unit_kerja",
            "tujuan",
            "sasaran__tujuan",
            "kondisi_awal_tingkat",
            "kondisi_akhir_tingkat",
        )
    )
    targets: dict[int, dict[int, Besaran]] = {}
    for row in TargetRenstra.objects.filter(indikator__in=indikator).select_related("tingkat"):
        targets.setdefault(row.indikator_id, {})[row.tahun] = Besaran(row.nilai, row.tingkat)
    return indikator, targets


@diingat
def target_rows(rencana: RencanaTahunan) -> list[IkuRow]:
    """What an annual plan promises: the indikator of the sasaran of the perangkat daerah, target of its year.

    One query.
    """
    rows = target_sasaran(rencana)
    targets = {row.indikator_id: {rencana.tahun: Besaran(row.nilai, row.tingkat)} for row in rows}
    return _bernomor([row.indikator for row in rows], targets)


TARGET = "target"
"""The key under which the targets of a plan are left, inside `bersama`."""


def _milik_unit(indikator: Indikator) -> bool:
    """Whether it measures a sasaran of a unit."""
    return bool(indikator.sasaran and indikator.sasaran.unit_kerja_id)


def _sasaran_sendiri(indikator: Indikator) -> bool:
    """Whether it measures a sasaran of the perangkat daerah itself, not of one of its units."""
    sasaran = indikator.sasaran
    return indikator.jenjang == Indikator.Jenjang.SASARAN and not (sasaran and sasaran.unit_kerja_id)


@diingat
def target_sasaran(rencana: RencanaTahunan) -> list[Target]:
    """The targets of the indikator of the sasaran of the perangkat daerah itself in one plan. One query."""
    siap = titipan(TARGET, [rencana.pk])
    if siap is not None:
        return [t for t in siap[0] if _sasaran_sendiri(t.indikator)]
    bekal = bekal_of(rencana.perangkat_daerah_id, rencana.periode_id)
    if bekal is not None:
        return [t for t in bekal.berindikator(target_rencana(rencana.pk)) if _sasaran_sendiri(t.indikator)]
    rows = Target.objects.filter(
        rencana=rencana, indikator__jenjang=Indikator.Jenjang.SASARAN, indikator__sasaran__unit_kerja__isnull=True
    )
    rows = rows.select_related(
        "tingkat",
        "indikator__satuan",
        "indikator__skala",
        "indikator__unit_kerja",
        "indikator__sasaran__tujuan",
    )
    return list(rows)


def pagu_per_program(rencana: RencanaTahunan) -> list[tuple[Program, int]]:
    """Whole rupiah per programme of one plan, in the order of the programmes. Two queries."""
    rows = (
        PaguAnggaran.objects.filter(rencana=rencana)
        .values("sub_kegiatan__kegiatan__program")
        .annotate(total=Sum("jumlah"))
        .order_by()
    )
    totals = {row["sub_kegiatan__kegiatan__program"]: row["total"] for row in rows}
    programs = Program.objects.filter(pk__in=totals).order_by("urutan", "pk")
    return [(program, totals[program.pk]) for program in programs]


def _bernomor(indikator: list[Indikator], targets: dict[int, dict[int, Besaran]]) -> list[IkuRow]:
    """In the order of the cascade, with the numbers the documents print."""

    def tujuan_of(i: Indikator) -> Tujuan | None:
        return i.tujuan or (i.sasaran.tujuan if i.sasaran else None)

    def kunci(i: Indikator) -> tuple[int, ...]:
        t, s = tujuan_of(i), i.sasaran
        return (t.urutan if t else 0, t.pk if t else 0, s.urutan if s else 0, s.pk if s else 0, i.urutan, i.pk)

    hasil: list[IkuRow] = []
    for i in sorted(indikator, key=kunci):
        t, lama = tujuan_of(i), hasil[-1] if hasil else None
        sama_tujuan = lama is not None and lama.tujuan == t
        sama = sama_tujuan and lama is not None and lama.sasaran == i.sasaran
        dalam = lama.nomor_dalam_tujuan if sama_tujuan and lama else 0
        hasil.append(
            IkuRow(
                indikator=i,
                tujuan=t,
                sasaran=i.sasaran,
                nomor_tujuan=(lama.nomor_tujuan if lama else 0) + (0 if sama_tujuan else 1),
                nomor_sasaran=(lama.nomor_sasaran if lama else 0) + (0 if sama else 1),
                nomor=lama.nomor + 1 if sama and lama else 1,
                target=targets.get(i.pk, {}),
                nomor_dalam_tujuan=dalam + (1 if i.sasaran and not sama else 0),
            )
        )
    return hasil


def variabel_of(indikator: Iterable[Indikator]) -> dict[int, dict[str, str]]:
    """The named variables of some formulas: by the key of the indikator, peran and name. One query."""
    hasil: dict[int, dict[str, str]] = {}
    for row in Variabel.objects.filter(indikator__in=[i.pk for i in indikator]):
        hasil.setdefault(row.indikator_id, {})[row.peran] = row.nama
    return hasil
