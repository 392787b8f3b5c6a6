"""Facts about the life of finished documents, for their pages. Read only."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from reports.models import BerkasDokumen, Dokumen, TandaTanganDokumen
from reports.tanda_tangan.pihak import Pihak, para_pihak


@dataclass(frozen=True)
class TandaPihak:
    """One party that has to sign, and its signature once it is there."""

    pihak: Pihak
    tanda_tangan: TandaTanganDokumen | None


@dataclass(frozen=True)
class Keadaan:
    """Where a finished document stands: its parties, its signed files (first to last), what replaced it."""

    dokumen: Dokumen
    pihak: list[TandaPihak]
    berkas: list[BerkasDokumen]
    pengganti: Dokumen | None
    terbit: bool

    @property
    def belum(self) -> list[Pihak]:
        """The parties whose signature is missing, in the order in which they sign."""
        return [satu.pihak for satu in self.pihak if satu.tanda_tangan is None]

    @property
    def terbaru(self) -> BerkasDokumen | None:
        """The signed file that is handed out; None while there is none."""
        return self.berkas[-1] if self.berkas else None


def keadaan(dokumen: Dokumen) -> Keadaan:
    """The state of a finished document: four queries."""
    tanda = {t.peran: t for t in dokumen.tanda_tangan.select_related("berkas")}
    pengganti = Dokumen.objects.filter(replaces=dokumen).first()
    return Keadaan(
        dokumen,
        pihak=[TandaPihak(satu, tanda.get(satu.peran)) for satu in para_pihak(dokumen.payload)],
        berkas=list(dokumen.berkas_tertandatangan.select_related("oleh").order_by("urutan")),
        pengganti=pengganti,
        terbit=hasattr(dokumen, "publikasi"),
    )


def dokumen_of_kode(kode: str) -> Dokumen | None:
    """The finished document a verification code belongs to; None for any other code."""
    semua = Dokumen.objects.exclude(status=Dokumen.Status.DRAFT)
    return semua.select_related("perangkat_daerah__pemerintah_daerah", "publikasi").filter(kode=kode).first()


def isi_utuh(berkas: BerkasDokumen) -> bytes | None:
    """The bytes of a signed file; None when they are gone or no longer those that were taken in."""
    if not berkas.berkas or not berkas.berkas.storage.exists(str(berkas.berkas.name)):
        return None
    with berkas.berkas.open("rb") as isi:
        bita: bytes = isi.read()
    return bita if hashlib.sha256(bita).hexdigest() == berkas.sha256 else None


def pdf_utuh(dokumen: Dokumen) -> bytes | None:
    """The bytes of the file that was finished; None when they are gone or no longer those."""
    if not dokumen.pdf or not dokumen.pdf.storage.exists(str(dokumen.pdf.name)):
        return None
    with dokumen.pdf.open("rb") as isi:
        bita: bytes = isi.read()
    return bita if hashlib.sha256(bita).hexdigest() == dokumen.pdf_sha256 else None


@dataclass(frozen=True)
class Langkah:
    """One step in the life of a document. `waktu` is None while it has not happened."""

    judul: str
    keterangan: str
    waktu: datetime | None


def langkah(keadaan: Keadaan) -> list[Langkah]:
    """The steps of a document, those still to come at the end: finished, signed by each party, published, replaced."""
    dokumen = keadaan.dokumen
    hasil = [Langkah("Selesai dan dibekukan", f"Nomor {dokumen.nomor}" if dokumen.nomor else "", dokumen.dibuat_pada)]
    for satu in keadaan.pihak:
        tanda = satu.tanda_tangan
        siapa = f"{satu.pihak.nama}, {satu.pihak.jabatan}"
        hasil.append(Langkah(f"Ditandatangani {satu.pihak.sebutan}", siapa, tanda.waktu if tanda else None))
    terbit = dokumen.publikasi.dibuat_pada if keadaan.terbit else None
    hasil.append(Langkah("Diterbitkan untuk umum", "", terbit))
    if keadaan.pengganti:
        hasil.append(Langkah("Digantikan", keadaan.pengganti.judul, keadaan.pengganti.dibuat_pada))
    return hasil
