"""The letters that go out about sheets: each is noted before it is sent, so that nobody gets one twice."""

from django.conf import settings
from django.db import models

from indicators.models.base import TahunField, TimeStamped
from indicators.models.organization import UnitKerja


class Pengingat(TimeStamped):
    """One e-mail to one person about one unit's sheet. `kunci` tells its occasions apart: a day, or an audit event."""

    class Jenis(models.TextChoices):
        SEBELUM = "SEBELUM", "Batas waktu mendekat"
        SESUDAH = "SESUDAH", "Batas waktu lewat"
        DIKEMBALIKAN = "DIKEMBALIKAN", "Lembar dikembalikan"
        DIVERIFIKASI = "DIVERIFIKASI", "Lembar diverifikasi"

    jenis = models.CharField("jenis", max_length=12, choices=Jenis)
    penerima = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pengingat")
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.CASCADE, related_name="pengingat")
    tahun = TahunField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    kunci = models.CharField("peristiwa", max_length=40)
    terkirim_pada = models.DateTimeField("terkirim pada", null=True, blank=True)

    class Meta:
        verbose_name = "pengingat"
        verbose_name_plural = "pengingat"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["jenis", "penerima", "unit_kerja", "tahun", "triwulan", "kunci"], name="pengingat_sekali"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.kunci}"
