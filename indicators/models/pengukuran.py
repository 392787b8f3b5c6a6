"""What happened: the quarters, their sheets, the values with their workflow, and the evidence."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models.base import NilaiMixin, TahunField, TimeStamped
from indicators.models.indikator import Indikator
from indicators.models.organization import PerangkatDaerah, UnitKerja
from indicators.models.renstra import SubKegiatan
from indicators.querysets import (
    IndikatorScopedQuerySet,
    PerangkatDaerahScopedQuerySet,
    SubKegiatanScopedQuerySet,
    UnitScopedQuerySet,
)


class JadwalPengisian(TimeStamped):
    """One quarter of one perangkat daerah: whether it may be filled, and until when."""

    class Status(models.TextChoices):
        PLANNED = "PLANNED", "Belum dibuka"
        OPEN = "OPEN", "Terbuka"
        CLOSED = "CLOSED", "Ditutup"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="jadwal")
    tahun = TahunField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    batas = models.DateField("batas waktu pengisian")
    status = models.CharField("status", max_length=7, choices=Status, default=Status.PLANNED)

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "jadwal pengisian"
        verbose_name_plural = "jadwal pengisian"
        ordering = ["perangkat_daerah", "tahun", "triwulan"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "triwulan"],
                name="jadwal_unik",
                violation_error_message="Jadwal triwulan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)),
                name="jadwal_triwulan_1_4",
                violation_error_message="Triwulan hanya 1 sampai 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"Triwulan {self.triwulan} Tahun {self.tahun}"


class Lembar(TimeStamped):
    """What is said of one unit's sheet of one quarter as a whole. Its status is that of its rows, kept there only."""

    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="lembar")
    tahun = TahunField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    catatan = models.TextField("catatan pengembalian", blank=True)
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diajukan_pada = models.DateTimeField("diajukan pada", null=True, blank=True)
    # A sheet sent back for a correction is not late because of it: the first time it was handed in counts.
    pertama_diajukan = models.DateTimeField("pertama kali diajukan", null=True, blank=True)
    batas_khusus = models.DateField("perpanjangan sampai", null=True, blank=True)
    alasan_khusus = models.CharField("alasan perpanjangan", max_length=300, blank=True)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "lembar triwulan"
        verbose_name_plural = "lembar triwulan"
        ordering = ["tahun", "triwulan", "unit_kerja"]
        constraints = [
            models.UniqueConstraint(fields=["unit_kerja", "tahun", "triwulan"], name="lembar_unik"),
            models.CheckConstraint(condition=Q(triwulan__range=(1, 4)), name="lembar_triwulan_1_4"),
        ]

    def __str__(self) -> str:
        return f"Lembar triwulan {self.triwulan} Tahun {self.tahun}"


class Status(models.TextChoices):
    """The states of a quarterly value; what may follow which stands in indicators.workflow only."""

    DRAFT = "DRAFT", "Draf"
    SUBMITTED = "SUBMITTED", "Diajukan"
    RETURNED = "RETURNED", "Dikembalikan"
    VERIFIED = "VERIFIED", "Terverifikasi"


class DataTriwulan(TimeStamped):
    """What every quarterly row has: its quarter, its state, its `revisi` (optimistic lock), who and why."""

    tahun = TahunField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    status = models.CharField("status", max_length=9, choices=Status, default=Status.DRAFT)
    revisi = models.PositiveIntegerField(default=1)
    penyebab = models.TextField("penyebab keberhasilan/kegagalan", blank=True)
    solusi = models.TextField("alternatif solusi yang telah dilakukan", blank=True)
    catatan_verifikasi = models.TextField("catatan verifikasi", blank=True)
    # {code of a warning: {"teks", "ciri" (the value it speaks of), "oleh"}}: an explanation of another value lapses.
    penjelasan = models.JSONField("penjelasan temuan", default=dict, blank=True)
    diisi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diverifikasi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diverifikasi_pada = models.DateTimeField("diverifikasi pada", null=True, blank=True)
    contoh = models.BooleanField("data contoh", default=False)

    class Meta:
        abstract = True

    @property
    def ciri_nilai(self) -> str:
        """The value as explanations of warnings refer to it: another value, another text."""
        kolom = ("nilai", "tingkat_id", "pembilang", "penyebut", "keuangan", "fisik")
        isi = [getattr(self, k, None) for k in kolom]
        return "|".join("" if n is None else f"{n:f}" if isinstance(n, Decimal) else str(n) for n in isi)


