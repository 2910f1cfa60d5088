"""A report in Markdown: balances, months and categories, for people and for every program that reads text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from hub.domain.categories import UNCOUNTED
from hub.domain.money import decimal_text
from hub.domain.transaction import Transaction
from hub.services.exports.book import Book, flat


def _same(word: str) -> str:
    return word


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report in the reader's language; English where nothing else is given.

    counted: with {count} and {period}. kind, category, month: name what has a code or a number; amount: writes minor
    units of a currency.
    """

    title: str = "Coffer report"
    counted: Callable[[int, str], str] = "{} transactions, {}".format
    accounts: tuple[str, ...] = ("Accounts", "Account", "Kind", "Balance", "Currency")
    months: tuple[str, ...] = ("Months", "Month", "Out", "In", "Net", "Currency")
    categories: tuple[str, ...] = ("Categories", "Category", "Sum", "Currency")
    kind: Callable[[str], str] = _same
    category: Callable[[str], str] = _same
    day: Callable[[date], str] = date.isoformat
    month: Callable[[str], str] = _same
    amount: Callable[[int, str], str] = decimal_text


ENGLISH = Words()


@dataclass(slots=True)
class _Sums:
    """Sums in minor units. months: (currency, "2026-03") to money out and in; categories: (currency, name) to money."""

    balances: dict[int, int] = field(default_factory=dict)
    months: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    categories: dict[tuple[str, str], int] = field(default_factory=dict)


def report_file(book: Book, words: Words = ENGLISH) -> bytes:
    """Balances of accounts, then what went out and came in by month and category; of own transfers only fees."""
    sums = _Sums({one.id: one.opening for one in book.accounts})
    days = []
    for row in book.rows(expected=False):
        sums.balances[row.account_id] += row.amount
        days.append(row.booked_on)
        _count(book, row, sums, words)
    period = f"{words.day(min(days))} – {words.day(max(days))}" if days else "–"
    accounts = (
        (one.name, words.kind(one.kind), words.amount(sums.balances[one.id], one.currency), one.currency)
        for one in book.accounts
    )
    lines = [f"# {words.title}", "", words.counted(len(days), period)]
    for (title, *heads), rows in (
        (words.accounts, accounts),
        (words.months, _months(sums, words)),
        (words.categories, _categories(sums, words)),
    ):
        lines += ["", f"## {title}", "", *_table(tuple(heads), rows)]
    return ("\n".join(lines) + "\n").encode()


def _count(book: Book, row: Transaction, sums: _Sums, words: Words) -> None:
    for category_id, amount in _parts(book, row):
        category = book.categories.get(category_id or 0)
        if category is not None and category.kind in UNCOUNTED:
            continue
        month = sums.months.setdefault((row.currency, f"{row.booked_on:%Y-%m}"), [0, 0])
        month[amount > 0] += amount
        key = (row.currency, " › ".join(map(words.category, book.category_path(category_id))) or "–")
        sums.categories[key] = sums.categories.get(key, 0) + amount


def _parts(book: Book, row: Transaction) -> list[tuple[int | None, int]]:
    """What counts of a transaction, by category; of a move between own accounts only its fee."""
    if row.transfer_id is not None:
        lost = book.fees.get(row.id)
        return [] if lost is None else [(lost[1], lost[0])]
    parts = [(one.category_id, one.amount) for one in book.parts.get(row.id, [])] if row.is_split else []
    return parts or [(row.category_id, row.amount)]


def _months(sums: _Sums, words: Words) -> Iterator[tuple[str, ...]]:
    for (currency, month), (out, into) in sorted(sums.months.items()):
        yield words.month(month), *(words.amount(value, currency) for value in (out, into, out + into)), currency


def _categories(sums: _Sums, words: Words) -> Iterator[tuple[str, ...]]:
    for (currency, name), amount in sorted(sums.categories.items(), key=lambda one: (one[0][0], one[1])):
        yield name, words.amount(amount, currency), currency


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, tuple("---" for _head in heads), *rows]
    return [f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines]


def _cell(text: str) -> str:
    """A text that stays in its cell and is no markup."""
    return "".join(f"\\{sign}" if sign in "\\|`*_[]<>#" else sign for sign in flat(text))
