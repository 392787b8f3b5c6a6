"""The list of agreements of one year: every level under every approved plan, what is missing, what is finished.

As in reports/daftar.py, what an agreement lacks is kept until something is written in the regency; the finished
documents are read each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from indicators.models import Pejabat, PerangkatDaerah, RencanaTahunan, UnitKerja
from indicators.selectors.perjanjian import muat_setahun
from indicators.selectors.simpanan import bersama
from indicators.selectors.simpanan_bagian import LEMBAR, ORANG, selama_jenis_tetap
from reports.builders import pk_semua
from reports.builders.permintaan import Permintaan
from reports.daftar import Keadaan, Versi, halaman_dokumen, keadaan_of
from reports.models import Dokumen
from reports.selectors import perjanjian_selesai

KEADAAN: dict[Keadaan, str] = {
    Keadaan.BELUM: "Belum dapat disusun",
    Keadaan.SIAP: "Siap disusun",
    Keadaan.SELESAI: "Selesai",
    Keadaan.TANDA_TANGAN: "Ditandatangani",
    Keadaan.TERBIT: "Terbit",
    Keadaan.DIGANTIKAN: "Digantikan",
}
"""What an agreement of the list can be, in words."""

PIMPINAN = "Pimpinan"
JENJANG: tuple[tuple[str, frozenset[str]], ...] = (
    (PIMPINAN, frozenset()),
    ("Asisten dan staf ahli", frozenset({UnitKerja.Jenis.ASISTEN, UnitKerja.Jenis.STAF_AHLI})),
    ("Bagian dan bidang", frozenset({UnitKerja.Jenis.BAGIAN, UnitKerja.Jenis.BIDANG})),
    ("Subbagian dan seksi", frozenset({UnitKerja.Jenis.SUBBAGIAN, UnitKerja.Jenis.SEKSI})),
)
"""The levels of the list and the kinds of units in each; whoever heads no unit stands in the first."""

KEPALA_DAERAH = "kepala-daerah"
"""`?pihak=`: the agreement of the regency's head."""


@dataclass(frozen=True)
class Pihak:
    """One party as the list names it."""

    nama: str
    jabatan: str


@dataclass(frozen=True)
class SatuPk:
    """One agreement that can be asked for: its parties (None: nobody recorded), what it lacks, what asks for it."""

    nama: str
    kunci: pk_semua.Kunci
    tanya: str  # the query of its address
    pertama: Pihak | None
    kedua: Pihak | None
    sendiri: bool  # the regency's head signs alone
    jenjang: str
    kekurangan: tuple[str, ...]


@dataclass(frozen=True)
class RencanaPk:
    """The agreements of one plan, and the units that have none for want of an official."""

    rencana: RencanaTahunan
    semua: list[SatuPk]
    tanpa_pejabat: list[str]


@dataclass(frozen=True)
class BarisPk:
    """One agreement of the list with the finished document that counts."""

    satu: SatuPk
    versi: Versi | None

    @property
    def keadaan(self) -> Keadaan:
        """How far the agreement has come."""
        if self.versi is not None:
            return self.versi.keadaan
        return Keadaan.BELUM if self.satu.kekurangan else Keadaan.SIAP

    @property
    def dokumen(self) -> Dokumen | None:
        """The finished document."""
        return self.versi.dokumen if self.versi else None

    @property
    def langkah(self) -> str:
        """The words of what can be finished here: the first document, its replacement, or nothing."""
        if self.satu.kekurangan or self.keadaan is Keadaan.DIGANTIKAN:
            return ""
        return "Buat pengganti" if self.versi else "Selesaikan"


@dataclass(frozen=True)
class JenjangPk:
    """One level of a plan with its agreements."""

    judul: str
    baris: list[BarisPk]

    @property
    def selesai(self) -> int:
        """How many are finished, whatever became of them since."""
        return sum(b.versi is not None for b in self.baris)

    @property
    def kurang(self) -> int:
        """How many cannot be made yet."""
        return sum(b.keadaan is Keadaan.BELUM for b in self.baris)


