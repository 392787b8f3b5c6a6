"""What a unit is called: on a day (documents of a former year that are still drafts print the name of that year), and
in a list where another one has the same name.
"""

from collections import Counter
from collections.abc import Iterable
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


def bersebutan(units: Iterable[UnitKerja]) -> list[UnitKerja]:
    """The units of a list; those whose name stands in it twice say so with their superior (`sebutan`).

    `Subbagian Tata Usaha (UPT Puskesmas Rantau)`; with the code where even that is no difference. No query, and one
    where a superior of such a unit is not in the list.
    """
    rows = list(units)
    kembar = _kembar(rows)
    if not kembar:
        return rows
    nama = {u.pk: u.nama for u in rows}
    if kurang := {u.induk_id for u in kembar if u.induk_id} - nama.keys():
        nama |= dict(UnitKerja.objects.filter(pk__in=kurang).values_list("pk", "nama"))
    for u in kembar:
        u.sebutan_panjang = f"{u.nama} ({nama[u.induk_id]})" if u.induk_id else u.nama
    for u in _kembar(rows):
        u.sebutan_panjang = f"{u.nama} ({u.kode})"
    return rows


def _kembar(rows: list[UnitKerja]) -> list[UnitKerja]:
    banyak = Counter((u.perangkat_daerah_id, u.sebutan.casefold()) for u in rows)
    return [u for u in rows if banyak[u.perangkat_daerah_id, u.sebutan.casefold()] > 1]
