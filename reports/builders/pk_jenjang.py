"""The agreements beside that of the head of a perangkat daerah: of its units, and of the regency's head alone.

Who signs with whom and what each level promises: PermenPANRB 53/2014. Asisten ↔ Sekda, Kabag ↔ Asisten or Sekda (the
regency decides), Kasubbag ↔ its Kabag; eselon III promises its results, eselon IV its kegiatan and sub kegiatan.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from indicators.models import (
    Indikator,
    Pejabat,
    PemerintahDaerah,
    PerangkatDaerah,
    RencanaTahunan,
    SubKegiatan,
    Target,
    UnitKerja,
)
from indicators.selectors import perjanjian as selectors
from indicators.selectors.perjanjian import Susunan
from indicators.selectors.simpanan import diingat
from reports.builders import identitas
from reports.builders.pk_tabel import Anggaran, Tingkat
from reports.models import PerjanjianKinerja
from sakip.lib.numbers import format_tanggal

ESELON_TIGA = frozenset({UnitKerja.Jenis.BAGIAN, UnitKerja.Jenis.BIDANG})
ESELON_EMPAT = frozenset({UnitKerja.Jenis.SUBBAGIAN, UnitKerja.Jenis.SEKSI})
HASIL = frozenset({Indikator.Jenjang.SASARAN, Indikator.Jenjang.PROGRAM})
KELUARAN = frozenset({Indikator.Jenjang.KEGIATAN, Indikator.Jenjang.SUB_KEGIATAN})


@dataclass(frozen=True)
class Muatan:
    """What all agreements of one plan are made of, read once: five queries, however many units there are.

    The pagu, two queries more, is read when an agreement is made: a list of them does without.
    """

    perangkat_daerah: PerangkatDaerah
    rencana: RencanaTahunan
    pada: date
    susunan: Susunan
    target: list[Target]
    tersimpan: dict[int, PerjanjianKinerja]

    @cached_property
    def pagu(self) -> list[tuple[SubKegiatan, int]]:
        """Whole rupiah per sub kegiatan of the plan."""
        return selectors.pagu_rencana([self.rencana])

    @property
    def pemerintah_daerah(self) -> PemerintahDaerah:
        """The regency."""
        return self.perangkat_daerah.pemerintah_daerah

    def unit_berpejabat(self) -> list[UnitKerja]:
        """The units whose head is recorded, or whose agreement is stored, in the order of the tree."""
        return [u for u in self.susunan.unit.values() if u.pk in self.susunan.kepala_unit or u.pk in self.tersimpan]

    def unit_tanpa_pejabat(self) -> list[UnitKerja]:
        """The units that have no agreement because nobody is recorded at their head."""
        ada = {u.pk for u in self.unit_berpejabat()}
        return [u for u in self.susunan.unit.values() if u.pk not in ada]


@dataclass(frozen=True)
class Naskah:
    """One agreement before it is laid out. With `kekurangan` it cannot be made; None as second party: signs alone."""

    nama: str  # whose it is: Bagian Umum, Kabupaten …
    tingkat: Tingkat
    perjanjian: PerjanjianKinerja | None
    target: list[Target] = field(default_factory=list)
    hitung_anggaran: Callable[[], list[Anggaran]] = list
    kekurangan: list[str] = field(default_factory=list)

    @cached_property
    def anggaran(self) -> list[Anggaran]:
        """The lines of its budget, worked out when they are wanted."""
        return self.hitung_anggaran()


def muat(perangkat_daerah: PerangkatDaerah, rencana: RencanaTahunan, pada: date) -> Muatan:
    """Everything the agreements of the units need under one plan. `perangkat_daerah` has its regency joined."""
    stored = [satu for satu in tersimpan(perangkat_daerah, rencana) if satu.unit_kerja_id is not None]
    return Muatan(
        perangkat_daerah=perangkat_daerah,
        rencana=rencana,
        pada=pada,
        susunan=selectors.susunan(perangkat_daerah, pada),
        target=selectors.target_rencana([rencana]),
        tersimpan={pk.unit_kerja_id or 0: pk for pk in stored},
    )


def tersimpan(perangkat_daerah: PerangkatDaerah, rencana: RencanaTahunan) -> list[PerjanjianKinerja]:
    """The stored agreements of one plan, in the order in which they were stored. One query a year, inside `bersama`."""
    return [satu for satu in _tersimpan(perangkat_daerah.pk, rencana.tahun) if satu.rencana_id == rencana.pk]


@diingat
def _tersimpan(perangkat_daerah_id: int, tahun: int) -> list[PerjanjianKinerja]:
    rows = PerjanjianKinerja.objects.filter(rencana__perangkat_daerah=perangkat_daerah_id, rencana__tahun=tahun)
    rows = rows.select_related("rencana", "pihak_pertama__pemerintah_daerah", "pihak_kedua__pemerintah_daerah")
    return list(rows.order_by("pk"))


def milik_kepala_daerah(perjanjian: PerjanjianKinerja) -> bool:
    """Whether a stored agreement is that of the regency's head. Reads its joined first party."""
    return perjanjian.unit_kerja_id is None and perjanjian.pihak_pertama.jenis == Pejabat.Jenis.KEPALA_DAERAH


