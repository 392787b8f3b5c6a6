"""Who there is: accounts, regencies, perangkat daerah, units, officials, and who may act for whom.

Imports neither querysets nor permissions: both import this module.
"""

from decimal import Decimal

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower, Substr

from indicators.models.base import TimeStamped
from indicators.models.kuadran import BatasKuadran

kode_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", "Kode hanya boleh memuat huruf kecil, angka, dan tanda hubung."
)
nip_validator = RegexValidator(r"^\d{8} \d{6} \d \d{3}$", "NIP ditulis seperti 19700101 199501 1 001.")


class User(AbstractUser):
    """One account. What it may do follows from its Membership rows only."""

    nama = models.CharField("nama lengkap", max_length=150, blank=True)
    terima_surel = models.BooleanField("kirimi saya surel", default=True)

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.nama or self.username


class PemerintahDaerah(BatasKuadran, TimeStamped):
    """One regency, with the policies national regulations leave open: capaian, decimals, quadrants, signatories."""

    class RumusTurun(models.TextChoices):
        SELISIH = "SELISIH", "(2T − R) / T"
        RASIO = "RASIO", "T / R"

    class PihakKeduaKabag(models.TextChoices):
        SEKDA = "SEKDA", "Sekretaris Daerah"
        ASISTEN = "ASISTEN", "Asisten"

    kode = models.SlugField("kode", unique=True, validators=[kode_validator])
    nama = models.CharField("nama", max_length=150, help_text="Misalnya Kabupaten Tanjung Jabung Timur")
    provinsi = models.CharField("provinsi", max_length=100, blank=True)
    sebutan_kepala = models.CharField("sebutan kepala daerah", max_length=50, default="Bupati")
    tempat = models.CharField("tempat penandatanganan", max_length=100, blank=True)
    zona_waktu = models.CharField("zona waktu", max_length=40, default="Asia/Jakarta")
    lambang = models.ImageField("lambang", upload_to="lambang/", blank=True)
    rumus_turun = models.CharField(
        "rumus capaian bila makin rendah makin baik",
        max_length=10,
        choices=RumusTurun,
        default=RumusTurun.SELISIH,
    )
    batas_atas = models.DecimalField("batas atas capaian (%)", max_digits=7, decimal_places=2, null=True, blank=True)
    batas_bawah = models.DecimalField(
        "batas bawah capaian (%)", max_digits=7, decimal_places=2, default=Decimal(0), null=True, blank=True
    )
    desimal_capaian = models.PositiveSmallIntegerField("desimal capaian indikator", default=0)
    desimal_anggaran = models.PositiveSmallIntegerField("desimal persen anggaran", default=2)
    pihak_kedua_kabag = models.CharField(
        "pihak kedua PK Kepala Bagian",
        max_length=10,
        choices=PihakKeduaKabag,
        default=PihakKeduaKabag.SEKDA,
    )

    class Meta:
        verbose_name = "pemerintah daerah"
        verbose_name_plural = "pemerintah daerah"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class KategoriCapaian(models.Model):
    """One band of capaian of one regency (Permendagri 86/2017 unless the regency decides otherwise)."""

    class Warna(models.TextChoices):
        SANGAT_TINGGI = "sangat-tinggi", "hijau"
        TINGGI = "tinggi", "biru"
        SEDANG = "sedang", "kuning"
        RENDAH = "rendah", "jingga"
        SANGAT_RENDAH = "sangat-rendah", "merah"

    pemerintah_daerah = models.ForeignKey(PemerintahDaerah, on_delete=models.CASCADE, related_name="kategori_capaian")
    batas_bawah = models.DecimalField("mulai dari (%)", max_digits=7, decimal_places=2, help_text="termasuk nilai ini")
    label = models.CharField("sebutan", max_length=40)
    kode = models.CharField("warna", max_length=20, choices=Warna)

    class Meta:
        verbose_name = "kategori capaian"
        verbose_name_plural = "kategori capaian"
        ordering = ["pemerintah_daerah", "-batas_bawah"]
        constraints = [
            models.UniqueConstraint(
                fields=["pemerintah_daerah", "batas_bawah"],
                name="kategori_capaian_unik",
                violation_error_message="Batas kategori ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return self.label


class PerangkatDaerah(TimeStamped):
    """One agency of a regency: a Setda, a kecamatan, a dinas."""

    class Jenis(models.TextChoices):
        SETDA = "SETDA", "Sekretariat Daerah"
        KECAMATAN = "KECAMATAN", "Kecamatan"
        DINAS = "DINAS", "Dinas"
        BADAN = "BADAN", "Badan"
        INSPEKTORAT = "INSPEKTORAT", "Inspektorat"
        LAINNYA = "LAINNYA", "Lainnya"

    pemerintah_daerah = models.ForeignKey(PemerintahDaerah, on_delete=models.PROTECT, related_name="perangkat_daerah")
    kode = models.SlugField("kode", unique=True, validators=[kode_validator])
    nama = models.CharField("nama", max_length=150)
    singkatan = models.CharField("singkatan", max_length=30, blank=True)
    jenis = models.CharField("jenis", max_length=12, choices=Jenis, default=Jenis.DINAS)
    alamat = models.CharField("alamat", max_length=200, blank=True)
    telepon = models.CharField("telepon", max_length=40, blank=True)
    faksimile = models.CharField("faksimile", max_length=40, blank=True)
    surel = models.EmailField("surel", blank=True)
    kota = models.CharField("kota pada kop", max_length=60, blank=True)
    tugas_pokok = models.TextField("tugas pokok", blank=True)
    fungsi = models.JSONField("fungsi", default=list, blank=True, help_text="Daftar kalimat, urut.")
    dasar_organisasi = models.CharField("dasar susunan organisasi", max_length=300, blank=True)

    class Meta:
        verbose_name = "perangkat daerah"
        verbose_name_plural = "perangkat daerah"
        ordering = ["pemerintah_daerah", "nama"]

    def __str__(self) -> str:
        return self.nama


class UnitKerja(TimeStamped):
    """One unit of a perangkat daerah: an Asisten, a Bagian, a Subbagian. `jalur` holds its ancestors' keys.

    `jalur` is `/1/12/57/` (own key last): a role on a unit covers every unit whose jalur contains its key.
    """

    class Jenis(models.TextChoices):
        ASISTEN = "ASISTEN", "Asisten"
        STAF_AHLI = "STAF_AHLI", "Staf Ahli"
        BAGIAN = "BAGIAN", "Bagian"
        SUBBAGIAN = "SUBBAGIAN", "Subbagian"
        SEKSI = "SEKSI", "Seksi"
        BIDANG = "BIDANG", "Bidang"

    sebutan_panjang = ""

    class CaraAnggaran(models.TextChoices):
        KUMULATIF = "KUMULATIF", "Kumulatif sampai dengan triwulan"
        TRIWULAN = "TRIWULAN", "Triwulan itu saja"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="unit_kerja")
    induk = models.ForeignKey(
        "self",
        verbose_name="unit atasan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="anak",
    )
    kode = models.SlugField("kode", max_length=60, validators=[kode_validator])
    nama = models.CharField("nama", max_length=150)
    singkatan = models.CharField("singkatan", max_length=60, blank=True)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis, default=Jenis.BAGIAN)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    jalur = models.CharField(max_length=120, editable=False, default="", db_index=True)
    # How the unit types its money; what is stored is cumulative either way.
    cara_anggaran = models.CharField(
        "cara mengisi keuangan", max_length=9, choices=CaraAnggaran, default=CaraAnggaran.KUMULATIF
    )
    berlaku_dari = models.DateField("berlaku dari", null=True, blank=True)
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    predecessor = models.ForeignKey(
        "self",
        verbose_name="kelanjutan dari",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="successor",
    )

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["perangkat_daerah", "urutan", "nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "kode"],
                name="unit_kerja_kode_unik",
                violation_error_message="Kode unit ini sudah dipakai di perangkat daerah yang sama.",
            ),
            # Two UPT have a Subbagian Tata Usaha each: a name stands once below one superior.
            models.UniqueConstraint(
                "induk",
                Lower("nama"),
                condition=Q(induk__isnull=False, berlaku_sampai__isnull=True),
                name="unit_kerja_nama_unik",
                violation_error_message="Nama unit ini sudah ada di bawah unit atasan yang sama.",
            ),
            models.UniqueConstraint(
                "perangkat_daerah",
                Lower("nama"),
                condition=Q(induk__isnull=True, berlaku_sampai__isnull=True),
                name="unit_kerja_nama_puncak_unik",
                violation_error_message="Nama unit ini sudah ada langsung di bawah perangkat daerah yang sama.",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True)
                | Q(berlaku_dari__isnull=True)
                | Q(berlaku_sampai__gte=F("berlaku_dari")),
                name="unit_kerja_masa_berlaku",
                violation_error_message="Tanggal berakhir unit tidak boleh sebelum tanggal mulainya.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def sebutan(self) -> str:
        """The name in a list of units: with the superior where `selectors.unit_nama.bersebutan` found it twice."""
        return self.sebutan_panjang or self.nama

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep `jalur` true, here and below: a unit moves once in years, every page reads it."""
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        jalur = f"{self.induk.jalur if self.induk_id and self.induk else '/'}{self.pk}/"
        if jalur == self.jalur:
            return
        lama, self.jalur = self.jalur, jalur
        UnitKerja.objects.filter(pk=self.pk).update(jalur=jalur)
        if lama:
            UnitKerja.objects.filter(jalur__startswith=lama).exclude(pk=self.pk).update(
                jalur=Concat(Value(jalur), Substr("jalur", len(lama) + 1))
            )


class NamaUnit(TimeStamped):
    """One name a unit had, and until when. It is the same unit with another name since: all its rows stay its own."""

    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.CASCADE, related_name="nama_lama")
    nama = models.CharField("nama", max_length=150)
    singkatan = models.CharField("singkatan", max_length=60, blank=True)
    berlaku_sampai = models.DateField("berlaku sampai")

    class Meta:
        verbose_name = "nama lama unit kerja"
        verbose_name_plural = "nama lama unit kerja"
        ordering = ["unit_kerja", "-berlaku_sampai"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_kerja", "berlaku_sampai"],
                name="nama_unit_unik",
                violation_error_message="Nama lama sampai tanggal itu sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return self.nama


class Pejabat(TimeStamped):
    """One official in one office for one time of office. Needs no account; documents copy it by value."""

    class Jenis(models.TextChoices):
        KEPALA_DAERAH = "KEPALA_DAERAH", "Kepala daerah"
        SEKDA = "SEKDA", "Sekretaris Daerah"
        KEPALA_PD = "KEPALA_PD", "Kepala perangkat daerah"
        ASISTEN = "ASISTEN", "Asisten"
        KABAG = "KABAG", "Kepala Bagian"
        KASUBBAG = "KASUBBAG", "Kepala Subbagian"
        LAINNYA = "LAINNYA", "Lainnya"

    class Kedudukan(models.TextChoices):
        DEFINITIF = "", "Definitif"
        PLT = "Plt.", "Pelaksana tugas"
        PLH = "Plh.", "Pelaksana harian"

    pemerintah_daerah = models.ForeignKey(PemerintahDaerah, on_delete=models.PROTECT, related_name="pejabat")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, null=True, blank=True, related_name="pejabat"
    )
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="pejabat")
    jenis = models.CharField("jenis jabatan", max_length=15, choices=Jenis)
    kedudukan = models.CharField("kedudukan", max_length=5, choices=Kedudukan, default=Kedudukan.DEFINITIF, blank=True)
    gelar_depan = models.CharField("gelar depan", max_length=40, blank=True)
    nama = models.CharField("nama tanpa gelar", max_length=120)
    gelar_belakang = models.CharField("gelar belakang", max_length=60, blank=True)
    nip = models.CharField("NIP", max_length=21, blank=True, validators=[nip_validator])
    pangkat = models.CharField("pangkat", max_length=60, blank=True)
    golongan = models.CharField("golongan", max_length=10, blank=True)
    jabatan = models.CharField("jabatan", max_length=200)
    mulai = models.DateField("menjabat sejak", null=True, blank=True)
    selesai = models.DateField("menjabat sampai", null=True, blank=True)
    contoh = models.BooleanField("data contoh", default=False)

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ["pemerintah_daerah", "jenis", "nama"]
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(mulai__isnull=True) | Q(selesai__gte=F("mulai")),
                name="pejabat_masa_jabatan",
                violation_error_message="Akhir masa jabatan tidak boleh sebelum awalnya.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nama_lengkap}, {self.jabatan}"

    @property
    def nama_lengkap(self) -> str:
        """The name with its degrees, as it is printed; the casing of degrees is never touched."""
        depan = f"{self.gelar_depan} {self.nama}".strip()
        return f"{depan}, {self.gelar_belakang}" if self.gelar_belakang else depan

    @property
    def jabatan_lengkap(self) -> str:
        """The office with Plt./Plh. before it."""
        return f"{self.kedudukan} {self.jabatan}".strip()


class Role(models.TextChoices):
    """What a person is; what each role may do stands in indicators.permissions only."""

    OPERATOR = "operator", "Operator"
    PLANNER = "planner", "Perencana"
    LEADER = "leader", "Pimpinan"
    AUDITOR = "auditor", "Inspektorat"
    ADMIN = "admin", "Admin"


class Membership(TimeStamped):
    """One role of one account on exactly one of: a unit (with all below it), a perangkat daerah, a regency."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="membership")
    role = models.CharField("peran", max_length=10, choices=Role)
    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.CASCADE, null=True, blank=True, related_name="membership"
    )
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.CASCADE, null=True, blank=True, related_name="membership"
    )
    pemerintah_daerah = models.ForeignKey(
        PemerintahDaerah, on_delete=models.CASCADE, null=True, blank=True, related_name="membership"
    )

    class Meta:
        verbose_name = "peran pengguna"
        verbose_name_plural = "peran pengguna"
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_kerja__isnull=False, perangkat_daerah__isnull=True, pemerintah_daerah__isnull=True)
                | Q(unit_kerja__isnull=True, perangkat_daerah__isnull=False, pemerintah_daerah__isnull=True)
                | Q(unit_kerja__isnull=True, perangkat_daerah__isnull=True, pemerintah_daerah__isnull=False),
                name="membership_satu_lingkup",
                violation_error_message="Pilih tepat satu lingkup: unit, perangkat daerah, atau pemerintah daerah.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"
