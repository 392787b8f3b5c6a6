"""Whose certificate it is. Knows no Django: reports.tanda_tangan.periksa_pdf runs it in a process of its own."""

import re
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Pemegang:
    """What a certificate says: its holder and issuer, its digest, and from when to when it is valid."""

    nama: str
    nip: str  # 18 digits when the subject carries them
    subjek: str
    penerbit: str
    sidik: str
    mulai: datetime
    sampai: datetime


def pemegang(sertifikat: x509.Certificate) -> Pemegang:
    """What a certificate says of its holder."""
    nomor = _satu(sertifikat.subject, NameOID.SERIAL_NUMBER) + " " + _satu(sertifikat.subject, NameOID.USER_ID)
    nip = re.search(r"(?<!\d)\d{18}(?!\d)", nomor)
    return Pemegang(
        nama=_satu(sertifikat.subject, NameOID.COMMON_NAME) or "(tanpa nama)",
        nip=nip.group() if nip else "",
        subjek=(_satu(sertifikat.subject, NameOID.COMMON_NAME) or _bersih(sertifikat.subject.rfc4514_string()))[:300],
        penerbit=(_satu(sertifikat.issuer, NameOID.COMMON_NAME) or _bersih(sertifikat.issuer.rfc4514_string()))[:300],
        sidik=sertifikat.fingerprint(hashes.SHA256()).hex(),
        mulai=sertifikat.not_valid_before_utc,
        sampai=sertifikat.not_valid_after_utc,
    )


def berbeda(pemegang_nama: str, pemegang_nip: str, *, nama: str, nip: str) -> list[str]:
    """How the holder of a certificate differs from the signatory of the document; empty when both are the same person.

    Titles and degrees are not compared: certificates are issued with and without them.
    """
    beda = []
    if kata_nama(pemegang_nama) != kata_nama(nama):
        beda.append(f"Sertifikat ini atas nama “{pemegang_nama}”, sedangkan penanda tangan dokumen ini “{nama}”.")
    if pemegang_nip and nip and pemegang_nip != re.sub(r"\D", "", nip):
        beda.append(f"NIP pada sertifikat {pemegang_nip}, sedangkan NIP penanda tangan {nip}.")
    return beda


def kata_nama(nama: str) -> list[str]:
    """The words of a name without titles: those before it end with a dot, degrees follow a comma."""
    kata = [k for k in nama.split(",")[0].split() if not k.endswith(".") or len(k) == 2]
    tanpa_gelar = [
        k.strip(".'’`").upper() for k in kata if k.upper() not in {"H.", "HJ.", "H", "HJ", "DR", "IR", "DRS"}
    ]
    return [k for k in tanpa_gelar if k]


def _satu(nama: x509.Name, oid: x509.ObjectIdentifier) -> str:
    """One attribute of a name; empty without it."""
    isi = nama.get_attributes_for_oid(oid)
    return _bersih(str(isi[0].value)) if isi else ""


def _bersih(teks: str) -> str:
    """Without control characters: what stands in a certificate is somebody else's text."""
    return " ".join("".join(h if h.isprintable() else " " for h in teks).split())
