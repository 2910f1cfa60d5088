"""Rows of what companies hold, of banks that are asked, and of catalogues that were fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from hub.domain.register import HeldFact
from storage.sharing_tables import bank_connections, catalogue_files, held_facts

_MOMENTS = ("issued_at", "expires_at", "checked_at")


@dataclass(frozen=True, slots=True)
class BankConnection:
    """A server that may be asked for accounts. access_url: with user and password, the key to the data."""

    id: int
    name: str
    access_url: str
    claimed_at: datetime
    fetched_at: datetime | None


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A whole signed file for a region, as it arrived.

    checked_at: when the server last answered. host: who is asked, as it was typed; "" = it came from a file. tried_at
    and trouble: the newest try that failed since then, with its code; None and "" where none did.
    """

    kind: str
    region: str
    version: int
    issued_at: datetime
    expires_at: datetime
    content: bytes
    checked_at: datetime
    is_scheduled: bool
    host: str = ""
    tried_at: datetime | None = None
    trouble: str = ""


def connections(connection: Connection) -> list[BankConnection]:
    """Every connection, oldest first."""
    rows = connection.execute(select(bank_connections).order_by(bank_connections.c.id))
    return [
        BankConnection(row.id, row.name, row.access_url, datetime.fromisoformat(row.claimed_at),
                       None if row.fetched_at is None else datetime.fromisoformat(row.fetched_at))
        for row in rows
    ]  # fmt: skip


def add_connection(connection: Connection, name: str, access_url: str, at: datetime) -> BankConnection:
    """Keep a new connection."""
    values = {"name": name, "access_url": access_url, "claimed_at": at.isoformat()}
    done = connection.execute(bank_connections.insert().values(**values))
    return BankConnection(int(done.lastrowid), name, access_url, at, None)


def note_fetch(connection: Connection, connection_id: int, at: datetime) -> None:
    """Remember when a server was last asked."""
    chosen = bank_connections.c.id == connection_id
    connection.execute(update(bank_connections).where(chosen).values(fetched_at=at.isoformat()))


def remove_connection(connection: Connection, connection_id: int) -> None:
    """Forget a connection with its key."""
    connection.execute(bank_connections.delete().where(bank_connections.c.id == connection_id))


def catalogues(connection: Connection) -> list[CatalogueFile]:
    """Every catalogue, by kind and region."""
    order = (catalogue_files.c.kind, catalogue_files.c.region)
    return [_catalogue(dict(row._mapping)) for row in connection.execute(select(catalogue_files).order_by(*order))]


def put_catalogue(connection: Connection, file: CatalogueFile) -> None:
    """Keep a catalogue in the place of the one before."""
    values = {name: getattr(file, name) for name in CatalogueFile.__slots__}
    values |= {name: values[name].isoformat() for name in _MOMENTS}
    values["tried_at"] = None if file.tried_at is None else file.tried_at.isoformat()
    statement = insert(catalogue_files).values(**values)
    rest = {name: value for name, value in values.items() if name not in ("kind", "region")}
    connection.execute(statement.on_conflict_do_update(index_elements=["kind", "region"], set_=rest))


def remove_catalogue(connection: Connection, kind: str, region: str) -> None:
    """Let a fetched catalogue go; nobody asks for it again."""
    wanted = (catalogue_files.c.kind == kind) & (catalogue_files.c.region == region)
    connection.execute(catalogue_files.delete().where(wanted))


def _catalogue(values: dict[str, Any]) -> CatalogueFile:
    moments = {name: datetime.fromisoformat(values[name]) for name in _MOMENTS}
    tried = None if values["tried_at"] is None else datetime.fromisoformat(values["tried_at"])
    return CatalogueFile(**{**values, **moments, "tried_at": tried, "content": bytes(values["content"])})


def facts(connection: Connection) -> list[HeldFact]:
    """The register, by company."""
    rows = connection.execute(select(held_facts).order_by(held_facts.c.company, held_facts.c.id))
    return [HeldFact(**dict(row._mapping)) for row in rows]


def put_fact(connection: Connection, fact: HeldFact) -> int:
    """Write an entry, a new one where its id is 0; its number."""
    values = {name: getattr(fact, name) for name in HeldFact.__slots__ if name != "id"}
    if fact.id:
        connection.execute(update(held_facts).where(held_facts.c.id == fact.id).values(**values))
        return fact.id
    return int(connection.execute(held_facts.insert().values(**values)).lastrowid)


def remove_fact(connection: Connection, fact_id: int) -> int:
    """Remove an entry; how many were there."""
    return connection.execute(held_facts.delete().where(held_facts.c.id == fact_id)).rowcount


def end_fact(connection: Connection, fact_id: int, on: date) -> int:
    """Note that a company no longer holds or may no longer use something; how many entries there were."""
    return connection.execute(update(held_facts).where(held_facts.c.id == fact_id).values(ended_on=on)).rowcount