# --- Of a unit --------------------------------------------------------------------------------------------------
def naskah_unit(muatan: Muatan, unit: UnitKerja) -> Naskah:
    """The agreement of one unit: parties, indikator and budget of its level, and what of it is missing."""
    perjanjian, kurang = _perjanjian_unit(muatan, unit)
    target, tingkat = target_unit(muatan, unit), _tingkat(unit)
    if unit.pk not in muatan.susunan.unit:
        kurang = [f"{unit.nama} tidak berlaku pada {format_tanggal(muatan.pada)}. Pilih unit yang masih berlaku."]
    elif not target:
        siapa = unit.nama + (" dan Bagian di bawahnya" if unit.jenis == UnitKerja.Jenis.ASISTEN else "")
        kurang.append(
            f"Rencana {muatan.rencana.tahun} belum memuat indikator bertarget untuk {siapa}."
            " Mintalah perencana menambahkan indikator unit ini beserta targetnya."
        )
    return Naskah(unit.nama, tingkat, perjanjian, target, partial(_anggaran, muatan, unit, tingkat), kurang)


def pihak_kedua(muatan: Muatan, unit: UnitKerja) -> tuple[Pejabat | None, str]:
    """The superior a unit's head promises to; without one, the sentence that says why and who mends it."""
    if unit.jenis == UnitKerja.Jenis.STAF_AHLI:
        return _kepala_daerah(muatan)
    atas = _unit_atasan(muatan, unit)
    if atas is not None:
        orang = muatan.susunan.kepala_unit.get(atas.pk)
        return orang, "" if orang else _tanpa_pejabat(muatan, atas, " sebagai Pihak Kedua")
    if _di_bawah_unit(muatan, unit):
        jenis = "Bagian" if unit.jenis in ESELON_EMPAT else "Asisten"
        return None, (
            f"{unit.nama} belum ditempatkan di bawah {jenis}, sehingga Pihak Kedua belum diketahui."
            f" Isi “Unit atasan”-nya pada Perencanaan › Unit kerja › {unit.nama} › Betulkan."
        )
    kepala = muatan.susunan.kepala
    return kepala, "" if kepala else identitas.tanpa_kepala(muatan.perangkat_daerah, muatan.pada)


def target_unit(muatan: Muatan, unit: UnitKerja) -> list[Target]:
    """What the head of a unit promises, in the order of the cascade (see the module)."""
    milik = [t for t in muatan.target if t.indikator.sasaran and t.indikator.sasaran.unit_kerja_id == unit.pk]
    tingkat = _tingkat(unit)
    if tingkat is Tingkat.EMPAT:
        return milik + _diisi(muatan, unit, KELUARAN)
    if tingkat is Tingkat.TIGA:
        return milik or _diisi(muatan, unit, HASIL | {Indikator.Jenjang.KEGIATAN})
    bagian = [u for u in muatan.susunan.keluarga(unit) if u.jenis in ESELON_TIGA]
    semua = {t.pk: t for t in (*milik, *_diisi(muatan, unit, HASIL)) if t}
    for satu in bagian:
        semua |= {t.pk: t for t in target_unit(muatan, satu)}
    # An Asisten answers for results; kegiatan are listed only where the Bagian below have nothing else.
    hasil = {pk for pk, t in semua.items() if t.indikator.jenjang in HASIL}
    return [t for t in muatan.target if t.pk in (hasil or semua)]


def _tingkat(unit: UnitKerja) -> Tingkat:
    if unit.jenis in ESELON_EMPAT:
        return Tingkat.EMPAT
    return Tingkat.TIGA if unit.jenis in ESELON_TIGA else Tingkat.DUA


def _diisi(muatan: Muatan, unit: UnitKerja, jenjang: Iterable[str]) -> list[Target]:
    """The indikator a unit enters at some levels, without those of another unit's sasaran."""
    return [
        t
        for t in muatan.target
        if t.indikator.unit_kerja_id == unit.pk
        and t.indikator.jenjang in jenjang
        and not (t.indikator.sasaran and t.indikator.sasaran.unit_kerja_id)
    ]


def _perjanjian_unit(muatan: Muatan, unit: UnitKerja) -> tuple[PerjanjianKinerja | None, list[str]]:
    """The stored agreement of the unit, or a new one in memory; with what is missing of its parties."""
    if unit.pk in muatan.tersimpan:
        return muatan.tersimpan[unit.pk], []
    pertama = muatan.susunan.kepala_unit.get(unit.pk)
    kedua, kurang = pihak_kedua(muatan, unit)
    kekurangan = [] if pertama else [_tanpa_pejabat(muatan, unit, " sebagai Pihak Pertama")]
    if kurang:
        kekurangan.append(kurang)
    if pertama is None:
        return None, kekurangan
    perjanjian = PerjanjianKinerja(rencana=muatan.rencana, unit_kerja=unit, pihak_pertama=pertama, pihak_kedua=kedua)
    return perjanjian, kekurangan


