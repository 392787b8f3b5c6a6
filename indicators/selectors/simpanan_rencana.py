"""Pages of planning, kept for as long as nothing is written that planners set.

While a quarter is filled in, a regency writes all day on its sheets; the tree of the plan, its targets and its pagu
stay as they are. They hold no value, no evidence, no document and nobody's account.
"""

from collections.abc import Callable
from typing import TypeVar

from indicators.selectors.simpanan_bagian import LEMBAR, NASKAH, ORANG, selama_jenis_tetap

T = TypeVar("T")


def selama_rencana_tetap(daerah: int, ciri: tuple[object, ...], hitung: Callable[[], T]) -> T:
    """What `hitung` gives, kept under `ciri` until something else than values, texts or accounts is written."""
    return selama_jenis_tetap(daerah, ciri, hitung, selain=LEMBAR | NASKAH | ORANG)
