"""The facts of fixtures/*.json as they are written there. Decimal figures are strings, rupiah are whole numbers."""

import json
from decimal import Decimal
from typing import Any

from django.conf import settings


def baca(nama: str) -> Any:
    """The content of one file of fixtures/. Raises FileNotFoundError when the file is not there."""
    return json.loads((settings.BASE_DIR / "fixtures" / f"{nama}.json").read_text(encoding="utf-8"))


def desimal(teks: str | None) -> Decimal | None:
    """A figure of a fixture; None for what the source does not print."""
    return None if teks is None else Decimal(teks)
