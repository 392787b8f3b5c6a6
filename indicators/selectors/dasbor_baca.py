"""What the dashboards read of some perangkat daerah in a year: few questions, each for all the parts of a page.

A page counts the values of every sheet, measures the indikator of the year and draws the trends of the IKU. Each of
these asked for targets and values by itself; here one question brings the rows all of them look at.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db.models import (
    BigIntegerField,
    CharField,
    DecimalField,
    F,
    FilteredRelation,
    IntegerField,
    Model,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.base import ModelState

from indicators.calculations import Kebijakan
from indicators.models import (
    Indikator,
    JadwalPengisian,
    Lembar,
    PemerintahDaerah,
    PerangkatDaerah,
    Realisasi,
    RencanaTahunan,
    Status,
    Target,
    TargetRenstra,
    TingkatPredikat,
    UnitKerja,
)
from indicators.selectors.capaian import kebijakan_of
from indicators.selectors.pendahulu import SEBANDING, rantai_sebanding
from indicators.selectors.simpanan_bagian import selama_kepala_tetap
from sakip.lib.prepared import Prepared, Slot, Slots

M = TypeVar("M", bound=Model)
T = TypeVar("T")
ALIAS = "default"


class _Sebagian(Generic[M]):
    """Makes instances of a model from tuples of some of its columns; the others are not read.

    As `Model.from_db` does, in a fifth of the time: a page makes a thousand of them. No signal is sent.
    """

    def __init__(self, model: type[M], *kolom: str) -> None:
        self.kolom = kolom
        self._model = model

    def __call__(self, isi: Sequence[Any]) -> M:
        row = self._model.__new__(self._model)
        row.__dict__.update(zip(self.kolom, isi, strict=True))
        row._state = state = ModelState()
        state.db, state.adding = ALIAS, False
        return row


TINGKAT = _Sebagian(TingkatPredikat, "id", "skala_id", "kode", "keterangan", "peringkat", "batas_bawah", "batas_atas")
TARGET = _Sebagian(Target, "rencana_id", "indikator_id", "nilai", "tingkat_id", "tw1", "tw2", "tw3", "tw4")
RENSTRA = _Sebagian(TargetRenstra, "tahun", "indikator_id", "nilai", "tingkat_id")
REALISASI = _Sebagian(
    Realisasi, "indikator_id", "tahun", "triwulan", "status", "nilai", "tingkat_id", "pembilang", "penyebut"
)
RENCANA = _Sebagian(
    RencanaTahunan, "id", "periode_id", "perangkat_daerah_id", "tahun", "urutan", "berlaku_mulai", "status"
)


# Where the values go of questions whose SQL is written once.
def daftar(nama: str) -> Any:
    """A place for the keys of some rows."""
    return Slots(nama, BigIntegerField())


TAHUN: Any = Slot("tahun", PositiveSmallIntegerField())
YEARS: Any = Slots("years", PositiveSmallIntegerField())
PDS, PLANS, SETAHUN, UNITS = daftar("pds"), daftar("plans"), daftar("setahun"), daftar("units")
TREN, UKUR = daftar("tren"), daftar("ukur")

KOLOM_TINGKAT = tuple(f"tingkat__{k}" for k in TINGKAT.kolom)
KOLOM_TARGET = (
    *("jenis", "indikator__unit_kerja", "indikator__akumulasi", "tahun"),
    *TARGET.kolom,
    *KOLOM_TINGKAT,
)

Nilai = dict[tuple[int, int], dict[int, Realisasi]]
"""Stored values by (indikator, year) and quarter."""


@dataclass(frozen=True)
class Terbaca:
    """Rows of targets and values; of the values only what a figure is worked out from (not why it is so).

    `nilai` are verified, `status` is that of every value of the page's year by indikator and quarter. `per_target` and
    `per_nilai` count the rows of the sheets: by (plan, unit, mode of accumulation), and by (unit, quarter, mode,
    status, whether it is empty).
    """

    rantai: Mapping[int, Sequence[Indikator]]
    target: dict[tuple[int, int], Target] = field(default_factory=dict)
    renstra: dict[tuple[int, int], TargetRenstra] = field(default_factory=dict)
    nilai: Nilai = field(default_factory=dict)
    status: dict[tuple[int, int], str] = field(default_factory=dict)
    per_target: dict[tuple[int, int, str], int] = field(default_factory=dict)
    per_nilai: dict[tuple[int, int, str, str, bool], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Pertanyaan:
    """What is asked for: the page's year with all sheets of some units, whole years of some indikator.

    `plans` are the approved plans of `years` (the page's year included), `kosong` the years in which a quarter has
    none in force. `indikator` are measured in the year; those of `tren` in all years, with what they continue.
    """

    tahun: int
    years: Sequence[int]
    plans: Sequence[RencanaTahunan]
    kosong: Collection[int]
    indikator: Collection[int]
    tren: Collection[int]
    rantai: Mapping[int, Sequence[Indikator]]
    units: Collection[int]

    @cached_property
    def bertahun(self) -> set[int]:
        """The indikator whose values of all years are wanted."""
        return {*self.tren, *(i.pk for pk in self.tren for i in self.rantai.get(pk, ()))}

    @cached_property
    def ukur(self) -> set[int]:
        """The indikator whose figures are wanted."""
        return {*self.indikator, *self.bertahun}

    @property
    def plans_tahun(self) -> list[int]:
        """The plans of the page's year, every version: a sheet was filled under the one of its quarter."""
        return [p.pk for p in self.plans if p.tahun == self.tahun]


def baca(tanya: Pertanyaan) -> Terbaca:
    """Targets and values. Two queries, whatever the number of perangkat daerah."""
    hasil = Terbaca(tanya.rantai)
    _baca_target(tanya, hasil)
    _baca_nilai(tanya, hasil)
    return hasil


def _baca_target(tanya: Pertanyaan, hasil: Terbaca) -> None:
    setahun, ukur, units = set(tanya.plans_tahun), tanya.ukur, set(tanya.units)
    banyak = len(TARGET.kolom)
    for jenis, unit, cara, tahun, *row in _target(tanya, setahun):
        isi, tingkat = row[:banyak], row[banyak:]
        rencana, indikator = isi[:2]
        if jenis == "renstra":
            hasil.renstra[indikator, tahun] = _dengan(RENSTRA((tahun, *isi[1:4])), tingkat)
            continue
        if rencana in setahun and unit in units:
            kunci = (rencana, unit, cara)
            hasil.per_target[kunci] = hasil.per_target.get(kunci, 0) + 1
        if indikator in ukur:
            hasil.target[indikator, rencana] = _dengan(TARGET(isi), tingkat)


def _target(tanya: Pertanyaan, setahun: Collection[int]) -> Iterable[tuple[Any, ...]]:
    """Targets of the plans, and those of the Renstra for the years without one, as rows of one shape."""
    isi = {"setahun": setahun, "plans": [p.pk for p in tanya.plans], "tren": tanya.bertahun}
    if not tanya.kosong:
        return TARGET_RENCANA.all(**isi)
    return TARGET_SEMUA.all(**isi, ukur=tanya.ukur, years=tanya.kosong)


def _target_rencana() -> QuerySet[Target, Any]:
    rows = Target.objects.filter(Q(rencana__in=SETAHUN) | Q(rencana__in=PLANS, indikator__in=TREN)).order_by()
    jenis: Any = {"jenis": Value("target", CharField()), "tahun": Value(None, IntegerField())}
    return rows.annotate(**jenis).values_list(*KOLOM_TARGET)


def _target_renstra() -> QuerySet[TargetRenstra, Any]:
    angka: Any = DecimalField(max_digits=20, decimal_places=4)
    jenis: Any = {"jenis": Value("renstra", CharField()), "rencana_id": Value(None, IntegerField())}
    jenis |= {f"tw{q}": Value(None, angka) for q in (1, 2, 3, 4)}
    rows = TargetRenstra.objects.filter(indikator__in=UKUR, tahun__in=YEARS).order_by()
    return rows.annotate(**jenis).values_list(*KOLOM_TARGET)


TARGET_RENCANA: Prepared[Any] = Prepared(_target_rencana)
TARGET_SEMUA: Prepared[Any] = Prepared(lambda: _target_rencana().union(_target_renstra(), all=True))


def _baca_nilai(tanya: Pertanyaan, hasil: Terbaca) -> None:
    """Every value of the sheets of the year, and the verified ones of the years of a trend."""
    ukur, units, banyak = tanya.ukur, set(tanya.units), len(REALISASI.kolom)
    rows = NILAI.all(tahun=tanya.tahun, years=tanya.years, units=units, ukur=ukur, tren=tanya.bertahun)
    for unit, cara, *row in rows:
        isi, tingkat = row[:banyak], row[banyak:]
        indikator, tahun, triwulan, status, nilai, tingkat_id, *_ = isi
        if tahun == tanya.tahun:
            hasil.status[indikator, triwulan] = status
            if unit in units:
                kunci = (unit, triwulan, cara, status, nilai is None and tingkat_id is None)
                hasil.per_nilai[kunci] = hasil.per_nilai.get(kunci, 0) + 1
        if status == Status.VERIFIED and indikator in ukur:
            hasil.nilai.setdefault((indikator, tahun), {})[triwulan] = _dengan(REALISASI(isi), tingkat)


def _nilai() -> QuerySet[Realisasi, Any]:
    # As a subquery: it leads to the values by their index, where the same condition on the join reads all values.
    dari = Indikator.objects.filter(Q(unit_kerja__in=UNITS) | Q(pk__in=UKUR)).order_by().values("pk")
    waktu = Q(tahun=TAHUN) | Q(tahun__in=YEARS, status=Status.VERIFIED, indikator__in=TREN)
    rows = Realisasi.objects.filter(waktu, indikator__in=dari, tahun__in=YEARS).order_by()
    return rows.values_list("indikator__unit_kerja", "indikator__akumulasi", *REALISASI.kolom, *KOLOM_TINGKAT)


NILAI: Prepared[Any] = Prepared(_nilai)


def _dengan(row: T, tingkat: Sequence[Any]) -> T:
    """A row with its step of a scale."""
    if tingkat[0] is not None:
        row.tingkat = TINGKAT(tingkat)  # type: ignore[attr-defined]
    return row


def kebijakan_tetap(pemerintah_daerah: PemerintahDaerah) -> Kebijakan:
    """The regency's policy of capaian, kept while nothing that all of it share is written."""
    return selama_kepala_tetap(pemerintah_daerah.pk, ("kebijakan",), lambda: kebijakan_of(pemerintah_daerah))


# --- Places, schedules and plans -----------------------------------------------------------------------------------


def jadwal_dan_rencana(
    pks: Collection[int], tahun: int, years: Iterable[int]
) -> tuple[dict[int, list[JadwalPengisian]], dict[int, list[RencanaTahunan]]]:
    """The quarters of a year and the approved plans of some years, by perangkat daerah, each in its order. One query.

    Of a plan only what says when it counts and which period it was made in.
    """
    jadwal: dict[int, dict[int, JadwalPengisian]] = {pk: {} for pk in pks}
    plans: dict[int, dict[int, RencanaTahunan]] = {pk: {} for pk in pks}
    banyak = len(JADWAL)
    for pk, *row in JADWAL_RENCANA.all(pds=pks, tahun=tahun, years=years):
        satu, plan = row[:banyak], row[banyak:]
        if satu[1] is not None and satu[1] not in jadwal[pk]:
            jadwal[pk][satu[1]] = JadwalPengisian(perangkat_daerah_id=pk, **dict(zip(JADWAL, satu, strict=True)))
        if plan[0] is not None and plan[0] not in plans[pk]:
            plans[pk][plan[0]] = RENCANA(plan)
    return {pk: list(isi.values()) for pk, isi in jadwal.items()}, {pk: list(isi.values()) for pk, isi in plans.items()}


JADWAL = ("tahun", "triwulan", "batas", "status")


def _jadwal_rencana() -> QuerySet[PerangkatDaerah, Any]:
    sah = Q(rencana__tahun__in=YEARS, rencana__status=RencanaTahunan.Status.APPROVED)
    rows = PerangkatDaerah.objects.filter(pk__in=PDS).annotate(
        j=FilteredRelation("jadwal", condition=Q(jadwal__tahun=TAHUN)), r=FilteredRelation("rencana", condition=sah)
    )
    kolom = ("pk", *(f"j__{k}" for k in JADWAL), *(f"r__{k}" for k in RENCANA.kolom))
    return rows.order_by("j__triwulan", "r__tahun", "r__urutan").values_list(*kolom)


JADWAL_RENCANA: Prepared[Any] = Prepared(_jadwal_rencana)


def rencana_sah(perangkat_daerah: int, years: Iterable[int]) -> list[RencanaTahunan]:
    """The approved plans of one perangkat daerah and some years, in the order of their versions. One query."""
    return RENCANA_PD.all(pds=[perangkat_daerah], years=years)


RENCANA_PD: Prepared[RencanaTahunan] = Prepared(
    lambda: RencanaTahunan.objects.filter(
        perangkat_daerah__in=PDS, tahun__in=YEARS, status=RencanaTahunan.Status.APPROVED
    ).order_by("tahun", "urutan")
)


def unit_dan_lembar(units: QuerySet[UnitKerja], tahun: int) -> tuple[list[UnitKerja], list[Lembar]]:
    """Units in the order given, and their sheets of a year as far as deadlines go. One query."""
    return _unit_lembar(_dengan_lembar(units, tahun), tahun)


def unit_dan_lembar_pd(perangkat_daerah: Collection[int], tahun: int) -> tuple[list[UnitKerja], list[Lembar]]:
    """The same of all units of some perangkat daerah."""
    return _unit_lembar(UNIT_PD.all(pds=perangkat_daerah, tahun=tahun), tahun)


LEMBAR = ("id", "triwulan", "batas_khusus", "pertama_diajukan")


def _dengan_lembar(units: QuerySet[UnitKerja], tahun: Any) -> QuerySet[UnitKerja]:
    kolom: Any = {f"lb_{k}": F(f"lb__{k}") for k in LEMBAR}
    return units.annotate(lb=FilteredRelation("lembar", condition=Q(lembar__tahun=tahun)), **kolom)


UNIT_PD: Prepared[UnitKerja] = Prepared(
    lambda: _dengan_lembar(UnitKerja.objects.filter(perangkat_daerah__in=PDS).order_by("urutan", "nama"), TAHUN)
)


def _unit_lembar(rows: Iterable[UnitKerja], tahun: int) -> tuple[list[UnitKerja], list[Lembar]]:
    hasil: dict[int, UnitKerja] = {}
    lembar = []
    for unit in rows:
        hasil.setdefault(unit.pk, unit)
        isi: dict[str, Any] = {k: getattr(unit, f"lb_{k}") for k in LEMBAR}
        if isi["id"] is not None:
            lembar.append(Lembar(unit_kerja_id=unit.pk, tahun=tahun, **isi))
    return list(hasil.values()), lembar


def dengan_pendahulu(rows: QuerySet[Indikator], where: Q) -> QuerySet[Indikator]:
    """The indikator of some perangkat daerah (`pds`): those a condition chooses, and what an IKU of them continues."""
    milik = Indikator.objects.filter(perangkat_daerah__in=PDS)
    dilanjutkan = milik.filter(iku=True, predecessor__isnull=False).order_by().values("predecessor")
    semua = rows.filter(perangkat_daerah__in=PDS).annotate(dipilih=where)
    return semua.filter(Q(dipilih=True) | Q(pk__in=dilanjutkan))


def indikator_dan_pendahulu(
    tanya: Prepared[Indikator], **isi: Any
) -> tuple[list[Indikator], dict[int, list[Indikator]]]:
    """The indikator a question `dengan_pendahulu` chooses, and what an IKU of them continues, nearest first.

    One query, two more only where an IKU continues what was none.
    """
    semua: dict[int, Any] = {i.pk: i for i in tanya.all(**isi)}
    hasil = [i for i in semua.values() if i.dipilih]
    rantai: dict[int, list[Indikator]] = {}
    terputus = []
    for i in hasil:
        if i.iku and i.predecessor_id:
            milik_i = _rantai(i, semua)
            if milik_i is None:
                terputus.append(i.pk)
            elif milik_i:
                rantai[i.pk] = milik_i
    return hasil, rantai | _rantai_jauh(terputus)


def _rantai(i: Indikator, semua: Mapping[int, Indikator]) -> list[Indikator] | None:
    """What an indikator continues as long as it is measured alike; None where a generation was not read."""
    hasil: list[Indikator] = []
    sesudah = i
    while sesudah.predecessor_id and sesudah.predecessor_id not in {i.pk, *(lama.pk for lama in hasil)}:
        sebelum = semua.get(sesudah.predecessor_id)
        if sebelum is None:
            return None
        if any(getattr(sebelum, k) != getattr(sesudah, k) for k in SEBANDING):
            break
        hasil.append(sebelum)
        sesudah = sebelum
    return hasil


def _rantai_jauh(pks: Sequence[int]) -> dict[int, list[Indikator]]:
    if not pks:
        return {}
    rantai = rantai_sebanding(pks)
    lama = Indikator.objects.select_related("satuan", "periode").in_bulk(
        {pk for satu in rantai.values() for pk in satu}
    )
    return {pk: [lama[sebelum] for sebelum in satu] for pk, satu in rantai.items() if satu}
