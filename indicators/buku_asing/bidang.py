"""What a foreign table can hold: the fields of each kind, with the words by which their columns are proposed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from indicators.buku_pd import tabel as t
from indicators.buku_pd.bidang import Bidang

IKU, ANGGARAN, TARGET, REALISASI = "iku", "anggaran", "target", "realisasi"
JENIS = {
    IKU: "Daftar indikator atau IKU, dengan target tiap tahun",
    ANGGARAN: "Program, kegiatan, dan sub kegiatan dengan pagu (DPA/RKA)",
    TARGET: "Target tiap triwulan",
    REALISASI: "Realisasi tiap triwulan (formulir E.81 dan sejenisnya)",
}
BERANGKA = frozenset({"nilai", "angka", "rupiah", "bulat"})
ROMAWI = ("i", "ii", "iii", "iv")


@dataclass(frozen=True)
class BidangAsing:
    """One field. `pola`: what its head says; `turun`: an empty cell means the same as the one above it.

    `bukan`: a head that says this is not it, whatever else it says.
    """

    bidang: Bidang
    pola: str
    wajib: bool = False
    turun: bool = False
    bukan: str = ""
    judul_lain: str = ""

    @property
    def kunci(self) -> str:
        """Its key."""
        return self.bidang.kunci

    @property
    def judul(self) -> str:
        """What the page calls it."""
        return self.judul_lain or self.bidang.judul

    @property
    def berangka(self) -> bool:
        """Whether its cells hold figures."""
        return self.bidang.jenis in BERANGKA

    @cached_property
    def cari(self) -> re.Pattern[str]:
        """The head it is proposed for."""
        return re.compile(self.pola)

    def cocok(self, judul: str) -> bool:
        """Whether a head reads like this field."""
        return bool(self.cari.search(judul)) and not (self.bukan and re.search(self.bukan, judul))


@dataclass(frozen=True)
class Pilihan:
    """Something the table does not say and a person does, for all its rows. `wajib`: nothing is read without it."""

    kunci: str
    judul: str
    wajib: bool = False
    petunjuk: str = ""
    bawaan: str = ""
    tetap: tuple[tuple[str, str], ...] = field(default=())


def _teks(kunci: str, judul: str, jenis: str = "teks", **lain: str) -> Bidang:
    return Bidang(kunci, judul, jenis, **lain)  # type: ignore[arg-type]


def bidang_iku(tahun: Iterable[int]) -> list[BidangAsing]:
    """A list of indicators with a target for each year."""
    asal = t.indikator(tahun)
    b = asal.bidang_bernama
    return [
        BidangAsing(
            b("unsur"), r"\b(sasaran|tujuan|kinerja utama|program|kegiatan)\b", turun=True, bukan=r"indikator|target",
            judul_lain="Sasaran, atau unsur lain di atasnya",
        ),
        BidangAsing(b("kode"), r"\bkode\b", bukan=r"rekening"),
        BidangAsing(b("nama"), r"\bindikator\b|\biku\b", wajib=True, bukan=r"definisi|formula|sumber|satuan"),
        BidangAsing(b("satuan"), r"\bsatuan\b", bukan=r"satuan kerja"),
        BidangAsing(b("unit_kerja"), r"unit (kerja|pengisi)|satuan kerja", turun=True),
        BidangAsing(b("kondisi_awal"), r"(kondisi|kinerja|data).*\b(awal|dasar)\b|baseline"),
        *(BidangAsing(b(f"target_{n}"), rf"\b{n}\b", bukan=r"realisasi|capaian kinerja") for n in tahun),
        BidangAsing(b("kondisi_akhir"), r"(kondisi|kinerja|target).*\bakhir\b", bukan=r"\b20\d\d\b"),
        BidangAsing(b("definisi"), r"definisi"),
        BidangAsing(b("makna"), r"\bmakna\b"),
        BidangAsing(b("alasan"), r"\balasan\b"),
        BidangAsing(b("formulasi"), r"formula|cara (hitung|penghitungan|mengukur)|rumus"),
        BidangAsing(b("sumber_data"), r"sumber"),
        BidangAsing(b("penanggung_jawab"), r"penanggung\s?jawab|\bpj\b"),
    ]  # fmt: skip


def bidang_anggaran(tahun: Iterable[int]) -> list[BidangAsing]:
    """The list of programmes, kegiatan and sub kegiatan with their pagu; codes in one column, or in one each."""
    kode, lain = r"\bkode\b|\bno\.? ?rek", r"rekening belanja|jenis belanja|skpd"
    sub = t.KASKADE[-1].bidang_bernama
    bagian = []
    for nama, judul in (("program", "program"), ("kegiatan", "kegiatan"), ("sub_kegiatan", "sub kegiatan")):
        bukan = r"\bsub\b" if nama == "kegiatan" else r"sub kegiatan|program.*kegiatan" if nama == "program" else ""
        bagian += [
            BidangAsing(_teks(f"kode_{nama}", f"Kode {judul}"), rf"kode.*\b{judul}\b", bukan=bukan),
            BidangAsing(
                _teks(f"nama_{nama}", f"Nama {judul}", "panjang"),
                rf"\b{judul}\b",
                bukan="|".join(filter(None, (bukan, r"\bkode\b|indikator|pagu|anggaran"))),
            ),
        ]
    return [
        BidangAsing(_teks("kode", "Kode"), kode, bukan=lain, judul_lain="Kode, semua tingkat"),
        BidangAsing(_teks("kode_akhir", "Kode sampai kolom"), r"^$", judul_lain="Kode terbagi sampai kolom"),
        BidangAsing(
            sub("uraian"), r"uraian|nama|program.*kegiatan|nomenklatur", bukan=r"\bkode\b|unit|skpd|indikator",
            judul_lain="Nama atau uraian, semua tingkat",
        ),
        *bagian,
        BidangAsing(sub("unit_kerja"), r"unit|bagian|bidang|penanggung", turun=True, bukan=r"kode|urusan"),
        BidangAsing(t.PAGU.bidang_bernama("jenis_belanja"), r"jenis belanja|rekening belanja"),
        BidangAsing(
            t.PAGU.bidang_bernama("jumlah"), r"pagu|jumlah|anggaran|\brp\b|total", bukan=r"realisasi|prakiraan|sumber",
            judul_lain="Pagu (Rp)",
        ),
    ]  # fmt: skip


def _triwulan(n: int) -> str:
    """What the heads of a quarter say: TW I, Triwulan 1, Trw. I, I below Triwulan."""
    return rf"\b(tri ?wulan|tw|trw|tribulan)\b.*\b({ROMAWI[n - 1]}|{n})\b"


def bidang_target(tahun: Iterable[int]) -> list[BidangAsing]:
    """The quarterly targets of indicators that are known."""
    b = t.TARGET.bidang_bernama
    return [
        BidangAsing(b("indikator"), r"\bindikator\b|\biku\b", wajib=True, bukan=r"kode|satuan"),
        BidangAsing(_teks("kode", "Kode indikator"), r"kode"),
        BidangAsing(b("nilai"), r"target", bukan=r"\b(tri ?wulan|tw|trw)\b"),
        *(BidangAsing(b(f"tw{n}"), _triwulan(n), bukan=r"realisasi|capaian") for n in (1, 2, 3, 4)),
    ]


def bidang_realisasi(tahun: Iterable[int]) -> list[BidangAsing]:
    """An E.81 sheet: what indicators reached in each quarter, and what sub kegiatan spent."""
    nilai, uang = t.REALISASI.bidang_bernama("nilai"), t.ANGGARAN.bidang_bernama("keuangan")
    fisik = t.ANGGARAN.bidang_bernama("fisik")
    hasil = [
        BidangAsing(
            _teks("indikator", "Indikator", "panjang"), r"\bindikator\b|\biku\b", bukan=r"kode|satuan",
        ),
        BidangAsing(_teks("kode", "Kode program sampai sub kegiatan"), r"\bkode\b", bukan=r"indikator"),
        BidangAsing(
            _teks("nama", "Program, kegiatan, sub kegiatan", "panjang"), r"program|kegiatan|uraian",
            bukan=r"indikator|kode|target|realisasi|anggaran",
        ),
    ]  # fmt: skip
    for n in (1, 2, 3, 4):
        rp, tw = r"\brp\b|keuangan|anggaran", _triwulan(n)
        salin = {"nilai": (nilai, "Realisasi", "rp|keuangan|anggaran|fisik|target")}
        salin |= {"keuangan": (uang, "Keuangan", "target"), "fisik": (fisik, "Fisik", "target|rp|keuangan")}
        for awal, (b, judul, bukan) in salin.items():
            pola = tw if awal == "nilai" else rf"{tw}.*({rp})" if awal == "keuangan" else rf"{tw}.*fisik"
            baru = Bidang(f"{awal}{n}", f"{judul} TW {ROMAWI[n - 1].upper()}", b.jenis)
            hasil.append(BidangAsing(baru, pola, bukan=bukan))
    return hasil


BIDANG = {IKU: bidang_iku, ANGGARAN: bidang_anggaran, TARGET: bidang_target, REALISASI: bidang_realisasi}


def bidang_jenis(jenis: str, tahun: Iterable[int]) -> list[BidangAsing]:
    """The fields of one kind."""
    return BIDANG[jenis](list(tahun))


BAGIAN = "bagian"
"""The element above stands in a row of its own, over the indicators that belong to it."""

_SUSUNAN = (("kode", "Panjang kode: satu baris satu tingkat"), ("kolom", "Kolom sendiri untuk tiap tingkat"))
_RP = (("triwulan", "Belanja triwulan itu saja"), ("sejak", "Jumlah sejak Januari"))
I = t.I  # noqa: E741
_UNIT = Pilihan("unit", "Unit kerja baris baru", petunjuk="Bila tabelnya tidak menyebut unit.")
PILIHAN: dict[str, tuple[Pilihan, ...]] = {
    IKU: (
        Pilihan("jenjang", "Jenjang indikator", True, bawaan="sasaran", tetap=tuple(I.Jenjang.choices)),
        Pilihan("unsur", "Berada di bawah", petunjuk="Bila tabelnya tidak memuat kolom sasaran atau unsur lain."),
        Pilihan("tujuan", "Sasaran baru berada di bawah tujuan"),
        _UNIT,
        Pilihan("iku", "Indikator baru ditandai IKU", bawaan="", tetap=(("", "Tidak"), ("ya", "Ya"))),
        Pilihan("arah", "Arah indikator baru", True, bawaan="NAIK", tetap=tuple(I.Arah.choices)),
        Pilihan("akumulasi", "Akumulasi indikator baru", True, bawaan="AKHIR", tetap=tuple(I.Akumulasi.choices)),
    ),
    ANGGARAN: (
        Pilihan("susunan", "Tingkat baris dikenali dari", True, bawaan="kode", tetap=_SUSUNAN),
        Pilihan("rencana", "Pagu masuk ke rencana", petunjuk="Hanya rencana yang belum disahkan."),
        Pilihan("jenis_belanja", "Jenis belanja", petunjuk="Bila tabelnya tidak merinci kode rekening belanja."),
        Pilihan("sasaran", "Program baru berada di bawah sasaran"),
        _UNIT,
    ),
    TARGET: (Pilihan("rencana", "Target masuk ke rencana", True, "Hanya rencana yang belum disahkan."),),
    REALISASI: (
        Pilihan("tahun", "Tahun", True),
        Pilihan("rp", "Angka rupiah pada tabel", petunjuk="Aplikasi menyimpan jumlah sejak Januari.", tetap=_RP),
    ),
}
