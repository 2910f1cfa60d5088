"""What changed since an operation, out of the journal: for what is kept in memory and brought up to date."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import apsw
from sqlalchemy import Connection, func, select

from storage.journal import operations
from storage.schema import metadata

_MOST = 1 << 18
"""Bytes of packed changesets from which reading everything anew is quicker."""


@dataclass(frozen=True, slots=True)
class Changes:
    """tables: those that rows were made, changed or removed in. values: by table and column, what rows of them held
    before or hold now, as far as it differs or is part of a key. batches: numbers of those whose rows were written in
    bulk, which nothing else tells of."""

    tables: frozenset[str]
    values: Mapping[tuple[str, str], frozenset[Any]]
    batches: tuple[int, ...]


def since(
    connection: Connection, operation: int, wanted: Mapping[str, Collection[str]], topics: Collection[str]
) -> Changes | None:
    """What operations after one changed in the wanted columns of tables; None when they do not tell, or too much.

    topics: an operation of one of these without a changeset changed what can't be told.
    """
    later = operations.c.id > operation
    size = func.coalesce(func.sum(func.length(operations.c.changeset)), 0)
    if connection.execute(select(size).where(later)).scalar_one() > _MOST:
        return None
    columns = (operations.c.topics, operations.c.batches, operations.c.changeset)
    tables: set[str] = set()
    values: dict[tuple[str, str], set[Any]] = defaultdict(set)
    batches: list[int] = []
    for told, written, packed in connection.execute(select(*columns).where(later)):
        if packed is None and not written and not set(topics).isdisjoint(told):
            return None
        batches += written
        for change in apsw.Changeset.iter(zlib.decompress(packed)) if packed is not None else ():
            tables.add(change.name)
            for name in wanted.get(change.name, ()):
                at = list(metadata.tables[change.name].c.keys()).index(name)
                found = (row[at] for row in (change.old, change.new) if row is not None)
                values[change.name, name].update(one for one in found if one is not apsw.no_change)
    return Changes(frozenset(tables), {key: frozenset(found) for key, found in values.items()}, tuple(batches))
