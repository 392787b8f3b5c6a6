"""What a copy of a period into another one would hold: the rows are put together here, and stored by a service.

The preview and the copy are the same rows. Targets stay behind: a new period promises anew.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from indicators.models import (
    ContohRumus,
    Crosscutting,
    FaktorKunci,
    Indikator,
    Kebijakan,
    Kegiatan,
    Misi,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    Sasaran,
    Strategi,
    SubKegiatan,
    Tujuan,
    UnitKerja,
    Variabel,
    VariabelRumus,
    Visi,
)
from indicators.selectors.salinan_kode import KodeHilang, periksa_kode
from indicators.selectors.salinan_nilai import KondisiAwal, kondisi_awal
from indicators.selectors.unit_pengganti import pengganti_unit

BUKAN_DISALIN = ("id", "dibuat_pada", "diubah_pada")
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class PilihanSalin:
    """What the person chose to carry. Tujuan and sasaran always go: all else hangs on them.

    `realisasi`: the last realised value becomes the kondisi awal; `usulan`: a code that is gone is replaced by the
    one the new edition gives the same name.
    """

    visi_misi: bool = False
    strategi: bool = True
    pohon: bool = True
    indikator: bool = True
    program: bool = True
    realisasi: bool = True
    usulan: bool = True


@dataclass
class Salinan:
    """The rows of one copy, not stored yet: `baru` by model in the order of storing, `dari` {model: {former key: row}}.

    `iku`: {former program: former indikator it supports}. `galat`: why it cannot be made, in sentences.
    """

    asal: PeriodeRenstra
    tujuan: PeriodeRenstra
    perangkat_daerah: list[PerangkatDaerah]
    pilihan: PilihanSalin
    baru: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    dari: dict[type[models.Model], dict[int, Any]] = field(default_factory=dict)
    iku: list[tuple[int, int]] = field(default_factory=list)
    kode: list[KodeHilang] = field(default_factory=list)
    kondisi: list[KondisiAwal] = field(default_factory=list)
    unit: list[tuple[UnitKerja, UnitKerja | None]] = field(default_factory=list)
    galat: list[str] = field(default_factory=list)

    @property
    def hitungan(self) -> list[tuple[str, int]]:
        """How many rows of each kind, in reading order; kinds without any are left out."""
        return [(NAMA[m], len(rows)) for m, rows in self.baru.items() if m in NAMA and rows]

    @property
    def jumlah(self) -> int:
        """All rows a person would count."""
        return sum(n for _, n in self.hitungan)

    @property
    def ciri(self) -> str:
        """The preview in one word: the copy is made of what was shown, or not at all."""
        isi = [[m.__name__, sorted((lama, _cap(r)) for lama, r in rows.items())] for m, rows in self.dari.items()]
        return hashlib.sha256(repr((isi, self.pilihan, sorted(self.iku), self.galat)).encode()).hexdigest()[:32]


NAMA: dict[type[models.Model], str] = {
    Visi: "Visi",
    Misi: "Misi",
    Tujuan: "Tujuan",
    Sasaran: "Sasaran",
    Strategi: "Strategi",
    Kebijakan: "Kebijakan",
    Program: "Program",
    Kegiatan: "Kegiatan",
    SubKegiatan: "Sub kegiatan",
    Indikator: "Indikator",
    FaktorKunci: "Faktor kunci keberhasilan",
    Crosscutting: "Crosscutting",
}


def _cap(row: Any) -> str:
    """What may change between a preview and its copy."""
    return "|".join(str(getattr(row, k, "")) for k in ("uraian", "nama", "kode", "unit_kerja_id", "kondisi_awal_nilai"))


def salinan(
    asal: PeriodeRenstra, tujuan: PeriodeRenstra, perangkat_daerah: Sequence[PerangkatDaerah], pilihan: PilihanSalin
) -> Salinan:
    """Put the copy together. At most 24 queries, whatever the number of rows and of perangkat daerah."""
    hasil = Salinan(asal, tujuan, list(perangkat_daerah), pilihan)
    hasil.galat += _galat(hasil)
    if not hasil.galat:
        _Penyalin(hasil).susun()
    return hasil


def _galat(s: Salinan) -> list[str]:
    if s.asal.pk == s.tujuan.pk or s.asal.pemerintah_daerah_id != s.tujuan.pemerintah_daerah_id:
        return ["Pilih periode lain dari pemerintah daerah yang sama sebagai sumber salinan."]
    if s.tujuan.status == PeriodeRenstra.Status.CLOSED:
        return [f"Periode Renstra {s.tujuan} sudah ditutup; isinya tinggal dibaca."]
    if not s.perangkat_daerah:
        return ["Pilih perangkat daerah yang isinya disalin."]
    return [
        f"{pd.nama} sudah berisi pada periode {s.tujuan}. Salinan hanya dibuat ke periode yang masih kosong, agar "
        "tidak ada unsur yang berganda; hapus isinya lebih dulu, atau lanjutkan mengisinya dengan tangan."
        for pd in s.perangkat_daerah
        if pd.pk in _berisi(s)
    ]


def _berisi(s: Salinan) -> set[int]:
    """The perangkat daerah that have something in the new period. One query."""
    bagian = [
        m._default_manager.filter(periode=s.tujuan, perangkat_daerah__in=s.perangkat_daerah)
        .order_by()
        .values_list("perangkat_daerah_id", flat=True)
        for m in (Tujuan, Sasaran, Program, Indikator)
    ]
    return set(bagian[0].union(*bagian[1:]))


def _salin(row: Row, **ganti: Any) -> Row:
    """The same row, not stored, in other hands."""
    kolom = (f for f in row._meta.concrete_fields if f.name not in BUKAN_DISALIN)
    baru = type(row)(**{f.attname: getattr(row, f.attname) for f in kolom})
    for nama, nilai in ganti.items():
        setattr(baru, nama, nilai)
    return baru


class _Penyalin:
    def __init__(self, s: Salinan) -> None:
        self.s = s
        units = UnitKerja.objects.filter(perangkat_daerah__in=s.perangkat_daerah)
        self.unit = pengganti_unit(units, date(s.tujuan.tahun_awal, 1, 1))
        self.unit_disebut: dict[int, None] = {}

    def susun(self) -> None:
        s, p = self.s, self.s.pilihan
        self._daerah()
        self._tingkat(Tujuan, misi=Misi)
        self._tingkat(Sasaran, tujuan=Tujuan)
        for lama, baru in s.dari[Sasaran].items():
            baru.induk = s.dari[Sasaran].get(self.sasaran_induk[lama] or 0)
        if p.strategi:
            self._tingkat(Strategi, sasaran=Sasaran)
            self._tingkat(Kebijakan, strategi=Strategi)
        if p.program:
            self._tingkat(Program, sasaran=Sasaran)
            self._tingkat(Kegiatan, program=Program)
            self._tingkat(SubKegiatan, kegiatan=Kegiatan)
            s.kode = periksa_kode(
                [s.baru[Program], s.baru[Kegiatan], s.baru[SubKegiatan]], s.tujuan.tahun_awal, pakai=p.usulan
            )
        if p.indikator:
            self._indikator()
        if p.pohon:
            self._pohon()
        s.unit = [self.unit[pk] for pk in self.unit_disebut]

    def _rows(self, model: type[Row]) -> Iterable[Row]:
        rows: Any = model._default_manager.filter(periode=self.s.asal, perangkat_daerah__in=self.s.perangkat_daerah)
        return rows.order_by("pk")

    def _catat(self, model: type[models.Model], lama: int, baru: Any) -> None:
        self.s.baru.setdefault(model, []).append(baru)
        self.s.dari.setdefault(model, {})[lama] = baru

    def _tingkat(self, model: type[models.Model], **induk: type[models.Model]) -> None:
        """All rows of one level, each below the copy of what it was below."""
        self.s.baru[model], self.s.dari[model] = [], {}
        if model is Sasaran:
            self.sasaran_induk: dict[int, int | None] = {}
        ((kolom, atas),) = induk.items()
        for row in self._rows(model):
            r: Any = row
            kunci = getattr(r, f"{kolom}_id")
            ganti: dict[str, Any] = {"periode": self.s.tujuan, kolom: self.s.dari.get(atas, {}).get(kunci)}
            if isinstance(row, Sasaran):
                self.sasaran_induk[row.pk] = row.induk_id
                ganti["induk"] = None
            if getattr(r, "unit_kerja_id", None):
                ganti["unit_kerja_id"] = self._unit(r.unit_kerja_id)
            self._catat(model, r.pk, _salin(r, **ganti))

    def _unit(self, pk: int) -> int:
        """The unit that carries it in the new period: itself, or what continues it."""
        if pk not in self.unit:
            return pk
        lama, baru = self.unit[pk]
        if baru is not lama:
            self.unit_disebut[pk] = None
        return (baru or lama).pk

    def _daerah(self) -> None:
        """Visi and misi: found again by their words where the new period has them, copied where that is chosen."""
        s = self.s
        for model, kolom in ((Visi, None), (Misi, "visi")):
            s.baru[model], s.dari[model] = [], {}
            ada = {_kata(r.uraian): r for r in model._default_manager.filter(periode=s.tujuan)}
            for row in model._default_manager.filter(periode=s.asal).order_by("pk"):
                r: Any = row
                if _kata(r.uraian) in ada:
                    s.dari[model][r.pk] = ada[_kata(r.uraian)]
                elif s.pilihan.visi_misi:
                    induk = {kolom: s.dari[Visi].get(r.visi_id)} if kolom else {}
                    self._catat(model, r.pk, _salin(r, periode=s.tujuan, **induk))

    def _indikator(self) -> None:
        """Those that were not replaced within their period, of the elements that go along; with their formulas."""
        s = self.s
        induk: dict[str, type[models.Model]] = {"tujuan": Tujuan, "sasaran": Sasaran, "program": Program}
        induk |= {"kegiatan": Kegiatan, "sub_kegiatan": SubKegiatan}
        s.baru[Indikator], s.dari[Indikator] = [], {}
        rows = self._rows(Indikator).exclude(successor__periode=s.asal)  # type: ignore[attr-defined]
        semua = [i for i in rows.select_related("satuan", "skala") if getattr(i, f"{i.jenjang}_id") in self._ada(i)]
        awal = kondisi_awal(semua, s.tujuan.tahun_awal) if s.pilihan.realisasi else {}
        for i in semua:
            baru = _salin(
                i,
                periode=s.tujuan,
                unit_kerja_id=self._unit(i.unit_kerja_id),
                predecessor=i,
                kondisi_akhir_nilai=None,
                kondisi_akhir_tingkat=None,
                **{i.jenjang: s.dari[induk[i.jenjang]][getattr(i, f"{i.jenjang}_id")]},
            )
            baru.satuan, baru.skala = i.satuan, i.skala
            k = awal.get(i.pk)
            baru.kondisi_awal_nilai = k.nilai if k else None
            baru.kondisi_awal_tingkat = k.tingkat if k else None
            self._catat(Indikator, i.pk, baru)
        s.kondisi = list(awal.values())
        self._rumus()

    def _ada(self, i: Indikator) -> dict[int, Any]:
        model = {"tujuan": Tujuan, "sasaran": Sasaran, "program": Program, "kegiatan": Kegiatan}.get(i.jenjang)
        return self.s.dari.get(model or SubKegiatan, {})

    def _rumus(self) -> None:
        s = self.s
        for model in (Variabel, VariabelRumus, ContohRumus):
            manajer: Any = model._default_manager
            rows = manajer.filter(indikator__periode=s.asal, indikator__perangkat_daerah__in=s.perangkat_daerah)
            s.baru[model] = [
                _salin(r, indikator=s.dari[Indikator][r.indikator_id])
                for r in rows.order_by("pk")
                if r.indikator_id in s.dari[Indikator]
            ]
        if Program in s.dari:
            kait = Program.iku.through._default_manager.filter(
                Q(program__periode=s.asal), program__perangkat_daerah__in=s.perangkat_daerah
            )
            pasangan = kait.order_by("pk").values_list("program_id", "indikator_id")
            s.iku = [(p, i) for p, i in pasangan if i in s.dari[Indikator] and p in s.dari[Program]]

    def _pohon(self) -> None:
        s = self.s
        for model in (FaktorKunci, Crosscutting):
            s.baru[model], s.dari[model] = [], {}
            for row in self._rows(model):
                r: Any = row
                ganti: dict[str, Any] = {"periode": s.tujuan, "sasaran": s.dari[Sasaran][r.sasaran_id]}
                if model is FaktorKunci:
                    ganti["anak"] = s.dari[Sasaran].get(r.anak_id)
                elif r.unit_kerja_id:
                    ganti["unit_kerja_id"] = self._unit(r.unit_kerja_id)
                self._catat(model, r.pk, _salin(r, **ganti))


def _kata(teks: str) -> str:
    return " ".join(teks.casefold().split())
