"""What templates/pdf/lkjip.html sees: the annual report as chapters, sections and blocks.

As in reports/payloads.py everything printed is a string and figures are formatted already. The template knows no
section by name: numbers, order and titles stand here, so that a table of contents can never disagree with the text.
"""

from typing import Any, Literal, NotRequired, TypedDict

from reports.payloads import KeputusanPayload, Kop, Meta, PkPayload, Tabel, TandaTangan

SCHEMA_LKJIP = 2


class BlokNarasi(TypedDict):
    """Prose a planner may replace: `html` is what is printed, `asli` what the data say (for the editor).

    `html` is clean (reports/prosa/) and has its pictures in it as data: URIs. `asli` is plain text, one paragraph per
    line; lines that begin with `- `, `1. ` or `a. ` are items of a list.
    """

    jenis: Literal["narasi"]
    kunci: str  # lkjip.3.1.5.ikm: the key of the Narasi row
    judul: str
    html: str
    asli: str
    ditulis: bool  # True: a planner's words stand in place of the generated ones


class BlokJudul(TypedDict):
    """A heading below the numbered ones (a sasaran, an indikator). Not in the table of contents."""

    jenis: Literal["subjudul"]
    teks: str
    tingkat: int


class BlokKutipan(TypedDict):
    """The vision, set apart."""

    jenis: Literal["kutipan"]
    teks: str
    sumber: str


class BlokTabel(TypedDict):
    """A numbered ruled table. `lebar`: it stands on landscape pages of its own.

    `tabel.id` names the fact (`Tabel 3.1.8 sasaran 2`), `nomor` is what is printed (`Tabel 3.1.8b`), unique.
    """

    jenis: Literal["tabel"]
    nomor: str
    judul: str
    jangkar: str
    tabel: Tabel
    lebar: bool
    utuh: bool  # short: kept on one page
    catatan: str  # printed below; may be empty


class BlokGrafik(TypedDict):
    """A numbered chart: `data` is ChartData.as_dict(); `alt` says in words what it shows."""

    jenis: Literal["grafik"]
    nomor: str
    judul: str
    jangkar: str
    alt: str
    data: dict[str, Any]


class SimpulBagan(TypedDict):
    """One unit of the organisation chart with what is below it."""

    nama: str
    staf: bool  # beside the line (Staf Ahli), not in it
    anak: "list[SimpulBagan]"


class BlokBagan(TypedDict):
    """The numbered organisation chart."""

    jenis: Literal["bagan"]
    nomor: str
    judul: str
    jangkar: str
    alt: str
    pohon: SimpulBagan


TingkatPohon = Literal["tujuan", "sasaran", "unit", "kinerja-1", "kinerja-2", "kinerja-3"]


class SimpulPohon(TypedDict):
    """One box of the performance tree. `ukuran` are its indicators with their targets, `lanjut` where it goes on.

    `putus`: only the organisation places it here, its line is dashed.
    """

    tingkat: TingkatPohon
    sebutan: str  # Sasaran 1.2; Kinerja Bagian Hukum
    teks: str
    ukuran: list[str]
    putus: bool
    lanjut: str
    anak: "list[SimpulPohon]"
    faktor: NotRequired[list[str]]  # critical success factors, where the document prints them
    dukungan: NotRequired[list[str]]  # crosscutting: "Bagian Hukum: menyiapkan …", framed by a dashed line


class LembarPohon(TypedDict):
    """One sheet: `kepala` (its own branches are in `anak`) on top, or the mark `sambungan` of the sheet before."""

    kepala: SimpulPohon | None
    sambungan: str
    anak: list[SimpulPohon]
    alt: str
    lembar: str  # lembar 2 dari 8; empty for a single one


class BlokPohon(TypedDict):
    """The numbered performance tree (pohon kinerja), on landscape sheets. `lebar`: it opens them itself."""

    jenis: Literal["pohon"]
    nomor: str
    judul: str
    jangkar: str
    lembar: list[LembarPohon]
    lebar: bool