class Realisasi(NilaiMixin, DataTriwulan):
    """One realisasi value of one indikator in one triwulan. Capaian is computed, never stored.

    `pembilang` and `penyebut` are kept where the formula has them, so that percentages add up honestly.
    """

    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="realisasi")
    pembilang = models.DecimalField("pembilang", max_digits=20, decimal_places=4, null=True, blank=True)
    penyebut = models.DecimalField("penyebut", max_digits=20, decimal_places=4, null=True, blank=True)

    objects = IndikatorScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        ordering = ["tahun", "triwulan", "indikator"]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun", "triwulan"],
                name="realisasi_unik",
                violation_error_message="Realisasi triwulan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)),
                name="realisasi_triwulan_1_4",
                violation_error_message="Triwulan hanya 1 sampai 4.",
            ),
            models.CheckConstraint(
                condition=Q(pembilang__isnull=True, penyebut__isnull=True) | Q(pembilang__isnull=False, penyebut__gt=0),
                name="realisasi_pembilang_penyebut",
                violation_error_message="Isi pembilang dan penyebut; penyebut harus lebih dari nol.",
            ),
        ]

    def __str__(self) -> str:
        return f"Realisasi triwulan {self.triwulan} Tahun {self.tahun}"


class RincianRealisasi(models.Model):
    """One component of a realisasi value: a variable of its formula, an unsur of the IKM, a component of the AKIP."""

    realisasi = models.ForeignKey(Realisasi, on_delete=models.CASCADE, related_name="rincian")
    urutan = models.PositiveSmallIntegerField("urutan")
    simbol = models.CharField("variabel rumus", max_length=20, blank=True)
    uraian = models.CharField("uraian", max_length=200)
    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = "rincian realisasi"
        verbose_name_plural = "rincian realisasi"
        ordering = ["realisasi", "urutan"]
        constraints = [models.UniqueConstraint(fields=["realisasi", "urutan"], name="rincian_unik")]

    def __str__(self) -> str:
        return self.uraian


class RealisasiAnggaran(DataTriwulan):
    """Money spent and physical progress of one sub kegiatan, cumulative to the end of one triwulan.

    `keuangan` in whole rupiah, `fisik` in percent 0–100; either may be empty while the row is a draft.
    """

    sub_kegiatan = models.ForeignKey(SubKegiatan, on_delete=models.PROTECT, related_name="realisasi_anggaran")
    keuangan = models.BigIntegerField("realisasi keuangan s.d. triwulan (Rp)", null=True, blank=True)
    fisik = models.DecimalField(
        "realisasi fisik s.d. triwulan (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )

    alasan_lebih = models.CharField("alasan melebihi pagu", max_length=300, blank=True)

    objects = SubKegiatanScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        ordering = ["tahun", "triwulan", "sub_kegiatan"]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_kegiatan", "tahun", "triwulan"],
                name="realisasi_anggaran_unik",
                violation_error_message="Realisasi anggaran triwulan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)),
                name="realisasi_anggaran_triwulan_1_4",
                violation_error_message="Triwulan hanya 1 sampai 4.",
            ),
            models.CheckConstraint(
                condition=(Q(keuangan__isnull=True) | Q(keuangan__gte=0))
                & (Q(fisik__isnull=True) | Q(fisik__range=(0, 100))),
                name="realisasi_anggaran_rentang",
                violation_error_message="Keuangan tidak boleh negatif dan fisik antara 0 sampai 100 persen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Realisasi anggaran triwulan {self.triwulan} Tahun {self.tahun}"


class BuktiDukung(TimeStamped):
    """One piece of evidence of one quarterly value: a file, or a link to where it lies.

    The file is never served from disk, only through a view. Several rows may share one file (evidence used for several
    values); it goes with the last of them.
    """

    realisasi = models.ForeignKey(Realisasi, on_delete=models.CASCADE, null=True, blank=True, related_name="bukti")
    realisasi_anggaran = models.ForeignKey(
        RealisasiAnggaran, on_delete=models.CASCADE, null=True, blank=True, related_name="bukti"
    )
    berkas = models.FileField("berkas", upload_to="bukti/%Y/%m/", max_length=200, blank=True)
    tautan = models.URLField("tautan", max_length=500, blank=True)
    nama = models.CharField("nama berkas", max_length=200)
    tipe = models.CharField("jenis isi", max_length=100)
    ukuran = models.PositiveIntegerField("ukuran (byte)")
    sha256 = models.CharField("sidik isi", max_length=64)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(realisasi__isnull=False, realisasi_anggaran__isnull=True)
                | Q(realisasi__isnull=True, realisasi_anggaran__isnull=False),
                name="bukti_satu_induk",
                violation_error_message="Bukti harus menempel pada tepat satu nilai.",
            ),
            models.CheckConstraint(
                condition=Q(berkas="") | Q(tautan=""),
                name="bukti_berkas_atau_tautan",
                violation_error_message="Bukti adalah berkas atau tautan, bukan keduanya.",
            ),
        ]

    @property
    def dapat_dilihat(self) -> bool:
        """Whether a browser can show it beside the figure."""
        return bool(self.berkas) and (self.tipe == "application/pdf" or self.tipe.startswith("image/"))

    def __str__(self) -> str:
        return self.nama
