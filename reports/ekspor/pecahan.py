"""A fraction between two texts, as an office types it: a borderless table whose words wrap and anybody can edit."""

from dataclasses import replace

from reports.ekspor.ooxml import Alinea, Petak, alinea, lari, tata

_GARIS = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'


def pecahan(awal: str, atas: str, bawah: str, akhir: str, lebar: float, gaya: str, *, kiri: float = 0) -> str:
    """`awal` `atas` over `bawah` `akhir`, in `lebar` millimetres."""
    w_awal = lebar * 0.36 if awal else 0.5
    w_akhir = min(lebar * 0.3, 3 + 2.2 * len(akhir)) if akhir else 0.5
    w_tengah = lebar - w_awal - w_akhir
    rapat = Alinea(gaya, rata="tengah", sebelum=0, sesudah=0, lekat=True)
    kanan, mulai = replace(rapat, rata="kanan"), replace(rapat, rata="kiri")
    return tata(
        [
            [
                Petak(alinea(lari(f"{awal} " if awal else ""), kanan), w_awal, tegak="center", gabung="restart"),
                Petak(alinea(lari(atas), rapat), w_tengah, _GARIS, "bottom"),
                Petak(alinea(lari(f" {akhir}" if akhir else ""), mulai), w_akhir, tegak="center", gabung="restart"),
            ],
            [
                Petak(alinea("", kanan), w_awal, gabung="continue"),
                Petak(alinea(lari(bawah), rapat), w_tengah),
                Petak(alinea("", mulai), w_akhir, gabung="continue"),
            ],
        ],
        kiri=kiri,
    )
