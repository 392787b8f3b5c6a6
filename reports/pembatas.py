"""How often one address may ask the public pages: enough for people, too little for guessing or exhausting."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from indicators.exceptions import DomainError

JENDELA = 60
"""Seconds of one window. Counted per process: with several of them the limit is as many times higher."""


class TerlaluSering(DomainError):
    """Too many requests from one address."""

    kode_http = 429


def batasi(request: HttpRequest, apa: str, paling: int) -> None:
    """Raise TerlaluSering when the address asked for this more than `paling` times within the window."""
    kunci = f"pembatas:{apa}:{_alamat(request)}"
    cache.add(kunci, 0, JENDELA)
    try:
        jumlah = cache.incr(kunci)
    except ValueError:  # it expired in between
        return
    if jumlah > paling:
        raise TerlaluSering("Terlalu banyak permintaan dari alamat ini. Tunggu satu menit, lalu coba lagi.")


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
