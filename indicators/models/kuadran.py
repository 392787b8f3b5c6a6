"""Where a regency draws the two lines of its quadrants: capaian against absorption of the budget."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

SERATUS = Decimal(100)


def _persen(nama: str, bantuan: str = "") -> Any:
    return models.DecimalField(nama, max_digits=5, decimal_places=2, null=True, blank=True, help_text=bantuan)


class BatasKuadran(models.Model):
    """The regency's two thresholds. No regulation sets them, so each has a default that is said where it is used.

    Without `ambang_capaian` capaian is high from where the regency's highest category begins. Absorption is high from
    the figure of the quarter (it runs on through the year), or from the median of what is drawn.
    """

    class CaraAmbang(models.TextChoices):
        MEDIAN = "MEDIAN", "Median dari yang tergambar"
        TETAP = "TETAP", "Angka tiap triwulan"

    ambang_capaian = _persen("batas capaian pada kuadran (%)", "kosong: batas kategori capaian yang tertinggi")
    cara_ambang = models.CharField(
        "batas penyerapan pada kuadran", max_length=6, choices=CaraAmbang, default=CaraAmbang.MEDIAN
    )
    ambang_tw1 = _persen("batas penyerapan triwulan I (%)")
    ambang_tw2 = _persen("batas penyerapan triwulan II (%)")
    ambang_tw3 = _persen("batas penyerapan triwulan III (%)")
    ambang_tw4 = _persen("batas penyerapan triwulan IV (%)")

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse thresholds nothing could lie between: the columns with a sentence each."""
        super().clean()
        galat: dict[str, str] = {}
        if self.ambang_capaian is not None and not 0 < self.ambang_capaian <= 2 * SERATUS:
            galat["ambang_capaian"] = "Batas capaian diisi lebih dari 0 sampai 200, atau dikosongkan."
        if self.cara_ambang == self.CaraAmbang.TETAP:
            galat |= self._ambang_salah()
        if galat:
            raise ValidationError(galat)

    def _ambang_salah(self) -> dict[str, str]:
        """What is wrong with the four figures: all of them are needed, and spending never goes back."""
        galat, sebelum = {}, Decimal(0)
        for q in (1, 2, 3, 4):
            nama, nilai = f"ambang_tw{q}", getattr(self, f"ambang_tw{q}")
            if nilai is None:
                galat[nama] = "Isi batas keempat triwulan, atau pilih median."
            elif not 0 < nilai <= SERATUS:
                galat[nama] = "Batas penyerapan diisi lebih dari 0 sampai 100."
            elif nilai < sebelum:
                galat[nama] = (
                    "Penyerapan dihitung sejak awal tahun: batas ini tidak boleh di bawah triwulan sebelumnya."
                )
            else:
                sebelum = nilai
        return galat

    def ambang_serapan(self, triwulan: int) -> Decimal | None:
        """From which percentage on absorption up to a quarter is high; None: the median of what is drawn."""
        if self.cara_ambang != self.CaraAmbang.TETAP:
            return None
        nilai: Decimal | None = getattr(self, f"ambang_tw{triwulan}")
        return nilai
