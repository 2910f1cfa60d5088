"""Holding the garbage collector back while millions of values are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for cycles inside: it would walk the growing millions again and again, and find nothing.

    May stand inside another such block; the outermost one ends it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # together: all values are old ones now, and nothing is searched through at once
        gc.enable()
