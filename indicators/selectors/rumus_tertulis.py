"""The formulas an indikator is computed by, in words for paper: what is signed is what is worked out."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import Indikator, VariabelRumus
from indicators.rumus import Rumus, RumusSalah, uraikan

PENDEK = 3
"""Up to so many variables stand in the formula by name; more stand as symbols, explained behind it."""


@dataclass(frozen=True)
class RumusTertulis:
    """One formula: in a line of text, and as a fraction (above, below, behind) where it is one."""

    teks: str
    pecahan: tuple[str, str, str] | None = None


def rumus_tertulis(indikator: Iterable[Indikator]) -> dict[int, RumusTertulis]:
    """The formula of each indikator that has one of its own, by key. One query, none when nobody has."""
    terbaca: dict[int, Rumus] = {}
    for i in indikator:
        if i.rumus == Indikator.Rumus.EKSPRESI:
            try:
                terbaca[i.pk] = uraikan(i.ekspresi)
            except RumusSalah:  # Pemeriksaan says so
                continue
    nama: dict[int, dict[str, str]] = {}
    if terbaca:
        rows = VariabelRumus.objects.filter(indikator__in=terbaca).order_by("indikator", "urutan")
        for pk, simbol, satu in rows.values_list("indikator_id", "simbol", "nama"):
            nama.setdefault(pk, {})[simbol] = satu
    return {pk: _tertulis(rumus, nama.get(pk, {})) for pk, rumus in terbaca.items()}


def _tertulis(rumus: Rumus, nama: dict[str, str]) -> RumusTertulis:
    if len(rumus.variabel) <= PENDEK:
        return RumusTertulis(rumus.dengan_nama(nama), rumus.pecahan(nama))
    arti = "\n".join(f"{v} = {nama.get(v) or v}" for v in rumus.variabel)
    return RumusTertulis(f"{rumus.tulisan}, dengan\n{arti}")
