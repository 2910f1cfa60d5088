"""Plain text accounting: beancount and hledger journals with their own proof of every balance.

Each transaction has a posting on its account and one for its category, or one for each part. Both sides of a transfer
go through one equity account, so that each keeps its own day. Purchases of securities are not in it: their money is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from hub.domain.account import OWED, Account
from hub.domain.money import decimal_text, digits_of
from hub.domain.transaction import PENDING, Transaction
from hub.services.exports.book import Book, flat

_EMPTY = date(2000, 1, 1)
"""The day of an account without transactions: the formats need one."""
_ROOTS = {"income": "Income", "expense": "Expenses", "transfer": "Equity", "ignored": "Equity"}
_TRANSFERS, _OPENING = "Equity:Transfers", "Equity:Opening Balances"
_NAMED_TAG = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(slots=True)
class _Names:
    """Names of accounts, all different. is_strict: of letters, digits and hyphens, a capital first in each part."""

    is_strict: bool
    given: dict[object, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def name(self, key: object, path: str) -> str:
        if key not in self.given:
            wanted = ":".join(self._part(part) for part in path.split(":"))
            name, number = wanted, 1
            while name.casefold() in self.taken:
                number += 1
                name = f"{wanted}-{number}"
            self.taken.add(name.casefold())
            self.given[key] = name
        return self.given[key]

    def _part(self, text: str) -> str:
        if not self.is_strict:
            return " ".join(re.sub(r"[;:\[\](){}\"|#*!]", " ", flat(text)).split()) or "Unnamed"
        normal = unicodedata.normalize("NFC", text)
        kept = "".join(sign if unicodedata.category(sign)[0] == "L" or sign.isdecimal() else " " for sign in normal)
        joined = _capital("-".join(kept.split()))
        is_right = bool(joined) and (unicodedata.category(joined[0]) == "Lu" or joined[0].isdecimal())
        return joined if is_right else f"X-{joined}".rstrip("-")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A transaction as a journal has it: postings of account, minor units and note."""

    day: date
    account: Account
    payee: str
    text: str
    is_pending: bool
    id: int
    tags: tuple[str, ...]
    postings: tuple[tuple[str, int, str], ...]


def beancount_file(book: Book) -> bytes:
    """A beancount file; a balance directive after the last day of each account."""
    names = _Names(is_strict=True)
    entries, opened, ends = [], dict[str, date](), []
    for one in book.accounts:
        name, balance, last = names.name(one.id, _root(one)), 0, _start(book, one)
        for entry in _entries(book, one, names):
            entries.append(entry)
            balance += entry.postings[0][1]
            last = entry.day
        ends.append(f"{last + timedelta(1)} balance {name}  {decimal_text(balance, one.currency)} {one.currency}")
        opened[name] = min(_start(book, one), last)
    for entry in entries:
        for name, _amount, _note in entry.postings:
            opened[name] = min(entry.day, opened.get(name, entry.day))
    lines = ['option "title" "Coffer"', ""]
    lines += [f"{day} open {name}" for name, day in sorted(opened.items())]
    for entry in sorted(entries, key=lambda one: one.day):
        lines += ["", *_bean(entry)]
    return ("\n".join([*lines, "", *ends]) + "\n").encode()


def hledger_file(book: Book) -> bytes:
    """A journal for hledger; the last posting of each account asserts its balance."""
    names = _Names(is_strict=False)
    entries = []
    for one in book.accounts:
        own = list(_entries(book, one, names))
        total = sum(entry.postings[0][1] for entry in own)
        entries += [(entry, total if entry is own[-1] else None) for entry in own]
    currencies = sorted({one.currency for one in book.accounts})
    lines = ["decimal-mark .", *(f"commodity {_format(one)} {one}" for one in currencies), ""]
    lines += [f"account {name}" for name in sorted(names.given.values())]
    for entry, balance in sorted(entries, key=lambda pair: pair[0].day):
        lines += ["", *_hledger(entry, balance)]
    return ("\n".join(lines) + "\n").encode()


