"""The blocks of a report in Word, whatever document they stand in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from indicators.exceptions import InvalidValue
from reports.ekspor import gambar, prosa
from reports.ekspor.lembar import Lembar
from reports.ekspor.ooxml import TEBAL, Alinea, Huruf, alinea, jeda, kolom_kode, lari
from reports.ekspor.pecahan import pecahan
from reports.ekspor.tabel import tabel_xml

_TERSEMBUNYI = Huruf(sembunyi=True)
LEBAR_GAMBAR = 158.0  # mm, as in the PDF


def blok(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    """One block under a heading of level `tingkat`. Raises InvalidValue for a kind nobody has described."""
    tulis = _PENULIS.get(isi["jenis"])
    if tulis is None:
        raise InvalidValue(
            f"Blok “{isi['jenis']}” belum dapat ditulis sebagai Word. Pakai PDF-nya, dan laporkan kepada pengelola."
        )
    tulis(lembar, isi, tingkat)


def _narasi(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    prosa.tulis(lembar, isi["html"], tingkat)


def _subjudul(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    lembar.tulis(alinea(lari(isi["teks"]), Alinea(f"Heading{isi['tingkat']}")))


def _kutipan(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    bentuk = Alinea("Kutipan", kiri=12, kanan=12, lekat=bool(isi["sumber"]))
    lembar.tulis(alinea(lari(isi["teks"]), bentuk))
    if isi["sumber"]:
        kecil = Huruf(ukuran=9.5)
        polos = Alinea(rata="tengah", sebelum=3, sesudah=12)
        lembar.tulis(alinea(lari(isi["sumber"], kecil), polos))


def judul_tabel(lembar: Lembar, nomor: str, judul: str, jangkar: str, *, titik: bool = False) -> None:
    """The caption above a table. A hidden counter in it lets Word gather the captions into its list of tables."""
    angka = lari(f"{nomor}{'.' if titik and nomor else ''} ") if nomor else ""
    isi = lembar.bertanda(f"{angka}{lari(judul)}", jangkar)
    lembar.tulis(alinea(isi + kolom_kode("SEQ Tabel \\h", "", _TERSEMBUNYI), Alinea("JudulTabel")))


def _tabel(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    """A numbered table; a wide one stands on landscape pages of its own."""
    asal = lembar.bentuk
    if isi["lebar"]:
        lembar.halaman(replace(asal, mendatar=True), baru=True)
    if "tanpa-judul" not in isi["tabel"].get("kelas", "").split():
        judul_tabel(lembar, isi["nomor"], isi["judul"], isi["jangkar"], titik=lembar.bertitik)
    nama = f"{isi['nomor']} {isi['judul']}".strip()
    tabel(lembar, isi["tabel"], nama=nama, utuh=isi["utuh"])
    lembar.tulis(alinea(lari(isi["catatan"]), Alinea("CatatanTabel")) if isi["catatan"] else jeda(12))
    if isi["lebar"]:
        lembar.halaman(asal)


def tabel(lembar: Lembar, isi: Mapping[str, Any], *, nama: str = "", naskah: bool = False, utuh: bool = False) -> None:
    """A ruled table as wide as the page, its own title above it where it has one."""
    if not nama and isi["judul"]:
        judul_tabel(lembar, "", isi["judul"], "")
    nama = nama or isi["judul"] or isi["id"]
    lembar.tulis(tabel_xml(isi, lembar.lebar, nama=nama, naskah=naskah, utuh=utuh))


def _grafik(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    figur(lembar, gambar.grafik(isi["data"]), isi["alt"], isi["nomor"], isi["judul"], isi["jangkar"])


def _bagan(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    from reports.builders.lkjip_bagan import bagan_svg

    berkas = gambar.png_dari_svg(bagan_svg(isi["pohon"]))
    figur(lembar, berkas, isi["alt"], isi["nomor"], isi["judul"], isi["jangkar"])


def _pohon(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    """The performance tree, a picture for each of its sheets."""
    from reports.builders.pohon_gambar import pohon_svg

    asal = lembar.bentuk
    lembar.halaman(replace(asal, mendatar=True), baru=isi["lebar"])
    for n, satu in enumerate(isi["lembar"]):
        if n:
            lembar.halaman(lembar.bentuk, baru=True)
        nomor = f"{isi['nomor']} ({satu['lembar']})" if satu["lembar"] else isi["nomor"]
        berkas = gambar.png_dari_svg(pohon_svg(satu))
        figur(lembar, berkas, satu["alt"], nomor, isi["judul"], "" if n else isi["jangkar"], penuh=True)
    lembar.halaman(asal)


def figur(
    lembar: Lembar, berkas: bytes, alt: str, nomor: str, judul: str, jangkar: str, *, penuh: bool = False
) -> None:
    """A picture in the middle with its caption below, both on one page."""
    lebar = lembar.lebar if penuh else min(lembar.lebar, LEBAR_GAMBAR)
    nisbah = gambar.perbandingan(berkas)
    tinggi = min(lebar * nisbah, lembar.tinggi - 25)
    lembar.tulis(alinea(lembar.gambar(berkas, tinggi / nisbah, tinggi, alt), Alinea("Gambar")))
    titik = "." if lembar.bertitik and nomor else ""
    isi = lembar.bertanda(lari(f"{nomor}{titik} {judul}".strip()), jangkar)
    lembar.tulis(alinea(isi + kolom_kode("SEQ Gambar \\h", "", _TERSEMBUNYI), Alinea("JudulGambar")))


def _rumus(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    awal = f"{isi['kiri']} = {isi['awal']}".rstrip()
    akhir = f"× {isi['pengali']}" if isi["pengali"] else ""
    lembar.tulis(pecahan(awal, isi["atas"], isi["bawah"], akhir, lembar.lebar - 10, "Normal", kiri=5) + jeda(10))


def _kekurangan(lembar: Lembar, isi: Mapping[str, Any], tingkat: int) -> None:
    lembar.tulis(alinea(lari("Belum lengkap: ", TEBAL) + lari(isi["teks"]), Alinea("Kekurangan")))


_PENULIS: dict[str, Callable[[Lembar, Mapping[str, Any], int], None]] = {
    "narasi": _narasi,
    "subjudul": _subjudul,
    "kutipan": _kutipan,
    "tabel": _tabel,
    "grafik": _grafik,
    "bagan": _bagan,
    "pohon": _pohon,
    "rumus": _rumus,
    "kekurangan": _kekurangan,
}
