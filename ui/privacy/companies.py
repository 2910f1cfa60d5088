"""What companies know: the register that the person keeps of accounts, papers, programmes and consents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hub.domain.register import HeldFact
from ui.locale import _, text, wording
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.table import Column, Payee, Row, Rows, Tag, Words

_TONES = {"open": "", "soon": "warning", "expired": "negative", "ended": "text-3"}


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done with an entry."""

    add: Callable[[], object]
    edit: Callable[[HeldFact], object]
    end: Callable[[HeldFact], object]
    write: Callable[[HeldFact], object]
    remove: Callable[[HeldFact], object]


class Companies(QWidget):
    """Enter edits an entry, Del removes it."""

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._facts: dict[int, HeldFact] = {}
        self._rows = Rows(6)
        columns = [
            Column(_("Company"), 230), Column(_("What")), Column(_("Kind"), 130), Column(_("Given"), 120),
            Column(_("Until"), 120), Column(_("State"), 110),
        ]  # fmt: skip
        self.table = ShortTable(_("What companies know"), columns, self._rows)
        self.table.opened.connect(lambda _key: self._with_current(acts.edit))
        self.table.picked.connect(lambda _key: self._enable())
        self.add = button(_("Add"), acts.add, icon="plus")
        self.edit = button(_("Edit"), lambda: self._with_current(acts.edit), icon="pencil")
        self.letter = button(_("Letter…"), lambda: self._with_current(acts.write), icon="mail")
        self.end = button(_("Ended today"), lambda: self._with_current(acts.end), icon="circle-stop")
        self.drop = button(_("Remove"), lambda: self._with_current(acts.remove), kind="quiet", icon="trash-2")
        QShortcut(
            QKeySequence("Del"), self.table, lambda: self._with_current(acts.remove),
            context=Qt.ShortcutContext.WidgetShortcut,
        )  # fmt: skip
        self.none = Paragraph(
            _(
                "Nothing noted yet. Note the accounts you have, copies of papers you gave to prove who you are, "
                "programmes you joined, and consents to advertising: then you know whom to write to."
            )
        )
        self._bound = (self.edit, self.letter, self.end, self.drop)
        self._head = heading(_("What companies know"), _("kept by you, here alone"))
        column(self._head, row(self.add, *self._bound, 0, gap=3), self.table, self.none, 1, gap=4, parent=self)
        self._enable()

    def show_facts(self, facts: Sequence[HeldFact], today: date) -> None:
        """Show the register; what ended stands last."""
        self._facts = {one.id: one for one in facts}
        ordered = sorted(facts, key=lambda one: (one.state(today) == "ended", one.company.casefold(), one.id))
        self._rows.show([_row(one, today) for one in ordered])
        self.table.fit_rows()
        self.table.setVisible(bool(facts))
        self.none.setVisible(not facts)
        self._enable()

    def _with_current(self, act: Callable[[HeldFact], object]) -> None:
        key = self.table.current()
        fact = self._facts.get(key) if isinstance(key, int) else None
        if fact is not None:
            act(fact)

    def _enable(self) -> None:
        for one in self._bound:
            one.setVisible(bool(self._facts))
            one.setEnabled(self.table.current() in self._facts)


def _row(one: HeldFact, today: date) -> Row:
    state = one.state(today)
    until = one.ended_on or one.expires_on
    cells = (
        Payee(text.name(one.company), key=one.company),
        Words(text.name(one.what)),
        Words(wording.label("held_kind", one.kind), tone="text-2"),
        Words("" if one.given_on is None else text.day(one.given_on), tone="text-2"),
        Words("" if until is None else text.day(until), tone="text-2"),
        Tag(wording.label("held_state", state), _TONES[state])
        if _TONES[state]
        else Tag(wording.label("held_state", state)),
    )
    return Row(one.id, cells)
