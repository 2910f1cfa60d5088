"""Which pages of the table are read next: what is looked at now before what was scrolled past."""

from __future__ import annotations

from collections.abc import Callable

_AT_ONCE = 2
_WAITING = 4
"""Pages that may wait: more than a window shows. Those that were asked for earlier were scrolled past."""


class PageQueue:
    """Wanted pages, the newest first. start(page): read it, then tell `done`. drop(page): it is not read after all."""

    def __init__(self, start: Callable[[int], None], drop: Callable[[int], None]) -> None:
        self._start, self._drop = start, drop
        self._waiting: list[int] = []
        self._reading = 0

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits to be read."""
        return not self._waiting

    def want(self, page: int) -> None:
        """A page came into view."""
        self._waiting.append(page)
        if len(self._waiting) > _WAITING:
            self._drop(self._waiting.pop(0))
        self._go_on()

    def done(self) -> None:
        """A page was read, or could not be."""
        self._reading -= 1
        self._go_on()

    def forget(self) -> None:
        """Other rows are shown: nothing that waits is wanted any more."""
        self._waiting.clear()

    def _go_on(self) -> None:
        while self._waiting and self._reading < _AT_ONCE:
            self._reading += 1
            self._start(self._waiting.pop())
