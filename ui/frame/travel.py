"""Where the person was: back and forward through places and their arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stop:
    """A place with what it showed."""

    place: str
    arguments: Mapping[str, object] = field(default_factory=dict)


class Travel:
    """The way so far; a new stop forgets what lay ahead."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    @property
    def here(self) -> Stop | None:
        """The current stop."""
        return self._stops[self._at] if self._stops else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a stop before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a stop after."""
        return self._at < len(self._stops) - 1

    def arrive(self, stop: Stop) -> None:
        """Go somewhere new; the same place with the same arguments is no new stop."""
        if stop != self.here:
            self._stops = [*self._stops[: self._at + 1], stop][-100:]
            self._at = len(self._stops) - 1

    def move(self, by: int) -> Stop | None:
        """Go back (-1) or forward (1); None at an end."""
        if 0 <= self._at + by < len(self._stops):
            self._at += by
            return self._stops[self._at]
        return None
