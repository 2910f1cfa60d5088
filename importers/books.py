"""Books of peer programs: postings to own accounts as statements.

A transfer shows once in each of its own accounts; income, expense and equity accounts become categories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple

from hub.domain.errors import StatementError
from hub.domain.statement import BOOKED, PENDING, Balance, Line, Statement, StatementAccount, line_of
from importers.limits import STATEMENT_LIMIT
from importers.row_text import clean

_RAW = 40_000
"""Characters of its source that all lines of a transaction keep together: it stands in each of them."""
_SIDES = 100
"""Sides of a transaction up to which each is described by the others."""
_PAIRS = 400
"""Own sides times all sides up to which each own one lists the others with their amounts."""


@dataclass(frozen=True, slots=True)
class BookAccount:
    """An account of a book. own: asset or liability that holds money; else a category."""

    name: str
    own: bool
    kind: str | None = None
    currency: str | None = None
    number: str | None = None
    bank: str | None = None
    opening: Decimal | None = None


class Posting(NamedTuple):
    """One side of a transaction: the account's key, the amount in the account's currency, a note."""

    account: str
    amount: Decimal
    note: str = ""
    currency: str | None = None
    payee: str = ""


@dataclass(slots=True)
class Entry:
    """A transaction of a book with all its sides."""

    line: int
    day: date
    payee: str = ""
    description: str = ""
    id: str | None = None
    number: str = ""
    pending: bool = False
    postings: list[Posting] = field(default_factory=list)
    raw: str = ""


_Groups = dict[tuple[str, str | None], list[Line]]


def statements_of(entries: Iterable[Entry], accounts: Mapping[str, BookAccount]) -> tuple[Statement, ...]:
    """A statement for each own account and currency with lines, in the order of their first use."""
    groups: _Groups = {}
    accounts = {key: _plain(account) for key, account in accounts.items()}
    for entry in entries:
        _add(groups, entry, accounts)
    return tuple(_statement(accounts[key], currency, lines) for (key, currency), lines in groups.items())


def _plain(account: BookAccount) -> BookAccount:
    """An account without hidden characters in its texts."""
    name, number, bank = account.name, account.number, account.bank
    if name.isprintable() and (number or "").isprintable() and (bank or "").isprintable():
        return account
    return replace(account, name=clean(name), number=number and clean(number), bank=bank and clean(bank))


def _statement(account: BookAccount, currency: str | None, lines: Sequence[Line]) -> Statement:
    opening = Balance(account.opening) if account.opening is not None else None
    holder = StatementAccount(account.number or None, account.name, account.kind, currency, account.bank)
    return Statement(holder, tuple(lines), opening)


def _add(groups: _Groups, entry: Entry, accounts: Mapping[str, BookAccount]) -> None:
    """Add the lines of a transaction, one for each own side, with what the other sides say about it."""
    if len(entry.raw) * len(entry.postings) > _RAW:
        entry.raw = f"{entry.raw[: _RAW // len(entry.postings)]}…"
    number = f"#{clean(entry.number)}" if entry.number else ""
    if len(entry.postings) == 2 and _is_added(groups, entry, accounts, number):
        return
    own, categories = list[tuple[Posting, BookAccount]](), list[str]()
    for posting in entry.postings:
        account = accounts.get(posting.account)
        if account is None:
            continue
        if account.own:
            own.append((posting, account))
        else:
            categories.append(account.name)
    if len(own) == 1 and len(categories) < 2:
        _add_line(groups, entry, own[0], None, categories[0] if categories else None, number)
    elif len(entry.postings) > _SIDES:
        for one in own:
            _add_line(groups, entry, one, None, None, number)
    elif categories:
        category = categories[0] if len(categories) == 1 else None
        for one, notes in zip(own, _notes(entry, accounts, number, len(own)), strict=False):
            _add_line(groups, entry, one, None, category, notes)
    else:
        for place, one in enumerate(own):
            _add_line(groups, entry, one, own[0 if place else 1][1].name, None, number)


def _is_added(groups: _Groups, entry: Entry, accounts: Mapping[str, BookAccount], number: str) -> bool:
    """Add the line of a transaction of an own side and a category, as most are; False where it is none."""
    one, two = entry.postings
    first, second = accounts.get(one.account), accounts.get(two.account)
    if first is None or second is None or first.own is second.own:
        return False
    if first.own:
        _add_line(groups, entry, (one, first), None, second.name, number)
    else:
        _add_line(groups, entry, (two, second), None, first.name, number)
    return True


def _add_line(
    groups: _Groups, entry: Entry, own: tuple[Posting, BookAccount], other: str | None, category: str | None, notes: str
) -> None:
    """Add the line of one own side. other: the account on the other side, when that is an own one, too."""
    (key, amount, note, currency, payee), account = own
    currency = currency or account.currency
    text = clean(entry.description) if entry.description else ""
    if note and (said := clean(note)) and said != text:
        text = f"{text} {said}" if text else said
    id_ = entry.id if entry.id is None or entry.id.isprintable() else clean(entry.id)
    line = line_of(
        entry.line, entry.day, amount, currency, clean(payee or entry.payee), text, id_, None, None, None, None,
        PENDING if entry.pending else BOOKED, other, category, None, notes, entry.raw,
    )  # fmt: skip
    group = groups.get((key, currency))
    if group is None:
        group = groups[key, currency] = _room(groups)
    group.append(line)


def _room(groups: _Groups) -> list[Line]:
    """The lines of one more statement; StatementError where the file has more of them than any."""
    if len(groups) >= STATEMENT_LIMIT:
        raise StatementError("too_large", next_step="split_file", limit=STATEMENT_LIMIT)
    return []


def _notes(entry: Entry, accounts: Mapping[str, BookAccount], number: str, own: int) -> Iterable[str]:
    """For each own side the other sides with their amounts; the number alone where they are too many to be listed."""
    if own * len(entry.postings) > _PAIRS:
        return repeat(number)
    known = [(accounts[p.account], p.amount) for p in entry.postings if p.account in accounts]
    parts = [f"{account.name} {-amount}" for account, amount in known]
    start = [number] if number else []
    return ["; ".join(start + parts[:at] + parts[at + 1 :]) for at, (account, _) in enumerate(known) if account.own]
