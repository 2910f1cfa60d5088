"""A way to pay as the guided dialog asks for it, and as the terms of DECIDE section 2 state it.

The dialog knows one base reward, one reward for a kind of purchase with a cap, and the fee abroad. Everything else
that a product's terms hold (tiers, credits, plans, more rules) is kept as it is.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.domain.account import Account
from hub.services.terms import Instrument

NOTHING, MONEY, POINTS = "nothing", "money", "points"
SPEND, EARNED = "spend", "earned"
_SLUG = re.compile(r"[^a-z0-9]+")
_BONUS_CAP = "bonus-cap"


@dataclass(frozen=True, slots=True)
class Way:
    """What the dialog shows. base, bonus: fractions for money (0.01 = 1 %), units per 1 of spend for points.

    bonus_kind: kind of purchase, "" = no bonus. cap: per month, of what cap_on says; None = without. fx_fee: fraction.
    funding: ids of the instruments that a wallet draws on.
    """

    name: str = ""
    kind: str = "credit_card"
    network: str = ""
    account_id: int | None = None
    earns: str = NOTHING
    programme: str = ""
    base: Decimal = Decimal(0)
    bonus_kind: str = ""
    bonus: Decimal = Decimal(0)
    cap: Decimal | None = None
    cap_on: str = SPEND
    fx_fee: Decimal = Decimal(0)
    funding: tuple[str, ...] = ()


def way_of(instrument: Instrument) -> Way:
    """What the dialog shows of a way to pay that is there."""
    product = instrument.product or {}
    base, bonus = _base(product), _bonus(product)
    programme = str(base.get("programme") or bonus.get("programme") or "")
    cap = _cap(product, bonus)
    rate = _number(base.get("rate"))
    more = _number(bonus.get("rate"))
    kinds = bonus.get("match", {}).get("category", ())
    return Way(
        name=instrument.name,
        kind=instrument.kind or "cash",
        network=str(instrument.document.get("network") or product.get("network") or ""),
        account_id=instrument.account_id,
        earns=POINTS if programme else MONEY if rate or more else NOTHING,
        programme=programme,
        base=rate,
        bonus_kind=kinds[0] if kinds else "",
        bonus=more + rate if bonus.get("kind") == "additive" else more,
        cap=_number(cap["amount"]) if cap else None,
        cap_on=SPEND if not cap or cap["basis"] == "spend" else EARNED,
        fx_fee=_number(product.get("costs", {}).get("fx_fee_rate")),
        funding=tuple(instrument.document.get("funding", ())),
    )


def product_of(way: Way, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """The product's terms after the dialog; before: as they were, None for a new one."""
    made: dict[str, Any] = copy.deepcopy(dict(before or {}))
    for name in ("id", "name", "kind"):
        made.pop(name, None)
    base, bonus = _base(made), _bonus(made)
    others = [one for one in made.get("rules", []) if one is not base and one is not bonus]
    made["rules"] = [*_base_rules(way, base), *_bonus_rules(way, bonus), *others]
    caps = [one for one in made.get("caps", []) if one is not _cap({"caps": made.get("caps", [])}, bonus)]
    if way.earns != NOTHING and way.bonus_kind and way.cap is not None:
        old = _cap(made, bonus) or {}
        basis = "spend" if way.cap_on == SPEND else "units" if way.earns == POINTS else "cash"
        fresh = {"id": _BONUS_CAP, "period": "calendar_month"}
        caps = [{**fresh, **old, "basis": basis, "amount": _text(way.cap)}, *caps]
    made["caps"] = caps
    costs = {key: value for key, value in made.get("costs", {}).items() if key != "fx_fee_rate"}
    made["costs"] = {**costs, "fx_fee_rate": _text(way.fx_fee)} if way.fx_fee else costs
    made.pop("network", None)
    if way.network:
        made["network"] = way.network
    return {key: value for key, value in made.items() if value not in ([], {})}


def details_of(way: Way, before: Mapping[str, Any] | None, account: Account | None) -> dict[str, Any]:
    """The instrument's own facts after the dialog: its statement's days from the account, what a wallet draws on."""
    made = {key: value for key, value in (before or {}).items() if key not in {"id", "product", "kind", "funding"}}
    made.pop("network", None)
    if account is not None and account.statement_day is not None:
        made.setdefault("statement_close_day", "eom" if account.statement_day == 31 else account.statement_day)
        made.setdefault("payment_due_days", account.due_days or 0)
    if way.kind == "wallet":
        made["funding"] = list(way.funding)
        made.setdefault("has_balance", account is not None)
    return made


def free_id(name: str, taken: Sequence[str]) -> str:
    """An id for a new way to pay or programme that nothing has yet."""
    first = _SLUG.sub("-", name.casefold()).strip("-") or "way"
    made, number = first, 2
    while made in taken:
        made, number = f"{first}-{number}", number + 1
    return made


def _base_rules(way: Way, before: Mapping[str, Any]) -> list[dict[str, Any]]:
    if way.earns == NOTHING or not way.base:
        return []
    return [_rule({"id": "base", "kind": "base", **before}, way, way.base)]


def _bonus_rules(way: Way, before: Mapping[str, Any]) -> list[dict[str, Any]]:
    if way.earns == NOTHING or not way.bonus_kind or not way.bonus:
        return []
    made = {"id": "bonus", "kind": "replace", **before}
    rate = way.bonus - way.base if made["kind"] == "additive" else way.bonus
    if rate < 0:  # a bonus below the base can only take its place
        made["kind"], rate = "replace", way.bonus
    made["match"] = {**before.get("match", {}), "category": [way.bonus_kind]}
    caps = [one for one in made.get("caps", []) if one != _BONUS_CAP][1:]
    first = (before.get("caps") or [_BONUS_CAP])[0]
    made["caps"] = [first, *caps] if way.cap is not None else caps
    if not made["caps"]:
        made.pop("caps")
    return [_rule(made, way, rate)]


def _rule(made: dict[str, Any], way: Way, rate: Decimal) -> dict[str, Any]:
    made = {key: value for key, value in made.items() if key != "programme"}
    return {**made, "rate": _text(rate), **({"programme": way.programme} if way.earns == POINTS else {})}


def _base(product: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(
        (one for one in product.get("rules", ()) if one["kind"] == "base" and "rate" in one), {}
    )
    return found


def _bonus(product: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(
        (
            one
            for one in product.get("rules", ())
            if one["kind"] in {"replace", "additive"} and len(one.get("match", {}).get("category", ())) == 1
        ),
        {},
    )
    return found


def _cap(product: Mapping[str, Any], bonus: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The monthly cap of the bonus that the dialog shows."""
    named = list(bonus.get("caps", ()))[:1]
    return next((one for one in product.get("caps", ()) if [one["id"]] == named), None)


def _number(written: object) -> Decimal:
    return Decimal(str(written)) if written is not None else Decimal(0)


def _text(value: Decimal) -> str:
    return format(value.normalize() + 0, "f")
