"""A chart as a file that stands alone: an SVG or PNG with title, scope, sentence and source around the same drawing."""

import hashlib
import io
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
_LOCK = threading.Lock()  # PDFium is not made for two at a time


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
        png = _png(svg)
        cache.set(kunci, png, UMUR)
    return png


def _png(svg: str) -> bytes:
    """Through a PDF, twice as fast as the engine's own PNG and no different to the eye; with a palette, as a chart has
    few colours: an eighth as large."""
    import pypdfium2
    from PIL import Image

    lebar, tinggi = ukuran(svg)
    titik = min(LEBAR_PNG, (MAKS_TITIK * lebar / tinggi) ** 0.5)
    svg, vl_convert = _siap(svg)
    with _LOCK, pypdfium2.PdfDocument(bytes(vl_convert.svg_to_pdf(svg))) as dokumen:
        halaman = dokumen[0]
        gambar = halaman.render(scale=titik / halaman.get_width()).to_pil().convert("RGB")
        halaman.close()
    palet = gambar.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    warna, latar = palet.getpalette(), palet.getpixel((0, 0))
    if warna is not None and isinstance(latar, int):
        warna[3 * latar : 3 * latar + 3] = [255, 255, 255]  # the mean of white and almost white is not white
        palet.putpalette(warna)
    keluar = io.BytesIO()
    palet.save(keluar, "PNG", compress_level=6)
    return keluar.getvalue()


def ukuran(svg: str) -> tuple[float, float]:
    """Width and height of a drawing in CSS pixels."""
    cocok = _UKURAN.search(svg)
    if cocok is None:
        raise ValueError("the drawing has no size")
    return float(cocok[1]), float(cocok[2])


def raster(svg: str, *, ppi: float = 72) -> bytes:
    """A drawing as a PNG that keeps what is transparent, with the fonts of the documents; some 30 ms.

    Raises ValueError for what is no XML.
    """
    svg, vl_convert = _siap(svg)
    return bytes(vl_convert.svg_to_png(svg, scale=1, ppi=ppi))


def _siap(svg: str) -> tuple[str, Any]:
    """The drawing as the engine can bear it, and the engine. Raises ValueError for what is no XML: it would end the
    whole process over it."""
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
    return svg, vl_convert
