"""Where what a document lacks can be mended: read from the words all builders and checks use for it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.http import urlencode

from reports.builders.permintaan import Permintaan

UNIT = "perencanaan › unit kerja"


def tempat(kalimat: str, permintaan: Permintaan) -> tuple[str, str]:
    """The address and the words of the link; both empty for what only the admin can mend."""
    kecil = kalimat.casefold()
    if "mintalah admin" in kecil:
        return "", ""
    if UNIT in kecil:
        return tempat_unit([kalimat], permintaan)
    if "perjanjian kinerja" in kecil and "selesaikan" in kecil:
        return f"{reverse('reports:daftar')}?{kueri(permintaan)}#dokumen-pk", "Buka Daftar dokumen"
    if "tutup" in kecil and "triwulan" in kecil:
        return reverse("indicators:verifikasi_antrean"), "Buka Verifikasi"
    if "penyebab" in kecil or "solusi" in kecil or "realisasi" in kecil:
        return f"{reverse('indicators:realisasi_daftar')}?{kueri(permintaan)}", "Buka Isian triwulan"
    return f"{reverse('indicators:perencanaan')}?{kueri(permintaan)}", "Buka Perencanaan"


def tempat_unit(kalimat: Iterable[str], permintaan: Permintaan) -> tuple[str, str]:
    """The page of units, officials and staff where one of the sentences names it; otherwise nothing."""
    if any(UNIT in satu.casefold() for satu in kalimat):
        return f"{reverse('indicators:unit_daftar')}?{kueri(permintaan)}", "Buka Unit kerja"
    return "", ""


def kueri(permintaan: Permintaan) -> str:
    """The perangkat daerah and the year, as pages take them."""
    return urlencode({"pd": permintaan.perangkat_daerah.kode, "tahun": str(permintaan.tahun)})
