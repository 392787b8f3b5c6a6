"""A workbook of a perangkat daerah that waits for its yes: staged, previewed, stored at once or in the background."""

import logging
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators import permissions
from indicators.buku_pd.baca import dari_json, ke_json, tahun_disebut
from indicators.exceptions import Closed, DomainError
from indicators.models import PerangkatDaerah, PeriodeRenstra, Unggahan, User
from indicators.permissions import Ability
from indicators.selectors.unsur import kunci_periode, periode_daerah
from indicators.services.impor import (
    Impor,
    impor_baca,
    impor_bandingkan,
    impor_terapkan,
    nama_berkas,
    sidik_berkas,
)
from indicators.services.impor_siap import siap_ambil, siap_catat
from indicators.services.unggahan import unggahan_bersihkan
from sakip.lib.garbage import no_collection

log = logging.getLogger(__name__)

LANGSUNG = 1_000
"""More rows than this are stored by the background worker."""

SUDAH = "Buku kerja ini sudah disimpan. Untuk mengubah lagi, unduh buku kerjanya, isi, lalu impor."
VERSI_LAMA = "Berkas ini diunggah sebelum aplikasi diperbarui. Belum ada yang disimpan: unggah berkasnya sekali lagi."
GAGAL = "Kesalahan pada aplikasi. Simpan sekali lagi; bila tetap gagal, laporkan kepada pengelola aplikasi."
ANTRE, BERHENTI = "ANTRE", "BERHENTI"


@no_collection()
def buku_unggah(
    *, perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, nama: str, isi: bytes, by: User
) -> Unggahan:
    """Read an uploaded workbook and keep what it says. Raises NotAllowed and InvalidValue."""
    terbaca = impor_baca(perangkat_daerah=perangkat_daerah, periode=periode, nama=nama, isi=isi, by=by)
    with transaction.atomic():
        milik = {"jenis": Unggahan.Jenis.BUKU_KERJA, "perangkat_daerah": perangkat_daerah, "oleh": by}
        _lupakan(Unggahan.objects.filter(**milik, diterapkan_pada=None))
        unggahan_bersihkan()
        return Unggahan.objects.create(
            **milik,
            nama=nama_berkas(nama),
            sha256=sidik_berkas(isi),
            isi={"periode": kunci_periode(periode), "terbaca": ke_json(terbaca), "tahun": tahun_disebut(terbaca)},
        )


def _lupakan(rows: QuerySet[Unggahan]) -> None:
    """Delete previews that nobody said yes to; what the worker is to store, or is storing, stays."""
    keadaan = rows.values_list("pk", "isi__tugas__keadaan")
    Unggahan.objects.filter(pk__in=[pk for pk, k in keadaan if k != ANTRE]).delete()


@no_collection()
def buku_bandingkan(unggahan: Unggahan, *, by: User, hapus: bool, samakan: list[str], coba: bool = True) -> Impor:
    """What was staged, held against what is stored now. Raises NotAllowed and Closed (stored already).

    What it finds is kept with the upload: a yes to it need not compare anew.
    """
    impor = _bandingkan(unggahan, by=by, hapus=hapus, samakan=samakan, coba=coba)
    siap_catat(unggahan, impor, by=by, hapus=hapus, samakan=samakan)
    return impor


def _bandingkan(unggahan: Unggahan, *, by: User, hapus: bool, samakan: list[str], coba: bool) -> Impor:
    if unggahan.diterapkan_pada is not None:
        raise Closed(SUDAH)
    kemasan = unggahan.isi["terbaca"]
    if not isinstance(kemasan, str):  # staged before what was read was packed
        raise Closed(VERSI_LAMA)
    return impor_bandingkan(
        perangkat_daerah=unggahan.perangkat_daerah,
        periode=_periode(unggahan),
        terbaca=dari_json(kemasan),
        by=by,
        hapus=hapus,
        samakan=samakan,
        coba=coba,
    )


def _periode(unggahan: Unggahan) -> PeriodeRenstra:
    return next(p for p in periode_daerah(unggahan.perangkat_daerah) if kunci_periode(p) == unggahan.isi["periode"])


