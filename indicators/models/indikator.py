"""The indikator of every level, their units, scales, variables and targets for the years of the period."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from indicators.models.base import NilaiMixin, TahunField, TimeStamped
from indicators.models.organization import PerangkatDaerah, UnitKerja
from indicators.models.renstra import (
    Kegiatan,
    PeriodeRenstra,
    Program,
    Sasaran,
    SubKegiatan,
    Tujuan,
    Unsur,
)
from indicators.querysets import IndikatorScopedQuerySet, UnitScopedQuerySet


class Satuan(models.Model):
    """One unit of measure. `simbol` is what stands behind a number (`%` without a space)."""

    nama = models.CharField("nama", max_length=60, unique=True)
    simbol = models.CharField("simbol", max_length=20, blank=True)

    class Meta:
        verbose_name = "satuan"
        verbose_name_plural = "satuan"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class SkalaPredikat(models.Model):
    """One scale of steps: AKIP predicates, kesesuaian, opinions, ranks. Shared by all regencies."""

    kode = models.SlugField("kode", unique=True)
    nama = models.CharField("nama", max_length=100)
    dasar = models.CharField("dasar", max_length=200, blank=True)

    class Meta:
        verbose_name = "skala predikat"
        verbose_name_plural = "skala predikat"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class TingkatPredikat(models.Model):
    """One step of a scale. A higher `peringkat` is better; the band says which numbers belong to the step."""

    skala = models.ForeignKey(SkalaPredikat, on_delete=models.CASCADE, related_name="tingkat")
    kode = models.CharField("kode", max_length=20)
    keterangan = models.CharField("keterangan", max_length=100, blank=True)
    peringkat = models.SmallIntegerField("peringkat")
    batas_bawah = models.DecimalField("batas bawah", max_digits=10, decimal_places=4, null=True, blank=True)
    batas_atas = models.DecimalField("batas atas", max_digits=10, decimal_places=4, null=True, blank=True)
    bawah_inklusif = models.BooleanField("batas bawah termasuk", default=False)

    class Meta:
        verbose_name = "tingkat predikat"
        verbose_name_plural = "tingkat predikat"
        ordering = ["skala", "-peringkat"]
        constraints = [
            models.UniqueConstraint(fields=["skala", "kode"], name="tingkat_kode_unik"),
            models.UniqueConstraint(fields=["skala", "peringkat"], name="tingkat_peringkat_unik"),
        ]

    def __str__(self) -> str:
        return self.kode


JENJANG = {
    "tujuan": "Tujuan",
    "sasaran": "Sasaran",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "sub_kegiatan": "Sub kegiatan",
}


def one_parent_constraint() -> models.CheckConstraint:
    """Exactly the foreign key named by `jenjang` is set: the database refuses any other row."""
    where = Q(pk__in=[])
    for jenjang in JENJANG:
        where |= Q(jenjang=jenjang, **{f"{f}__isnull": f != jenjang for f in JENJANG})
    return models.CheckConstraint(
        condition=where,
        name="indikator_satu_induk",
        violation_error_message="Indikator harus menempel pada tepat satu unsur, sesuai jenjangnya.",
    )


class Indikator(TimeStamped):
    """One indicator of one element of the cascade, of any level. The IKU are a flag, not a level.

    Formula, unit and direction of an indikator with verified values do not change: it gets a successor.
    """

    class Jenjang(models.TextChoices):
        TUJUAN = "tujuan", "Tujuan"
        SASARAN = "sasaran", "Sasaran"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUB_KEGIATAN = "sub_kegiatan", "Sub kegiatan"

    class JenisNilai(models.TextChoices):
        ANGKA = "ANGKA", "Angka"
        PERSEN = "PERSEN", "Persen"
        PREDIKAT = "PREDIKAT", "Predikat dengan nilai"
        KESESUAIAN = "KESESUAIAN", "Kesesuaian"
        PERINGKAT = "PERINGKAT", "Peringkat"
        KATEGORI = "KATEGORI", "Kategori"

    class Arah(models.TextChoices):
        NAIK = "NAIK", "Makin tinggi makin baik"
        TURUN = "TURUN", "Makin rendah makin baik"

    class Akumulasi(models.TextChoices):
        JUMLAH = "JUMLAH", "Dijumlahkan tiap triwulan"
        AKHIR = "AKHIR", "Nilai terakhir"
        RATA_RATA = "RATA_RATA", "Rata-rata triwulan"
        TAHUNAN = "TAHUNAN", "Hanya diukur setahun sekali"

    class Rumus(models.TextChoices):
        LANGSUNG = "LANGSUNG", "Nilai langsung diisi"
        RASIO = "RASIO", "Pembilang / penyebut × 100"
        PROGRAM = "PROGRAM", "Capaian tertimbang program pendukung"
        EKSPRESI = "EKSPRESI", "Rumus dengan variabel"

    periode = models.ForeignKey(PeriodeRenstra, on_delete=models.PROTECT, related_name="indikator")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="indikator")
    jenjang = models.CharField("jenjang", max_length=12, choices=Jenjang)
    tujuan = models.ForeignKey(Tujuan, on_delete=models.PROTECT, null=True, blank=True, related_name="indikator")
    sasaran = models.ForeignKey(Sasaran, on_delete=models.PROTECT, null=True, blank=True, related_name="indikator")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, null=True, blank=True, related_name="indikator")
    kegiatan = models.ForeignKey(Kegiatan, on_delete=models.PROTECT, null=True, blank=True, related_name="indikator")
    sub_kegiatan = models.ForeignKey(
        SubKegiatan, on_delete=models.PROTECT, null=True, blank=True, related_name="indikator"
    )
    unit_kerja = models.ForeignKey(
        UnitKerja, verbose_name="unit pengisi", on_delete=models.PROTECT, related_name="indikator"
    )
    kode = models.SlugField("kode", max_length=80)
    nama = models.TextField("nama")
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    iku = models.BooleanField("indikator kinerja utama", default=False)
    satuan = models.ForeignKey(Satuan, on_delete=models.PROTECT, null=True, blank=True, related_name="indikator")
    jenis_nilai = models.CharField("jenis nilai", max_length=10, choices=JenisNilai, default=JenisNilai.ANGKA)
    skala = models.ForeignKey(SkalaPredikat, on_delete=models.PROTECT, null=True, blank=True, related_name="indikator")
    arah = models.CharField("arah", max_length=5, choices=Arah, default=Arah.NAIK)
    akumulasi = models.CharField("akumulasi", max_length=9, choices=Akumulasi, default=Akumulasi.AKHIR)
    rumus = models.CharField("cara nilai diperoleh", max_length=8, choices=Rumus, default=Rumus.LANGSUNG)
    ekspresi = models.CharField("rumus", max_length=500, blank=True, help_text="Misalnya (a + b) / c * 100.")
    desimal = models.PositiveSmallIntegerField(
        "desimal saat dicetak", null=True, blank=True, help_text="Kosong: sebanyak desimal nilainya."
    )
    definisi = models.TextField("definisi operasional", blank=True)
    makna = models.TextField("makna", blank=True)
    alasan = models.TextField("alasan pemilihan", blank=True)
    formulasi = models.TextField("formulasi pengukuran", blank=True)
    sumber_data = models.TextField("sumber data", blank=True)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=200, blank=True)
    kondisi_awal_nilai = models.DecimalField("kondisi awal", max_digits=20, decimal_places=4, null=True, blank=True)
    kondisi_awal_tingkat = models.ForeignKey(
        TingkatPredikat, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kondisi_akhir_nilai = models.DecimalField("kondisi akhir", max_digits=20, decimal_places=4, null=True, blank=True)
    kondisi_akhir_tingkat = models.ForeignKey(
        TingkatPredikat, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    predecessor = models.ForeignKey(
        "self",
        verbose_name="kelanjutan dari",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="successor",
    )
    contoh = models.BooleanField("data contoh", default=False)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["urutan", "pk"]
        indexes = [models.Index(fields=["perangkat_daerah", "periode", "jenjang"], name="indikator_pd_periode")]
        constraints = [
            one_parent_constraint(),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "periode", "kode"],
                name="indikator_kode_unik",
                violation_error_message="Kode indikator ini sudah dipakai pada periode yang sama.",
            ),
            models.CheckConstraint(
                condition=Q(iku=False) | Q(jenjang__in=["tujuan", "sasaran"]),
                name="indikator_iku_jenjang",
                violation_error_message="IKU hanya boleh indikator tujuan atau sasaran.",
            ),
            models.CheckConstraint(
                condition=Q(skala__isnull=False) | ~Q(jenis_nilai__in=["PREDIKAT", "KESESUAIAN", "KATEGORI"]),
                name="indikator_skala_wajib",
                violation_error_message="Indikator predikat, kesesuaian, atau kategori harus memiliki skala.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def unsur(self) -> Unsur:
        """The element it measures. Selectors always join it, so this adds no query."""
        unsur: Unsur = getattr(self, self.jenjang)
        return unsur


class Variabel(models.Model):
    """One named variable of an indikator's formula (pembilang, penyebut)."""

    class Peran(models.TextChoices):
        PEMBILANG = "PEMBILANG", "Pembilang"
        PENYEBUT = "PENYEBUT", "Penyebut"

    indikator = models.ForeignKey(Indikator, on_delete=models.CASCADE, related_name="variabel")
    peran = models.CharField("peran", max_length=10, choices=Peran)
    nama = models.TextField("nama")

    class Meta:
        verbose_name = "variabel"
        verbose_name_plural = "variabel"
        ordering = ["indikator", "peran"]
        constraints = [models.UniqueConstraint(fields=["indikator", "peran"], name="variabel_peran_unik")]

    def __str__(self) -> str:
        return self.nama


