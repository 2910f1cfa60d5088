"""The rows of the accounts, under the names of their kinds."""

from __future__ import annotations

from datetime import date

from hub.domain.account import POINTS, Account, Position
from hub.domain.cycle import Cycle, cycle
from hub.domain.insight import STALE_AFTER
from ui.accounts.colour import AccountName
from ui.accounts.reading import Shown
from ui.accounts.utilisation import utilisation
from ui.locale import _, ngettext, text, wording
from ui.table import Amount, Cell, Column, Group, Row, Words

ICONS = {
    "current": "landmark", "savings": "piggy-bank", "card": "credit-card", "wallet": "wallet", "cash": "banknote",
    "loan": "hand-coins", "investment": "trending-up", "points": "coins", "iou": "users",
}  # fmt: skip
BALANCE = 4
"""The column of the balance."""


def columns(currency: str) -> list[Column]:
    """The columns. currency: of all balances, "" when they differ."""
    balance = _("Balance, {currency}").format(currency=currency) if currency else _("Balance")
    return [
        Column(_("Account")),
        Column(_("News"), 150),
        Column(_("Limit"), 136),
        Column(_("Statement"), 160),
        Column(balance, 120 if currency else 150, is_trailing=True),
    ]


def one_currency(shown: Shown) -> str:
    """The currency of all accounts, "" when they differ."""
    found = {one.account.currency for one in shown.positions}
    return next(iter(found)) if len(found) == 1 else ""


def rows(shown: Shown) -> list[Row]:
    """Each kind with its sum, then its accounts; archived accounts last."""
    found: list[Row] = []
    for kind, held in shown.groups():
        found.append(_head(kind, wording.label("account_group", kind), ICONS.get(kind, "wallet"), held, shown))
        found += [_row(one, shown) for one in held]
    if shown.archived:
        found.append(_head("archived", _("Archived"), "archive-restore", list(shown.archived), shown))
        found += [_row(one, shown) for one in shown.archived]
    return found


def freshness(position: Position, today: date) -> Words:
    """When there was news of an account, and up to which day."""
    last = position.last_booked_on
    booked = "" if last is None else _("up to {day}").format(day=text.day_in_words(last, today))
    if position.last_import_on is None:
        words = _("By hand") if position.transactions else _("Nothing yet")
        return Words(words, sub=booked, tone="text-2")
    day = text.day_in_words(position.last_import_on, today)
    newest = max(position.last_import_on, last or position.last_import_on)
    if (today - newest).days > STALE_AFTER:
        days = (today - newest).days
        words = ngettext("{count} day old", "{count} days old", days).format(count=text.count(days))
        return Words(words, sub=booked, tone="warning", icon="clock")
    return Words(_("Imported {day}").format(day=day), sub=booked)


def statement(position: Position, today: date) -> Words | None:
    """The statement that is to be paid next."""
    found = cycle(position.account, today)
    return None if found is None else Words(*said(found, today))


def said(found: Cycle, today: date) -> tuple[str, str]:
    """A statement in two lines: what comes next, and the other day."""
    closes = text.day_in_words(found.closes_on, today)
    if found.due_on is None:
        return _("Closes {day}").format(day=closes), ""
    due = text.day_in_words(found.due_on, today)
    if found.is_closed:
        return _("Due {day}").format(day=due), _("closed {day}").format(day=closes)
    return _("Closes {day}").format(day=closes), _("due {day}").format(day=due)


def whose(position: Position) -> str:
    """The institution and the end of the number."""
    account = position.account
    parts = [text.name(account.institution)] if account.institution else []
    if account.number:
        parts.append(text.code(f"•••• {account.number[-4:]}"))
    kind = wording.label("account_kind", account.kind)
    return " · ".join(parts) or (kind if kind != account.name else "")


def _head(key: str, name: str, icon: str, held: list[Position], shown: Shown) -> Row:
    currencies = {one.account.currency for one in held}
    figure = ""
    if len(currencies) == 1 and len(held) > 1:
        written = text.amount if one_currency(shown) else text.money
        figure = written(sum(shown.standing.worth(one) for one in held), currencies.pop())
    count = text.count(len(held)) if len(held) > 1 else ""
    return Row(("group", key), (Group(name, count=count, icon=icon, figure=figure),))


def _row(one: Position, shown: Shown) -> Row:
    account, today = one.account, shown.today
    worth, currency = shown.standing.worth(one), one_currency(shown)
    fresh = freshness(one, today)
    cells: tuple[Cell | None, ...] = (
        AccountName(account.name, key=account.institution or account.name, sub=whose(one), colour=account.colour),
        fresh,
        utilisation(one),
        statement(one, today),
        _balance(account, worth, currency),
    )
    spoken = [account.name, wording.label("account_kind", account.kind), text.money(worth, account.currency)]
    spoken += [cell.words for cell in cells[1:4] if cell is not None]
    return Row(account.id, cells, words=", ".join(spoken))


def _balance(account: Account, worth: int, currency: str) -> Amount:
    if currency:
        return Amount(text.amount(worth, currency))
    if account.currency == POINTS:
        return Amount(text.count(worth), fraction="", code=text.currency_symbol(POINTS))
    whole, fraction = text.amount_parts(worth, account.currency)
    return Amount(whole, fraction=fraction, code=account.currency)
