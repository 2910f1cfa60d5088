"""Rows of grants and of the disclosure log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from hub.domain.outgoing import Disclosure, Grant
from storage.tables import disclosures, grants


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _grant(row: Row[Any]) -> Grant:
    return Grant(
        row.id,
        row.purpose,
        row.recipient,
        row.fields,
        datetime.fromisoformat(row.since),
        _moment(row.until),
        row.once,
        _moment(row.revoked),
    )


def all_grants(connection: Connection) -> list[Grant]:
    """Every grant ever given, newest first."""
    return [_grant(row) for row in connection.execute(select(grants).order_by(grants.c.id.desc()))]


def insert_grant(connection: Connection, grant: Grant) -> int:
    """Store a new grant (its id is not used); the id it got."""
    result = connection.execute(
        grants.insert().values(
            purpose=grant.purpose,
            recipient=grant.recipient,
            fields=dict(grant.fields),
            since=grant.since.isoformat(),
            until=None if grant.until is None else grant.until.isoformat(),
            once=grant.once,
        )
    )
    return int(result.lastrowid)


def revoke(connection: Connection, grant_ids: list[int], at: datetime) -> int:
    """End grants from now on; how many were still in force."""
    chosen = grants.c.id.in_(grant_ids) & grants.c.revoked.is_(None)
    return connection.execute(update(grants).where(chosen).values(revoked=at.isoformat())).rowcount


def _disclosure(row: Row[Any]) -> Disclosure:
    values = dict(row._mapping)
    values["at"] = datetime.fromisoformat(values["at"])
    return Disclosure(**values)


def all_disclosures(connection: Connection) -> list[Disclosure]:
    """The whole log, oldest first."""
    return [_disclosure(row) for row in connection.execute(select(disclosures).order_by(disclosures.c.id))]


def last_disclosure(connection: Connection) -> Disclosure | None:
    """The newest record of the log."""
    row = connection.execute(select(disclosures).order_by(disclosures.c.id.desc()).limit(1)).first()
    return None if row is None else _disclosure(row)


def used_grants(connection: Connection) -> set[int]:
    """Numbers of the grants that something left by."""
    statement = select(disclosures.c.grant_id).where(disclosures.c.grant_id.is_not(None)).distinct()
    return set(connection.execute(statement).scalars())


def append_disclosure(connection: Connection, disclosure: Disclosure) -> None:
    """Add a record at the end of the log."""
    values = {name: getattr(disclosure, name) for name in Disclosure.__slots__}
    connection.execute(
        disclosures.insert().values(
            **{**values, "at": disclosure.at.isoformat(), "fields": dict(disclosure.fields)},
        )
    )


def replace_disclosure(connection: Connection, disclosure: Disclosure) -> None:
    """Put a record in the place of the one with its number: only erasing does that."""
    kept = {"body": disclosure.body, "kept_sha256": disclosure.kept_sha256}
    links = {"previous_hash": disclosure.previous_hash, "hash": disclosure.hash}
    chosen = disclosures.c.id == disclosure.id
    connection.execute(disclosures.update().where(chosen).values(**kept, **links))
