"""What would change the order: the same purchase compared again with one fact turned. Runs on workers.

Facts that nobody stated come first, then what the person could do, then what may have happened meanwhile. A change
is told only where another way to pay would be first.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.domain.decide.model import Comparison, Option
from hub.domain.errors import CaseError, NotYet
from hub.domain.progress import Progress
from hub.services import cases
from ui.payment.ranking import earner_of, product_of
from ui.payment.reading import Answer, Ground

_MOST = 4
_TINY = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Change:
    """code: what is turned, about: what it is about (kind, card, offer, cap, programme), rate: of interest or a unit.

    first: the way that would be first, with its net; before: the net of the way that is first now, None = not possible.
    """

    code: str
    about: str
    first: Option
    net: Decimal
    before: Decimal | None
    rate: Decimal | None = None


def changes(answer: Answer, ground: Ground, progress: Progress) -> list[Change]:
    """At most a handful of them."""
    if not answer.comparison.ranking:
        return []
    best = answer.comparison.option(answer.comparison.ranking[0][0])
    found: list[Change] = []
    for code, about, case, rate in _turned(answer, ground, best):
        progress(0, 0, "comparing")
        try:
            other = cases.compare(case)
        except (CaseError, NotYet):
            continue  # this world is no case: nothing is told about it
        change = _change(code, about, other, best, rate)
        if change is not None:
            found.append(change)
        if len(found) == _MOST:
            break
    return found


def _change(code: str, about: str, other: Comparison, best: Option, rate: Decimal | None) -> Change | None:
    if not other.ranking or best.id in other.ranking[0]:
        return None
    first = other.option(other.ranking[0][0])
    before = next((one.net_expected for one in other.options if one.id == best.id), None)
    return Change(code, about, first, first.net_expected, before, rate)


_Turned = Iterator[tuple[str, str, dict[str, Any], Decimal | None]]


def _turned(answer: Answer, ground: Ground, best: Option) -> _Turned:
    case = answer.compared.case
    unknowns = {fact for option in answer.comparison.options for fact in option.unknowns}
    yield from _facts(case, answer, ground, unknowns)
    for fact in sorted(unknowns):
        kind, *ids = fact.split(":")
        if kind == "activation" and len(ids) == 2:
            turned = copy.deepcopy(dict(case))
            turned["usage"].setdefault("activations", []).append({"id": ids[1], "state": "yes"})
            yield "activated", ids[1], turned, None
    yield from _values(case, answer.comparison, best)
    yield from _caps(case, best)
    yield from _carried(case, best)


def _facts(case: Mapping[str, Any], answer: Answer, ground: Ground, unknowns: set[str]) -> _Turned:
    said = answer.compared.purchase
    if said.contactless is not False:
        yield "no_contactless", "", _with(case, contactless=False), None
    if said.contactless is None:
        yield "contactless", "", _with(case, contactless=True), None
    if unknowns & {"mcc", "category"} or "what" in answer.situation.assumed:
        for kind in ground.known.categories:
            if kind != said.category:
                turned = _with(case, category=kind)
                turned["situation"]["purchase"].pop("mcc", None)
                yield "counts_as", kind, turned, None


def _values(case: Mapping[str, Any], found: Comparison, best: Option) -> _Turned:
    """Units that are worth more to the person, or less: past the value at which the order turns."""
    for option in found.options:
        for units in option.units:
            if units.break_even is None:
                continue
            is_less = any(one.programme == units.programme for one in best.units)
            past = units.break_even - _TINY if is_less else units.break_even + _TINY
            if (is_less and option.id != best.id) or past <= 0:
                continue
            turned = copy.deepcopy(dict(case))
            turned["profile"].setdefault("point_values", {})[units.programme] = {"value": f"{past:f}"}
            yield "worth_less" if is_less else "worth_more", units.programme, turned, units.break_even


def _caps(case: Mapping[str, Any], best: Option) -> _Turned:
    """Payments that are not imported yet may have used up what is left of the caps."""
    for line in best.lines:
        used = line.why.facts.get("caps")
        if not isinstance(used, list) or not used:
            continue
        hop, rule = earner_of(line, best, case)
        amounts = {cap["id"]: cap["amount"] for cap in product_of(hop, case).get("caps", ())}
        for one in used:
            amount = amounts.get(one.get("cap"))
            if amount is not None:
                turned = copy.deepcopy(dict(case))
                row = {"instrument": hop, "counter": one["cap"], "used": amount}
                kept = [
                    old
                    for old in turned["usage"].get("counters", [])
                    if (old.get("instrument"), old["counter"]) != (hop, one["cap"])
                ]
                turned["usage"]["counters"] = [*kept, row]
                kinds = rule.get("match", {}).get("category", ())
                yield "cap_used", kinds[0] if kinds else hop, turned, None


def _carried(case: Mapping[str, Any], best: Option) -> _Turned:
    """A card whose bill is not paid in full costs interest."""
    last = best.path[-1]
    rate = product_of(last, case).get("costs", {}).get("purchase_apr")
    if rate is not None and Decimal(str(rate)):
        turned = copy.deepcopy(dict(case))
        turned["profile"].setdefault("payer", {})[last] = {"state": "revolver"}
        yield "carried", last, turned, Decimal(str(rate))


def _with(case: Mapping[str, Any], **facts: object) -> dict[str, Any]:
    turned = copy.deepcopy(dict(case))
    turned["situation"]["purchase"].update(facts)
    return turned
