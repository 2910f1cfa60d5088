"""Looking back: what the purchases of some months brought, and what they would have with the best ways to pay.

Three readings of each purchase (DECIDE section 7): as it was, the fair best that could be known that day, and in
hindsight, which nobody can reach. Terms are those of the day, and a card counts only where the shop takes it as far as
catalogues and own payments tell. Offers are left out: what was active then is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hub.domain.channel import channel_of
from hub.domain.decide import fair_best, parse, replay
from hub.domain.decide.model import Chosen, Replay, ReplayRow
from hub.domain.errors import CaseError, HubError
from hub.domain.money import decimal_text
from hub.services import accounts, decide, purchases, rates, shops, terms
from hub.services.decide import Purchase
from hub.services.purchases import Meaning, Paid
from storage import settings
from storage.vault import Vault

_REFUND_WITHIN = 120
"""Days after a purchase in which money from the same payee counts as given back."""

YEAR = 365

BUDGET = 10_000
"""Calculations for hindsight, which is shown as unattainable anyway: about a second."""

_NO_SHOP = frozenset({"housing", "insurance", "taxes", "fees", "cash", "interest"})
_NO_CARD = frozenset({"transfer", "direct_debit", "p2p", "cheque", "cash"})
"""Categories and channels of payments that cards can rarely take the place of: left out unless a card did pay."""


@dataclass(frozen=True, slots=True)
class Past:
    """One purchase or refund in its three readings. transaction_id: the row behind it. card: that paid last."""

    transaction_id: int
    on: date
    payee: str
    amount: int
    currency: str
    card: str
    actual: Chosen
    fair: Chosen
    hindsight: Chosen

    @property
    def missed(self) -> Decimal:
        """What the fair best would have brought more."""
        return self.fair.net - self.actual.net


@dataclass(frozen=True, slots=True)
class Sums:
    """Purchases of a month ("2026-03") or of a card (instrument id), summed up in home money."""

    key: str
    count: int
    actual: Decimal
    fair: Decimal
    hindsight: Decimal

    @property
    def missed(self) -> Decimal:
        """What the fair best would have brought more."""
        return self.fair - self.actual


@dataclass(frozen=True, slots=True)
class Back:
    """The past between two days. names: of instruments by id. replay: the calculation, rows in the same order.

    left_out: payments from accounts that no way to pay draws on, in currencies without a rate, and those like rent that
    cards rarely pay.
    """

    first: date
    last: date
    currency: str
    rows: tuple[Past, ...]
    months: tuple[Sums, ...]
    cards: tuple[Sums, ...]
    total: Sums
    names: Mapping[str, str]
    left_out: int
    replay: Replay


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whether a card with a fee pays for itself, by the purchases of a year up to a day.

    with_it, without_it: the fair best with and without the card, home money; gain: the difference; worth: gain − fee.
    used: what the card's own purchases brought as they were. count: of these purchases.
    """

    instrument: str
    fee: Decimal
    with_it: Decimal
    without_it: Decimal
    used: Decimal
    count: int

    @property
    def gain(self) -> Decimal:
        """What the card brings in the best use."""
        return self.with_it - self.without_it

    @property
    def worth(self) -> Decimal:
        """What is left after the fee; below zero it does not pay for itself."""
        return self.gain - self.fee


def case_of(vault: Vault, first: date, last: date) -> dict[str, Any]:
    """The case document (`coffer-case/1`) of the past: a history with the ways that were used."""
    return _history(vault, first, last)[0]


def look_back(vault: Vault, first: date, last: date) -> Back:
    """The past between two days, both included. CaseError without ways to pay, HubError without purchases."""
    case, found, left_out = _history(vault, first, last)
    done = replay(parse(case), BUDGET)
    by_id = {f"t{one.id}": one for one in found}
    rows = tuple(_past(row, by_id[row.id]) for row in done.rows)
    months = _sums((f"{one.on:%Y-%m}", one) for one in rows)
    cards = sorted(_sums((one.card, one) for one in rows), key=lambda one: (-one.missed, one.key))
    names = {one.id: one.name for one in terms.instruments(vault)}
    total = Sums("", len(rows), done.actual, done.fair_best, done.hindsight)
    return Back(first, last, done.currency, rows, tuple(months), tuple(cards), total, names, left_out, done)


