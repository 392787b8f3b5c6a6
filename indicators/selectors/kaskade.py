"""The cascade as its editor shows it: every element with what lies below it in numbers, and where it may go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from indicators import permissions
from indicators.models import Indikator, PerangkatDaerah, PeriodeRenstra, Program, Sasaran, UnitKerja
from indicators.permissions import Ability
from indicators.selectors.cascade import IndikatorPohon, Pohon, Simpul, cascade
from indicators.selectors.nomenklatur import edisi_tahun, nomenklatur_dikenal
from indicators.selectors.simpanan_rencana import selama_rencana_tetap
from indicators.tingkat import TINGKAT, Unsur, kolom_induk, tingkat_of
from sakip.lib.numbers import format_rupiah


@dataclass(frozen=True)
class Cabang:
    """One branch of the editor. `alamat` (`sasaran/3/`) is where it is changed, empty for a heading.

    `ringkas` counts what is below it; `tambah` are the levels of children that may be added, each with its name.
    """

    jenis: str
    label: str
    jangkar: str
    alamat: str
    uraian: str
    kode: str
    unit: str
    mendukung: str
    ringkas: str
    kurang: tuple[str, ...]
    indikator: tuple[IndikatorPohon, ...]
    anak: tuple["Cabang", ...]
    tambah: tuple[tuple[str, str], ...]
    pk: int | None

    @property
    def terbuka(self) -> bool:
        """Whether the branch is unfolded at first: down to the sasaran it is."""
        return self.jenis in ("visi", "misi", "tujuan", "unit")

    @property
    def berindikator(self) -> bool:
        """Whether an indikator may measure it."""
        return self.jenis in JENJANG

    @property
    def daerah(self) -> bool:
        """Whether it is the regency's: another ability changes it."""
        return self.jenis in ("visi", "misi")


@dataclass(frozen=True)
class Hitungan:
    """How much lies below a branch."""

    indikator: int = 0
    sub: int = 0
    kurang: int = 0


@dataclass(frozen=True)
class PohonUbah:
    """The two trees of the editor: from the visi down, and the sasaran of units."""

    akar: tuple[Cabang, ...]
    unit: tuple[Cabang, ...]

    def jalur(self, jangkar: str) -> list[Cabang]:
        """The branches from the root to the one with that anchor, itself the last; empty when there is none."""
        return _jalur((*self.akar, *self.unit), jangkar)


JENJANG = frozenset(Indikator.Jenjang.values)
ANAK = {
    "visi": ("misi",),
    "misi": ("tujuan",),
    "tujuan": ("sasaran",),
    "sasaran": ("program", "strategi"),
    "strategi": ("kebijakan",),
    "program": ("kegiatan",),
    "kegiatan": ("sub_kegiatan",),
}


def pohon_ubah(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, sampai: int = 4) -> PohonUbah:
    """The tree of one period for its editor. Six queries."""
    pohon = cascade(perangkat_daerah, periode, tahun, sampai)
    return _susun(pohon, edisi_tahun(tahun), edisi_tahun(periode.tahun_akhir))


def pohon_ubah_tersimpan(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, sampai: int
) -> PohonUbah:
    """The same tree, kept for as long as no plan of the regency changes: then one query."""
    ciri = ("kaskade-ubah", perangkat_daerah.pk, periode.pk, tahun, sampai)
    return selama_rencana_tetap(
        perangkat_daerah.pemerintah_daerah_id, ciri, lambda: pohon_ubah(perangkat_daerah, periode, tahun, sampai)
    )


def _susun(pohon: Pohon, edisi: int, terbaru: int) -> PohonUbah:
    kode = (s.kode for s in _semua((*pohon.akar, *pohon.unit)) if s.kode)
    dikenal = nomenklatur_dikenal(edisi, terbaru, kode)
    perangkai = _Perangkai(dikenal, edisi)
    return PohonUbah(
        tuple(perangkai.cabang(s, "")[0] for s in pohon.akar), tuple(perangkai.cabang(s, "")[0] for s in pohon.unit)
    )


