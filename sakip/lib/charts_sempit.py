"""Bars and lines for a phone: the same values as the wide drawing, with the names above the bars and larger figures."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from sakip.lib import charts_svg as s
from sakip.lib.charts import GARIS, TINTA, TINTA_LEMAH, ChartData, Series, teks_nilai
from sakip.lib.charts_teks import lebar_teks, lipat
from sakip.lib.charts_vega import rupa_garis, tempat_angka, warna_nilai, warna_seri
from sakip.lib.numbers import format_number

LEBAR = s.SEMPIT
TINGGI_GARIS = 150.0


def sempit_svg(data: ChartData) -> str:
    """The drawing, "" for what has small charts beside each other or standing columns."""
    if data.jenis not in ("batang", "garis") or any(seri.panel for seri in data.series):
        return ""
    lukis = _batang if data.jenis == "batang" else _garis
    return s.gambar((data, "sempit"), lambda: lukis(data))


def ringan_svg(data: ChartData) -> str:
    """Lines as wide as the chart asks for, drawn by ourselves: the engine would take 40 ms, and half a second once."""
    return s.gambar((data, "ringan"), lambda: _garis(data, data.lebar))


# --- Bars --------------------------------------------------------------------------------------------------------


def _batang(data: ChartData) -> str:
    angka = [n for seri in data.series for n in seri.nilai if n is not None] + ([data.acuan] if data.acuan else [])
    puncak = float(max(angka, default=Decimal(1))) or 1.0
    isi, y = _legenda_batang(data)
    awal = y
    for n, label in enumerate(data.labels):
        baris = lipat(label, LEBAR, 12)
        isi += s.paragraf(0, y + 12, baris)
        y += 15 * len(baris) + 3
        for seri in data.series:
            nilai = seri.nilai[n]
            panjang = max(float(nilai or 0) / puncak * LEBAR, 0.0)
            if nilai is not None:
                isi.append(s.kotak(0, y, max(panjang, 1), 12, isi=warna_nilai(data, seri, n), sudut=1.5))
                y += 13
            nama = f"{seri.nama}: " if len(data.series) > 1 else ""
            isi.append(s.teks(0, y + 11, f"{nama}{teks_nilai(data, seri, n)}", ukuran=11, warna=TINTA))
            y += 17
        y += 6
    if data.acuan is not None:
        x = min(float(data.acuan) / puncak * LEBAR, LEBAR - 0.5)
        isi.append(s.garis(x, awal, x, y - 6, putus="3 3"))
    return s.svg(LEBAR, y, isi, judul=data.judul, kalimat=data.kalimat)


def _legenda_batang(data: ChartData) -> tuple[list[str], float]:
    if data.acuan is None:
        return [], 0.0
    tulisan = f"Garis putus-putus: {format_number(data.acuan)}{data.satuan}"
    return [s.teks(LEBAR, 11, tulisan, ukuran=10.5, warna=TINTA_LEMAH, rata="end")], 18.0


# --- Lines -------------------------------------------------------------------------------------------------------


class _Bidang:
    """Where a value stands: places of the labels from left to right, values from the bottom up."""

    def __init__(self, data: ChartData, atas: float, lebar: float) -> None:
        angka = [float(n) for seri in data.series for n in seri.nilai if n is not None]
        angka += [float(data.acuan)] if data.acuan is not None else []
        self.tanda = tanda_sumbu(min(angka, default=0), max(angka, default=1))
        self.tulisan = [f"{format_number(n)}{'%' if data.satuan == '%' else ''}" for n in self.tanda]
        self.kiri = min(max(lebar_teks(t, 10.5) for t in self.tulisan) + 8, 110)
        self.atas, self.bawah, self.kanan = atas, atas + TINGGI_GARIS, lebar
        self.langkah = (lebar - self.kiri - 4) / len(data.labels)

    def x(self, n: int) -> float:
        """The middle of label `n`."""
        return self.kiri + (n + 0.5) * self.langkah

    def y(self, nilai: Decimal | float) -> float:
        """The height of a value."""
        dari, sampai = float(self.tanda[0]), float(self.tanda[-1])
        return self.bawah - (float(nilai) - dari) / (sampai - dari) * (self.bawah - self.atas)


def tanda_sumbu(kecil: float, besar: float) -> list[Decimal]:
    """Three to six round values that hold what lies between two, with some room."""
    ruang = (besar - kecil) * 0.12 or abs(besar) * 0.05 or 1.0
    rentang = Decimal(str(besar - kecil + 2 * ruang))
    pangkat = Decimal(10) ** (rentang / 4).adjusted()
    langkah = next(pangkat * k for k in (1, 2, 5, 10) if pangkat * k >= rentang / 4)
    awal = (Decimal(str(kecil - ruang)) / langkah).to_integral_value("ROUND_FLOOR")
    akhir = (Decimal(str(besar + ruang)) / langkah).to_integral_value("ROUND_CEILING")
    if kecil >= 0:
        awal = max(awal, Decimal(0))
    return [n * langkah for n in range(int(awal), int(akhir) + 1)]


def _garis(data: ChartData, lebar: float = LEBAR) -> str:
    isi, atas = _legenda_garis(data, lebar)
    b = _Bidang(data, atas + (14 if data.sekat else 0), lebar)
    for tanda, tulisan in zip(b.tanda, b.tulisan, strict=True):
        isi.append(s.garis(b.kiri, b.y(tanda), lebar, b.y(tanda), warna=GARIS, tebal=0.8))
        isi.append(s.teks(b.kiri - 5, b.y(tanda) + 4, tulisan, ukuran=10.5, rata="end"))
    isi += _label(data, b)
    for label, tulisan in data.sekat:
        x = b.x(data.labels.index(label)) - b.langkah / 2
        isi.append(s.garis(x, b.atas - 12, x, b.bawah, putus="4 3"))
        isi.append(s.teks(x + 4, b.atas - 4, tulisan, ukuran=10, warna=TINTA_LEMAH))
    if data.acuan is not None:
        isi.append(s.garis(b.kiri, b.y(data.acuan), lebar, b.y(data.acuan), putus="3 3"))
    tulisan_nilai: list[str] = []
    for seri in data.series:
        isi += _satu_garis(data, seri, b)
        tulisan_nilai += _angka(data, seri, b)
    return s.svg(lebar, b.bawah + 22, [*isi, *tulisan_nilai], judul=data.judul, kalimat=data.kalimat)


def _legenda_garis(data: ChartData, lebar: float) -> tuple[list[str], float]:
    isi: list[str] = []
    x, y = 0.0, 0.0
    warna, rupa = warna_seri(data), rupa_garis(data)
    for nama in warna:
        panjang = 34 + lebar_teks(nama, 11) + 12
        if x and x + panjang > lebar:
            x, y = 0.0, y + 17
        putus, bentuk = rupa[nama]
        isi.append(s.garis(x, y + 7, x + 26, y + 7, warna=warna[nama], tebal=1.8, putus=_putus(putus)))
        isi.append(titik(bentuk, x + 13, y + 7, warna[nama]))
        isi.append(s.teks(x + 32, y + 11, nama, ukuran=11))
        x += panjang
    return isi, y + 30


def _putus(dash: Sequence[int]) -> str:
    return "" if list(dash) == [1, 0] else " ".join(map(str, dash))


def _label(data: ChartData, b: _Bidang) -> list[str]:
    """The labels below, as many as fit."""
    lebar = max(lebar_teks(label, 10.5) for label in data.labels) + 6
    tiap = max(1, -(-int(lebar) // max(int(b.langkah), 1)))
    ada = [(n, label) for n, label in enumerate(data.labels) if n % tiap == 0]
    return [s.teks(b.x(n), b.bawah + 15, label, ukuran=10.5, rata="middle") for n, label in ada]


def _satu_garis(data: ChartData, seri: Series, b: _Bidang) -> list[str]:
    warna, (dash, bentuk) = warna_seri(data)[seri.nama], rupa_garis(data)[seri.nama]
    tempat = [(b.x(n), b.y(nilai)) for n, nilai in enumerate(seri.nilai) if nilai is not None]
    ruas = [s.garis(*a, *c, warna=warna, tebal=1.8, putus=_putus(dash)) for a, c in pairwise(tempat)]
    return [*ruas, *(titik(bentuk, x, y, warna) for x, y in tempat)]


def _angka(data: ChartData, seri: Series, b: _Bidang) -> list[str]:
    """The figure of each point, above or below it, on a small white ground; none that would cover the next one's."""
    isi = []
    ada = [n for n, nilai in enumerate(seri.nilai) if nilai is not None and teks_nilai(data, seri, n).strip()]
    for n, nilai in enumerate(seri.nilai):
        di, tulisan = tempat_angka(data, seri, n), teks_nilai(data, seri, n)
        if nilai is None or di == "tidak" or n not in ada:
            continue
        lebar = lebar_teks(tulisan, 10) + 2
        if lebar > b.langkah * min((abs(n - lain) for lain in ada if lain != n), default=1) + 6:
            continue
        x, y = min(b.x(n), b.kanan - lebar / 2), b.y(nilai) + (-7 if di == "atas" else 15)
        isi.append(s.kotak(x - lebar / 2, y - 8.5, lebar, 10, isi="#ffffff", sudut=2))
        isi.append(s.teks(x, y, tulisan, ukuran=10, rata="middle"))
    return isi


def titik(bentuk: str, x: float, y: float, warna: str) -> str:
    """The mark of a point, by the name of its shape."""
    x0, y0 = s.angka(x), s.angka(y)
    jalan = {
        "square": f"M{s.angka(x - 3)} {s.angka(y - 3)}h6v6h-6z",
        "triangle-up": f"M{x0} {s.angka(y - 4)}l4 7h-8z",
        "diamond": f"M{x0} {s.angka(y - 4.5)}l4 4.5l-4 4.5l-4 -4.5z",
        "cross": f"M{s.angka(x - 1.3)} {s.angka(y - 4)}h2.6v2.7h2.7v2.6h-2.7v2.7h-2.6v-2.7h-2.7v-2.6h2.7z",
    }.get(bentuk)
    return f'<path d="{jalan}" fill="{warna}"/>' if jalan else f'<circle cx="{x0}" cy="{y0}" r="3.3" fill="{warna}"/>'
