"""Finished documents that were taken back before anybody signed them."""

from django.conf import settings
from django.db import models

from reports.models.dokumen import Dokumen
from reports.models.tanda_tangan import Tetap


class Penarikan(Tetap):
    """That a finished document was taken back before anybody signed it, and why. Added once, never changed.

    `berlaku_kembali` is the document it had replaced, which counts again.
    """

    dokumen = models.OneToOneField(Dokumen, on_delete=models.PROTECT, related_name="penarikan")
    alasan = models.CharField("alasan", max_length=1000)
    berlaku_kembali = models.ForeignKey(Dokumen, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(Tetap.Meta):
        verbose_name = "penarikan"
        verbose_name_plural = "penarikan"

    def __str__(self) -> str:
        return str(self.dokumen)
