"""The README of a folder that somebody left with: what every file in it is. English, like the names of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table

_ABOUT = {
    "accounts": "where value sits; `opening` is the balance before the first transaction",
    "attachments": "receipts: which transaction or bill each belongs to, its hash, and the key it was sealed under",
    "bank_connections": "keys that fetch from banks: keep this file secret, or end the connections",
    "batches": "what was imported together from which file",
    "bills": "expected payments that were typed or read",
    "categories": "kinds of spending and income, and which is part of which",
    "deleted_lines": "what you deleted, so that an import does not bring it back",
    "disclosures": "the log of everything that left the vault",
    "grants": "what you allowed to leave, to whom and until when",
    "instruments": "your ways to pay",
    "learned": "words that were learned for categories",
    "meta": "notes of the vault about itself, with the key that proves the journal and the log of disclosures",
    "offers": "offers and what you did with them",
    "operations": "the journal of every write, with what undo needs",
    "packs": "terms and catalogues as they were imported",
    "profiles": "how files of each layout are read",
    "rates": "exchange rates: units of the currency for one euro",
    "rules": "your rules, in their order",
    "settings": "your settings",
    "signing_keys": "the key that signs your packs: keep this file secret",
    "splits": "parts of transactions",
    "transactions": "movements as the banks state them; `description` is word for word",
    "transfers": "moves between your own accounts",
}


def readme(document: Mapping[str, Any], tables: Sequence[Table]) -> str:
    """The text. document: the manifest so far."""
    return "\n".join(_lines(document, tables)) + "\n"


def _lines(document: Mapping[str, Any], tables: Sequence[Table]) -> Iterator[str]:
    listed = document["tables"]
    yield "# Everything from your Coffer vault"
    yield ""
    yield f"Written {document['made_at']}, format {document['format']}, schema {document['schema']}."
    yield "Nothing here is encrypted unless it came out of an age archive: whoever has it can read it."
    yield ""
    yield "Coffer reads it back with `coffer vault create --from FOLDER`. No program is needed to read it:"
    yield ""
    yield "- `README.md`: this text"
    yield "- `manifest.json`: every file with its size and SHA-256, every table with its columns"
    yield "- `transactions.csv`: all transactions as a table; texts that begin like formulas have an apostrophe before"
    yield "- `ledger.beancount`: the same with opening balances and categories, for beancount and fava"
    count = len(document["receipts"])
    yield f"- `receipts/`: {count} attached files as they were, each named by its number in `attachments`"
    yield "- `data/*.jsonl`: the tables, exact to the byte"
    if document["lost"]:
        yield ""
        yield f"Missing: {', '.join(document['lost'])}. The sealed files were gone before this was written."
    yield ""
    yield "## How to read `data/*.jsonl`"
    yield ""
    yield "Each line is a JSON array. The first names the columns, every other one is a row."
    yield "Amounts are whole numbers in the smallest unit of the currency (cents; yen), money out is negative."
    yield 'Days are `YYYY-MM-DD`. `true` is 1. Bytes are `{"base64": ...}`. `→` names the table a column refers to.'
    yield "Left out are tables that are worked out from these (sums, search texts, series found)."
    yield ""
    yield "## Tables"
    for table in tables:
        yield ""
        about = _ABOUT.get(table.name)
        yield f"### data/{table.name}.jsonl, {listed[table.name]['rows']} rows" + (f": {about}" if about else "")
        yield ""
        yield ", ".join(f"`{column.name}`{_target(column)}" for column in table.c)


def _target(column: Any) -> str:
    return "".join(f" → {key.column.table.name}" for key in column.foreign_keys)
