"""Signing a finished document in the application, and keeping a signed file: all or nothing, and never over another."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from indicators.exceptions import Closed, DomainError, InvalidValue, StaleData
from indicators.models import User
from indicators.permissions import Ability
from indicators.services import audit
from reports import izin, siklus
from reports.models import BerkasDokumen, Dokumen, TandaTanganDokumen
from reports.services.penggantian import berakhir
from reports.tanda_tangan import pades, periksa_pdf, sertifikat
from reports.tanda_tangan.pemegang import berbeda
from reports.tanda_tangan.pihak import Pihak, para_pihak
from sakip.lib.numbers import format_tanggal

BERSAMAAN = (
    "Dokumen ini berubah selagi Anda menandatanganinya: orang lain lebih dahulu. Muat ulang halamannya, lalu ulangi."
)
BERUBAH = "Berkas dokumen ini berubah sejak disimpan. Laporkan kepada pengelola aplikasi; jangan ditandatangani."
BUKAN_GILIRAN = "Dokumen ini ditandatangani berurutan; berikutnya {sebutan}, {nama}."
SUDAH_PINDAI = "Dokumen ini sudah ditandatangani basah, sehingga tidak ditandatangani lagi secara elektronik."
GAGAL_BUKTI = (
    "Tanda tangan yang dihasilkan tidak lulus pemeriksaan, sehingga tidak disimpan. Hubungi pengelola aplikasi."
)


class NamaBerbeda(DomainError):
    """The certificate is not of the signatory. `kekurangan`: how they differ; `sidik`: the certificate to agree to."""

    def __init__(self, kekurangan: list[str], sidik: str) -> None:
        super().__init__("Pemegang sertifikat berbeda dari penanda tangan dokumen. Periksa, lalu setujui bila benar.")
        self.kekurangan = kekurangan
        self.sidik = sidik


@dataclass(frozen=True)
class Tanda:
    """One signature about to be stored: of which party, when, and what its certificate says (None: wet)."""

    pihak: Pihak
    waktu: datetime
    tingkat: str = ""
    pemegang: Any = None  # Pemegang or TandaTanganPdf: subjek, penerbit, sidik


@sensitive_variables("p12", "sandi", "kunci")
def dokumen_sign(*, dokumen: Dokumen, peran: str, p12: bytes, sandi: str, by: User, setuju: str = "") -> BerkasDokumen:
    """Sign the newest file of a finished document for one party, with the key of a PKCS#12 that is not kept.

    `setuju`: digest of a certificate whose other name was agreed to. Raises NotAllowed, Closed (not to be signed, not
    this party's turn), InvalidValue (certificate, password), NamaBerbeda, StempelGagal, StaleData (another was faster).
    """
    keadaan = require_dapat(dokumen, by, Ability.SIGN_DOKUMEN)
    pihak = _giliran(keadaan, peran)
    kunci = sertifikat.buka_p12(p12, sandi, pada=timezone.now())
    beda = berbeda(kunci.pemegang.nama, kunci.pemegang.nip, nama=pihak.nama, nip=pihak.nip)
    if beda and setuju != kunci.pemegang.sidik:
        raise NamaBerbeda(beda, kunci.pemegang.sidik)
    dasar, waktu = berkas_terbaru(keadaan), timezone.now()
    isi = pades.tandatangani(dasar, kunci, peran=peran, cap=_cap(dokumen, kunci.pemegang, waktu), tsa=settings.TSA_URL)
    tingkat = _bukti(isi, dasar)
    return simpan(
        keadaan,
        isi,
        asal=BerkasDokumen.Asal.SISTEM,
        tanda=[Tanda(pihak, waktu, tingkat, kunci.pemegang)],
        by=by,
        catatan="Nama berbeda dan disetujui penanda tangan. " + " ".join(beda) if beda else "",
    )


def require_dapat(dokumen: Dokumen, by: User, *abilities: Ability) -> siklus.Keadaan:
    """The state of a document that still waits for signatures. Raises NotAllowed and Closed."""
    if not any(izin.can(by, satu, dokumen) for satu in abilities):
        izin.require(by, abilities[0], dokumen)
    keadaan = siklus.keadaan(dokumen)
    if dokumen.status != Dokumen.Status.FINAL:
        raise Closed(
            f"Dokumen ini berstatus {dokumen.get_status_display().lower()}, sehingga tidak ditandatangani lagi."
        )
    if not keadaan.belum:
        raise Closed("Dokumen ini tidak memuat tempat tanda tangan yang masih kosong.")
    return keadaan


def _giliran(keadaan: siklus.Keadaan, peran: str) -> Pihak:
    """The party whose turn it is. Raises Closed for any other, and once the paper was signed by hand."""
    if any(b.asal == BerkasDokumen.Asal.PINDAI for b in keadaan.berkas):
        raise Closed(SUDAH_PINDAI)
    pihak = keadaan.belum[0]
    if pihak.peran != peran:
        raise Closed(BUKAN_GILIRAN.format(sebutan=pihak.sebutan, nama=pihak.nama))
    return pihak


def berkas_terbaru(keadaan: siklus.Keadaan) -> bytes:
    """The bytes of the newest file, still those that were stored. Raises DomainError otherwise."""
    isi = siklus.isi_utuh(keadaan.terbaru) if keadaan.terbaru else siklus.pdf_utuh(keadaan.dokumen)
    if isi is None:
        raise DomainError(BERUBAH)
    return isi


def _cap(dokumen: Dokumen, pemegang: Any, waktu: datetime) -> dict[str, str]:
    """What the visible field says, and the reason inside the signature."""
    setempat = timezone.localtime(waktu)
    return {
        "nama": pemegang.nama,
        "waktu": f"{format_tanggal(setempat.date())} pukul {setempat:%H.%M} {setempat:%Z}",
        "penerbit": pemegang.penerbit,
        "maksud": dokumen.judul,
    }


def _bukti(isi: bytes, dasar: bytes) -> str:
    """The PAdES level of the new signature, checked while it is the last one; later only digests are compared."""
    tanda = periksa_pdf.tanda_tangan(isi)
    if not tanda or not isi.startswith(dasar) or not tanda[-1].utuh or tanda[-1].ujung != len(isi):
        raise InvalidValue(GAGAL_BUKTI)
    return tanda[-1].tingkat


def simpan(
    keadaan: siklus.Keadaan, isi: bytes, *, asal: str, tanda: Sequence[Tanda], by: User, catatan: str = ""
) -> BerkasDokumen:
    """Store a signed file with its signatures and events; the document is signed once no party is missing.

    All or nothing, its file included. Raises StaleData when the document changed after `keadaan` was read.
    """
    sidik = hashlib.sha256(isi).hexdigest()
    berkas = BerkasDokumen(
        dokumen=keadaan.dokumen,
        urutan=len(keadaan.berkas) + 1,
        asal=asal,
        sha256=sidik,
        catatan=catatan[:300],
        oleh=by,
    )
    try:
        with transaction.atomic():
            lengkap = _require_sama(keadaan, tanda)
            d = keadaan.dokumen
            nama = f"{d.jenis}-{d.perangkat_daerah.kode}-{d.periode_kunci}-ttd{berkas.urutan}-{sidik[:8]}.pdf"
            berkas.berkas.save(nama, ContentFile(isi), save=False)
            berkas.save()
            for satu in tanda:
                _tanda_tangan(berkas, satu).save()
            events = [_peristiwa(berkas, satu, lengkap=lengkap) for satu in tanda]
            if lengkap:
                Dokumen.objects.filter(pk=d.pk).set_status(Dokumen.Status.SIGNED)
                events += berakhir(d)
            audit.record_many(by, events)
    except BaseException as error:
        if berkas.berkas:  # the rows are rolled back, a file is not
            berkas.berkas.storage.delete(str(berkas.berkas.name))
        if isinstance(error, IntegrityError):
            raise StaleData(BERSAMAAN) from error
        raise
    return berkas


def _require_sama(keadaan: siklus.Keadaan, tanda: Sequence[Tanda]) -> bool:
    """Lock the document and see that nobody was faster; whether these signatures are the last ones missing."""
    kini = Dokumen.objects.select_for_update().get(pk=keadaan.dokumen.pk)
    sudah = set(TandaTanganDokumen.objects.filter(dokumen=kini).values_list("peran", flat=True))
    jumlah = BerkasDokumen.objects.filter(dokumen=kini).count()
    baru = {satu.pihak.peran for satu in tanda}
    if kini.status != Dokumen.Status.FINAL or jumlah != len(keadaan.berkas) or sudah & baru:
        raise StaleData(BERSAMAAN)
    return {p.peran for p in para_pihak(kini.payload)} <= sudah | baru


def _tanda_tangan(berkas: BerkasDokumen, satu: Tanda) -> TandaTanganDokumen:
    pemegang = satu.pemegang
    return TandaTanganDokumen(
        dokumen=berkas.dokumen,
        berkas=berkas,
        peran=satu.pihak.peran,
        nama=satu.pihak.nama,
        jabatan=satu.pihak.jabatan[:250],
        nip=satu.pihak.nip,
        waktu=satu.waktu,
        tingkat=satu.tingkat,
        subjek=pemegang.subjek if pemegang else "",
        penerbit=pemegang.penerbit if pemegang else "",
        sidik_sertifikat=pemegang.sidik if pemegang else "",
    )


def _peristiwa(berkas: BerkasDokumen, satu: Tanda, *, lengkap: bool) -> audit.Event:
    d = berkas.dokumen
    sesudah = {
        "penanda_tangan": f"{satu.pihak.nama} ({satu.pihak.sebutan})",
        "asal": berkas.asal,
        "pemegang_sertifikat": satu.pemegang.subjek if satu.pemegang else "",
        "penerbit_sertifikat": satu.pemegang.penerbit if satu.pemegang else "",
        "tingkat": satu.tingkat,
        "sidik_pdf": berkas.sha256,
        "status": Dokumen.Status.SIGNED if lengkap else Dokumen.Status.FINAL,
    }
    aksi = "dokumen.signed" if berkas.asal == BerkasDokumen.Asal.SISTEM else "dokumen.signed_elsewhere"
    return audit.Event(
        aksi,
        d,
        d.judul,
        perangkat_daerah=d.perangkat_daerah,
        sebelum={"status": d.status},
        sesudah=sesudah,
        catatan=berkas.catatan,
    )
