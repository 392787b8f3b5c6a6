"""What templates/pdf/lkjip.html needs beside plain text: its charts, drawn from the data in the payload."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.builders.lkjip_bagan import bagan_svg
from reports.builders.pohon_gambar import pohon_svg
from reports.payloads_lkjip import LampiranLaporan, LembarPohon, SimpulBagan
from sakip.lib.charts import ChartData, chart_svg

register = template.Library()

NASKAH = {"pk": "pdf/partials/naskah_pk.html", "keputusan": "pdf/partials/naskah_keputusan.html"}
"""The partial that prints an annex of each kind."""


@register.filter
def grafik_svg(data: dict[str, Any]) -> SafeString:
    """The drawing of a ChartData.as_dict(), as SVG text. Labels are escaped by the drawing engine."""
    return mark_safe(chart_svg(ChartData.from_dict(data)))  # noqa: S308


@register.filter
def bagan(pohon: SimpulBagan) -> SafeString:
    """The organisation chart as SVG text; names are escaped where it is drawn."""
    return mark_safe(bagan_svg(pohon))  # noqa: S308


@register.filter
def pohon(lembar: LembarPohon) -> SafeString:
    """One sheet of the performance tree as SVG text; words are escaped where it is drawn."""
    return mark_safe(pohon_svg(lembar))  # noqa: S308


@register.simple_tag
def naskah_lampiran(satu: LampiranLaporan) -> SafeString:
    """One annexed document as it prints alone; `dalam` moves its headings below that of the annex."""
    return render_to_string(NASKAH[satu["jenis"]], {**satu["isi"], "dalam": True})
