"""Template filters and tags every page may use: figures in Indonesian, badges, icons, charts.

Figures reach a page only through the filters here, so that one place decides how they look
(sakip.lib.numbers).
"""

import base64
import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sakip.lib import numbers
from sakip.templatetags.icons import ICONS

register = template.Library()

# A missing figure is not zero: it prints as a dash, the same one everywhere on screen.
MISSING = "–"


def _absent(value: object) -> bool:
    return value is None or value == ""


@register.filter
def angka(value: Decimal | int | None, desimal: int | None = None) -> str:
    """``1.234,56``: ``{{ nilai|angka }}`` with the decimals it has, ``{{ nilai|angka:2 }}`` with two."""
    return MISSING if _absent(value) else numbers.format_number(value, desimal)


@register.filter
def rupiah(value: int | Decimal | None) -> str:
    """``Rp43.574.741.594``; money is whole rupiah, so a Decimal must be one too."""
    return MISSING if value is None or value == "" else numbers.format_rupiah(int(value))


@register.filter
def persen(value: Decimal | int | None, desimal: int | None = None) -> str:
    """``96,25%`` for 96.25: the value is a percentage already, not a fraction."""
    return MISSING if _absent(value) else numbers.format_persen(value, desimal)


@register.filter
def tanggal(value: datetime.date | datetime.datetime | None) -> str:
    """``20 Januari 2025``; a moment in time is first brought to the office's time zone."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return numbers.format_tanggal(value)


@register.filter
def waktu(value: datetime.datetime | None) -> str:
    """``20 Januari 2025 pukul 10.42`` in the office's time zone."""
    if value is None or value == "":
        return MISSING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{numbers.format_tanggal(local.date())} pukul {local:%H.%M}"


@register.filter
def romawi(value: int) -> str:
    """``IV`` for 4, as quarters and chapters are counted."""
    return numbers.romawi(int(value))


@register.filter
def data_uri(svg: str | bytes) -> str:
    """An SVG as the ``src`` of an ``img``: its own styles then do not meet the page's strict policy."""
    raw = svg.encode() if isinstance(svg, str) else svg
    return f"data:image/svg+xml;base64,{base64.b64encode(raw).decode('ascii')}"


@register.simple_tag
def ikon(nama: str, kelas: str = "") -> SafeString:
    """A decorative 16 px icon; the word beside it carries the meaning, so screen readers skip it."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{}</svg>',
        kelas,
        mark_safe(ICONS[nama]),  # noqa: S308  our own constants, no user's text
    )


@register.inclusion_tag("components/status_badge.html")
def status_badge(status: str | None) -> dict[str, Any]:
    """Badge of a workflow status (DRAFT, SUBMITTED, VERIFIED, RETURNED; empty: nothing filled in yet)."""
    return {"status": status}


@register.inclusion_tag("components/kategori_badge.html")
def kategori_badge(label: str | None, kode: str | None) -> dict[str, Any]:
    """Badge of a category of capaian: its word and the code of its colour (``sangat-tinggi`` …)."""
    return {"label": label, "warna": kode}
