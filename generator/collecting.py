"""Python's search for cycles of objects, in which a build spends a tenth of its time and finds next to nothing.

Pages, policies and findings are data without cycles. So no search is made while they are read and checked, and MkDocs,
whose trees do hold cycles, is searched without them. Afterwards all is as it was.

A program that ends is not searched at all: Python would go through all that it holds, three times, to let go of memory
that the system takes back at once.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_search() -> Iterator[None]:
    """No search until the end of the block."""
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()


@contextmanager
def what_stands_left_out() -> Iterator[None]:
    """Until the end of the block only what is made in it is searched."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def search_no_more() -> None:
    """The program ends: of what it holds now nothing is searched any more."""
    gc.freeze()
