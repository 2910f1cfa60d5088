"""Rows of offers: catalogues taken in whole or by what changed, merchants, lives, uses and lessons.

What a source is paid for an offer goes into a table of its own, which nothing that ranks may read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, delete, select, true, update
from sqlalchemy.dialects.sqlite import insert

from storage.offer_tables import merchant_facts, offer_lessons, offer_lives, offer_uses
from storage.tables import commissions, offers, packs

Document = dict[str, Any]
_MANY = 500
"""Ids in one statement."""


def held_pack(connection: Connection, name: str) -> tuple[int, int, Document] | None:
    """(id, version, document) of a catalogue, None when there is none."""
    wanted = (packs.c.kind == "offers") & (packs.c.name == name)
    row = connection.execute(select(packs).where(wanted)).first()
    return None if row is None else (row.id, row.version, dict(row.document))


def put_version(connection: Connection, pack_id: int, version: int, at: str, document: Mapping[str, Any]) -> None:
    """Note that a delta brought a catalogue to another version."""
    values = {"version": version, "imported_at": at, "document": dict(document)}
    connection.execute(update(packs).where(packs.c.id == pack_id).values(**values))


def owners(connection: Connection) -> dict[str, int | None]:
    """The catalogue of each offer, None for those typed by hand."""
    return {row.id: row.pack_id for row in connection.execute(select(offers.c.id, offers.c.pack_id))}


def documents(connection: Connection, ids: Collection[str] | None = None) -> Iterator[Document]:
    """Each offer, or some of them, by id: never by who pays for it."""
    for within in _within(offers.c.id, ids):
        query = select(cast(offers.c.document, Text)).where(within).order_by(offers.c.id)
        for part in connection.execute(query).scalars().partitions(_MANY):
            yield from json.loads(f"[{','.join(part)}]")  # together: half the time of one by one


def commissions_of(connection: Connection, ids: Collection[str] | None = None) -> dict[str, Document]:
    """What the source discloses it is paid for each offer, or for some, to be shown beside it."""
    queries = [select(commissions).where(within) for within in _within(commissions.c.offer_id, ids)]
    return {row.offer_id: row.disclosed for query in queries for row in connection.execute(query)}


def in_states(connection: Connection, wanted: Collection[str]) -> list[tuple[Document, str]]:
    """(offer, state) of the offers that the person decided about in one of these ways, by id."""
    query = select(offers.c.document, offers.c.state).where(offers.c.state.in_(wanted)).order_by(offers.c.id)
    return [(dict(document), state) for document, state in connection.execute(query)]


def states(connection: Connection, ids: Collection[str] | None = None) -> dict[str, str]:
    """What the person decided about offers, or some of them, those they did not look at left out."""
    queries = [
        select(offers.c.id, offers.c.state).where((offers.c.state != "seen") & within)
        for within in _within(offers.c.id, ids)
    ]
    return {row.id: row.state for query in queries for row in connection.execute(query)}


def _within(column: ColumnElement[Any], values: Collection[str] | None) -> Iterator[ColumnElement[bool]]:
    """Conditions that together hold for some values of a column, so many at once; None = for all."""
    if values is None:
        yield true()
        return
    wanted = sorted(values)
    for start in range(0, len(wanted), _MANY):
        yield column.in_(wanted[start : start + _MANY])


def put_offers(
    connection: Connection, pack_id: int | None, documents: Sequence[Document], kept: Mapping[str, str]
) -> None:
    """Store offers in the place of those with the same id. kept: states that stay."""
    rows = [
        {
            "id": one["id"],
            "pack_id": pack_id,
            "title": one.get("title", ""),
            "merchant": one.get("merchant", ""),
            "kind": one.get("kind", ""),
            "valid_to": None if one.get("valid_to") is None else date.fromisoformat(one["valid_to"]),
            "document": {name: value for name, value in one.items() if name != "commission"},
            "state": kept.get(one["id"], "seen"),
        }
        for one in documents
    ]
    remove_offers(connection, [row["id"] for row in rows])
    if rows:
        connection.execute(offers.insert(), rows)
    told = [{"offer_id": one["id"], "disclosed": one["commission"]} for one in documents if "commission" in one]
    if told:
        connection.execute(commissions.insert(), told)


def remove_offers(connection: Connection, ids: Sequence[str]) -> None:
    """Remove offers with what was disclosed of them."""
    for start in range(0, len(ids), _MANY):
        connection.execute(delete(offers).where(offers.c.id.in_(ids[start : start + _MANY])))


def put_merchants(connection: Connection, pack_id: int, documents: Iterable[Document]) -> None:
    """Store facts about merchants, in the place of those with the same name in this catalogue."""
    for one in documents:
        statement = insert(merchant_facts).values(pack_id=pack_id, name=one["name"], document=one)
        connection.execute(
            statement.on_conflict_do_update(index_elements=["pack_id", "name"], set_={"document": dict(one)})
        )


def merchants_by_pack(connection: Connection) -> list[tuple[str, Document]]:
    """(catalogue, facts) of every merchant, by name."""
    query = select(packs.c.name, merchant_facts.c.document).join(packs, packs.c.id == merchant_facts.c.pack_id)
    return [(name, dict(document)) for name, document in connection.execute(query.order_by(merchant_facts.c.name))]


def lives(connection: Connection) -> dict[str, tuple[date | None, date | None]]:
    """(tracked on, activated on) by offer."""
    return {row.offer: (row.tracked_on, row.activated_on) for row in connection.execute(select(offer_lives))}


def note_life(connection: Connection, offer: str, column: str, on: date) -> None:
    """Note when an offer was tracked or activated; the first day stays."""
    statement = insert(offer_lives).values(offer=offer, **{column: on})
    first = {column: on}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["offer"], set_=first, where=offer_lives.c[column].is_(None))
    )


def forget_life(connection: Connection, offer: str) -> None:
    """Forget that an offer was tracked or activated."""
    connection.execute(delete(offer_lives).where(offer_lives.c.offer == offer))


def uses(connection: Connection) -> list[Document]:
    """Every use of an offer, oldest first."""
    rows = connection.execute(select(offer_uses).order_by(offer_uses.c.used_on, offer_uses.c.id))
    return [dict(row._mapping) for row in rows]


def add_use(connection: Connection, values: Mapping[str, Any]) -> int:
    """Note a use; its number."""
    return int(connection.execute(offer_uses.insert().values(**values)).lastrowid)


def change_use(connection: Connection, use_id: int, **values: object) -> int:
    """Note what became of a use; how many rows."""
    return connection.execute(update(offer_uses).where(offer_uses.c.id == use_id).values(**values)).rowcount


def remove_uses(connection: Connection, offer: str) -> None:
    """Take back that an offer was used, unless something was credited."""
    wanted = (offer_uses.c.offer == offer) & (offer_uses.c.credited == 0)
    connection.execute(delete(offer_uses).where(wanted))


def lessons(connection: Connection) -> list[tuple[str, str, str]]:
    """(merchant, payee, verdict) of what the person taught."""
    rows = connection.execute(select(offer_lessons).order_by(offer_lessons.c.merchant, offer_lessons.c.payee))
    return [(row.merchant, row.payee, row.verdict) for row in rows]


def teach(connection: Connection, merchant: str, payee: str, verdict: str) -> None:
    """Keep a lesson in the place of an earlier one; an empty verdict forgets it."""
    wanted = (offer_lessons.c.merchant == merchant) & (offer_lessons.c.payee == payee)
    connection.execute(delete(offer_lessons).where(wanted))
    if verdict:
        connection.execute(offer_lessons.insert().values(merchant=merchant, payee=payee, verdict=verdict))
