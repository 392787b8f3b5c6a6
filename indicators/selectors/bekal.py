"""What the documents of a perangkat daerah and their checklists are made of, read once for the rest of `bersama`.

A report asks for the IKU, the outputs of the programmes, the tree and the findings: each of them the same indikator
with the same targets and values, in another selection. Inside `bersama` a caller that makes a whole document leaves all
of them here first (`muat_bekal`), and the selectors take from it what they would have asked for. Where nothing was
left, or a selector wants what is not among it, it asks as ever: what comes back is the same.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, Model, PositiveSmallIntegerField, QuerySet

from indicators.models import (
    Indikator,
    JadwalPengisian,
    Kegiatan,
    PemerintahDaerah,
    Program,
    Realisasi,
    RealisasiAnggaran,
    RencanaTahunan,
    Sasaran,
    SubKegiatan,
    Target,
    TargetRenstra,
    TingkatPredikat,
    Tujuan,
    UnitKerja,
)
from indicators.selectors.masa import KINI, kunci
from indicators.selectors.nilai import Besaran
from indicators.selectors.pendahulu import yang_mengukur_di
from indicators.selectors.simpanan import diingat, titip, titipan
from indicators.selectors.simpanan_tetap import tetap
from indicators.selectors.unsur import BarisUnsur, unsur_baris
from sakip.lib.prepared import Prepared, Slot, Slots

BEKAL, JADWAL = "bekal", "jadwal"
PD, PERIODE, RENCANA = kunci("pd"), kunci("periode"), kunci("rencana")
AWAL, AKHIR = (Slot(nama, PositiveSmallIntegerField()) for nama in ("awal", "akhir"))


class Bekal:
    """The indikator of a period with what any line of a document prints of them, their targets and their values.

    Each part is read when it is first wanted. `tahun`: the years whose values a document may want.
    """

    def __init__(self, perangkat_daerah_id: int, periode_id: int, tahun: range) -> None:
        self.pd, self.periode, self.tahun = perangkat_daerah_id, periode_id, tahun
        self._realisasi: dict[int, dict[int, list[Realisasi]]] = {}

    @cached_property
    def indikator(self) -> dict[int, Indikator]:
        """By key, in the order of `urutan`, each with its unit and the tujuan or sasaran it measures. One query."""
        rows = _indikator_baris(self.pd, self.periode)
        sambungan = {"unit_kerja": units(self.pd), "tujuan": self.unsur("tujuan"), "sasaran": self.unsur("sasaran")}
        for i in rows:
            for nama, semua in sambungan.items():
                if (satu := semua.get(getattr(i, f"{nama}_id"))) is not None:
                    setattr(i, nama, satu)
        return {i.pk: i for i in rows}

    def unsur(self, jenis: str) -> dict[int, Any]:
        """The elements of one level by key, in the order of `urutan`, each joined with the one above it and its unit.

        Made of the rows every tree begins with (`selectors.unsur`), which hold all a document prints of them.
        """
        return self._unsur[jenis]

    @cached_property
    def _unsur(self) -> dict[str, dict[int, Any]]:
        hasil: dict[str, dict[int, Any]] = {jenis: {} for jenis in SILSILAH}
        unit = units(self.pd)
        for r in unsur_baris(self.pd, self.periode, False):
            if r.jenis in SILSILAH:
                hasil[r.jenis][r.pk] = self._satu(r, unit)
        for jenis, (_, induk) in SILSILAH.items():
            for satu in hasil[jenis].values():
                if (atas := hasil.get(induk, {}).get(getattr(satu, f"{induk}_id"))) is not None:
                    setattr(satu, induk, atas)
        return hasil

    def _satu(self, r: BarisUnsur, unit: dict[int, UnitKerja]) -> Model:
        model, induk = SILSILAH[r.jenis]
        isi: dict[str, Any] = {
            "pk": r.pk,
            "periode_id": self.periode,
            "perangkat_daerah_id": self.pd,
            f"{induk}_id": r.induk,
        }
        isi |= {"uraian": r.uraian, "urutan": r.urutan}
        if r.jenis in BERUNIT:
            isi |= {"unit_kerja": unit[r.unit]} if r.unit in unit else {"unit_kerja_id": r.unit}
        if r.jenis in BERKODE:
            isi["kode"] = r.kode
        if r.jenis == "sasaran":
            isi["induk_id"] = r.atasan
        satu = model(**isi)
        satu._state.adding, satu._state.db = False, "default"
        return satu

    @cached_property
    def renstra(self) -> dict[int, dict[int, Besaran]]:
        """The targets of the Renstra by indikator and year. One query, and one for the steps of the scales."""
        hasil: dict[int, dict[int, Besaran]] = {}
        langkah = semua_tingkat()
        for pk, tahun, nilai, tingkat in _renstra_baris(self.pd, self.periode):
            hasil.setdefault(pk, {})[tahun] = Besaran(nilai, langkah.get(tingkat))
        return hasil

    def realisasi(self, indikator: Iterable[int]) -> dict[int, dict[int, list[Realisasi]]]:
        """The values, of whatever state, by indikator and year, of those wanted and before. At most one query."""
        if kurang := [pk for pk in indikator if pk not in self._realisasi]:
            self._realisasi |= {pk: {} for pk in kurang}
            langkah = semua_tingkat()
            for row in REALISASI.all(indikator=kurang, awal=self.tahun[0], akhir=self.tahun[-1]):
                row.tingkat = langkah.get(row.tingkat_id or 0)
                self._realisasi[row.indikator_id].setdefault(row.tahun, []).append(row)
        return self._realisasi

    def bernilai(self, indikator: Iterable[int]) -> bool:
        """Whether the values of all of these were wanted already."""
        return all(pk in self._realisasi for pk in indikator)

    def memuat(self, indikator: Iterable[Indikator]) -> bool:
        """Whether all of these are among them."""
        return all(i.pk in self.indikator for i in indikator)

    def mengukur(self, jenjang: Collection[str], dalam: Collection[int] = ()) -> list[Indikator]:
        """Those of some levels that count: of one and its successor the one among `dalam`, else the newer."""
        milik = frozenset(dalam) & self.indikator.keys()
        return [i for i in yang_mengukur_di(list(self.indikator.values()), lambda: milik) if i.jenjang in jenjang]

    def besaran(self, indikator: Indikator) -> dict[int, Besaran]:
        """The targets of the Renstra of one indikator by year."""
        return self.renstra.get(indikator.pk, {})

    def berindikator(self, target: Mapping[int, Target]) -> list[Target]:
        """The targets of a plan, each with its indikator joined, in the order of the indikator."""
        for pk, row in target.items():
            if pk in self.indikator:
                row.indikator = self.indikator[pk]
        return [target[pk] for pk in self.indikator if pk in target]

    def nilai(self, indikator: Collection[int], tahun: Collection[int]) -> Iterator[Realisasi] | None:
        """The values of some indikator (by key) and years; None when some year was not read."""
        if not all(t in self.tahun for t in tahun):
            return None
        semua = self.realisasi(indikator)
        return (row for pk in indikator for t in tahun for row in semua[pk].get(t, ()))


SILSILAH: dict[str, tuple[type[Model], str]] = {
    "tujuan": (Tujuan, "misi"),
    "sasaran": (Sasaran, "tujuan"),
    "program": (Program, "sasaran"),
    "kegiatan": (Kegiatan, "program"),
    "sub_kegiatan": (SubKegiatan, "kegiatan"),
}
"""The levels of a perangkat daerah and where each hangs."""
BERUNIT, BERKODE = ("sasaran", "kegiatan", "sub_kegiatan"), ("program", "kegiatan", "sub_kegiatan")


def muat_bekal(perangkat_daerah_id: int, periode_id: int, tahun: range) -> None:
    """Let it be read once for the rest of `bersama`, as far as it is wanted; `tahun`: the years of the values."""
    titip(BEKAL, {periode_id: {perangkat_daerah_id: Bekal(perangkat_daerah_id, periode_id, tahun)}})


def bekal_of(perangkat_daerah_id: int, periode_id: int) -> Bekal | None:
    """What was left for a perangkat daerah and period, None outside of such a `bersama`."""
    siap = titipan(BEKAL, [periode_id])
    bekal: Bekal | None = siap[0].get(perangkat_daerah_id) if siap else None
    return bekal


def bekal_untuk(indikator: Collection[Indikator]) -> Bekal | None:
    """What was left, where it holds all of some indikator."""
    satu = next(iter(indikator), None)
    bekal = bekal_of(satu.perangkat_daerah_id, satu.periode_id) if satu else None
    return bekal if bekal is not None and bekal.memuat(indikator) else None


@diingat
def target_rencana(rencana_id: int) -> dict[int, Target]:
    """Every target of one plan with its step of a scale, by indikator. One query, one for all callers in `bersama`."""
    langkah = semua_tingkat()
    rows = _target_baris(rencana_id)
    for t in rows:
        t.tingkat = langkah.get(t.tingkat_id or 0)
    return {t.indikator_id: t for t in rows}


@tetap
def units(perangkat_daerah_id: int) -> dict[int, UnitKerja]:
    """The units of a perangkat daerah by key, in their order. One query, one for all callers in `bersama`."""
    return {u.pk: u for u in UNIT.all(pd=perangkat_daerah_id)}


@diingat
def semua_tingkat() -> dict[int, TingkatPredikat]:
    """Every step of every scale by key: a few dozen. One query, one for all callers in `bersama`."""
    return {t.pk: t for t in TINGKAT.all()}


def target_per_indikator(rencana: RencanaTahunan, indikator: Collection[Indikator]) -> dict[int, Target]:
    """The targets of some indikator in one plan. One query, none where the plan was read already."""
    if bekal_untuk(indikator) is not None:
        semua = target_rencana(rencana.pk)
        return {i.pk: semua[i.pk] for i in indikator if i.pk in semua}
    rows = Target.objects.filter(rencana=rencana, indikator__in=indikator).select_related("tingkat")
    return {t.indikator_id: t for t in rows}


@tetap
def jadwal_tahun(perangkat_daerah_id: int, tahun: int) -> dict[int, JadwalPengisian]:
    """The scheduled quarters of a year by number. One query, one for all callers in `bersama`."""
    siap = titipan(JADWAL, [(perangkat_daerah_id, tahun)])
    if siap is not None:
        return dict(siap[0])
    rows = JadwalPengisian.objects.filter(perangkat_daerah=perangkat_daerah_id, tahun=tahun)
    return {j.triwulan: j for j in rows}


def titip_jadwal(perangkat_daerah_id: int, tahun: int, jadwal: Iterable[JadwalPengisian]) -> None:
    """Leave the quarters a caller has read already for the rest of `bersama`."""
    titip(JADWAL, {(perangkat_daerah_id, tahun): {j.triwulan: j for j in jadwal if j.tahun == tahun}})


@diingat
def uang_baris(perangkat_daerah_id: int, tahun: int) -> list[tuple[Any, ...]]:
    """Money and progress of a year by sub kegiatan and quarter, as KOLOM_UANG. One query, one in `bersama`."""
    return UANG.all(pd=perangkat_daerah_id, tahun=tahun)


@tetap
def dukungan_iku(perangkat_daerah_id: int, periode_id: int) -> list[tuple[int, int]]:
    """(programme, indikator it supports) by key, in the order of the indikator. One query, one in `bersama`."""
    return IKU.all(pd=perangkat_daerah_id, periode=periode_id)


@diingat
def nama_daerah() -> list[tuple[int, str, str | None]]:
    """Every regency with the name of each of its perangkat daerah: (key, regency, perangkat daerah). One query."""
    return DAERAH.all()


@tetap
def _indikator_baris(perangkat_daerah_id: int, periode_id: int) -> list[Indikator]:
    return INDIKATOR.all(pd=perangkat_daerah_id, periode=periode_id)


@tetap
def _renstra_baris(perangkat_daerah_id: int, periode_id: int) -> list[tuple[Any, ...]]:
    return RENSTRA.all(pd=perangkat_daerah_id, periode=periode_id)


@tetap
def _target_baris(rencana_id: int) -> list[Target]:
    return TARGET.all(rencana=rencana_id)


def _indikator() -> QuerySet[Indikator]:
    return (
        Indikator.objects.filter(perangkat_daerah=PD, periode=PERIODE)
        .select_related("satuan", "skala", "kondisi_awal_tingkat", "kondisi_akhir_tingkat")
        .order_by("urutan", "pk")
    )


INDIKATOR: Prepared[Indikator] = Prepared(_indikator)
RENSTRA: Prepared[Any] = Prepared(
    lambda: (
        TargetRenstra.objects.filter(indikator__perangkat_daerah=PD, indikator__periode=PERIODE)
        .order_by("tahun")
        .values_list("indikator_id", "tahun", "nilai", "tingkat_id")
    )
)
TARGET: Prepared[Target] = Prepared(lambda: Target.objects.filter(rencana=RENCANA).order_by("pk"))
REALISASI: Prepared[Realisasi] = Prepared(
    lambda: (
        Realisasi.objects.filter(indikator__in=Slots("indikator", BigIntegerField()), tahun__gte=AWAL, tahun__lte=AKHIR)
        .defer("dibuat_pada", "diubah_pada", "diverifikasi_pada")  # no document prints when a value was typed
        .order_by("pk")
    )
)
UNIT: Prepared[UnitKerja] = Prepared(
    lambda: UnitKerja.objects.filter(perangkat_daerah=PD).order_by("urutan", "nama", "pk")
)
KOLOM_UANG = ("sub_kegiatan_id", "triwulan", "keuangan", "fisik", "alasan_lebih", "status")
UANG: Prepared[Any] = Prepared(
    lambda: (
        RealisasiAnggaran.objects.filter(sub_kegiatan__perangkat_daerah=PD, tahun=KINI.tahun)
        .order_by("sub_kegiatan", "triwulan")
        .values_list(*KOLOM_UANG)
    )
)
IKU: Prepared[Any] = Prepared(
    lambda: (
        Program.objects.filter(perangkat_daerah=PD, periode=PERIODE, iku__isnull=False)
        .order_by("iku__urutan", "iku")
        .values_list("pk", "iku")
    )
)
DAERAH: Prepared[Any] = Prepared(
    lambda: (
        PemerintahDaerah.objects.order_by("nama", "pk").values_list("pk", "nama", "perangkat_daerah__nama").distinct()
    )
)
TINGKAT: Prepared[TingkatPredikat] = Prepared(lambda: TingkatPredikat.objects.order_by("skala_id", "-peringkat"))
