"""What the templates of decrees need to keep together."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

TITIK = re.compile("…+")
PERIODE = re.compile(r"\b(\d{4})([-–])(\d{4})\b")


@register.filter
def periode_utuh(teks: str) -> SafeString:
    """A text whose periods (2021–2026) are never parted by the end of a line."""
    return mark_safe(PERIODE.sub(r'<span class="tak-putus">\1\2\3</span>', conditional_escape(teks)))  # noqa: S308


@register.filter
def isian(teks: str) -> SafeString:
    """The same, with the dots that stand for a number or a date marked."""
    return mark_safe(TITIK.sub(r'<span class="isian">\g<0></span>', periode_utuh(teks)))  # noqa: S308
