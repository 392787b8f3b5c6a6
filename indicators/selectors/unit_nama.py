"""Which name a unit had on a day: documents of a former year that are still drafts print the name of that year."""

from copy import copy
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from indicators.models import UnitKerja


def dengan_nama_lama(units: QuerySet[UnitKerja, Any]) -> list[UnitKerja]:
    """The units in their order, each with its former names ready for `bernama_pada`. One query."""
    rows = units.annotate(
        lama_sampai=F("nama_lama__berlaku_sampai"), lama=F("nama_lama__nama"), lama_singkat=F("nama_lama__singkatan")
    )
    hasil: dict[int, Any] = {}
    for row in rows:
        unit = hasil.setdefault(row.pk, row)
        unit.nama_dulu = getattr(unit, "nama_dulu", [])
        if row.lama_sampai is not None:
            unit.nama_dulu.append((row.lama_sampai, row.lama, row.lama_singkat))
    return list(hasil.values())


def bernama_pada(unit: UnitKerja, pada: date) -> UnitKerja:
    """The unit with the name and the short name it had on that day; a copy to be read, not stored."""
    dulu = sorted(d for d in getattr(unit, "nama_dulu", ()) if d[0] >= pada)
    if not dulu:
        return unit
    lama = copy(unit)
    _, lama.nama, lama.singkatan = dulu[0]
    return lama
