"""What the short documents of tables share (annual plan, action plan, quarterly report, E.81): frame and signatures."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from indicators.exceptions import InvalidValue
from indicators.models import Indikator, Pejabat, RencanaTahunan
from indicators.selectors import dokumen, renja
from indicators.selectors import nilai as cetak
from indicators.selectors import rencana as plans
from indicators.selectors.nilai import Besaran
from reports.builders import identitas
from reports.builders.lkjip_blok import Penulis, jangkar
from reports.builders.lkjip_tabel import Isi, Kol, tabel_gabung
from reports.builders.permintaan import Permintaan
from reports.builders.tabel import KOSONG, kolom_dari
from reports.payloads import TITIK, Tabel, TandaTangan
from reports.payloads_lkjip import Bagian, Blok, BlokGrafik, BlokTabel, NaskahPayload
from sakip.lib.charts import ChartData
from sakip.lib.periods import Triwulan

TEMPLATE = "pdf/naskah.html"
LEBAR_GRAFIK = 390
"""CSS pixels of a chart's bars: with the names beside them the letters come out at 8 points."""

SCHEMA_NASKAH = 1

BAWAAN: dict[str, Any] = {
    "kertas": "F4",
    "muka": "laporan",
    "kop": identitas.KOP,
    "mendatar": False,
    "ttd": [{"pejabat": "kepala"}],
    "ttd_baris": {"jabatan": identitas.TTD["jabatan"], "bawah": identitas.TTD["bawah"]},
}
"""What every one of these documents lets an institution decide. Each kind adds its title and its columns.

`ttd`: one signature at the right, or two side by side (left first). `pejabat`: `kepala` (of the perangkat daerah),
`kepala-daerah`, `bappeda`, or the code of a unit; `sebutan` stands above (`Disusun,`), `bertanggal` gives the left one
a place and date, too; `jabatan` and `bawah` are lines as in identitas.TTD, in place of those of `ttd_baris`.
"""

JABATAN_UNIT = ["{JABATAN},"]
"""The head of a unit heads no regency."""

KOSONG_TANGAN = f"({'.' * 44})"
"""A name to be written by hand: that of an official outside the perangkat daerah who is not recorded."""


@dataclass(frozen=True)
class Kerangka:
    """One document about to be built: what was asked, its layout, its plan and the quarter it speaks of (or 4)."""

    permintaan: Permintaan
    tata: Mapping[str, Any]
    rencana: RencanaTahunan
    penulis: Penulis
    sampai: int = 4
    tidak_tersedia: list[str] = field(default_factory=list)
    _urut: Iterator[int] = field(default_factory=lambda: count(1))
    _urut_gambar: Iterator[int] = field(default_factory=lambda: count(1))

    def tabel(self, judul: str, tabel: Tabel, *, catatan: str = "") -> BlokTabel:
        """The next table of the document, numbered `Tabel 1`, `Tabel 2`, …"""
        return self.penulis.tabel(f"Tabel {next(self._urut)}", judul, tabel, catatan=catatan)

    def gambar(self, data: ChartData | None) -> list[BlokGrafik]:
        """The next chart, `Gambar 1`, …, with letters readable on paper; nothing where there is nothing to draw."""
        if data is None:
            return []
        nomor = f"Gambar {next(self._urut_gambar)}"
        blok = self.penulis.grafik(1, replace(data, lebar=LEBAR_GRAFIK))
        return [{**blok, "nomor": nomor, "jangkar": jangkar(nomor)}]

    def isi(self, pola: str) -> str:
        """A sentence of the layout with its {kunci} filled in: pd, daerah, tahun, triwulan, and PERUBAHAN (with a
        blank before it) under a changed plan; PD and DAERAH in capitals."""
        pd, tw = self.permintaan.perangkat_daerah, Triwulan(self.permintaan.tahun, self.sampai).romawi
        perubahan = "" if self.rencana.jenis == RencanaTahunan.Jenis.MURNI else " PERUBAHAN"
        nilai = {
            "pd": identitas.nama_lengkap(pd),
            "PD": identitas.nama_lengkap(pd).upper(),
            "daerah": pd.pemerintah_daerah.nama,
            "DAERAH": pd.pemerintah_daerah.nama.upper(),
            "tahun": str(self.permintaan.tahun),
            "triwulan": tw,
            "PERUBAHAN": perubahan,
            "SAMPAI": "" if self.sampai == 4 else f" SAMPAI DENGAN TRIWULAN {tw}",
        }
        return identitas.isi(pola, nilai)


