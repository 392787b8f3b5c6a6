"""Taking back a finished document that nobody has signed yet, with a reason."""

from typing import Any

from django.db import transaction

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue
from indicators.models import PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.audit import Event
from reports import siklus
from reports.models import Dokumen, Penarikan, PerjanjianKinerja, Publikasi
from reports.services.dokumen import canonical

PANJANG_ALASAN = 1000
KATA_ALASAN = 4
"""A reason is a sentence: fewer words tell a later reader nothing."""
TERLALU_PENDEK = "Tulis alasannya dalam satu kalimat, misalnya “NIP Pihak Kedua salah ketik.”"
SUDAH_TTD = (
    "Dokumen ini sudah ditandatangani atau sudah memuat berkas bertanda tangan, sehingga tidak dapat ditarik kembali."
    " Buat dokumen baru yang menggantikannya."
)


@transaction.atomic
def dokumen_withdraw(*, dokumen: Dokumen, alasan: str, by: User) -> Penarikan:
    """Take a finished document back: what it was made of is a draft again, and what it had replaced counts (again).

    Only while it is FINAL, without any signature or signed file, and not offered to the public. Raises NotAllowed,
    InvalidValue (the reason is no sentence) and Closed.

    The row stays, frozen as it was: its code must be answered for, since a printed copy may be on somebody's desk. So
    does its PDF: it proves what that copy says, and a file dropped on the public page is recognised by it; the public
    never gets it. The number stays reserved for the next document of the same kind and period. Payload, digests,
    number and reason stand in the audit event too, the payload as the canonical text its digest was taken of.
    """
    permissions.require(by, Ability.FINALIZE_DOKUMEN, dokumen.perangkat_daerah)
    alasan = " ".join(alasan.split())
    if len(alasan.split()) < KATA_ALASAN:
        raise InvalidValue(TERLALU_PENDEK)
    if len(alasan) > PANJANG_ALASAN:
        raise InvalidValue(f"Persingkat alasannya; paling panjang {PANJANG_ALASAN} huruf.")
    # As finishing does: of two acts on the documents of one office the second waits, and then sees what the first did.
    PerangkatDaerah.objects.select_for_update(no_key=True).get(pk=dokumen.perangkat_daerah_id)
    kini = Dokumen.objects.select_for_update().get(pk=dokumen.pk)
    _require_dapat(kini)
    lama, perjanjian = kini.replaces, kini.perjanjian_kinerja
    events = [_ditarik(kini, lama, alasan)]
    Dokumen.objects.filter(pk=kini.pk).set_withdrawn()
    if lama is not None and lama.status != Dokumen.Status.REPLACED:  # signed by all: it never ceased to count
        lama = None
    if lama is not None:
        events.append(_berlaku_kembali(lama, kini))
    if perjanjian is not None:
        _lepaskan(perjanjian)
    penarikan = Penarikan.objects.create(dokumen=kini, alasan=alasan, berlaku_kembali=lama, oleh=by)
    audit.record_many(by, events)
    return penarikan


def _require_dapat(kini: Dokumen) -> None:
    if kini.status == Dokumen.Status.SIGNED or siklus.bertanda_tangan(kini):
        raise Closed(SUDAH_TTD)
    if kini.status != Dokumen.Status.FINAL:
        status = kini.get_status_display().lower()
        raise Closed(f"Dokumen ini berstatus {status}, sehingga tidak dapat ditarik kembali.")
    if Publikasi.objects.filter(dokumen=kini).exists():
        raise Closed("Dokumen ini sedang diterbitkan. Tarik penerbitannya dahulu.")


def _berlaku_kembali(lama: Dokumen, ditarik: Dokumen) -> Event:
    """What was replaced gets the status it had: signed by all, or finished only. Its signatures never changed."""
    status = Dokumen.Status.SIGNED if siklus.lengkap_ditandatangani(lama) else Dokumen.Status.FINAL
    Dokumen.objects.filter(pk=lama.pk).set_status(status)
    return Event(
        "dokumen.reinstated",
        lama,
        lama.judul,
        perangkat_daerah=ditarik.perangkat_daerah,
        sebelum={"status": Dokumen.Status.REPLACED.value, "digantikan_oleh": ditarik.judul},
        sesudah={"status": status.value, "digantikan_oleh": ""},
    )


def _lepaskan(perjanjian: PerjanjianKinerja) -> None:
    """The agreement as it was before: dated as the document that still speaks of it, or not there at all.

    A reason to withdraw is a wrong official; the next draft must find the one in office, not the stored one.
    """
    tersisa = Dokumen.objects.filter(perjanjian_kinerja=perjanjian).order_by("-pk").first()
    if tersisa is None:
        perjanjian.delete()
    elif perjanjian.tanggal != tersisa.tanggal:
        perjanjian.tanggal = tersisa.tanggal
        perjanjian.save(update_fields=["tanggal", "diubah_pada"])


def _ditarik(kini: Dokumen, lama: Dokumen | None, alasan: str) -> Event:
    sesudah: dict[str, Any] = {
        "status": Dokumen.Status.WITHDRAWN.value,
        "nomor": kini.nomor,
        "tanggal": kini.tanggal,
        "kode": kini.kode,
        "sidik_isi": kini.payload_sha256,
        "sidik_pdf": kini.pdf_sha256,
        "payload": canonical(kini.payload),
    }
    return Event(
        "dokumen.withdrawn",
        kini,
        kini.judul,
        perangkat_daerah=kini.perangkat_daerah,
        sebelum={"status": kini.status, "menggantikan": lama.judul if lama else ""},
        sesudah=sesudah,
        catatan=alasan,
    )