def keeping(vault: Vault, on: date) -> list[Keeping]:
    """Cards with a yearly fee, the least worth keeping first: the last year with and without each."""
    fees = {
        one.id: Decimal(str((one.product or {}).get("costs", {}).get("annual_fee", 0)))
        for one in terms.instruments(vault)
    }
    charged = {name: fee for name, fee in fees.items() if fee > 0}
    if not charged:
        return []
    case, _found, _left = _history(vault, on - timedelta(days=YEAR - 1), on)
    whole = replay(parse(case), 0)
    made = [_kept(case, name, fee, whole.fair_best, whole.rows) for name, fee in charged.items()]
    return sorted(made, key=lambda one: (one.worth, one.instrument))


def _kept(case: Mapping[str, Any], name: str, fee: Decimal, with_it: Decimal, rows: Sequence[ReplayRow]) -> Keeping:
    """One card against doing without it: closed on every day, its purchases start from another way to pay."""
    own = [row for row in rows if name in row.actual.option.split(">")]
    others = [one["id"] for one in case["instruments"] if one["id"] != name and one.get("kind") != "wallet"]
    if not others:
        raise CaseError("no_other_way", where={"instrument": name})
    first = min(event["date"] for event in case["situation"]["history"])
    closed = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    instruments = [one | {"closed_on": closed} if one["id"] == name else one for one in case["instruments"]]
    history = [
        event | {"actual": others[0]} if name in str(event.get("actual", "")).split(">") else event
        for event in case["situation"]["history"]
    ]
    without = {**case, "instruments": instruments, "situation": {**case["situation"], "history": history}}
    left = sum((row.net for row in fair_best(parse(without))), Decimal(0))
    return Keeping(name, fee, with_it, left, sum((row.actual.net for row in own), Decimal(0)), len(own))


def _history(vault: Vault, first: date, last: date) -> tuple[dict[str, Any], list[Paid], int]:
    """The case, the rows behind it in the same order, and how many payments are left out."""
    with vault.read() as connection:
        home = settings.load(connection).home_currency
    opening = first - timedelta(days=1)
    case = decide.case_of(vault, Purchase(Decimal(1), home, opening))
    if not case["instruments"]:
        raise CaseError("no_instruments", next_step="add_instrument")
    account_of = {one.id: one.account_id for one in terms.instruments(vault)}
    with vault.read() as connection:
        meant = purchases.meaning(connection, account_of, case["instruments"], case["terms"]["categories"])
        found = purchases.paid(connection, meant.linked, first, last)
        every = {one.account.id: "" for one in accounts.positions(vault) if one.account.kind in _PAYING}
        outside = [one for one in purchases.paid(connection, every, first, last) if one.account_id not in meant.linked]
    events, rows = _events(vault, found, meant, case, home)
    if not events:
        raise HubError("no_history", where={"from": first.isoformat(), "to": last.isoformat()})
    _accept(vault, events, case)
    case["offers"] = []
    case["usage"] = {"counters": case["usage"].get("counters", [])}
    case["situation"] = {"rates": case["situation"]["rates"], "history": events}
    left_out = len([one for one in outside if one.amount < 0]) + sum(one.amount < 0 for one in found)
    return case, rows, left_out - sum(one.amount < 0 for one in rows)


_PAYING = frozenset({"current", "card", "wallet", "cash"})
"""Kinds of account that purchases are paid from."""


