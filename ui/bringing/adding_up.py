"""The sums beside a preview: whether the file adds up."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hub.domain.money import to_minor
from hub.services.imports import Part
from ui.locale import _, ngettext, text
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import clear, column, row
from ui.parts.chips import tag
from ui.parts.texts import Paragraph, label
from ui.style import tokens

_BESIDE = 212
"""Pixels at 100 % that a question and its answer may take to stand side by side."""


class AddsUp(QWidget):
    """Opening, lines and closing, and whether the bank says the same. total: of all lines, minor units."""

    def __init__(self, part: Part, total: int) -> None:
        super().__init__()
        self._inner = column(gap=3, parent=self)
        self.say(part, total)

    def say(self, part: Part, total: int) -> None:
        """Show other lines of the same account."""
        clear(self._inner)
        agrees = part.statement.balances_agree
        marks = {
            True: (_("yes, to the cent"), "positive", "check"),
            False: (_("no"), "negative", "circle-alert"),
            None: (_("the file does not say"), "", ""),
        }
        asked, answer = label(_("Does it add up?"), "section"), tag(*marks[agrees])
        if asked.sizeHint().width() + answer.sizeHint().width() > tokens.px(_BESIDE):
            self._inner.addWidget(asked)
            self._inner.addLayout(row(answer, 0))
        else:
            self._inner.addLayout(row(asked, 0, answer))
        lines, last = _lines(part, total)
        self._inner.addWidget(Arithmetic(lines, last))
        if agrees is not None:
            self._inner.addWidget(Paragraph(_note(part, total, is_same=agrees), role="small"))


def _opening(part: Part, total: int) -> int | None:
    """The balance before the lines: as stated, or reckoned from that after them."""
    stated = part.statement.opening
    if stated is not None:
        return to_minor(stated.amount, part.account.currency)
    return None if part.closing is None else part.closing - total


def _lines(part: Part, total: int) -> tuple[list[Line], Line | None]:
    currency, count = part.account.currency, len(part.amounts)
    words = ngettext("{count} line", "{count} lines", count).format(count=text.count(count))
    lines = [Line(words, text.amount(total, currency, sign=True))]
    opening = _opening(part, total)
    if opening is None:
        return lines, None
    lines.insert(0, Line(_("Opening"), text.amount(opening, currency)))
    return lines, Line(_("Closing"), text.amount(opening + total, currency))


def _note(part: Part, total: int, *, is_same: bool) -> str:
    """What the bank's own balances say."""
    if is_same:
        return _("The bank’s own balances say the same.")
    opening, closing, currency = _opening(part, total), part.closing, part.account.currency
    apart = 0 if opening is None or closing is None else closing - opening - total
    if not apart:
        return _("The bank’s own balances say something else: lines may be missing in the file.")
    words = _("The bank’s closing balance is {balance}, {difference} apart: lines may be missing in the file.")
    return words.format(balance=text.amount(closing or 0, currency), difference=text.amount(abs(apart), currency))
