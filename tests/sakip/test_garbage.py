"""The search for garbage is left out only while something is built."""

import gc

import pytest

from sakip.lib.garbage import no_collection


@pytest.fixture(autouse=True)
def as_it_was():
    on = gc.isenabled()
    yield
    gc.enable() if on else gc.disable()


@pytest.mark.parametrize("on", [True, False])
def test_it_is_afterwards_as_it_was_before_also_after_an_error(on):
    gc.enable() if on else gc.disable()
    with pytest.raises(KeyError), no_collection(), no_collection():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled() is on


def test_two_at_once_leave_it_on_whichever_ends_first():
    gc.enable()
    first, second = no_collection(), no_collection()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert gc.isenabled()
