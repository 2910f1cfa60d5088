"""HomeBank books (.xhb). Dates count days since 0001-01-01, amounts are binary fractions, favourites are templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from xml.etree.ElementTree import Element

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import BookAccount, Entry, Posting, statements_of
from importers.currencies import currency_of
from importers.gnucash import full_name
from importers.limits import STATEMENT_LIMIT, Problems
from importers.xml_tree import parse

_KINDS = {"1": "current", "2": "cash", "3": "investment", "4": "card", "5": "loan", "6": "current", "7": "savings"}
_VOID = 5
"""Status of a void transaction (hb-transaction.h: 1 cleared, 2 reconciled, 3 remind, 4 and 5 void by version)."""
_MANY, _SHORTEST, _SHARES = 100_000, 64, 30
"""From so many operations on, so many bytes each on average are the least that a book has: a day, an amount, an account
and a payee or a category; and so many more for each with shares of several categories."""


def recognise(source: Source) -> Decimal:
    """Sure when the root is homebank."""
    return Decimal("0.99") if b"<homebank" in source.head[:4096] else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the book's operations."""
    _check_length(source.content)
    root = parse(source.content)
    progress(1, 2, "reading")
    currencies = {c.get("key", ""): c.get("iso", "") for c in root.iterfind("cur")}
    payees = {p.get("key", ""): p.get("name", "") for p in root.iterfind("pay")}
    categories = _categories(root)
    accounts = {f"a{a.get('key')}": _account(a, currencies) for a in root.iterfind("account")}
    accounts |= {f"c{key}": BookAccount(name, own=False) for key, name in categories.items()}
    problems: list[Problem] = Problems()
    entries = [e for n, o in enumerate(root.iterfind("ope"), 1) if (e := _entry(o, n, payees, problems))]
    return FileReading(
        "homebank", "homebank", Decimal("0.99"), statements_of(entries, accounts), "utf-8", (), (), tuple(problems)
    )


def _check_length(content: bytes) -> None:
    """Raise StatementError for more operations or accounts than a book can have."""
    count = content.count(b"<ope ")
    if count > _MANY and len(content) < _SHORTEST * count + _SHARES * content.count(b' scat="'):
        raise StatementError("no_statement_inside", next_step="other_export")
    if content.count(b"<account ") > STATEMENT_LIMIT:
        raise StatementError("too_large", next_step="split_file", limit=STATEMENT_LIMIT)


def _categories(root: Element) -> dict[str, str]:
    names = {c.get("key", ""): c.get("name", "") for c in root.iterfind("cat")}
    parents = {c.get("key", ""): c.get("parent", "") for c in root.iterfind("cat")}
    return {key: full_name(key, names, parents) for key in names}


def _account(element: Element, currencies: dict[str, str]) -> BookAccount:
    return BookAccount(
        name=element.get("name", ""),
        own=True,
        kind=_KINDS.get(element.get("type", "")),
        currency=currency_of(currencies.get(element.get("curr", ""), "")),
        number=element.get("number") or None,
        bank=element.get("bankname") or None,
        opening=_amount(element.get("initial", "")),
    )


@lru_cache(maxsize=4096)
def _amount(text: str) -> Decimal | None:
    """A binary fraction such as 76.219999999999999 as the amount that was meant."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return round(value, 4).normalize() + 0 if value.is_finite() and value.adjusted() < 15 else None


def _entry(element: Element, number: int, payees: dict[str, str], problems: list[Problem]) -> Entry | None:
    raw = " ".join(map("=".join, element.items()))
    amount = _amount(element.get("amount", ""))
    try:
        day = date.fromordinal(int(element.get("date", "")))
    except (ValueError, OverflowError):
        problems.append(Problem(number, "date_unreadable", raw[:500]))
        return None
    if amount is None:
        problems.append(Problem(number, "amount_unreadable", raw[:500]))
        return None
    if element.get("st") == str(_VOID):
        problems.append(Problem(number, "not_executed", raw[:500], {"status": "void"}))
        return None
    note = element.get("info", "")
    entry = Entry(number, day, payees.get(element.get("payee", ""), ""), element.get("wording", ""), raw=raw)
    entry.postings.append(Posting(f"a{element.get('account')}", amount, note))
    category = element.get("category", "")
    if element.get("scat") or element.get("samt") or "||" in category:
        entry.postings += _parts(element)
    elif category not in ("", "0"):
        entry.postings.append(Posting(f"c{category}", -amount))
    return entry


def _parts(element: Element) -> Iterator[Posting]:
    """The sides of an operation with several categories."""
    categories = (element.get("scat") or element.get("category") or "").split("||")
    for category, part in zip(
        categories, (element.get("samt") or element.get("amount") or "").split("||"), strict=False
    ):
        if category not in ("", "0") and (share := _amount(part)) is not None:
            yield Posting(f"c{category}", -share)


IMPORTER = Importer("homebank", recognise, extract)
