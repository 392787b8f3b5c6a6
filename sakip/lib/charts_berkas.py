"""A chart as a file that stands alone: an SVG or PNG with title, scope, sentence and source around the same drawing."""

import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from lxml import etree

from sakip.lib import charts_svg
from sakip.lib.charts import tercetak

if TYPE_CHECKING:
    from sakip.lib.charts_bentuk import Grafik

LEBAR_PNG = 1600
MAKS_TITIK = 16_000_000
"""Dots of a PNG, 64 MB while it is drawn: a drawing as high as a hundred rows comes out coarser instead."""

UMUR = 3600
_HURUF = "static/vendor/fonts/liberation-2.1.5"
_UKURAN = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')
_huruf_terdaftar: list[str] = []


def svg_berkas(grafik: "Grafik", *, kepala: list[str], kaki: list[str]) -> str:
    """The chart as a whole SVG file: `kepala` are lines below its title, `kaki` lines below its sentence.

    Raises ValueError for a form without a picture.
    """
    dalam = grafik.svg
    if not dalam:
        raise ValueError("Daftar ini tidak bergambar.")
    lebar, tinggi = ukuran(dalam)
    isi = charts_svg.bingkai(dalam, lebar, tinggi, judul=grafik.judul, kalimat=grafik.kalimat, kepala=kepala, kaki=kaki)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{isi}'


def png_berkas(grafik: "Grafik", *, kepala: list[str], kaki: list[str]) -> bytes:
    """The same as a PNG of LEBAR_PNG dots across, less where it would be larger than MAKS_TITIK."""
    svg = svg_berkas(grafik, kepala=kepala, kaki=kaki)
    kunci = "berkas:" + hashlib.sha256(svg.encode("utf-8", "replace")).hexdigest()
    png: bytes | None = cache.get(kunci)
    if png is None:
        lebar, tinggi = ukuran(svg)
        skala = min(LEBAR_PNG / lebar, (MAKS_TITIK / (lebar * tinggi)) ** 0.5)
        png = _ramping(raster(svg, skala=skala))
        cache.set(kunci, png, UMUR)
    return png


def _ramping(png: bytes) -> bytes:
    """The same picture with a palette, an eighth as large: a chart has few colours, and the engine hardly packs."""
    from PIL import Image

    keluar = io.BytesIO()
    with Image.open(io.BytesIO(png)) as gambar:
        palet = gambar.convert("RGB").quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    warna, latar = palet.getpalette(), palet.getpixel((0, 0))
    if warna is not None and isinstance(latar, int):
        warna[3 * latar : 3 * latar + 3] = [255, 255, 255]  # the mean of white and almost white is not white
        palet.putpalette(warna)
    palet.save(keluar, "PNG", compress_level=6)
    return keluar.getvalue()


def ukuran(svg: str) -> tuple[float, float]:
    """Width and height of a drawing in CSS pixels."""
    cocok = _UKURAN.search(svg)
    if cocok is None:
        raise ValueError("the drawing has no size")
    return float(cocok[1]), float(cocok[2])


def raster(svg: str, *, skala: float = 1, ppi: float = 72) -> bytes:
    """A drawing as a PNG, with the fonts of the documents; some 30 ms.

    Raises ValueError for what is no XML: the engine would end the whole process over it.
    """
    svg = str(tercetak(svg))
    try:
        etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError("the drawing is no XML") from error
    import vl_convert  # 120 MB in memory: only where a picture is drawn

    if not _huruf_terdaftar:
        folder = str(Path(settings.BASE_DIR) / _HURUF)
        vl_convert.register_font_directory(folder)
        _huruf_terdaftar.append(folder)
    return bytes(vl_convert.svg_to_png(svg, scale=skala, ppi=ppi))
