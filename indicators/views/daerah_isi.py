"""The steps that are a planner's work: the workbook of each perangkat daerah, and the plan of the year."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from indicators import permissions
from indicators.models import PemerintahDaerah
from indicators.permissions import Ability
from indicators.selectors.daerah import perangkat_daerah_of
from indicators.selectors.daerah_isi import isi_perangkat, perencana_of, rencana_perangkat
from indicators.views.daerah_kerangka import tampil


def buku_kerja(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """What each perangkat daerah has written down, and where the workbook goes out and comes in."""
    semua = perangkat_daerah_of(daerah, request.user)
    rows = isi_perangkat(semua)
    return tampil(request, daerah, "buku-kerja", _isi(request, daerah, rows))


def rencana(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """The plans of each perangkat daerah, and where they are approved."""
    semua = perangkat_daerah_of(daerah, request.user)
    return tampil(request, daerah, "rencana", _isi(request, daerah, rencana_perangkat(semua)))


def _isi(request: HttpRequest, daerah: PemerintahDaerah, rows: list[Any]) -> dict[str, Any]:
    """The rows, whether this person may plan at each place, and who may where he may not."""
    boleh = {r.perangkat_daerah.pk for r in rows if permissions.can(request.user, Ability.IMPORT, r.perangkat_daerah)}
    return {
        "rows": rows,
        "boleh": boleh,
        "perencana": perencana_of(daerah) if len(boleh) < len(rows) else [],
        "dapat_mengangkat": permissions.can(request.user, Ability.MANAGE_USERS, daerah),
    }
