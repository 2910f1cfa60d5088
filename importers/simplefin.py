"""The account set that a SimpleFIN server answers with: JSON of accounts with balances and transactions.

SimpleFIN protocol, version 2 (https://www.simplefin.org/protocol.html): `errlist` with `connections`, or `errors` with
an `org` for each account in version 1. Times are seconds since 1970 and days are taken in UTC; `posted` is 0 while a
transaction is pending.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from hub.domain.errors import StatementError
from hub.domain.money import parse_decimal
from hub.domain.statement import (
    BOOKED,
    PENDING,
    Balance,
    FileReading,
    Line,
    Problem,
    Statement,
    StatementAccount,
    line_of,
)
from importers.base import Importer, Progress, Source
from importers.currencies import currency_of
from importers.limits import Problems
from importers.row_text import clean

_LONGEST_MESSAGE, _MOST_MESSAGES = 300, 1000
_MANY, _SHORTEST = 100_000, 64
"""From so many transactions on, so many bytes each on average are the least that those with their four fields have."""
_WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def recognise(source: Source) -> Decimal:
    """Sure when JSON begins that names accounts and a balance day, or an error list."""
    head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"{") or b'"accounts"' not in head:
        return Decimal(0)
    return Decimal("0.97") if b'"balance-date"' in head or b'"errlist"' in head else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read every account; what the server said went wrong are problems beside the rows."""
    try:
        found = json.loads(source.content, parse_float=str)
        _check_length(found, len(source.content))
        return _read(found, progress)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError, OSError, RecursionError) as error:
        raise StatementError("not_well_formed", next_step="other_export") from error


def _check_length(found: Any, length: int) -> None:
    """Raise `StatementError` where there are more transactions than the length of the file lets there be."""
    accounts = found.get("accounts") if isinstance(found, dict) else None
    count = sum(len(one.get("transactions") or ()) for one in accounts or () if isinstance(one, dict))
    if count > _MANY and length < count * _SHORTEST:
        raise StatementError("no_statement_inside", next_step="other_export")


def _read(found: Any, progress: Progress) -> FileReading:
    if not isinstance(found, dict) or not isinstance(found.get("accounts"), list):
        raise StatementError("no_statement_inside", next_step="other_export")
    problems: list[Problem] = Problems()
    problems += [Problem(0, "server_says", one, {"message": one}) for one in messages(found)]
    banks = {str(one.get("conn_id")): one for one in found.get("connections", ()) if isinstance(one, dict)}
    statements = []
    for number, account in enumerate(found["accounts"], 1):
        progress(number, len(found["accounts"]), "reading")
        statement = _statement(account, banks, number, problems)
        if statement is not None:
            statements.append(statement)
    if not statements and not problems:
        raise StatementError("no_statement_inside", next_step="other_export")
    return FileReading("simplefin", "simplefin", Decimal("0.99"), tuple(statements), "utf-8", problems=tuple(problems))


def messages(found: Mapping[str, Any]) -> list[str]:
    """What the server wants the person to read, freed of control characters and overlong text."""
    listed = islice(chain(found.get("errlist") or (), found.get("errors") or ()), _MOST_MESSAGES)
    said = [str(one.get("msg") or one.get("message") or one.get("code") or "") if isinstance(one, dict) else str(one)
            for one in listed]  # fmt: skip
    return list(dict.fromkeys(clean(one)[:_LONGEST_MESSAGE] for one in said if clean(one)))


def _statement(
    account: Mapping[str, Any], banks: Mapping[str, Mapping[str, Any]], number: int, problems: list[Problem]
) -> Statement | None:
    name, currency = clean(str(account.get("name", ""))), currency_of(str(account.get("currency", "")))
    if currency is None:
        problems.append(Problem(number, "not_a_currency", name, {"currency": str(account.get("currency"))[:80]}))
        return None
    bank = banks.get(str(account.get("conn_id"))) or account.get("org") or {}
    place = clean(str(bank.get("org_name") or bank.get("name") or bank.get("domain") or "")) or None
    lines = []
    for at, entry in enumerate(account.get("transactions") or (), 1):
        line = _line(entry, at, currency, problems)
        if line is not None:
            lines.append(line)
    who = StatementAccount(clean(str(account["id"])), name or None, None, currency, place)
    closing = Balance(parse_decimal(str(account["balance"])), _day(account.get("balance-date")))
    return Statement(who, tuple(sorted(lines, key=lambda one: one.booked_on)), closing=closing)


def _line(entry: Mapping[str, Any], at: int, currency: str, problems: list[Problem]) -> Line | None:
    is_pending = bool(entry.get("pending"))
    text = clean(str(entry.get("description", "")))
    made = _day(entry.get("transacted_at"))
    day = _day(entry.get("posted")) or made
    try:
        amount = parse_decimal(str(entry.get("amount", "")))
    except ValueError:
        problems.append(Problem(at, "amount_unreadable", text))
        return None
    if day is None:
        problems.append(Problem(at, "pending_without_date" if is_pending else "date_missing", text))
        return None
    id_ = clean(str(entry["id"])) if entry.get("id") and not is_pending else None
    return line_of(
        at, day, amount, currency, clean(str(entry.get("payee") or "")), text, id_, made, None, None, None,
        PENDING if is_pending else BOOKED, None, None, None, clean(str(entry.get("memo") or "")),
        _WRITTEN.encode(entry),
    )  # fmt: skip


def _day(seconds: object) -> date | None:
    """The day of a time in UTC; None for none and for 0, which is what pending ones have."""
    if not isinstance(seconds, int) or seconds <= 0:
        return None
    return datetime.fromtimestamp(seconds, UTC).date()


IMPORTER = Importer("simplefin", recognise, extract)
