"""Forms about finished documents: signing, taking in signed files, checking a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from reports.services.penarikan import PANJANG_ALASAN
from reports.services.unggahan import BATAS_UNGGAH
from reports.tanda_tangan.sertifikat import BATAS_P12

BATAS_MB = BATAS_UNGGAH // (1024 * 1024)


class BerkasBanyakInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class BerkasMemoriField(forms.FileField):
    """A file that must have arrived whole (see unggah_memori)."""

    def __init__(self, *args: Any, batas: int = BATAS_UNGGAH, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batas = batas

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, or every file of several. Refuses one that is too large."""
        banyak = data if isinstance(data, list | tuple) else [data]
        hasil = [super(BerkasMemoriField, self).clean(satu, initial) for satu in banyak or [None]]
        for satu in hasil:
            if satu and ((satu.size or 0) > self.batas or getattr(satu, "terpotong", False)):
                raise forms.ValidationError(f"Berkas itu lebih besar dari {_ukuran(self.batas)}.")
        return hasil if isinstance(data, list | tuple) else hasil[0]


def _ukuran(batas: int) -> str:
    return f"{batas // (1024 * 1024)} MB" if batas >= 1024 * 1024 else f"{batas // 1024} KB"


class SetujuMixin(forms.Form):
    """Agreeing to a certificate of another name; shown only after such a certificate was tried.

    `sidik` binds the consent to that very certificate.
    """

    setuju = forms.BooleanField(
        required=False,
        label="Saya sudah memeriksa perbedaan nama itu, dan sertifikat ini memang milik penanda tangan",
    )
    sidik = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def disetujui(self) -> str:
        """The digest that was agreed to; empty without consent."""
        return self.cleaned_data["sidik"] if self.cleaned_data["setuju"] else ""

    def tanyakan(self, sidik: str) -> None:
        """Ask for consent to this certificate when the form is shown again."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["sidik"] = sidik  # type: ignore[index]
        self.data.pop("setuju", None)  # type: ignore[attr-defined]

    @property
    def bertanya(self) -> bool:
        """Whether the consent is to be shown."""
        return bool(self.is_bound and self.data.get("sidik"))


class TandaTanganForm(SetujuMixin):
    """A PKCS#12 and its password, asked for each time and kept nowhere."""

    peran = forms.CharField(widget=forms.HiddenInput, max_length=20)
    sertifikat = BerkasMemoriField(
        label="Berkas sertifikat (.p12 atau .pfx)",
        batas=BATAS_P12,
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx,application/x-pkcs12"}),
        help_text="Hanya dipakai untuk tanda tangan ini, tidak disimpan.",
    )
    sandi = forms.CharField(
        label="Kata sandi sertifikat",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        help_text="Diminta setiap kali, tidak disimpan.",
    )
    field_order = ["peran", "sidik", "sertifikat", "sandi", "setuju"]


class UnggahElektronikForm(SetujuMixin):
    """A PDF signed electronically elsewhere."""

    berkas = BerkasMemoriField(
        label="PDF yang sudah ditandatangani elektronik",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=f"Hasil penandatanganan dari berkas terbaru dokumen ini. Paling besar {BATAS_MB} MB.",
    )
    field_order = ["sidik", "berkas", "setuju"]


class UnggahPindaiForm(forms.Form):
    """The scan of a document signed by hand."""

    pindaian = BerkasMemoriField(
        label="Pindaian semua halaman",
        widget=BerkasBanyakInput(attrs={"accept": "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png"}),
        help_text=f"Satu PDF, atau satu gambar JPG atau PNG untuk setiap halaman. Paling besar {BATAS_MB} MB.",
    )
    yakin = forms.BooleanField(
        required=False,
        label="Saya menyatakan pindaian ini dokumen ini, lengkap, dan sudah ditandatangani semua pihak",
    )

    def isi(self) -> list[bytes]:
        """The bytes of every file, in their order."""
        berkas: list[UploadedFile] = self.cleaned_data["pindaian"]
        return [satu.read() for satu in berkas]

    def clean_pindaian(self) -> list[UploadedFile]:
        """Always a list."""
        isi = self.cleaned_data["pindaian"]
        return isi if isinstance(isi, list) else [isi]


class TarikKembaliForm(forms.Form):
    """Why a finished document is taken back."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=PANJANG_ALASAN,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu kalimat atau lebih. Alasan ini tercatat dalam jejak audit dan tidak dapat diubah.",
        error_messages={
            "required": "Tulis alasannya; alasan ini tercatat dalam jejak audit.",
            "max_length": f"Persingkat alasannya; paling panjang {PANJANG_ALASAN} huruf.",
        },
    )


class PeriksaBerkasForm(forms.Form):
    """A file a visitor wants to compare with a document."""

    berkas = BerkasMemoriField(label="Berkas PDF")
