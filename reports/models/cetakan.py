"""An ordered render of a long document."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models import PerangkatDaerah, TimeStamped
from reports.kemajuan import Tahap
from reports.models.dokumen import PANJANG_JENIS, Dokumen, JenisDokumen, SeluruhPerangkatDaerahQuerySet


class Cetakan(TimeStamped):
    """One ordered render of a draft that takes too long for a request; the background worker makes it.

    `payload` is what was ordered, kept until the render ends; `sidik` is the digest of it and of all that shapes the
    file, so the same input is not rendered twice. It holds no fact: a Cetakan may be deleted at any time.

    `final`: not a draft but the finishing of the document, with the number, date and verification code it will have;
    `dokumen` is what came of it.
    """

    class Status(models.TextChoices):
        QUEUED = "QUEUED", "Menunggu giliran"
        RUNNING = "RUNNING", "Sedang disusun"
        DONE = "DONE", "Selesai"
        CANCELLED = "CANCELLED", "Dibatalkan"
        FAILED = "FAILED", "Gagal"

    AKTIF = (Status.QUEUED, Status.RUNNING)

    jenis = models.CharField("jenis", max_length=PANJANG_JENIS, choices=JenisDokumen)
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="cetakan")
    tahun = models.PositiveSmallIntegerField("tahun")
    judul = models.CharField("judul", max_length=300)
    sidik = models.CharField("sidik masukan", max_length=64)
    payload = models.JSONField("isi", default=dict, blank=True)
    status = models.CharField("status", max_length=9, choices=Status, default=Status.QUEUED)
    tahap = models.CharField("tahap", max_length=11, choices=Tahap, default=Tahap.MENYIAPKAN)
    halaman = models.PositiveIntegerField("halaman yang disusun", default=0)
    perkiraan = models.PositiveIntegerField("halaman menurut cetakan sebelumnya", null=True, blank=True)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    denyut = models.DateTimeField("terakhir dikerjakan")
    pesan = models.CharField("pesan", max_length=300, blank=True)
    pdf = models.FileField("PDF", upload_to="cetakan/%Y/", blank=True)
    final = models.BooleanField("menyelesaikan dokumen", default=False)
    nomor = models.CharField("nomor", max_length=100, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    kode = models.CharField("kode verifikasi", max_length=32, blank=True)
    dokumen = models.ForeignKey(Dokumen, on_delete=models.SET_NULL, null=True, blank=True, related_name="cetakan")
    dipesan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SeluruhPerangkatDaerahQuerySet.as_manager()

    class Meta:
        verbose_name = "cetakan"
        verbose_name_plural = "cetakan"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "jenis", "tahun", "sidik"],
                condition=Q(status__in=["QUEUED", "RUNNING", "DONE"]),
                name="cetakan_tidak_dua_kali",
            )
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def aktif(self) -> bool:
        """Whether it still waits or is being made."""
        return self.status in self.AKTIF
