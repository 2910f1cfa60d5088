"""What matters to you besides money: six questions, the weights beside the ranking, and the order they would make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from hub.domain import priorities
from hub.domain.decide.model import Option
from hub.domain.money import to_decimal, to_minor
from hub.domain.priorities import Weighed
from hub.services import priorities as service
from ui.ask import Dialog
from ui.locale import _, text, wording
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.netbar import Ranked
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph
from ui.payment.ranking import rows, signed
from ui.payment.reading import Answer
from ui.style import tokens

MONEY, MATTERS = "money", "matters"
_SKIP = "skip"
_LARGE = 1.5

Weighing = Sequence[tuple[Option, Weighed]]


class Strip(QWidget):
    """The weights in words, the choice between both orders, and the way to the questions.

    on_order(): another order is wanted. on_ask(): the questions.
    """

    def __init__(self, on_order: Callable[[], object], on_ask: Callable[[], object]) -> None:
        super().__init__()
        self.matters: Mapping[str, int] | None = None
        self.order = Segmented(
            _("Order"), [Choice(MONEY, _("By money")), Choice(MATTERS, _("By what matters to you"))], MONEY
        )
        self.order.chosen.connect(lambda _key: on_order())
        self.words = Paragraph(role="small", tone="text-2")
        self.ask = button("", on_ask, kind="link", grade="small")
        parts = row(self.order, self.words, self.ask, gap=4)
        parts.setStretchFactor(self.words, 1)
        if tokens.look().scale >= _LARGE:
            column(row(self.order, 0), self.words, row(self.ask, 0), gap=2, parent=self)
        else:
            column(parts, parent=self)
        self.show_matters(None)

    @property
    def is_weighed(self) -> bool:
        """Whether the person looks at the order by what matters now."""
        return self.matters is not None and self.order.current == MATTERS

    def show_matters(self, matters: Mapping[str, int] | None) -> None:
        """Show the weights; None: nobody said."""
        self.matters = matters
        self.order.setVisible(matters is not None)
        if matters is None:
            self.order.choose(MONEY)
            self.words.say(_("Only money counts here. Other things may matter to you too."))
            self.ask.setText(_("Six questions"))
            return
        named = sorted((axis for axis in matters if matters[axis]), key=lambda axis: -matters[axis])
        shares = [
            _("{what} {share}").format(
                what=wording.label("priority", axis), share=text.percent(Decimal(matters[axis]) / 12, 0)
            )
            for axis in named
        ]
        self.words.say(" · ".join(shares))
        self.ask.setText(_("Change"))


class Questions(Dialog):
    """Six pairs, each may be skipped. on_done(answers by number of question)."""

    def __init__(
        self, given: Mapping[int, str], on_done: Callable[[dict[int, str]], object], parent: QWidget | None
    ) -> None:
        super().__init__(_("What matters more to you when you pay?"), parent, width=720)
        self._on_done = on_done
        self.add(Paragraph(_("Skip what you like. The order by money stays one click away.")))
        self.choices: list[Segmented] = []
        for number, (first, second) in enumerate(priorities.QUESTIONS):
            names = [wording.label("priority", axis) for axis in (first, second)]
            name = _("{first} or {second}?").format(first=names[0], second=names[1])
            parts = [
                Choice(priorities.FIRST, names[0]), Choice(priorities.ALIKE, _("Alike")),
                Choice(priorities.SECOND, names[1]), Choice(_SKIP, _("Skip")),
            ]  # fmt: skip
            one = Segmented(name, parts, given.get(number, _SKIP))
            self.choices.append(one)
            self.add(one)
        self.yes = button(_("Keep these"), self._finish, kind="primary")
        no = button(_("Cancel"), self.reject)
        self.add_answers(no, self.yes, safe=self.yes)

    def answers(self) -> dict[int, str]:
        """What was chosen; skipped questions are missing."""
        found = {number: one.current for number, one in enumerate(self.choices)}
        return {number: said for number, said in found.items() if said != _SKIP}

    def _finish(self) -> None:
        self.accept()
        self._on_done(self.answers())


def weighing(answer: Answer, matters: Mapping[str, int] | None) -> Weighing | None:
    """The order by what matters; None without weights or without a rate for the price."""
    if matters is None or answer.price is None:
        return None
    return service.weigh(answer.compared, to_decimal(answer.price, answer.comparison.currency), matters)


def weighed_rows(answer: Answer, found: Weighing) -> list[tuple[Option, Ranked]]:
    """The rows in that order: what each thing adds, and net and additions together."""
    home, plain = answer.comparison.currency, {option.id: shown for option, shown in rows(answer)}
    made, totals = [], [one.total for _option, one in found]
    for option, one in found:
        shown = plain[option.id]
        rest = signed(one.total - one.net, home)
        note = _("{money} in money, {rest} for what matters").format(money=shown.net_text, rest=rest)
        net = to_minor(one.total, home)
        rank = text.count(totals.index(one.total) + 1)
        made.append((option, replace(shown, rank=rank, note=note, net=net, net_text=signed(one.total, home))))
    return made
