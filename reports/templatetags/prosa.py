"""How prose is printed: `{% narasi %}` in templates/pdf/lkjip/narasi.html, on paper and in the preview on screen."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from reports.prosa import cetak

register = template.Library()


@register.simple_tag(takes_context=True)
def narasi(context: Context) -> SafeString:
    """The prose of `blok`, cleaned again; its headings go below the one it stands under in `bagian`, if any.

    On screen (`layar`) pictures have their own addresses; on paper they are data: URIs and nothing else.
    """
    blok: Mapping[str, Any] = context["blok"]
    layar = bool(context.get("layar"))
    tingkat = 2 if layar else _tingkat(blok, context.get("bagian"))
    return mark_safe(cetak(str(blok["html"]), tingkat, layar=layar))  # noqa: S308


def _tingkat(blok: Mapping[str, Any], bagian: Any) -> int:
    """The level of the last heading before the block: its section's, or that of a heading between its blocks."""
    if not isinstance(bagian, Mapping) or not any(b is blok for b in bagian.get("blok", [])):
        return 1
    tingkat = int(bagian.get("tingkat", 1))
    for b in bagian["blok"]:
        if b is blok:
            break
        if b["jenis"] == "subjudul":
            tingkat = int(b["tingkat"])
    return tingkat
