"""Writes that a person can take back: off the GUI thread, then a toast that says what was done, with Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services import history
from ui.locale import _, wording
from ui.screen import Context

T = TypeVar("T")


def do(
    context: Context,
    write: Callable[[], T],
    words: str,
    then: Callable[[T], object] | None = None,
    failed: Callable[[HubError], None] | None = None,
) -> None:
    """Write, and say `words` with a way back; then(what was written). A write that has begun is done in any case.

    failed: gets the error that a person can act on; by default the window shows it.
    """

    def work(_progress: Progress) -> tuple[T, int | None]:
        made = write()
        newest = history.operations(context.vault, limit=1)
        return made, newest[0].id if newest else None

    def done(result: tuple[T, int | None]) -> None:
        made, operation_id = result
        context.frame.toast(words, None if operation_id is None else lambda: take_back(context, operation_id))
        if then is not None:
            then(made)

    context.tasks.run(work, done, failed=failed)


def take_back(context: Context, operation_id: int) -> None:
    """Undo one operation and say so."""

    def said(undone: history.Operation | None) -> None:
        if undone is not None:
            words = wording.operation(undone.name, undone.values)
            context.frame.say(_("Taken back: {what}").format(what=words), "undo-2")

    context.tasks.run(lambda _progress: history.undo_last(context.vault, operation_id), said)
