"""Prose and its layout: what planners write into documents, its history, unfinished work and pictures; TataDokumen."""

from django.conf import settings
from django.db import models

from indicators.models import PerangkatDaerah, TimeStamped
from indicators.querysets import PerangkatDaerahScopedQuerySet
from reports.models.dokumen import PANJANG_JENIS, JenisDokumen


class Narasi(TimeStamped):
    """One section of prose that a planner wrote in place of the text generated from the data.

    `bagian` is the key of the section (`lkjip.1.1`, `lkjip.3.1.5.ikm`). `teks` is sanitised HTML (reports/prosa/);
    `dasar` is the text the data gave when it was written: where they say something else now, the page says so.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="narasi")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis dokumen", max_length=PANJANG_JENIS, choices=JenisDokumen)
    bagian = models.CharField("bagian", max_length=80)
    teks = models.TextField("teks")
    dasar = models.TextField("teks data saat ditulis", blank=True)
    ditulis_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "narasi"
        verbose_name_plural = "narasi"
        ordering = ["perangkat_daerah", "tahun", "jenis", "bagian"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "jenis", "bagian"], name="narasi_unik")
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.bagian}"


class NarasiVersi(models.Model):
    """One version a section has had, never changed: who wrote what when. An empty `teks`: back to the data's text."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="narasi_versi")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis dokumen", max_length=PANJANG_JENIS, choices=JenisDokumen)
    bagian = models.CharField("bagian", max_length=80)
    teks = models.TextField("teks", blank=True)
    waktu = models.DateTimeField("waktu", auto_now_add=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    oleh_nama = models.CharField("nama penulis", max_length=200, blank=True)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "versi narasi"
        verbose_name_plural = "versi narasi"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["perangkat_daerah", "tahun", "jenis", "bagian"], name="narasi_versi_bagian")]

    def __str__(self) -> str:
        return f"{self.jenis} {self.bagian}"


class NarasiKonsep(TimeStamped):
    """What one person is writing and has not stored yet (autosave). Printed nowhere; gone when the text is stored."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="narasi_konsep")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis dokumen", max_length=PANJANG_JENIS, choices=JenisDokumen)
    bagian = models.CharField("bagian", max_length=80)
    penulis = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    teks = models.TextField("teks")
    sidik = models.CharField("sidik teks yang diubah", max_length=64, blank=True)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "konsep narasi"
        verbose_name_plural = "konsep narasi"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "jenis", "bagian", "penulis"], name="narasi_konsep_unik"
            )
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.bagian}"


class GambarNarasi(TimeStamped):
    """One picture a planner put into prose: re-encoded on arrival, copied into the payload of a finished document."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="gambar_narasi")
    berkas = models.ImageField("berkas", upload_to="narasi/%Y/")
    sha256 = models.CharField("sidik", max_length=64)
    keterangan = models.CharField("keterangan", max_length=300, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "gambar narasi"
        verbose_name_plural = "gambar narasi"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["perangkat_daerah", "sha256"], name="gambar_narasi_unik")]

    def __str__(self) -> str:
        return self.keterangan or f"Gambar {self.pk}"


class TataDokumen(TimeStamped):
    """How one perangkat daerah lays out one kind of document, where it differs from the defaults in code.

    `isi` is merged over the defaults of the builder; a fork of a template is never needed.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="tata_dokumen")
    jenis = models.CharField("jenis dokumen", max_length=PANJANG_JENIS, choices=JenisDokumen)
    isi = models.JSONField("tata dokumen", default=dict)

    class Meta:
        verbose_name = "tata dokumen"
        verbose_name_plural = "tata dokumen"
        ordering = ["perangkat_daerah", "jenis"]
        constraints = [models.UniqueConstraint(fields=["perangkat_daerah", "jenis"], name="tata_dokumen_unik")]

    def __str__(self) -> str:
        return f"Tata {self.jenis}"
