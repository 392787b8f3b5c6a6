"""Signatures on finished documents: the files that carry them and what each says. Rows are added, never changed."""

from typing import Any

from django.conf import settings
from django.db import models

from indicators.exceptions import Closed
from indicators.models import TimeStamped
from reports.models.dokumen import Dokumen

TETAP = "Tanda tangan dan penarikan yang sudah tercatat tidak dapat diubah atau dihapus."


class TetapQuerySet(models.QuerySet):
    """Rows that are added and then stay as they are."""

    def update(self, **kwargs: Any) -> int:
        """Refused."""
        raise Closed(TETAP)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise Closed(TETAP)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        """Refused."""
        raise Closed(TETAP)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """Refused: an upsert among them would change what is there."""
        raise Closed(TETAP)


class Tetap(TimeStamped):
    """A row that is added and then stays as it is, whatever door is tried."""

    objects = TetapQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"  # what Django itself writes through (a related manager's add) is guarded too

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only the first time."""
        if self.pk and type(self)._base_manager.filter(pk=self.pk).exists():
            raise Closed(TETAP)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise Closed(TETAP)


class BerkasDokumen(Tetap):
    """One signed file of a finished document. `urutan` 1 follows Dokumen.pdf; the highest is the one handed out.

    `catatan` says how it was made sure that the file belongs to the document.
    """

    class Asal(models.TextChoices):
        SISTEM = "SISTEM", "Ditandatangani di aplikasi ini"
        ELEKTRONIK = "ELEKTRONIK", "Ditandatangani elektronik di luar aplikasi"
        PINDAI = "PINDAI", "Pindaian tanda tangan basah"

    dokumen = models.ForeignKey(Dokumen, on_delete=models.PROTECT, related_name="berkas_tertandatangan")
    urutan = models.PositiveSmallIntegerField("urutan")
    asal = models.CharField("asal", max_length=10, choices=Asal)
    berkas = models.FileField("berkas", upload_to="dokumen/%Y/")
    sha256 = models.CharField("sidik", max_length=64, db_index=True)
    catatan = models.CharField("cara diperiksa", max_length=300, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(Tetap.Meta):
        verbose_name = "berkas tertandatangan"
        verbose_name_plural = "berkas tertandatangan"
        ordering = ["dokumen", "urutan"]
        constraints = [models.UniqueConstraint(fields=["dokumen", "urutan"], name="berkas_dokumen_urutan_unik")]

    def __str__(self) -> str:
        return f"{self.dokumen} ({self.urutan})"


class TandaTanganDokumen(Tetap):
    """One signature of one party on one document, with what its certificate said on that day.

    `peran` is the key of the signature block (`pihak_pertama`, `pihak_kedua`, `penetap`); `nama`, `jabatan` and `nip`
    are those of the frozen payload. A wet signature that was scanned has no certificate.
    """

    class Tingkat(models.TextChoices):
        TIDAK_ADA = "", "tanpa sertifikat"
        B_B = "B-B", "PAdES B-B"
        B_T = "B-T", "PAdES B-T (dengan stempel waktu)"

    dokumen = models.ForeignKey(Dokumen, on_delete=models.PROTECT, related_name="tanda_tangan")
    berkas = models.ForeignKey(BerkasDokumen, on_delete=models.PROTECT, related_name="tanda_tangan")
    peran = models.CharField("peran", max_length=20)
    nama = models.CharField("nama", max_length=200)
    jabatan = models.CharField("jabatan", max_length=250, blank=True)
    nip = models.CharField("NIP", max_length=21, blank=True)
    waktu = models.DateTimeField("waktu")
    tingkat = models.CharField("tingkat", max_length=3, choices=Tingkat, blank=True, default=Tingkat.TIDAK_ADA)
    subjek = models.CharField("pemegang sertifikat", max_length=300, blank=True)
    penerbit = models.CharField("penerbit sertifikat", max_length=300, blank=True)
    sidik_sertifikat = models.CharField("sidik sertifikat", max_length=64, blank=True)

    class Meta(Tetap.Meta):
        verbose_name = "tanda tangan"
        verbose_name_plural = "tanda tangan"
        ordering = ["dokumen", "waktu", "pk"]
        constraints = [models.UniqueConstraint(fields=["dokumen", "peran"], name="tanda_tangan_sekali_per_peran")]

    def __str__(self) -> str:
        return f"{self.nama} ({self.peran})"
