"""What is issued: the editable Perjanjian Kinerja and the frozen Dokumen with its publication."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.exceptions import Closed
from indicators.models import Pejabat, PerangkatDaerah, RencanaTahunan, TimeStamped, UnitKerja
from indicators.querysets import PerangkatDaerahScopedQuerySet


class JenisDokumen(models.TextChoices):
    """The kinds of documents. The value is what `render_dokumen` and the URLs call it."""

    SK_IKU = "sk-iku", "SK Indikator Kinerja Utama"
    BUKU_IKU = "buku-iku", "Buku Indikator Kinerja Utama"
    PK = "pk", "Perjanjian Kinerja"
    RKT = "rkt", "Rencana Kinerja Tahunan"
    RENCANA_AKSI = "rencana-aksi", "Rencana Aksi"
    TRIWULAN = "laporan-triwulan", "Laporan Kinerja Triwulan"
    E81 = "e81", "Evaluasi Hasil Renja (Formulir E.81)"
    LKJIP = "lkjip", "Laporan Kinerja (LKjIP)"


PANJANG_JENIS = 20
"""The column of a JenisDokumen."""


class PerjanjianKinerja(TimeStamped):
    """One editable agreement: who promises what to whom under which plan. Perubahan is a second one."""

    class Alasan(models.TextChoices):
        TIDAK_ADA = "", "-"
        PEJABAT = "PEJABAT", "Pergantian atau mutasi pejabat"
        STRATEGI = "STRATEGI", "Perubahan strategi yang memengaruhi tujuan dan sasaran"
        PRIORITAS = "PRIORITAS", "Perubahan prioritas atau asumsi yang berakibat signifikan"

    rencana = models.ForeignKey(RencanaTahunan, on_delete=models.PROTECT, related_name="perjanjian_kinerja")
    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="perjanjian_kinerja"
    )
    pihak_pertama = models.ForeignKey(Pejabat, on_delete=models.PROTECT, related_name="pk_pihak_pertama")
    pihak_kedua = models.ForeignKey(
        Pejabat, on_delete=models.PROTECT, null=True, blank=True, related_name="pk_pihak_kedua"
    )
    tanggal = models.DateField("tanggal penandatanganan", null=True, blank=True)
    alasan = models.CharField("alasan perubahan", max_length=10, choices=Alasan, blank=True, default=Alasan.TIDAK_ADA)

    class Meta:
        verbose_name = "perjanjian kinerja"
        verbose_name_plural = "perjanjian kinerja"
        ordering = ["rencana", "unit_kerja"]
        constraints = [
            models.UniqueConstraint(
                fields=["rencana", "pihak_pertama"],
                name="pk_unik",
                violation_error_message="Pejabat ini sudah memiliki Perjanjian Kinerja pada rencana yang sama.",
            )
        ]

    def __str__(self) -> str:
        return f"Perjanjian Kinerja {self.pk}"


FROZEN = "Dokumen yang sudah selesai tidak dapat diubah atau dihapus. Buat dokumen baru yang menggantikannya."


class SeluruhPerangkatDaerahQuerySet(PerangkatDaerahScopedQuerySet):
    """Rows that speak of a whole perangkat daerah: hidden from those who see only a unit of it."""

    def visible_to(self, user: Any, ability: Any = None) -> Self:
        """The documents of perangkat daerah the person sees as a whole."""
        from indicators.permissions import Ability, visible_perangkat_daerah

        return self.filter(
            perangkat_daerah__in=visible_perangkat_daerah(user, ability or Ability.VIEW_DOKUMEN, whole=True)
        )


class DokumenQuerySet(SeluruhPerangkatDaerahQuerySet):
    """Dokumen rows; bulk changes are refused while a frozen document is among them."""

    def visible_to(self, user: Any, ability: Any = None) -> Self:
        """Those of perangkat daerah the person sees as a whole, and the agreements of the units he has a role on."""
        from indicators.permissions import Ability
        from reports.izin import terlihat

        return self.filter(terlihat(user, ability or Ability.VIEW_DOKUMEN))

    def yang_berlaku(self) -> Self:
        """The finished ones that count: one that everybody signed before one that waits to take its place."""
        return self.filter(status__in=(Dokumen.Status.SIGNED, Dokumen.Status.FINAL)).order_by("-status", "-pk")

    def _refuse_frozen(self) -> None:
        if self.exclude(status=Dokumen.Status.DRAFT).exists():
            raise Closed(FROZEN)

    def update(self, **kwargs: Any) -> int:
        """As usual, but never on a finished document."""
        self._refuse_frozen()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As usual, but never on a finished document."""
        self._refuse_frozen()
        return super().delete()

    def set_status(self, status: str) -> int:
        """The one change a finished document still takes: signed, then replaced. Only the services do that."""
        return super().update(status=status)

    def set_withdrawn(self) -> int:
        """Taken back while nobody had signed: it lets go of what it replaced and of its agreement, and keeps all else.

        Only the service that asks for the reason does that.
        """
        return super().update(status=Dokumen.Status.WITHDRAWN, replaces=None, perjanjian_kinerja=None)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        """Refused: documents change one by one, through the services."""
        raise Closed(FROZEN)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """Refused: an upsert among them would change a finished document."""
        raise Closed(FROZEN)