def payload(k: Kerangka, *, judul: str, subjek: str, bagian: list[Bagian], pada: date, tahun_ttd: int) -> NaskahPayload:
    """The document from its sections. `pada` is the day whose officials sign, `tahun_ttd` the year of the draft."""
    pd = k.permintaan.perangkat_daerah
    return {
        "meta": identitas.meta(pd, judul, subjek, tata=k.tata, final=k.permintaan.final),
        "kop": identitas.kop_bila_dicetak(pd, k.tata["kop"]),
        "judul": [k.isi(baris) for baris in k.tata["judul"]],
        "bagian": bagian,
        "ttd": tanda_tangan(k, pada, tahun_ttd),
        "kekurangan": k.penulis.kekurangan,
        "tidak_tersedia": k.tidak_tersedia,
    }


def bagian(k: Kerangka, kunci: str, judul: str, blok: Sequence[Blok], *, nomor: str = "") -> Bagian:
    """One section; an empty title prints none. Its orientation is that of the whole document.

    What is missing is marked on the page of a draft; a finished document has it in `kekurangan` only.
    """
    return {
        "kunci": kunci,
        "nomor": nomor,
        "judul": judul,
        "jangkar": jangkar(f"bagian {kunci}"),
        "tingkat": 2,
        "lebar": k.tata["mendatar"],
        "blok": [b for b in blok if b["jenis"] != "kekurangan" or not k.permintaan.final],
    }


def judul_bagian(k: Kerangka, kunci: str, dikenal: Collection[str]) -> dict[str, str]:
    """The sections of a layout (`[{"kunci": …, "judul": …}]`) in their order; one left out is not printed.

    Raises InvalidValue for a section the document does not have.
    """
    daftar = k.tata[kunci]
    for nomor, satu in enumerate(daftar, 1):
        if not isinstance(satu, dict) or satu.get("kunci") not in dikenal or not isinstance(satu.get("judul"), str):
            raise InvalidValue(
                f"Tata dokumen: “{kunci}” ke-{nomor} tidak dapat dipakai. Isi kunci dan judul; kunci yang dikenal:"
                f" {', '.join(dikenal)}."
            )
    return {satu["kunci"]: k.isi(satu["judul"]) for satu in daftar}


# --- What must exist ---------------------------------------------------------------------------------------------


def rencana_of(permintaan: Permintaan, sampai: int = 4) -> RencanaTahunan | None:
    """The plan the document speaks of: the one asked for, else the one in force in its quarter. One query."""
    tw = Triwulan(permintaan.tahun, sampai)
    return permintaan.rencana or plans.rencana_in_force(permintaan.perangkat_daerah, tw)


def tanpa_rencana(permintaan: Permintaan) -> str:
    """The refusal when no plan of the year is approved."""
    return (
        f"{permintaan.perangkat_daerah.nama} belum memiliki rencana tahun {permintaan.tahun} yang disahkan. Isi target"
        " (dan pagu) tahun itu pada menu Perencanaan, lalu sahkan rencana murni atau perubahannya."
    )


# --- Signatures --------------------------------------------------------------------------------------------------


def tanda_tangan(k: Kerangka, pada: date, tahun_ttd: int) -> list[TandaTangan]:
    """The signature blocks of the layout; the right one carries place and date, the left one if it is `bertanggal`."""
    daftar = k.tata["ttd"]
    if not 1 <= len(daftar) <= 2 or not all(isinstance(s, dict) and s.get("pejabat") for s in daftar):
        raise InvalidValue(
            "Tata dokumen: “ttd” harus berisi satu atau dua penanda tangan, masing-masing dengan “pejabat”."
        )
    tempat = k.permintaan.perangkat_daerah.pemerintah_daerah.tempat or TITIK
    tanggal = f"{tempat}, {identitas.tanggal_atau_titik(k.permintaan.tanggal, tahun_ttd)}"
    hasil = []
    for n, satu in enumerate(daftar, 1):
        sebutan = [satu["sebutan"]] if satu.get("sebutan") else []
        bertanggal = n == len(daftar) or satu.get("bertanggal", False)
        hasil.append(_ttd(k, satu, pada, [*sebutan, *([tanggal] if bertanggal else [])]))
    return hasil


