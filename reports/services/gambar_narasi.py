"""Pictures of the narratives: opened, checked and written anew, so that nothing of the uploaded file itself is kept."""

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from PIL import Image, ImageOps

from indicators import permissions
from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.gambar import MAKS_UKURAN, periksa_ukuran, terbuka
from reports.models import GambarNarasi

MIN_SISI, MAKS_SISI = 16, 2000
"""A side in pixels: 2000 over the width of the text is more than 300 to the inch."""
MAKS_PNG = 1_500_000
"""Bytes above which a PNG is a photograph, and stored as one."""


def gambar_add(*, perangkat_daerah: PerangkatDaerah, berkas: UploadedFile, keterangan: str, by: User) -> GambarNarasi:
    """Store one picture for the narratives of a perangkat daerah; the same picture is stored once.

    Raises NotAllowed, and InvalidValue with what to do for a file that is too large, too small or no picture.
    """
    permissions.require(by, Ability.WRITE_NARASI, perangkat_daerah)
    if (berkas.size or 0) > MAKS_UKURAN:
        raise InvalidValue("Gambar lebih besar dari 5 MB. Perkecil dulu, lalu unggah lagi.")
    isi, akhiran = tulis_ulang(berkas.read())
    sidik = hashlib.sha256(isi).hexdigest()
    keterangan = " ".join(keterangan.split())[:300]
    if (ada := GambarNarasi.objects.filter(perangkat_daerah=perangkat_daerah, sha256=sidik).first()) is not None:
        return ada
    gambar = GambarNarasi(perangkat_daerah=perangkat_daerah, sha256=sidik, keterangan=keterangan, oleh=by)
    try:
        with transaction.atomic():
            gambar.berkas.save(f"{sidik[:24]}{akhiran}", ContentFile(isi), save=False)
            gambar.save()
            audit.record(by, _peristiwa(gambar, len(isi)))
    except BaseException as error:
        if gambar.berkas:  # the row is rolled back, a file is not
            gambar.berkas.storage.delete(str(gambar.berkas.name))
        if isinstance(error, IntegrityError):  # somebody stored the same picture at the same moment
            return GambarNarasi.objects.get(perangkat_daerah=perangkat_daerah, sha256=sidik)
        raise
    return gambar


def tulis_ulang(isi: bytes) -> tuple[bytes, str]:
    """The picture as a new PNG or JPEG without anything around it (place, camera, hidden data), and its suffix.

    On white, upright, at most MAKS_SISI pixels a side. Raises InvalidValue.
    """
    with terbuka(isi) as gambar:
        periksa_ukuran(gambar, MIN_SISI, "Gambar terlalu kecil untuk dicetak. Pilih gambar yang lebih besar.")
        foto = gambar.format == "JPEG"
        bersih = _di_atas_putih(ImageOps.exif_transpose(gambar))
    bersih.thumbnail((MAKS_SISI, MAKS_SISI), Image.Resampling.LANCZOS)
    png = b"" if foto else _sebagai(bersih, "PNG", optimize=True)
    if not foto and len(png) <= MAKS_PNG:
        return png, ".png"
    return _sebagai(bersih, "JPEG", quality=88, optimize=True), ".jpg"


def _di_atas_putih(gambar: Image.Image) -> Image.Image:
    """The first frame in RGB, what is transparent white: paper is."""
    if gambar.mode in ("RGBA", "LA", "PA") or "transparency" in gambar.info:
        atas = gambar.convert("RGBA")
        alas = Image.new("RGBA", atas.size, "white")
        return Image.alpha_composite(alas, atas).convert("RGB")
    return gambar.convert("RGB")


def _sebagai(gambar: Image.Image, bentuk: str, **pilihan: object) -> bytes:
    tujuan = BytesIO()
    gambar.info.clear()
    gambar.save(tujuan, bentuk, **pilihan)
    return tujuan.getvalue()


def _peristiwa(gambar: GambarNarasi, ukuran: int) -> audit.Event:
    return audit.Event(
        "gambar_narasi.added",
        gambar,
        f"Gambar {gambar}",
        perangkat_daerah=gambar.perangkat_daerah,
        sesudah={"keterangan": gambar.keterangan, "sha256": gambar.sha256, "ukuran": ukuran},
    )
