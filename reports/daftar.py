"""The list of documents: per kind of the year's cycle what is missing, what is finished, and where to go from there.

What a kind lacks follows from the facts alone, so it is kept until something is written in the regency; the finished
documents are read each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.urls import reverse

from indicators.exceptions import DomainError
from indicators.models import JadwalPengisian, PerangkatDaerah, UnitKerja, User
from indicators.selectors.bekal import titip_jadwal
from indicators.selectors.dokumen import muat_pejabat
from indicators.selectors.simpanan import bersama
from indicators.selectors.simpanan_bagian import LEMBAR, ORANG, selama_jenis_tetap
from indicators.selectors.simpanan_tetap import selama_tetap
from reports.builders import BERNARASI, LAMBAT, REGISTRY
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen, JenisDokumen
from reports.narasi_baca import narasi_usang
from reports.selectors import dokumen_tahun
from sakip.lib.numbers import romawi

J = JenisDokumen

DAUR: tuple[tuple[str, str, tuple[JenisDokumen, ...]], ...] = (
    ("Menetapkan", "Sekali untuk satu periode Renstra.", (J.SK_IKU, J.BUKU_IKU)),
    ("Berjanji", "Awal tahun, dan setiap kali rencana berubah.", (J.PK, J.RKT, J.RENCANA_AKSI)),
    ("Mengukur", "Setiap triwulan, sesudah lembar realisasi ditutup.", (J.TRIWULAN, J.E81)),
    ("Melaporkan", "Sesudah tahun berakhir.", (J.LKJIP,)),
)
"""The year's cycle of performance (Perpres 29/2014) and the documents each step gives."""

PER_TRIWULAN = frozenset((J.TRIWULAN,))
"""The kinds of which there is one document a quarter."""


class Keadaan(StrEnum):
    """How far a document has come."""

    BELUM = "belum"
    SIAP = "siap"
    SELESAI = "selesai"
    TANDA_TANGAN = "tanda-tangan"
    TERBIT = "terbit"
    DIGANTIKAN = "digantikan"
    DITARIK = "ditarik"


@dataclass(frozen=True)
class Jalan:
    """The addresses a row leads to; an empty one leads nowhere and is not shown."""

    pratinjau: str = ""
    pdf: str = ""
    docx: str = ""
    xlsx: str = ""
    cetak: str = ""  # POST: a kind that is rendered in the background
    narasi: str = ""
    selesaikan: str = ""
    temuan: str = ""
    tata: str = ""
    pk_daftar: str = ""
    tim: str = ""
    reviu: str = ""


@dataclass(frozen=True)
class Kesiapan:
    """Whether one document can be made: its title, which documents are its versions, what it lacks, where it leads."""

    jenis: str
    triwulan: int
    judul: str
    kunci: str
    kekurangan: tuple[str, ...]
    narasi_berubah: int  # sections a planner wrote from data that say something else now
    jalan: Jalan


@dataclass(frozen=True)
class Versi:
    """One finished document with its state and the address of its page."""

    dokumen: Dokumen
    keadaan: Keadaan
    alamat: str


@dataclass(frozen=True)
class Baris:
    """One document of the list: a kind, or a kind in one quarter. `versi`: the finished ones, newest first."""

    jenis: JenisDokumen
    triwulan: int
    judul: str
    kekurangan: tuple[str, ...]
    jalan: Jalan
    versi: list[Versi] = field(default_factory=list)
    narasi_berubah: int = 0

    @property
    def label(self) -> str:
        """What the row is called."""
        return f"{self.jenis.label} {romawi(self.triwulan)}" if self.triwulan else str(self.jenis.label)

    @property
    def jangkar(self) -> str:
        """The name of the row in addresses of this page."""
        return f"dokumen-{self.jenis.value}" + (f"-{self.triwulan}" if self.triwulan else "")

    @property
    def terakhir(self) -> Versi | None:
        """The document that counts: the newest that was not taken back."""
        return next((v for v in self.versi if v.keadaan is not Keadaan.DITARIK), None)

    @property
    def keadaan(self) -> Keadaan:
        """That of the document that counts; without one, whether it can be made."""
        if self.terakhir is not None:
            return self.terakhir.keadaan
        return Keadaan.BELUM if self.kekurangan else Keadaan.SIAP


