"""Certificates from hostile hands: slow, broken, and a password that must not turn up anywhere."""

import sys
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtensionOID
from django.test import RequestFactory
from django.utils import timezone
from django.views.debug import ExceptionReporter

from indicators.exceptions import InvalidValue
from reports.tanda_tangan import coba_p12, sertifikat, terisolasi
from reports.views import siklus as views
from tests.reports.sertifikat_uji import AKHIR, AWAL, SANDI, nama, p12


def container(sertifikat_daun, kunci, sandi: str = SANDI, rounds: int = 2048) -> bytes:
    """A PKCS#12 whose key and certificate are hidden with so many rounds; its own password check needs few."""
    cara = serialization.PrivateFormat.PKCS12.encryption_builder().kdf_rounds(rounds)
    cara = cara.key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC).hmac_hash(hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"uji", kunci, sertifikat_daun, None, cara.build(sandi.encode()))


def leaf(*lain: x509.ExtensionType):
    kunci = ec.generate_private_key(ec.SECP256R1())
    buat = x509.CertificateBuilder(nama("Uji"), nama("Uji"), kunci.public_key(), 1, AWAL, AKHIR)
    for satu in lain:
        buat = buat.add_extension(satu, critical=False)
    return buat.sign(kunci, hashes.SHA256()), kunci


def test_a_password_check_of_millions_of_rounds_ends_in_time(monkeypatch):
    monkeypatch.setattr(coba_p12, "DETIK", 1)
    lambat = container(*leaf(), rounds=5_000_000)
    with pytest.raises(InvalidValue, match="waktu yang wajar"):
        sertifikat.buka_p12(lambat, SANDI, pada=timezone.now())


def test_usual_certificates_open_within_the_limit():
    assert terisolasi.sertifikat_wajar(container(*leaf(), rounds=100_000), SANDI.encode())
    assert terisolasi.sertifikat_wajar(p12("NAMA"), b"salah"), "a wrong password is another refusal"


@pytest.mark.parametrize(
    "oid", [ExtensionOID.KEY_USAGE, ExtensionOID.BASIC_CONSTRAINTS, ExtensionOID.EXTENDED_KEY_USAGE]
)
def test_a_certificate_with_a_broken_extension_is_refused_in_words(oid):
    rusak = container(*leaf(x509.UnrecognizedExtension(oid, b"\xff\x00rusak")))
    with pytest.raises(InvalidValue, match="cacat"):
        sertifikat.buka_p12(rusak, SANDI, pada=datetime(2025, 1, 1, tzinfo=UTC))


def test_torn_and_changed_containers_are_refused_in_words():
    isi = p12("NAMA")
    for n in range(0, len(isi), 7):
        rusak = bytearray(isi)
        rusak[n] ^= 0x55
        for satu in (bytes(rusak), isi[:n]):
            try:
                sertifikat._require_pfx(satu)
                pkcs12.load_pkcs12(satu, SANDI.encode())
            except (InvalidValue, ValueError):
                continue


def test_the_password_stands_in_no_report_of_an_error(lengkap, monkeypatch, settings):
    """What would be mailed to the operator when signing breaks: the variables of every frame."""
    settings.DEBUG = False
    monkeypatch.setattr(views.services, "dokumen_sign", lambda **isi: 1 / 0)
    monkeypatch.setattr(views.izin, "require", lambda *a: None)
    monkeypatch.setattr(views, "_dokumen_or_404", lambda *a: lengkap.pd)
    keadaan = type("Keadaan", (), {"belum": []})
    monkeypatch.setattr(views.siklus, "keadaan", lambda _: keadaan)
    monkeypatch.setattr(type(lengkap.pd), "status", "FINAL", raising=False)
    monkeypatch.setattr(type(lengkap.pd), "perangkat_daerah", property(lambda pd: pd), raising=False)
    isi = p12("NAMA")
    from django.core.files.uploadedfile import SimpleUploadedFile

    request = RequestFactory().post(
        "/x/", {"peran": "penetap", "sandi": SANDI, "sertifikat": SimpleUploadedFile("a.p12", isi)}
    )
    request._dont_enforce_csrf_checks = True
    request.user = lengkap.leader
    try:
        views.tanda_tangan(request, 1)
    except ZeroDivisionError:
        laporan = ExceptionReporter(request, *sys.exc_info())
        assert SANDI not in laporan.get_traceback_text()
        assert SANDI not in laporan.get_traceback_html()
    else:
        pytest.fail("it did not come as far as signing")
