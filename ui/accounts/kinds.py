"""What each kind of account has of its own, as blocks of the inspector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from hub.domain.account import Account
from hub.domain.cycle import CardStatement
from hub.services.holdings import Portfolio
from hub.services.iou import Person
from hub.services.loans import Plan
from ui.accounts.reading import About
from ui.locale import _, ngettext, text, wording
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph

Block = list[QWidget | QLayout]
Do = Callable[[str, Account], object]
"""do(name, account): what a button of a block does; names are those of `ui.accounts.kind_deeds`."""
_PAID_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of an account and their buttons by name."""

    blocks: list[Block]
    buttons: dict[str, QPushButton]


def blocks(about: About, today: date, do: Do) -> Blocks:
    """Everything that the account's kind has of its own."""
    made = _Maker(about, today, do)
    return Blocks(made.made(), made.buttons)


class _Maker:
    def __init__(self, about: About, today: date, do: Do) -> None:
        self._about, self._today, self._do = about, today, do
        self._account = about.account
        self.buttons: dict[str, QPushButton] = {}

    def made(self) -> list[Block]:
        about = self._about
        found: list[Block] = []
        if about.cycles:
            found.append([heading(_("Statements")), *map(self._cycle, about.cycles)])
        if len(about.chain) > 1:
            found.append([heading(_("Paid through")), Paragraph(" → ".join(map(text.name, about.chain)))])
        if self._account.kind == "cash":
            found.append([heading(_("Cash")), self._acts(("count", _("Count it"), "banknote"))])
        if self._account.kind == "loan":
            found += self._loan(about.plan)
        if about.portfolio is not None:
            found.append(self._portfolio(about.portfolio))
        if self._account.kind == "iou":
            found.append([heading(_("People")), *self._people(about.people)])
        if self._account.kind == "points":
            found.append(self._points())
        return found

    def _cycle(self, one: CardStatement) -> QWidget:
        code = self._account.currency
        days = _("{first} to {last}").format(
            first=text.day_month_short(one.opens_on), last=text.day_month_short(one.closes_on)
        )
        lines = [Line(_("Balance"), text.amount(one.owed, code))]
        if one.minimum is not None and one.owed:
            lines.append(Line(_("At least"), text.amount(one.minimum, code)))
        if one.is_closed and one.paid:
            lines.append(Line(_("Paid"), text.amount(one.paid, code)))
        if one.is_closed and one.owed and one.due_on is not None:
            is_newest = one == next(other for other in self._about.cycles if other.is_closed)
            is_late = is_newest and one.left > 0 and one.due_on < self._today
            open_words = _("to pay {day}") if is_newest else _("into the next one")
            state = open_words if one.left else _("paid, was due {day}")
            how = state.format(day=text.day_in_words(one.due_on, self._today))
            lines.append(Line(text.capital(how), text.amount(one.left, code), tone="negative" if is_late else "text"))
        return Arithmetic(lines, title=days, figure="" if one.is_closed else _("running"))

    def _loan(self, plan: Plan | None) -> list[Block]:
        if plan is None:
            why = self._about.problem or _("Rate, payment and first day make its schedule.")
            return [[heading(_("Loan")), Paragraph(why)]]
        code = self._account.currency
        lines = [Line(_("Left"), text.amount(plan.left, code))]
        if plan.payment is not None:
            lines.append(Line(_("Payment a month"), text.amount(plan.payment, code)))
        if plan.instalments:
            following, last = plan.instalments[0], plan.instalments[-1]
            count = ngettext("{count} payment", "{count} payments", len(plan.instalments))
            lines += [
                Line(_("Next, interest of it"), text.amount(following.interest, code)),
                Line(_("Next, taken off"), text.amount(following.principal, code)),
                Line(_("Over"), text.month(last.due_on), count.format(count=text.count(len(plan.instalments)))),
                Line(_("Interest until then"), text.amount(sum(one.interest for one in plan.instalments), code)),
            ]
        found: list[Block] = [[heading(_("Loan")), Arithmetic(lines)]]
        if plan.instalments:
            found[0].append(self._acts(("schedule", _("Schedule"), "list"), ("extra", _("Pay more?"), "")))
        if plan.paid:
            paid = [
                Line(
                    text.day_in_words(one.on, self._today),
                    text.amount(one.principal, code),
                    _("{amount} interest").format(amount=text.amount(one.interest, code)),
                )
                for one in plan.paid[: -_PAID_SHOWN - 1 : -1]
            ]
            found.append([heading(_("Paid so far"), _("taken off")), Arithmetic(paid)])
        if plan.missing_interest:
            words = _("{amount} of interest is in no row, so the balance looks better than it is.")
            found[-1] += [
                Paragraph(words.format(amount=text.money(plan.missing_interest, code))),
                self._acts(("interest", _("Book the interest"), "")),
            ]
        return found

    def _portfolio(self, found: Portfolio) -> Block:
        code = self._account.currency
        lines = []
        for one in found.holdings:
            if not one.quantity:
                continue
            own = one.security.currency
            price = "" if one.price is None else text.number(one.price.price)
            how = _("{quantity} at {price}").format(quantity=text.number(one.quantity), price=price)
            worth = _("no price") if one.value is None else text.amount(one.value, own)
            lines.append(Line(text.name(one.security.name), worth, how if price else text.number(one.quantity)))
            if one.gain is not None:
                cost = _("cost {amount}").format(amount=text.amount(one.cost, own))
                tone = "positive" if one.gain > 0 else "text"
                lines.append(Line("", text.amount(one.gain, own, sign=True), cost, tone))
        lines.append(Line(_("Money in the account"), text.amount(found.cash, code)))
        if found.realised:
            lines.append(Line(_("Gained by sales"), text.amount(found.realised, code, sign=True)))
        total = Line(_("Worth"), text.amount(found.total, code), wording.label("costing", self._account.costing))
        acts = self._acts(
            ("trade", _("Buy or sell"), "plus"), ("price", _("Price"), ""), ("prices", _("Prices file"), "")
        )
        return [heading(_("Holdings")), Arithmetic(lines, total), acts]

    def _people(self, people: tuple[Person, ...]) -> Block:
        code = self._account.currency
        lines = []
        for one in people:
            how = _("owes you") if one.balance > 0 else _("you owe") if one.balance < 0 else _("even")
            lines.append(Line(text.name(one.name), text.amount(abs(one.balance), code), how))
        parts: Block = [Arithmetic(lines)] if lines else [Paragraph(_("Nobody yet."))]
        acts = [("lend", _("Lent or borrowed"), "plus")]
        if any(one.balance for one in people):
            acts.append(("settle", _("Settle"), "check"))
        return [*parts, self._acts(*acts)]

    def _points(self) -> Block:
        about = self._about
        if about.point_value is None:
            return [heading(_("Worth")), Paragraph(_("What a point is worth to you is set under Offers & loyalty."))]
        minor = about.points_worth
        how = _("{count} at {value}").format(
            count=text.count(about.origin.balance), value=text.number(about.point_value)
        )
        line = Line(_("Worth to you"), text.money(minor, about.origin.home), how)
        return [heading(_("Worth"), _("not in the sum of your money")), Arithmetic([line])]

    def _acts(self, *acts: tuple[str, str, str]) -> QLayout:
        """Buttons, two in a row: the inspector is narrow."""
        lines = column(gap=2)
        for first in range(0, len(acts), 2):
            found = []
            for name, words, icon in acts[first : first + 2]:
                self.buttons[name] = button(words, partial(self._do, name, self._account), grade="small", icon=icon)
                found.append(self.buttons[name])
            lines.addLayout(row(*found, 0, gap=2))
        return lines
