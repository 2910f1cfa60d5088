"""KMyMoney books: XML, gzipped as .kmy (by way of `packed`). Schedules are left out, amounts are fractions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from hub.domain.statement import FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import BookAccount, Entry, Posting, statements_of
from importers.currencies import currency_of
from importers.gnucash import full_name, rational
from importers.limits import Problems
from importers.xml_tree import parse

_KINDS = {
    "1": "current", "2": "savings", "3": "cash", "4": "card", "5": "loan", "6": "savings", "9": None, "10": "loan",
    "11": "current", "14": "loan",
}  # fmt: skip
"""Account types of mymoneyenums.h that hold money (7 investment, 8 money market, 12 income, 13 expense, 16 equity)."""


def recognise(source: Source) -> Decimal:
    """Sure when the root is KMYMONEY-FILE."""
    return Decimal("0.99") if b"<KMYMONEY-FILE" in source.head[:4096] else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the book's transactions."""
    root = parse(source.content)
    progress(1, 2, "reading")
    payees = {p.get("id", ""): p.get("name", "") for p in root.iterfind("PAYEES/PAYEE")}
    banks = {i.get("id", ""): i.get("name", "") for i in root.iterfind("INSTITUTIONS/INSTITUTION")}
    elements = {a.get("id", ""): a for a in root.iterfind("ACCOUNTS/ACCOUNT")}
    names = {k: a.get("name", "") for k, a in elements.items() if not k.startswith("AStd::")}
    parents = {k: a.get("parentaccount", "") for k, a in elements.items()}
    accounts = {
        key: BookAccount(
            full_name(key, names, parents), a.get("type", "") in _KINDS, _KINDS.get(a.get("type", "")),
            currency_of(a.get("currency", "")), a.get("number") or None, banks.get(a.get("institution", "")) or None,
        )
        for key, a in elements.items()
    }  # fmt: skip
    problems: list[Problem] = Problems()
    found = root.iterfind("TRANSACTIONS/TRANSACTION")
    entries = [e for n, t in enumerate(found, 1) if (e := _entry(t, n, payees, problems))]
    return FileReading(
        "kmymoney", "kmymoney", Decimal("0.99"), statements_of(entries, accounts), "utf-8", (), (), tuple(problems)
    )


def _entry(element: Element, number: int, payees: dict[str, str], problems: list[Problem]) -> Entry | None:
    raw = " ".join(f"{k}={v}" for e in element.iter() for k, v in e.attrib.items() if v)[:2000]
    try:
        day = date.fromisoformat(element.get("postdate", "")[:10])
    except ValueError:
        problems.append(Problem(number, "date_unreadable", raw[:500]))
        return None
    entry = Entry(number, day, "", element.get("memo", ""), element.get("id") or None, raw=raw)
    for part in element.iterfind("SPLITS/SPLIT"):
        amount = rational(part.get("shares") or part.get("value") or "")
        if amount is None:
            problems.append(Problem(number, "amount_unreadable", raw[:500]))
            return None
        payee = payees.get(part.get("payee", ""), "")
        entry.number = entry.number or part.get("number", "")
        entry.postings.append(Posting(part.get("account", ""), amount, part.get("memo", ""), payee=payee))
    return entry


IMPORTER = Importer("kmymoney", recognise, extract)
