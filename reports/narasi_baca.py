"""Reading the narratives: the sections of a document, what the data say, what a planner wrote, whether both fit."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from indicators.models import PerangkatDaerah, User
from indicators.selectors.dokumen import muat_dokumen
from indicators.selectors.simpanan import bersama, diingat
from indicators.selectors.simpanan_bagian import ORANG, selama_jenis_tetap
from indicators.selectors.simpanan_tetap import selama_tetap
from reports.beda import Potongan, beda, berbeda
from reports.builders import BERNARASI, REGISTRY
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.models import GambarNarasi, Narasi, NarasiKonsep, NarasiVersi
from reports.prosa import html_dari_teks, teks_dari_html

TRIWULAN_TERAKHIR = 4
"""The quarter whose prose a document of the whole year prints."""


@dataclass(frozen=True)
class Bagian:
    """One section: what the data say (`bagian.bawaan`), and what a planner wrote instead, if anything."""

    bagian: BagianNarasi
    narasi: Narasi | None
    konsep: bool = False  # the person asking has unsaved work on it

    @property
    def html(self) -> str:
        """The text that is printed."""
        return self.narasi.teks if self.narasi else html_dari_teks(self.bagian.bawaan)

    @property
    def blok(self) -> dict[str, str]:
        """The same as the partial that prints prose wants it."""
        return {"html": self.html}

    @property
    def usang(self) -> bool:
        """Whether the data say something else now than when the planner's text was adjusted to them.

        Not known (False) of texts that are older than this comparison.
        """
        return bool(self.narasi and self.narasi.dasar) and berbeda(self.narasi.dasar, self.bagian.bawaan)  # type: ignore[union-attr]

    @property
    def kosong(self) -> bool:
        """Whether nothing is printed: the data give no text and nobody wrote one."""
        return not self.html

    @property
    def perlu(self) -> bool:
        """Whether the planner should look at it: data changed, nothing to print, own work not stored."""
        return self.usang or self.kosong or self.konsep

    @property
    def beda_data(self) -> list[Potongan]:
        """What has changed in the data's text since."""
        return beda(self.narasi.dasar, self.bagian.bawaan) if self.narasi and self.narasi.dasar else []


@dataclass(frozen=True)
class BabNarasi:
    """The sections of one chapter; `judul` is empty in a document without chapters, `jumlah` counts all of them."""

    judul: str
    jangkar: str
    bagian: list[Bagian]
    jumlah: int
    perlu: int


@dataclass(frozen=True)
class Yatim:
    """A text whose section the document no longer has: its indikator is gone, or the layout leaves it out.

    Printed nowhere, and kept until somebody decides. `dekat` is the title of the section it stood below, if any.
    """

    kunci: str
    narasi: Narasi | None
    konsep: NarasiKonsep | None  # unsaved work of the person asking
    dekat: str

    @property
    def html(self) -> str:
        """What was written."""
        return self.narasi.teks if self.narasi else self.konsep.teks if self.konsep else ""

    @property
    def blok(self) -> dict[str, str]:
        """The same as the partial that prints prose wants it."""
        return {"html": self.html}


@dataclass(frozen=True)
class Daftar:
    """The list of narratives of one document."""

    bagian: list[Bagian]
    yatim: list[Yatim]

    @property
    def perlu(self) -> int:
        """How many texts the planner should look at."""
        return sum(b.perlu for b in self.bagian) + len(self.yatim)

    def per_bab(self, *, tinjau: bool = False) -> list[BabNarasi]:
        """By chapter, in the order of the document; `tinjau` leaves only what the planner should look at."""
        hasil = []
        for n, (judul, isi) in enumerate(groupby(self.bagian, key=lambda b: b.bagian.bab), 1):
            semua = list(isi)
            perlu = [b for b in semua if b.perlu]
            if dipilih := perlu if tinjau else semua:
                hasil.append(BabNarasi(judul, f"bab-{n}", dipilih, len(semua), len(perlu)))
        return hasil


@dataclass(frozen=True)
class Versi:
    """One version a section has had, with what it changed."""

    versi: NarasiVersi
    perubahan: list[Potongan]
    terbaru: bool


def bagian_bawaan(permintaan: Permintaan, jenis: str) -> list[BagianNarasi]:
    """The sections of a document with the text of the data. Raises Incomplete where the document cannot be made.

    Kept until a fact is written in the regency (a narrative is none): making them means making the whole document.
    """
    pd = permintaan.perangkat_daerah
    ciri = ("narasi", pd.pk, permintaan.tahun, permintaan.triwulan, str(jenis))

    def baru() -> list[BagianNarasi]:
        with selama_tetap(pd, permintaan.tahun):
            if jenis in BERNARASI:
                muat_dokumen(pd, permintaan.tahun)
            return REGISTRY[jenis].narasi(permintaan)

    with bersama():
        return selama_jenis_tetap(pd.pemerintah_daerah_id, ciri, baru, selain=ORANG | {"narasi"})


def bagian_list(permintaan: Permintaan, jenis: str, oleh: User | None = None) -> list[Bagian]:
    """All sections in the order of the document; `oleh` is told where he has unsaved work. Raises Incomplete."""
    return _gabung(bagian_bawaan(permintaan, jenis), _ditulis(permintaan, jenis), _konsep(permintaan, jenis, oleh))


