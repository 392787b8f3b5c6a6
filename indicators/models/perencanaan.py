"""The annual plan: murni, pergeseran, perubahan — each version whole, with its targets and its pagu."""

from django.db import models
from django.db.models import Q

from indicators.models.base import NilaiMixin, TahunField, TimeStamped
from indicators.models.indikator import Indikator
from indicators.models.organization import PerangkatDaerah
from indicators.models.referensi import JenisBelanja
from indicators.models.renstra import PeriodeRenstra, SubKegiatan
from indicators.querysets import PerangkatDaerahScopedQuerySet, RencanaScopedQuerySet


class RencanaTahunan(TimeStamped):
    """One version of the plan of one perangkat daerah for one year. Approved versions are read-only.

    A version counts from the quarter in `berlaku_mulai`; the highest approved one that counts is in force.
    """

    class Jenis(models.TextChoices):
        MURNI = "MURNI", "Murni"
        PERGESERAN = "PERGESERAN", "Pergeseran"
        PERUBAHAN = "PERUBAHAN", "Perubahan"

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Draf"
        APPROVED = "APPROVED", "Disahkan"

    periode = models.ForeignKey(PeriodeRenstra, on_delete=models.PROTECT, related_name="rencana")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="rencana")
    tahun = TahunField("tahun")
    urutan = models.PositiveSmallIntegerField("versi ke", default=1)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis, default=Jenis.MURNI)
    berlaku_mulai = models.PositiveSmallIntegerField("berlaku mulai triwulan", default=1)
    dasar = models.CharField("dasar", max_length=300, blank=True)
    tanggal = models.DateField("tanggal pengesahan", null=True, blank=True)
    status = models.CharField("status", max_length=8, choices=Status, default=Status.DRAFT)
    contoh = models.BooleanField("data contoh", default=False)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana tahunan"
        verbose_name_plural = "rencana tahunan"
        ordering = ["perangkat_daerah", "tahun", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "urutan"],
                name="rencana_versi_unik",
                violation_error_message="Versi rencana ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun"],
                condition=Q(status="DRAFT"),
                name="rencana_satu_draf",
                violation_error_message="Masih ada rencana yang belum disahkan untuk tahun ini.",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_mulai__range=(1, 4)),
                name="rencana_triwulan_1_4",
                violation_error_message="Rencana berlaku mulai triwulan 1 sampai 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rencana {self.tahun} {self.get_jenis_display()}"


class Target(NilaiMixin, TimeStamped):
    """The target of one indikator in one plan: for the year and, where the indikator is measured so, per quarter.

    `tw1`…`tw4` are targets of that quarter in the indikator's own mode of accumulation. For a value that is a step
    of a scale the year's step counts in every quarter that has a value.
    """

    rencana = models.ForeignKey(RencanaTahunan, on_delete=models.CASCADE, related_name="target")
    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="target")
    tw1 = models.DecimalField("triwulan I", max_digits=20, decimal_places=4, null=True, blank=True)
    tw2 = models.DecimalField("triwulan II", max_digits=20, decimal_places=4, null=True, blank=True)
    tw3 = models.DecimalField("triwulan III", max_digits=20, decimal_places=4, null=True, blank=True)
    tw4 = models.DecimalField("triwulan IV", max_digits=20, decimal_places=4, null=True, blank=True)
    contoh = models.BooleanField("data contoh", default=False)

    objects = RencanaScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["rencana", "indikator"]
        constraints = [
            models.UniqueConstraint(
                fields=["rencana", "indikator"],
                name="target_unik",
                violation_error_message="Target indikator ini sudah ada dalam rencana.",
            )
        ]

    def __str__(self) -> str:
        return f"Target {self.pk}"


class PaguAnggaran(TimeStamped):
    """The pagu of one sub kegiatan for one kind of spending in one plan, in whole rupiah."""

    rencana = models.ForeignKey(RencanaTahunan, on_delete=models.CASCADE, related_name="pagu")
    sub_kegiatan = models.ForeignKey(SubKegiatan, on_delete=models.PROTECT, related_name="pagu")
    jenis_belanja = models.ForeignKey(JenisBelanja, on_delete=models.PROTECT, related_name="pagu")
    jumlah = models.BigIntegerField("jumlah (Rp)")
    contoh = models.BooleanField("data contoh", default=False)

    objects = RencanaScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "pagu anggaran"
        verbose_name_plural = "pagu anggaran"
        ordering = ["rencana", "sub_kegiatan", "jenis_belanja"]
        constraints = [
            models.UniqueConstraint(
                fields=["rencana", "sub_kegiatan", "jenis_belanja"],
                name="pagu_unik",
                violation_error_message="Pagu jenis belanja ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(jumlah__gte=0),
                name="pagu_tidak_negatif",
                violation_error_message="Pagu tidak boleh kurang dari nol.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pagu {self.pk}"