def _semua(daftar: Iterable[Simpul]) -> Iterator[Simpul]:
    for s in daftar:
        yield s
        yield from _semua(s.anak)


class _Perangkai:
    def __init__(self, dikenal: frozenset[str], edisi: int) -> None:
        self.dikenal, self.edisi = dikenal, edisi

    def cabang(self, s: Simpul, kode_atas: str) -> tuple[Cabang, Hitungan]:
        """One branch with all below it, and how much that is."""
        bawah = [self.cabang(a, s.kode) for a in s.anak]
        kurang = (*s.kurang, *self._kode_kurang(s, kode_atas))
        isi = Hitungan(
            indikator=len(s.indikator) + sum(h.indikator for _, h in bawah),
            sub=sum(h.sub + (c.jenis == "sub_kegiatan") for c, h in bawah),
            kurang=sum(h.kurang + len(c.kurang) for c, h in bawah),
        )
        tambah = ANAK.get(s.jenis, ()) if s.pk is not None else ()
        hasil = Cabang(
            jenis=s.jenis,
            label=s.label,
            jangkar=s.jangkar,
            alamat=f"{s.jenis}/{s.pk}/" if s.pk is not None else "",
            uraian=s.uraian,
            kode=s.kode,
            unit=s.unit if s.jenis != "sasaran" else "",
            mendukung=s.induk,
            ringkas=_ringkas(s, isi),
            kurang=kurang,
            indikator=s.indikator,
            anak=tuple(c for c, _ in bawah),
            tambah=tuple((jenis, TINGKAT[jenis].nama) for jenis in tambah),
            pk=s.pk,
        )
        return hasil, isi

    def _kode_kurang(self, s: Simpul, kode_atas: str) -> Iterator[str]:
        if s.kode and s.kode not in self.dikenal:
            yield f"Kode tidak ada dalam nomenklatur {self.edisi}"
        if s.kode and kode_atas and not s.kode.startswith(f"{kode_atas}."):
            yield f"Kode tidak berawal dengan {kode_atas}"


def _ringkas(s: Simpul, isi: Hitungan) -> str:
    """`2 program · 7 indikator · 12 sub kegiatan · Rp1.000.000 · 3 perlu dilengkapi`."""
    butir = []
    for jenis in ANAK.get(s.jenis, ()) if s.pk is not None else ():
        if jumlah := sum(a.jenis == jenis for a in s.anak):
            butir.append(f"{jumlah} {TINGKAT[jenis].nama}")
    if isi.indikator:
        butir.append(f"{isi.indikator} indikator")
    if isi.sub and s.jenis != "kegiatan":
        butir.append(f"{isi.sub} sub kegiatan")
    if (pagu := _pagu(s)) is not None:
        butir.append(f"pagu {format_rupiah(pagu)}")
    if isi.kurang:
        butir.append(f"{isi.kurang} perlu dilengkapi di bawahnya")
    return " · ".join(butir)


def _pagu(s: Simpul) -> int | None:
    if s.pagu is not None or not s.anak:
        return s.pagu
    bagian = [p for a in s.anak if (p := _pagu(a)) is not None]
    return sum(bagian) if bagian else None


def saring_cabang(daftar: Iterable[Cabang], cari: str) -> tuple[Cabang, ...]:
    """Only the branches that contain every word of `cari` in name or code, with what lies above and below them."""
    kata = cari.casefold().split()
    return tuple(h for c in daftar if (h := _saring(c, kata)) is not None) if kata else tuple(daftar)


def _saring(c: Cabang, kata: list[str]) -> Cabang | None:
    teks = f"{c.kode} {c.uraian}".casefold()
    if all(k in teks for k in kata):
        return c
    anak = tuple(h for a in c.anak if (h := _saring(a, kata)) is not None)
    indikator = tuple(i for i in c.indikator if all(k in f"{i.kode} {i.nama}".casefold() for k in kata))
    return replace(c, anak=anak, indikator=indikator) if anak or indikator else None


