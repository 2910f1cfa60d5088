"""Adding what a preview shows, beside the GUI thread, with the toast that takes it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from hub.domain.errors import HubError
from hub.domain.line_columns import field_of
from hub.domain.progress import Progress
from hub.domain.transaction import Batch
from hub.services import imports
from hub.services.imports import Preview
from ui.bringing import saying
from ui.locale import _, ngettext, text
from ui.screen import Context


def accept(
    context: Context,
    preview: Preview,
    owner: QObject,
    *,
    done: Callable[[], object],
    failed: Callable[[HubError], None],
    ended: Callable[[], None],
) -> None:
    """Add what is ticked and go to the transactions; until then it can be stopped and nothing is in the vault."""
    vault, count = context.vault, preview.to_add
    parts = [part for file in preview.files for part in file.parts]
    days = [day for part in parts for day in field_of(part.statement.lines, "booked_on")]
    template = ngettext("Adding {count} transaction", "Adding {count} transactions", count)

    def work(progress: Progress) -> list[Batch]:
        return imports.accept(vault, preview, progress)

    def added(batches: list[Batch]) -> None:
        done()
        context.frame.navigate("transactions", month=max(days) if days else None)
        undo = (lambda: take_back(context, batches[0].id)) if batches else None
        context.frame.toast(saying.done(batches, preview), undo)

    title = template.format(count=text.count(count))
    context.tasks.run(work, added, owner=owner, title=title, failed=failed, ended=ended)


def take_back(context: Context, batch_id: int) -> None:
    """Undo the import that wrote a batch, with everything it added."""
    vault, frame = context.vault, context.frame
    words = _("Took the import back")
    context.tasks.run(lambda _progress: imports.undo_batch(vault, batch_id), lambda _done: frame.say(words, "undo-2"))
