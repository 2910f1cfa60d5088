"""Debts on screen: the two orders beside the least payments, and what is paid off when."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hub.domain.debts import AVALANCHE, LEAST, SNOWBALL, Payoff
from ui.fields import AmountField
from ui.locale import _, text
from ui.parts.boxes import column
from ui.parts.empty import Empty
from ui.parts.texts import Paragraph, label
from ui.plans.reading import Shown
from ui.style import tokens
from ui.table import Amount, Column, Row, Rows, Table, Words


class Owing(QWidget):
    """The extra payment, the orders, the debts. asked: another extra payment was typed."""

    asked = Signal()

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.extra = AmountField(_("Extra a month"), currency, may_be_negative=False)
        self.extra.setFixedWidth(tokens.px(220))
        self.extra.committed.connect(self.asked)
        self.orders_rows, self.debts_rows = Rows(4), Rows(5)
        self.orders = Table(_("Ways to pay off"), [
            Column(_("Order")), Column(_("Free of debt"), 160), Column(_("Interest"), 140, is_trailing=True),
            Column(_("Saved"), 140, is_trailing=True),
        ], self.orders_rows, is_selectable=False, is_told_whole=True, height="two-line")  # fmt: skip
        self.debts_head = label(_("The dearest first"), "section")
        self.debts = Table(_("Debts"), [
            Column(_("Debt")), Column(_("Rate"), 90, is_trailing=True),
            Column(_("Owed"), 140, is_trailing=True, is_main=True), Column(_("Least a month"), 140, is_trailing=True),
            Column(_("Paid off"), 160, is_trailing=True),
        ], self.debts_rows, is_selectable=False, is_told_whole=True)  # fmt: skip
        self.unknown = Paragraph(role="small", tone="text-2")
        self.blank = Empty(
            "hand-coins", _("No debt with interest is known"),
            _("Give a loan or a card its rate and its payment, and it stands here."),
        )  # fmt: skip
        column(self.extra, self.orders, self.debts_head, self.debts, self.unknown, self.blank, 1, gap=5, parent=self)

    def show_debts(self, shown: Shown) -> None:
        """Fill it all in."""
        seen = shown.debts
        if seen is None:
            return
        code = seen.currency
        self.orders_rows.show([
            Row(name, (
                Words(words, sub),
                Words(text.month_at(plan.done_on) if plan is not None and plan.done_on is not None else _("never")),
                None if plan is None else Amount(text.amount(plan.interest, code)),
                None if not seen.saved(plan) else Amount(text.amount(seen.saved(plan) or 0, code)),
            ))
            for name, words, sub, plan in (
                (AVALANCHE, _("Avalanche"), _("the dearest first: least interest"), seen.avalanche),
                (SNOWBALL, _("Snowball"), _("the smallest first: first one done soonest"), seen.snowball),
                (LEAST, _("Least payments"), _("nothing beside what is due"), seen.least),
            )
        ])  # fmt: skip
        on = _days(seen.avalanche)
        ranked = sorted(seen.debts, key=lambda one: (-one.apr, one.owed))
        self.debts_rows.show([
            Row(one.account_id, (
                Words(text.name(one.name)), Amount(text.percent(one.apr, 2)), Amount(text.amount(one.owed, code)),
                Amount(text.amount(one.least, code)),
                Words(on.get(one.account_id, _("never")), is_trailing=True),
            ))
            for one in ranked
        ])  # fmt: skip
        for table in (self.orders, self.debts):
            table.fit_rows()
        for part in (self.extra, self.orders, self.debts_head, self.debts):
            part.setVisible(bool(seen.debts))
        self.blank.setVisible(not seen.debts)
        names = ", ".join(text.name(one.name) for one in seen.unknown)
        self.unknown.say(_("Left out, because the rate or the payment is not known: {names}").format(names=names))
        self.unknown.setVisible(bool(seen.unknown))


def _days(plan: Payoff | None) -> dict[int, str]:
    return {} if plan is None else {one.debt.account_id: text.month_at(one.on) for one in plan.cleared}
