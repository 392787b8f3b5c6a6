"""The forms of a regency that begins. They clean what was typed; no form looks at another row."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.models import KategoriCapaian, Pejabat, PemerintahDaerah, PerangkatDaerah
from sakip.forms import BerkasField, NumberField

JENIS_DAERAH = (("Kabupaten", "Kabupaten"), ("Kota", "Kota"))
ZONA = (
    ("Asia/Jakarta", "WIB (Sumatera, Jawa, Kalimantan Barat dan Tengah)"),
    ("Asia/Makassar", "WITA (Bali, Nusa Tenggara, Sulawesi, Kalimantan lainnya)"),
    ("Asia/Jayapura", "WIT (Maluku, Papua)"),
)
PILIH = "Pilih salah satu."


def isian_teks(label: str, maks: int, kosong: str = "", bantuan: str = "", **lain: Any) -> forms.CharField:
    """A line of text; `kosong` is the sentence when it is missing, empty: it may be."""
    galat = {"required": kosong, "max_length": f"Paling panjang {maks} huruf: ringkaskan."}
    return forms.CharField(
        label=label, max_length=maks, required=bool(kosong), help_text=bantuan, error_messages=galat, **lain
    )


def isian_tanggal(label: str, bantuan: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=bantuan,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tulis tanggal yang ada, misalnya 20 Februari 2025."},
    )


class DaerahForm(forms.Form):
    """The regency itself."""

    jenis = forms.ChoiceField(label="Jenis daerah", choices=JENIS_DAERAH, error_messages={"required": PILIH})
    nama = isian_teks(
        "Nama", 130, "Tulis nama daerahnya.", "Tanpa kata Kabupaten atau Kota, misalnya Tanjung Jabung Timur."
    )
    provinsi = isian_teks("Provinsi", 100, "Tulis provinsinya.")
    tempat = isian_teks("Ibu kota", 100, "Tulis ibu kotanya.", "Tempat dokumen ditandatangani, misalnya Muara Sabak.")
    zona_waktu = forms.ChoiceField(label="Zona waktu", choices=ZONA, error_messages={"required": PILIH})


NAMA_SAJA = "Tercetak persis seperti diketik, misalnya SITI AMINAH; gelarnya pada isian gelar."


class KepalaForm(forms.Form):
    """The head of the regency: Pihak Kedua of the first agreements."""

    nama = isian_teks("Nama tanpa gelar", 120, "Tulis nama kepala daerahnya.", NAMA_SAJA)
    gelar_depan = isian_teks("Gelar depan", 40)
    gelar_belakang = isian_teks("Gelar belakang", 60)
    kedudukan = forms.ChoiceField(label="Kedudukan", choices=Pejabat.Kedudukan.choices, required=False)
    mulai = isian_tanggal("Menjabat sejak", "Kosongkan bila berlaku untuk semua tahun yang akan diisi.")


class KategoriForm(forms.Form):
    """One band of capaian; a row without a name is no band."""

    label = isian_teks("Sebutan", 40)
    batas_bawah = NumberField(label="Mulai dari (%)", required=False)
    kode = forms.ChoiceField(label="Warna", choices=KategoriCapaian.Warna.choices)

    def clean(self) -> dict[str, Any]:
        """Name and number go together."""
        isi: dict[str, Any] = super().clean() or {}
        batas = isi.get("batas_bawah")
        if batas is not None and not 0 <= batas <= 1000:
            self.add_error("batas_bawah", "Tulis angka dari 0 sampai 1.000.")
        if "batas_bawah" in isi and (batas is None) != (not isi.get("label")):
            self.add_error(
                "label" if batas is not None else "batas_bawah", "Isi sebutan dan batasnya, atau kosongkan keduanya."
            )
        return isi


BANYAK_KATEGORI = 5


class KuadranForm(forms.Form):
    """The two thresholds of the quadrants of capaian and absorption; what they may be says the model."""

    ambang_capaian = NumberField(
        label="Capaian tinggi mulai dari (%)",
        required=False,
        help_text="Kosongkan untuk memakai batas kategori capaian tertinggi di atas.",
    )
    cara_ambang = forms.ChoiceField(
        label="Penyerapan tinggi mulai dari",
        choices=PemerintahDaerah.CaraAmbang.choices,
        error_messages={"required": PILIH},
        help_text="Median: separuh yang tergambar selalu di atasnya. Angka: sama bagi semua perangkat daerah dan unit.",
    )
    ambang_tw1 = NumberField(label="Triwulan I (%)", required=False)
    ambang_tw2 = NumberField(label="Triwulan II (%)", required=False)
    ambang_tw3 = NumberField(label="Triwulan III (%)", required=False)
    ambang_tw4 = NumberField(label="Triwulan IV (%)", required=False)

    def clean(self) -> dict[str, Any]:
        """What the model says against the thresholds, at the field it speaks of."""
        isi: dict[str, Any] = super().clean() or {}
        if self.errors:
            return isi
        row = PemerintahDaerah(**isi)
        try:
            row.clean_fields(exclude={f.name for f in row._meta.fields} - set(isi))
            row.clean()
        except ValidationError as error:
            self.add_error(None, error)
        return isi


class LambangForm(forms.Form):
    """The emblem; its content is checked by the service."""

    berkas = BerkasField(
        "Gambar lambang",
        ".png,.jpg,.jpeg,.webp",
        pilih="Pilih gambar lambangnya.",
        bantuan="PNG, JPG, atau WebP, paling besar 5 MB. Terbaik: PNG berlatar transparan, 500 piksel atau lebih.",
    )


class PerangkatForm(forms.Form):
    """One perangkat daerah: what its letterhead says."""

    jenis = forms.ChoiceField(label="Jenis", choices=PerangkatDaerah.Jenis.choices, error_messages={"required": PILIH})
    nama = isian_teks("Nama", 150, "Tulis nama perangkat daerahnya.", "Tanpa nama daerah, misalnya Sekretariat Daerah.")
    singkatan = isian_teks("Singkatan", 30, bantuan="Misalnya Setda atau Bappeda.")
    alamat = isian_teks("Alamat", 200, bantuan="Tercetak pada kop surat.")
    telepon = isian_teks("Telepon", 40)
    faksimile = isian_teks("Faksimile", 40)
    surel = forms.EmailField(
        label="Surel", required=False, error_messages={"invalid": "Tulis alamat surel yang lengkap."}
    )
    kota = isian_teks("Kota pada kop", 60, bantuan="Misalnya Muara Sabak, dengan kode pos bila biasa ditulis.")


class PeriodeForm(forms.Form):
    """The years of a period."""

    tahun_awal = forms.IntegerField(
        label="Tahun awal",
        min_value=2000,
        max_value=2100,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Tulis tahun, misalnya 2025."),
    )
    tahun_akhir = forms.IntegerField(
        label="Tahun akhir",
        min_value=2000,
        max_value=2100,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Tulis tahun, misalnya 2029."),
    )

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        isi: dict[str, Any] = super().clean() or {}
        awal, akhir = isi.get("tahun_awal"), isi.get("tahun_akhir")
        if awal is not None and akhir is not None and akhir <= awal:
            self.add_error("tahun_akhir", "Tahun akhir periode harus sesudah tahun awalnya.")
        return isi
