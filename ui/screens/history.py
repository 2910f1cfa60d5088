"""History: everything that was done, and the way back of any of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from hub.domain.progress import Progress
from hub.domain.text import fold
from hub.services import history
from hub.services.history import Operation
from ui.locale import N_, _, ngettext, text, wording
from ui.parts.boxes import row
from ui.parts.buttons import button
from ui.parts.sentence import Head
from ui.screen import Context, Screen, View
from ui.table import Action, Cell, Column, Group, Row, Rows, Table, Words
from ui.taking_back import TakingBack, what

_SHOWN = 5000
_UNTOLD = frozenset({"remember"})
"""What windows remember for themselves is nobody's deed."""
_STATES = {"done": "", "undone": N_("taken back"), "dropped": N_("taken back for good"), "kept": N_("stays")}


@dataclass(frozen=True, slots=True)
class Shown:
    """Operations, newest first, and when they were read."""

    operations: tuple[Operation, ...]
    now: datetime


class History(View[Shown]):
    """One line for each operation under its month; Enter, Del or the button in a line takes it back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, scrolls=False)
        self.shown: Shown | None = None
        self.taking_back = TakingBack(context, self, self.show_problem)
        self.redo = button(_("Do again what was taken back last"), self.do_again, icon="redo-2")
        self.head = Head(self.redo)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Words of what was done"))
        self.filter.setAccessibleName(_("Filter"))
        self.filter.textChanged.connect(lambda _typed: self.refill())
        self.rows = Rows(4)
        columns = [Column(_("When"), 190), Column(_("What was done")), Column(_("State"), 170), Column("", 120)]
        self.table = Table(_("History"), columns, self.rows)
        self.table.acted.connect(self.ask)
        self.table.opened.connect(self.ask)
        QShortcut(QKeySequence("Del"), self.table, self._ask_current, context=Qt.ShortcutContext.WidgetShortcut)
        self.body.addWidget(self.head)
        self.body.addLayout(row(self.filter, gap=3))
        self.body.addWidget(self.table, 1)
        self.commands.update(find=self.filter.setFocus, delete=self._ask_current)

    def load(self, progress: Progress) -> Shown:
        """Read what was done."""
        progress(0, 0, "reading")
        known = history.operations(self.context.vault, _SHOWN)
        told = tuple(one for one in known if one.name not in _UNTOLD)
        return Shown(told, datetime.now().astimezone())

    def fill(self, value: Shown) -> None:
        """Show the lines that have the typed words."""
        self.shown = value
        wanted = fold(self.filter.text())
        chosen = [one for one in value.operations if wanted in fold(wording.operation(one.name, one.values))]
        self.rows.show(_lines(chosen, value.now))
        can = sum(one.state == "done" for one in value.operations)
        template = ngettext("{count} step can be taken back.", "{count} steps can be taken back.", can)
        sub = _("Any of them, in any order; what builds on it is listed before anything is lost.")
        self.head.say(template, count=text.count(can), sub=sub)
        self.redo.setEnabled(any(one.state == "undone" for one in value.operations))

    def ask(self, key: object) -> None:
        """Take one operation back: at once where nothing later is lost, else after a question that lists it."""
        one = self._operation(key)
        if one is None or one.state != "done":
            return
        vault = self.context.vault
        self.taking_back.ask(lambda: history.plan(vault, one.id))

    def do_again(self) -> None:
        """Redo what was taken back last."""
        vault, frame = self.context.vault, self.context.frame

        def said(done: Operation | None) -> None:
            if done is not None:
                frame.say(_("Done again: {what}").format(what=what(done)), "redo-2")

        self.context.tasks.run(lambda _progress: history.redo(vault), said, failed=self.show_problem)

    def _ask_current(self) -> None:
        self.ask(self.table.current())

    def _operation(self, key: object) -> Operation | None:
        known = self.shown.operations if self.shown is not None else ()
        return next((one for one in known if one.id == key), None)


def _lines(chosen: list[Operation], now: datetime) -> list[Row]:
    made: list[Row] = []
    month = ""
    for one in chosen:
        at = one.at.astimezone()
        if text.month(at.date()) != month:
            month = text.month(at.date())
            head: tuple[Cell | None, ...] = (Group(month), None, None, None)
            made.append(Row(f"month {month}", head))
        is_done = one.state == "done"
        cells = (
            Words(text.moment(at, now), tone="text-2"),
            Words(what(one), tone="text" if is_done or one.state == "kept" else "text-3"),
            Words(_(_STATES[one.state]) if _STATES.get(one.state) else "", tone="text-2"),
            Action(_("Take back")) if is_done else None,
        )
        made.append(Row(one.id, cells))
    return made


SCREEN = Screen(
    name="history",
    title=N_("History"),
    group="you",
    order=20,
    icon="history",
    topics=("settings", "imports", "rules", "transactions", "accounts", "categories", "bills", "views", "terms"),
    build=History,
)
