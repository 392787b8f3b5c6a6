"""What templates/pdf/perjanjian_kinerja_semua.html needs: one agreement inside a document of many."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def naskah_pk(payload: dict[str, Any]) -> SafeString:
    """One agreement as it prints alone: the partial sees the keys of its own payload and nothing else."""
    return render_to_string("pdf/partials/naskah_pk.html", payload)
