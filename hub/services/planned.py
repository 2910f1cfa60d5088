"""Planned purchases: a list that is kept, assigned to ways to pay so that caps, thresholds and limits serve it best.

The assignment is worked out when it is asked for, from what is used on that day; nothing of it is stored but the list
and what is ticked off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hub.domain.decide import parse, plan
from hub.domain.decide.model import PurchasePlan
from hub.domain.decide.planning import cap_values
from hub.domain.errors import CaseError, HubError
from hub.services import decide, shops
from hub.services.decide import Purchase
from hub.services.optimum import solve
from hub.services.terms import instruments
from storage import paying, settings
from storage.vault import Vault

TOPICS = ("planned",)
_SHARE = Decimal("0.0001")
_FEW = 40
"""Purchases up to which the worth of a cap is found by planning again; beyond, the solver's own prices are shown."""

_MORE = {"spend": 10, "units": 10}
"""Units by which a cap is enlarged to see what it is worth: roundings to a cent must not hide it."""

_ANY_SHOP = "*"
"""Offers of every shop belong to a plan: each purchase says its own."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A purchase on the list; done_on: the day it was ticked off."""

    id: int
    name: str
    purchase: Purchase
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A planned purchase with the way to pay it: path by instrument ids, and its realised net in home money."""

    planned: Planned
    path: tuple[str, ...]
    net: Decimal


@dataclass(frozen=True, slots=True)
class CapWorth:
    """What one unit more of a cap would add to the plan, in home money. basis: spend, units, cash or count."""

    instrument: str
    cap: str
    basis: str
    worth: Decimal


@dataclass(frozen=True, slots=True)
class Ahead:
    """The plan of what is open on the list. alone: what the best way each time would bring.

    gap: no plan is better by more than this share of the total (0: proven best), None where nothing is proven.
    names: of instruments by id. case: the document, so that it can be looked at and repeated.
    """

    currency: str
    steps: tuple[Step, ...]
    total: Decimal
    alone: Decimal
    gap: Decimal | None
    caps: tuple[CapWorth, ...]
    names: Mapping[str, str]
    case: Mapping[str, Any]
    plan: PurchasePlan
    done: tuple[Planned, ...]


def listed(vault: Vault) -> list[Planned]:
    """Everything on the list by day, also what is ticked off."""
    with vault.read() as connection:
        return [_planned(row) for row in paying.all_planned(connection)]


def add(vault: Vault, name: str, purchase: Purchase) -> int:
    """Put a purchase on the list; its id. CaseError for an amount that is not above zero."""
    values = _values(name, purchase)
    with vault.write("add_planned", values={"name": values["name"]}, topics=TOPICS) as write:
        return paying.add_planned(write.connection, **values)


def change(vault: Vault, planned_id: int, name: str, purchase: Purchase) -> None:
    """Change a purchase of the list."""
    values = _values(name, purchase)
    with vault.write("change_planned", values={"name": values["name"]}, topics=TOPICS) as write:
        _found(paying.change_planned(write.connection, planned_id, **values), planned_id)


def tick(vault: Vault, planned_id: int, on: date | None) -> None:
    """Tick a purchase off on a day; None: it is open again."""
    with vault.write("tick_planned", values={}, topics=TOPICS) as write:
        _found(paying.change_planned(write.connection, planned_id, done_on=on), planned_id)


def remove(vault: Vault, planned_id: int) -> None:
    """Take a purchase off the list; can be undone."""
    with vault.write("remove_planned", values={}, topics=TOPICS) as write:
        _found(paying.remove_planned(write.connection, planned_id), planned_id)


def case_of(vault: Vault, today: date) -> dict[str, Any]:
    """The case document (`coffer-case/1`) of what is open on the list; days that are over count as today."""
    with vault.read() as connection:
        home = settings.load(connection).home_currency
    open_ = [one for one in listed(vault) if one.done_on is None]
    if not open_:
        raise HubError("nothing_planned", next_step="plan_a_purchase")
    case = decide.case_of(vault, Purchase(Decimal(1), home, today, merchant=_ANY_SHOP))
    if not case["instruments"]:
        raise CaseError("no_instruments", next_step="add_instrument")
    events, reference = list[dict[str, Any]](), dict[str, str]()
    taken = shops.takings(vault, (one.purchase.merchant for one in open_), case)
    for one in open_:
        event = decide.document(one.purchase)
        event |= {"id": f"p{one.id}", "date": max(one.purchase.on, today).isoformat()}
        if one.purchase.merchant in taken:
            event["acceptance"] = taken[one.purchase.merchant]
        reference |= decide.reference(vault, one.purchase, home)["reference"]
        events.append(event)
    case["situation"] = {"rates": {"reference": reference}, "planned": events}
    return case


def ahead(vault: Vault, today: date) -> Ahead:
    """The best assignment of what is open on the list. CaseError where the list is empty or nothing can pay."""
    document = case_of(vault, today)
    parsed = parse(document)
    found = plan(parsed, solve)
    by_id = {f"p{one.id}": one for one in listed(vault)}
    steps = [Step(by_id[row.id], tuple(row.option.split(">")), row.net) for row in found.rows]
    binding = _caps(found.shadow or cap_values(parsed, solve), document)
    if len(found.rows) <= _FEW:
        binding = _exactly(binding, document, found.total)
    return Ahead(
        found.currency,
        tuple(sorted(steps, key=lambda step: (step.planned.purchase.on, step.planned.id))),
        found.total,
        found.myopic_total,
        _gap(found),
        binding,
        {one.id: one.name for one in instruments(vault)},
        document,
        found,
        tuple(one for one in by_id.values() if one.done_on is not None),
    )


def _gap(found: PurchasePlan) -> Decimal | None:
    if found.exact:
        return Decimal(0)
    if found.bound is None:
        return None
    if not found.total:
        return None if found.bound > 0 else Decimal(0)
    return max(Decimal(0), (found.bound - found.total) / abs(found.total)).quantize(_SHARE)


def _caps(shadow: Mapping[Any, Decimal], case: Mapping[str, Any]) -> tuple[CapWorth, ...]:
    """The caps that bind, the most valuable first."""
    product_of = {one["id"]: one.get("product") for one in case["instruments"]}
    caps = {(one["id"], cap["id"]): cap for one in case["terms"]["products"] for cap in one.get("caps", ())}
    found = []
    for key, worth in shadow.items():
        kind, holder, cap_id = str(key[0]), str(key[1]), str(key[2]) if len(key) > 2 else ""
        product = holder if kind == "product_cap" else product_of.get(holder)
        cap = caps.get((product, cap_id))
        if kind in {"cap", "product_cap"} and cap is not None:
            name = holder if kind == "cap" else next(one for one, held in product_of.items() if held == holder)
            found.append(CapWorth(name, cap_id, cap["basis"], worth))
    best: dict[tuple[str, str], CapWorth] = {}
    for one in sorted(found, key=lambda one: -one.worth):
        best.setdefault((one.instrument, one.cap), one)
    return tuple(best.values())


def _exactly(caps: Iterable[CapWorth], case: Mapping[str, Any], total: Decimal) -> tuple[CapWorth, ...]:
    """What some units more of a cap really add: the plan once more with the larger cap. Those that add nothing go."""
    product_of = {one["id"]: one.get("product") for one in case["instruments"]}
    found = []
    for one in caps:
        more = _MORE.get(one.basis, 1)
        products = [
            product | {"caps": [_larger(cap, more) if cap["id"] == one.cap else cap for cap in product["caps"]]}
            if product["id"] == product_of[one.instrument] and "caps" in product
            else product
            for product in case["terms"]["products"]
        ]
        larger = parse({**case, "terms": {**case["terms"], "products": products}})
        worth = (plan(larger, solve).total - total) / more
        if worth > 0:
            found.append(replace(one, worth=worth))
    return tuple(sorted(found, key=lambda one: (-one.worth, one.instrument, one.cap)))


def _larger(cap: Mapping[str, Any], more: int) -> dict[str, Any]:
    return {**cap, "amount": format(Decimal(str(cap["amount"])) + more, "f")}


def _values(name: str, purchase: Purchase) -> dict[str, Any]:
    if purchase.amount <= 0:
        raise CaseError("amount_not_positive", where={"field": "amount"})
    facts = ("currency", "on", "merchant", "category", "mcc", "country", "channel", "contactless")
    shown = name.strip() or purchase.merchant or purchase.category
    found: dict[str, Any] = {fact: getattr(purchase, fact) for fact in facts}
    return found | {"name": shown, "amount": format(purchase.amount, "f")}


def _planned(row: Mapping[str, Any]) -> Planned:
    facts = ("currency", "on", "merchant", "category", "mcc", "country", "channel", "contactless")
    purchase = Purchase(Decimal(row["amount"]), **{fact: row[fact] for fact in facts})
    return Planned(row["id"], row["name"], purchase, row["done_on"])


def _found(rows: int, planned_id: int) -> None:
    if not rows:
        raise HubError("no_such_planned", where={"planned": planned_id})
