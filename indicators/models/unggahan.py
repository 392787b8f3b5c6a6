"""What was read from an uploaded file and waits for the person's yes."""

from django.conf import settings
from django.db import models

from indicators.models.base import TahunField, TimeStamped
from indicators.models.organization import PerangkatDaerah, UnitKerja
from indicators.querysets import PerangkatDaerahScopedQuerySet


class Unggahan(TimeStamped):
    """One workbook that was uploaded and shown as a preview: what it says, cell by cell, never the file itself.

    `isi` depends on `jenis`, is checked anew when it is applied (others may have saved meanwhile), and emptied then.
    """

    class Jenis(models.TextChoices):
        LEMBAR = "LEMBAR", "Lembar triwulan"
        BUKU_KERJA = "BUKU_KERJA", "Buku kerja perangkat daerah"
        ASING = "ASING", "Buku kerja lain"

    jenis = models.CharField("jenis", max_length=10, choices=Jenis)
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="unggahan")
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.CASCADE, null=True, blank=True, related_name="unggahan")
    tahun = TahunField("tahun", null=True, blank=True)
    triwulan = models.PositiveSmallIntegerField("triwulan", null=True, blank=True)
    nama = models.CharField("nama berkas", max_length=200)
    sha256 = models.CharField("sidik isi", max_length=64)
    isi = models.JSONField("isi", default=dict)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unggahan")
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "unggahan"
        verbose_name_plural = "unggahan"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.nama


class PemetaanImpor(TimeStamped):
    """How one kind of foreign workbook is read: remembered by the look of its head, offered when it comes again.

    `ciri` is a digest of the head's words; `isi` names sheet, head row and the column of each of our fields.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="pemetaan_impor")
    nama = models.CharField("nama", max_length=100)
    ciri = models.CharField("sidik judul kolom", max_length=64)
    isi = models.JSONField("isi")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "pemetaan impor"
        verbose_name_plural = "pemetaan impor"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "nama"],
                name="pemetaan_impor_nama_unik",
                violation_error_message="Nama pemetaan ini sudah dipakai.",
            )
        ]

    def __str__(self) -> str:
        return self.nama
