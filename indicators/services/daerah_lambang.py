"""The emblem of a regency: opened, checked and written anew, so that nothing of the uploaded file itself is kept."""

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps

from indicators import permissions
from indicators.exceptions import InvalidValue
from indicators.models import PemerintahDaerah, User
from indicators.permissions import Ability
from indicators.services import antivirus, audit
from indicators.services.gambar import MAKS_UKURAN, periksa_ukuran, terbuka

MIN_SISI, MAKS_SISI = 100, 1000
"""A side in pixels. On the letterhead an emblem is 23 mm: 100 still show what it is, 1000 are more than printers do."""


def lambang_simpan(*, daerah: PemerintahDaerah, berkas: UploadedFile, by: User) -> None:
    """Keep a picture as the emblem, in place of the one there was. Finished documents keep the one they print.

    Raises NotAllowed, and InvalidValue with what to do for a file that is too large, too small or no picture.
    """
    permissions.require(by, Ability.MANAGE_MASTER, daerah)
    if (berkas.size or 0) > MAKS_UKURAN:
        raise InvalidValue("Gambar lebih besar dari 5 MB. Perkecil dulu, lalu unggah lagi.")
    mentah = berkas.read()
    antivirus.periksa(berkas.name or "lambang", mentah)
    isi = _tulis_ulang(mentah)
    sidik = hashlib.sha256(isi).hexdigest()
    with transaction.atomic():
        segar = PemerintahDaerah.objects.select_for_update().get(pk=daerah.pk)
        lama = str(segar.lambang or "")
        if sidik[:16] in lama:
            return
        segar.lambang.save(f"{segar.kode}-{sidik[:16]}.png", ContentFile(isi), save=False)
        try:
            segar.save(update_fields=["lambang", "diubah_pada"])
            _catat(segar, lama, str(segar.lambang), by)
        except BaseException:
            segar.lambang.storage.delete(str(segar.lambang))  # the row is rolled back, a file is not
            raise
        _buang_nanti(segar, lama)


def lambang_hapus(*, daerah: PemerintahDaerah, by: User) -> None:
    """Go on without an emblem: documents then leave its place. Raises NotAllowed."""
    permissions.require(by, Ability.MANAGE_MASTER, daerah)
    with transaction.atomic():
        segar = PemerintahDaerah.objects.select_for_update().get(pk=daerah.pk)
        lama = str(segar.lambang or "")
        if not lama:
            return
        segar.lambang = ""
        segar.save(update_fields=["lambang", "diubah_pada"])
        _catat(segar, lama, "", by)
        _buang_nanti(segar, lama)


def _tulis_ulang(isi: bytes) -> bytes:
    """The picture as a new PNG, its transparency kept, upright, at most MAKS_SISI a side. Raises InvalidValue."""
    with terbuka(isi) as gambar:
        periksa_ukuran(gambar, MIN_SISI, f"Gambar terlalu kecil: sisi terpendeknya harus {MIN_SISI} piksel atau lebih.")
        transparan = gambar.mode in ("LA", "PA", "RGBA") or "transparency" in gambar.info
        baru = ImageOps.exif_transpose(gambar).convert("RGBA" if transparan else "RGB")
    baru.thumbnail((MAKS_SISI, MAKS_SISI), Image.Resampling.LANCZOS)
    baru.info.clear()
    keluar = BytesIO()
    baru.save(keluar, "PNG", optimize=True)
    return keluar.getvalue()


def _buang_nanti(daerah: PemerintahDaerah, nama: str) -> None:
    """Delete the old file once the change is certain."""
    if nama:
        transaction.on_commit(lambda: daerah.lambang.storage.delete(nama))


def _catat(daerah: PemerintahDaerah, lama: str, baru: str, by: User) -> None:
    audit.record(
        by,
        audit.Event(
            aksi="pemerintahdaerah.changed",
            objek=daerah,
            nama=str(daerah),
            pemerintah_daerah=daerah,
            sebelum={"lambang": lama},
            sesudah={"lambang": baru},
        ),
    )
