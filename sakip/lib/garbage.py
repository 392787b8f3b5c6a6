"""Python's search for garbage, left out while very much is built at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """No collection while a tree or thousands of rows are built: they hold no garbage yet, and searching them again and
    again costs a quarter of the time. For threads side by side too: whoever found it on turns it on again.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
