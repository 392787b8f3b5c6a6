"""How many queries something takes."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(act: Callable[[], Any]) -> int:
    """The queries of one call, transactions and savepoints among them."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
