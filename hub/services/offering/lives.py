"""The life of offers in the vault: uses found among payments, credits that came or are missing, letters for those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from hub.domain.errors import HubError
from hub.domain.offer_life import CREDIT_DAYS, GRACE_DAYS, Payment, Use, credited, refunds, reversed_by, using
from hub.domain.offers import LOOK_BACK, Offer, offer_of
from hub.domain.outgoing import PURPOSES, Disclosure, Outgoing
from hub.services import offers, outbound
from storage import offers as rows
from storage import settings, terms
from storage.tables import accounts
from storage.tables import transactions as table
from storage.vault import Vault

TOPICS = ("offers",)
_FOLLOWED = frozenset({"tracked", "active"})


@dataclass(frozen=True, slots=True)
class Found:
    """What following the offers found: numbers of new uses, credits and refunds that took credits back."""

    used: int
    credited: int
    reversed: int


def follow(vault: Vault, today: date) -> Found:
    """Look for payments that use tracked offers, for their credits and for refunds; notes what is found.

    An offer that needs activation counts from the day it was activated; others from the day they were tracked.
    """
    book = offers.book_of(vault, today)
    with vault.read() as connection:
        currency = settings.load(connection).home_currency
        payments = _payments(connection, today, currency)
        lives = rows.lives(connection)
        followed = [offer_of(document) for document, state in terms.all_offers(connection) if state in _FOLLOWED]
        known = [Use(**one) for one in rows.uses(connection)]
    new: list[dict[str, Any]] = []
    taken = {use.transaction_id for use in known}
    for offer in followed:
        since = _since(offer, lives)
        if since is None:
            continue
        before = [use for use in known if use.offer == offer.id]
        for payment, credit in using(offer, since, payments, book.payees_of(offer.merchant), before, currency):
            if payment.id not in taken:
                taken.add(payment.id)
                new.append(_row(offer, payment, credit, currency))
    changes = _became(known, payments)
    if not new and not changes:
        return Found(0, 0, 0)
    with vault.write("follow_offers", values={"count": len(new) + len(changes)}, topics=TOPICS) as write:
        for one in new:
            rows.add_use(write.connection, one)
        for use_id, values in changes.items():
            rows.change_use(write.connection, use_id, **values)
    if new:  # a credit may be there already
        later = follow(vault, today)
        return Found(
            len(new), _count(changes, "credit_id") + later.credited, _count(changes, "reversed") + later.reversed
        )
    return Found(0, _count(changes, "credit_id"), _count(changes, "reversed"))


def uses(vault: Vault) -> list[Use]:
    """Every use of an offer, oldest first."""
    with vault.read() as connection:
        return [Use(**one) for one in rows.uses(connection)]


def missing(vault: Vault, today: date) -> list[Use]:
    """Uses whose credit did not come in time, oldest first."""
    return [use for use in uses(vault) if use.state(today) == "missing"]


def found(vault: Vault) -> int:
    """Money found by offers, minor units: only what was credited, less what went back."""
    return sum(use.found for use in uses(vault))


def asking(vault: Vault, use_id: int) -> tuple[Use, int | None]:
    """What a letter about a missing credit has to say: the use, and what was paid, minor units; None = not known.

    HubError "no_such_use".
    """
    use = _use(vault, use_id)
    with vault.read() as connection:
        spent = connection.execute(select(table.c.amount).where(table.c.id == use.transaction_id)).scalar()
    return use, None if spent is None else -spent


def write_letter(vault: Vault, use_id: int, text: str, path: Path, today: date) -> Disclosure:
    """Write a letter to a file, journal it as a disclosure, and note that the credit was asked for."""
    _use(vault, use_id)
    outgoing = Outgoing("letter", f"file:{path.name}", dict(PURPOSES["letter"].fields), text.encode())
    record = outbound.write_file(vault, outgoing, path)
    with vault.write("ask_for_credit", values={"use": use_id}, topics=TOPICS) as write:
        rows.change_use(write.connection, use_id, asked_on=today)
    return record


def settle(vault: Vault, use_id: int, amount: int, on: date) -> None:
    """Say that a credit came another way (in points, cash, on another account): minor units, 0 = it did not."""
    use = _use(vault, use_id)
    values: dict[str, Any] = {"credited": amount, "credited_on": on if amount else None, "credit_id": None}
    if not amount:  # nothing is waited for any longer
        values["due_on"] = min(use.due_on, on - timedelta(days=GRACE_DAYS + 1))
    with vault.write("settle_offer", values={"offer": use.title}, topics=TOPICS) as write:
        rows.change_use(write.connection, use_id, **values)


def _use(vault: Vault, use_id: int) -> Use:
    use = next((one for one in uses(vault) if one.id == use_id), None)
    if use is None:
        raise HubError("no_such_use", where={"use": use_id})
    return use


def _since(offer: Offer, lives: dict[str, tuple[date | None, date | None]]) -> date | None:
    tracked, activated = lives.get(offer.id, (None, None))
    return activated if offer.needs_activation else activated or tracked


def _row(offer: Offer, payment: Payment, credit: int, currency: str) -> dict[str, Any]:
    return {
        "offer": offer.id,
        "title": offer.title or offer.merchant,
        "merchant": offer.merchant,
        "source": offer.source,
        "used_on": payment.on,
        "transaction_id": payment.id,
        "expected": credit,
        "currency": currency,
        "due_on": payment.on + timedelta(days=CREDIT_DAYS),
    }


def _became(known: Sequence[Use], payments: Sequence[Payment]) -> dict[int, dict[str, Any]]:
    """What changed for uses that are known: a credit that came, a refund that took it back."""
    by_id = {payment.id: payment for payment in payments}
    claimed = [use.credit_id for use in known if use.credit_id is not None]
    changes: dict[int, dict[str, Any]] = {}
    for use in known:
        paid = by_id.get(use.transaction_id or 0)
        if not use.credited:
            came = credited(use, None if paid is None else paid.account, payments, claimed)
            if came is not None:
                claimed.append(came.id)
                changes[use.id] = {"credited": came.amount, "credited_on": came.on, "credit_id": came.id}
    payees = {by_id[use.transaction_id].payee for use in known if use.transaction_id in by_id}
    back = refunds(payments, payees, claimed)
    for use in known:
        paid = by_id.get(use.transaction_id or 0)
        if paid is not None and paid.id in back:
            amount, last = back[paid.id]
            gone = reversed_by(use, -paid.amount, amount)
            if gone > use.reversed:
                changes.setdefault(use.id, {}).update({"reversed": gone, "reversed_on": last})
    return changes


def _count(changes: dict[int, dict[str, Any]], column: str) -> int:
    return sum(column in one for one in changes.values())


def _payments(connection: Connection, today: date, currency: str) -> list[Payment]:
    query = (
        select(table.c.id, table.c.account_id, table.c.booked_on, table.c.payee, table.c.amount)
        .join(accounts, accounts.c.id == table.c.account_id)
        .where(table.c.transfer_id.is_(None), accounts.c.currency == currency)
        .where(table.c.booked_on.between(today - timedelta(days=LOOK_BACK), today))
        .where(table.c.status.in_(("booked", "reconciled", "pending")))
    )
    return [Payment(*row) for row in connection.execute(query)]
