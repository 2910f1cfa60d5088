"""Reading files beside the window: the first rows of large ones, then all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services.choosing import Choices
from ui.bringing import reading
from ui.bringing.reading import Brought
from ui.locale import ngettext, text
from ui.painted import after_painting
from ui.screen import Context


def title(count: int) -> str:
    """What the status line says while so many files are read."""
    return ngettext("Reading {count} file", "Reading {count} files", count).format(count=text.count(count))


class Loading:
    """The status line shows how far it is and can stop it; who asks again stops what was asked before.

    load(progress) reads everything, on a worker. on_first and on_whole get what was read, failed gets why not.
    """

    def __init__(
        self,
        context: Context,
        owner: QObject,
        load: Callable[[Progress], Brought],
        *,
        on_first: Callable[[Brought], object],
        on_whole: Callable[[Brought], None],
        failed: Callable[[HubError], None],
    ) -> None:
        self._context, self._owner, self._load = context, owner, load
        self._on_first, self._on_whole, self._failed = on_first, on_whole, failed
        self._key = f"load {id(owner)}"

    def read(self, count: int, is_clear: threading.Event | None = None) -> None:
        """All of so many files; is_clear: that the window has shown what was found so far."""
        load = self._load if is_clear is None else partial(reading.once_clear, is_clear, self._load)
        self._context.tasks.run(
            load, self._on_whole, owner=self._owner, key=self._key, title=title(count), failed=self._failed
        )

    def read_anew(self, paths: tuple[Path, ...], choices: Choices, is_wanted: Callable[[], bool]) -> None:
        """The first rows of large files before all of them are read, so that nothing takes the processor from them.

        is_wanted: whether these are still the files, when the first rows are there.
        """
        vault, today = self._context.vault, self._context.today()
        is_clear: list[threading.Event] = []

        def show(found: Brought | None) -> None:
            if found is not None:
                self._on_first(found)
                is_clear.append(clear := threading.Event())
                # What was found is painted first, and what stands beside it.
                after_painting(self._owner, lambda: after_painting(self._owner, clear.set))

        def ended() -> None:
            if is_wanted() and not job.is_cancelled:
                self.read(len(paths), is_clear[0] if is_clear else None)

        job = self._context.tasks.run(
            lambda progress: reading.first_rows(vault, paths, choices, today, progress),
            show,
            owner=self._owner,
            key=self._key,
            title=title(len(paths)),
            ended=ended,
        )
