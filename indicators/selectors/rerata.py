"""The mean of capaian, as Formulir E.81 takes it (Permendagri 86/2017): of what is known, two decimals."""

from collections.abc import Iterable
from decimal import Decimal

from indicators import calculations


def rata_rata(angka: Iterable[Decimal | None]) -> Decimal | None:
    """The mean of what is known; None when nothing is."""
    known = [a for a in angka if a is not None]
    return calculations.rasio(sum(known, Decimal(0)), len(known), 1) if known else None
