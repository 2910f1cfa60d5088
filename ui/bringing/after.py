"""What follows from adding: the balance, rows to sort, and what waits for a row of the bank, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QWidget

from hub.services.imports import Part
from ui.bringing import letters
from ui.bringing.awaited import Go, Stand, told
from ui.locale import _, text
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.popover import Popover
from ui.parts.texts import Paragraph, label
from ui.style import tokens
from ui.table.slots import text_width

_ACROSS = 170
"""Pixels at 100 % that a name and the figures before and after may take to stand side by side; a page has room."""

_LINE = 24
"""Pixels at 100 % that a line of figures is high."""
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Follows:
    """What adding the ticked lines does. to_sort: rows without a category before and after. apart: `Part.apart`.

    payments, receipts: what waits for a row of the bank.
    """

    to_sort: tuple[int, int]
    apart: int
    payments: Stand = field(default_factory=Stand)
    receipts: Stand = field(default_factory=Stand)


class After(QWidget):
    """Each figure before and after. What waits is there where something does, and tells what it is."""

    def __init__(self, part: Part, follows: Follows, go: Go) -> None:
        super().__init__()
        self._go = go
        balance, self._grid = _grid(), _grid()  # a long balance leaves names of counts their room
        self._balance = _Figures(balance, _("Balance"), _balances(part))
        self._to_sort = _Figures(self._grid, _("To sort"), _counts(follows.to_sort))
        self._waits: dict[str, _Figures] = {}
        self._apart = Paragraph("", role="small")
        figures = column(balance, self._grid, gap=0)
        column(heading(_("After adding")), figures, self._apart, gap=3, parent=self)
        self.say(part, follows)

    def say(self, part: Part, follows: Follows) -> None:
        """Follow a tick or a category."""
        self._balance.say(_balances(part))
        self._to_sort.say(_counts(follows.to_sort))
        self._wait("payments", _("Expected, not seen yet"), follows.payments)
        self._wait("receipts", _("Receipts without a row"), follows.receipts)
        self._apart.setVisible(follows.apart != 0 and part.statement.balances_agree is not False)
        self._apart.say(
            _("The bank says {balance}, {difference} apart: rows before this file may be missing.").format(
                balance=text.amount(part.closing or 0, part.account.currency),
                difference=text.amount(abs(follows.apart), part.account.currency),
            )
        )

    @property
    def links(self) -> dict[str, QAbstractButton]:
        """What tells what waits: payments, receipts."""
        return {key: one.after for key, one in self._waits.items() if isinstance(one.after, QAbstractButton)}

    def _wait(self, key: str, name: str, stand: Stand) -> None:
        known = self._waits.get(key)
        if known is None and not stand.before:
            return
        counts = _counts((len(stand.before), len(stand.after)))
        if known is None:
            link = button("", lambda: self._tell(key), kind="link")
            link.setFont(tokens.font("strong", tabular=True))
            known = self._waits[key] = _Figures(self._grid, name, counts, link)
        known.stand = stand
        known.say(counts)
        known.set_visible(is_visible=bool(stand.before))

    def _tell(self, key: str) -> None:
        one = self._waits[key]

        def go(place: str, **arguments: object) -> None:
            popover.close()
            self._go(place, **arguments)

        popover = Popover(told(one.name, one.stand, go), self.window())
        corner = one.after.mapToGlobal(QPoint(0, 0))
        popover.show_at(QRect(corner, one.after.size()), is_trailing=True)


class _Figures:
    """A name, and what there is before and after; side by side where there is room, else the figures below."""

    def __init__(
        self, grid: QGridLayout, name: str, figures: Sequence[str], link: QAbstractButton | None = None
    ) -> None:
        self.name, self.stand = name, Stand()
        is_below = not letters.are_large() and sum(map(text_width, (name, *figures))) > tokens.px(_ACROSS)
        self.before = label("", "small" if is_below else "body", "text-2", tabular=True, is_trailing=True)
        self.after: QLabel | QAbstractButton = link or label(
            "", "small" if is_below else "strong", tabular=True, is_trailing=True
        )
        arrow = Picture("arrow-right", "text-3", "small")
        named = label(name, "body", "text-2")
        self._parts = named, self.before, arrow, self.after
        at = grid.rowCount()
        self._grid, self._at = grid, at
        grid.setRowMinimumHeight(at, tokens.px(_LINE))
        grid.addWidget(named, at, 0, 1, 4 if is_below else 1)
        if is_below:
            grid.addLayout(row(0, self.before, arrow, self.after), at + 1, 0, 1, 4)
        else:
            for place, widget in enumerate((self.before, arrow, self.after), 1):
                grid.addWidget(widget, at, place, _TRAILING)
        self.say(figures)

    def say(self, figures: Sequence[str]) -> None:
        """Show before and after."""
        self.before.setText(figures[0])
        self.after.setText(figures[1])
        if isinstance(self.after, QAbstractButton):
            words = _("{name}: {before} now, {after} after adding").format(
                name=self.name, before=figures[0], after=figures[1]
            )
            self.after.setAccessibleName(words)

    def set_visible(self, *, is_visible: bool) -> None:
        """Show or hide the whole line."""
        self._grid.setRowMinimumHeight(self._at, tokens.px(_LINE) if is_visible else 0)
        for one in self._parts:
            one.setVisible(is_visible)


def _grid() -> QGridLayout:
    made = QGridLayout()
    made.setColumnStretch(0, 1)
    made.setHorizontalSpacing(tokens.space(3))
    made.setVerticalSpacing(0)
    return made


def _balances(part: Part) -> list[str]:
    return [text.amount(one, part.account.currency) for one in (part.balance_before, part.balance_after)]


def _counts(numbers: Sequence[int]) -> list[str]:
    return [text.count(one) for one in numbers]
