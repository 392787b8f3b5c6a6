"""Which unit carries on what a unit that has ended did."""

from collections.abc import Iterable
from datetime import date

from indicators.models import UnitKerja


def pengganti_unit(units: Iterable[UnitKerja], pada: date) -> dict[int, tuple[UnitKerja, UnitKerja | None]]:
    """By unit: itself, and the unit that does its work on a day: itself, what continues it, None for nobody or several.

    Takes all units of a perangkat daerah; a chain of renames is followed to its end.
    """
    semua = {u.pk: u for u in units}
    penerus: dict[int, list[UnitKerja]] = {}
    for u in semua.values():
        if u.predecessor_id:
            penerus.setdefault(u.predecessor_id, []).append(u)
    hasil: dict[int, tuple[UnitKerja, UnitKerja | None]] = {}
    for u in semua.values():
        kini: UnitKerja | None = u
        dilalui: set[int] = set()
        while kini is not None and not berlaku_pada(kini, pada) and kini.pk not in dilalui:
            dilalui.add(kini.pk)
            lanjut = penerus.get(kini.pk, [])
            kini = lanjut[0] if len(lanjut) == 1 else None
        hasil[u.pk] = (u, kini if kini is not None and berlaku_pada(kini, pada) else None)
    return hasil


def berlaku_pada(unit: UnitKerja, pada: date) -> bool:
    """Whether the unit exists on a day, or later: one that begins after it does."""
    return unit.berlaku_sampai is None or unit.berlaku_sampai >= pada
