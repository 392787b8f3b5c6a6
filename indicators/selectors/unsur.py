"""The elements of a cascade as plain rows, and a year's plans with their pagu: what tree and findings begin with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, CharField, F, FilteredRelation, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

from indicators.models import (
    Kebijakan,
    Kegiatan,
    Misi,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    RencanaTahunan,
    Sasaran,
    Strategi,
    SubKegiatan,
    Tujuan,
    Visi,
)
from indicators.selectors.masa import kunci
from indicators.selectors.rencana import in_force
from indicators.selectors.simpanan_tetap import tetap
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared


@dataclass(frozen=True)
class BarisUnsur:
    """One element of the cascade. `induk` is the key of the element one level up, `atasan` a sasaran's `induk`."""

    jenis: str
    pk: int
    induk: int | None
    atasan: int | None
    unit: int | None
    kode: str
    uraian: str
    urutan: int


# Level, column of the element above it, further columns it has.
TINGKAT: list[tuple[str, type[Model], str | None, tuple[str, ...]]] = [
    ("visi", Visi, None, ()),
    ("misi", Misi, "visi_id", ()),
    ("tujuan", Tujuan, "misi_id", ()),
    ("sasaran", Sasaran, "tujuan_id", ("induk_id", "unit_kerja_id")),
    ("program", Program, "sasaran_id", ("kode",)),
    ("kegiatan", Kegiatan, "program_id", ("kode", "unit_kerja_id")),
    ("sub_kegiatan", SubKegiatan, "kegiatan_id", ("kode", "unit_kerja_id")),
]
# How a sasaran is to be reached, in words: beside the programmes, without code or money.
ARAH: list[tuple[str, type[Model], str | None, tuple[str, ...]]] = [
    ("strategi", Strategi, "sasaran_id", ()),
    ("kebijakan", Kebijakan, "strategi_id", ("unit_kerja_id",)),
]
MILIK_DAERAH = ("visi", "misi")


def unsur(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, *, arah: bool = False) -> list[BarisUnsur]:
    """Every element of one period of a perangkat daerah, visi and misi of its regency too, in order. One query.

    All tables in one UNION: a page that needs them would otherwise spend most of its queries here. `arah`: strategi and
    kebijakan too.
    """
    return list(unsur_baris(perangkat_daerah.pk, periode.pk, arah))


@tetap
def unsur_baris(perangkat_daerah_id: int, periode_id: int, arah: bool) -> list[BarisUnsur]:
    """The same by keys. One query, one for all callers in `bersama`."""
    rows = UNSUR[arah].all(pd=perangkat_daerah_id, periode=periode_id)
    return sorted((BarisUnsur(*row) for row in rows), key=lambda r: (r.urutan, r.pk))


# PostgreSQL wants one type per column: an absent column says which it would have.
TANPA_KUNCI: Any = Cast(Value(None), BigIntegerField())
TANPA_TEKS: Any = Value("", CharField())


def _bagian(jenis: str, model: Any, induk: str | None, lain: tuple[str, ...]) -> Any:
    milik = {} if jenis in MILIK_DAERAH else {"perangkat_daerah": kunci("pd")}
    rows = model.objects.filter(periode=kunci("periode"), **milik).order_by()
    return rows.values_list(
        Value(jenis, CharField()),
        "pk",
        F(induk) if induk else TANPA_KUNCI,
        F("induk_id") if "induk_id" in lain else TANPA_KUNCI,
        F("unit_kerja_id") if "unit_kerja_id" in lain else TANPA_KUNCI,
        F("kode") if "kode" in lain else TANPA_TEKS,
        "uraian",
        "urutan",
    )


def _gabungan(arah: bool) -> QuerySet[Any]:
    parts = [_bagian(*tingkat) for tingkat in [*TINGKAT, *(ARAH if arah else [])]]
    return parts[0].union(*parts[1:], all=True)


UNSUR: dict[bool, Prepared[Any]] = {arah: Prepared(partial(_gabungan, arah)) for arah in (False, True)}


def menurut_induk(rows: Iterable[BarisUnsur]) -> dict[tuple[str, int | None], list[BarisUnsur]]:
    """The rows by (level, key of the element above), each in order."""
    hasil: dict[tuple[str, int | None], list[BarisUnsur]] = {}
    for row in rows:
        hasil.setdefault((row.jenis, row.induk), []).append(row)
    return hasil


# --- Plans of a year -----------------------------------------------------------------------------------------


@dataclass
class RencanaPagu:
    """One version of a year's plan with its pagu in whole rupiah, by sub kegiatan and by kind of spending.

    `belanja` is {(kode, nama): rupiah}; both are empty when the plan has no pagu.
    """

    rencana: RencanaTahunan
    per_sub: dict[int, int] = field(default_factory=dict)
    belanja: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def total(self) -> int | None:
        """The pagu of the whole plan, None when none was entered."""
        return sum(self.per_sub.values()) if self.per_sub else None


