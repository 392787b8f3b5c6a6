"""Reference data shared by all regencies: nomenclature, kinds of spending, regulations; and staff statistics."""

from django.db import models

from indicators.models.base import TahunField
from indicators.models.organization import PemerintahDaerah, PerangkatDaerah


class Nomenklatur(models.Model):
    """One official code and name of one edition (Permendagri 90/2019 and its updates).

    Edition: `2019` two-digit sub kegiatan codes, `2023` four-digit ones (Kepmendagri 900.1.15.5-1317/2023).
    """

    class Tingkat(models.TextChoices):
        PROGRAM = "PROGRAM", "Program"
        KEGIATAN = "KEGIATAN", "Kegiatan"
        SUB_KEGIATAN = "SUB_KEGIATAN", "Sub kegiatan"

    edisi = TahunField("edisi")
    tingkat = models.CharField("tingkat", max_length=12, choices=Tingkat)
    kode = models.CharField("kode", max_length=20)
    nama = models.TextField("nama")
    kinerja = models.TextField("kinerja", blank=True)
    indikator = models.TextField("indikator", blank=True)
    satuan = models.CharField("satuan", max_length=60, blank=True)

    class Meta:
        verbose_name = "nomenklatur"
        verbose_name_plural = "nomenklatur"
        ordering = ["edisi", "kode"]
        constraints = [models.UniqueConstraint(fields=["edisi", "kode"], name="nomenklatur_unik")]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class JenisBelanja(models.Model):
    """One kind of spending by its account code (`5.1.01` Belanja Pegawai)."""

    kode = models.CharField("kode rekening", max_length=12, unique=True)
    nama = models.CharField("nama", max_length=100)

    class Meta:
        verbose_name = "jenis belanja"
        verbose_name_plural = "jenis belanja"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama


class Peraturan(models.Model):
    """One regulation of the register, with the years in which it may be cited."""

    pemerintah_daerah = models.ForeignKey(
        PemerintahDaerah, on_delete=models.CASCADE, null=True, blank=True, related_name="peraturan"
    )
    kode = models.SlugField("kode", max_length=80, unique=True)
    jenis = models.CharField("jenis", max_length=150)
    nomor = models.CharField("nomor", max_length=60)
    tahun = TahunField("tahun", validators=[])
    tentang = models.TextField("tentang")
    pengundangan = models.CharField("pengundangan", max_length=300, blank=True)
    perubahan = models.TextField("frasa perubahan", blank=True)
    dicabut_oleh = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="mencabut")

    class Meta:
        verbose_name = "peraturan"
        verbose_name_plural = "peraturan"
        ordering = ["tahun", "nomor"]

    def __str__(self) -> str:
        return f"{self.jenis} Nomor {self.nomor} Tahun {self.tahun}"


class DasarHukum(models.Model):
    """One regulation cited by the documents of a perangkat daerah of one kind, in the order of citation."""

    class Bagian(models.TextChoices):
        LKJIP = "LKJIP", "Dasar hukum LKjIP"
        SK_IKU = "SK_IKU", "Mengingat pada SK IKU"
        BUKU_IKU = "BUKU_IKU", "Landasan hukum buku IKU"
        SK_TIM = "SK_TIM", "Mengingat pada SK tim penyusun"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="dasar_hukum")
    bagian = models.CharField("dipakai pada", max_length=10, choices=Bagian)
    peraturan = models.ForeignKey(Peraturan, on_delete=models.PROTECT, related_name="dasar_hukum")
    urutan = models.PositiveSmallIntegerField("urutan")

    class Meta:
        verbose_name = "dasar hukum"
        verbose_name_plural = "dasar hukum"
        ordering = ["perangkat_daerah", "bagian", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "bagian", "peraturan"],
                name="dasar_hukum_unik",
                violation_error_message="Peraturan ini sudah dicantumkan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bagian} {self.urutan}"


class StatistikPegawai(models.Model):
    """How many people of one kind a perangkat daerah has at the end of a year. Empty `jumlah`: not stated."""

    class Kelompok(models.TextChoices):
        GOLONGAN = "GOLONGAN", "Pangkat/golongan ruang"
        PENDIDIKAN = "PENDIDIKAN", "Pendidikan formal"
        ESELON = "ESELON", "Jabatan"
        NON_ASN = "NON_ASN", "Tenaga honorer"
        STAF_AHLI = "STAF_AHLI", "Staf ahli"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.CASCADE, related_name="statistik_pegawai")
    tahun = TahunField("per 31 Desember tahun")
    kelompok = models.CharField("kelompok", max_length=12, choices=Kelompok)
    nama = models.CharField("nama", max_length=100)
    jumlah = models.PositiveIntegerField("jumlah orang", null=True, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan")

    class Meta:
        verbose_name = "statistik pegawai"
        verbose_name_plural = "statistik pegawai"
        ordering = ["perangkat_daerah", "tahun", "kelompok", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "kelompok", "nama"], name="statistik_pegawai_unik"
            )
        ]

    def __str__(self) -> str:
        return self.nama
