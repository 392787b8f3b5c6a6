"""A report or a book in Word: cover, front matter, lists, chapters, annexes."""

from collections.abc import Callable, Mapping
from typing import Any

from reports.ekspor import bagian_naskah, prosa
from reports.ekspor.blok import blok
from reports.ekspor.daftar_isi import Jenis, daftar
from reports.ekspor.halaman import Halaman
from reports.ekspor.lembar import Lembar
from reports.ekspor.ooxml import TEBAL, Alinea, Huruf, Petak, alinea, lari, tata

Penulis = Callable[[Lembar, Mapping[str, Any], Halaman], None]

DEPAN = Halaman(nomor="romawi")
BADAN = Halaman(nomor="arab")
_DAFTAR: tuple[tuple[Jenis, str, str], ...] = (
    ("isi", "daftar_isi", "Daftar Isi"),
    ("tabel", "daftar_tabel", "Daftar Tabel"),
    ("gambar", "daftar_gambar", "Daftar Gambar"),
)
_GARIS = "".join(f'<w:{s} w:val="single" w:sz="18" w:space="0" w:color="0B3D45"/>' for s in ("top", "bottom"))


def laporan(lembar: Lembar, isi: Mapping[str, Any], lampiran: Mapping[str, Penulis]) -> None:
    """The whole report; `lampiran` writes the documents annexed to it, by their kind."""
    if isi.get("sampul"):
        lembar.halaman(Halaman(nomor="tanpa", batas="sampul"))
        _sampul(lembar, isi["sampul"])
    _depan(lembar, isi)
    for n, bab in enumerate(isi["bab"]):
        lembar.halaman(Halaman(nomor="arab", ulang=n == 0), baru=True)
        _bab(lembar, bab)
        if n == len(isi["bab"]) - 1 and isi.get("ttd"):
            bagian_naskah.ttd_kanan(lembar, isi["ttd"])
    for satu in isi.get("lampiran", ()):
        _lampiran(lembar, satu, lampiran)
    if isi.get("lampiran_kurang"):
        lembar.halaman(BADAN, baru=True)
        lembar.tulis(alinea(lari("Lampiran yang Belum Lengkap"), Alinea("JudulDaftar")))
        for b in isi["lampiran_kurang"]:
            blok(lembar, b, 1)


def _depan(lembar: Lembar, isi: Mapping[str, Any]) -> None:
    """Preface, statement of review, lists, summary: numbered in roman figures."""
    awal = True

    def halaman() -> None:
        nonlocal awal
        lembar.halaman(Halaman(nomor="romawi", ulang=awal), baru=True)
        awal = False

    if isi.get("kata_pengantar"):
        halaman()
        _judul_depan(lembar, "Kata Pengantar", "kata-pengantar")
        prosa.tulis(lembar, isi["kata_pengantar"]["html"], 1)
        bagian_naskah.ttd_kanan(lembar, isi.get("ttd"))
    if isi.get("reviu"):
        halaman()
        _reviu(lembar, isi["reviu"])
    for jenis, kunci, judul in _DAFTAR:
        if isi.get(kunci):
            halaman()
            daftar(lembar, jenis, judul, isi[kunci])
    if isi.get("ringkasan"):
        halaman()
        _judul_depan(lembar, isi["ringkasan"]["judul"], "ringkasan")
        prosa.tulis(lembar, isi["ringkasan"]["html"], 1)


def _judul_depan(lembar: Lembar, judul: str, jangkar: str) -> None:
    """A heading of the front matter: in the list of contents, without a number."""
    lembar.tulis(alinea(lembar.bertanda(lari(judul, Huruf(kapital=True)), jangkar), Alinea("Heading1")))