KOLOM_PAGU = ("pagu__sub_kegiatan_id", "pagu__jenis_belanja__kode", "pagu__jenis_belanja__nama", "pagu__jumlah")
KOLOM_RENCANA = ("pk", "tahun", "urutan", "jenis", "berlaku_mulai", "dasar", "tanggal", "status", "contoh")


def rencana_tahun(perangkat_daerah: PerangkatDaerah, tahun: int) -> list[RencanaPagu]:
    """Every version of one year's plan, drafts too, in the order of the versions, with its pagu. One query."""
    rows = (
        RencanaTahunan.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun)
        .order_by("urutan", "pagu__jenis_belanja__kode")
        .values_list(*KOLOM_RENCANA, *KOLOM_PAGU)
    )
    hasil: dict[int, RencanaPagu] = {}
    for row in rows:
        kolom, (sub, kode, nama, jumlah) = row[: len(KOLOM_RENCANA)], row[len(KOLOM_RENCANA) :]
        if row[0] not in hasil:
            hasil[row[0]] = RencanaPagu(RencanaTahunan(**dict(zip(KOLOM_RENCANA, kolom, strict=True))))
        if sub is not None:
            plan = hasil[row[0]]
            plan.per_sub[sub] = plan.per_sub.get(sub, 0) + jumlah
            plan.belanja[kode, nama] = plan.belanja.get((kode, nama), 0) + jumlah
    return list(hasil.values())


def yang_berlaku(rencana: list[RencanaPagu], triwulan: Triwulan) -> RencanaPagu | None:
    """Of a year's versions, the one in force in a quarter; None when none is approved."""
    plans = [r.rencana for r in rencana if r.rencana.status == RencanaTahunan.Status.APPROVED]
    berlaku = in_force(plans, triwulan)
    return next((r for r in rencana if r.rencana is berlaku), None)


# --- Periods -------------------------------------------------------------------------------------------------


def periode_daerah(perangkat_daerah: PerangkatDaerah) -> list[PeriodeRenstra]:
    """The periods of the regency, the latest first, each with the years it holds plans of this place for. One query."""
    milik = FilteredRelation("rencana", condition=Q(rencana__perangkat_daerah=perangkat_daerah.pk))
    rows = (
        PeriodeRenstra.objects.filter(pemerintah_daerah=perangkat_daerah.pemerintah_daerah_id)
        .annotate(milik=milik, tahun_milik=F("milik__tahun"))
        .order_by("-tahun_awal", "-tahun_akhir")
    )
    hasil: dict[int, PeriodeRenstra] = {}
    for row in rows:
        periode = hasil.setdefault(row.pk, row)
        if row.tahun_milik is not None:
            periode.tahun_rencana |= {row.tahun_milik}
    return list(hasil.values())


def kunci_periode(periode: PeriodeRenstra) -> str:
    """How an address names a period: `2021-2026`."""
    return f"{periode.tahun_awal}-{periode.tahun_akhir}"


def periode_tahun(semua: list[PeriodeRenstra], tahun: int) -> PeriodeRenstra | None:
    """The period a year belongs to: the one its plan was made in, else the latest in force that contains it.

    Then a closed one, a draft last. A year outside every period falls back to the latest period.
    """
    berencana = [p for p in semua if tahun in p.tahun_rencana]
    memuat = [p for p in semua if tahun in p.tahun]
    return next(iter(berencana or sorted(memuat or semua, key=lambda p: URUTAN_STATUS[p.status])), None)


URUTAN_STATUS = {s: n for n, s in enumerate(("ACTIVE", "CLOSED", "DRAFT"))}


def alasan_periode(periode: PeriodeRenstra, tahun: int) -> str:
    """Why a year uses this period, as it goes on a sentence about both."""
    if tahun in periode.tahun_rencana:
        return f"rencana tahun {tahun} dibuat dalam periode ini"
    if tahun not in periode.tahun:
        return f"belum ada periode yang memuat tahun {tahun}"
    alasan = {"ACTIVE": "periode berlaku yang terbaru", "CLOSED": "tidak ada periode berlaku yang memuatnya"}
    return alasan.get(periode.status, "baru draf ini yang memuatnya")


def sebut_periode(semua: list[PeriodeRenstra], tahun: int) -> str:
    """Which of several periods that contain a year is used for it; empty where there is no choice."""
    memuat = [p for p in semua if tahun in p.tahun]
    dipakai = periode_tahun(semua, tahun)
    if len(memuat) < 2 or dipakai is None:
        return ""
    daftar = " dan ".join(str(p) for p in memuat)
    alasan = alasan_periode(dipakai, tahun)
    return f"Tahun {tahun} termuat dalam periode {daftar}. Yang dipakai: {dipakai}, karena {alasan}."
