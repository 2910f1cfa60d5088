"""Rows of what a comparison needs: instruments, products with their versions, programmes, offers, packs.

Documents have the shape of DECIDE section 2. What a merchant or bank pays for an offer stands in a table of its
own, which nothing that ranks may read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.tables import instruments, offers, packs, products, programmes

Document = dict[str, Any]
_SLUG = re.compile(r"[^a-z0-9]+")


def all_instruments(connection: Connection) -> list[tuple[Document, str, int | None]]:
    """(document with id, name, account id) of each instrument, in the order on screen."""
    rows = connection.execute(select(instruments).order_by(instruments.c.position, instruments.c.id))
    return [({"id": row.id, **row.document}, row.name, row.account_id) for row in rows]


def put_instrument(
    connection: Connection, instrument_id: str, name: str, document: Mapping[str, Any], account_id: int | None
) -> None:
    """Store an instrument, in the place of one with the same id."""
    values = {"name": name, "document": dict(document), "account_id": account_id}
    statement = insert(instruments).values(id=instrument_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def delete_instrument(connection: Connection, instrument_id: str) -> None:
    """Remove an instrument, also from the wallets that draw on it; its product stays."""
    for document, _, _ in all_instruments(connection):
        if instrument_id in document.get("funding", ()):
            kept = {key: value for key, value in document.items() if key != "id"}
            kept["funding"] = [one for one in kept["funding"] if one != instrument_id]
            wallet = instruments.c.id == document["id"]
            connection.execute(update(instruments).where(wallet).values(document=kept))
    connection.execute(delete(instruments).where(instruments.c.id == instrument_id))


def all_products(connection: Connection) -> list[Document]:
    """Every version of every product."""
    rows = connection.execute(select(products.c.document).order_by(products.c.id, products.c.valid_from))
    return [dict(document) for document in rows.scalars()]


def product_sources(connection: Connection) -> list[tuple[Document, str]]:
    """(document, where its terms come from) of every version of every product."""
    rows = connection.execute(select(products).order_by(products.c.id, products.c.valid_from))
    return [(dict(row.document), row.source) for row in rows]


def delete_product(connection: Connection, product_id: str, valid_from: str) -> int:
    """Remove one version of a product; how many rows."""
    wanted = (products.c.id == product_id) & (products.c.valid_from == valid_from)
    return connection.execute(delete(products).where(wanted)).rowcount


def put_product(connection: Connection, document: Mapping[str, Any], source: str) -> None:
    """Store a product version, in the place of the one with the same id and start."""
    values = {"document": dict(document), "source": source}
    statement = insert(products).values(id=document["id"], valid_from=document.get("valid_from", ""), **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id", "valid_from"], set_=values))


def all_programmes(connection: Connection) -> list[tuple[Document, str | None]]:
    """(document, the person's own value of a unit) of each programme."""
    return [(dict(row.document), row.value) for row in connection.execute(select(programmes).order_by(programmes.c.id))]


def free_id(name: str, taken: Collection[str]) -> str:
    """An id made of a name that nothing has yet."""
    first = _SLUG.sub("-", name.casefold()).strip("-") or "programme"
    return next(one for one in (first, *(f"{first}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def put_programme(connection: Connection, document: Mapping[str, Any]) -> None:
    """Store a programme; the person's own valuation stays."""
    statement = insert(programmes).values(id=document["id"], document=dict(document))
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"document": dict(document)}))


def value_programme(connection: Connection, programme_id: str, value: str | None) -> int:
    """Set the person's own value of a unit; how many rows."""
    return connection.execute(update(programmes).where(programmes.c.id == programme_id).values(value=value)).rowcount


def pack_version(connection: Connection, kind: str, name: str) -> int | None:
    """The stored version of a pack, None when there is none."""
    query = select(packs.c.version).where((packs.c.kind == kind) & (packs.c.name == name))
    return connection.execute(query).scalar_one_or_none()


def put_pack(connection: Connection, kind: str, name: str, version: int, at: str, document: Document) -> int:
    """Store a pack in the place of its earlier version; its id. What came with the earlier version goes."""
    connection.execute(delete(packs).where((packs.c.kind == kind) & (packs.c.name == name)))
    values = {"kind": kind, "name": name, "version": version, "imported_at": at, "document": document}
    return int(connection.execute(packs.insert().values(**values)).lastrowid)


def packs_of(connection: Connection, kind: str) -> list[tuple[str, int, str, Document]]:
    """(name, version, taken in at, document) of each pack of a kind, oldest first."""
    rows = connection.execute(select(packs).where(packs.c.kind == kind).order_by(packs.c.id))
    return [(row.name, row.version, row.imported_at, dict(row.document)) for row in rows]


def all_offers(connection: Connection) -> list[tuple[Document, str]]:
    """(document, state) of each offer, by id: never by who pays for it."""
    rows = connection.execute(select(offers.c.document, offers.c.state).order_by(offers.c.id))
    return [(dict(row.document), row.state) for row in rows]


def set_offer_state(connection: Connection, offer_id: str, state: str) -> int:
    """Mark an offer as tracked, active, dismissed …; how many rows."""
    return connection.execute(update(offers).where(offers.c.id == offer_id).values(state=state)).rowcount


def delete_pack(connection: Connection, kind: str, name: str) -> None:
    """Remove a pack with the offers that it brought."""
    connection.execute(delete(packs).where((packs.c.kind == kind) & (packs.c.name == name)))
