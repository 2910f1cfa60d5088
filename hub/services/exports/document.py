"""JSON: `coffer-export/1`, described by `coffer-export.schema.json` beside this module.

Amounts are decimal strings with the currency's digits, dates ISO 8601, currencies ISO 4217; money out is negative.
"""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import Any

from hub.domain.account import Account
from hub.domain.money import decimal_text
from hub.domain.transaction import Split, Transaction
from hub.services.exports.book import Book
from storage import bills, learned

FORMAT = "coffer-export/1"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document."""
    text = files("hub.services.exports").joinpath("coffer-export.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def json_file(book: Book) -> bytes:
    """Accounts, categories, rules, bills, and transactions with parts and tags, as one object."""
    document = {
        "format": FORMAT,
        "accounts": [_account(one) for one in book.accounts],
        "categories": [_values(one) for one in book.categories.values()],
        "rules": [_values(one) for one in learned.all_rules(book.connection)],
        "bills": [_bill(one) for one in bills.all_bills(book.connection)],
        "transactions": [_transaction(one, book.tags(one), book.parts.get(one.id, [])) for one in book.rows()],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _account(one: Account) -> dict[str, Any]:
    money = {name: getattr(one, name) for name in ("opening", "limit", "minimum_floor", "payment")}
    return _values(one) | {
        name: None if value is None else decimal_text(value, one.currency) for name, value in money.items()
    }


def _bill(one: Any) -> dict[str, Any]:
    money = {name: getattr(one, name, None) for name in ("amount", "amount_most")}
    texts = {name: decimal_text(value, one.currency) for name, value in money.items() if value is not None}
    return {**_values(one), **texts}


def _transaction(one: Transaction, tags: list[str], parts: list[Split]) -> dict[str, Any]:
    original = None
    if one.original_amount is not None and one.original_currency is not None:
        original = decimal_text(one.original_amount, one.original_currency)
    return {
        **_values(one),
        "amount": decimal_text(one.amount, one.currency),
        "original_amount": original,
        "tags": tags,
        "splits": [
            {"category_id": part.category_id, "amount": decimal_text(part.amount, one.currency), "note": part.note}
            for part in parts
        ],
    }


def _values(one: Any) -> dict[str, Any]:
    return {name: _plain(getattr(one, name)) for name in one.__slots__}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_values(one) if hasattr(one, "__slots__") else _plain(one) for one in value]
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
