"""Two ways to pay side by side: the arithmetic of each, and what parts them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hub.domain.decide.model import Option
from ui.ask import Dialog
from ui.fields import ChoiceField
from ui.locale import _
from ui.parts.boxes import clear, column, holding, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph, Run
from ui.payment.minding import minded
from ui.payment.ranking import money, name_of
from ui.payment.reading import Answer, Ground
from ui.payment.worked import worked

_WIDTH = 318
"""Of each side, at 100 %."""


class Beside(Dialog):
    """The best and another one, or any two. The arithmetic adds up on each side."""

    def __init__(self, answer: Answer, ground: Ground, first: Option, second: Option, parent: QWidget | None) -> None:
        super().__init__(_("Two ways to pay, side by side"), parent, width=720)
        self._answer, self._ground = answer, ground
        names = [(one.id, name_of(one, answer.names)) for one in answer.comparison.options]
        self.sides = [ChoiceField(_("One way"), names), ChoiceField(_("Another way"), names)]
        self.differ = Paragraph(role="body", tone="text")
        self._works = [column(gap=2), column(gap=2)]
        for side, option in zip(self.sides, (first, second), strict=True):
            side.set_value(option.id)
            side.committed.connect(self._fill)
        halves = [column(side, work, 1, gap=4) for side, work in zip(self.sides, self._works, strict=True)]
        both = row(*halves, gap=6)
        for at in range(2):
            both.setStretch(at, 1)
        self.add(self.differ, holding(both))
        close = button(_("Close"), self.accept)
        self.add_answers(close, safe=close)
        self._fill()

    def _fill(self) -> None:
        chosen = [self._answer.comparison.option(side.value()) for side in self.sides]
        for option, work in zip(chosen, self._works, strict=True):
            clear(work)
            work.addWidget(worked(option, self._answer, _WIDTH))
            for words in minded(option, self._answer, self._ground):
                work.addWidget(Paragraph(words, "small", "text-2"))
        better, worse = sorted(chosen, key=lambda one: one.net_expected, reverse=True)
        gap = better.net_expected - worse.net_expected
        way, other = (Run(name_of(one, self._answer.names), is_strong=True) for one in (better, worse))
        amount = Run(money(gap, self._answer.comparison.currency), is_strong=True)
        if gap:
            self.differ.show_words(_("{way} is {amount} better than {other}."), way=way, amount=amount, other=other)
        else:
            self.differ.show_words(_("{way} and {other} come to the same."), way=way, other=other)
        self.fit()
