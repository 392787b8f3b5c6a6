"""What the templates of templates/pdf see: one TypedDict per kind of document, and the pieces they share.

Everything printed is a string, numbers already formatted, names by value: a payload is the frozen document. A
key that is not printed says so. Change of meaning of a key: raise the SCHEMA of that kind.
The LKjIP's own types live in reports/payloads_lkjip.py.
"""

from typing import Literal, NotRequired, TypedDict

SCHEMA_SK_IKU = 2
SCHEMA_PK = 1

TITIK = "……"
"""Stands where a finished document carries a number or a date: printed marked, and never in a finished document."""

Rata = Literal["kiri", "tengah", "kanan"]


class Verifikasi(TypedDict):
    """Where the public asks what became of a finished document: its code, and the address the QR code leads to."""

    kode: str
    alamat: str


class Meta(TypedDict):
    """About the file, mostly not printed: the PDF's metadata and the page."""

    judul: str
    penulis: str
    subjek: str
    kertas: Literal["A4", "F4"]
    muka: Literal["naskah", "laporan"]  # the face: Bookman 12 of legal products, or Arial 11 of reports
    draf: bool  # prints "DRAF" at the head of every page
    verifikasi: NotRequired[Verifikasi]  # only of a finished document; printed at the foot of the last page


class Kop(TypedDict):
    """The letterhead: two lines, one with address, telephone and fax, the town."""

    pemerintah: str
    perangkat_daerah: str
    alamat: str
    kota: str
    lambang: str  # a data: URI; empty prints the plain placeholder


class Pejabat(TypedDict):
    """An official as he signs, copied by value. `pangkat` with golongan; empty lines are not printed."""

    nama: str
    jabatan: str
    pangkat: str
    nip: str


class TandaTangan(TypedDict):
    """One signature block, from the place and date (may be empty) to the NIP.

    `bawah`: the lines below the name as the institution writes them; without it pangkat and `NIP. …` (see baris_bawah).
    """

    tempat_tanggal: list[str]
    jabatan: list[str]
    nama: str
    pangkat: str
    nip: str
    bawah: NotRequired[list[str]]


class Pecahan(TypedDict):
    """A formula as it is drawn: `awal` `atas` over `bawah` `akhir`."""

    awal: str
    atas: str
    bawah: str
    akhir: str


class Sel(TypedDict):
    """One cell. `\\n` breaks the line. A merged cell says how many rows or columns it covers.

    `rumus` is printed in place of `teks`, which says the same in one line.
    """

    teks: str
    rata: NotRequired[Rata]
    rentang_baris: NotRequired[int]
    rentang_kolom: NotRequired[int]
    judul: NotRequired[bool]  # a row header (th)
    kelas: NotRequired[str]  # "tebal", "kecil", "nomor" (see static/css/pdf.css)
    rumus: NotRequired[Pecahan]


class Tabel(TypedDict):
    """One ruled table. `id` is not printed: it is how tests and exports name the table (`Tabel 2.1`).

    `lebar` are the widths of all columns in percent, adding up to 100%. `kelas`: "rapat" for many columns.
    `garis_bawah` draws a closing line on every page: for merged cells that may run over a page.
    `kepala_sekali`: the head stands on the first page only. `sambungan`: rows that stay on the page of the row before.
    """

    id: str
    judul: str
    lebar: list[str]
    kepala: list[list[Sel]]
    baris: list[list[Sel]]
    kelas: NotRequired[str]
    garis_bawah: NotRequired[bool]
    kepala_sekali: NotRequired[bool]
    sambungan: NotRequired[list[int]]


class KeputusanKepala(TypedDict):
    """The head of a decree; the Lampiran header is made from the same record, never typed again."""

    jenis: str  # KEPUTUSAN SEKRETARIS DAERAH KABUPATEN …
    nomor: str  # NOMOR 13 TAHUN 2025
    tanggal: str  # 3 JANUARI 2025
    tentang: list[str]  # the lines of the title; the Lampiran runs them on
    penetap: str  # SEKRETARIS DAERAH KABUPATEN …,


