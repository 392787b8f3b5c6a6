"""What templates/pdf/dasbor.html needs beside plain text: its charts, drawn from their specifications."""

from typing import Any

from django import template

from sakip.lib.charts_bentuk import dari_spesifikasi
from sakip.lib.charts_lembar import gambar_lembar

register = template.Library()

TINGGI_LEMBAR = 980
"""What a sheet of A4 holds below a heading, in pixels of a drawing 760 wide."""


@register.filter
def lembar_grafik(data: dict[str, Any]) -> list[str]:
    """The drawings of one specification as SVG texts, one for each sheet of paper."""
    return gambar_lembar(dari_spesifikasi(data), TINGGI_LEMBAR)


@register.filter
def grafik_sempit(data: dict[str, Any]) -> str:
    """The drawing of one specification for half the width of a sheet."""
    grafik = dari_spesifikasi(data)
    return grafik.svg_sempit or grafik.svg
