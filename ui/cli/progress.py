"""How far work is, on a terminal and for `--timings`."""

from __future__ import annotations

import sys
import time

_PHASES = {"reading": "read", "matching": "match", "categorising": "match", "writing": "write", "indexing": "index"}
"""What work says it does → the phase of `--timings`."""


class Watch:
    """A progress for terminals: one line that is written over, at most ten times a second."""

    def __init__(self, timings: dict[str, float], *, shows: bool) -> None:
        self._timings, self._shows = timings, shows
        self._phase, self._since, self._shown = "", time.perf_counter(), 0.0

    def __call__(self, done: int, total: int = 0, note: str = "") -> None:
        """Note the phase; show how far it is."""
        now = time.perf_counter()
        if self._phase:
            self._timings[self._phase] = self._timings.get(self._phase, 0.0) + now - self._since
        self._phase, self._since = _PHASES.get(note, note) or self._phase, now
        if self._shows and now - self._shown > 0.1:
            self._shown = now
            share = f" {100 * done // total} %" if total else ""
            print(f"\r\x1b[K{note}{share}", end="", file=sys.stderr, flush=True)  # noqa: T201 - a command line prints

    def done(self) -> None:
        """Close the last phase and take the line away."""
        self(0)
        self._phase = ""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201 - a command line prints
