"""The work of the background worker: rendering or finishing what was ordered (reports/cetakan.py orders it).

Any number of workers may run, and each may be killed at any moment. A row is taken with one conditional UPDATE that
counts the attempt; every later UPDATE names that attempt, so of two workers on one row only the last one writes.
"""

import logging
import time
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import OperationalError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task

from indicators.exceptions import DomainError, NotAllowed, StaleData
from reports import pdf, services
from reports.builders import REGISTRY
from reports.builders.permintaan import Permintaan
from reports.kemajuan import Tahap
from reports.models import Cetakan, Dokumen

log = logging.getLogger(__name__)

SELANG = 0.5
"""Seconds between two UPDATEs of the progress, at least."""

DISIMPAN = 3
"""So many finished renders of one document (kind, perangkat daerah, year) are kept, the newest."""

GAGAL = "Kesalahan pada aplikasi. Siapkan PDF sekali lagi; bila tetap gagal, laporkan kepada pengelola aplikasi."


class Dibatalkan(Exception):
    """Somebody called the render off, or another worker took it over."""


@task
def cetak(pk: int) -> None:
    """Make the file of one ordered Cetakan, or finish its document.

    Does nothing when it was called off or is somebody else's by now.
    """
    cetakan = _ambil(pk)
    if cetakan is None:
        return
    catat = Pencatat(cetakan)
    try:
        if cetakan.final:
            _selesaikan(cetakan, catat)
            return
        isi = pdf.render(REGISTRY[cetakan.jenis].TEMPLATE, cetakan.payload, catat)
        _selesai(cetakan, isi, catat.halaman)
    except Dibatalkan:
        return
    except DomainError as error:  # a refusal: whoever ordered it reads why
        _gagal(cetakan, str(error), list(getattr(error, "kekurangan", [])))
    except Exception:  # the row must say so; the task keeps the trace
        _gagal(cetakan, GAGAL, [])
        raise


def _gagal(cetakan: Cetakan, pesan: str, kekurangan: list[str]) -> None:
    """Say on the row why nothing came of it; what is lacking goes where the payload was."""
    nilai: dict[str, Any] = {"pesan": pesan[:300], "payload": {"kekurangan": kekurangan} if kekurangan else {}}
    _milik(cetakan).update(status=Cetakan.Status.FAILED, diubah_pada=timezone.now(), **nilai)


def _selesaikan(cetakan: Cetakan, catat: "Pencatat") -> None:
    """Finish the document. The row is marked in the transaction that stores the Dokumen, so both happen or neither:
    a worker may be killed anywhere, and a second attempt finds nothing left to do."""
    by = cetakan.dipesan_oleh
    if by is None or not by.is_active:
        raise NotAllowed(
            "Akun yang memesan penyelesaian ini tidak aktif lagi. Mintalah perencana memesannya sekali lagi."
        )
    permintaan = Permintaan(
        cetakan.perangkat_daerah,
        cetakan.tahun,
        nomor=cetakan.nomor,
        tanggal=cetakan.tanggal,
        final=True,
        kode=cetakan.kode,
    )
    if services.dokumen_siap(jenis=cetakan.jenis, permintaan=permintaan, by=by) != cetakan.payload.get("sidik_isi"):
        raise StaleData(services.BERUBAH)

    def tandai(dokumen: Dokumen) -> None:
        saat = timezone.now()
        nilai: dict[str, Any] = {"status": Cetakan.Status.DONE, "tahap": Tahap.MENULIS, "halaman": catat.halaman}
        nilai |= {"dokumen": dokumen, "payload": {}, "denyut": saat, "diubah_pada": saat}
        if not _milik(cetakan).update(**nilai):
            raise Dibatalkan

    services.dokumen_finalize(jenis=cetakan.jenis, permintaan=permintaan, by=by, lapor=catat, tandai=tandai)


