"""What can be said of one line before it is added: that it is a row that is there, one of its own, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from hub.domain.matching import DUPLICATE, MATCH, PROBLEM
from hub.domain.transaction import Transaction
from hub.services.imports import Part
from ui.locale import _, text


class LineMenu(QMenu):
    """The choices about a line; rows: what it may be. on_join(row's id, None for a row of its own), on_tick(is_on)."""

    def __init__(
        self,
        part: Part,
        index: int,
        rows: Sequence[Transaction],
        on_join: Callable[[int | None], object],
        on_tick: Callable[[bool], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        mark, is_taken = part.marks[index], part.taken[index]
        if mark.kind == PROBLEM:
            return
        if is_taken:
            self._add(_("Leave this line out"), lambda: on_tick(False))
        else:
            is_known = mark.kind == DUPLICATE
            self._add(_("Add it all the same") if is_known else _("Add this line"), lambda: on_tick(True))
        if mark.kind == MATCH:
            self._add(_("It is a row of its own"), lambda: on_join(None))
        others = [one for one in rows if one.id != mark.id or mark.kind != MATCH]
        if others and mark.kind != DUPLICATE:
            self.addSeparator()
            self.same = self.addMenu(_("It is the same as…"))
            for one in others:
                action = QAction(_row_words(one), self.same)
                action.triggered.connect(lambda _checked, chosen=one.id: on_join(chosen))
                self.same.addAction(action)

    def _add(self, words: str, then: Callable[[], object]) -> None:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked: then())
        self.addAction(action)

    def show_at(self, place: QPoint) -> None:
        """Open where the line is; gone once something was chosen."""
        self.aboutToHide.connect(self.deleteLater)
        self.popup(place)


def _row_words(one: Transaction) -> str:
    amount = text.amount(one.amount, one.currency, sign=True)
    name = text.name((one.payee or one.description)[:40]).replace("&", "&&")
    return f"{text.day(one.booked_on)}  {name}  {amount}"
