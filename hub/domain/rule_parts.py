"""Parts that a rule splits a transaction into: by percent, by amount, and the rest.

Amounts are exact: a percentage is rounded half away from zero to the minor unit, and the last part takes what is left,
so that the parts always add up to the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hub.domain.errors import LedgerError
from hub.domain.money import digits_of, parse_decimal

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class RulePart:
    """One part: percent of the whole, or an amount in whole units without sign, or (neither of them) the rest."""

    category_id: int | None
    percent: Decimal | None = None
    amount: Decimal | None = None
    note: str = ""


def check(parts: Sequence[RulePart]) -> None:
    """LedgerError at "part" (1 is the first) when the parts can't make up a whole."""
    for at, part in enumerate(parts, 1):
        share = part.percent if part.percent is not None else part.amount
        if part.percent is not None and part.amount is not None:
            raise LedgerError("rule_part_is_two", where={"part": at})
        if share is not None and share <= 0:
            raise LedgerError("rule_part_not_positive", where={"part": at})
        if share is None and at < len(parts):
            raise LedgerError("rule_rest_not_last", where={"part": at})
    if len(parts) == 1:
        raise LedgerError("rule_needs_two_parts", where={"part": 1})
    percent = sum((part.percent for part in parts if part.percent is not None), Decimal())
    has_others = any(part.percent is None for part in parts)
    if parts and (percent > WHOLE or (percent == WHOLE and has_others) or (percent != WHOLE and not has_others)):
        raise LedgerError("rule_parts_do_not_add_up", where={"part": len(parts)}, total=percent)
    if parts and all(part.amount is not None for part in parts):
        raise LedgerError("rule_needs_a_rest", where={"part": len(parts)})


def shares(parts: Sequence[RulePart], amount: int, currency: str) -> tuple[int, ...] | None:
    """Minor units of each part of an amount, with its sign; None when they don't fit into the whole."""
    sign, whole = (-1 if amount < 0 else 1), abs(amount)
    found = [_share(part, whole, currency) for part in parts[:-1]]
    rest = whole - sum(found)
    last = parts[-1] if parts else None
    if last is None or rest <= 0 or 0 in found or (last.amount is not None and _share(last, whole, currency) != rest):
        return None
    return tuple(sign * share for share in (*found, rest))


def _share(part: RulePart, whole: int, currency: str) -> int:
    exact = (part.amount or Decimal()).scaleb(digits_of(currency))
    if part.percent is not None:
        exact = whole * part.percent / WHOLE
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_json(parts: Sequence[RulePart]) -> list[dict[str, object]]:
    """As they are kept: numbers as text."""
    return [
        {
            "category": part.category_id,
            "percent": None if part.percent is None else f"{part.percent:f}",
            "amount": None if part.amount is None else f"{part.amount:f}",
            "note": part.note,
        }
        for part in parts
    ]


def from_json(kept: Sequence[Mapping[str, object]]) -> tuple[RulePart, ...]:
    """The parts from what was kept."""
    return tuple(
        RulePart(
            category if isinstance(category := one.get("category"), int) else None,
            _number(one.get("percent")),
            _number(one.get("amount")),
            str(one.get("note") or ""),
        )
        for one in kept
    )


def _number(kept: object) -> Decimal | None:
    return None if kept is None else parse_decimal(str(kept))
