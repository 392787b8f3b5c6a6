"""What a pohon kinerja holds beyond the chain of sasaran (PermenPANRB 89/2021): success factors and crosscutting."""

from django.db import models
from django.db.models import Q

from indicators.models.base import TimeStamped
from indicators.models.organization import PerangkatDaerah, UnitKerja
from indicators.models.renstra import PeriodeRenstra, Sasaran
from indicators.querysets import PerangkatDaerahScopedQuerySet


class FaktorKunci(TimeStamped):
    """One critical success factor of a sasaran: what it takes to reach it. `anak` is the sasaran it became."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="faktor_kunci")
    periode = models.ForeignKey(PeriodeRenstra, on_delete=models.PROTECT, related_name="faktor_kunci")
    sasaran = models.ForeignKey(Sasaran, on_delete=models.CASCADE, related_name="faktor_kunci")
    anak = models.ForeignKey(
        Sasaran,
        verbose_name="dijabarkan menjadi",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="faktor_asal",
    )
    uraian = models.CharField("faktor kunci keberhasilan", max_length=300)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "faktor kunci keberhasilan"
        verbose_name_plural = "faktor kunci keberhasilan"
        ordering = ["sasaran", "urutan", "pk"]

    def __str__(self) -> str:
        return self.uraian


class Crosscutting(TimeStamped):
    """One contribution across the tree: what another unit, or another perangkat daerah, adds to a sasaran."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="crosscutting")
    periode = models.ForeignKey(PeriodeRenstra, on_delete=models.PROTECT, related_name="crosscutting")
    sasaran = models.ForeignKey(Sasaran, on_delete=models.CASCADE, related_name="crosscutting")
    unit_kerja = models.ForeignKey(
        UnitKerja,
        verbose_name="unit yang mendukung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="crosscutting",
    )
    perangkat_daerah_lain = models.ForeignKey(
        PerangkatDaerah,
        verbose_name="perangkat daerah yang mendukung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mendukung",
    )
    kontribusi = models.CharField("bentuk dukungan", max_length=300)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "crosscutting"
        verbose_name_plural = "crosscutting"
        ordering = ["sasaran", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_kerja__isnull=False, perangkat_daerah_lain__isnull=True)
                | Q(unit_kerja__isnull=True, perangkat_daerah_lain__isnull=False),
                name="crosscutting_satu_pendukung",
                violation_error_message="Pilih satu pendukung: unit kerja, atau perangkat daerah lain.",
            )
        ]

    def __str__(self) -> str:
        return self.kontribusi
