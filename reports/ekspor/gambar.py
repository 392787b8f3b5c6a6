"""Pictures for Word: charts and diagrams drawn from the data in the payload, emblems, the QR code."""

import base64
import hashlib
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache

from sakip.lib.charts_berkas import raster

TITIK_PER_INCI = 192
_DATA = re.compile(r"data:(?P<tipe>image/[a-z+.-]+)(?P<b64>;base64)?,(?P<isi>.*)", re.DOTALL)

_SVG = re.compile(r"<svg\b[^>]*>")
_PUTIH = r'\g<0><rect width="100%" height="100%" fill="#fff"/>'


def png_dari_svg(svg: str) -> bytes:
    """The drawing on white as a PNG of 192 dots an inch, kept by its digest: drawing it takes some 30 ms.

    Raises ValueError for what is no XML.
    """
    svg = _SVG.sub(_PUTIH, svg, count=1)
    kunci = "png:" + hashlib.sha256(svg.encode("utf-8", "replace")).hexdigest()
    png: bytes | None = cache.get(kunci)
    if png is None:
        png = raster(svg, ppi=TITIK_PER_INCI)
        cache.set(kunci, png, None)
    return png


def perbandingan(berkas: bytes) -> float:
    """Height by width of a picture file."""
    from PIL import Image

    with Image.open(BytesIO(berkas)) as gambar:
        return gambar.height / gambar.width


def dari_data(alamat: str) -> bytes | None:
    """The picture in a data: URI as a file Word reads (PNG or JPEG); None when it is no picture."""
    cocok = _DATA.fullmatch(alamat.strip())
    if cocok is None:
        return None
    isi = base64.b64decode(cocok["isi"]) if cocok["b64"] else cocok["isi"].encode()
    if cocok["tipe"] == "image/svg+xml":
        return png_dari_svg(isi.decode())
    return isi if cocok["tipe"] in ("image/png", "image/jpeg") else _jadi_png(isi)


def _jadi_png(isi: bytes) -> bytes | None:
    from PIL import Image, UnidentifiedImageError

    keluar = BytesIO()
    try:
        with Image.open(BytesIO(isi)) as gambar:
            gambar.save(keluar, "PNG")
    except (UnidentifiedImageError, OSError):
        return None
    return keluar.getvalue()


def lambang(data: str) -> bytes:
    """The emblem of a letterhead; the plain placeholder when none was uploaded."""
    milik = dari_data(data) if data else None
    return milik or png_dari_svg((Path(settings.BASE_DIR) / "static/img/lambang_contoh.svg").read_text())


def qr(alamat: str) -> bytes:
    """The QR code of an address."""
    import segno

    keluar = BytesIO()
    segno.make(alamat, error="m", micro=False).save(keluar, kind="png", scale=8, border=2)
    return keluar.getvalue()


def grafik(data: dict[str, Any]) -> bytes:
    """The chart of a ChartData.as_dict(), the same drawing as in the PDF."""
    from sakip.lib.charts import ChartData, chart_svg

    return png_dari_svg(chart_svg(ChartData.from_dict(data)))


def lebar_piksel(berkas: bytes) -> int:
    """The width of a picture file in dots."""
    from PIL import Image

    with Image.open(BytesIO(berkas)) as gambar:
        return int(gambar.width)
