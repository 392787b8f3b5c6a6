"""What templates/pdf/buku_iku.html sees: the book on the IKU, in the pieces of the annual report."""

from typing import Literal, NotRequired, TypedDict

from reports.payloads import Meta, TandaTangan
from reports.payloads_lkjip import Bab, BlokKekurangan, BlokNarasi, LampiranLaporan, Rujukan

SCHEMA_BUKU_IKU = 1

BagianBuku = Literal["sampul", "kata-pengantar", "daftar-isi", "daftar-tabel", "daftar-gambar", "bab", "lampiran"]


class SampulBuku(TypedDict):
    """The cover: lines above, the title, lines below. `lambang`: the uploaded emblem as a data: URI, or empty."""

    atas: list[str]
    lambang: str
    judul: list[str]
    bawah: list[str]


class BabBuku(Bab):
    """One chapter. `bentuk`: number and title on two lines, on one, or the number alone. `ttd`: signed at its end."""

    bentuk: Literal["dua-baris", "satu-baris", "nomor"]
    ttd: bool


class BukuIkuPayload(TypedDict):
    """The book. `bagian` are its parts in order; `awal` is the first with a page number (it begins at i)."""

    meta: Meta
    bagian: list[BagianBuku]
    awal: str
    sampul: SampulBuku
    kata_pengantar: BlokNarasi
    pengantar_ttd: bool
    ttd: TandaTangan
    bab: list[BabBuku]
    daftar_isi: list[Rujukan]
    daftar_tabel: list[Rujukan]
    daftar_gambar: list[Rujukan]
    kekurangan: list[str]
    lampiran: NotRequired[list[LampiranLaporan]]
    lampiran_kurang: NotRequired[list[BlokKekurangan]]