@no_collection()
@transaction.atomic
def buku_terapkan(
    unggahan: Unggahan, *, by: User, sidik: str, hapus: bool, samakan: list[str], lapor: Any = None
) -> int:
    """Store what was staged, once, whole or not at all; how many rows.

    Raises NotAllowed, Closed (stored already), StaleData (something else than was shown), and what the rows raise.
    """
    segar = Unggahan.objects.select_for_update(of=("self",)).select_related("perangkat_daerah__pemerintah_daerah")
    row = segar.get(pk=unggahan.pk)
    if row.oleh_id != by.pk or row.diterapkan_pada is not None:
        raise Closed(SUDAH)
    permissions.require(by, Ability.IMPORT, row.perangkat_daerah)
    impor = siap_ambil(row, _periode(row), by=by, sidik=sidik, hapus=hapus, samakan=samakan)
    if impor is None:
        impor = _bandingkan(row, by=by, hapus=hapus, samakan=samakan, coba=False)
    jumlah = impor_terapkan(impor=impor, nama=row.nama, sha256=row.sha256, by=by, sidik=sidik, lapor=lapor)
    tetap = {k: row.isi[k] for k in ("periode", "sebelum") if k in row.isi}  # what was found wrong before the import
    row.isi, row.diterapkan_pada = tetap | {"jumlah": jumlah}, timezone.now()
    row.save(update_fields=["isi", "diterapkan_pada", "diubah_pada"])
    return jumlah


# --- In the background --------------------------------------------------------------------------------------------


@transaction.atomic
def buku_antrekan(unggahan: Unggahan, *, by: User, sidik: str, hapus: bool, samakan: list[str], jumlah: int) -> bool:
    """Note that it is to be stored by the worker; False when it is waiting already. Raises NotAllowed and Closed."""
    permissions.require(by, Ability.IMPORT, unggahan.perangkat_daerah)
    row = Unggahan.objects.select_for_update(of=("self",)).get(pk=unggahan.pk)
    if row.diterapkan_pada is not None or row.oleh_id != by.pk:
        raise Closed(SUDAH)
    if row.isi.get("tugas", {}).get("keadaan") == ANTRE:
        return False
    tugas = {"keadaan": ANTRE, "sidik": sidik, "hapus": hapus, "samakan": samakan, "jumlah": jumlah}
    row.isi |= {"tugas": tugas}
    row.save(update_fields=["isi", "diubah_pada"])
    return True


def buku_kerjakan(pk: int) -> None:
    """The worker's part: store it, or say on the row why nothing came of it."""
    row = _mulai(pk)
    if row is None:
        return
    tugas = row.isi["tugas"]
    catat = Pencatat(pk)
    catat.hapus()  # what an attempt wrote that was cut off
    try:
        buku_terapkan(
            row, by=row.oleh, sidik=tugas["sidik"], hapus=tugas["hapus"], samakan=tugas["samakan"], lapor=catat
        )
    except DomainError as error:
        _berhenti(row, str(error))
    except Exception:
        _berhenti(row, GAGAL)
        raise
    finally:
        catat.hapus()


@transaction.atomic
def _mulai(pk: int) -> Unggahan | None:
    """Take the row and say so on it; None when it is stored already, or nobody waits for it."""
    rows = Unggahan.objects.select_for_update(of=("self",))
    row = rows.select_related("perangkat_daerah__pemerintah_daerah", "oleh").filter(pk=pk, diterapkan_pada=None).first()
    if row is None or row.isi.get("tugas", {}).get("keadaan") != ANTRE:
        return None
    row.isi["tugas"] |= {"mulai": True}
    row.save(update_fields=["isi", "diubah_pada"])
    return row


def _berhenti(row: Unggahan, pesan: str) -> None:
    """Unless another worker has stored it meanwhile."""
    isi = row.isi | {"tugas": row.isi["tugas"] | {"keadaan": BERHENTI, "pesan": pesan}}
    Unggahan.objects.filter(pk=row.pk, diterapkan_pada=None).update(isi=isi, diubah_pada=timezone.now())


class Pencatat:
    """Counts the rows that were written, in a file: the database shows nothing before the transaction ends."""

    def __init__(self, pk: int) -> None:
        self.nama, self.jumlah = f"impor/{pk}.txt", 0

    def __call__(self, baris: int) -> None:
        """So many more rows were written."""
        self.jumlah += baris
        try:
            self.hapus()
            default_storage.save(self.nama, ContentFile(str(self.jumlah).encode()))
        except OSError:  # the import is worth more than its progress
            log.warning("Kemajuan impor %s tidak tercatat.", self.nama)

    def hapus(self) -> None:
        """Leave no file behind."""
        default_storage.delete(self.nama)


def kabar_terakhir(pk: int) -> datetime | None:
    """When the worker wrote its last rows; None before the first."""
    try:
        return default_storage.get_modified_time(f"impor/{pk}.txt")
    except OSError:
        return None


def kemajuan(pk: int) -> int:
    """How many rows of an import were written so far."""
    try:
        with default_storage.open(f"impor/{pk}.txt") as berkas:
            return int(berkas.read() or 0)
    except (OSError, ValueError):
        return 0
