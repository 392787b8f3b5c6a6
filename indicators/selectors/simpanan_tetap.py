"""What planners set, kept from one document to the next for as long as they set nothing else.

While a quarter is filled in, people write on their sheets all day; plan, targets, officials and layouts stay as they
are. Inside `selama_tetap` a selector marked `tetap` gives what it gave before, until something is written in the
regency that is neither a value nor a text of a document. A document that is finished is read anew, all of it.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.cache import caches
from django.db.models import Model

from indicators.models import PerangkatDaerah
from indicators.selectors.simpanan import UMUR, diingat, titip, titipan
from indicators.selectors.simpanan_bagian import LEMBAR, NASKAH, ORANG, keadaan_selain

T = TypeVar("T")
P = ParamSpec("P")

TETAP = "tetap"
LAIN = LEMBAR | ORANG | NASKAH - {"tata"}
"""The kinds of writes that change nothing of it: a layout does."""


@contextmanager
def selama_tetap(perangkat_daerah: PerangkatDaerah, tahun: int) -> Iterator[None]:
    """Use what was kept of a perangkat daerah and year, and keep what is read; inside `bersama`. At most one query.

    One entry for each place and year, under the state it was read in: another state begins anew.
    """
    tempat, nama = f"tetap:{perangkat_daerah.pk}:{tahun}", keadaan_selain(perangkat_daerah.pemerintah_daerah_id, LAIN)
    if not nama:
        yield
        return
    dulu, isi = caches["fakta"].get(tempat) or ("", {})
    isi = isi if dulu == nama else {}
    banyak = len(isi)
    titip(TETAP, {TETAP: isi})
    yield
    if len(isi) > banyak:
        caches["fakta"].set(tempat, (nama, isi), UMUR)


def tetap(selector: Callable[P, T]) -> Callable[P, T]:
    """Mark a selector whose answer follows from what planners set; its arguments are rows and plain values.

    Each caller of a request shares the answer, as with `diingat`.
    """

    @wraps(selector)
    def dengan_simpanan(*args: P.args, **kwargs: P.kwargs) -> T:
        siap = titipan(TETAP, [TETAP])
        if siap is None:
            return selector(*args, **kwargs)
        isi: dict[Any, bytes] = siap[0]
        kunci = (f"{selector.__module__}.{selector.__qualname__}", *map(_nama, args), *sorted(kwargs.items()))
        if kunci not in isi:
            hasil = selector(*args, **kwargs)
            isi[kunci] = pickle.dumps(hasil, pickle.HIGHEST_PROTOCOL)  # before a caller joins anything to it
            return hasil
        lama: T = pickle.loads(isi[kunci])  # noqa: S301  written above, by this process
        return lama

    return diingat(dengan_simpanan)


def _nama(nilai: object) -> object:
    return (nilai._meta.label, nilai.pk) if isinstance(nilai, Model) else nilai