def _entries(book: Book, one: Account, names: _Names) -> Iterator[_Entry]:
    own = names.name(one.id, _root(one))
    if one.opening:
        postings = ((own, one.opening, ""), (names.name(_OPENING, _OPENING), -one.opening, ""))
        yield _Entry(_start(book, one), one, "", "Opening balance", False, 0, (), postings)
    for row in book.rows(one.id, expected=False):
        sides = ((own, row.amount, ""), *_others(book, row, names))
        tags = tuple(book.tags(row))
        is_pending = row.status == PENDING
        yield _Entry(row.booked_on, one, flat(row.payee), flat(row.description), is_pending, row.id, tags, sides)


def _others(book: Book, row: Transaction, names: _Names) -> Iterator[tuple[str, int, str]]:
    parts = book.parts.get(row.id, []) if row.is_split else []
    rest = row.amount
    for part in parts:
        rest -= part.amount
        yield _category(book, part.category_id, part.amount, names), -part.amount, flat(part.note)
    if row.transfer_id is not None and not parts:
        lost, category_id = book.fees.get(row.id, (0, None))
        yield names.name(_TRANSFERS, _TRANSFERS), lost - row.amount, ""
        if lost:
            yield _category(book, category_id, lost, names), -lost, ""
    elif rest or not parts:
        yield _category(book, row.category_id, row.amount, names), -rest, ""


def _category(book: Book, category_id: int | None, amount: int, names: _Names) -> str:
    known = book.categories.get(category_id or 0)
    if known is None:
        path = "Expenses:Uncategorised" if amount < 0 else "Income:Uncategorised"
        return names.name(path, path)
    parts = [name.replace("_", " ").replace(":", " ") for name in book.category_path(category_id)]
    return names.name(("category", known.id), ":".join([_ROOTS.get(known.kind, "Expenses"), *map(_capital, parts)]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _root(one: Account) -> str:
    return f"{'Liabilities' if one.kind in OWED else 'Assets'}:{one.name.replace(':', ' ')}"


def _start(book: Book, one: Account) -> date:
    """The day on which an account opens: not after its first transaction."""
    known = [day for day in (book.first_day(one.id), one.opened_on) if day is not None]
    return min(known, default=_EMPTY)


def _bean(entry: _Entry) -> Iterator[str]:
    tags = "".join(f" #{tag}" for tag in entry.tags if _NAMED_TAG.fullmatch(tag))
    payee, text = (one.replace("\\", "\\\\").replace('"', '\\"') for one in (entry.payee, entry.text))
    yield f'{entry.day} {"!" if entry.is_pending else "*"} "{payee}" "{text}"{tags}'
    if entry.id:
        yield f'  id: "{entry.id}"'
    for name, amount, note in entry.postings:
        yield f"  {name}  {_money(amount, entry)}" + (f"  ; {note}" if note else "")


def _hledger(entry: _Entry, balance: int | None) -> Iterator[str]:
    payee, text = (re.sub(r"\s*[;|]\s*", ", ", one) for one in (entry.payee, entry.text))
    said = " | ".join(part for part in (payee, text) if part) if payee else f"| {text}" if text else ""
    tags = ", ".join(f"{tag}:" for tag in entry.tags if _NAMED_TAG.fullmatch(tag))
    head = f"{entry.day} {'!' if entry.is_pending else '*'} ({entry.id or 'opening'}) {said}".rstrip()
    yield head + (f"  ; {tags}" if tags else "")
    for number, (name, amount, note) in enumerate(entry.postings):
        asserted = f" = {_money(balance, entry)}" if balance is not None and number == 0 else ""
        yield f"    {name}  {_money(amount, entry)}{asserted}" + (f"  ; {note}" if note else "")


def _money(amount: int, entry: _Entry) -> str:
    return f"{decimal_text(amount, entry.account.currency)} {entry.account.currency}"


def _format(currency: str) -> str:
    return "1000." + "0" * digits_of(currency)
