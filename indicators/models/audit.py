"""Who changed what: one event per write, each carrying the digest of the one before it in its regency's chain."""

from django.conf import settings
from django.db import models

from indicators.models.organization import PemerintahDaerah, PerangkatDaerah, UnitKerja
from indicators.querysets import PerangkatDaerahScopedQuerySet


class AuditEvent(models.Model):
    """One write. Names are kept as text beside the keys, so that the line survives what it speaks of.

    `aksi` is dotted (`realisasi.saved`); `sebelum` and `sesudah` hold the changed fields only, as strings.
    """

    pemerintah_daerah = models.ForeignKey(
        PemerintahDaerah, on_delete=models.PROTECT, null=True, blank=True, related_name="audit"
    )
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, null=True, blank=True, related_name="audit"
    )
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="audit")
    nomor = models.PositiveBigIntegerField("nomor urut dalam rantai")
    waktu = models.DateTimeField("waktu")
    pelaku = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="audit"
    )
    pelaku_nama = models.CharField("pelaku", max_length=200)
    aksi = models.CharField("aksi", max_length=60)
    objek_tipe = models.CharField("jenis objek", max_length=40)
    objek_id = models.BigIntegerField("nomor objek")
    objek_nama = models.TextField("objek")
    sebelum = models.JSONField("sebelum", default=dict)
    sesudah = models.JSONField("sesudah", default=dict)
    catatan = models.TextField("catatan", blank=True)
    digest_sebelumnya = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "jejak audit"
        verbose_name_plural = "jejak audit"
        ordering = ["-waktu", "-nomor"]
        indexes = [
            models.Index(fields=["objek_tipe", "objek_id"], name="audit_objek"),
            models.Index(fields=["perangkat_daerah", "-waktu"], name="audit_pd_waktu"),
        ]
        constraints = [models.UniqueConstraint(fields=["pemerintah_daerah", "nomor"], name="audit_nomor_unik")]

    def __str__(self) -> str:
        return f"{self.aksi} {self.objek_nama}"


class AuditChain(models.Model):
    """The head of one regency's chain: locked while events are added, so that no two take the same number."""

    pemerintah_daerah = models.OneToOneField(PemerintahDaerah, on_delete=models.PROTECT, related_name="+")
    nomor = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "kepala rantai audit"
        verbose_name_plural = "kepala rantai audit"
        ordering = ["pemerintah_daerah"]

    def __str__(self) -> str:
        return f"Rantai {self.pemerintah_daerah_id}"
