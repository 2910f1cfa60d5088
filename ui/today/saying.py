"""The sentence of Today, the line below it, the comment of the week, and where their numbers come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from hub.domain.account import SPENDABLE
from hub.domain.forecast import FreeToSpend
from ui.locale import _, ngettext, text
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.sentence import Figure, Head
from ui.parts.texts import Run
from ui.today.reading import Shown

Go: TypeAlias = Callable[[str], object]
"""Goes to a screen by name."""


def say(head: Head, shown: Shown, go: Go) -> None:
    """Say what is free to spend, until when, and what that makes a day."""
    free, today = shown.seen.free, shown.seen.day
    sub = _below(shown)
    if not shown.has_spendable:
        head.say(_("What is free to spend can’t be said yet."), sub=_no_spendable(shown))
        return
    amount = Figure(text.money(_said(free), free.currency), lambda: _explained(shown, go))
    per_day = Figure(text.money(free.per_day, free.currency, whole=True), lambda: _a_day(free))
    when = text.on_day(free.until, today)
    payee = text.name(free.income.biller) if free.income is not None else ""
    days = text.count(free.days)
    head.say(_template(shown), sub=sub, amount=amount, per_day=per_day, when=when, payee=payee, days=days)


def arithmetic(shown: Shown) -> Arithmetic:
    """How what is free comes about, line by line."""
    total = Line(_("Free to spend"), text.amount(shown.seen.free.free, shown.currency))
    return Arithmetic(_lines(shown), total)


def _explained(shown: Shown, go: Go) -> QWidget:
    """The same in a popover, with ways to change it."""
    links = [
        (_("Open the accounts"), lambda: _leave(made, lambda: go("accounts"))),
        (_("Open the bills"), lambda: _leave(made, lambda: go("bills"))),
        (_("Change the buffer"), lambda: _leave(made, lambda: go("settings"))),
    ]
    figure = text.money(shown.seen.free.free, shown.currency)
    made: QWidget = Arithmetic(_lines(shown), title=_("Free to spend"), figure=figure, links=links)
    return made


def _lines(shown: Shown) -> list[Line]:
    free = shown.seen.free
    count = sum(one.account.kind in SPENDABLE and one.account.currency == free.currency for one in shown.seen.positions)
    in_reach = ngettext("In reach, {count} account", "In reach, {count} accounts", count)
    lines = [Line(in_reach.format(count=text.count(count)), text.amount(free.in_reach, free.currency))]
    if free.owed_on_cards:
        lines.append(Line(owed_name(shown), text.amount(-free.owed_on_cards, free.currency)))
    if free.bills_before:
        count = len(free.bills)
        bills = ngettext("{count} bill until {day}", "{count} bills until {day}", count)
        name = bills.format(count=text.count(count), day=text.day_month_short(free.until))
        lines.append(Line(name, text.amount(-free.bills_before, free.currency)))
    if free.buffer:
        lines.append(Line(_("Buffer you keep"), text.amount(-free.buffer, free.currency)))
    return lines


def owed_name(shown: Shown) -> str:
    """ "Owed on Aurum Credit", or on how many cards."""
    currency = shown.currency
    owing = [
        one.account
        for one in shown.seen.positions
        if one.account.kind == "card" and one.balance < 0 and one.account.currency == currency
    ]
    if len(owing) == 1:
        return _("Owed on {card}").format(card=text.name(owing[0].name))
    return _("Owed on {count} cards").format(count=text.count(len(owing)))


def of_week(shown: Shown) -> tuple[str, dict[str, str | Run]]:
    """The comment of the next days: when the account is lowest, and whether the buffer holds; template and values."""
    seen, free = shown.seen, shown.seen.free
    if seen.main is None or seen.lowest is None:
        return "", {}
    values: dict[str, str | Run] = {
        "account": text.name(seen.main.account.name),
        "when": text.on_day(seen.lowest.on, seen.day),
        "amount": Run(text.money(seen.lowest.balance, free.currency), is_strong=True),
        "missing": Run(text.money(abs(free.buffer - seen.lowest.balance), free.currency), is_strong=True),
    }
    if seen.lowest.balance < 0:
        return _("{account} does not cover it: {amount} {when}"), values
    if free.buffer and seen.lowest.balance < free.buffer:
        return _("{account} is lowest {when}: {amount}, {missing} below your buffer"), values
    if free.buffer:
        return _("{account} is lowest {when}: {amount}, never below your buffer"), values
    return _("{account} is lowest {when}: {amount}"), values


def _said(free: FreeToSpend) -> int:
    """The amount that the sentence names: what is free, what of the buffer is needed, or what is missing."""
    if free.free >= 0:
        return free.free
    short = free.free + free.buffer
    return -free.free if short >= 0 else -short


def _template(shown: Shown) -> str:
    free = shown.seen.free
    if free.free < 0 <= free.free + free.buffer:
        return _short_of_buffer(shown)
    if free.free < 0:
        return _short(shown)
    if free.income is None:
        return _("You can spend {amount} in the next {days} days, about {per_day} a day.")
    is_salary = shown.is_salary(free.income)
    if free.days == 1:
        if is_salary:
            return _("You can spend {amount} until your salary {when}.")
        return _("You can spend {amount} until the money from {payee} {when}.")
    if is_salary:
        return _("You can spend {amount} until your salary {when}, about {per_day} a day.")
    return _("You can spend {amount} until the money from {payee} {when}, about {per_day} a day.")


def _short_of_buffer(shown: Shown) -> str:
    income = shown.seen.free.income
    if income is None:
        return _("Nothing is free in the next {days} days: {amount} of your buffer is spoken for.")
    if shown.is_salary(income):
        return _("Nothing is free until your salary {when}: {amount} of your buffer is spoken for.")
    return _("Nothing is free until the money from {payee} {when}: {amount} of your buffer is spoken for.")


def _short(shown: Shown) -> str:
    income = shown.seen.free.income
    if income is None:
        return _("You are {amount} short in the next {days} days.")
    if shown.is_salary(income):
        return _("You are {amount} short until your salary {when}.")
    return _("You are {amount} short until the money from {payee} {when}.")


def _below(shown: Shown) -> str:
    today, count = shown.seen.day, len(shown.seen.positions)
    parts = [text.capital(text.day_long(today))]
    if shown.seen.free.income is None:
        parts.append(_("no regular income is known yet"))
    number = text.count(count)
    if shown.stale:
        words = ngettext("{old} of {count} account is old", "{old} of {count} accounts are old", count)
        parts.append(words.format(old=text.count(shown.stale), count=number))
    elif shown.last_import is not None:
        parts.append(ngettext("{count} account, fresh", "{count} accounts, all fresh", count).format(count=number))
    if shown.last_import is not None:
        parts.append(_("last import {day}").format(day=text.day_in_words(shown.last_import, today)))
    return " · ".join(parts)


def _no_spendable(shown: Shown) -> str:
    return _(
        "There is no current account, wallet or cash in {currency} here. Add one, or change the home currency."
    ).format(currency=shown.currency)


def _a_day(free: FreeToSpend) -> QWidget:
    days = ngettext("{count} day", "{count} days", free.days).format(count=text.count(free.days))
    lines = [
        Line(_("Free to spend"), text.amount(free.free, free.currency)),
        Line(_("Days until then"), days, text.day_month_short(free.until)),
    ]
    return Arithmetic(lines, Line(_("A day"), text.amount(free.per_day, free.currency)))


def _leave(content: QWidget, act: Callable[[], object]) -> None:
    content.window().close()
    act()
