"""GnuCash books in XML, plain or gzipped (by way of `packed`). The SQLite form is read by `sqlite_book`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from xml.etree.ElementTree import Element

from hub.domain.statement import FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import BookAccount, Entry, Posting, statements_of
from importers.currencies import currency_of
from importers.limits import Problems
from importers.xml_tree import parse, text_of, whole_text

KINDS = {
    "BANK": "current", "CASH": "cash", "ASSET": None, "CREDIT": "card", "LIABILITY": "loan", "RECEIVABLE": None,
    "PAYABLE": "loan", "CURRENCY": None,
}  # fmt: skip
"""Account types that hold money; shares, income, expense and equity don't."""


_FRACTION = re.compile(r"(-?[0-9]{1,18})(?:/([0-9]{1,12}))?", re.ASCII)


def recognise(source: Source) -> Decimal:
    """Sure when the root is gnc-v2."""
    return Decimal("0.99") if b"<gnc-v2" in source.head[:4096] else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the book's transactions; templates of scheduled ones are left out."""
    root = parse(source.content)
    progress(1, 2, "reading")
    book = root.find("book")
    book = root if book is None else book
    accounts = _accounts(book)
    problems: list[Problem] = Problems()
    entries = [e for n, t in enumerate(book.findall("transaction"), 1) if (e := _entry(t, n, problems))]
    statements = statements_of(entries, accounts)
    return FileReading("gnucash", "gnucash", Decimal("0.99"), statements, "utf-8", (), (), tuple(problems))


def _accounts(book: Element) -> dict[str, BookAccount]:
    found = {text_of(a, "id"): a for a in book.findall("account")}
    parents = {key: text_of(a, "parent") for key, a in found.items()}
    names = {key: text_of(a, "name") for key, a in found.items() if text_of(a, "type") != "ROOT"}
    accounts = {}
    for key, element in found.items():
        kind = text_of(element, "type")
        code = (
            currency_of(text_of(element, "commodity/id"))
            if text_of(element, "commodity/space") in ("CURRENCY", "ISO4217", "")
            else None
        )
        own = kind in KINDS and (code is not None or not text_of(element, "commodity/id"))
        accounts[key] = BookAccount(full_name(key, names, parents), own, KINDS.get(kind), code)
    return accounts


def full_name(key: str, names: Mapping[str, str], parents: Mapping[str, str]) -> str:
    """The name of an account below its parents, with colons; the root is left out."""
    parts: list[str] = []
    while key in names and len(parts) < 50:
        parts.append(names[key])
        key = parents.get(key) or ""
    return ":".join(reversed(parts))


@lru_cache(maxsize=4096)
def rational(text: str) -> Decimal | None:
    """The decimal of a fraction such as 149/20; None when it is no number."""
    match = _FRACTION.fullmatch(text)
    if match is None:
        return None
    below = Decimal(match[2] or 1)
    return round(Decimal(match[1]) / below, 8).normalize() + 0 if below else None


def posted_on(text: str) -> date | None:
    """The day of a posting time: GnuCash writes 10:59 UTC, older versions local midnight as UTC.

    A time with an offset other than zero names the local day; in UTC, an evening hour (past 20:00) on a full hour or
    half hour is a midnight east of Greenwich, so the day after is meant.
    """
    try:
        stamp = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-")) if len(text) > 10 else None
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    if stamp and stamp.hour >= 20 and stamp.minute in (0, 30) and not stamp.second and text.endswith("+0000"):
        return day + timedelta(days=1) if day < date.max else None
    return day


def _entry(element: Element, number: int, problems: list[Problem]) -> Entry | None:
    day = posted_on(text_of(element, "date-posted/date"))
    if day is None:
        problems.append(Problem(number, "date_unreadable", " ".join(element.itertext())[:500]))
        return None
    entry = Entry(
        number, day, text_of(element, "description"), "", text_of(element, "id") or None, text_of(element, "num")
    )
    entry.raw = whole_text(element)
    for part in element.findall("splits/split"):
        amount = rational(text_of(part, "quantity") or text_of(part, "value"))
        if amount is None:
            problems.append(Problem(number, "amount_unreadable", entry.raw[:500]))
            return None
        entry.postings.append(Posting(text_of(part, "account"), amount, text_of(part, "memo")))
    return entry


IMPORTER = Importer("gnucash", recognise, extract)
