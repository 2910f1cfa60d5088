"""Offers: catalogues taken in from files, matched on the device to what this person buys anyway."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from hub.domain.errors import HubError
from hub.domain.memory import no_collection
from hub.domain.offer_book import Book, ranked
from hub.domain.offers import LOOK_BACK, Lessons, Offer, OfferMatch, Person, Visit, offer_of
from hub.domain.text import merchant_key
from hub.services import catalogues as catalogues_of
from hub.services.terms import instruments, programmes
from storage import offers as rows
from storage import settings, terms
from storage.tables import accounts
from storage.tables import transactions as table
from storage.vault import Vault

TOPICS = ("offers",)
STATES = ("seen", "tracked", "active", "used", "never")
VERDICTS = ("", "never", "is", "is_not")


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
    """Take in an offers catalogue, or those of a folder; how many offers. PackError as `catalogues.accept` tells."""
    return sum(one.count for one in catalogues_of.accept_file(vault, path, today, now))


def import_document(vault: Vault, pack: Mapping[str, Any], stem: str, today: date, now: datetime | None = None) -> int:
    """Take in a catalogue that was read already; how many offers."""
    return catalogues_of.take(vault, pack, stem, today, now).count


def matched(vault: Vault, today: date) -> list[OfferView]:
    """Every offer against own spending, those that fit first; commission plays no part in the order."""
    with no_collection():
        with vault.read() as connection:
            found = terms.all_offers(connection)
            told = terms.commissions_shown(connection)
        states = {document["id"]: state for document, state in found}
        book = book_of(vault, today) if found else None
        matches = [] if book is None else ranked(book.judge(offer_of(document)) for document, _ in found)
        return [OfferView(one, states[one.offer.id], told.get(one.offer.id)) for one in matches]


def book_of(vault: Vault, today: date) -> Book:
    """Own spending, ways to pay and what the person taught, to judge offers by."""
    with vault.read() as connection:
        chosen = settings.load(connection)
        visits = _visits(connection, today, chosen.home_currency)
        lives = rows.lives(connection)
        taught = rows.lessons(connection)
    active = frozenset(offer for offer, (_tracked, activated) in lives.items() if activated is not None)
    person = replace(_person(vault, chosen.home_currency, chosen.country), activated=active)
    return Book(visits, today, person, _lessons(taught))


def mark(vault: Vault, offer_id: str, state: str, today: date | None = None) -> None:
    """Track an offer, say that it is activated or used, or never show it again."""
    if state not in STATES:
        raise HubError("unknown_status", where={"field": "state"}, status=state, known=list(STATES))
    day = today or datetime.now().astimezone().date()
    with vault.write("mark_offer", values={"offer": offer_id, "state": state}, topics=TOPICS) as write:
        if terms.set_offer_state(write.connection, offer_id, state) == 0:
            raise HubError("no_such_offer", where={"offer": offer_id})
        if state in ("tracked", "active"):
            rows.note_life(write.connection, offer_id, f"{'activated' if state == 'active' else state}_on", day)
        elif state == "seen":
            rows.forget_life(write.connection, offer_id)
            rows.remove_uses(write.connection, offer_id)


def teach(vault: Vault, merchant: str, verdict: str, payee: str = "") -> None:
    """Say that nothing of a merchant is wanted (never), or that a payee is (is) or is not (is_not) that merchant.

    verdict "" forgets what was said. HubError "unknown_verdict", "payee_missing".
    """
    if verdict not in VERDICTS:
        raise HubError("unknown_verdict", where={"field": "verdict"}, verdict=verdict, known=[*VERDICTS[1:]])
    if verdict in ("is", "is_not") and not payee:
        raise HubError("payee_missing", where={"field": "payee"}, merchant=merchant)
    with vault.write("teach_offers", values={"merchant": merchant}, topics=TOPICS) as write:
        rows.teach(write.connection, merchant_key(merchant), payee, verdict)


def catalogues(vault: Vault) -> list[tuple[str, int, str]]:
    """(name, version, taken in at) of each catalogue held."""
    return [(name, version, at) for name, version, at, _key in catalogues_of.held(vault)]


def payees(vault: Vault, today: date) -> list[str]:
    """Whom the person paid in the last year, by name."""
    with vault.read() as connection:
        visits = _visits(connection, today, settings.load(connection).home_currency)
    return sorted({one.payee for one in visits if one.payee}, key=str.casefold)


def _lessons(taught: Iterable[tuple[str, str, str]]) -> Lessons:
    pairs: dict[str, dict[str, set[str]]] = {"is": {}, "is_not": {}}
    never = set()
    for merchant, payee, verdict in taught:
        if verdict == "never":
            never.add(merchant)
        else:
            pairs[verdict].setdefault(merchant, set()).add(payee)
    same, other = ({key: frozenset(one) for key, one in pairs[name].items()} for name in ("is", "is_not"))
    return Lessons(frozenset(never), same, other)


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