def _events(
    vault: Vault, found: Iterable[Paid], meant: Meaning, case: Mapping[str, Any], home: str
) -> tuple[list[dict[str, Any]], list[Paid]]:
    """Purchases and what was given back of them; rows whose currency has no rate are left out."""
    known = set(case["situation"]["rates"]["reference"])
    cards = _cards(case)
    events, rows = list[dict[str, Any]](), list[Paid]()
    open_: dict[tuple[int, str], list[Paid]] = {}
    left: dict[int, int] = {}
    for one in found:
        if one.amount < 0 and one.currency in known and (meant.linked[one.account_id] in cards or _is_open(one, meant)):
            events.append(_foreign(vault, one, purchases.document(one, meant), home))
            open_.setdefault((one.account_id, one.payee), []).append(one)
            left[one.id] = -one.amount
            rows.append(one)
        elif one.amount > 0 and one.payee:
            paid = _paid_before(one, open_.get((one.account_id, one.payee), ()), left)
            if paid is not None:
                left[paid.id] -= one.amount
                given = {"date": one.booked_on.isoformat(), "refund_of": f"t{paid.id}"}
                events.append({"id": f"t{one.id}", **given, "amount": decimal_text(one.amount, one.currency)})
                rows.append(one)
    return events, rows


def _accept(vault: Vault, events: Iterable[dict[str, Any]], case: Mapping[str, Any]) -> None:
    """Shops that are known not to take a card did not take it then. What was paid holds any surcharge already."""
    by_shop: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        by_shop.setdefault(event.get("merchant", ""), []).append(event)
    for name, entries in shops.takings(vault, by_shop, case).items():
        taken = [entry for entry in entries if "accepted" in entry]
        for event in by_shop[name] if taken else ():
            event["acceptance"] = taken


def _cards(case: Mapping[str, Any]) -> set[str]:
    """Instruments that only shops take: what they paid could have been paid with another card."""
    kinds = {one["id"]: one["kind"] for one in case["terms"]["products"]}
    card = {"credit_card", "charge_card", "prepaid_card", "wallet"}
    return {one["id"] for one in case["instruments"] if one.get("kind", kinds.get(one.get("product"))) in card}


def _is_open(one: Paid, meant: Meaning) -> bool:
    """Whether another way could have paid: rent, taxes and transfers are rarely paid by card."""
    code = "" if one.category_id is None else meant.codes[one.category_id]
    return code not in _NO_SHOP and (one.channel or channel_of(one.description)) not in _NO_CARD


def _paid_before(one: Paid, earlier: Sequence[Paid], left: Mapping[int, int]) -> Paid | None:
    """The newest purchase that money was given back of; a purchase abroad has another amount there."""
    return next(
        (
            paid
            for paid in reversed(earlier)
            if left[paid.id] >= one.amount
            and one.booked_on - paid.booked_on <= timedelta(days=_REFUND_WITHIN)
            and paid.original_currency in {None, paid.currency}
        ),
        None,
    )


def _foreign(vault: Vault, one: Paid, event: dict[str, Any], home: str) -> dict[str, Any]:
    """A purchase at what the shop asked, in its currency, where a rate of the day is known."""
    if not one.original_amount or one.original_currency in {None, one.currency}:
        return event
    known = rates.reference(vault, home, one.booked_on)
    code = str(one.original_currency)
    if not {code, one.currency} <= set(known):
        return event
    reference = {name: format(known[name].normalize(), "f") for name in {code, one.currency, home}}
    amount = decimal_text(abs(one.original_amount), code)
    return event | {"amount": amount, "currency": code, "rates": {"reference": reference}}


def _past(row: ReplayRow, one: Paid) -> Past:
    card = row.actual.option.split(">")[-1]
    return Past(
        one.id, one.booked_on, one.payee, one.amount, one.currency, card, row.actual, row.fair_best, row.hindsight
    )


def _sums(rows: Iterable[tuple[str, Past]]) -> list[Sums]:
    """Sums by key, in the order of the keys' first rows."""
    found: dict[str, Sums] = {}
    for key, one in rows:
        old = found.get(key, Sums(key, 0, Decimal(0), Decimal(0), Decimal(0)))
        found[key] = replace(
            old, count=old.count + 1, actual=old.actual + one.actual.net, fair=old.fair + one.fair.net,
            hindsight=old.hindsight + one.hindsight.net,
        )  # fmt: skip
    return list(found.values())