@dataclass(frozen=True)
class Kelompok:
    """One step of the cycle with its documents."""

    judul: str
    keterangan: str
    baris: list[Baris]


def daftar(
    pd: PerangkatDaerah, tahun: int, *, boleh_selesai: bool, jadwal: Sequence[JadwalPengisian] | None = None
) -> list[Kelompok]:
    """The whole list. Two queries while nothing was written in the regency, else what the builders ask.

    `jadwal`: the quarters of the perangkat daerah, where the caller has them.
    """
    kesiapan = kesiapan_tahun(pd, tahun, jadwal)
    dokumen = dokumen_tahun(pd, tahun, {k.kunci for k in kesiapan})
    per_jenis: dict[str, list[Kesiapan]] = {}
    for k in kesiapan:
        per_jenis.setdefault(k.jenis, []).append(k)
    return [
        Kelompok(
            judul,
            keterangan,
            [_baris(k, dokumen, boleh_selesai) for jenis in isi for k in per_jenis.get(jenis, [])],
        )
        for judul, keterangan, isi in DAUR
    ]


def kesiapan_tahun(pd: PerangkatDaerah, tahun: int, jadwal: Sequence[JadwalPengisian] | None = None) -> list[Kesiapan]:
    """What each document of the year lacks, and how many of its narratives speak of data that have changed.

    What is lacking is of the plan: nothing that is entered on a sheet changes it.
    """
    daerah, ciri = pd.pemerintah_daerah_id, (pd.pk, tahun, tuple(REGISTRY))
    with bersama():
        semua = selama_jenis_tetap(
            daerah, ("kesiapan", *ciri), lambda: _kesiapan(pd, tahun, jadwal), selain=LEMBAR | ORANG
        )
        berubah = selama_jenis_tetap(
            daerah, ("narasi-berubah", *ciri), lambda: [_narasi_berubah(pd, tahun, k) for k in semua], selain=ORANG
        )
    return [replace(k, narasi_berubah=n) for k, n in zip(semua, berubah, strict=True)]


def _kesiapan(pd: PerangkatDaerah, tahun: int, jadwal: Sequence[JadwalPengisian] | None) -> list[Kesiapan]:
    hasil = []
    with selama_tetap(pd, tahun):
        muat_pejabat(pd)
        if jadwal is not None:
            titip_jadwal(pd.pk, tahun, jadwal)
        for jenis in REGISTRY:
            for triwulan in (1, 2, 3, 4) if jenis in PER_TRIWULAN else (0,):
                hasil.append(_siap(jenis, Permintaan(pd, tahun, triwulan=triwulan)))
    return hasil


def _siap(jenis: str, permintaan: Permintaan) -> Kesiapan:
    builder = REGISTRY[jenis]
    try:
        kekurangan = tuple(builder.periksa(permintaan))
    except DomainError as error:  # a layout of the wrong shape
        kekurangan = (str(error), *getattr(error, "kekurangan", []))
    judul, kunci = builder.judul(permintaan), builder.periode_kunci(permintaan)
    jalan = _jalan(jenis, permintaan, bisa=not kekurangan)
    return Kesiapan(jenis, permintaan.triwulan, judul, kunci, kekurangan, 0, jalan)


def _narasi_berubah(pd: PerangkatDaerah, tahun: int, k: Kesiapan) -> int:
    if k.kekurangan or k.jenis not in BERNARASI:
        return 0
    try:
        return len(narasi_usang(pd, tahun, k.jenis, triwulan=k.triwulan))
    except DomainError:  # the row says so already, or the document will
        return 0


def _baris(k: Kesiapan, dokumen: Sequence[Dokumen], boleh_selesai: bool) -> Baris:
    milik = [d for d in dokumen if d.jenis == k.jenis and d.periode_kunci == k.kunci]
    return Baris(
        jenis=JenisDokumen(k.jenis),
        triwulan=k.triwulan,
        judul=k.judul,
        kekurangan=k.kekurangan,
        jalan=k.jalan if boleh_selesai else replace(k.jalan, selesaikan="", tata=""),
        versi=[Versi(d, keadaan_of(d), halaman_dokumen(d)) for d in milik],
        narasi_berubah=k.narasi_berubah,
    )


