"""Certificates for tests: one authority, and leaves of every good and bad sort as PKCS#12. Made once per process."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SANDI = "Sandi-Sertifikat-9"
AWAL = datetime(2024, 1, 1, tzinfo=UTC)
AKHIR = datetime(2034, 1, 1, tzinfo=UTC)


def nama(cn: str, nip: str = "") -> x509.Name:
    """A subject with a common name, and the NIP as its serial number."""
    isi = [x509.NameAttribute(NameOID.COMMON_NAME, cn), x509.NameAttribute(NameOID.COUNTRY_NAME, "ID")]
    return x509.Name(isi + ([x509.NameAttribute(NameOID.SERIAL_NUMBER, nip)] if nip else []))


@lru_cache(maxsize=1)
def otoritas() -> tuple[x509.Certificate, Any]:
    """The authority that issues all of them."""
    kunci = ec.generate_private_key(ec.SECP256R1())
    return _terbitkan(nama("Otoritas Uji"), nama("Otoritas Uji"), kunci.public_key(), kunci, ca=True), kunci


def _pemakaian(ca: bool, **boleh: bool) -> x509.KeyUsage:
    nama_pemakaian = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    bawaan = {"key_cert_sign": True} if ca else {"digital_signature": True, "content_commitment": True}
    return x509.KeyUsage(**(dict.fromkeys(nama_pemakaian, False) | (boleh or bawaan)))


def _terbitkan(
    subjek, penerbit, kunci_publik, penanda, *, ca=False, mulai=AWAL, sampai=AKHIR, pemakaian=None, eku=None
):
    buat = (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .issuer_name(penerbit)
        .public_key(kunci_publik)
        .serial_number(x509.random_serial_number())
        .not_valid_before(mulai)
        .not_valid_after(sampai)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(_pemakaian(ca, **(pemakaian or {})), critical=True)
    )
    if eku:
        buat = buat.add_extension(x509.ExtendedKeyUsage(eku), critical=False)
    return buat.sign(penanda, hashes.SHA256())


@lru_cache(maxsize=32)
def p12(cn: str = "NAMA", sandi: str = SANDI, *, sebagai: str = "baik", nip: str = "") -> bytes:
    """A PKCS#12. `sebagai`: baik, kedaluwarsa, belum, salah_pakai, server, lemah, tanpa_kunci; rsa is good."""
    kini = datetime.now(UTC)
    lain: dict[str, dict[str, Any]] = {
        "kedaluwarsa": {"sampai": kini - timedelta(days=1)},
        "belum": {"mulai": kini + timedelta(days=2)},
        "salah_pakai": {"pemakaian": {"key_encipherment": True}},
        "server": {"eku": [ExtendedKeyUsageOID.SERVER_AUTH]},
    }
    induk, kunci_induk = otoritas()
    bit = {"lemah": 1024, "rsa": 2048}.get(sebagai)
    kunci: Any = rsa.generate_private_key(65537, bit) if bit else ec.generate_private_key(ec.SECP256R1())
    daun = _terbitkan(nama(cn, nip), induk.subject, kunci.public_key(), kunci_induk, **lain.get(sebagai, {}))
    sandikan = serialization.BestAvailableEncryption(sandi.encode()) if sandi else serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(
        b"uji", None if sebagai == "tanpa_kunci" else kunci, daun, [induk], sandikan
    )
