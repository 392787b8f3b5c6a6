"""The state of a row as a form carries it: what was changed meanwhile is refused, never overwritten."""

from datetime import UTC
from typing import Any


def versi(row: Any) -> str:
    """When a row that knows it (`TimeStamped`) was last changed."""
    teks: str = row.diubah_pada.astimezone(UTC).isoformat()
    return teks