def _jalan(jenis: str, permintaan: Permintaan, *, bisa: bool) -> Jalan:
    """Where a row leads whoever may finish documents. `bisa`: nothing is lacking."""
    tempat = (permintaan.perangkat_daerah.kode, permintaan.tahun)
    lkjip = jenis == J.LKJIP
    tim, reviu = (reverse(f"reports:{n}", args=tempat) if lkjip else "" for n in ("tim", "reviu"))
    daftar_pk = reverse("reports:pk_daftar", args=tempat) if jenis == J.PK else ""
    if not bisa:
        return Jalan(pk_daftar=daftar_pk, tim=tim, reviu=reviu)
    tanya = f"?triwulan={permintaan.triwulan}" if permintaan.triwulan else ""

    def ke(nama: str) -> str:
        return reverse(f"reports:{nama}", args=(*tempat, jenis)) + tanya

    lambat = jenis in LAMBAT
    return Jalan(
        pratinjau="" if lambat else ke("pratinjau"),
        pdf="" if lambat else ke("unduh"),
        docx=ke("unduh_docx"),
        xlsx=ke("unduh_xlsx"),
        cetak=ke("cetakan_pesan") if lambat else "",
        narasi=ke("narasi") if jenis in BERNARASI else "",
        selesaikan=ke("finalisasi"),
        temuan=ke("temuan"),
        tata=ke("tata"),
        pk_daftar=daftar_pk,
        tim=tim,
        reviu=reviu,
    )


def keadaan_of(dokumen: Dokumen) -> Keadaan:
    """The state of a finished document, publication included."""
    if dokumen.status == Dokumen.Status.REPLACED:
        return Keadaan.DIGANTIKAN
    if dokumen.status == Dokumen.Status.WITHDRAWN:
        return Keadaan.DITARIK
    if hasattr(dokumen, "publikasi"):
        return Keadaan.TERBIT
    return Keadaan.TANDA_TANGAN if dokumen.status == Dokumen.Status.SIGNED else Keadaan.SELESAI


def perjanjian_seunit(user: User, pd: PerangkatDaerah) -> list[Versi]:
    """The finished agreements of the units of a perangkat daerah on which the person has a role, newest first.

    One query, without their payloads.
    """
    milik = Dokumen.objects.visible_to(user).filter(perangkat_daerah=pd, perjanjian_kinerja__unit_kerja__isnull=False)
    rows = milik.select_related("publikasi").defer("payload").order_by("-tahun", "-pk")
    return [Versi(d, keadaan_of(d), halaman_dokumen(d)) for d in rows]


def halaman_dokumen(dokumen: Dokumen) -> str:
    """The page of a finished document."""
    return reverse("reports:dokumen", args=[dokumen.pk])


def alamat_pengganti(dokumen: Dokumen) -> str:
    """Where the document that takes its place is finished. Reads its joined agreement; one query where that is gone."""
    tanya: dict[str, str] = {}
    ekor = dokumen.periode_kunci.removeprefix(str(dokumen.tahun)).lstrip("-")
    if dokumen.jenis == J.PK and ekor.startswith("unit-"):
        tanya["unit"] = _kode_unit(dokumen, ekor.removeprefix("unit-"))
    elif dokumen.jenis == J.PK and ekor:
        tanya["pihak"] = ekor
    elif ekor.startswith("TW"):
        tanya["triwulan"] = ekor.removeprefix("TW")
    alamat = reverse("reports:finalisasi", args=(dokumen.perangkat_daerah.kode, dokumen.tahun, dokumen.jenis))
    return f"{alamat}?{urlencode(tanya)}" if tanya else alamat


def _kode_unit(dokumen: Dokumen, pk: str) -> str:
    perjanjian = dokumen.perjanjian_kinerja
    if perjanjian is not None and perjanjian.unit_kerja is not None:
        return perjanjian.unit_kerja.kode
    return UnitKerja.objects.filter(pk=pk).values_list("kode", flat=True).first() or ""
