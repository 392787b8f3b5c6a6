"""A report or a book in Word: cover, front matter, lists, chapters, annexes."""

from collections.abc import Callable, Mapping
from typing import Any

from reports.ekspor import bagian_naskah, gambar, prosa
from reports.ekspor.blok import blok
from reports.ekspor.daftar_isi import Jenis, daftar
from reports.ekspor.halaman import Halaman
from reports.ekspor.lembar import Lembar
from reports.ekspor.ooxml import TEBAL, Alinea, Huruf, Petak, alinea, kolom_kode, lari, tata

Penulis = Callable[[Lembar, Mapping[str, Any], Halaman], None]

BADAN = Halaman(nomor="arab")
_DAFTAR: dict[str, tuple[Jenis, str, str]] = {
    "daftar-isi": ("isi", "daftar_isi", "Daftar Isi"),
    "daftar-tabel": ("tabel", "daftar_tabel", "Daftar Tabel"),
    "daftar-gambar": ("gambar", "daftar_gambar", "Daftar Gambar"),
    "daftar-lampiran": ("lampiran", "daftar_lampiran", "Daftar Lampiran"),
}
_SAMBUNG = {"daftar-gambar", "daftar-lampiran"}
"""Lists that go on on the page of the list before."""
_URUTAN = ("sampul", "kata-pengantar", "reviu", *_DAFTAR, "ringkasan", "bab", "lampiran")
"""The parts of a report that does not say its own."""

_GARIS = "".join(f'<w:{s} w:val="single" w:sz="18" w:space="0" w:color="0B3D45"/>' for s in ("top", "bottom"))


def laporan(lembar: Lembar, isi: Mapping[str, Any], lampiran: Mapping[str, Penulis]) -> None:
    """The whole report, part by part; `lampiran` writes the documents annexed to it, by their kind."""
    awal = True
    for nama in _urutan(isi):
        if nama == "bab":
            _semua_bab(lembar, isi)
        elif nama == "lampiran":
            _semua_lampiran(lembar, isi, lampiran)
        elif nama == "sampul":
            lembar.halaman(Halaman(nomor="tanpa", batas="sampul"))
            _sampul(lembar, isi["sampul"])
        elif isi.get(_DAFTAR[nama][1] if nama in _DAFTAR else nama.replace("-", "_")):
            lembar.halaman(Halaman(nomor="romawi", ulang=awal), baru=nama not in _SAMBUNG)
            awal = False
            _depan(lembar, nama, isi)


def _urutan(isi: Mapping[str, Any]) -> list[str]:
    """The parts in their order: a book says all of them, a report those before its first chapter."""
    if "bagian" in isi:
        return list(isi["bagian"])
    if "depan" in isi:
        return ["sampul", *(nama.replace("_", "-") for nama in isi["depan"]), "bab", "lampiran"]
    return list(_URUTAN)


def _depan(lembar: Lembar, nama: str, isi: Mapping[str, Any]) -> None:
    """One part of the front matter, numbered in roman figures: preface, statement of review, a list, summary."""
    if nama in _DAFTAR:
        jenis, kunci, judul = _DAFTAR[nama]
        daftar(lembar, jenis, judul, isi[kunci])
    elif nama == "kata-pengantar":
        _judul_depan(lembar, "Kata Pengantar", "kata-pengantar")
        prosa.tulis(lembar, isi["kata_pengantar"]["html"], 1)
        if isi.get("pengantar_ttd", True):
            bagian_naskah.ttd_kanan(lembar, isi.get("ttd"))
    elif nama == "reviu":
        _reviu(lembar, isi["reviu"])
    else:
        _judul_depan(lembar, "Ringkasan Eksekutif", nama)
        prosa.tulis(lembar, isi[nama]["html"], 1)


def _semua_bab(lembar: Lembar, isi: Mapping[str, Any]) -> None:
    """The chapters, counted from page one. A report is signed at its end, a book where it says so.

    The heading of a chapter that begins with a landscape section stands on that landscape page.
    """
    for n, bab in enumerate(isi["bab"]):
        mendatar = not bab["pembuka"] and bool(bab["bagian"]) and bab["bagian"][0]["lebar"]
        lembar.halaman(Halaman(mendatar=mendatar, nomor="arab", ulang=n == 0), baru=True)
        _bab(lembar, bab, satu_baris="satu baris" in (isi.get("judul_bab"), bab.get("bentuk", "").replace("-", " ")))
        if bab.get("ttd", n == len(isi["bab"]) - 1):
            bagian_naskah.ttd_kanan(lembar, isi.get("ttd"))


