"""The tables of three peer programs: GnuCash, Money Manager Ex and Actual Budget."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from hub.domain.statement import Problem, Statement
from importers.books import BookAccount, Entry, Posting, statements_of
from importers.currencies import currency_of
from importers.gnucash import KINDS, full_name, posted_on, rational


class Tables:
    """Rows of a database's tables as dictionaries; columns that a version lacks are absent."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        self._connection = connection
        self.names = {
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type='table' AND sql NOT LIKE '%VIRTUAL%'"
            )
        }

    def rows(self, name: str) -> list[dict[str, Any]]:
        """All rows of a table; none when it does not exist."""
        if name not in self.names:
            return []
        return [dict(row) for row in self._connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - a literal of this module


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def gnucash(tables: Tables, problems: list[Problem]) -> tuple[Statement, ...]:
    """GnuCash: fractions in num and denom, template accounts hang below another root."""
    money = {c["guid"]: _text(c["mnemonic"]) for c in tables.rows("commodities") if c["namespace"] == "CURRENCY"}
    rows = {a["guid"]: a for a in tables.rows("accounts")}
    names = {k: _text(a["name"]) for k, a in rows.items() if a["account_type"] != "ROOT"}
    parents = {k: _text(a["parent_guid"]) for k, a in rows.items()}
    templates = {_text(b["root_template_guid"]) for b in tables.rows("books")}
    accounts = {}
    for key, row in rows.items():
        code = currency_of(money.get(row["commodity_guid"], ""))
        own = row["account_type"] in KINDS and code is not None and parents[key] not in templates
        accounts[key] = BookAccount(full_name(key, names, parents), own, KINDS.get(row["account_type"]), code)
    sides: dict[str, list[dict[str, Any]]] = {}
    for part in tables.rows("splits"):
        sides.setdefault(part["tx_guid"], []).append(part)
    entries = []
    for number, row in enumerate(tables.rows("transactions"), 1):
        day = posted_on(_packed(_text(row["post_date"])))
        if day is None:
            problems.append(Problem(number, "date_unreadable", _text(row.get("description"))))
            continue
        entry = Entry(number, day, _text(row["description"]), "", _text(row["guid"]), _text(row["num"]))
        for part in sides.get(row["guid"], []):
            amount = rational(f"{part['quantity_num']}/{part['quantity_denom']}")
            if amount is not None:
                entry.postings.append(Posting(part["account_guid"], amount, _text(part["memo"])))
        entries.append(entry)
    return statements_of(entries, accounts)


def _packed(stamp: str) -> str:
    """Older versions write 20141130105900."""
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if stamp.isdigit() and len(stamp) >= 8 else stamp


_MM_KINDS = {
    "checking": "current", "cash": "cash", "term": "savings", "credit card": "card", "loan": "loan", "asset": None,
}  # fmt: skip
"""Account types that hold money (shares and investments don't)."""


def money_manager(tables: Tables, problems: list[Problem]) -> tuple[Statement, ...]:
    """Money Manager Ex: positive amounts with a code, void and deleted rows, splits in a table of their own."""
    money = {c["CURRENCYID"]: c["CURRENCY_SYMBOL"] for c in tables.rows("CURRENCYFORMATS_V1")}
    payees = {p["PAYEEID"]: _text(p["PAYEENAME"]) for p in tables.rows("PAYEE_V1")}
    accounts = {
        f"a{a['ACCOUNTID']}": BookAccount(
            name=_text(a["ACCOUNTNAME"]),
            own=(kind := _text(a["ACCOUNTTYPE"]).lower()) in _MM_KINDS,
            kind=_MM_KINDS.get(kind),
            currency=currency_of(_text(money.get(a["CURRENCYID"]))),
            number=_text(a["ACCOUNTNUM"]) or None,
            bank=_text(a["HELDAT"]) or None,
            opening=_decimal(a["INITIALBAL"]),
        )
        for a in tables.rows("ACCOUNTLIST_V1")
    }
    accounts |= {f"c{key}": BookAccount(name, own=False) for key, name in _mm_categories(tables).items()}
    splits: dict[int, list[dict[str, Any]]] = {}
    for part in tables.rows("SPLITTRANSACTIONS_V1"):
        splits.setdefault(part["TRANSID"], []).append(part)
    entries = []
    for number, row in enumerate(tables.rows("CHECKINGACCOUNT_V1"), 1):
        if _text(row.get("DELETEDTIME")):
            continue
        entry = _mm_entry(number, row, payees, splits.get(row["TRANSID"], []), problems)
        if entry:
            entries.append(entry)
    return statements_of(entries, accounts)


def _mm_categories(tables: Tables) -> dict[str, str]:
    rows = tables.rows("CATEGORY_V1")
    names = {str(c["CATEGID"]): _text(c["CATEGNAME"]) for c in rows}
    parents = {str(c["CATEGID"]): str(c.get("PARENTID") or "") for c in rows}
    return {key: full_name(key, names, parents) for key in names}


def _mm_entry(
    number: int, row: dict[str, Any], payees: dict[int, str], splits: list[dict[str, Any]], problems: list[Problem]
) -> Entry | None:
    code = _text(row["TRANSCODE"]).lower()
    amount = _decimal(row["TRANSAMOUNT"])
    try:
        day = date.fromisoformat(_text(row["TRANSDATE"])[:10])
    except ValueError:
        day = None
    if day is None or amount is None:
        problems.append(Problem(number, "amount_unreadable" if day else "date_unreadable", str(dict(row))[:500]))
        return None
    if _text(row["STATUS"]).upper() in ("V", "VOID"):
        problems.append(Problem(number, "not_executed", _text(row["NOTES"]), {"status": _text(row["STATUS"])}))
        return None
    entry = Entry(
        number, day, payees.get(row["PAYEEID"], ""), _text(row["NOTES"]), None, _text(row["TRANSACTIONNUMBER"])
    )
    sign = 1 if code == "deposit" else -1
    entry.postings.append(Posting(f"a{row['ACCOUNTID']}", sign * amount))
    if code == "transfer":
        entry.postings.append(Posting(f"a{row['TOACCOUNTID']}", _decimal(row["TOTRANSAMOUNT"]) or amount))
    for part in splits:
        entry.postings.append(
            Posting(f"c{part['CATEGID']}", -sign * (_decimal(part["SPLITTRANSAMOUNT"]) or Decimal(0)))
        )
    if not splits and row["CATEGID"] not in (None, -1) and code != "transfer":
        entry.postings.append(Posting(f"c{row['CATEGID']}", -sign * amount))
    return entry


def _decimal(value: object) -> Decimal | None:
    """A number of a column without a fixed type, to four places."""
    try:
        found = Decimal(_text(value))
    except InvalidOperation:
        return None
    return round(found, 4).normalize() + 0 if found.is_finite() and abs(found) < 10**15 else None


def actual(tables: Tables, problems: list[Problem]) -> tuple[Statement, ...]:
    """Actual Budget: integers of cents, days as 20251130, payees that stand for an account in transfers."""
    accounts = {
        f"a{a['id']}": BookAccount(_text(a["name"]), own=True)
        for a in tables.rows("accounts")
        if not a.get("tombstone")
    }
    accounts |= {f"c{c['id']}": BookAccount(_text(c["name"]), own=False) for c in tables.rows("categories")}
    payees = {p["id"]: p for p in tables.rows("payees")}
    mapped = {m["id"]: m["targetId"] for m in tables.rows("payee_mapping")}
    moved = {m["id"]: m["transferId"] for m in tables.rows("category_mapping")}
    entries = []
    for number, row in enumerate(tables.rows("transactions"), 1):
        if row.get("tombstone") or row.get("isChild"):
            continue
        stamp, amount = _text(row["date"]), _cents(row["amount"])
        try:
            day = date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))
        except ValueError:
            day = None
        if day is None or amount is None:
            problems.append(Problem(number, "amount_unreadable" if day else "date_unreadable", str(dict(row))[:500]))
            continue
        payee = payees.get(mapped.get(row["description"], row["description"]), {})
        entry = Entry(
            number,
            day,
            _text(payee.get("name")),
            _text(row["notes"]),
            _text(row.get("financial_id")) or _text(row["id"]),
        )
        entry.postings.append(Posting(f"a{row['acct']}", amount))
        category = moved.get(row["category"], row["category"])
        if category:
            entry.postings.append(Posting(f"c{category}", -amount))
        entries.append(entry)
    return statements_of(entries, accounts)


def _cents(value: object) -> Decimal | None:
    """An amount of whole cents, nothing being none; None when it is no whole number."""
    found = _decimal(value) if _text(value) else Decimal(0)
    return found.scaleb(-2) if found is not None and found == found.to_integral_value() else None