class VariabelRumus(models.Model):
    """One variable of an indikator's own formula (`Indikator.ekspresi`): `a`, or `u1`, an unsur of the IKM.

    `minimum` and `maksimum` bound what may be entered; empty: no bound.
    """

    indikator = models.ForeignKey(Indikator, on_delete=models.CASCADE, related_name="variabel_rumus")
    urutan = models.PositiveSmallIntegerField("urutan")
    simbol = models.CharField(
        "nama singkat",
        max_length=20,
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", "Nama singkat: huruf kecil, lalu huruf, angka, garis bawah.")],
    )
    nama = models.CharField("keterangan", max_length=200)
    minimum = models.DecimalField("paling kecil", max_digits=20, decimal_places=4, null=True, blank=True)
    maksimum = models.DecimalField("paling besar", max_digits=20, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = "variabel rumus"
        verbose_name_plural = "variabel rumus"
        ordering = ["indikator", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "simbol"],
                name="variabel_rumus_simbol_unik",
                violation_error_message="Nama singkat ini sudah dipakai pada rumus yang sama.",
            ),
            models.UniqueConstraint(fields=["indikator", "urutan"], name="variabel_rumus_urutan_unik"),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maksimum__isnull=True) | Q(maksimum__gte=F("minimum")),
                name="variabel_rumus_rentang",
                violation_error_message="Nilai paling besar tidak boleh di bawah nilai paling kecil.",
            ),
        ]

    def __str__(self) -> str:
        return self.simbol


class ContohRumus(models.Model):
    """One worked example of an indikator's formula: `masukan` by symbol, as text; a formula is used once they hold."""

    indikator = models.ForeignKey(Indikator, on_delete=models.CASCADE, related_name="contoh_rumus")
    masukan = models.JSONField("masukan")
    hasil = models.DecimalField("hasil", max_digits=20, decimal_places=4)

    class Meta:
        verbose_name = "contoh rumus"
        verbose_name_plural = "contoh rumus"
        ordering = ["indikator", "pk"]

    def __str__(self) -> str:
        return f"{self.hasil}"


class TargetRenstra(NilaiMixin, TimeStamped):
    """The target of one indikator for one year of its period (Renstra, SK IKU)."""

    indikator = models.ForeignKey(Indikator, on_delete=models.CASCADE, related_name="target_renstra")
    tahun = TahunField("tahun")
    contoh = models.BooleanField("data contoh", default=False)

    objects = IndikatorScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "target Renstra"
        verbose_name_plural = "target Renstra"
        ordering = ["indikator", "tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun"],
                name="target_renstra_unik",
                violation_error_message="Target tahun ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"Target {self.tahun}"
