"""Evidence files: taken in only when their content is what their name says, given out only through a view."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue
from indicators.models import BuktiDukung, Realisasi, RealisasiAnggaran, UnitKerja, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.realisasi import LOCKED, jadwal_require_open
from indicators.workflow import EDITABLE
from sakip.lib.periods import Triwulan

BATAS_UKURAN = 10 * 1024 * 1024
"""Ten megabytes a file."""

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
        try:
            with Image.open(io.BytesIO(isi)) as gambar:
                gambar.verify()
                return Image.MIME.get(gambar.format or "") == jenis.tipe
        except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
            return False
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as berkas:
            names = set(berkas.namelist())
    except zipfile.BadZipFile:
        return False
    # A macro inside an .xlsx or .docx is a file that lies about itself.
    return {"[Content_Types].xml", jenis.zip_bagian} <= names and not any(n.endswith("vbaProject.bin") for n in names)


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


@transaction.atomic
def bukti_attach(*, nilai: Realisasi | RealisasiAnggaran, berkas: UploadedFile, by: User) -> BuktiDukung:
    """Attach one file to a quarterly value. Raises NotAllowed, Closed, InvalidValue."""
    unit = _require_editable(nilai, by)
    nama = PurePosixPath((berkas.name or "berkas").replace("\\", "/")).name[-150:]
    if (berkas.size or 0) > BATAS_UKURAN:
        raise InvalidValue(f"Berkas “{nama}” lebih besar dari 10 MB. Perkecil dulu, lalu unggah lagi.")
    isi = berkas.read()
    tipe = periksa_isi(nama, isi)
    sidik = hashlib.sha256(isi).hexdigest()
    field = "realisasi" if isinstance(nilai, Realisasi) else "realisasi_anggaran"
    if BuktiDukung.objects.filter(**{field: nilai}, sha256=sidik).exists():
        raise InvalidValue(f"Berkas “{nama}” sudah dilampirkan pada nilai ini.")
    berkas.seek(0)
    bukti = BuktiDukung(nama=nama, tipe=tipe, ukuran=len(isi), sha256=sidik, diunggah_oleh=by, **{field: nilai})
    bukti.berkas.save(f"{sidik[:16]}{PurePosixPath(nama).suffix.lower()}", berkas, save=False)
    bukti.save()
    audit.record(
        by,
        audit.Event(
            aksi="bukti.attached",
            objek=nilai,
            nama=f"Bukti {nama}",
            perangkat_daerah=unit.perangkat_daerah,
            unit_kerja=unit,
            sesudah={"nama": nama, "sha256": sidik, "ukuran": len(isi)},
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
    transaction.on_commit(lambda: storage.delete(name))
