"""Reading the narratives: the sections of a document, what the data say, what a planner wrote, whether both fit."""

from dataclasses import dataclass

from indicators.models import PerangkatDaerah, User
from indicators.selectors.simpanan import bersama, diingat, selama_tak_berubah
from reports.beda import Potongan, beda, berbeda
from reports.builders import REGISTRY
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.models import Narasi, NarasiKonsep, NarasiVersi
from reports.prosa import html_dari_teks, teks_dari_html


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
    def beda_data(self) -> list[Potongan]:
        """What has changed in the data's text since."""
        return beda(self.narasi.dasar, self.bagian.bawaan) if self.narasi and self.narasi.dasar else []


@dataclass(frozen=True)
class Versi:
    """One version a section has had, with what it changed."""

    versi: NarasiVersi
    perubahan: list[Potongan]
    terbaru: bool


def bagian_bawaan(permintaan: Permintaan, jenis: str) -> list[BagianNarasi]:
    """The sections of a document with the text of the data. Raises Incomplete where the document cannot be made.

    Kept until something is written in the regency: making them means making the whole document.
    """
    pd = permintaan.perangkat_daerah
    ciri = ("narasi", pd.pk, permintaan.tahun, permintaan.triwulan, str(jenis))

    def baru() -> list[BagianNarasi]:
        with bersama():
            return REGISTRY[jenis].narasi(permintaan)

    return selama_tak_berubah(pd.pemerintah_daerah_id, ciri, baru)


def bagian_list(permintaan: Permintaan, jenis: str, oleh: User | None = None) -> list[Bagian]:
    """All sections in the order of the document; `oleh` is told where he has unsaved work. Raises Incomplete."""
    tempat = _tempat(permintaan, jenis)
    own = {n.bagian: n for n in Narasi.objects.filter(**tempat).select_related("ditulis_oleh")}
    konsep: set[str] = set()
    if oleh is not None:
        konsep = set(NarasiKonsep.objects.filter(**tempat, penulis=oleh).values_list("bagian", flat=True))
    return [Bagian(b, own.get(b.kunci), b.kunci in konsep) for b in bagian_bawaan(permintaan, jenis)]


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
    """The versions of a section, newest first, each compared with the one before; the first with the data's text."""
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
