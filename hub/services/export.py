"""Taking the data out: CSV and JSON files, journalled as disclosures.

`coffer-export/1`: one JSON object of accounts, categories, transactions with splits and tags, rules and bills;
amounts are decimal strings, dates ISO 8601.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from hub.domain.errors import HubError
from hub.domain.money import decimal_text
from hub.domain.outgoing import PURPOSES, Disclosure, Outgoing
from hub.services import outbound
from storage import accounts, bills, learned, transactions
from storage.tables import splits
from storage.vault import Vault

FORMATS = ("csv", "json")
PAGE = 5000
COLUMNS = (
    "date", "value_date", "account", "amount", "currency", "payee", "description", "category", "tags", "notes",
    "status", "original_amount", "original_currency", "transfer", "id",
)  # fmt: skip

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n|%＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Written:
    """An export: the file, its rows and bytes, and its record in the disclosure log."""

    path: Path
    rows: int
    size: int
    disclosure: Disclosure


def outgoing(vault: Vault, file_format: str, path: Path) -> tuple[Outgoing, int]:
    """The exact bytes of an export and how many transactions are in it."""
    if file_format not in FORMATS:
        raise HubError("unknown_format", where={"format": file_format}, known=list(FORMATS))
    with vault.read() as connection:
        body, count = (_csv if file_format == "csv" else _json)(connection)
    return Outgoing("export", f"file:{path.name}", dict(PURPOSES["export"].fields), body), count


def write(vault: Vault, file_format: str, path: Path) -> Written:
    """Write everything to a file only its owner can read; HubError when it can't be written."""
    leaving, count = outgoing(vault, file_format, path)
    record = outbound.write_file(vault, leaving, path)
    return Written(path, count, len(leaving.body), record)


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: one apostrophe before it where it begins like one."""
    return f"'{text}" if _FORMULA.match(text) else text


def _pages(connection: Connection) -> Iterator[list[Any]]:
    ids = transactions.ids(connection, descending=False)
    for start in range(0, len(ids), PAGE):
        yield transactions.by_ids(connection, ids[start : start + PAGE])


def _csv(connection: Connection) -> tuple[bytes, int]:
    names = {one.id: one.name for one in accounts.all_accounts(connection)}
    categories = {one.id: one.name for one in accounts.all_categories(connection)}
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for page in _pages(connection):
        tags = transactions.tags_of(connection, [one.id for one in page])
        for one in page:
            count += 1
            original = one.original_amount, one.original_currency
            writer.writerow(
                [
                    one.booked_on.isoformat(),
                    "" if one.value_on is None else one.value_on.isoformat(),
                    guarded(names[one.account_id]),
                    decimal_text(one.amount, one.currency),
                    one.currency,
                    guarded(one.payee),
                    guarded(one.description),
                    guarded(categories.get(one.category_id, "")),
                    guarded(" ".join(tags.get(one.id, []))),
                    guarded(one.notes),
                    one.status,
                    "" if None in original else decimal_text(*original),
                    one.original_currency or "",
                    one.transfer_id or "",
                    one.id,
                ]
            )
    return text.getvalue().encode("utf-8-sig"), count


def _json(connection: Connection) -> tuple[bytes, int]:
    known = {one.id: one for one in accounts.all_accounts(connection)}
    parts: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(select(splits).order_by(splits.c.id)):
        parts.setdefault(row.transaction_id, []).append(
            {"category_id": row.category_id, "amount": row.amount, "note": row.note}
        )
    rows = []
    for page in _pages(connection):
        tags = transactions.tags_of(connection, [one.id for one in page])
        rows += [_transaction(one, tags.get(one.id, []), parts.get(one.id, [])) for one in page]
    document = {
        "format": "coffer-export/1",
        "accounts": [_account(one) for one in known.values()],
        "categories": [_values(one) for one in accounts.all_categories(connection)],
        "rules": [_values(one) for one in learned.all_rules(connection)],
        "bills": [
            {**_values(bill), "amount": decimal_text(bill.amount, bill.currency)}
            for bill in bills.all_bills(connection)
        ],
        "transactions": rows,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode(), len(rows)


def _account(one: Any) -> dict[str, Any]:
    limit = None if one.limit is None else decimal_text(one.limit, one.currency)
    return {**_values(one), "opening": decimal_text(one.opening, one.currency), "limit": limit}


def _transaction(one: Any, tags: list[str], parts: list[dict[str, Any]]) -> dict[str, Any]:
    original = one.original_amount, one.original_currency
    return {
        **_values(one),
        "amount": decimal_text(one.amount, one.currency),
        "original_amount": None if None in original else decimal_text(*original),
        "tags": tags,
        "splits": [{**part, "amount": decimal_text(part["amount"], one.currency)} for part in parts],
    }


def _values(one: Any) -> dict[str, Any]:
    found = {name: getattr(one, name) for name in one.__slots__}
    return {name: _plain(value) for name, value in found.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