class Diktum(TypedDict):
    """KESATU and what it orders; `butir` are its lettered items."""

    label: str
    isi: str
    butir: NotRequired[list[str]]


class IdentitasUnit(TypedDict):
    """Whose IKU a Lampiran lists: unit, tugas pokok, fungsi. Empty ones are not printed.

    `label`: what the three are called; Unit Kerja, Tugas Pokok and Fungsi when absent.
    """

    unit_kerja: str
    tugas_pokok: str
    fungsi: list[str]
    label: NotRequired[list[str]]
    tanpa_huruf: NotRequired[bool]  # the fungsi are not lettered


class KelompokTabel(TypedDict):
    """One table of a Lampiran under a heading of its own (`ESELON III`); an empty heading is not printed."""

    judul: str
    tabel: Tabel


class LampiranKeputusan(TypedDict):
    """One Lampiran of a decree; `label` is `LAMPIRAN` or `LAMPIRAN II`, printed in the header when `kepala` is absent.

    An empty `kepala` prints no header: a further sheet of the Lampiran before it.
    """

    label: str
    judul: list[str]
    identitas: IdentitasUnit | None
    kelompok: list[KelompokTabel]
    ttd: TandaTangan | None
    mendatar: bool  # landscape
    kepala: NotRequired[list[str]]  # the lines of its header; without it those of the decree's head
    sisi: NotRequired[Literal["kiri", "kanan"]]  # of the header; right when absent


class KeputusanPayload(TypedDict):
    """A Keputusan with its Lampiran: on the IKU of a perangkat daerah, on the team that writes the annual report."""

    meta: Meta
    kop: Kop | None
    kepala: KeputusanKepala
    menimbang: list[str]
    tanpa_huruf: NotRequired[bool]  # Menimbang is not lettered, one paragraph per item
    mengingat: list[str]
    menetapkan: str
    diktum: list[Diktum]
    penetapan: TandaTangan
    tembusan: list[str]
    lampiran: list[LampiranKeputusan]
    kekurangan: NotRequired[list[str]]  # not printed: what was left out, for the checklist


class PkPayload(TypedDict):
    """Perjanjian Kinerja: the statement page and the annex. `pihak_kedua` is None for the regency's head alone.

    `tabel_program` is the budget table of its level: programmes, kegiatan (eselon III) or sub kegiatan (eselon IV).
    """

    meta: Meta
    kop: Kop | None
    instansi: list[str]  # PERNYATAAN PERJANJIAN KINERJA / SEKRETARIAT DAERAH …
    judul: str  # PERJANJIAN KINERJA PERUBAHAN TAHUN 2024
    pembuka: str
    pihak_pertama: Pejabat
    pihak_kedua: Pejabat | None
    janji: str
    supervisi: str
    alasan: str  # why the agreement was changed; empty for the first one
    tempat_tanggal: list[str]
    ttd_pertama: TandaTangan
    ttd_kedua: TandaTangan | None
    lampiran_judul: list[str]
    satuan_kerja: str
    satuan_label: NotRequired[str]  # what satuan_kerja is; "Perangkat Daerah" when absent
    tahun_anggaran: str
    tabel_sasaran: Tabel
    anggaran_kalimat: str  # "Jumlah APBD Perubahan Tahun 2024 sebesar Rp…, terdiri atas:"; empty without a budget
    tabel_belanja: Tabel | None
    tabel_program: Tabel | None
    lampiran_ttd_pertama: TandaTangan
    lampiran_ttd_kedua: TandaTangan | None


class PkSemuaPayload(TypedDict):
    """All agreements of a perangkat daerah under one plan, one after the other, each numbered from its first page."""

    meta: Meta
    naskah: list[PkPayload]


def baris_bawah(ttd: TandaTangan) -> list[str]:
    """The lines below the name of a signature block: its own, else pangkat and NIP as far as they are known."""
    if "bawah" in ttd:
        return ttd["bawah"]
    return [baris for baris in (ttd["pangkat"], f"NIP. {ttd['nip']}" if ttd["nip"] else "") if baris]