def _ttd(k: Kerangka, satu: Mapping[str, Any], pada: date, tempat_tanggal: list[str]) -> TandaTangan:
    baku = dict(k.tata["ttd_baris"])
    if satu["pejabat"] not in ("kepala", "kepala-daerah", "bappeda"):
        baku["jabatan"] = JABATAN_UNIT
    tata = {**baku, **{kunci: satu[kunci] for kunci in ("jabatan", "bawah") if kunci in satu}}
    orang = _pejabat(k.permintaan, satu["pejabat"], pada)
    if orang is not None:
        return identitas.tanda_tangan(orang, tempat_tanggal=tempat_tanggal, tata=tata)
    jabatan = [k.isi(baris) for baris in tata["jabatan"] if "{JABATAN}" not in baris and "{jabatan}" not in baris]
    return _ttd_kosong(k, satu["pejabat"], pada, tempat_tanggal, jabatan if "jabatan" in satu else None)


def _pejabat(permintaan: Permintaan, siapa: str, pada: date) -> Pejabat | None:
    pd = permintaan.perangkat_daerah
    if siapa == "kepala":
        return dokumen.kepala_perangkat_daerah(pd, pada)
    if siapa == "kepala-daerah":
        return dokumen.kepala_daerah(pd.pemerintah_daerah, pada)
    if siapa == "bappeda":
        return renja.kepala_bappeda(pd.pemerintah_daerah, pada)
    return renja.kepala_unit(pd, siapa, pada)


def _ttd_kosong(
    k: Kerangka, siapa: str, pada: date, tempat_tanggal: list[str], jabatan: list[str] | None
) -> TandaTangan:
    """The block of an official who is not recorded: said, and marked so that it cannot be finished like this.

    The planning agency is another office: its head writes the name by hand, as the form has it.
    """
    pd = k.permintaan.perangkat_daerah
    if siapa == "bappeda":
        daerah = pd.pemerintah_daerah.nama.upper()
        k.tidak_tersedia.append(
            "Kepala Badan Perencanaan Pembangunan Daerah belum tercatat pada data pejabat; namanya dikosongkan untuk"
            " ditulis saat penandatanganan."
        )
        baku = ["KEPALA BADAN PERENCANAAN PEMBANGUNAN DAERAH", f"{daerah},"]
        return _blok_ttd(tempat_tanggal, jabatan or baku, KOSONG_TANGAN)
    if siapa == "kepala":
        k.penulis.kurang(identitas.tanpa_kepala(pd, pada))
    elif siapa == "kepala-daerah":
        k.penulis.kurang(identitas.tanpa_kepala_daerah(pd.pemerintah_daerah, pada))
    else:
        k.penulis.kurang(
            f"Pejabat penanda tangan “{siapa}” belum tercatat di {pd.nama}. Tambahkan pejabatnya pada Perencanaan"
            " › Unit kerja, di unit yang berkode demikian."
        )
    return _blok_ttd(tempat_tanggal, jabatan or [f"{TITIK}{TITIK},"], TITIK * 6)


def _blok_ttd(tempat_tanggal: list[str], jabatan: list[str], nama: str) -> TandaTangan:
    return {"tempat_tanggal": tempat_tanggal, "jabatan": jabatan, "nama": nama, "pangkat": "", "nip": ""}


# --- Columns -----------------------------------------------------------------------------------------------------


def tabel_tata(
    k: Kerangka,
    kode: str,
    kunci: str,
    sifat: Mapping[str, Mapping[str, Any]],
    baris: Sequence[Isi],
    *,
    kelas: str = "",
    bernomor: bool = False,
    utuh: bool = False,
) -> Tabel:
    """A table whose columns are those of the layout under `kunci`.

    A column without a single value is left out, unless it is one of a group (the quarters stay together) or all are
    wanted (`utuh`): a report shows what is still missing.

    `sifat` names every source a column may show, and what the code knows of it: merging, row headers, carrying on.
    """
    kolom = [
        Kol(c.sumber, k.isi(c.label), c.lebar, c.rata, k.isi(c.grup), c.gabung, **sifat[c.sumber])
        for c in kolom_dari(k.tata[kunci], sifat)
    ]
    terisi = [c for c in kolom if utuh or c.grup or any(b.get(c.sumber, "") not in KOSONG for b in baris)]
    return tabel_gabung(kode, terisi, baris, kelas=kelas, bernomor=bernomor)


def satuan(indikator: Indikator) -> str:
    """The unit as a column of its own prints it: `%` as the sign, everything else as the word."""
    if indikator.satuan is None:
        return "-"
    return "%" if indikator.satuan.simbol == "%" else indikator.satuan.nama


def nilai(indikator: Indikator, besaran: Besaran) -> str:
    """`BB` where only the step was set, `BB (76,4)` where a number was set with it."""
    return cetak.teks(indikator, besaran, panjang=besaran.nilai is not None)
