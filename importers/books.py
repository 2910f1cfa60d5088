"""Books of peer programs: postings to own accounts as statements.

A transfer shows once in each of its own accounts; income, expense and equity accounts become categories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hub.domain.errors import StatementError
from hub.domain.statement import BOOKED, PENDING, Balance, Line, Statement, StatementAccount, line_of
from importers.limits import STATEMENT_LIMIT
from importers.row_text import clean

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
    for entry in entries:
        _add(groups, entry, accounts)
    return tuple(_statement(accounts[key], currency, lines) for (key, currency), lines in groups.items())


def _statement(account: BookAccount, currency: str | None, lines: Sequence[Line]) -> Statement:
    opening = Balance(account.opening) if account.opening is not None else None
    holder = StatementAccount(account.number or None, account.name, account.kind, currency, account.bank)
    return Statement(holder, tuple(lines), opening)


def _add(groups: _Groups, entry: Entry, accounts: Mapping[str, BookAccount]) -> None:
    """Add the lines of a transaction, one for each own side, with what the other sides say about it."""
    own, categories = list[tuple[int, BookAccount]](), list[str]()
    for at, posting in enumerate(entry.postings):
        account = accounts.get(posting.account)
        if account is None:
            continue
        if account.own:
            own.append((at, account))
        else:
            categories.append(account.name)
    if not own:
        return
    is_told = len(entry.postings) <= _SIDES
    parts = _parts(entry, accounts) if is_told and _is_split(len(own), len(categories), len(entry.postings)) else None
    category = categories[0] if is_told and len(categories) == 1 else None
    number, status = f"#{entry.number}" if entry.number else "", PENDING if entry.pending else BOOKED
    payee, description = clean(entry.payee), clean(entry.description)
    for at, account in own:
        posting = entry.postings[at]
        other = None
        if is_told and len(own) > 1 and not categories:
            other = own[1 if at == own[0][0] else 0][1].name
        notes = "; ".join(filter(None, [number, *(parts[p] for p in parts if p != at)])) if parts else number
        currency = posting.currency or account.currency
        line = line_of(
            entry.line, entry.day, posting.amount, currency, clean(posting.payee) if posting.payee else payee,
            _said(description, clean(posting.note)) if posting.note else description, entry.id, None, None, None, None,
            status, other, category, None, notes, entry.raw,
        )  # fmt: skip
        group = groups.get((posting.account, currency))
        if group is None:
            group = groups[posting.account, currency] = _room(groups)
        group.append(line)


def _room(groups: _Groups) -> list[Line]:
    """The lines of one more statement; StatementError where the file has more of them than any."""
    if len(groups) >= STATEMENT_LIMIT:
        raise StatementError("too_large", next_step="split_file", limit=STATEMENT_LIMIT)
    return []


def _said(description: str, note: str) -> str:
    """What is written about a transaction and about one of its sides, each once."""
    return f"{description} {note}" if description and note and note != description else description or note


def _is_split(own: int, categories: int, sides: int) -> bool:
    """Whether one name can't say what the other sides of a transaction are, and they are not too many to be listed."""
    return (categories > 1 or (categories > 0 and own > 1)) and own * sides <= _PAIRS


def _parts(entry: Entry, accounts: Mapping[str, BookAccount]) -> dict[int, str]:
    """Name and amount of each side whose account is known, by its place."""
    known = ((at, posting, accounts.get(posting.account)) for at, posting in enumerate(entry.postings))
    return {at: f"{account.name} {-posting.amount}" for at, posting, account in known if account is not None}
