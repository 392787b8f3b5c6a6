"""The archive of a workbook that somebody sent: opened within limits, or refused with a sentence.

What it gives out has been unpacked once, completely and with its true size known, so that a small file that unfolds
into a huge one is found out here.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass

MB = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the time before .xlsx begin, and every workbook with a password."""

RUSAK = "Berkas “{nama}” rusak atau bukan buku kerja Excel. Simpan ulang sebagai .xlsx, lalu unggah lagi."
BERBAHAYA = "Berkas ini memuat bagian yang tidak lazim pada buku kerja Excel, sehingga tidak dibaca."
TERLALU_BANYAK_SEL = "Berkas ini memuat terlalu banyak sel. Hapus lembar dan baris yang tidak perlu, lalu unggah lagi."
TERLALU_BESAR = "Isi berkas ini terlalu besar setelah dibuka. Hapus lembar yang tidak perlu, lalu unggah lagi."

AKHIRAN = {
    ".xls": "Berkas “{nama}” berformat Excel lama (.xls). Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx.",
    ".xlsm": "Berkas “{nama}” memuat makro (.xlsm). Simpan sebagai .xlsx, lalu unggah lagi.",
    ".xlsb": "Berkas “{nama}” berformat biner (.xlsb). Simpan sebagai .xlsx, lalu unggah lagi.",
    ".ods": "Berkas “{nama}” berformat LibreOffice (.ods). Simpan sebagai Excel (.xlsx), lalu unggah lagi.",
    ".csv": "Berkas “{nama}” hanya teks (.csv). Unggah buku kerja .xlsx yang diunduh dari aplikasi ini.",
}
# The beginning of a part's name → why the file is refused.
TERLARANG = {
    "xl/vbaproject": "Berkas “{nama}” memuat makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi.",
    "xl/macrosheets": "Berkas “{nama}” memuat makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi.",
    "xl/externallinks": "Berkas “{nama}” terhubung ke berkas lain. Putuskan tautannya di Excel, lalu simpan.",
    "xl/connections": "Berkas “{nama}” mengambil data dari luar. Hapus sambungan datanya, lalu simpan.",
    "xl/embeddings": "Berkas “{nama}” memuat berkas lain di dalamnya. Hapus benda sematannya, lalu simpan.",
    "xl/activex": "Berkas “{nama}” memuat tombol atau kendali ActiveX. Hapus kendalinya, lalu simpan.",
    "xl/ctrlprops": "Berkas “{nama}” memuat tombol atau kendali formulir. Hapus kendalinya, lalu simpan.",
    "xl/workbook.bin": AKHIRAN[".xlsb"],
}


class BerkasDitolak(ValueError):
    """A file that is not read; the message is a sentence for whoever sent it."""


@dataclass(frozen=True)
class Batas:
    """How much of a workbook is read: bytes of the file and of its unpacked parts, parts, cells, rows, columns."""

    ukuran: int = 5 * MB
    terbuka: int = 40 * MB
    bagian: int = 400
    sel: int = 100_000
    baris: int = 10_000
    kolom: int = 300

    @property
    def luas(self) -> int:
        """Places in the matrices of all sheets, filled or not: one cell at the far corner makes a large one."""
        return 10 * self.sel


def buka(nama: str, isi: bytes, batas: Batas) -> dict[str, bytes]:
    """The XML parts of an .xlsx by name. Raises BerkasDitolak."""
    if not isi:
        raise BerkasDitolak(f"Berkas “{nama}” kosong. Pilih berkas yang berisi.")
    if len(isi) > batas.ukuran:
        raise BerkasDitolak(
            f"Berkas “{nama}” lebih besar dari {batas.ukuran // MB} MB. Hapus gambar dan lembar tambahan, lalu simpan."
        )
    if isi.startswith(OLE):
        sandi = "EncryptedPackage".encode("utf-16-le") in isi
        kalimat = "Berkas “{nama}” berkata sandi. Hapus kata sandinya di Excel, lalu simpan dan unggah lagi."
        raise BerkasDitolak((kalimat if sandi else AKHIRAN[".xls"]).format(nama=nama))
    akhiran = nama[nama.rfind(".") :].lower() if "." in nama else ""
    if akhiran != ".xlsx":
        lain = "Berkas “{nama}” bukan buku kerja Excel (.xlsx). Simpan isinya sebagai .xlsx, lalu unggah lagi."
        raise BerkasDitolak(AKHIRAN.get(akhiran, lain).format(nama=nama))
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            return _bagian(nama, arsip, batas)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise BerkasDitolak(RUSAK.format(nama=nama)) from error


def _bagian(nama: str, arsip: zipfile.ZipFile, batas: Batas) -> dict[str, bytes]:
    daftar = arsip.infolist()
    nama_bagian = [i.filename.lower() for i in daftar]
    if len(daftar) > batas.bagian or len(set(nama_bagian)) != len(nama_bagian):
        raise BerkasDitolak(BERBAHAYA)
    for awal, kalimat in TERLARANG.items():
        if any(n.startswith(awal) for n in nama_bagian):
            raise BerkasDitolak(kalimat.format(nama=nama))
    if not {"[content_types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(nama_bagian):
        raise BerkasDitolak(RUSAK.format(nama=nama))
    perlu = [i for i in daftar if i.filename.lower().endswith((".xml", ".rels"))]
    if sum(i.file_size for i in perlu) > batas.terbuka:
        raise BerkasDitolak(TERLALU_BESAR)
    hasil, sisa = {}, batas.terbuka
    for info in perlu:
        with arsip.open(info) as aliran:
            isi = aliran.read(sisa + 1)
            if len(isi) > sisa or aliran.read(1):
                raise BerkasDitolak(TERLALU_BESAR)
        sisa -= len(isi)
        hasil[_nama_baku(info.filename)] = isi
    if b"macroenabled" in hasil["[Content_Types].xml"].lower():
        raise BerkasDitolak(AKHIRAN[".xlsm"].format(nama=nama))
    return hasil


def _nama_baku(nama: str) -> str:
    """The parts looked for by name, however their capitals are written."""
    baku = {"[content_types].xml": "[Content_Types].xml", "xl/sharedstrings.xml": "xl/sharedStrings.xml"}
    for umum in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"):
        baku[umum] = umum
    return baku.get(nama.lower(), nama)
