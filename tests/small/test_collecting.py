"""The search for cycles waits while a project is checked, and is as it was afterwards."""

from __future__ import annotations

import gc

import pytest

from generator.collecting import what_stands_left_out, without_search


def test_a_block_is_not_searched_and_then_all_is_as_it_was() -> None:
    assert gc.isenabled()
    with without_search():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_had_stopped_the_search_finds_it_stopped() -> None:
    gc.disable()
    try:
        with without_search():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_failing_block_leaves_all_as_it_was() -> None:
    with pytest.raises(ZeroDivisionError), without_search(), what_stands_left_out():
        _ = 1 / 0
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
