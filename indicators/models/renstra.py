"""The cascade of a Renstra period: visi → misi → tujuan → sasaran → program → kegiatan → sub kegiatan."""

from django.db import models
from django.db.models import F, Q

from indicators.models.base import TahunField, TimeStamped
from indicators.models.organization import PemerintahDaerah, PerangkatDaerah, UnitKerja
from indicators.querysets import PerangkatDaerahScopedQuerySet


class PeriodeRenstra(TimeStamped):
    """One planning period of a regency (RPJMD and the Renstra below it). Two may overlap in years."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Draf"
        ACTIVE = "ACTIVE", "Berlaku"
        CLOSED = "CLOSED", "Ditutup"

    pemerintah_daerah = models.ForeignKey(PemerintahDaerah, on_delete=models.PROTECT, related_name="periode")
    tahun_awal = TahunField("tahun awal")
    tahun_akhir = TahunField("tahun akhir")
    status = models.CharField("status", max_length=6, choices=Status, default=Status.ACTIVE)

    # The years one perangkat daerah has plans for in this period; no column, filled in by `selectors.unsur`.
    tahun_rencana: frozenset[int] = frozenset()

    class Meta:
        verbose_name = "periode Renstra"
        verbose_name_plural = "periode Renstra"
        ordering = ["pemerintah_daerah", "tahun_awal"]
        constraints = [
            models.UniqueConstraint(
                fields=["pemerintah_daerah", "tahun_awal", "tahun_akhir"],
                name="periode_unik",
                violation_error_message="Periode ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(tahun_akhir__gt=F("tahun_awal")),
                name="periode_urut",
                violation_error_message="Tahun akhir periode harus sesudah tahun awalnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tahun_awal}–{self.tahun_akhir}"

    @property
    def tahun(self) -> list[int]:
        """The years of the period, in order."""
        return list(range(self.tahun_awal, self.tahun_akhir + 1))


class Unsur(TimeStamped):
    """What every element of the cascade has: its period, its words, its place among its siblings."""

    periode = models.ForeignKey(PeriodeRenstra, on_delete=models.PROTECT, related_name="%(class)s")
    uraian = models.TextField("uraian")
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    contoh = models.BooleanField("data contoh", default=False)

    class Meta:
        abstract = True
        ordering = ["urutan", "pk"]

    def __str__(self) -> str:
        return self.uraian


class Visi(Unsur):
    """The vision of the regency's head for one period."""

    akronim = models.CharField("akronim", max_length=60, blank=True)
    penjelasan = models.TextField("penjelasan", blank=True)

    class Meta(Unsur.Meta):
        verbose_name = "visi"
        verbose_name_plural = "visi"


class Misi(Unsur):
    """One mission of the regency's head. Its number is `urutan`."""

    visi = models.ForeignKey(Visi, on_delete=models.PROTECT, null=True, blank=True, related_name="misi")
    penjelasan = models.TextField("penjelasan", blank=True)

    class Meta(Unsur.Meta):
        verbose_name = "misi"
        verbose_name_plural = "misi"


class UnsurPerangkatDaerah(Unsur):
    """An element that belongs to one perangkat daerah."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="%(class)s")

    objects = PerangkatDaerahScopedQuerySet.as_manager()

    class Meta(Unsur.Meta):
        abstract = True


class Tujuan(UnsurPerangkatDaerah):
    """One tujuan of a perangkat daerah. Without misi it is stored all the same, and is a finding."""

    misi = models.ForeignKey(Misi, on_delete=models.PROTECT, null=True, blank=True, related_name="tujuan")

    class Meta(Unsur.Meta):
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"


class Sasaran(UnsurPerangkatDaerah):
    """One sasaran: of the perangkat daerah (no unit), or the kinerja utama of a Bagian or Subbagian.

    The chain of `induk` is the pohon kinerja (PermenPANRB 89/2021).
    """

    tujuan = models.ForeignKey(Tujuan, on_delete=models.PROTECT, null=True, blank=True, related_name="sasaran")
    induk = models.ForeignKey(
        "self",
        verbose_name="sasaran di atasnya",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="anak",
    )
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="sasaran")

    class Meta(Unsur.Meta):
        verbose_name = "sasaran"
        verbose_name_plural = "sasaran"


class Strategi(UnsurPerangkatDaerah):
    """One strategy towards a sasaran."""

    sasaran = models.ForeignKey(Sasaran, on_delete=models.PROTECT, related_name="strategi")

    class Meta(Unsur.Meta):
        verbose_name = "strategi"
        verbose_name_plural = "strategi"


class Kebijakan(UnsurPerangkatDaerah):
    """One policy of a strategy, with the unit that carries it."""

    strategi = models.ForeignKey(Strategi, on_delete=models.PROTECT, related_name="kebijakan")
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="kebijakan")

    class Meta(Unsur.Meta):
        verbose_name = "kebijakan"
        verbose_name_plural = "kebijakan"


class Program(UnsurPerangkatDaerah):
    """One programme: `uraian` is its name. Its sasaran places it in the tree; `iku` says which IKU it supports."""

    sasaran = models.ForeignKey(Sasaran, on_delete=models.PROTECT, related_name="program")
    kode = models.CharField("kode", max_length=20, blank=True)
    iku = models.ManyToManyField("indicators.Indikator", blank=True, related_name="program_pendukung")

    class Meta(Unsur.Meta):
        verbose_name = "program"
        verbose_name_plural = "program"
        constraints = [
            models.UniqueConstraint(
                fields=["periode", "perangkat_daerah", "kode"],
                condition=~Q(kode=""),
                name="program_kode_unik",
                violation_error_message="Kode program ini sudah dipakai pada periode yang sama.",
            )
        ]


class Kegiatan(UnsurPerangkatDaerah):
    """One kegiatan of a programme."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="kegiatan")
    kode = models.CharField("kode", max_length=20, blank=True)
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="kegiatan")

    class Meta(Unsur.Meta):
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "kode"],
                condition=~Q(kode=""),
                name="kegiatan_kode_unik",
                violation_error_message="Kode kegiatan ini sudah dipakai pada program yang sama.",
            )
        ]


class SubKegiatan(UnsurPerangkatDaerah):
    """One sub kegiatan, owned by the unit that spends its pagu. Without a known code `kode` is empty (a finding)."""

    kegiatan = models.ForeignKey(Kegiatan, on_delete=models.PROTECT, related_name="sub_kegiatan")
    kode = models.CharField("kode", max_length=20, blank=True)
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="sub_kegiatan")

    class Meta(Unsur.Meta):
        verbose_name = "sub kegiatan"
        verbose_name_plural = "sub kegiatan"
        constraints = [
            models.UniqueConstraint(
                fields=["kegiatan", "kode"],
                condition=~Q(kode=""),
                name="sub_kegiatan_kode_unik",
                violation_error_message="Kode sub kegiatan ini sudah dipakai pada kegiatan yang sama.",
            )
        ]