@dataclass(frozen=True)
class KelompokPk:
    """One plan with its agreements. `terakhir`: no later plan of the year takes its place."""

    rencana: RencanaTahunan
    baris: list[BarisPk]
    tanpa_pejabat: list[str]
    terakhir: bool = True

    @property
    def ada(self) -> bool:
        """Whether any of them can be made."""
        return any(not b.satu.kekurangan for b in self.baris)

    @property
    def jenjang(self) -> list[JenjangPk]:
        """The levels that have agreements."""
        semua = [JenjangPk(judul, [b for b in self.baris if b.satu.jenjang == judul]) for judul, _ in JENJANG]
        return [satu for satu in semua if satu.baris]


def dengan_kepala_daerah(pd: PerangkatDaerah) -> bool:
    """Whether the agreement of the regency's head is prepared here: the Setda does."""
    return pd.jenis == PerangkatDaerah.Jenis.SETDA


def daftar_pk(pd: PerangkatDaerah, tahun: int) -> list[KelompokPk]:
    """Murni first. Two queries while nothing but sheets was written in the regency, which no agreement prints.

    Else what the builders ask for each plan.
    """
    selesai = perjanjian_selesai(pd, tahun)
    rencana = selama_jenis_tetap(
        pd.pemerintah_daerah_id, ("pk", pd.pk, tahun), lambda: _rencana_pk(pd, tahun), selain=LEMBAR | ORANG
    )
    return [
        KelompokPk(r.rencana, [_baris(s, selesai) for s in r.semua], r.tanpa_pejabat, terakhir=r is rencana[-1])
        for r in rencana
    ]


def saring(kelompok: list[KelompokPk], *, cari: str = "", keadaan: str = "") -> list[KelompokPk]:
    """Only the agreements of that state whose name, or party, holds the words; plans without any stay, empty."""
    kata = cari.casefold().split()

    def cocok(b: BarisPk) -> bool:
        pihak = [p.nama for p in (b.satu.pertama, b.satu.kedua) if p]
        teks = " ".join([b.satu.nama, *pihak]).casefold()
        return (not keadaan or b.keadaan == keadaan) and all(k in teks for k in kata)

    return [replace(k, baris=[b for b in k.baris if cocok(b)]) for k in kelompok]


def _baris(satu: SatuPk, selesai: Mapping[pk_semua.Kunci, Dokumen]) -> BarisPk:
    dokumen = selesai.get(satu.kunci)
    return BarisPk(satu, Versi(dokumen, keadaan_of(dokumen), halaman_dokumen(dokumen)) if dokumen else None)


def _rencana_pk(pd: PerangkatDaerah, tahun: int) -> list[RencanaPk]:
    hasil = []
    with bersama():
        for rencana in muat_setahun(pd, tahun, sedaerah=dengan_kepala_daerah(pd)):
            minta = Permintaan(pd, tahun, rencana=rencana)
            isi = pk_semua.daftar(minta, kepala_daerah=dengan_kepala_daerah(pd))
            hasil.append(RencanaPk(rencana, [_satu(s) for s in isi.semua], [u.nama for u in isi.tanpa_pejabat]))
    return hasil


def _satu(satu: pk_semua.SatuPk) -> SatuPk:
    pk, minta = satu.perjanjian, satu.permintaan
    return SatuPk(
        nama=satu.nama,
        kunci=satu.kunci,
        tanya=_tanya(minta),
        pertama=_pihak(pk.pihak_pertama) if pk else None,
        kedua=_pihak(pk.pihak_kedua) if pk else None,
        sendiri=minta.kepala_daerah,
        jenjang=next((judul for judul, jenis in JENJANG if minta.unit and minta.unit.jenis in jenis), PIMPINAN),
        kekurangan=tuple(satu.kekurangan),
    )


def _pihak(pejabat: Pejabat | None) -> Pihak | None:
    return Pihak(pejabat.nama_lengkap, pejabat.jabatan_lengkap) if pejabat else None


def _tanya(minta: Permintaan) -> str:
    tanya: dict[str, object] = {"rencana": minta.rencana.pk if minta.rencana else ""}
    if minta.unit:
        tanya["unit"] = minta.unit.kode
    elif minta.kepala_daerah:
        tanya["pihak"] = KEPALA_DAERAH
    return urlencode(tanya)
