"""Terms as the guided form asks for them: "what does this card give you on…", and what it costs.

What the form does not know (tiers, caps, credits, plans, other conditions) is kept as it is.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

KINDS = ("groceries", "fuel", "eating out", "travel", "transport", "shopping", "leisure", "health")
"""Kinds of purchase that the form asks about; a product's own ones come on top."""
_SLUG = re.compile(r"[^a-z0-9]+")
_COSTS = ("fx_fee_rate", "purchase_apr", "annual_fee")


@dataclass(frozen=True, slots=True)
class Guided:
    """programme "" = money. base, kinds: fractions, or points for 1 spent; a kind that is not there is as the base.

    costs: fx_fee_rate and purchase_apr as fractions, annual_fee as money; those that are not 0.
    """

    programme: str = ""
    base: Decimal = Decimal(0)
    kinds: Mapping[str, Decimal] = field(default_factory=dict)
    costs: Mapping[str, Decimal] = field(default_factory=dict)


def guided_of(product: Mapping[str, Any]) -> Guided:
    """What the form shows of a product's terms."""
    base = _base(product)
    rate = _number(base.get("rate"))
    programmes = {str(one.get("programme", "")) for one in (base, *_by_kind(product).values()) if one}
    kinds = {
        kind: _number(rule["rate"]) + (rate if rule["kind"] == "additive" else 0)
        for kind, rule in _by_kind(product).items()
    }
    costs = product.get("costs", {})
    held = {name: _number(costs[name]) for name in _COSTS if name in costs}
    return Guided(next(iter(sorted(programmes, reverse=True)), ""), rate, kinds, held)


def product_of(said: Guided, before: Mapping[str, Any]) -> dict[str, Any]:
    """The product's terms after the form; before: as they were."""
    made: dict[str, Any] = copy.deepcopy(dict(before))
    base, known = _base(made), _by_kind(made)
    rules = [one for one in made.get("rules", []) if one is not base and one not in known.values()]
    if said.base:
        rules.insert(0, _rule({"id": "base", "kind": "base", **base}, said.base, said.programme))
    taken = {one["id"] for one in rules} | {cap["id"] for cap in made.get("caps", ())}
    for kind, rate in said.kinds.items():
        held = known.get(kind)
        if held is None:
            own_id = _free(kind, taken)
            held = {"id": own_id, "kind": "replace", "match": {"category": [kind]}}
        extra = rate - said.base if held["kind"] == "additive" else rate
        if extra < 0:  # less than the base can only take its place
            held, extra = {**held, "kind": "replace"}, rate
        taken.add(held["id"])
        rules.append(_rule(dict(held), extra, said.programme))
    made["rules"] = rules
    costs = {name: value for name, value in made.get("costs", {}).items() if name not in _COSTS}
    made["costs"] = costs | {name: _text(value) for name, value in said.costs.items() if value}
    return {name: value for name, value in made.items() if value not in ([], {})}


def _rule(made: dict[str, Any], rate: Decimal, programme: str) -> dict[str, Any]:
    made = {name: value for name, value in made.items() if name != "programme"}
    return {**made, "rate": _text(rate), **({"programme": programme} if programme else {})}


def _base(product: Mapping[str, Any]) -> Mapping[str, Any]:
    found = (one for one in product.get("rules", ()) if one["kind"] == "base" and "rate" in one and "match" not in one)
    return next(found, {})


def _by_kind(product: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Rules for one kind of purchase and nothing else, by the kind."""
    found: dict[str, Mapping[str, Any]] = {}
    for rule in product.get("rules", ()):
        match = rule.get("match", {})
        is_plain = rule["kind"] in ("replace", "additive") and "rate" in rule and "tiers" not in rule
        if is_plain and list(match) == ["category"] and len(match["category"]) == 1:
            found.setdefault(match["category"][0], rule)
    return found


def _free(kind: str, taken: set[str]) -> str:
    first = _SLUG.sub("-", kind.casefold()).strip("-") or "kind"
    return next(one for one in (first, *(f"{first}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def _number(written: object) -> Decimal:
    return Decimal(str(written)) if written is not None else Decimal(0)


def _text(value: Decimal) -> str:
    return format(value.normalize() + 0, "f")
