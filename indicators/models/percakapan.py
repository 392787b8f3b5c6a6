"""What people say about a row of a sheet beside its figure: remarks with mentions, and follow-up carried over."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models.base import TahunField, TimeStamped
from indicators.models.indikator import Indikator
from indicators.models.organization import UnitKerja
from indicators.models.renstra import SubKegiatan
from indicators.querysets import UnitScopedQuerySet


class TentangBaris(TimeStamped):
    """What hangs on one row of the sheets: an indikator or a sub kegiatan, in one quarter of `unit_kerja`."""

    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="+")
    indikator = models.ForeignKey(Indikator, on_delete=models.CASCADE, null=True, blank=True, related_name="%(class)s")
    sub_kegiatan = models.ForeignKey(
        SubKegiatan, on_delete=models.CASCADE, null=True, blank=True, related_name="%(class)s"
    )
    tahun = TahunField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")

    class Meta:
        abstract = True


def satu_baris(nama: str) -> models.CheckConstraint:
    """Exactly one of indikator and sub kegiatan, and a quarter of the year."""
    return models.CheckConstraint(
        condition=(
            Q(indikator__isnull=False, sub_kegiatan__isnull=True)
            | Q(indikator__isnull=True, sub_kegiatan__isnull=False)
        )
        & Q(triwulan__range=(1, 4)),
        name=nama,
        violation_error_message="Catatan harus menempel pada tepat satu baris lembar.",
    )


class Komentar(TentangBaris):
    """One remark about a row of a sheet. A remark is not edited; its writer may take it back."""

    penulis = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="komentar")
    teks = models.TextField("teks", max_length=2000)
    ditarik_pada = models.DateTimeField("ditarik pada", null=True, blank=True)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "komentar"
        verbose_name_plural = "komentar"
        ordering = ["pk"]
        constraints = [satu_baris("komentar_satu_baris")]
        indexes = [models.Index(fields=["unit_kerja", "tahun", "triwulan"], name="komentar_lembar")]

    def __str__(self) -> str:
        return self.teks[:60]


class Sebutan(models.Model):
    """One person named in a remark (`@nama`): told once, by mail and on the first page, until it was read."""

    komentar = models.ForeignKey(Komentar, on_delete=models.CASCADE, related_name="sebutan")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sebutan")
    dibaca_pada = models.DateTimeField("dibaca pada", null=True, blank=True)
    terkirim_pada = models.DateTimeField("terkirim pada", null=True, blank=True)

    class Meta:
        verbose_name = "sebutan"
        verbose_name_plural = "sebutan"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["komentar", "pengguna"], name="sebutan_unik")]

    def __str__(self) -> str:
        return f"{self.pengguna}"


class TindakLanjut(TentangBaris):
    """One thing a unit does about a value below its target. Open items stand on every later sheet until they end.

    `tahun` and `triwulan` are those it was raised in, `selesai_tahun` and `selesai_triwulan` those it ended in.
    """

    class Status(models.TextChoices):
        TERBUKA = "TERBUKA", "Berjalan"
        SELESAI = "SELESAI", "Selesai"
        BATAL = "BATAL", "Dibatalkan"

    uraian = models.CharField("tindak lanjut", max_length=500)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=200, blank=True)
    tenggat = models.DateField("tenggat", null=True, blank=True)
    status = models.CharField("status", max_length=7, choices=Status, default=Status.TERBUKA)
    hasil = models.CharField("hasil atau alasan dibatalkan", max_length=500, blank=True)
    selesai_tahun = TahunField("selesai pada tahun", null=True, blank=True)
    selesai_triwulan = models.PositiveSmallIntegerField("selesai pada triwulan", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=1)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"
        ordering = ["tahun", "triwulan", "pk"]
        constraints = [
            satu_baris("tindak_lanjut_satu_baris"),
            models.CheckConstraint(
                condition=Q(status="TERBUKA", selesai_tahun__isnull=True, selesai_triwulan__isnull=True)
                | (~Q(status="TERBUKA") & Q(selesai_tahun__isnull=False, selesai_triwulan__range=(1, 4))),
                name="tindak_lanjut_selesai",
                violation_error_message="Tindak lanjut yang berakhir menyebut triwulannya.",
            ),
        ]
        indexes = [models.Index(fields=["unit_kerja", "status"], name="tindak_lanjut_terbuka")]

    def __str__(self) -> str:
        return self.uraian
