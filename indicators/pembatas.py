"""How often one address may ask the open pages, and how often a password may be tried: enough for people, too little
for guessing or exhausting.
"""

from contextlib import suppress
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from indicators.exceptions import DomainError

JENDELA = 60
"""Seconds of one window. Counted per process: with several of them the limit is as many times higher."""
PERCOBAAN = 10
"""How many wrong passwords for one account from one address in a window."""
PERCOBAAN_ALAMAT = 100
"""How many for all accounts together: an office behind one address mistypes less, who tries one password on many
accounts more."""


class TerlaluSering(DomainError):
    """Too many requests from one address."""

    kode_http = 429


def batasi(request: HttpRequest, apa: str, paling: int) -> None:
    """Raise TerlaluSering when the address asked for this more than `paling` times within the window."""
    if _hitung(f"pembatas:{apa}:{_alamat(request)}") > paling:
        raise TerlaluSering("Terlalu banyak permintaan dari alamat ini. Tunggu satu menit, lalu coba lagi.")


def coba_sandi(request: HttpRequest, nama: str) -> None:
    """Before the password of an account is held against what was typed: raise TerlaluSering when this address tried
    this account, or accounts at all, too often. `sandi_benar` begins anew; somebody else's attempts from elsewhere lock
    nobody out.
    """
    if _hitung(_kunci_sandi(request, nama)) > PERCOBAAN or _hitung(_kunci_alamat(request)) > PERCOBAAN_ALAMAT:
        raise TerlaluSering("Terlalu banyak percobaan dengan kata sandi yang salah. Tunggu satu menit, lalu coba lagi.")


def sandi_benar(request: HttpRequest, nama: str) -> None:
    """The password was right: what was tried before it no longer counts, and for its address it was no attempt."""
    cache.delete(_kunci_sandi(request, nama))
    with suppress(ValueError):  # the window is over
        cache.decr(_kunci_alamat(request))


def _kunci_alamat(request: HttpRequest) -> str:
    return f"pembatas:sandi:{_alamat(request)}"


def _kunci_sandi(request: HttpRequest, nama: str) -> str:
    akun = sha256(nama.strip().lower().encode()).hexdigest()[:32]  # what is typed may be no key of a cache
    return f"pembatas:sandi:{_alamat(request)}:{akun}"


def _hitung(kunci: str) -> int:
    """How many times within the window, this one included."""
    cache.add(kunci, 0, JENDELA)
    try:
        return int(cache.incr(kunci))
    except ValueError:  # it expired in between
        return 1


def _alamat(request: HttpRequest) -> str:
    """Whom the request is from: behind a proxy the last address it noted, which a visitor cannot choose."""
    lewat = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return _jaringan(lewat.rsplit(",", 1)[-1].strip() or str(request.META.get("REMOTE_ADDR", "")))


def _jaringan(alamat: str) -> str:
    """One visitor: of IPv6 the network of 64 bit, within which anybody may choose his address anew each time."""
    try:
        ip = ip_address(alamat.partition("%")[0])
    except ValueError:
        return alamat[:50]
    if ip.version == 6 and (asal := ip.ipv4_mapped) is not None:
        return str(asal)
    return str(ip) if ip.version == 4 else str(ip_network((ip, 64), strict=False))
