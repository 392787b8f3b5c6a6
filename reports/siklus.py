"""Facts about the life of finished documents, for their pages. Read only."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from indicators import permissions
from indicators.models import User
from indicators.permissions import Ability
from reports.models import BerkasDokumen, Dokumen, Penarikan, TandaTanganDokumen
from reports.tanda_tangan.pihak import Pihak, para_pihak


@dataclass(frozen=True)
class TandaPihak:
    """One party that has to sign, and its signature once it is there."""

    pihak: Pihak
    tanda_tangan: TandaTanganDokumen | None


@dataclass(frozen=True)
class Keadaan:
    """Where a finished document stands: its parties, its signed files (first to last), what became of it."""

    dokumen: Dokumen
    pihak: list[TandaPihak]
    berkas: list[BerkasDokumen]
    pengganti: Dokumen | None
    terbit: bool
    penarikan: Penarikan | None = None

    @property
    def digantikan(self) -> bool:
        """Whether it counts no more because of its successor; a signed one does until that one is signed."""
        return self.dokumen.status == Dokumen.Status.REPLACED

    @property
    def belum(self) -> list[Pihak]:
        """The parties whose signature is missing, in the order in which they sign."""
        return [satu.pihak for satu in self.pihak if satu.tanda_tangan is None]

    @property
    def terbaru(self) -> BerkasDokumen | None:
        """The signed file that is handed out; None while there is none."""
        return self.berkas[-1] if self.berkas else None

    @property
    def dapat_ditarik(self) -> bool:
        """Whether it may still be taken back: finished, nothing of it signed, not offered to the public."""
        bersih = not self.berkas and not self.terbit and not any(p.tanda_tangan for p in self.pihak)
        return self.dokumen.status == Dokumen.Status.FINAL and bersih


def keadaan(dokumen: Dokumen) -> Keadaan:
    """The state of a finished document: three queries, one more for one that was withdrawn."""
    tanda = {t.peran: t for t in dokumen.tanda_tangan.select_related("berkas")}
    pihak = [TandaPihak(satu, tanda.get(satu.peran)) for satu in para_pihak(dokumen.payload)]
    mengikat = bool(pihak) and all(p.tanda_tangan for p in pihak)
    return Keadaan(
        dokumen,
        pihak=pihak,
        berkas=list(dokumen.berkas_tertandatangan.select_related("oleh").order_by("urutan")),
        pengganti=_pengganti(dokumen, mengikat=mengikat),
        terbit=hasattr(dokumen, "publikasi"),
        penarikan=_penarikan(dokumen),
    )


def _pengganti(dokumen: Dokumen, *, mengikat: bool) -> Dokumen | None:
    """What was made in its place, with the time of its last signature. One query.

    One that everybody signed gave way to the first that everybody signed; those between them were never signed. Three
    queries more for each of them.
    """
    terakhir = TandaTanganDokumen.objects.filter(dokumen=OuterRef("pk")).order_by("-waktu").values("waktu")[:1]
    semua = Dokumen.objects.annotate(ditandatangani=Subquery(terakhir))
    baru = semua.filter(replaces=dokumen).first()
    while mengikat and baru and baru.status == Dokumen.Status.REPLACED and not lengkap_ditandatangani(baru):
        berikut = semua.filter(replaces=baru).first()
        if berikut is None:
            break
        baru = berikut
    return baru


def _penarikan(dokumen: Dokumen) -> Penarikan | None:
    if dokumen.status != Dokumen.Status.WITHDRAWN:
        return None
    return Penarikan.objects.select_related("oleh", "berlaku_kembali").filter(dokumen=dokumen).first()


def menunggu_tanda_tangan(user: User) -> list[Dokumen]:
    """The finished documents with a signature block still to be filled that the person may sign, the oldest first.

    One query; none for who signs nothing. Their payloads stay in the database.
    """
    if not permissions.can(user, Ability.SIGN_DOKUMEN):
        return []
    semua = Dokumen.objects.visible_to(user, Ability.SIGN_DOKUMEN).filter(status=Dokumen.Status.FINAL)
    bertempat = semua.filter(payload__has_any_keys=["ttd_pertama", "penetapan", "ttd"])
    rows = bertempat.exclude(berkas_tertandatangan__asal=BerkasDokumen.Asal.PINDAI)
    return list(rows.only("judul", "dibuat_pada").order_by("dibuat_pada", "pk"))


def bertanda_tangan(dokumen: Dokumen) -> bool:
    """Whether anything of it was signed, here or elsewhere. At most two queries."""
    return dokumen.berkas_tertandatangan.exists() or dokumen.tanda_tangan.exists()


def lengkap_ditandatangani(dokumen: Dokumen) -> bool:
    """Whether every party has signed it, whatever its status says now. Two queries."""
    peran = set(dokumen.tanda_tangan.values_list("peran", flat=True))
    return bool(peran) and all(satu.peran in peran for satu in para_pihak(dokumen.payload))


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
    """One step in the life of a document. `waktu` is None while it has not happened; `akhir`: it counts no more."""

    judul: str
    keterangan: str
    waktu: datetime | None
    akhir: bool = False


def langkah(keadaan: Keadaan) -> list[Langkah]:
    """The steps of a document: finished, signed by each party, published (those to come without a time), its end."""
    dokumen = keadaan.dokumen
    hasil = [Langkah("Selesai dan dibekukan", f"Nomor {dokumen.nomor}" if dokumen.nomor else "", dokumen.dibuat_pada)]
    for satu in keadaan.pihak:
        tanda = satu.tanda_tangan
        siapa = f"{satu.pihak.nama}, {satu.pihak.jabatan}"
        hasil.append(Langkah(f"Ditandatangani {satu.pihak.sebutan}", siapa, tanda.waktu if tanda else None))
    terbit = dokumen.publikasi.dibuat_pada if keadaan.terbit else None
    hasil.append(Langkah("Diterbitkan untuk umum", "", terbit))
    if keadaan.penarikan:  # what was still to come will not
        hasil = [satu for satu in hasil if satu.waktu]
        tarik = keadaan.penarikan
        hasil.append(Langkah("Ditarik kembali ke draf", tarik.alasan, tarik.dibuat_pada, akhir=True))
    if keadaan.pengganti:
        baru = keadaan.pengganti
        if not keadaan.digantikan:
            hasil.append(Langkah("Digantikan sesudah penggantinya ditandatangani semua pihak", baru.judul, None))
            return hasil
        mengikat = bool(keadaan.pihak) and not keadaan.belum and baru.status != Dokumen.Status.FINAL
        saat = getattr(baru, "ditandatangani", None) if mengikat else None
        hasil.append(Langkah("Digantikan", baru.judul, saat or baru.dibuat_pada, akhir=True))
    return hasil
