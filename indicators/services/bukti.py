"""Evidence files: taken in only when their content is what their name says, given out only through a view."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction
from PIL import Image

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue
from indicators.models import BuktiDukung, Realisasi, RealisasiAnggaran, UnitKerja, User
from indicators.permissions import Ability
from indicators.services import antivirus, audit
from indicators.services.baris import LOCKED, jadwal_require_open
from indicators.services.gambar import RUSAK
from indicators.workflow import EDITABLE
from sakip.lib import gambar as berkas_gambar
from sakip.lib.periods import Triwulan

BATAS_UKURAN = 10 * 1024 * 1024
"""Ten megabytes a file."""

BUKAN_TAUTAN = "Tautan harus berupa alamat lengkap yang dimulai dengan https:// atau http://. Salin ulang alamatnya."

_OOXML = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Jenis:
    """One kind of file that is accepted: its MIME type and what its content must contain."""

    tipe: str
    zip_bagian: str = ""


JENIS = {
    ".pdf": Jenis("application/pdf"),
    ".png": Jenis("image/png"),
    ".jpg": Jenis("image/jpeg"),
    ".jpeg": Jenis("image/jpeg"),
    ".webp": Jenis("image/webp"),
    ".xlsx": Jenis(f"{_OOXML}spreadsheetml.sheet", "xl/workbook.xml"),
    ".docx": Jenis(f"{_OOXML}wordprocessingml.document", "word/document.xml"),
}
DITERIMA = "PDF, gambar (PNG, JPG, WebP), Excel (.xlsx), atau Word (.docx)"


def periksa_isi(nama: str, isi: bytes) -> str:
    """The MIME type of an acceptable file. Raises InvalidValue when size, name or content are not acceptable."""
    if not isi:
        raise InvalidValue(f"Berkas “{nama}” kosong. Pilih berkas yang berisi.")
    if len(isi) > BATAS_UKURAN:
        raise InvalidValue(f"Berkas “{nama}” lebih besar dari 10 MB. Perkecil dulu, lalu unggah lagi.")
    akhiran = PurePosixPath(nama).suffix.lower()
    jenis = JENIS.get(akhiran)
    if jenis is None:
        raise InvalidValue(f"Berkas “{nama}” tidak diterima. Unggah {DITERIMA}.")
    if not _isi_sesuai(jenis, isi):
        raise InvalidValue(f"Isi berkas “{nama}” bukan {akhiran} yang sah. Simpan ulang dari aplikasinya, lalu unggah.")
    return jenis.tipe


def _isi_sesuai(jenis: Jenis, isi: bytes) -> bool:
    if jenis.tipe == "application/pdf":
        return isi.startswith(b"%PDF-") and b"%%EOF" in isi[-2048:]
    if jenis.tipe.startswith("image/"):
        return berkas_gambar.utuh(isi) and _gambar_sesuai(jenis, isi)
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as berkas:
            names = set(berkas.namelist())
    except zipfile.BadZipFile:
        return False
    # A macro inside an .xlsx or .docx is a file that lies about itself.
    return {"[Content_Types].xml", jenis.zip_bagian} <= names and not any(n.endswith("vbaProject.bin") for n in names)


def _gambar_sesuai(jenis: Jenis, isi: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(isi), formats=["PNG", "JPEG", "WEBP"]) as gambar:
            gambar.verify()
            return Image.MIME.get(gambar.format or "") == jenis.tipe
    except RUSAK:
        return False


def _unit(nilai: Realisasi | RealisasiAnggaran) -> UnitKerja:
    owner = nilai.indikator if isinstance(nilai, Realisasi) else nilai.sub_kegiatan
    return owner.unit_kerja


def _require_editable(nilai: Realisasi | RealisasiAnggaran, by: User) -> UnitKerja:
    unit = _unit(nilai)
    permissions.require(by, Ability.ENTER_REALISASI, unit)
    jadwal_require_open(unit.perangkat_daerah_id, Triwulan(nilai.tahun, nilai.triwulan))
    if nilai.status not in EDITABLE:
        raise Closed(LOCKED)
    return unit


def bukti_attach(*, nilai: Realisasi | RealisasiAnggaran, berkas: UploadedFile, by: User) -> BuktiDukung:
    """Attach one file to a quarterly value. Raises NotAllowed, Closed, InvalidValue.

    The scanner may take half a minute: nothing is locked while it is waited for, and what was allowed before is asked
    again afterwards.
    """
    _require_editable(nilai, by)
    nama = PurePosixPath((berkas.name or "berkas").replace("\\", "/")).name[-150:]
    if (berkas.size or 0) > BATAS_UKURAN:
        raise InvalidValue(f"Berkas “{nama}” lebih besar dari 10 MB. Perkecil dulu, lalu unggah lagi.")
    isi = berkas.read()
    tipe = periksa_isi(nama, isi)
    antivirus.periksa(nama, isi)
    berkas.seek(0)
    return _lampirkan(nilai, berkas, nama=nama, tipe=tipe, isi=isi, by=by)


@transaction.atomic
def _lampirkan(
    nilai: Realisasi | RealisasiAnggaran, berkas: UploadedFile, *, nama: str, tipe: str, isi: bytes, by: User
) -> BuktiDukung:
    nilai.status = type(nilai)._default_manager.select_for_update().values_list("status", flat=True).get(pk=nilai.pk)
    unit = _require_editable(nilai, by)
    sidik = hashlib.sha256(isi).hexdigest()
    _require_baru(nilai, nama, sidik)
    bukti = _baru(nilai, by, nama=nama, tipe=tipe, ukuran=len(isi), sha256=sidik)
    bukti.berkas.save(f"{sidik[:16]}{PurePosixPath(nama).suffix.lower()}", berkas, save=False)
    return _simpan(bukti, nilai, unit, by)


@transaction.atomic
def bukti_attach_link(*, nilai: Realisasi | RealisasiAnggaran, tautan: str, nama: str, by: User) -> BuktiDukung:
    """Attach a link to where the evidence lies (http or https). Raises NotAllowed, Closed, InvalidValue."""
    unit = _require_editable(nilai, by)
    try:
        URLValidator(schemes=["http", "https"])(tautan)
    except ValidationError as error:
        raise InvalidValue(BUKAN_TAUTAN) from error
    if not tautan.isprintable():  # marks that turn the direction of text around hide where it leads
        raise InvalidValue(BUKAN_TAUTAN)
    sidik = hashlib.sha256(tautan.encode()).hexdigest()
    _require_baru(nilai, nama or tautan, sidik)
    bukti = _baru(nilai, by, nama=(nama or tautan)[:200], tipe="text/uri-list", ukuran=0, sha256=sidik, tautan=tautan)
    return _simpan(bukti, nilai, unit, by)


@transaction.atomic
def bukti_reuse(*, nilai: Realisasi | RealisasiAnggaran, bukti: BuktiDukung, by: User) -> BuktiDukung:
    """Use evidence of another value of the same unit and quarter for this one too: one file, two rows.

    Raises NotAllowed, Closed, InvalidValue.
    """
    unit = _require_editable(nilai, by)
    asal = bukti.realisasi or bukti.realisasi_anggaran
    assert asal is not None  # noqa: S101  the database guarantees one of them
    if _unit(asal) != unit or (asal.tahun, asal.triwulan) != (nilai.tahun, nilai.triwulan):
        raise InvalidValue("Bukti hanya dapat dipakai lagi pada unit dan triwulan yang sama. Unggah berkasnya di sini.")
    _require_baru(nilai, bukti.nama, bukti.sha256)
    sama = {k: getattr(bukti, k) for k in ("nama", "tipe", "ukuran", "sha256", "tautan")}
    salinan = _baru(nilai, by, **sama)
    salinan.berkas.name = bukti.berkas.name
    return _simpan(salinan, nilai, unit, by)


def _baru(nilai: Realisasi | RealisasiAnggaran, by: User, **isi: Any) -> BuktiDukung:
    return BuktiDukung(diunggah_oleh=by, **{_kolom(nilai): nilai}, **isi)


def _kolom(nilai: Realisasi | RealisasiAnggaran) -> str:
    return "realisasi" if isinstance(nilai, Realisasi) else "realisasi_anggaran"


def _require_baru(nilai: Realisasi | RealisasiAnggaran, nama: str, sidik: str) -> None:
    if BuktiDukung.objects.filter(**{_kolom(nilai): nilai}, sha256=sidik).exists():
        raise InvalidValue(f"Berkas “{nama}” sudah dilampirkan pada nilai ini.")


def _simpan(bukti: BuktiDukung, nilai: Realisasi | RealisasiAnggaran, unit: UnitKerja, by: User) -> BuktiDukung:
    bukti.save()
    audit.record(
        by,
        audit.Event(
            aksi="bukti.attached",
            objek=nilai,
            nama=f"Bukti {bukti.nama}",
            perangkat_daerah=unit.perangkat_daerah,
            unit_kerja=unit,
            sesudah={"nama": bukti.nama, "sha256": bukti.sha256, "ukuran": bukti.ukuran},
        ),
    )
    return bukti


@transaction.atomic
def bukti_remove(*, bukti: BuktiDukung, by: User) -> None:
    """Take one file off a value that may still change; the file itself goes when the change is certain."""
    nilai = bukti.realisasi or bukti.realisasi_anggaran
    assert nilai is not None  # noqa: S101  the database guarantees one of them
    unit = _require_editable(nilai, by)
    audit.record(
        by,
        audit.Event(
            aksi="bukti.removed",
            objek=nilai,
            nama=f"Bukti {bukti.nama}",
            perangkat_daerah=unit.perangkat_daerah,
            unit_kerja=unit,
            sebelum={"nama": bukti.nama, "sha256": bukti.sha256, "ukuran": bukti.ukuran},
        ),
    )
    storage, name = bukti.berkas.storage, str(bukti.berkas.name)
    bukti.delete()
    if name and not BuktiDukung.objects.filter(berkas=name).exists():
        transaction.on_commit(lambda: storage.delete(name))
