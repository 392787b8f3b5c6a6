"""What several models have in common."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class TimeStamped(models.Model):
    """A row that knows when it was made and last changed."""

    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)
    diubah_pada = models.DateTimeField("diubah pada", auto_now=True)

    class Meta:
        abstract = True


class TahunField(models.PositiveSmallIntegerField):
    """A calendar and budget year, 2000 to 2100."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("validators", [MinValueValidator(2000), MaxValueValidator(2100)])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class NilaiMixin(models.Model):
    """A value: a number, a step of a scale (`BB`), or both (`BB` with 72,31). Both empty means: no value.

    Never a printed string: how it prints is a pattern of the indikator.
    """

    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4, null=True, blank=True)
    tingkat = models.ForeignKey(
        "indicators.TingkatPredikat",
        verbose_name="predikat",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True
