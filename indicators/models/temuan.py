"""Findings about the data that somebody answers for."""

from django.conf import settings
from django.db import models

from indicators.models.base import TahunField, TimeStamped
from indicators.models.organization import PerangkatDaerah
from indicators.querysets import PerangkatDaerahScopedQuerySet


class TemuanDiterima(TimeStamped):
    """One finding of the page Pemeriksaan that a planner lets stand, with the reason the auditor reads.

    `aturan` names the rule, `objek_jenis` and `objek_id` what it is about. `ciri` is what the finding said: when the
    data change so that it says something else, the acceptance no longer holds.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="temuan_diterima")
    tahun = TahunField("tahun")
    aturan = models.CharField("aturan", max_length=80)
    objek_jenis = models.CharField("objek", max_length=40)
    objek_id = models.BigIntegerField("kunci objek")
    ciri = models.CharField("sidik temuan", max_length=64)
    alasan = models.CharField("alasan", max_length=500)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan yang diterima"
        verbose_name_plural = "temuan yang diterima"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "aturan", "objek_jenis", "objek_id", "ciri"],
                name="temuan_diterima_unik",
                violation_error_message="Temuan ini sudah diterima.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.aturan}: {self.alasan[:60]}"