def _ambil(pk: int) -> Cetakan | None:
    """Take the row, unless somebody else has it or nobody wants it any more."""
    saat = timezone.now()
    diambil = Cetakan.objects.filter(pk=pk, status=Cetakan.Status.QUEUED).update(
        status=Cetakan.Status.RUNNING,
        percobaan=F("percobaan") + 1,
        denyut=saat,
        diubah_pada=saat,
        tahap=Tahap.MENYIAPKAN,
        halaman=0,
    )
    if not diambil:
        return None
    return Cetakan.objects.select_related("perangkat_daerah__pemerintah_daerah", "dipesan_oleh").get(pk=pk)


def _milik(cetakan: Cetakan) -> QuerySet[Cetakan]:
    """The row, as long as this attempt is the last one and nobody called it off.

    QUEUED too: somebody took a slow worker for a dead one; as long as no other has begun, the work is still its own.
    """
    return Cetakan.objects.filter(pk=cetakan.pk, percobaan=cetakan.percobaan, status__in=Cetakan.AKTIF)


class Pencatat:
    """Writes the progress of one attempt into its row and ends the render when the row is no longer its own."""

    def __init__(self, cetakan: Cetakan) -> None:
        self._cetakan, self._tahap, self._tercatat = cetakan, Tahap.MENYIAPKAN, 0.0
        self.halaman = 0

    def __call__(self, tahap: Tahap, halaman: int) -> None:
        """Store it, at most twice a second and at every change of the stage."""
        self.halaman, saat = halaman, time.monotonic()
        if tahap is self._tahap and saat - self._tercatat < SELANG:
            return
        self._tahap, self._tercatat = tahap, saat
        try:
            self._simpan(tahap, halaman, timezone.now())
        except OperationalError:  # a busy database: the document is worth more than its progress
            log.warning("Kemajuan cetakan %s tidak tercatat.", self._cetakan.pk)

    def _simpan(self, tahap: Tahap, halaman: int, saat: datetime) -> None:
        nilai: dict[str, Any] = {"status": Cetakan.Status.RUNNING, "tahap": tahap, "halaman": halaman, "denyut": saat}
        if not _milik(self._cetakan).update(**nilai, diubah_pada=saat):
            raise Dibatalkan


def _selesai(cetakan: Cetakan, isi: bytes, halaman: int) -> None:
    """Store the file and say so, or throw it away when nobody wants it any more; then clear out old ones."""
    nama = f"{cetakan.jenis}-{cetakan.perangkat_daerah.kode}-{cetakan.tahun}-{cetakan.sidik[:8]}.pdf"
    berkas = cetakan.pdf.storage.save(cetakan.pdf.field.generate_filename(cetakan, nama), ContentFile(isi))
    try:
        with transaction.atomic():
            saat = timezone.now()
            nilai: dict[str, Any] = {
                "status": Cetakan.Status.DONE,
                "tahap": Tahap.MENULIS,
                "halaman": halaman,
                "pdf": berkas,
            }
            if not _milik(cetakan).update(**nilai, payload={}, denyut=saat, diubah_pada=saat):
                raise Dibatalkan
            _bersihkan(cetakan)
    except BaseException:
        cetakan.pdf.storage.delete(berkas)
        raise


def _bersihkan(cetakan: Cetakan) -> None:
    """Delete drafts that ended and are older than the newest few of the same document, rows and files."""
    sejenis = Cetakan.objects.filter(
        perangkat_daerah=cetakan.perangkat_daerah_id, jenis=cetakan.jenis, tahun=cetakan.tahun, final=False
    ).exclude(status__in=Cetakan.AKTIF)
    baru = sejenis.filter(status=Cetakan.Status.DONE).order_by("-diubah_pada", "-pk")[:DISIMPAN]
    lama = list(sejenis.exclude(pk__in=[c.pk for c in baru]).values_list("pk", "pdf"))
    Cetakan.objects.filter(pk__in=[pk for pk, _ in lama]).delete()
    berkas = [nama for _, nama in lama if nama]
    transaction.on_commit(partial(_hapus, berkas))


def _hapus(berkas: list[str]) -> None:
    """Delete files, once nothing can bring their rows back."""
    storage = Cetakan._meta.get_field("pdf").storage
    for nama in berkas:
        storage.delete(nama)
