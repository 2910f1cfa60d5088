"""Books of peer programs: postings to own accounts as statements.

A transfer shows once in each of its own accounts; income, expense and equity accounts become categories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hub.domain.statement import BOOKED, PENDING, Balance, Line, Statement, StatementAccount, line_of
from importers.row_text import clean

_SIDES = 100
"""Sides of a transaction up to which each is described by the others."""


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


@dataclass(frozen=True, slots=True)
class Posting:
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


def statements_of(entries: Iterable[Entry], accounts: Mapping[str, BookAccount]) -> tuple[Statement, ...]:
    """A statement for each own account and currency with lines, in the order of their first use."""
    groups: dict[tuple[str, str | None], list[Line]] = {}
    for entry in entries:
        for posting in entry.postings:
            account = accounts.get(posting.account)
            if account is None or not account.own:
                continue
            currency = posting.currency or account.currency
            groups.setdefault((posting.account, currency), []).append(_line(entry, posting, currency, accounts))
    return tuple(_statement(accounts[key], currency, lines) for (key, currency), lines in groups.items())


def _statement(account: BookAccount, currency: str | None, lines: Sequence[Line]) -> Statement:
    opening = Balance(account.opening) if account.opening is not None else None
    holder = StatementAccount(account.number or None, account.name, account.kind, currency, account.bank)
    return Statement(holder, tuple(lines), opening)


def _line(entry: Entry, posting: Posting, currency: str | None, accounts: Mapping[str, BookAccount]) -> Line:
    others = [p for p in entry.postings if p is not posting] if len(entry.postings) <= _SIDES else []
    categories = [accounts[p.account].name for p in others if p.account in accounts and not accounts[p.account].own]
    transfers = [accounts[p.account].name for p in others if p.account in accounts and accounts[p.account].own]
    words = [w for w in (clean(entry.description), clean(posting.note)) if w]
    notes = f"#{entry.number}" if entry.number else ""
    if len(categories) > 1 or (categories and transfers):
        parts = (f"{accounts[p.account].name} {-p.amount}" for p in others if p.account in accounts)
        notes = "; ".join(filter(None, [notes, *parts]))
    return line_of(
        entry.line, entry.day, posting.amount, currency, clean(posting.payee or entry.payee),
        " ".join(dict.fromkeys(words)), entry.id, None, None, None, None, PENDING if entry.pending else BOOKED,
        transfers[0] if transfers and not categories else None, categories[0] if len(categories) == 1 else None, None,
        notes, entry.raw,
    )  # fmt: skip
