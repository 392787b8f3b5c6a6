"""The heat map: a row for each unit, a cell for each quarter, with its figure, its word and its sign in every cell."""

from typing import TYPE_CHECKING

from sakip.lib import charts_svg as s
from sakip.lib.charts import GARIS, TINTA, TINTA_LEMAH, WARNA_KATEGORI
from sakip.lib.charts_teks import lebar_teks, lipat

if TYPE_CHECKING:
    from sakip.lib.charts_bentuk import PetaPanas, SelPanas

NAMA = 240
KEPALA = 26
SELA = 4

KEADAAN = {
    "late": ("#fdecec", "#9b1c1c", "#c53030", 2.0, ""),
    "missing": ("#ffffff", TINTA_LEMAH, "#7f8e95", 1.2, "4 3"),
    "planned": ("#ffffff", TINTA_LEMAH, "#7f8e95", 0.8, "1.5 3"),
    "draft": ("#edf1f1", TINTA, "#7f8e95", 1.0, ""),
}
"""Ground, ink, edge, width and dashes of the edge of a cell that lacks something."""

KATA = {"late": "Terlambat", "missing": "Belum diisi", "planned": "Belum dibuka", "draft": "Belum terverifikasi"}


def peta_svg(data: "PetaPanas", *, sempit: bool = False) -> str:
    """The drawing. Raises ValueError when it has no row or no column."""
    if not data.nama or not data.kolom:
        raise ValueError("Peta tanpa baris atau kolom tidak dapat digambar.")
    return s.gambar((data, sempit), lambda: _lukis(data, s.SEMPIT if sempit else s.LEBAR))


def _lukis(data: "PetaPanas", lebar: int) -> str:
    sempit = lebar < s.LEBAR
    kiri = 0 if sempit else NAMA
    kolom = (lebar - kiri) / len(data.kolom)
    isi, y = _legenda(data, lebar)
    isi += _kepala(data, kiri, kolom, y)
    y += KEPALA
    for nama, sel in zip(data.nama, data.sel, strict=True):
        baris = lipat(nama, lebar if sempit else NAMA - 12, 12, maks=3)
        isi.append(s.garis(0, y, lebar, y, warna=GARIS, tebal=0.8))
        y += SELA
        tinggi = max(_tinggi(satu, kolom - 2 * SELA) for satu in sel) if sel else 24
        if sempit:
            isi += s.paragraf(0, y + 12, baris, tebal=True)
            y += 15 * len(baris) + 4
        else:
            tinggi = max(tinggi, 15 * len(baris) + 2)
            isi += s.paragraf(0, y + tinggi / 2 - 7.5 * len(baris) + 11.5, baris)
        for n, satu in enumerate(sel):
            isi += _sel(satu, kiri + n * kolom + SELA / 2, y, kolom - SELA, tinggi)
        y += tinggi + SELA
    isi.append(s.garis(0, y, lebar, y, warna=GARIS, tebal=0.8))
    return s.svg(lebar, y + 1, isi, judul=data.judul, kalimat=data.kalimat)


def _legenda(data: "PetaPanas", lebar: int) -> tuple[list[str], float]:
    """Ground, sign and word of each category, and of the states that occur; where the heads may begin."""
    isi: list[str] = []
    x, y = 0.0, 0.0
    tanda = [(kode, "", label) for kode, _, label in data.legenda]
    for kode, keadaan, label in [*tanda, *(("", kode, kata) for kode, kata in data.keadaan)]:
        panjang = 30 + lebar_teks(label, 11.5) + 18
        if x and x + panjang > lebar:
            x, y = 0.0, y + 21
        isi += _dasar(kode, keadaan, x, y, 24, 16)
        if not keadaan:
            isi.append(s.batang_tingkat(x + 5, y + 3, kode, WARNA_KATEGORI.get(kode, TINTA_LEMAH)))
        isi.append(s.teks(x + 30, y + 12, label, ukuran=11.5))
        x += panjang
    return isi, y + 30 if x else 0.0


def _kepala(data: "PetaPanas", kiri: float, kolom: float, y: float) -> list[str]:
    isi = [s.teks(0, y + 16, data.judul_baris, tebal=True)] if kiri else []
    for n, nama in enumerate(data.kolom):
        if lebar_teks(nama, 12, tebal=True) > kolom:
            nama = nama.replace("Triwulan", "TW")
        pendek = lipat(nama, kolom, 12, tebal=True, maks=1)
        isi += [s.teks(kiri + (n + 0.5) * kolom, y + 16, satu, tebal=True, rata="middle") for satu in pendek]
    return isi


def _tulisan(sel: "SelPanas", lebar: float) -> list[str]:
    """The words below the figure: its category and what its sheet lacks; of a cell without figure, its description."""
    sisa = sel.keterangan.removeprefix(sel.teks).strip(" ,;·()")
    if not sel.kode:
        return list(lipat(sisa, lebar - 4, 10.5, maks=2))
    kata = [sisa.split(";")[0], KATA.get(sel.keadaan, "")]
    return [baris for satu in kata if satu for baris in lipat(satu, lebar - 4, 10.5, maks=2)]


def _tinggi(sel: "SelPanas | None", lebar: float) -> float:
    return 24 if sel is None else 24 + 12.5 * len(_tulisan(sel, lebar))


def _sel(sel: "SelPanas | None", x: float, y: float, lebar: float, tinggi: float) -> list[str]:
    if sel is None:
        return [s.teks(x + lebar / 2, y + tinggi / 2 + 4, "–", warna=TINTA_LEMAH, rata="middle")]
    tinta = s.LUNAK[sel.kode][1] if sel.kode in s.LUNAK else KEADAAN.get(sel.keadaan, ("", TINTA))[1]
    isi = _dasar(sel.kode, sel.keadaan, x, y, lebar, tinggi)
    kata = _tulisan(sel, lebar - SELA)
    teks = lipat(sel.teks, lebar - 8, 12.5, tebal=True, maks=1)
    tanda = 18 if sel.kode in s.TINGKAT else 0
    panjang = lebar_teks(teks[0], 12.5, tebal=True) if teks else 0
    tanda = tanda if panjang + tanda + 4 <= lebar else 0
    atas = y + (tinggi - (17 + 12.5 * len(kata))) / 2
    awal = x + (lebar - panjang - tanda) / 2
    if tanda:
        isi.append(s.batang_tingkat(awal, atas + 2.5, sel.kode, WARNA_KATEGORI[sel.kode]))
    if teks:
        isi.append(s.teks(awal + tanda, atas + 13, teks[0], ukuran=12.5, tebal=True, warna=tinta))
    for n, satu in enumerate(kata):
        isi.append(s.teks(x + lebar / 2, atas + 26.5 + 12.5 * n, satu, ukuran=10.5, warna=tinta, rata="middle"))
    return isi


def _dasar(kode: str, keadaan: str, x: float, y: float, lebar: float, tinggi: float) -> list[str]:
    """The ground of a cell is its category's, its edge tells the state; paper shows both without colour."""
    isi, tepi, tebal, putus = "#edf1f1", "#7f8e95", 0.8, ""
    if keadaan in KEADAAN:
        isi, _, tepi, tebal, putus = KEADAAN[keadaan]
    if kode in s.LUNAK:
        isi, tepi = s.LUNAK[kode][0], tepi if keadaan else WARNA_KATEGORI[kode]
    sisip = tebal / 2
    return [
        s.kotak(
            x + sisip, y + sisip, lebar - tebal, tinggi - tebal, isi=isi, tepi=tepi, tebal=tebal, putus=putus, sudut=3
        )
    ]
