"""What waits for a signature, for the page everybody begins on."""

from django import template

from indicators.models import User
from reports import siklus
from reports.models import Dokumen

register = template.Library()


@register.simple_tag
def menunggu_tanda_tangan(user: User) -> list[Dokumen]:
    """The finished documents this person may sign, the oldest first; empty for who signs nothing."""
    return siklus.menunggu_tanda_tangan(user)
