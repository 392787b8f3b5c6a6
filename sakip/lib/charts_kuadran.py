"""Points between two thresholds: each has its number, its shape and its colour; a key beside it says the names.

No number hides another: one that finds its place taken stands beside it, with a line to where it belongs.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakip.lib import charts_svg as s
from sakip.lib.charts import GARIS, TINTA, TINTA_LEMAH, WARNA_KATEGORI
from sakip.lib.charts_teks import lipat

if TYPE_CHECKING:
    from sakip.lib.charts_bentuk import Kuadran, TitikKuadran

TEPI_KIRI, TEPI_BAWAH = 56, 46
PITA = 46.0  # above and below the points: where the names of the quadrants stand
RUANG = 21.0  # between the middles of two numbers
JARI = 9.5
PUNCAK = 160
"""Percent at which a point stands at the edge, with an arrow: one of 900 % must not press the others together."""

KUNCI_TINGGI = 560
"""A key higher than this stands below the picture, in columns."""

Titik = tuple[float, float]
Bidang = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Sumbu:
    """One axis: values `dari` to `sampai` on the pixels `awal` to `akhir`."""

    dari: float
    sampai: float
    awal: float
    akhir: float

    def di(self, nilai: float) -> float:
        """The pixel of a value, held at the edge."""
        bagian = (min(max(nilai, self.dari), self.sampai) - self.dari) / (self.sampai - self.dari)
        return self.awal + bagian * (self.akhir - self.awal)

    @property
    def angka(self) -> list[int]:
        """The values that are written at it."""
        dari, sampai = int(self.dari), int(self.sampai)
        return list(range(dari, sampai + 1, max(_langkah(sampai - dari - 1), 2)))


@dataclass(frozen=True)
class _Bidang:
    """The two axes, and where the lines stand (`x` None: there is none)."""

    x: _Sumbu
    y: _Sumbu
    batas_x: float | None
    batas_y: float

    @property
    def bawah(self) -> float:
        """The lower edge of the frame; the upper one is 1."""
        return self.y.awal + PITA


def kuadran_svg(data: "Kuadran", *, sempit: bool = False) -> str:
    """The drawing. Raises ValueError when no point can be placed."""
    if not data.tergambar:
        raise ValueError("Kuadran tanpa titik tidak dapat digambar.")
    return s.gambar((data, sempit), lambda: _lukis(data, s.SEMPIT if sempit else s.LEBAR))


def _lukis(data: "Kuadran", lebar: int) -> str:
    titik = data.tergambar
    samping = lebar == s.LEBAR and len(titik) * 30 <= KUNCI_TINGGI
    lebar_bidang = 460 if samping else min(lebar, 560)
    bidang = _bidang(data, lebar_bidang, lebar_bidang * 0.8 + PITA)
    isi = [*_kisi(data, bidang), *_titik(data, bidang, titik)]
    bawah = _sumbu(isi, data, bidang, lebar_bidang)
    kepala = f"{data.judul_x}; {data.judul_y[:1].lower()}{data.judul_y[1:]}, kategori"
    if samping:
        isi.append(s.teks(lebar_bidang + 24, 12, kepala, ukuran=10.5, warna=TINTA_LEMAH))
        kunci = _kunci(isi, titik, lebar_bidang + 24, 22, lebar - lebar_bidang - 24)
        return s.svg(lebar, max(bawah, kunci), isi, judul=data.judul, kalimat=data.kalimat)
    isi.append(s.teks(0, bawah + 12, kepala, ukuran=10.5, warna=TINTA_LEMAH))
    banyak = 1 if lebar < s.LEBAR else 2 if len(titik) <= 30 else 3
    potongan = -(-len(titik) // banyak)
    kolom = lebar / banyak
    akhir = [
        _kunci(isi, titik[n * potongan : (n + 1) * potongan], n * kolom, bawah + 26, kolom - 12, n * potongan)
        for n in range(banyak)
    ]
    return s.svg(lebar, max(akhir), isi, judul=data.judul, kalimat=data.kalimat)


def _bidang(data: "Kuadran", lebar: float, bawah: float) -> _Bidang:
    titik = data.tergambar
    batas = None if data.batas_x is None else float(data.batas_x)
    x = _rentang([float(t.x) for t in titik if t.x is not None], batas)
    y = _rentang([float(t.y) for t in titik if t.y is not None], float(data.batas_y))
    mendatar, tegak = _Sumbu(*x, TEPI_KIRI, lebar - 12), _Sumbu(*y, bawah - PITA, PITA)
    return _Bidang(mendatar, tegak, None if batas is None else mendatar.di(batas), tegak.di(float(data.batas_y)))


def _rentang(nilai: Sequence[float], batas: float | None) -> tuple[float, float]:
    """From and to, in round steps, with room on both sides of the threshold; points close together come apart."""
    semua = [min(n, PUNCAK) for n in nilai] + ([] if batas is None else [min(batas, PUNCAK)])
    langkah = _langkah(max(semua) - min(semua))
    dari = max(0, math.floor((min(semua) - langkah * 0.4) / langkah) * langkah)
    sampai = min(PUNCAK, math.ceil((max(semua) + langkah * 0.4) / langkah) * langkah)
    return dari, max(sampai, dari + 2 * langkah)


def _langkah(rentang: float) -> int:
    return next((n for n in (2, 5, 10) if rentang <= n * 6), 20)


def _kisi(data: "Kuadran", b: _Bidang) -> list[str]:
    """Frame, grid, thresholds and the names of the quadrants."""
    kiri, kanan, bawah, atas = b.x.awal, b.x.akhir, b.bawah, 1.0
    isi = [s.garis(kiri, b.y.di(n), kanan, b.y.di(n), warna=GARIS, tebal=0.8) for n in b.y.angka]
    isi += [s.garis(b.x.di(n), atas, b.x.di(n), bawah, warna=GARIS, tebal=0.8) for n in b.x.angka]
    isi += [s.teks(kiri - 6, b.y.di(n) + 4, f"{n}{data.satuan}", ukuran=10.5, rata="end") for n in b.y.angka]
    isi += [s.teks(b.x.di(n), bawah + 14, f"{n}{data.satuan}", ukuran=10.5, rata="middle") for n in b.x.angka]
    isi.append(s.kotak(kiri, atas, kanan - kiri, bawah - atas, tepi="#7f8e95"))
    isi.append(s.garis(kiri, b.batas_y, kanan, b.batas_y, warna=TINTA, tebal=1.4, putus="6 3"))
    if b.batas_x is not None:
        ujung = (b.y.akhir - JARI, b.y.awal + JARI)  # the names beyond may need the place
        isi.append(s.garis(b.batas_x, ujung[0], b.batas_x, ujung[1], warna=TINTA, tebal=1.4, putus="6 3"))
    isi += _nama(data, b)
    return isi


def _nama(data: "Kuadran", b: _Bidang) -> list[str]:
    """The name of each quadrant in its corner, above and below where points may stand."""
    if b.batas_x is None:
        return []
    isi = []
    for n, nama in enumerate(data.nama_kuadran):
        baris = lipat(nama, (b.x.akhir - b.x.awal) / 2 - 16, 11, tebal=True, maks=3)
        x, y = (b.x.akhir - 6 if n % 2 else b.x.awal + 6), (14 if n < 2 else b.bawah - 6 - 13 * (len(baris) - 1))
        for k, satu in enumerate(baris):
            rata = "end" if n % 2 else "start"
            isi.append(s.teks(x, y + 13 * k, satu, ukuran=11, warna=TINTA_LEMAH, tebal=True, rata=rata))
    return isi


def _sumbu(isi: list[str], data: "Kuadran", b: _Bidang, lebar: float) -> float:
    """Titles of the axes, and what the two lines mean; returns where they end."""
    y = b.bawah + TEPI_BAWAH
    isi.append(s.teks((b.x.awal + b.x.akhir) / 2, b.bawah + 31, data.judul_x, tebal=True, ukuran=11.5, rata="middle"))
    isi.append(s.teks(11, (b.y.awal + b.y.akhir) / 2, data.judul_y, tebal=True, ukuran=11.5, rata="middle", putar=True))
    makna = [f"Garis mendatar, {data.batas_y_teks}."]
    if data.batas_x is not None:
        makna.append(f"Garis tegak, {data.batas_x_teks}.")
    for satu in lipat(" ".join(makna), lebar, 11):
        isi.append(s.teks(0, y + 6, satu, ukuran=11, warna=TINTA_LEMAH))
        y += 14
    return y + 6


# --- Points -----------------------------------------------------------------------------------------------------------


def _titik(data: "Kuadran", b: _Bidang, titik: Sequence["TitikKuadran"]) -> list[str]:
    """Every point with its number; lines to those that had to move lie below all of them."""
    asal = [(b.x.di(float(t.x or 0)), b.y.di(float(t.y or 0))) for t in titik]
    tempat = letakkan(asal, b.batas_x, b.batas_y, (b.x.awal, b.y.akhir - JARI, b.x.akhir, b.y.awal + JARI))
    garis, tanda = [], []
    for n, (t, (x0, y0), (x, y)) in enumerate(zip(titik, asal, tempat, strict=True), 1):
        if (x0, y0) != (x, y):
            garis.append(s.garis(x0, y0, x, y, tebal=0.9))
            garis.append(f'<circle cx="{s.angka(x0)}" cy="{s.angka(y0)}" r="2.6" fill="{TINTA}"/>')
        tanda += _tanda(t.kode, x, y, n)
        tanda += _panah(t, b, x, y)
    return [*garis, *tanda]


def letakkan(asal: Sequence[Titik], batas_x: float | None, batas_y: float, bidang: Bidang) -> list[Titik]:
    """A place for each number: its own, else the nearest free one in its quadrant, else the nearest anywhere."""
    hasil: list[Titik] = []
    terisi = _Terisi()
    # Of points with the same figures: up to where every place in their quadrant is taken, and the others passed by.
    lewat: dict[Titik, tuple[int, list[Titik]]] = {}
    for x0, y0 in asal:
        mulai, luar = lewat.get((x0, y0), (0, []))
        for n, x, y in _sekitar(x0, y0, bidang, mulai):
            if not terisi.bebas(x, y):
                continue
            if (batas_x is None or (x >= batas_x) == (x0 >= batas_x)) and (y <= batas_y) == (y0 <= batas_y):
                tempat, mulai = (x, y), n + 1
                break
            luar.append((x, y))
        else:
            tempat, mulai = next((t for t in luar if terisi.bebas(*t)), (x0, y0)), len(LINGKARAN) + 1
        lewat[x0, y0] = mulai, luar
        hasil.append(tempat)
        terisi.tambah(*tempat)
    return hasil


class _Terisi:
    """The places taken, by squares as wide as the room of a number: only those around a place can be too near."""

    def __init__(self) -> None:
        self._petak: dict[tuple[int, int], list[Titik]] = {}

    def tambah(self, x: float, y: float) -> None:
        petak = (int(x // RUANG), int(y // RUANG))
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                self._petak.setdefault((petak[0] + dx, petak[1] + dy), []).append((x, y))

    def bebas(self, x: float, y: float) -> bool:
        for a, c in self._petak.get((int(x // RUANG), int(y // RUANG)), ()):
            if (x - a) * (x - a) + (y - c) * (y - c) < RUANG * RUANG:
                return False
        return True


def _lingkaran() -> Iterator[Titik]:
    """How far to the right and down the places around a point are, ring by ring."""
    for ring in range(1, 14):
        jarak, banyak = ring * RUANG * 0.75, 8 + 4 * ring
        for n in range(banyak):
            sudut = 2 * math.pi * (n + 0.5) / banyak
            yield jarak * math.cos(sudut), jarak * math.sin(sudut)


LINGKARAN = tuple(_lingkaran())


def _sekitar(x0: float, y0: float, bidang: Bidang, mulai: int) -> Iterator[tuple[int, float, float]]:
    """The point itself, then rings around it, inside the frame, from the one with the number `mulai` on."""
    kiri, atas, kanan, bawah = bidang
    if mulai == 0:
        yield 0, x0, y0
    for n in range(max(mulai - 1, 0), len(LINGKARAN)):
        dx, dy = LINGKARAN[n]
        x, y = round(x0 + dx, 1), round(y0 + dy, 1)
        if kiri + JARI <= x <= kanan - JARI and atas + JARI <= y <= bawah - JARI:
            yield n + 1, x, y


def _tanda(kode: str, x: float, y: float, nomor: int) -> list[str]:
    """The shape of the category in its colour, its number inside."""
    isi, tinta = s.LUNAK.get(kode, ("#ffffff", TINTA))
    gaya = f'fill="{isi}" stroke="{WARNA_KATEGORI.get(kode, TINTA_LEMAH)}" stroke-width="1.6"'
    r = JARI
    sudut = {
        "tinggi": [(-r, -r), (r, -r), (r, r), (-r, r)],
        "sedang": [(0, -r - 3), (r + 3, 0), (0, r + 3), (-r - 3, 0)],
        "rendah": [(0, -r - 4), (r + 3, r - 1), (-r - 3, r - 1)],
        "sangat-rendah": [(0, r + 4), (r + 3, 1 - r), (-r - 3, 1 - r)],
    }.get(kode)
    if sudut is None:
        bentuk = f'<circle cx="{s.angka(x)}" cy="{s.angka(y)}" r="{s.angka(r + 0.5)}" {gaya}/>'
    else:
        titik = " ".join(f"{s.angka(x + a)},{s.angka(y + c)}" for a, c in sudut)
        bentuk = f'<polygon points="{titik}" {gaya} stroke-linejoin="round"/>'
    return [bentuk, s.teks(x, y + 3.6, str(nomor), ukuran=10, tebal=True, warna=tinta, rata="middle")]


def _panah(t: "TitikKuadran", b: _Bidang, x: float, y: float) -> list[str]:
    """An arrow at a point that lies beyond the frame."""
    isi = []
    if t.x is not None and float(t.x) > b.x.sampai:
        isi.append(f'<path d="M{s.angka(x + 12)} {s.angka(y - 4)}l6 4l-6 4z" fill="{TINTA}"/>')
    if t.y is not None and float(t.y) > b.y.sampai:
        isi.append(f'<path d="M{s.angka(x - 4)} {s.angka(y - 12)}l4 -6l4 6z" fill="{TINTA}"/>')
    return isi


def _kunci(isi: list[str], titik: Sequence["TitikKuadran"], x: float, y: float, lebar: float, awal: int = 0) -> float:
    """The key: number, name, and both figures; returns where it ends."""
    y += 12
    for n, t in enumerate(titik, awal + 1):
        isi += _tanda(t.kode, x + 13, y, n)
        kategori = f", {t.kategori}" if t.kategori else ""
        for satu in lipat(t.nama, lebar - 34, 11.5, maks=2):
            isi.append(s.teks(x + 32, y, satu, ukuran=11.5))
            y += 13
        for satu in lipat(f"{t.x_teks}; {t.y_teks}{kategori}", lebar - 34, 10.5, maks=2):
            isi.append(s.teks(x + 32, y, satu, ukuran=10.5, warna=TINTA_LEMAH))
            y += 13
        y += 6
    return y
