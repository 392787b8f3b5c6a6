"""The budget from the top down: a bar as long as the pagu, filled as far as it was spent, indented by level."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sakip.lib import charts_svg as s
from sakip.lib.charts import GARIS, TINTA, TINTA_LEMAH, WARNA_UTAMA
from sakip.lib.charts_tabel import potong
from sakip.lib.charts_teks import lipat

if TYPE_CHECKING:
    from sakip.lib.charts_bentuk import PohonAnggaran, SimpulAnggaran

NAMA = 330
INDEN = 14
MAKS_BARIS = 60
"""With more nodes than this the drawing ends above the last level; the table has all of them."""

_GORESAN = (
    '<pattern id="terserap" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="{WARNA_UTAMA}"/><path d="M0 6L6 0" stroke="#fff" stroke-width="0.9"/></pattern>'
)

Baris = tuple[int, "SimpulAnggaran"]


def pagu_svg(data: "PohonAnggaran", *, sempit: bool = False) -> str:
    """The drawing. Raises ValueError when there is no node."""
    if not data.akar:
        raise ValueError("Pohon anggaran tanpa isi tidak dapat digambar.")
    return s.gambar((data, sempit), lambda: _lukis(data, s.SEMPIT if sempit else s.LEBAR))


def pagu_lembar(data: "PohonAnggaran", banyak: int) -> list[str]:
    """The same drawing on several sheets of paper, all on one scale."""
    jumlah = len(baris_gambar(data.akar)[0])
    lembar = potong(range(jumlah), -(-jumlah // banyak))
    return [_lukis(data, s.LEBAR, satu[0], satu[-1] + 1) for satu in lembar]


def baris_gambar(akar: Sequence["SimpulAnggaran"]) -> tuple[list[Baris], bool]:
    """The nodes that are drawn with their depth, and whether deeper ones had to stay out."""
    semua = list(_turun(akar, 0))
    dalam = max(n for n, _ in semua)
    kedalaman = dalam
    while kedalaman and sum(n <= kedalaman for n, _ in semua) > MAKS_BARIS:
        kedalaman -= 1
    return [(n, simpul) for n, simpul in semua if n <= kedalaman], kedalaman < dalam


def _turun(simpul: Sequence["SimpulAnggaran"], dalam: int) -> Iterator[Baris]:
    for satu in simpul:
        yield dalam, satu
        yield from _turun(satu.anak, dalam + 1)


def _lukis(data: "PohonAnggaran", lebar: int, awal: int = 0, akhir: int | None = None) -> str:
    """The rows `awal` to `akhir`, to the last with the total below."""
    baris, terpotong = baris_gambar(data.akar)
    akhir = len(baris) if akhir is None else akhir
    sempit = lebar < s.LEBAR
    puncak = max((max(x.pagu or 0, x.realisasi or 0) for _, x in baris), default=0) or 1
    isi = _legenda(lebar)
    y = 30.0 if not sempit else 48.0
    for dalam, simpul in baris[awal:akhir]:
        y = _baris(isi, dalam, simpul, puncak, y, lebar)
    if akhir < len(baris):
        return s.svg(lebar, y + 4, isi, judul=data.judul, kalimat=data.kalimat, defs=_GORESAN)
    if data.total is not None:
        isi.append(s.garis(0, y, lebar, y, warna=TINTA_LEMAH))
        for satu in lipat(f"{data.total.nama}: {_angka(data.total)}", lebar, 12, tebal=True):
            isi.append(s.teks(0, y + 18, satu, tebal=True))
            y += 16
        y += 8
    if terpotong:
        for satu in lipat("Tingkat di bawahnya ada pada tabel.", lebar, 11):
            isi.append(s.teks(0, y + 14, satu, ukuran=11, warna=TINTA_LEMAH))
            y += 18
    return s.svg(lebar, y + 4, isi, judul=data.judul, kalimat=data.kalimat, defs=_GORESAN)


def _legenda(lebar: int) -> list[str]:
    isi: list[str] = []
    x, y = 0.0, 0.0
    for isi_kotak, putus, kata, panjang in (
        ("url(#terserap)", "", "Realisasi", 100),
        ("#ffffff", "", "Pagu", 72),
        ("#ffffff", "4 3", "Pagu, realisasi belum ada", 190),
    ):
        if x + panjang > lebar:
            x, y = 0.0, y + 19
        isi.append(s.kotak(x + 0.5, y + 1.5, 22, 12, isi=isi_kotak, tepi=TINTA_LEMAH, putus=putus))
        isi.append(s.teks(x + 28, y + 12, kata, ukuran=11.5))
        x += panjang
    return isi


def _baris(isi: list[str], dalam: int, simpul: "SimpulAnggaran", puncak: int, y: float, lebar: int) -> float:
    """One node; returns where the next begins."""
    sempit = lebar < s.LEBAR
    kiri = dalam * INDEN
    lebar_nama = (lebar if sempit else NAMA) - kiri
    tebal = dalam == 0
    nama = lipat(f"{simpul.kode} {simpul.nama}".strip(), lebar_nama, 11.5, tebal=tebal, maks=3)
    if tebal:
        isi.append(s.garis(0, y, lebar, y, warna=GARIS, tebal=0.8))
    y += 5
    isi += s.paragraf(kiri, y + 11, nama, jeda=13.5, ukuran=11.5, tebal=tebal)
    x, panjang = (kiri, lebar - kiri) if sempit else (NAMA + 14, lebar - NAMA - 14)
    atas = y + 13.5 * len(nama) + 3 if sempit else y + 1
    _batang(isi, simpul, puncak, x, atas, panjang)
    angka = lipat(_angka(simpul), panjang, 10.5)
    isi += s.paragraf(x, atas + 25, angka, jeda=12.5, ukuran=10.5, warna=TINTA_LEMAH)
    bawah = atas + 20 + 12.5 * len(angka)
    return max(bawah, y + 13.5 * len(nama)) + 6


def _angka(simpul: "SimpulAnggaran") -> str:
    if simpul.pagu is None and simpul.realisasi is None:
        return "Pagu belum ada"
    if simpul.realisasi is None:
        return f"Pagu {simpul.pagu_teks}, realisasi belum ada"
    belum = f"; {simpul.belum} dari {simpul.jumlah} sub kegiatan belum ada realisasinya" if simpul.belum else ""
    return f"{simpul.realisasi_teks} dari {simpul.pagu_teks} ({simpul.serapan_teks}){belum}"


def _batang(isi: list[str], simpul: "SimpulAnggaran", puncak: int, x: float, y: float, lebar: float) -> None:
    """The frame of the pagu and what was spent inside it; what was spent beyond it stands out of the frame."""
    pagu = max((simpul.pagu or 0) / puncak * lebar, 1.5)
    uang = (simpul.realisasi or 0) / puncak * lebar
    putus = "4 3" if simpul.realisasi is None else ""
    isi.append(s.kotak(x + 0.5, y + 0.5, pagu - 1 if pagu > 2 else 1, 13, isi="#ffffff", tepi=TINTA_LEMAH, putus=putus))
    if uang > 0:
        isi.append(s.kotak(x + 0.5, y + 3, max(uang - 1, 1), 8, isi="url(#terserap)"))
    if uang > pagu:
        isi.append(s.garis(x + pagu, y - 1, x + pagu, y + 15, warna=TINTA, tebal=2))
