"""What the annual report carries beside its figures: the team that wrote it, and the Inspektorat's review."""

from django.conf import settings
from django.db import models

from indicators.models import PerangkatDaerah, TahunField, TimeStamped
from indicators.querysets import PerangkatDaerahScopedQuerySet


class TimPenyusun(TimeStamped):
    """The team that writes the report on one year, set up by a decree of the head of the agency."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="tim_penyusun")
    tahun = TahunField("tahun laporan")
    nomor = models.CharField("nomor keputusan", max_length=100, blank=True)
    tanggal = models.DateField("tanggal keputusan", null=True, blank=True)
    contoh = models.BooleanField("data contoh", default=False)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "tim penyusun LKjIP"
        verbose_name_plural = "tim penyusun LKjIP"
        ordering = ["perangkat_daerah", "-tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun"],
                name="tim_penyusun_unik",
                violation_error_message="Tim penyusun untuk tahun ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"Tim penyusun LKjIP {self.tahun}"


class AnggotaTim(models.Model):
    """One seat of the team: an office, not a person (the decree names offices)."""

    class Kedudukan(models.TextChoices):
        PENGARAH = "PENGARAH", "Pengarah"
        PEMBINA = "PEMBINA", "Pembina"
        PENANGGUNG_JAWAB = "PENANGGUNG_JAWAB", "Penanggung jawab"
        KETUA = "KETUA", "Ketua"
        SEKRETARIS = "SEKRETARIS", "Sekretaris"
        ANGGOTA = "ANGGOTA", "Anggota"

    tim = models.ForeignKey(TimPenyusun, on_delete=models.CASCADE, related_name="anggota")
    kedudukan = models.CharField("kedudukan dalam tim", max_length=20, choices=Kedudukan, default=Kedudukan.ANGGOTA)
    jabatan = models.CharField("jabatan", max_length=200)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "anggota tim"
        verbose_name_plural = "anggota tim"
        ordering = ["tim", "urutan", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kedudukan_display()}: {self.jabatan}"


class PernyataanReviu(TimeStamped):
    """The Inspektorat's statement that it has reviewed the report on one year (PermenPANRB 53/2014, Lampiran III)."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="pernyataan_reviu")
    tahun = TahunField("tahun laporan")
    nomor = models.CharField("nomor laporan hasil reviu", max_length=100, blank=True)
    tanggal = models.DateField("tanggal")
    tempat = models.CharField("tempat", max_length=100)
    nama = models.CharField("nama pejabat", max_length=200)
    jabatan = models.CharField("jabatan", max_length=200)
    pangkat = models.CharField("pangkat", max_length=80, blank=True)
    nip = models.CharField("NIP", max_length=21, blank=True)
    catatan = models.TextField("catatan reviu", blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    contoh = models.BooleanField("data contoh", default=False)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "pernyataan reviu"
        verbose_name_plural = "pernyataan reviu"
        ordering = ["perangkat_daerah", "-tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun"],
                name="pernyataan_reviu_unik",
                violation_error_message="Pernyataan reviu untuk tahun ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"Pernyataan reviu {self.tahun}"