def narasi_daftar(permintaan: Permintaan, jenis: str, oleh: User) -> Daftar:
    """The sections with the texts that have none any more. Three queries when nothing changed. Raises Incomplete."""
    own, konsep = _ditulis(permintaan, jenis), _konsep(permintaan, jenis, oleh)
    bagian = _gabung(bagian_bawaan(permintaan, jenis), own, konsep)
    judul = {b.bagian.kunci: b.bagian.judul for b in bagian}
    tanpa = sorted(k for k in {*own, *konsep} - set(judul) if milik_triwulan(k, permintaan.triwulan))
    milik = _konsep_baris(permintaan, jenis, oleh, [k for k in tanpa if k in konsep])
    return Daftar(bagian, [Yatim(k, own.get(k), milik.get(k), _dekat(k, judul)) for k in tanpa])


def _gabung(bawaan: Sequence[BagianNarasi], own: dict[str, Narasi], konsep: Collection[str]) -> list[Bagian]:
    return [Bagian(b, own.get(b.kunci), b.kunci in konsep) for b in bawaan]


def _ditulis(permintaan: Permintaan, jenis: str) -> dict[str, Narasi]:
    rows = Narasi.objects.filter(**_tempat(permintaan, jenis)).select_related("ditulis_oleh")
    return {n.bagian: n for n in rows}


def _konsep(permintaan: Permintaan, jenis: str, oleh: User | None) -> set[str]:
    if oleh is None:
        return set()
    rows = NarasiKonsep.objects.filter(**_tempat(permintaan, jenis), penulis=oleh)
    return set(rows.values_list("bagian", flat=True))


def _konsep_baris(permintaan: Permintaan, jenis: str, oleh: User, kunci: list[str]) -> dict[str, NarasiKonsep]:
    if not kunci:
        return {}
    rows = NarasiKonsep.objects.filter(**_tempat(permintaan, jenis), penulis=oleh, bagian__in=kunci)
    return {k.bagian: k for k in rows}


def milik_triwulan(kunci: str, triwulan: int) -> bool:
    """Whether a text belongs to the quarter asked for: each quarter has its own prose in the same year."""
    cocok = re.search(r"\.tw(\d)\.", kunci)
    return cocok is None or int(cocok[1]) == (triwulan or TRIWULAN_TERAKHIR)


def _dekat(kunci: str, judul: dict[str, str]) -> str:
    """The title of the nearest section above a key: of `lkjip.3.1.5` for `lkjip.3.1.5.ikm`."""
    while "." in kunci:
        kunci = kunci.rpartition(".")[0]
        if kunci in judul:
            return judul[kunci]
    return ""


def konsep_of(permintaan: Permintaan, jenis: str, bagian: str, oleh: User) -> NarasiKonsep | None:
    """A person's unsaved work on one section."""
    return NarasiKonsep.objects.filter(**_tempat(permintaan, jenis), bagian=bagian, penulis=oleh).first()


def narasi_teks(permintaan: Permintaan, jenis: str, bagian: str) -> str | None:
    """The stored text of one section; None while nobody wrote one."""
    rows = Narasi.objects.filter(**_tempat(permintaan, jenis), bagian=bagian)
    return rows.values_list("teks", flat=True).first()


def versi_of(permintaan: Permintaan, jenis: str, bagian: str, pk: int) -> NarasiVersi | None:
    """One version of one section; None when it is another section's."""
    return NarasiVersi.objects.filter(**_tempat(permintaan, jenis), bagian=bagian, pk=pk).first()


def gambar_of(perangkat_daerah: QuerySet[PerangkatDaerah], pk: int) -> GambarNarasi | None:
    """A picture kept by one of these perangkat daerah."""
    return GambarNarasi.objects.filter(pk=pk, perangkat_daerah__in=perangkat_daerah).first()


def narasi_usang(perangkat_daerah: PerangkatDaerah, tahun: int, jenis: str, *, triwulan: int = 0) -> list[Bagian]:
    """The sections whose own text no longer fits the data. One query while nobody wrote any.

    `perangkat_daerah` has its regency joined. Raises Incomplete where the document cannot be made.
    """
    if jenis not in _jenis_ditulis(perangkat_daerah, tahun):
        return []
    return [b for b in bagian_list(Permintaan(perangkat_daerah, tahun, triwulan=triwulan), jenis) if b.usang]


@diingat
def _jenis_ditulis(perangkat_daerah: PerangkatDaerah, tahun: int) -> frozenset[str]:
    """The kinds of document in which a planner wrote a section that can be held against the data."""
    rows = Narasi.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun).exclude(dasar="")
    return frozenset(rows.values_list("jenis", flat=True))


def riwayat(permintaan: Permintaan, jenis: str, bagian: str, asli: str) -> list[Versi]:
    """The versions of a section, newest first, each compared with the one before; the first with the data's text.

    `asli` is that text: what the data said when the planner wrote, where it is known.
    """
    rows = list(NarasiVersi.objects.filter(**_tempat(permintaan, jenis), bagian=bagian).select_related("oleh"))
    hasil = []
    for n, versi in enumerate(rows):
        lama = rows[n + 1].teks if n + 1 < len(rows) else ""
        hasil.append(Versi(versi, beda(_teks(lama, asli), _teks(versi.teks, asli)), terbaru=n == 0))
    return hasil


def _teks(html: str, asli: str) -> str:
    """A version as plain text; the empty one is the data's text."""
    return teks_dari_html(html or html_dari_teks(asli))


def _tempat(permintaan: Permintaan, jenis: str) -> dict[str, object]:
    return {"perangkat_daerah": permintaan.perangkat_daerah, "tahun": permintaan.tahun, "jenis": jenis}
