"""A report in Markdown: balances, months and categories, for people and for every program that reads text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hub.domain.categories import UNCOUNTED
from hub.domain.money import decimal_text
from hub.domain.transaction import Transaction
from hub.services.exports.book import Book, flat


@dataclass(slots=True)
class _Sums:
    """Sums in minor units. months: (currency, "2026-03") to money out and in; categories: (currency, name) to money."""

    balances: dict[int, int] = field(default_factory=dict)
    months: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    categories: dict[tuple[str, str], int] = field(default_factory=dict)


def report_file(book: Book) -> bytes:
    """Balances of accounts, then what went out and came in by month and by category; own transfers count nowhere."""
    sums = _Sums({one.id: one.opening for one in book.accounts})
    days = []
    for row in book.rows(expected=False):
        sums.balances[row.account_id] += row.amount
        days.append(row.booked_on)
        _count(book, row, sums)
    period = f"{min(days)} – {max(days)}" if days else "–"
    lines = ["# Coffer report", "", f"{len(days)} transactions, {period}", "", "## Accounts", ""]
    lines += _table(
        ("Account", "Kind", "Balance", "Currency"),
        (
            (one.name, one.kind, decimal_text(sums.balances[one.id], one.currency), one.currency)
            for one in book.accounts
        ),
    )
    lines += ["", "## Months", "", *_table(("Month", "Out", "In", "Net", "Currency"), _months(sums))]
    lines += ["", "## Categories", "", *_table(("Category", "Sum", "Currency"), _categories(sums))]
    return ("\n".join(lines) + "\n").encode()


def _count(book: Book, row: Transaction, sums: _Sums) -> None:
    parts = [(one.category_id, one.amount) for one in book.parts.get(row.id, [])] if row.is_split else []
    for category_id, amount in parts or [(row.category_id, row.amount)]:
        category = book.categories.get(category_id or 0)
        if row.transfer_id is not None or (category is not None and category.kind in UNCOUNTED):
            continue
        month = sums.months.setdefault((row.currency, f"{row.booked_on:%Y-%m}"), [0, 0])
        month[amount > 0] += amount
        key = (row.currency, " › ".join(book.category_path(category_id)) or "–")
        sums.categories[key] = sums.categories.get(key, 0) + amount


def _months(sums: _Sums) -> Iterator[tuple[str, ...]]:
    for (currency, month), (out, into) in sorted(sums.months.items()):
        yield month, *(decimal_text(value, currency) for value in (out, into, out + into)), currency


def _categories(sums: _Sums) -> Iterator[tuple[str, ...]]:
    for (currency, name), amount in sorted(sums.categories.items(), key=lambda one: (one[0][0], one[1])):
        yield name, decimal_text(amount, currency), currency


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, tuple("---" for _head in heads), *rows]
    return [f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines]


def _cell(text: str) -> str:
    """A text that stays in its cell and is no markup."""
    return "".join(f"\\{sign}" if sign in "\\|`*_[]<>#" else sign for sign in flat(text))
