"""Asking ClamAV about an uploaded file, where the office runs it (CLAMD_SOCKET).

The protocol is one command (INSTREAM: lengths and pieces, answered by one line); the libraries for it are unmaintained
or asynchronous, so it is spoken here.
"""

import logging
import socket
import struct

from django.conf import settings

from indicators.exceptions import InvalidValue

log = logging.getLogger(__name__)

POTONG = 64 * 1024
BATAS_DETIK = 30


def periksa(nama: str, isi: bytes) -> None:
    """Raise InvalidValue for a file in which a virus is found, and when the scanner that is asked for cannot answer.

    Without CLAMD_SOCKET nothing is asked.
    """
    alamat = settings.CLAMD_SOCKET
    if not alamat:
        return
    try:
        jawab = _tanya(alamat, isi)
    except (OSError, ValueError) as error:  # ValueError: an address without a port
        log.error("ClamAV tidak menjawab pada %s: %s", alamat, error)
        raise InvalidValue("Pemeriksa virus sedang tidak dapat dihubungi. Coba lagi beberapa saat lagi.") from error
    if jawab == "stream: OK":  # whole and to the letter: the name of a virus may end so too
        return
    if jawab.endswith(" FOUND"):
        log.warning("Berkas ditolak: %s: %s", nama, jawab)
        raise InvalidValue(f"Berkas “{nama}” tidak diterima: pemeriksa virus menemukan sesuatu di dalamnya.")
    log.error("ClamAV menjawab: %s", jawab)
    raise InvalidValue(f"Berkas “{nama}” belum dapat diperiksa. Perkecil berkasnya atau hubungi pengelola aplikasi.")


def _tanya(alamat: str, isi: bytes) -> str:
    """The scanner's line about some content; empty when it broke off. `alamat`: a path, or host:port."""
    with _sambung(alamat) as saluran:
        saluran.sendall(b"zINSTREAM\0")
        for awal in range(0, len(isi), POTONG):
            potongan = isi[awal : awal + POTONG]
            saluran.sendall(struct.pack("!L", len(potongan)) + potongan)
        saluran.sendall(struct.pack("!L", 0))
        jawab = b""
        while b"\0" not in jawab and len(jawab) < 4096:
            bagian = saluran.recv(1024)
            if not bagian:
                break
            jawab += bagian
    baris, akhir, _ = jawab.partition(b"\0")
    return baris.decode(errors="replace").strip() if akhir else ""


def _sambung(alamat: str) -> socket.socket:
    if alamat.startswith("/"):
        saluran = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        saluran.settimeout(BATAS_DETIK)
        saluran.connect(alamat)
        return saluran
    host, _, port = alamat.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=BATAS_DETIK)
