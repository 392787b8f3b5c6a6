"""Certificates: opening an uploaded PKCS#12, and what a certificate says of its holder. Nothing is kept anywhere.

The password and the private key live in memory only, for the one request that signs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.views.decorators.debug import sensitive_variables

from indicators.exceptions import InvalidValue
from reports.tanda_tangan import terisolasi
from reports.tanda_tangan.pemegang import Pemegang, pemegang
from sakip.lib.numbers import format_tanggal

BATAS_P12 = 100 * 1024
"""Bytes of the largest PKCS#12 file that is looked at."""
RSA_TERKECIL = 2048

BUKAN_P12 = "Berkas itu bukan sertifikat PKCS#12 (.p12 atau .pfx). Pilih berkas sertifikat yang diterbitkan untuk Anda."
SANDI_SALAH = "Kata sandi sertifikat salah. Ketik ulang; huruf besar dan kecil dibedakan."
TANPA_KUNCI = "Berkas itu tidak memuat kunci pribadi, sehingga tidak dapat dipakai menandatangani. Ekspor ulang"
USANG = "Berkas sertifikat itu disandikan dengan cara lama yang tidak lagi didukung. Ekspor ulang dengan AES-256."

TERLALU_LAMA = "Berkas sertifikat itu tidak dapat dibuka dalam waktu yang wajar. Ekspor ulang dengan pengaturan bawaan."
CACAT = "Sertifikat di dalam berkas itu cacat dan tidak dapat dibaca. Mintalah berkas baru kepada penerbitnya."

_BUKAN_DOKUMEN = {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.OCSP_SIGNING}


@dataclass(frozen=True)
class Kunci:
    """An opened PKCS#12: pyHanko's signer and the holder of its certificate."""

    penanda: Any
    pemegang: Pemegang


@sensitive_variables()
def buka_p12(isi: bytes, sandi: str, *, pada: datetime) -> Kunci:
    """The key inside a PKCS#12 file. Raises InvalidValue: what is wrong with file, password or certificate."""
    _require_pfx(isi)
    if not terisolasi.sertifikat_wajar(isi, sandi.encode()):
        raise InvalidValue(TERLALU_LAMA)
    try:
        isinya = pkcs12.load_pkcs12(isi, sandi.encode())
    except UnsupportedAlgorithm as error:
        raise InvalidValue(USANG) from error
    except ValueError as error:
        raise InvalidValue(SANDI_SALAH) from error
    if isinya.key is None or isinya.cert is None:
        raise InvalidValue(f"{TANPA_KUNCI} sertifikat beserta kuncinya.")
    try:
        _require_layak(isinya.cert.certificate, isinya.key, pada)
        return Kunci(_penanda(isinya), pemegang(isinya.cert.certificate))
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension) as error:
        raise InvalidValue(CACAT) from error


def _require_pfx(isi: bytes) -> None:
    """Raise unless the bytes are a PKCS#12 of a sensible size."""
    from asn1crypto.pkcs12 import Pfx

    if len(isi) > BATAS_P12:
        raise InvalidValue(f"{BUKAN_P12} Berkas sertifikat tidak pernah lebih besar dari 100 KB.")
    try:
        pfx = Pfx.load(isi, strict=True)
        benar = pfx["version"].native == "v3" and pfx["auth_safe"]["content_type"].native in ("data", "signed_data")
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidValue(BUKAN_P12) from error
    if not benar:
        raise InvalidValue(BUKAN_P12)


def _require_layak(sertifikat: x509.Certificate, kunci: Any, pada: datetime) -> None:
    """Raise unless the certificate is valid on that day and made for signing documents."""
    mulai, sampai = sertifikat.not_valid_before_utc, sertifikat.not_valid_after_utc
    if pada < mulai:
        raise InvalidValue(f"Sertifikat ini baru berlaku mulai {format_tanggal(mulai.astimezone(UTC).date())}.")
    if pada > sampai:
        raise InvalidValue(
            f"Masa berlaku sertifikat ini berakhir {format_tanggal(sampai.astimezone(UTC).date())}. Perpanjang dahulu"
            " kepada penerbitnya."
        )
    if not untuk_tanda_tangan(sertifikat):
        raise InvalidValue(
            "Sertifikat ini tidak diterbitkan untuk tanda tangan. Pakai sertifikat tanda tangan elektronik Anda."
        )
    if not isinstance(kunci, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise InvalidValue("Jenis kunci sertifikat ini tidak dikenal pembaca PDF. Pakai kunci RSA atau EC.")
    if isinstance(kunci, rsa.RSAPrivateKey) and kunci.key_size < RSA_TERKECIL:
        raise InvalidValue(f"Kunci sertifikat ini terlalu lemah ({kunci.key_size} bit). Mintalah yang sedikitnya 2048.")


def untuk_tanda_tangan(sertifikat: x509.Certificate) -> bool:
    """Whether a certificate may sign documents: no authority's, and its usages, as far as named, allow signatures."""
    for ext in sertifikat.extensions:
        isi = ext.value
        if isinstance(isi, x509.BasicConstraints) and isi.ca:
            return False
        if isinstance(isi, x509.KeyUsage) and not (isi.digital_signature or isi.content_commitment):
            return False
        if isinstance(isi, x509.ExtendedKeyUsage) and set(isi) <= _BUKAN_DOKUMEN:
            return False
    return True


@sensitive_variables()
def _penanda(isinya: pkcs12.PKCS12KeyAndCertificates) -> Any:
    """The key and its chain as pyHanko's signer."""
    from asn1crypto import keys
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    der, tanpa_sandi = serialization.Encoding.DER, serialization.NoEncryption()
    assert isinya.key is not None and isinya.cert is not None  # noqa: S101  checked by buka_p12
    kunci = isinya.key.private_bytes(der, serialization.PrivateFormat.PKCS8, tanpa_sandi)
    semua = [isinya.cert, *isinya.additional_certs]
    rantai = [asn1_x509.Certificate.load(c.certificate.public_bytes(der)) for c in semua]
    return SimpleSigner(
        signing_cert=rantai[0],
        signing_key=keys.PrivateKeyInfo.load(kunci),
        cert_registry=SimpleCertificateStore.from_certs(rantai),  # type: ignore[no-untyped-call]
    )
