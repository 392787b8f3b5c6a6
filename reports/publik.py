"""What a regency has published, for everybody. Read only; a document is here as long as its Publikasi is."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.utils.http import urlencode

from indicators.models import PemerintahDaerah, PerangkatDaerah
from reports.models import BerkasDokumen, Dokumen, JenisDokumen

SEHALAMAN = 50
"""Documents of one page of the list."""
_URUTAN = Case(*(When(jenis=jenis, then=Value(n)) for n, jenis in enumerate(JenisDokumen.values)))


@dataclass(frozen=True)
class Saringan:
    """What was asked for: a year and the kode of a perangkat daerah as they stand in the address, empty for all."""

    tahun: str = ""
    pd: str = ""

    @classmethod
    def dari(cls, query: Mapping[str, str]) -> "Saringan":
        """From the query of an address."""
        return cls(query.get("tahun", "").strip(), query.get("pd", "").strip())


@dataclass(frozen=True)
class Kelompok:
    """The published documents of one year and one perangkat daerah on this page of the list, by kind, newest first.

    Each has `ada_berkas` (bool): whether it has a signed file to hand out.
    """

    tahun: int
    perangkat_daerah: PerangkatDaerah
    dokumen: list[Dokumen]


@dataclass(frozen=True)
class DaftarPublik:
    """One page of the published documents of a regency, and the years and perangkat daerah there are to choose from.

    `dikenal`: whether anything was ever published for the year and for the perangkat daerah asked for.
    """

    saringan: Saringan
    tahun: list[int]
    perangkat_daerah: list[PerangkatDaerah]
    dikenal: bool
    page: Page[Dokumen]
    kelompok: list[Kelompok]

    @property
    def sebelumnya(self) -> str:
        """The query of the page before; empty on the first."""
        return self._kueri(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def berikutnya(self) -> str:
        """The query of the page after; empty on the last."""
        return self._kueri(self.page.number + 1) if self.page.has_next() else ""

    def _kueri(self, halaman: int) -> str:
        isi = {"tahun": self.saringan.tahun, "pd": self.saringan.pd, "halaman": str(halaman)}
        return "?" + urlencode({nama: nilai for nama, nilai in isi.items() if nilai})


def daerah_publik() -> list[PemerintahDaerah]:
    """The regencies with something published, by name. One query."""
    ada = _terbit().filter(perangkat_daerah__pemerintah_daerah=OuterRef("pk"))
    return list(PemerintahDaerah.objects.filter(Exists(ada)).only("kode", "nama", "provinsi").order_by("nama"))


def daftar_publik(daerah: PemerintahDaerah, saringan: Saringan, halaman: str = "") -> DaftarPublik:
    """What this regency has published, the newest year first. Four queries; their payloads stay in the database."""
    semua = _terbit().filter(perangkat_daerah__pemerintah_daerah=daerah)
    tahun = list(semua.order_by("-tahun").values_list("tahun", flat=True).distinct())
    ada = Exists(_terbit().filter(perangkat_daerah=OuterRef("pk")))
    pilihan = list(PerangkatDaerah.objects.filter(ada, pemerintah_daerah=daerah).only("kode", "nama").order_by("nama"))
    terpilih = [t for t in tahun if saringan.tahun in ("", str(t))]
    pd = [p for p in pilihan if saringan.pd in ("", p.kode)]
    rows = semua.filter(tahun__in=terpilih, perangkat_daerah__in=pd)
    page = Paginator(_baris(rows), SEHALAMAN).get_page(halaman)
    kelompok = [
        Kelompok(kepala[0], kepala[1], list(isi))
        for kepala, isi in groupby(page.object_list, key=lambda d: (d.tahun, d.perangkat_daerah))
    ]
    return DaftarPublik(saringan, tahun, pilihan, bool(terpilih and pd) or saringan == Saringan(), page, kelompok)


def _terbit() -> QuerySet[Dokumen]:
    """As on the page of a code: what is published and finished, whatever became of it since."""
    return Dokumen.objects.filter(publikasi__isnull=False, kode__isnull=False).exclude(status=Dokumen.Status.DRAFT)


def _baris(rows: QuerySet[Dokumen]) -> QuerySet[Dokumen]:
    berkas = Exists(BerkasDokumen.objects.filter(dokumen=OuterRef("pk")))
    kolom = ("jenis", "tahun", "judul", "nomor", "tanggal", "status", "kode")
    pd = ("perangkat_daerah__kode", "perangkat_daerah__nama")
    rows = rows.select_related("perangkat_daerah").only(*kolom, *pd).annotate(ada_berkas=berkas)
    return rows.order_by("-tahun", "perangkat_daerah__nama", "perangkat_daerah", _URUTAN, "-tanggal", "-pk")