def _di_bawah_unit(muatan: Muatan, unit: UnitKerja) -> bool:
    """Whether the head of this unit promises to the head of a unit above it, not to the head of the agency."""
    setda = muatan.perangkat_daerah.jenis == PerangkatDaerah.Jenis.SETDA
    if unit.jenis in ESELON_EMPAT:
        return setda or unit.induk_id is not None
    asisten = muatan.pemerintah_daerah.pihak_kedua_kabag == PemerintahDaerah.PihakKeduaKabag.ASISTEN
    return setda and asisten and unit.jenis in ESELON_TIGA


def _unit_atasan(muatan: Muatan, unit: UnitKerja) -> UnitKerja | None:
    """The unit above whose head is the second party, if it is the head of a unit at all."""
    if not _di_bawah_unit(muatan, unit):
        return None
    dicari = ESELON_TIGA if unit.jenis in ESELON_EMPAT else {UnitKerja.Jenis.ASISTEN}
    return next((u for u in muatan.susunan.leluhur(unit) if u.jenis in dicari), None)


def _kepala_daerah(muatan: Muatan) -> tuple[Pejabat | None, str]:
    orang = muatan.susunan.kepala_daerah
    return orang, "" if orang else identitas.tanpa_kepala_daerah(muatan.pemerintah_daerah, muatan.pada)


def _tanpa_pejabat(muatan: Muatan, unit: UnitKerja, sebagai: str) -> str:
    sebutan = unit.nama if unit.jenis in (UnitKerja.Jenis.ASISTEN, UnitKerja.Jenis.STAF_AHLI) else f"Kepala {unit.nama}"
    return (
        f"Belum tercatat {sebutan} yang menjabat pada {format_tanggal(muatan.pada)}{sebagai}."
        f" {identitas.isi_pejabat(unit.nama)}"
    )


def _anggaran(muatan: Muatan, unit: UnitKerja, tingkat: Tingkat) -> list[Anggaran]:
    """The budget of a unit with all below it, by programme, kegiatan or sub kegiatan."""
    keluarga = {u.pk for u in muatan.susunan.keluarga(unit)}
    return pagu_per_unsur([(sub, rupiah) for sub, rupiah in muatan.pagu if sub.unit_kerja_id in keluarga], tingkat)


def pagu_per_unsur(pagu: list[tuple[SubKegiatan, int]], tingkat: Tingkat) -> list[Anggaran]:
    """Pagu per sub kegiatan added up to the lines of one level, whole rupiah."""
    baris: dict[int, Anggaran] = {}
    for sub, rupiah in pagu:
        unsur = {Tingkat.TIGA: sub.kegiatan, Tingkat.EMPAT: sub}.get(tingkat, sub.kegiatan.program)
        lama = baris.get(unsur.pk)
        baris[unsur.pk] = Anggaran(unsur.uraian, (lama.jumlah if lama else 0) + rupiah)
    return list(baris.values())


# --- Of the regency's head --------------------------------------------------------------------------------------
def naskah_kepala_daerah(muatan: Muatan) -> Naskah:
    """The agreement of the regency's head, who signs alone: the IKU and programmes of all agencies with a plan.

    The regency has no sasaran of its own in the data; the IKU of its agencies are what its head answers for.
    """
    rencana = selectors.rencana_daerah(muatan.rencana)
    semua = selectors.target_rencana(rencana)
    iku = [t for t in semua if t.indikator.iku and t.indikator.sasaran and not t.indikator.sasaran.unit_kerja_id]
    orang, kurang = _kepala_daerah(muatan)
    kekurangan = [kurang] if kurang else []
    if not iku:
        kekurangan.append(
            f"Rencana {muatan.rencana.tahun} belum memuat target Indikator Kinerja Utama."
            " Mintalah perencana melengkapi targetnya."
        )
    return Naskah(
        muatan.pemerintah_daerah.nama,
        Tingkat.KEPALA_DAERAH,
        _perjanjian_kepala_daerah(muatan, orang),
        iku,
        lambda: pagu_per_unsur(selectors.pagu_rencana(rencana), Tingkat.KEPALA_DAERAH),
        kekurangan,
    )


def _perjanjian_kepala_daerah(muatan: Muatan, orang: Pejabat | None) -> PerjanjianKinerja | None:
    semua = tersimpan(muatan.perangkat_daerah, muatan.rencana)
    stored = next((s for s in semua if milik_kepala_daerah(s)), None)
    if stored is not None or orang is None:
        return stored
    return PerjanjianKinerja(rencana=muatan.rencana, pihak_pertama=orang)
