"""One lying bar of a hundred percent for each label, shared among categories, which differ in black and white too."""

from dataclasses import dataclass
from decimal import Decimal

from sakip.lib import charts_svg as s
from sakip.lib.charts import TINTA, TINTA_LEMAH, WARNA_KATEGORI, WARNA_REDUP, WARNA_SERI, ChartData, Series
from sakip.lib.charts_teks import lebar_teks, lipat

TINGGI_BATANG = 24
LABEL = 230
JUMLAH = 44  # the total at the right of a bar

_GORESAN = {
    "sangat-tinggi": "",
    "tinggi": '<path d="M0 8L8 0" stroke="#fff" stroke-width="1.6"/>',
    "sedang": '<circle cx="4" cy="4" r="1.5" fill="#fff"/>',
    "rendah": '<path d="M0 0L8 8" stroke="#fff" stroke-width="3.4"/>',
    "sangat-rendah": '<path d="M0 2H8M2 0V8" stroke="#fff" stroke-width="2.2"/>',
}
_URUTAN = list(_GORESAN.values())


@dataclass(frozen=True)
class _Rupa:
    """How one series looks: its fill, the definition behind it, and whether its edge is dashed (nothing known)."""

    isi: str
    defs: str
    putus: bool = False


def tumpuk_svg(data: ChartData, *, sempit: bool = False) -> str:
    """The drawing. A label whose counts are all zero or unknown says so in words."""
    return s.gambar((data, sempit), lambda: _lukis(data, s.SEMPIT if sempit else s.LEBAR))


def _lukis(data: ChartData, lebar: int) -> str:
    rupa = [_rupa(n, seri) for n, seri in enumerate(data.series)]
    isi, y = _legenda(data, rupa, lebar)
    sempit = lebar < s.LEBAR
    kiri = 0 if sempit else LABEL + 10
    for n, label in enumerate(data.labels):
        baris = lipat(label, lebar if sempit else LABEL, 12, maks=2 if sempit else 3)
        if sempit:
            isi += s.paragraf(0, y + 12, baris)
            y += 15 * len(baris) + 4
            tinggi = TINGGI_BATANG
        else:
            tinggi = max(TINGGI_BATANG, 15 * len(baris))
            isi += s.paragraf(0, y + tinggi / 2 - 7.5 * len(baris) + 11.5, baris)
        isi += _batang(data, rupa, n, kiri, y + (tinggi - TINGGI_BATANG) / 2, lebar - kiri - JUMLAH)
        y += tinggi + 12
    defs = "".join(dict.fromkeys(r.defs for r in rupa))
    return s.svg(lebar, y, isi, judul=data.judul, kalimat=data.kalimat, defs=defs)


def _rupa(n: int, seri: Series) -> _Rupa:
    kode = next((k for k in seri.kategori if k), "")
    if seri.redup or (seri.kategori and not kode):
        return _Rupa("#ffffff", "", putus=True)
    warna = WARNA_KATEGORI.get(kode, WARNA_SERI[n % len(WARNA_SERI)])
    goresan = _GORESAN.get(kode, _URUTAN[n % len(_URUTAN)])
    if not goresan:
        return _Rupa(warna, "")
    nama = f"p-{kode or n}"
    ukuran = 'width="8" height="8" patternUnits="userSpaceOnUse"'
    return _Rupa(
        f"url(#{nama})", f'<pattern id="{nama}" {ukuran}><rect width="8" height="8" fill="{warna}"/>{goresan}</pattern>'
    )


def _legenda(data: ChartData, rupa: list[_Rupa], lebar: int) -> tuple[list[str], float]:
    """The words of the series, each beside its hatch, in as many lines as they need; where the bars may begin."""
    isi: list[str] = []
    x, y = 0.0, 0.0
    for r, seri in zip(rupa, data.series, strict=True):
        panjang = 26 + lebar_teks(seri.nama, 12) + 18
        if x and x + panjang > lebar:
            x, y = 0.0, y + 20
        isi.append(_segmen(r, x, y + 1, 20, 13))
        isi.append(s.teks(x + 26, y + 12, seri.nama))
        x += panjang
    return isi, y + 30


def _batang(data: ChartData, rupa: list[_Rupa], n: int, x: float, y: float, lebar: float) -> list[str]:
    angka = [seri.nilai[n] or Decimal(0) for seri in data.series]
    total = sum(angka)
    if not total:
        return [s.teks(x, y + 16, "Belum ada", warna=TINTA_LEMAH)]
    isi, tulisan = [], []
    awal = x
    for r, seri, banyak in zip(rupa, data.series, angka, strict=True):
        panjang = float(banyak / total) * lebar
        if not panjang:
            continue
        isi.append(_segmen(r, x, y, panjang, TINGGI_BATANG))
        tulisan += _angka_segmen(seri.teks[n] if seri.teks else "", banyak, x, y, panjang)
        x += panjang
    isi.append(s.kotak(awal, y, lebar, TINGGI_BATANG, tepi=TINTA_LEMAH, tebal=0.8))
    return [*isi, *tulisan, s.teks(awal + lebar + 8, y + 16.5, f"{total:f}", tebal=True)]


def _segmen(r: _Rupa, x: float, y: float, lebar: float, tinggi: float) -> str:
    if r.putus:
        return s.kotak(x + 0.5, y + 0.5, max(lebar - 1, 0.5), tinggi - 1, isi=r.isi, tepi=WARNA_REDUP, putus="3 2")
    return s.kotak(x, y, lebar, tinggi, isi=r.isi, tepi="#ffffff", tebal=0.8)


def _angka_segmen(tertulis: str, banyak: Decimal, x: float, y: float, panjang: float) -> list[str]:
    """The figure on a small white ground, as long as the segment has room for it."""
    for tulisan in (tertulis, f"{banyak:f}"):
        lebar = lebar_teks(tulisan, 11.5) + 6
        if tulisan and lebar + 2 <= panjang:
            tengah = x + panjang / 2
            latar = s.kotak(tengah - lebar / 2, y + 4, lebar, TINGGI_BATANG - 8, isi="#ffffff", sudut=2)
            return [latar, s.teks(tengah, y + 16, tulisan, ukuran=11.5, warna=TINTA, rata="middle")]
    return []
