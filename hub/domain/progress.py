"""How long work reports and how it is stopped: one parameter for the bar and for the stop button."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called by work now and then; may raise `Cancelled`.

    done and total are in units of the work's choice (bytes, lines); total 0 = not known. note is a code of what
    is being done ("reading", "matching", "writing", "indexing").
    """

    def __call__(self, done: int, total: int = 0, note: str = "") -> None:
        """Say how far the work is; raises `Cancelled` when the person stopped it."""
        ...


def silent(done: int, total: int = 0, note: str = "") -> None:
    """A progress that nobody watches and nobody stops."""
