"""Rules for others: `coffer-rules/1`, {"format", "rules": [{"query", "category"}]}, and nothing about the person.

A rule goes along only when it asks for nothing but texts that are general words or names of merchants in imported
offers, and gives one of the categories that every vault starts with. Days, amounts, accounts, tags, payees and notes
stay here with the rules that hold them.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from hub.domain.categories import DEFAULTS, STARTER
from hub.domain.errors import HubError, QueryError
from hub.domain.outgoing import PURPOSES, Disclosure, Outgoing
from hub.domain.query import All, AnyOf, Node, Not, Text
from hub.domain.search import parse
from hub.domain.text import fold
from hub.services import outbound, rules
from storage import accounts, learned
from storage.tables import offers
from storage.vault import Vault

FORMAT = "coffer-rules/1"
_LARGEST = 1 << 20
_FIELDS = (None, "payee", "description")
_CODES = frozenset(one.code for one in DEFAULTS)
_GENERAL = frozenset(word for text in STARTER.values() for word in text.split())


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, how many rules are in it, and how many stayed here because they could name somebody."""

    disclosure: Disclosure
    rules: int
    left_out: int


def write_out(vault: Vault, path: Path, today: date) -> Exported:
    """Write the rules that can be given away; journalled like every export."""
    with vault.read() as connection:
        known = learned.all_rules(connection)
        names = {one.id: one.name for one in accounts.all_categories(connection)}
        merchants = _merchants(connection)
    shared = []
    for one in known:
        category = names.get(one.category_id or 0, "")
        is_plain = not (one.payee or one.tags or one.parts) and category in _CODES
        if is_plain and _is_general(parse(one.query, today).root, merchants):
            shared.append({"query": one.query, "category": category})
    body = json.dumps({"format": FORMAT, "rules": shared}, ensure_ascii=False, indent=1).encode()
    fields = dict(PURPOSES["share_rules"].fields)
    record = outbound.write_file(vault, Outgoing("share_rules", f"file:{path.name}", fields, body), path)
    return Exported(record, len(shared), len(known) - len(shared))


def take_in(vault: Vault, path: Path, today: date) -> int:
    """Add the rules of a file after one's own, without those that are there; how many. HubError for another file."""
    with vault.read() as connection:
        ids = {one.name: one.id for one in accounts.all_categories(connection)}
        known = {one.query for one in learned.all_rules(connection)}
    added = 0
    for query, category in _parsed(path):
        if query not in known and category in ids:
            rules.add(vault, query, ids[category], None, today, apply=False)
            added += 1
    return added


def _parsed(path: Path) -> list[tuple[str, str]]:
    where = {"file": path.name}
    try:
        with path.open("rb") as file:
            document = json.loads(file.read(_LARGEST))
        found = [(str(one["query"]), str(one["category"])) for one in document["rules"]]
        is_ours = document["format"] == FORMAT
        for query, _category in found:
            parse(query, date.min)
    except OSError as error:
        raise HubError("cannot_read_file", where={"file": str(path)}, reason=error.strerror or "") from error
    except (ValueError, KeyError, TypeError, RecursionError, QueryError) as error:
        raise HubError("not_rules", where=where) from error
    if not is_ours:
        raise HubError("not_rules", where=where)
    return found


def _merchants(connection: Connection) -> frozenset[str]:
    return frozenset(fold(name) for name in connection.execute(select(offers.c.merchant)).scalars())


def _is_general(node: Node, merchants: Collection[str]) -> bool:
    """Whether a condition names nothing but what is the same for everybody."""
    match node:
        case All(parts) | AnyOf(parts):
            return bool(parts) and all(_is_general(part, merchants) for part in parts)
        case Not(part):
            return _is_general(part, merchants)
        case Text(text, field):
            is_known = text in merchants or (text and all(word in _GENERAL for word in text.split()))
            return field in _FIELDS and bool(is_known)
        case _:
            return False