class BlokRumus(TypedDict):
    """A formula as a fraction: `kiri` = `awal` (`atas` / `bawah` × `pengali`)."""

    jenis: Literal["rumus"]
    kiri: str
    awal: str
    atas: str
    bawah: str
    pengali: str


class BlokKekurangan(TypedDict):
    """Said visibly in the draft: what the section needs and the data do not have."""

    jenis: Literal["kekurangan"]
    teks: str


Blok = (
    BlokNarasi | BlokJudul | BlokKutipan | BlokTabel | BlokGrafik | BlokBagan | BlokPohon | BlokRumus | BlokKekurangan
)


class Bagian(TypedDict):
    """One numbered section. `tingkat` 2 for `1.1`, 3 for `3.1.1`; `lebar`: the whole section is landscape."""

    kunci: str
    nomor: str
    judul: str
    jangkar: str
    tingkat: Literal[2, 3]
    lebar: bool
    blok: list[Blok]


class Bab(TypedDict):
    """One chapter; `pembuka` are the blocks before its first section."""

    nomor: str  # BAB III
    judul: str
    jangkar: str
    pembuka: list[Blok]
    bagian: list[Bagian]


class Rujukan(TypedDict):
    """One line of a table of contents, of tables, or of figures. `tingkat` indents it."""

    nomor: str
    judul: str
    jangkar: str
    tingkat: int


class Sampul(TypedDict):
    """The cover: plain words, no emblem."""

    judul: str
    singkatan: str
    tahun: str
    perangkat_daerah: str
    pemerintah_daerah: str
    penyusun: str  # the unit that prepared it; may be empty
    alamat: str
    tahun_terbit: NotRequired[str]


class LampiranLaporan(TypedDict):
    """One annex of a report or book: another document printed whole. `isi` fits `jenis`."""

    nomor: str  # LAMPIRAN I
    judul: str
    jangkar: str
    jenis: Literal["pk", "keputusan"]
    isi: PkPayload | KeputusanPayload


class PernyataanPayload(TypedDict):
    """A page of its own with a statement and its signature. `kurang`: it is not recorded, which only a draft prints."""

    judul: list[str]
    alinea: list[str]
    ttd: TandaTangan | None
    kurang: BlokKekurangan | None


class NaskahPayload(TypedDict):
    """A short document of tables: annual plan, action plan, quarterly report, E.81.

    `judul`: the lines of the title. A Bagian may have an empty title; its blocks are those of the annual report.
    """

    meta: Meta
    kop: Kop | None
    judul: list[str]
    bagian: list[Bagian]
    ttd: list[TandaTangan]  # one at the right, or two side by side (left first)
    kekurangan: list[str]
    tidak_tersedia: list[str]  # what no data hold and prints as `-`: said, but no reason not to sign


class LkjipPayload(TypedDict):
    """The annual performance report (PermenPANRB 53/2014), Bab I to IV.

    `kekurangan` lists what is missing as sentences; they are printed on the page they belong to, marked.
    """

    meta: Meta
    sampul: Sampul
    kata_pengantar: BlokNarasi
    ttd: TandaTangan
    depan: NotRequired[list[str]]  # the parts before the first chapter, in order (lkjip_daftar.JUDUL_DEPAN)
    judul_bab: NotRequired[str]  # "dua baris" or "satu baris"
    bab: list[Bab]
    daftar_isi: list[Rujukan]
    daftar_tabel: list[Rujukan]
    daftar_gambar: list[Rujukan]
    daftar_lampiran: NotRequired[list[Rujukan]]
    kekurangan: list[str]
    ringkasan: NotRequired[BlokNarasi]
    reviu: NotRequired[PernyataanPayload]
    lampiran: NotRequired[list[LampiranLaporan]]
    lampiran_kurang: NotRequired[list[BlokKekurangan]]