def _jalur(daftar: Iterable[Cabang], jangkar: str) -> list[Cabang]:
    for c in daftar:
        if c.jangkar and c.jangkar == jangkar:
            return [c]
        if dalam := _jalur(c.anak, jangkar):
            return [c, *dalam]
    return []


# --- One element ---------------------------------------------------------------------------------------------


def unsur_terlihat(user: Any, jenis: str, pk: int) -> Unsur | None:
    """One element the person sees: of an own perangkat daerah; visi and misi of its regency. One query."""
    tingkat = TINGKAT[jenis]
    rows: Any = tingkat.model._default_manager.filter(pk=pk).select_related("periode__pemerintah_daerah")
    terlihat = permissions.visible_perangkat_daerah(user)
    if tingkat.daerah:
        return rows.filter(periode__pemerintah_daerah__in=terlihat.values("pemerintah_daerah")).first()
    lain = [k for k in (tingkat.induk, "induk" if jenis == "sasaran" else None) if k]
    rows = rows.select_related("periode__pemerintah_daerah", "perangkat_daerah__pemerintah_daerah", *lain)
    return rows.filter(perangkat_daerah__in=terlihat).first()


def pilihan_induk(unsur: Unsur) -> list[Unsur]:
    """Where the element may hang: all of the level above in its period and perangkat daerah, in order. One query.

    For a unit's sasaran every sasaran but itself and what hangs on it.
    """
    kolom = kolom_induk(unsur)
    if kolom is None:
        return []
    tingkat = TINGKAT["sasaran" if kolom == "induk" else kolom]
    rows: Any = tingkat.model._default_manager.filter(periode=unsur.periode_id).order_by("urutan", "pk")
    if not tingkat.daerah:
        rows = rows.filter(perangkat_daerah=getattr(unsur, "perangkat_daerah_id", None))
    if tingkat.jenis == "sasaran":
        rows = rows.select_related("unit_kerja")
    daftar = list(rows)
    if kolom == "induk" and unsur.pk:
        turunan = _turunan(daftar, unsur.pk)
        daftar = [s for s in daftar if s.pk not in turunan]
    return daftar


def iku_terlepas(unsur: Unsur, induk: Unsur | None) -> list[str]:
    """The IKU a program would let go of below another sasaran (`induk`; None: any other), by name."""
    if not isinstance(unsur, Program):
        return []
    return list(
        unsur.iku.exclude(sasaran=induk.pk if induk else None).order_by("urutan", "pk").values_list("nama", flat=True)
    )


def _turunan(daftar: list[Sasaran], pk: int) -> set[int]:
    hasil = {pk}
    while baru := {s.pk for s in daftar if s.induk_id in hasil} - hasil:
        hasil |= baru
    return hasil


def pilihan_unit(perangkat_daerah: PerangkatDaerah) -> list[UnitKerja]:
    """The units of a perangkat daerah that exist still, in order. One query."""
    rows = UnitKerja.objects.filter(perangkat_daerah=perangkat_daerah, berlaku_sampai=None)
    return list(rows.order_by("urutan", "nama"))


def boleh_ubah(user: Any, perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> tuple[bool, bool]:
    """Whether the person may change the perangkat daerah's part of a period, and the regency's (visi and misi)."""
    if periode.status == PeriodeRenstra.Status.CLOSED:
        return False, False
    daerah = perangkat_daerah.pemerintah_daerah
    return (
        permissions.can(user, Ability.EDIT_CASCADE, perangkat_daerah),
        permissions.can(user, Ability.EDIT_CASCADE, daerah),
    )


def jenis_induk(unsur: Unsur) -> str:
    """What the page calls the element above: `tujuan`, `sasaran di atasnya`."""
    kolom = kolom_induk(unsur)
    return "sasaran di atasnya" if kolom == "induk" else TINGKAT[kolom].nama if kolom else tingkat_of(unsur).nama
