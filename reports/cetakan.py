"""Ordering a render or a finishing, calling it off, taking it up again when its worker is gone.

reports/tasks.py does the work.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import InvalidValue
from indicators.models import User
from indicators.permissions import Ability
from reports import pdf
from reports.builders import LAMBAT, REGISTRY
from reports.builders.permintaan import Permintaan
from reports.models import Cetakan, Dokumen
from reports.services import canonical, dokumen_siap
from reports.tanda_tangan import kode
from reports.tasks import cetak

HILANG = timedelta(seconds=60)
"""A running render that gave no sign for so long has lost its worker: the longest silent step takes seconds."""

TERLUPAKAN = timedelta(minutes=5)
"""A waiting one may wait for a busy worker, so its task is put into the queue once more only after so long."""

PERCOBAAN = 3
"""A render that took its worker with it so often is not begun again (the machine may lack the memory for it)."""

BERULANG = "Penyusunan terhenti tiga kali di tengah jalan. Laporkan kepada pengelola aplikasi."
DIBATALKAN = "Penyusunan dibatalkan. Siapkan PDF lagi bila masih diperlukan."

# Besides the payload, all that decides what the file looks like.
BENTUK = (
    "templates/pdf/**/*",
    "reports/templatetags/*.py",
    "reports/pdf*.py",
    "reports/prosa/*.py",
    "static/css/pdf.css",
    "static/css/prosa.css",
)


def pesan(*, jenis: str, permintaan: Permintaan, by: User | None) -> Cetakan:
    """The render of this document as the data are now: one that is there already or under way, else a new order.

    Raises NotAllowed, and Incomplete when the document cannot be built yet.
    """
    pd, builder = permintaan.perangkat_daerah, REGISTRY[jenis]
    if by is not None:
        permissions.require(by, Ability.VIEW_DOKUMEN, pd)
    payload = builder.build(permintaan)
    isi = canonical(payload)
    baru = Cetakan(
        jenis=jenis,
        perangkat_daerah=pd,
        tahun=permintaan.tahun,
        judul=builder.judul(permintaan),
        sidik=hashlib.sha256(f"{bentuk()}\n{builder.TEMPLATE}\n{isi}".encode()).hexdigest(),
        payload=payload,
        perkiraan=_perkiraan(jenis, permintaan),
        denyut=timezone.now(),
        dipesan_oleh=by,
    )
    return _simpan(baru, _yang_sama)


def _simpan(baru: Cetakan, yang_sama: Callable[[Cetakan], Cetakan | None]) -> Cetakan:
    """Store an order with its task, unless there is the same already."""
    if ada := yang_sama(baru):
        return lanjutkan(ada)
    try:
        with transaction.atomic():  # the order and its task are stored together or not at all
            baru.save()
            cetak.enqueue(baru.pk)
    except IntegrityError:  # somebody ordered the same at the same moment
        if ada := yang_sama(baru):
            return ada
        raise
    baru.refresh_from_db()
    return baru


def pesan_final(*, jenis: str, permintaan: Permintaan, by: User) -> Cetakan:
    """Order the finishing of a document of a kind in LAMBAT; the worker calls services.dokumen_finalize.

    `permintaan` as for dokumen_finalize: `nomor`, `tanggal`, final=True (set here). Leads to the page
    `reports:cetakan` of the returned row. What can be refused is refused now, before anything is stored: NotAllowed,
    InvalidValue (number, date, another finishing of the same document under way), Incomplete with `kekurangan`.
    The worker checks all of it again, and that the data are still those of the order. Asking twice gives one order.
    """
    if jenis not in LAMBAT:
        raise ValueError(f"{jenis} diselesaikan langsung dengan dokumen_finalize.")
    permintaan = replace(permintaan, final=True, kode=kode.kode_baru())
    sidik_isi = dokumen_siap(jenis=jenis, permintaan=permintaan, by=by)
    baru = Cetakan(
        jenis=jenis,
        perangkat_daerah=permintaan.perangkat_daerah,
        tahun=permintaan.tahun,
        judul=REGISTRY[jenis].judul(permintaan),
        sidik=_sidik_final(jenis, permintaan),
        payload={"sidik_isi": sidik_isi},
        perkiraan=_perkiraan(jenis, permintaan),
        denyut=timezone.now(),
        dipesan_oleh=by,
        final=True,
        nomor=permintaan.nomor,
        tanggal=permintaan.tanggal,
        kode=permintaan.kode,
    )
    return _simpan(baru, _pesanan_final)


def _sidik_final(jenis: str, permintaan: Permintaan) -> str:
    """One finishing at a time: the digest names the document it will stand beside or replace, not its own content."""
    lama = (
        Dokumen.objects.filter(
            perangkat_daerah=permintaan.perangkat_daerah,
            jenis=jenis,
            periode_kunci=REGISTRY[jenis].periode_kunci(permintaan),
        )
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )
    return hashlib.sha256(f"final\n{jenis}\n{lama or 0}".encode()).hexdigest()


def _pesanan_final(baru: Cetakan) -> Cetakan | None:
    """The finishing that is under way already. Raises InvalidValue when it was ordered with another number or date."""
    ada = Cetakan.objects.filter(
        perangkat_daerah=baru.perangkat_daerah,
        jenis=baru.jenis,
        tahun=baru.tahun,
        sidik=baru.sidik,
        status__in=Cetakan.AKTIF,
    ).first()
    if ada is not None and (ada.nomor, ada.tanggal) != (baru.nomor, baru.tanggal):
        raise InvalidValue(
            "Dokumen ini sedang diselesaikan dengan nomor atau tanggal lain. Tunggu sampai selesai, atau batalkan"
            " penyelesaian itu dahulu."
        )
    return ada


def _yang_sama(baru: Cetakan) -> Cetakan | None:
    """The render of the same input, unless it failed, was called off, or its file is gone."""
    ada = (
        Cetakan.objects.filter(
            perangkat_daerah=baru.perangkat_daerah, jenis=baru.jenis, tahun=baru.tahun, sidik=baru.sidik
        )
        .filter(status__in=[*Cetakan.AKTIF, Cetakan.Status.DONE])
        .first()
    )
    if ada is not None and ada.status == Cetakan.Status.DONE and not ada.pdf.storage.exists(str(ada.pdf.name)):
        ada.delete()
        return None
    return ada


def _perkiraan(jenis: str, permintaan: Permintaan) -> int | None:
    """How many pages the last render of the same document had; None when there was none."""
    selesai = Cetakan.objects.filter(
        perangkat_daerah=permintaan.perangkat_daerah, jenis=jenis, tahun=permintaan.tahun, status=Cetakan.Status.DONE
    )
    return selesai.order_by("-diubah_pada", "-pk").values_list("halaman", flat=True).first()


def bentuk() -> str:
    """A digest of the templates, the stylesheet, the code beside them and the version of WeasyPrint."""
    return _bentuk_sekarang() if settings.DEBUG else _bentuk_tetap()


def _bentuk_sekarang() -> str:
    """Read anew each time: in development the templates change under the running server."""
    sidik = hashlib.sha256(version("weasyprint").encode())
    dasar = Path(settings.BASE_DIR)
    for pola in BENTUK:
        for berkas in sorted(p for p in dasar.glob(pola) if p.is_file()):
            sidik.update(f"{berkas.relative_to(dasar)}\n".encode() + berkas.read_bytes())
    return sidik.hexdigest() + pdf.VARIANT


@lru_cache(maxsize=1)
def _bentuk_tetap() -> str:
    return _bentuk_sekarang()


def batalkan(cetakan: Cetakan) -> bool:
    """Call a render off; the worker stops at its next page. False when it had ended already."""
    return bool(
        Cetakan.objects.filter(pk=cetakan.pk, status__in=Cetakan.AKTIF).update(
            status=Cetakan.Status.CANCELLED, pesan=DIBATALKAN, payload={}, diubah_pada=timezone.now()
        )
    )


def lanjutkan(cetakan: Cetakan) -> Cetakan:
    """Take the render up again when its worker has vanished; otherwise nothing changes. Returns the row as it is now.

    Called by whoever looks at it, and by the worker between its jobs (`pungut`).
    """
    saat = timezone.now()
    batas = saat - (HILANG if cetakan.status == Cetakan.Status.RUNNING else TERLUPAKAN)
    if not cetakan.aktif or cetakan.denyut > batas:
        return cetakan
    # Of several who look at once, one moves the row.
    baris = Cetakan.objects.filter(pk=cetakan.pk, status=cetakan.status, denyut=cetakan.denyut)
    if cetakan.percobaan >= PERCOBAAN:
        baris.update(status=Cetakan.Status.FAILED, pesan=BERULANG, payload={}, diubah_pada=saat)
    else:
        with transaction.atomic():
            if baris.update(status=Cetakan.Status.QUEUED, denyut=saat, diubah_pada=saat):
                cetak.enqueue(cetakan.pk)
    cetakan.refresh_from_db()
    return cetakan


def pungut() -> int:
    """Take up every render whose worker has vanished, whether somebody looks at it or not. Returns how many."""
    saat = timezone.now()
    terhenti = Cetakan.objects.filter(
        Q(status=Cetakan.Status.RUNNING, denyut__lte=saat - HILANG)
        | Q(status=Cetakan.Status.QUEUED, denyut__lte=saat - TERLUPAKAN)
    )
    return sum(1 for cetakan in terhenti.defer("payload") if lanjutkan(cetakan).denyut > saat)
