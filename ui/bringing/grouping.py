"""The groups of the lines that are shown: as the worker made them, until something of them was changed by hand."""

from __future__ import annotations

from ui.bringing import changing
from ui.bringing.changing import Place
from ui.bringing.lines import Groups, PartGroups
from ui.bringing.reading import Brought


class Grouping:
    """Keeps the groups that were made here, so that a tick does not group all lines again."""

    def __init__(self) -> None:
        self._made: PartGroups | None = None

    def of(self, brought: Brought, place: Place) -> Groups:
        """The groups of a part."""
        part = changing.part_at(brought.preview, place)
        for known in (self._made, brought.groups.get(place)):
            if known is not None and known.is_of(part):
                return known.groups
        self._made = PartGroups.of(brought.preview.files[place[0]], part, brought.moves_of(place))
        return self._made.groups
