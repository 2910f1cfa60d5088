"""Offers: catalogues taken in from files, matched on the device to what this person buys anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from hub.domain.errors import HubError, PackError
from hub.domain.offers import LOOK_BACK, Offer, OfferMatch, Person, Visit, match_offers, offer_of
from hub.services.terms import instruments, programmes, read_pack
from storage import settings, terms
from storage.tables import accounts
from storage.tables import transactions as table
from storage.vault import Vault

FORMAT = "coffer-offers/1"
TOPICS = ("offers",)
STATES = ("seen", "tracked", "active", "used", "never")
LARGEST_CATALOGUE = 1_000_000


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer with whether it fits this person, what the person did with it, and what its source is paid for it."""

    match: OfferMatch
    state: str
    commission: Mapping[str, Any] | None

    @property
    def offer(self) -> Offer:
        """The offer itself."""
        return self.match.offer


def import_catalogue(vault: Vault, path: Path, today: date, now: datetime | None = None) -> int:
    """Take in an offers catalogue; how many offers. PackError: expired, older than the one held, damaged."""
    return import_document(vault, read_pack(path, FORMAT), path.stem, today, now)


def import_document(vault: Vault, pack: Mapping[str, Any], stem: str, today: date, now: datetime | None = None) -> int:
    """Take in a catalogue that was read already; all of it or nothing."""
    name, version = str(pack.get("name", stem)), pack.get("version", 1)
    found = pack.get("offers", [])
    if not isinstance(found, list) or not isinstance(version, int):
        raise PackError("not_a_catalogue", where={"path": "$.offers"})
    if len(found) > LARGEST_CATALOGUE:
        raise PackError("catalogue_too_large", limit=LARGEST_CATALOGUE, count=len(found))
    expires = pack.get("expires_on")
    if expires is not None and date.fromisoformat(str(expires)) < today:
        raise PackError("catalogue_expired", where={"path": "$.expires_on"}, expired=str(expires))
    for number, document in enumerate(found):
        offer_of(document, f"$.offers[{number}]")
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    with vault.write("import_offers", values={"pack": name, "count": len(found)}, topics=TOPICS) as write:
        held = terms.pack_version(write.connection, "offers", name)
        if held is not None and version < held:
            raise PackError("catalogue_older", where={"path": "$.version"}, held=held, version=version)
        states = {document["id"]: state for document, state in terms.all_offers(write.connection)}
        head = {key: value for key, value in pack.items() if key != "offers"}
        pack_id = terms.put_pack(write.connection, "offers", name, version, at, head)
        terms.insert_offers(write.connection, pack_id, found)
        for document in found:
            kept = states.get(document["id"])
            if kept is not None:
                terms.set_offer_state(write.connection, document["id"], kept)
    return len(found)


def matched(vault: Vault, today: date) -> list[OfferView]:
    """Every offer against own spending, those that fit first; commission plays no part in the order."""
    with vault.read() as connection:
        chosen = settings.load(connection)
        rows = terms.all_offers(connection)
        told = terms.commissions_shown(connection)
        visits = _visits(connection, today, chosen.home_currency) if rows else []
    states = {document["id"]: state for document, state in rows}
    person = _person(vault, chosen.home_currency, chosen.country)
    found = match_offers([offer_of(document) for document, _ in rows], visits, today, person)
    return [OfferView(one, states[one.offer.id], told.get(one.offer.id)) for one in found]


def mark(vault: Vault, offer_id: str, state: str) -> None:
    """Track an offer, say that it is activated or used, or never show it again."""
    if state not in STATES:
        raise HubError("unknown_status", where={"field": "state"}, status=state, known=list(STATES))
    with vault.write("mark_offer", values={"offer": offer_id, "state": state}, topics=TOPICS) as write:
        if terms.set_offer_state(write.connection, offer_id, state) == 0:
            raise HubError("no_such_offer", where={"offer": offer_id})


def catalogues(vault: Vault) -> list[tuple[str, int, str]]:
    """(name, version, taken in at) of each catalogue held."""
    with vault.read() as connection:
        return [(name, version, at) for name, version, at, _ in terms.packs_of(connection, "offers")]


def _person(vault: Vault, currency: str, country: str) -> Person:
    ways: set[str] = set()
    for one in instruments(vault):
        names = (one.id, one.document.get("product"), one.document.get("network"), (one.product or {}).get("network"))
        ways.update(str(name) for name in names if name)
    values = {
        document["id"]: Decimal(value or document.get("cash_value", "0")) for document, value in programmes(vault)
    }
    return Person(currency, country, frozenset(ways), values)


def _visits(connection: Connection, today: date, currency: str) -> list[Visit]:
    spent = (
        (table.c.amount < 0)
        & table.c.transfer_id.is_(None)
        & table.c.booked_on.between(today - timedelta(days=LOOK_BACK), today)
        & (accounts.c.currency == currency)
        & table.c.status.in_(("booked", "reconciled", "pending"))
    )
    query = (
        select(table.c.payee, table.c.booked_on, -table.c.amount)
        .join(accounts, accounts.c.id == table.c.account_id)
        .where(spent)
    )
    return [Visit(*row) for row in connection.execute(query)]