def _reviu(lembar: Lembar, isi: Mapping[str, Any]) -> None:
    _judul_depan(lembar, "\n".join(isi["judul"]), "reviu")
    if isi["kurang"]:
        blok(lembar, isi["kurang"], 1)
    for teks in isi["alinea"]:
        lembar.tulis(alinea(lari(teks), Alinea("Prosa")))
    bagian_naskah.ttd_kanan(lembar, isi["ttd"])


def _bab(lembar: Lembar, bab: Mapping[str, Any]) -> None:
    judul = "\n".join(teks for teks in (bab["nomor"], bab["judul"].upper()) if teks)
    lembar.tulis(alinea(lembar.bertanda(lari(judul), bab["jangkar"]), Alinea("Heading1")))
    for b in bab["pembuka"]:
        blok(lembar, b, 1)
    for satu in bab["bagian"]:
        if satu["lebar"]:
            lembar.halaman(Halaman(mendatar=True, nomor="arab"), baru=True)
        judul_bagian(lembar, satu, satu["tingkat"])
        for b in satu["blok"]:
            blok(lembar, b, satu["tingkat"])
        if satu["lebar"]:
            lembar.halaman(BADAN)


def judul_bagian(lembar: Lembar, satu: Mapping[str, Any], tingkat: int) -> None:
    """The heading of a section, its number hanging at the left."""
    if satu["judul"]:
        nomor = f"{satu['nomor']}\t" if satu["nomor"] else ""
        isi = lembar.bertanda(lari(f"{nomor}{satu['judul']}"), satu["jangkar"])
        lembar.tulis(alinea(isi, Alinea(f"Heading{tingkat}") if nomor else Alinea(f"Heading{tingkat}", kiri=0.01)))


def _lampiran(lembar: Lembar, satu: Mapping[str, Any], lampiran: Mapping[str, Penulis]) -> None:
    """One annex: its heading above the annexed document, which goes on on the same page."""
    halaman = Halaman(nomor="arab", batas="lampiran")
    lembar.halaman(halaman, baru=True)
    isi = lembar.bertanda(lari(satu["nomor"], TEBAL) + lari(f"\n{satu['judul']}"), satu["jangkar"])
    lembar.tulis(alinea(isi, Alinea("Heading1", rata="kiri", sesudah=14)))
    lembar.dalam = True
    lampiran[satu["jenis"]](lembar, satu["isi"], halaman)
    lembar.dalam = False


def _sampul(lembar: Lembar, isi: Mapping[str, Any]) -> None:
    """The cover: the office above, the title between two rules, who prepared it below."""
    tengah = Alinea(rata="tengah", sesudah=0)
    huruf = Huruf(ukuran=14, jarak=1.1, kapital=True)
    atas = alinea(lari(isi["pemerintah_daerah"], huruf), tengah)
    atas += alinea(lari(isi["perangkat_daerah"], Huruf(tebal=True, ukuran=17, jarak=1.1, kapital=True)), tengah)
    judul = alinea(lari(isi["judul"], Huruf(tebal=True, ukuran=25, kapital=True)), Alinea(rata="tengah", sebelum=30))
    if isi["singkatan"]:
        judul += alinea(lari(f"({isi['singkatan']})", Huruf(ukuran=15, jarak=1.8)), tengah)
    judul += alinea(
        lari(f"TAHUN {isi['tahun']}", Huruf(tebal=True, ukuran=22)), Alinea(rata="tengah", sebelum=20, sesudah=30)
    )
    bawah = ""
    if isi["penyusun"]:
        bawah += alinea(lari("Disusun oleh"), tengah) + alinea(lari(isi["penyusun"], TEBAL), tengah)
    bawah += alinea(lari(isi["alamat"]), tengah)
    batas = f"<w:tcBorders>{_GARIS}</w:tcBorders>"
    lebar = lembar.lebar
    petak = [[Petak(atas, lebar)], [Petak(judul, lebar, batas, "center")], [Petak(bawah, lebar, tegak="bottom")]]
    lembar.tulis(tata(petak, tinggi=(65, 95, 75)))
