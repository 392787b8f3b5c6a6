"""Which mark begins the decimals of a column: `82.53` beside `3,01` reads by itself, `1.234` does not.

A figure is clear when only one reading is possible. One that is not (a single mark before three digits) is read as the
person says for its column, and never before it was said or could be seen from its neighbours.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

KOMA, TITIK = "koma", "titik"
_ANGKA = re.compile(r"\d[\d.,]*\d")


@dataclass(frozen=True)
class Bukti:
    """What the texts of a column show. `ragu`: an example that can be read either way."""

    koma: int = 0
    titik: int = 0
    ragu: str = ""
    contoh: str = ""

    @property
    def usul(self) -> str:
        """The mark that all clear figures use; empty where they differ, or where there is none and one is needed."""
        if self.koma and self.titik:
            return "" if self.ragu else KOMA
        if self.titik:
            return TITIK
        return "" if self.ragu and not self.koma else KOMA


def bukti(teks: Iterable[str], *, rupiah: bool = False) -> Bukti:
    """Look at the texts of a column. `rupiah`: whole amounts, where a dot before three digits groups."""
    koma = titik = 0
    ragu = contoh = ""
    for satu in teks:
        for angka in _ANGKA.findall(satu):
            cara = _tanda(angka)
            koma, titik = koma + (cara == KOMA), titik + (cara == TITIK)
            contoh = contoh or (angka if cara in (KOMA, TITIK) else "")
            if cara == "ragu" and rupiah:
                koma, titik = koma + ("." in angka), titik + ("," in angka)
            elif cara == "ragu":
                ragu = ragu or angka
    return Bukti(koma, titik, ragu, contoh)


def seragamkan(teks: str, desimal: str) -> tuple[str, str]:
    """The text with its figures as Indonesian ones, and how one was read where it changed.

    Raises ValueError with a sentence for a figure that can be read either way while `desimal` is empty.
    """
    catatan: list[str] = []

    def ganti(cocok: re.Match[str]) -> str:
        asal = cocok[0]
        cara = _tanda(asal)
        if cara == "ragu" and not desimal:
            lain = asal.translate(str.maketrans(".,", ",."))
            raise ValueError(f"“{asal}” dapat berarti {asal} atau {lain}. Pilih tanda desimal kolom ini.")
        if (desimal if cara == "ragu" else cara) != TITIK:
            return asal
        hasil = asal.translate(str.maketrans(".,", ",."))
        catatan.append(f"“{asal}” dibaca {hasil}.")
        return hasil

    return _ANGKA.sub(ganti, teks), " ".join(catatan)


def _tanda(angka: str) -> str:
    """`koma` or `titik` begins the decimals; `ragu`: either; empty: no mark at all, or no figure."""
    titik, koma = angka.count("."), angka.count(",")
    if titik and koma:
        akhir = KOMA if angka.rfind(",") > angka.rfind(".") else TITIK
        return akhir if (koma if akhir == KOMA else titik) == 1 else ""
    if titik + koma == 0:
        return ""
    tanda, sendiri = (".", TITIK) if titik else (",", KOMA)
    lain = KOMA if sendiri == TITIK else TITIK
    depan, *kelompok = angka.split(tanda)
    tiga = all(len(k) == 3 for k in kelompok) and 0 < len(depan) <= 3 and not depan.startswith("0")
    if len(kelompok) > 1:
        return lain if tiga else ""  # 1.234.567 groups; 4.01.01 is no figure
    return "ragu" if tiga else sendiri
