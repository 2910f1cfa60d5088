"""What is derived from the lines that are shown: as the worker made it, kept up while the person changes lines."""

from __future__ import annotations

from ui.bringing import changing
from ui.bringing.changing import Place
from ui.bringing.reading import Brought, places
from ui.bringing.reckoned import Reckoned


class Grouping:
    """Keeps what was followed here, so that a tick does not go through all lines again."""

    def __init__(self) -> None:
        self._made: dict[Place, Reckoned] = {}

    def of(self, brought: Brought, place: Place) -> Reckoned:
        """The groups and sums of a part."""
        part = changing.part_at(brought.preview, place)
        for known in (self._made.get(place), brought.reckoned.get(place)):
            if known is not None and known.is_of(part):
                return known
        made = Reckoned.of(brought.preview.files[place[0]], part, brought.moves_of(place))
        self._made[place] = made
        return made

    def all(self, brought: Brought) -> list[Reckoned]:
        """Those of all parts."""
        return [self.of(brought, place) for place in places(brought.preview) if place[1] >= 0]

    def follow(self, before: Brought, after: Brought, place: Place, index: int) -> None:
        """One line of a part was changed."""
        part = changing.part_at(after.preview, place)
        self._made[place] = self.of(before, place).follow(part, index)

    def keep(self, place: Place, made: Reckoned) -> None:
        """Many lines of a part were changed, by a worker."""
        self._made[place] = made

    def forget(self) -> None:
        """The files are others now."""
        self._made.clear()
