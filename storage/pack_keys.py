"""Keys of packs: the one that a publisher's packs are pinned to, and the person's own for signing."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from storage.loyalty_tables import pack_keys, signing_keys


def pinned(connection: Connection, kind: str, name: str) -> str | None:
    """The key that packs of this kind and name must be signed with, None when none is pinned."""
    query = select(pack_keys.c.key).where((pack_keys.c.kind == kind) & (pack_keys.c.name == name))
    return connection.execute(query).scalar_one_or_none()


def all_pinned(connection: Connection) -> list[tuple[str, str, str, str]]:
    """(kind, name, key, since) of every pinned key, by name."""
    rows = connection.execute(select(pack_keys).order_by(pack_keys.c.name, pack_keys.c.kind))
    return [(row.kind, row.name, row.key, row.since) for row in rows]


def pin(connection: Connection, kind: str, name: str, key: str, since: str) -> None:
    """Pin packs of this kind and name to a key."""
    values = {"key": key, "since": since}
    statement = insert(pack_keys).values(kind=kind, name=name, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["kind", "name"], set_=values))


def unpin(connection: Connection, kind: str, name: str) -> int:
    """Forget the key; how many were forgotten."""
    wanted = (pack_keys.c.kind == kind) & (pack_keys.c.name == name)
    return connection.execute(pack_keys.delete().where(wanted)).rowcount


def secret(connection: Connection, name: str) -> bytes | None:
    """The 32 bytes of an own signing key, None before the first signature."""
    found = connection.execute(select(signing_keys.c.secret).where(signing_keys.c.name == name)).scalar_one_or_none()
    return None if found is None else bytes(found)


def keep_secret(connection: Connection, name: str, key: bytes, made_at: str) -> None:
    """Keep a new signing key."""
    connection.execute(signing_keys.insert().values(name=name, secret=key, made_at=made_at))