def _semua_lampiran(lembar: Lembar, isi: Mapping[str, Any], lampiran: Mapping[str, Penulis]) -> None:
    for satu in isi.get("lampiran", ()):
        _lampiran(lembar, satu, lampiran)
    if isi.get("lampiran_kurang"):
        lembar.halaman(BADAN, baru=True)
        lembar.tulis(alinea(lari("Lampiran yang Belum Lengkap"), Alinea("JudulDaftar")))
        for b in isi["lampiran_kurang"]:
            blok(lembar, b, 1)


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


def _bab(lembar: Lembar, bab: Mapping[str, Any], *, satu_baris: bool) -> None:
    baris = [bab["nomor"], "" if bab.get("bentuk") == "nomor" else bab["judul"].upper()]
    judul = (" " if satu_baris else "\n").join(teks for teks in baris if teks)
    lembar.tulis(alinea(lembar.bertanda(lari(judul), bab["jangkar"]), Alinea("Heading1")))
    for b in bab["pembuka"]:
        blok(lembar, b, 1)
    for n, satu in enumerate(bab["bagian"]):
        if satu["lebar"]:
            lembar.halaman(Halaman(mendatar=True, nomor="arab"), baru=n > 0 or bool(bab["pembuka"]))
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
    isi += kolom_kode("SEQ Lampiran \\h", "", Huruf(sembunyi=True))
    lembar.tulis(alinea(isi, Alinea("Heading1", rata="kiri", sesudah=14)))
    lembar.dalam = True
    lampiran[satu["jenis"]](lembar, satu["isi"], halaman)
    lembar.dalam = False


def _sampul(lembar: Lembar, isi: Mapping[str, Any]) -> None:
    """The cover: the office above, the title between two rules, who prepared it below."""
    atas, judul, bawah = _sampul_buku(lembar, isi) if "atas" in isi else _sampul_laporan(isi)
    batas = f"<w:tcBorders>{_GARIS}</w:tcBorders>"
    lebar = lembar.lebar
    petak = [[Petak(atas, lebar)], [Petak(judul, lebar, batas, "center")], [Petak(bawah, lebar, tegak="bottom")]]
    lembar.tulis(tata(petak, tinggi=(65, 95, 75)))


_TENGAH = Alinea(rata="tengah", sesudah=0)


def _sampul_laporan(isi: Mapping[str, Any]) -> tuple[str, str, str]:
    huruf = Huruf(ukuran=14, jarak=1.1, kapital=True)
    atas = alinea(lari(isi["pemerintah_daerah"], huruf), _TENGAH)
    atas += alinea(lari(isi["perangkat_daerah"], Huruf(tebal=True, ukuran=17, jarak=1.1, kapital=True)), _TENGAH)
    judul = alinea(lari(isi["judul"], Huruf(tebal=True, ukuran=25, kapital=True)), Alinea(rata="tengah", sebelum=30))
    if isi["singkatan"]:
        judul += alinea(lari(f"({isi['singkatan']})", Huruf(ukuran=15, jarak=1.8)), _TENGAH)
    tahun = lari(f"TAHUN {isi['tahun']}", Huruf(tebal=True, ukuran=22))
    judul += alinea(tahun, Alinea(rata="tengah", sebelum=20, sesudah=30))
    bawah = ""
    if isi["penyusun"]:
        bawah += alinea(lari("Disusun oleh"), _TENGAH) + alinea(lari(isi["penyusun"], TEBAL), _TENGAH)
    return atas, judul, bawah + alinea(lari(isi["alamat"]), _TENGAH)


def _sampul_buku(lembar: Lembar, isi: Mapping[str, Any]) -> tuple[str, str, str]:
    """A cover of lines: the first line of the title is the largest."""
    atas = ""
    if isi["lambang"] and (berkas := gambar.dari_data(isi["lambang"])):
        tinggi = 28.0
        atas = alinea(lembar.gambar(berkas, tinggi / gambar.perbandingan(berkas), tinggi, "Lambang daerah"), _TENGAH)
    atas += "".join(alinea(lari(b, Huruf(tebal=n > 0, ukuran=14 + 3 * (n > 0), jarak=1.1)), _TENGAH)
                    for n, b in enumerate(isi["atas"]))  # fmt: skip
    judul = "".join(
        alinea(lari(b, Huruf(tebal=n != 1, ukuran=25 if n == 0 else 18)), Alinea(rata="tengah", sebelum=14, sesudah=14))
        for n, b in enumerate(isi["judul"])
    )
    return atas, judul, "".join(alinea(lari(b), _TENGAH) for b in isi["bawah"])
