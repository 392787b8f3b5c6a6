"""The annual report of the demonstration data, made once for all tests of a run."""

from datetime import date
from functools import lru_cache
from typing import Any

from indicators.models import PerangkatDaerah
from reports import pdf
from reports.builders import lkjip
from reports.builders.permintaan import Permintaan

_payload: list[Any] = []


def payload_demo(demonstration: Any) -> Any:
    """The payload of 2024."""
    if not _payload:
        with demonstration.opened():
            setda = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode="setda-tanjabtim")
            _payload.append(lkjip.build(Permintaan(setda, 2024, tanggal=date(2025, 1, 20))))
    return _payload[0]


@lru_cache(maxsize=1)
def pdf_demo() -> bytes:
    """The same on paper. Call payload_demo first."""
    return pdf.render(lkjip.TEMPLATE, _payload[0])
