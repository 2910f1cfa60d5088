"""The screens that have been built, each when it was first shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ui import places
from ui.screen import Context, Place, View


class Views:
    """Builds screens, keeps them, and tells them what was written."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._built: dict[str, View[Any]] = {}
        self._places: dict[str, Place] = {one.name: one for one in places.places()}

    def place(self, name: str) -> Place:
        """The header of a screen; KeyError when there is none."""
        return self._places[name]

    def view(self, name: str) -> View[Any]:
        """The widget of a screen, built now if it was not yet."""
        if name not in self._built:
            self._built[name] = places.build(name, self._context)
        return self._built[name]

    def changed(self, topics: Collection[str], current: str) -> None:
        """Load the current screen again if a write concerns it; the others when they are shown next."""
        for name, view in self._built.items():
            if not set(topics) & set(self._places[name].topics):
                continue
            if name == current:
                view.reload()
            else:
                view.is_stale = True

    def refill(self) -> None:
        """Show everything again as it is, for a change of how amounts look."""
        for view in self._built.values():
            view.refill()

    def drop(self) -> None:
        """Cancel what they load and delete them."""
        for view in self._built.values():
            self._context.tasks.cancel(view)
            view.hide()
            view.deleteLater()
        self._built.clear()