class Dokumen(TimeStamped):
    """One document of one perangkat daerah. From FINAL on it is its own frozen copy of the data.

    `payload` holds everything printed, numbers as strings; `payload_sha256` is the digest of its canonical JSON.
    `kode` is the unguessable part of the public verification address its QR code leads to. `pdf` stays the file that
    was finished: a signed one is a BerkasDokumen beside it. One that was withdrawn stays as frozen as it was, so that
    its code can be answered for; the number it bore is for the next document of the same kind and `periode_kunci`.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Draf"
        FINAL = "FINAL", "Selesai"
        SIGNED = "SIGNED", "Ditandatangani"
        REPLACED = "REPLACED", "Digantikan"
        WITHDRAWN = "WITHDRAWN", "Ditarik kembali"

    jenis = models.CharField("jenis", max_length=PANJANG_JENIS, choices=JenisDokumen)
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="dokumen")
    perjanjian_kinerja = models.ForeignKey(
        PerjanjianKinerja, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    periode_kunci = models.CharField("periode", max_length=40)
    judul = models.CharField("judul", max_length=300)
    nomor = models.CharField("nomor", max_length=100, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    status = models.CharField("status", max_length=9, choices=Status, default=Status.DRAFT)
    payload = models.JSONField("isi beku", default=dict, blank=True)
    payload_schema = models.PositiveSmallIntegerField("versi isi", default=0)
    payload_sha256 = models.CharField("sidik isi", max_length=64, blank=True)
    pdf = models.FileField("PDF", upload_to="dokumen/%Y/", blank=True)
    pdf_sha256 = models.CharField("sidik PDF", max_length=64, blank=True)
    kode = models.CharField("kode verifikasi", max_length=32, unique=True, null=True, blank=True, editable=False)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = DokumenQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"  # what Django itself writes through (a related manager's add) is guarded too
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ["-tahun", "jenis", "-dibuat_pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "jenis", "nomor"],
                condition=~Q(nomor="") & ~Q(status="WITHDRAWN"),
                name="dokumen_nomor_unik",
                violation_error_message="Nomor dokumen ini sudah dipakai.",
            )
        ]

    def __str__(self) -> str:
        return self.judul

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refused when the stored row is finished: the stored status counts, not the one in memory."""
        if self.pk and Dokumen.objects.filter(pk=self.pk).exclude(status=self.Status.DRAFT).exists():
            raise Closed(FROZEN)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused when the stored row is finished."""
        if Dokumen.objects.filter(pk=self.pk).exclude(status=self.Status.DRAFT).exists():
            raise Closed(FROZEN)
        return super().delete(*args, **kwargs)


class Publikasi(TimeStamped):
    """One document offered to the public: whoever has its verification address may fetch the signed file."""

    dokumen = models.OneToOneField(Dokumen, on_delete=models.PROTECT, related_name="publikasi")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "publikasi"
        verbose_name_plural = "publikasi"

    def __str__(self) -> str:
        return str(self.dokumen)
