"""Evidence from hostile hands: torn and disguised pictures, scanners that answer by halves, links that act."""

import io
import socket
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image, ImageFile

from indicators.exceptions import InvalidValue
from indicators.models import BuktiDukung
from indicators.services import antivirus
from indicators.services.bukti import bukti_attach, bukti_attach_link, periksa_isi
from tests.builders import make_realisasi

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def image(kind: str, size: int = 200) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((size, size), 80).convert("RGB").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("longgar", [False, True])
@pytest.mark.parametrize(("kind", "nama"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp")])
def test_a_torn_picture_is_refused_whatever_the_process_did_before(monkeypatch, kind, nama, longgar):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", longgar)
    isi = image(kind)
    assert periksa_isi(nama, isi)
    with pytest.raises(InvalidValue, match="Simpan ulang"):
        periksa_isi(nama, isi[: len(isi) * 2 // 3])


@pytest.mark.parametrize("longgar", [False, True])
def test_a_picture_that_breaks_its_reader_is_refused_in_words(monkeypatch, longgar):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", longgar)
    png = image("PNG")
    for tempat in range(8, 120):
        rusak = bytearray(png)
        rusak[tempat] ^= 0xFF
        try:
            periksa_isi("a.png", bytes(rusak))
        except InvalidValue:
            continue


def scanner(jawab: bytes) -> tuple[socket.socket, str]:
    """One answer of a ClamAV, then it hangs up."""
    saluran = socket.create_server(("127.0.0.1", 0))

    def layani():
        sambungan, _ = saluran.accept()
        with sambungan:
            masuk = b""
            while not masuk.endswith(b"\0\0\0\0"):
                masuk += sambungan.recv(65536)
            sambungan.sendall(jawab)

    threading.Thread(target=layani, daemon=True).start()
    return saluran, f"127.0.0.1:{saluran.getsockname()[1]}"


@pytest.mark.parametrize(
    "jawab", [b"stream: Win.Trojan.OK", b"stream: OK", b"OK\0", b"stream: Win.OK\0", b"", b"stream: O\0K"]
)
def test_only_a_whole_clean_answer_of_the_scanner_lets_a_file_in(settings, jawab):
    saluran, settings.CLAMD_SOCKET = scanner(jawab)
    with saluran, pytest.raises(InvalidValue):
        antivirus.periksa("a.pdf", PDF)


def test_the_scanner_is_not_waited_for_with_the_database_locked(cast, monkeypatch):
    nilai, terkunci = make_realisasi(cast.indikator), []
    luar = len(connection.savepoint_ids)
    monkeypatch.setattr(antivirus, "periksa", lambda *_: terkunci.append(len(connection.savepoint_ids) > luar))
    bukti_attach(nilai=nilai, berkas=SimpleUploadedFile("a.pdf", PDF), by=cast.operator)
    assert terkunci == [False]


def test_a_value_that_was_locked_while_the_file_was_scanned_takes_none(cast, monkeypatch):
    from indicators.exceptions import Closed
    from indicators.models import Realisasi, Status

    nilai = make_realisasi(cast.indikator)
    ajukan = lambda *_: Realisasi.objects.update(status=Status.SUBMITTED)  # noqa: E731
    monkeypatch.setattr(antivirus, "periksa", ajukan)
    with pytest.raises(Closed):
        bukti_attach(nilai=nilai, berkas=SimpleUploadedFile("a.pdf", PDF), by=cast.operator)
    assert not BuktiDukung.objects.exists()


@pytest.mark.parametrize(
    "tautan",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a.go.id/\x0d\x0aSet-Cookie: x",
        " javascript:alert(1)",
        "https://",
        "http:///x",
        "https://a.go.id/\u202egpj.exe",
    ],
)
def test_a_link_is_an_address_and_nothing_else(client, cast, tautan):
    nilai = make_realisasi(cast.indikator)
    with pytest.raises(InvalidValue):
        bukti_attach_link(nilai=nilai, tautan=tautan, nama="x", by=cast.operator)
    client.force_login(cast.operator)
    kwargs = {"jenis": "realisasi", "tahun": 2025, "tw": 1, "pk": cast.indikator.pk}
    jawab = client.post(reverse("indicators:bukti", kwargs=kwargs), {"tautan": tautan, "nama": "x"})
    assert jawab.status_code == 422
    assert not BuktiDukung.objects.exists()


def test_a_number_of_a_thousand_digits_names_no_evidence(client, cast):
    make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    kwargs = {"jenis": "realisasi", "tahun": 2025, "tw": 1, "pk": cast.indikator.pk}
    for kunci in ("9" * 5000, "9" * 30, "²"):
        assert client.post(reverse("indicators:bukti_pakai", kwargs=kwargs), {"bukti": kunci}).status_code == 404
