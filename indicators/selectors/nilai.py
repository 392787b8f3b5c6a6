"""How a value prints: one pattern per kind of value, used by every screen and every document."""

from dataclasses import dataclass
from decimal import Decimal

from indicators import calculations
from indicators.models import Indikator, TingkatPredikat
from sakip.lib.numbers import format_number

KOSONG = "-"


@dataclass(frozen=True)
class Besaran:
    """A value as it is stored: a number, a step of a scale, both, or neither (missing is never zero)."""

    nilai: Decimal | None = None
    tingkat: TingkatPredikat | None = None

    @property
    def kosong(self) -> bool:
        """Whether there is no value at all."""
        return self.nilai is None and self.tingkat is None

    def untuk_hitung(self) -> calculations.Nilai:
        """The value as the calculations see it; a step without number counts with the lower end of its band."""
        angka = self.nilai
        if angka is None and self.tingkat is not None:
            angka = self.tingkat.batas_bawah
        return calculations.Nilai(angka=angka, peringkat=self.tingkat.peringkat if self.tingkat else None)


TANPA_NILAI = Besaran()


def teks(indikator: Indikator, besaran: Besaran, *, panjang: bool = False, utuh: bool = False) -> str:
    """The value as it prints: `97`, `99%`, `5 Dok`, `BB`; long: `BB (72,31)`, `BB (70-80)`, `Sesuai (100%)`.

    Documents round to the indikator's decimals; `utuh` shows every stored one, as the person who entered it must see.

    Reads the joined satuan of the indikator; selectors always join it.
    """
    if besaran.tingkat is not None:
        if not panjang:
            return besaran.tingkat.kode
        return _teks_tingkat(besaran.tingkat, besaran.nilai, indikator, None if utuh else indikator.desimal)
    if besaran.nilai is None:
        return KOSONG
    return dengan_satuan(indikator, format_number(besaran.nilai, None if utuh else indikator.desimal))


def dengan_satuan(indikator: Indikator, angka: str) -> str:
    """A printed number with the symbol of the indikator's unit: `%` without a space, a word with one."""
    simbol = indikator.satuan.simbol if indikator.satuan else ""
    if not simbol:
        return angka
    return f"{angka}{simbol}" if simbol == "%" else f"{angka} {simbol}"


def rentang(tingkat: TingkatPredikat) -> str:
    """The band of a step: `70-80`, or empty when the scale has no bands."""
    if tingkat.batas_bawah is None or tingkat.batas_atas is None:
        return ""
    if tingkat.batas_bawah == tingkat.batas_atas:
        return format_number(tingkat.batas_bawah)
    return f"{format_number(tingkat.batas_bawah)}-{format_number(tingkat.batas_atas)}"


def _teks_tingkat(tingkat: TingkatPredikat, nilai: Decimal | None, indikator: Indikator, desimal: int | None) -> str:
    if nilai is not None:
        return f"{tingkat.kode} ({format_number(nilai, desimal)})"
    band = rentang(tingkat)
    if not band:
        return tingkat.kode
    persen = "%" if indikator.jenis_nilai == Indikator.JenisNilai.KESESUAIAN else ""
    return f"{tingkat.kode} ({band}{persen})"
