"""The pohon kinerja as its page shows it: boxes in the order of the tree, with owner, CSF, crosscutting, problems."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from indicators.checks_pohon import SASARAN, TUJUAN, UNIT, Masalah, PohonCek, SimpulCek, UnitCek, periksa_pohon
from indicators.models import (
    Crosscutting,
    FaktorKunci,
    Pejabat,
    PerangkatDaerah,
    PeriodeRenstra,
    Sasaran,
    Tujuan,
    UnitKerja,
)
from indicators.selectors import nilai as cetak
from indicators.selectors.dokumen import pejabat_menjabat
from indicators.selectors.nilai import TANPA_NILAI
from indicators.selectors.pohon import Simpul, Ukuran, pohon_kinerja
from indicators.selectors.simpanan_rencana import selama_rencana_tetap

TINGKAT = {
    "akhir": "Hasil akhir",
    "antara": "Hasil antara",
    "langsung": "Hasil langsung",
    "keluaran": "Keluaran",
    "unit": "Unit kerja",
}
"""Final, intermediate and immediate outcome, output; a unit stands where only the organisation places its results."""
JENIS_KELUARAN = (UnitKerja.Jenis.SUBBAGIAN, UnitKerja.Jenis.SEKSI)
"""Units whose kinerja is an output; that of all others is a result."""
TERLIPAT = 60
"""From so many boxes on the tree opens with its upper levels only."""


@dataclass(frozen=True)
class Dukungan:
    """One contribution to a result: who gives it, what, and the box of that unit (empty when it has none)."""

    pk: int
    pendukung: str
    kontribusi: str
    jangkar: str = ""


@dataclass
class Kotak:
    """One box. `anak` counts the boxes right below it, `tinggi` the levels; `tumpuk`: those below stand in one column.

    `tutup` is how many lists end behind this box, for a template that writes the tree in one go. `pk` is the key of its
    sasaran, 0 for a tujuan and a unit.
    """

    kunci: str
    tingkat: str
    sebutan: str
    teks: str
    pemilik: str
    pejabat: str
    pk: int = 0
    ukuran: list[tuple[str, str]] = field(default_factory=list)
    faktor: list[str] = field(default_factory=list)
    dukungan: list[Dukungan] = field(default_factory=list)
    masalah: list[str] = field(default_factory=list)
    anak: int = 0
    keturunan: int = 0
    tinggi: int = 0
    tumpuk: bool = True
    terbuka: bool = True
    tutup: int = 0

    @property
    def label_tingkat(self) -> str:
        """The level in words."""
        return TINGKAT[self.tingkat]

    @property
    def akhir(self) -> range:
        """One entry for each list that ends behind this box."""
        return range(self.tutup)


@dataclass(frozen=True)
class PohonHalaman:
    """The boxes in the order they are read, and what is wrong with the tree as a whole."""

    kotak: list[Kotak]
    masalah: list[Masalah]
    umum: list[Masalah]

    @property
    def crosscutting(self) -> list[tuple[Kotak, Dukungan]]:
        """Every contribution with the result it supports."""
        return [(k, d) for k in self.kotak for d in k.dukungan]

    @property
    def legenda(self) -> list[tuple[str, str]]:
        """The levels that occur, with their names."""
        ada = {k.tingkat for k in self.kotak}
        return [(t, nama) for t, nama in TINGKAT.items() if t in ada]


def pohon_tersimpan(pd: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, hari_ini: date) -> PohonHalaman:
    """The tree, kept for as long as no plan of the regency changes."""
    ciri = ("pohon", pd.pk, periode.pk, tahun, hari_ini)
    return selama_rencana_tetap(pd.pemerintah_daerah_id, ciri, lambda: pohon_halaman(pd, periode, tahun, hari_ini))


def pohon_halaman(pd: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, hari_ini: date) -> PohonHalaman:
    """The tree of a period with the targets of one year and the officials of a day. Nine queries, whatever its size."""
    unit = [u for u in pd.unit_kerja.order_by("urutan", "pk") if _berlaku(u, hari_ini)]
    bahan = _Bahan(tahun, _pejabat(pd, hari_ini), faktor_sasaran(pd, periode), dukungan_sasaran(pd, periode))
    kotak: list[Kotak] = []
    cek: list[SimpulCek] = []
    for akar in pohon_kinerja(pd, periode):
        _susun(akar, "", 0, bahan, kotak, cek)
    _sambungkan(kotak, bahan, cek)
    masalah = periksa_pohon(
        PohonCek(
            cek,
            [UnitCek(u.pk, u.nama, u.jenis, u.jalur) for u in unit],
            frozenset(d.unit for semua in bahan.dukungan.values() for d in semua if d.unit),
            sum(map(len, bahan.dukungan.values())),
        )
    )
    per_kunci = {k.kunci: k for k in kotak}
    for m in masalah:
        if m.kunci:
            per_kunci[m.kunci].masalah.append(m.kalimat)
    if len(kotak) <= TERLIPAT:
        for k in kotak:
            k.terbuka = True
    return PohonHalaman(kotak, masalah, [m for m in masalah if not m.kunci])


# --- What the boxes are made of ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class BarisDukungan:
    """One contribution: its key, the unit that gives it (None: another perangkat daerah), its name, what it gives."""

    pk: int
    unit: int | None
    pendukung: str
    kontribusi: str


@dataclass(frozen=True)
class _Bahan:
    tahun: int
    pejabat: dict[int | None, str]
    faktor: dict[int, list[str]]
    dukungan: dict[int, list[BarisDukungan]]


def _berlaku(unit: UnitKerja, pada: date) -> bool:
    return (unit.berlaku_dari is None or unit.berlaku_dari <= pada) and (
        unit.berlaku_sampai is None or unit.berlaku_sampai >= pada
    )


def _pejabat(pd: PerangkatDaerah, pada: date) -> dict[int | None, str]:
    """Who holds each unit, and under None the perangkat daerah. One query."""
    kepala = Pejabat.Jenis.SEKDA if pd.jenis == PerangkatDaerah.Jenis.SETDA else Pejabat.Jenis.KEPALA_PD
    milik = Q(unit_kerja__perangkat_daerah=pd) | Q(perangkat_daerah=pd, jenis=kepala, unit_kerja__isnull=True)
    hasil: dict[int | None, str] = {}
    for p in pejabat_menjabat(milik, pada):
        hasil.setdefault(p.unit_kerja_id, p.jabatan_lengkap)
    return hasil


def faktor_sasaran(pd: PerangkatDaerah, periode: PeriodeRenstra) -> dict[int, list[str]]:
    """The success factors of a period in order, by sasaran. One query."""
    rows = FaktorKunci.objects.filter(perangkat_daerah=pd, periode=periode).order_by("urutan", "pk")
    hasil: dict[int, list[str]] = {}
    for sasaran, uraian in rows.values_list("sasaran_id", "uraian"):
        hasil.setdefault(sasaran, []).append(uraian)
    return hasil


def dukungan_sasaran(pd: PerangkatDaerah, periode: PeriodeRenstra) -> dict[int, list[BarisDukungan]]:
    """The contributions of a period in order, by sasaran. One query."""
    nama: Any = Coalesce(F("unit_kerja__nama"), F("perangkat_daerah_lain__nama"), Value(""))
    rows = Crosscutting.objects.filter(perangkat_daerah=pd, periode=periode).order_by("pk")
    hasil: dict[int, list[BarisDukungan]] = {}
    for sasaran, *kolom in rows.values_list("sasaran_id", "pk", "unit_kerja_id", nama, "kontribusi"):
        hasil.setdefault(sasaran, []).append(BarisDukungan(*kolom))
    return hasil


# --- The boxes in order ------------------------------------------------------------------------------------------


def _susun(s: Simpul, induk: str, dalam: int, b: _Bahan, kotak: list[Kotak], cek: list[SimpulCek]) -> Kotak:
    """Appends a node and all below it; the last of a list closes it, and those that end with it."""
    k = _kotak(s, b)
    k.anak, k.terbuka = len(s.anak), dalam < 2
    kotak.append(k)
    cek.append(_cek(s, k, induk))
    mulai = len(kotak)
    bawah = [_susun(a, k.kunci, dalam + 1, b, kotak, cek) for a in s.anak]
    k.tinggi = 1 + max((a.tinggi for a in bawah), default=-1)
    # A column for each branch that ends two levels below: side by side they would be wider than any screen.
    k.tumpuk = k.tinggi <= 2
    k.keturunan = len(kotak) - mulai
    if s.anak:
        kotak[-1].tutup += 1
    return k


def _kotak(s: Simpul, b: _Bahan) -> Kotak:
    pk = s.unsur.pk
    if isinstance(s.unsur, UnitKerja):
        return Kotak(f"unit-{pk}", "unit", s.unsur.nama, "", s.unsur.nama, b.pejabat.get(pk, ""))
    jenis = TUJUAN if isinstance(s.unsur, Tujuan) else SASARAN
    k = Kotak(
        f"{jenis}-{pk}",
        _tingkat(s),
        _sebutan(s),
        s.unsur.uraian,
        s.unit.nama if s.unit else "",
        b.pejabat.get(s.unit.pk if s.unit else None, ""),
        ukuran=[_ukuran(u, b.tahun) for u in s.ukuran],
    )
    if jenis == SASARAN:
        k.pk = pk
        k.faktor = b.faktor.get(pk, [])
    return k


def _tingkat(s: Simpul) -> str:
    if isinstance(s.unsur, Tujuan):
        return "akhir"
    if s.unit is None:
        return "antara"
    return "keluaran" if s.unit.jenis in JENIS_KELUARAN else "langsung"


def _sebutan(s: Simpul) -> str:
    if isinstance(s.unsur, Tujuan):
        return "Tujuan"
    return f"Kinerja {s.unit.nama}" if s.unit else "Sasaran"


def _ukuran(u: Ukuran, tahun: int) -> tuple[str, str]:
    """An indikator and its target of the year, as it prints; empty when none is set."""
    besaran = u.target.get(tahun, TANPA_NILAI)
    return u.indikator.nama, "" if besaran.kosong else cetak.teks(
        u.indikator, besaran, panjang=besaran.nilai is not None
    )


def _cek(s: Simpul, k: Kotak, induk: str) -> SimpulCek:
    jenis = UNIT if s.menurut_organisasi else TUJUAN if isinstance(s.unsur, Tujuan) else SASARAN
    return SimpulCek(
        k.kunci,
        induk,
        jenis,
        k.teks,
        hasil=k.tingkat in ("akhir", "antara", "langsung"),
        indikator=tuple(nama for nama, _ in k.ukuran),
        pemilik=s.unit.pk if s.unit and jenis == SASARAN else None,
    )


def _sambungkan(kotak: Sequence[Kotak], b: _Bahan, cek: Iterable[SimpulCek]) -> None:
    """Gives every result its contributions, each with the first box of the unit that gives it."""
    tempat: dict[int, str] = {}
    for c in cek:
        if c.pemilik is not None:
            tempat.setdefault(c.pemilik, c.kunci)
    for k in kotak:
        k.dukungan = [
            Dukungan(d.pk, d.pendukung, d.kontribusi, tempat.get(d.unit or 0, "")) for d in b.dukungan.get(k.pk, [])
        ]


# --- One node ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsiSimpul:
    """What is written at one node, with the rows themselves, so that they can be changed."""

    faktor: list[FaktorKunci]
    dukungan: list[Crosscutting]


def sasaran_pohon(user: Any, pk: int) -> Sasaran | None:
    """A sasaran the person sees, with its perangkat daerah, period, unit and the sasaran above it."""
    rows = Sasaran.objects.visible_to(user).select_related(
        "perangkat_daerah__pemerintah_daerah", "periode", "unit_kerja", "induk"
    )
    return rows.filter(pk=pk).first()


def isi_simpul(sasaran: Sasaran) -> IsiSimpul:
    """The factors and contributions of a sasaran. Two queries."""
    return IsiSimpul(
        list(sasaran.faktor_kunci.select_related("anak").order_by("urutan", "pk")),
        list(sasaran.crosscutting.select_related("unit_kerja", "perangkat_daerah_lain").order_by("pk")),
    )


def pendukung_pilihan(sasaran: Sasaran) -> tuple[list[UnitKerja], list[PerangkatDaerah]]:
    """Who may support a sasaran: the other units, and the other perangkat daerah of the regency. Two queries."""
    pd = sasaran.perangkat_daerah
    unit = pd.unit_kerja.exclude(pk=sasaran.unit_kerja_id or 0).order_by("urutan", "pk")
    lain = PerangkatDaerah.objects.filter(pemerintah_daerah=pd.pemerintah_daerah_id).exclude(pk=pd.pk)
    return list(unit), list(lain.order_by("nama"))
