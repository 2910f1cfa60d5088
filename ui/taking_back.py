"""Taking back something older: at once where nothing later is lost, else after a question that lists what would be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from hub.domain.errors import HubError
from hub.services import history
from hub.services.history import Operation, Plan
from ui.ask import Dialog, asking
from ui.locale import _, ngettext, text, wording
from ui.screen import Context

_LISTED = 12
"""Later changes that a question names one by one."""


class TakingBack(QObject):
    """Asks for a window part; failed(error) gets what a person can act on."""

    def __init__(self, context: Context, owner: QObject, failed: Callable[[HubError], None] | None = None) -> None:
        super().__init__(owner)
        self.context = context
        self.question: Dialog | None = None
        self._failed = failed

    def ask(self, find: Callable[[], Plan], words: str = "") -> None:
        """Take back what find() plans, found beside the GUI thread; words: for the toast, what was done by default."""
        self.context.tasks.run(
            lambda _progress: find(), lambda plan: self._planned(plan, words), owner=self, failed=self._failed
        )

    def _planned(self, plan: Plan, words: str) -> None:
        if plan.is_alone:
            self._take_back(plan, words)
            return
        title = _("Take back “{what}”?").format(what=what(plan.operation))
        dialog, yes, _no, _tick = asking(
            self.context.frame.dialog_parent(),
            title,
            _losing(plan),
            _("Take all of it back"),
            _("Keep everything"),
            details=_listed(plan, datetime.now().astimezone()),
        )
        yes.clicked.connect(lambda _checked: self._take_back(plan, words))
        dialog.finished.connect(dialog.deleteLater)
        self.question = dialog
        dialog.open()

    def _take_back(self, plan: Plan, words: str) -> None:
        context = self.context
        said = words or _("Taken back: {what}").format(what=what(plan.operation))

        def again() -> None:
            context.tasks.run(lambda _progress: history.redo(context.vault), lambda _done: None)

        context.tasks.run(
            lambda _progress: history.undo_with_later(context.vault, plan),
            lambda _done: context.frame.toast(said, again),
            failed=self._failed,
        )


def what(one: Operation) -> str:
    """An operation as a person calls it."""
    return wording.operation(one.name, one.values)


def _losing(plan: Plan) -> str:
    count = len(plan.also) + len(plan.lost)
    template = ngettext(
        "{count} later change builds on it and would be lost. It comes back when you do it again.",
        "{count} later changes build on it and would be lost. They come back when you do it again.",
        count,
    )
    return template.format(count=text.count(count))


def _listed(plan: Plan, now: datetime) -> str:
    both = sorted((*plan.also, *plan.lost), key=lambda one: -one.id)
    lines = [f"{text.moment(one.at.astimezone(), now)}  {what(one)}" for one in both[:_LISTED]]
    more = len(both) - _LISTED
    if more > 0:
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=text.count(more)))
    return "\n".join(lines)
