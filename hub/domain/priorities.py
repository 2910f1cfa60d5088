"""What matters to a person besides money: weights from six questions, and what they add to each way to pay.

The plain ranking by money never reads this; what is added is shown beside it, a line for each thing that matters. Each
way is looked at by itself, so that names, ids, order and other ways change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

COST, CASH_FLOW, PROTECTION, PRIVACY, SIMPLICITY, SMALL_SHOPS = AXES = (
    "cost", "cash_flow", "protection", "privacy", "simplicity", "small_shops",
)  # fmt: skip
QUESTIONS = tuple(zip(AXES, (*AXES[1:], AXES[0]), strict=True))
"""Six pairs in a ring: each thing is weighed against two others."""

FIRST, SECOND, ALIKE = ANSWERS = ("first", "second", "alike")

STEP = Decimal("0.01")
"""A way that is fully good at a thing that matters as much as money counts as if it gave 1 % of the price."""

_POINTS = {FIRST: (2, 0), SECOND: (0, 2), ALIKE: (1, 1)}
_LONGEST = 60
_PROTECTION = {
    "credit_card": "1", "charge_card": "1", "debit_card": "0.6", "prepaid_card": "0.4", "direct_debit": "0.8",
    "wallet": "0.4", "bnpl": "0.4", "bank_transfer": "0.1", "store_credit": "0", "points": "0", "cash": "0",
}  # fmt: skip
"""How well a payment can be taken back: card schemes' chargeback and the eight weeks of a direct debit at the top."""

_PRIVACY = {
    "cash": "1", "store_credit": "0.8", "prepaid_card": "0.5", "bank_transfer": "0.4", "direct_debit": "0.4",
    "debit_card": "0.3", "credit_card": "0.3", "charge_card": "0.3", "points": "0.2", "wallet": "0.2", "bnpl": "0",
}  # fmt: skip
"""How few learn who bought what."""

_KINDNESS = {
    "cash": "1", "bank_transfer": "0.9", "direct_debit": "0.9", "store_credit": "1", "debit_card": "0.7",
    "points": "0.5", "prepaid_card": "0.5", "credit_card": "0.3", "wallet": "0.3", "charge_card": "0.1", "bnpl": "0",
}  # fmt: skip
"""How little of the price the seller pays for being paid: merchant fees by kind, highest for pay later."""


@dataclass(frozen=True, slots=True)
class Way:
    """What is looked at of a way to pay. kinds: of the hops in order. days: until the money leaves.

    staged: a wallet of the path pays by itself, so that the seller and the card do not meet. extras: coupons, portals,
    plans, activations that have to be thought of.
    """

    net: Decimal
    kinds: Sequence[str]
    days: int = 0
    staged: bool = False
    extras: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a way is worth with all that matters: net and what each thing adds, in home money; they sum to total."""

    net: Decimal
    added: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """Net and what is added."""
        return self.net + sum(self.added.values(), Decimal(0))


def weights(answers: Mapping[int, str]) -> dict[str, int] | None:
    """How much each thing matters, 0 to 4 each, 12 together, from the answers by number of question.

    A question that was skipped weighs both alike; None when every one was skipped.
    """
    if not any(answer in _POINTS for answer in answers.values()):
        return None
    found = dict.fromkeys(AXES, 0)
    for number, (first, second) in enumerate(QUESTIONS):
        points = _POINTS.get(answers.get(number, ALIKE), _POINTS[ALIKE])
        found[first] += points[0]
        found[second] += points[1]
    return found


def traits(way: Way) -> dict[str, Decimal]:
    """How good a way is at each thing but cost, 0 to 1."""
    last = way.kinds[-1] if way.kinds else ""
    protection = Decimal(_PROTECTION.get("wallet" if way.staged else last, "0"))
    parties = Decimal("0.1") * max(0, len(way.kinds) - 1)
    return {
        CASH_FLOW: Decimal(min(max(way.days, 0), _LONGEST)) / _LONGEST,
        PROTECTION: protection,
        PRIVACY: max(Decimal(0), Decimal(_PRIVACY.get(last, "0")) - parties),
        SIMPLICITY: max(Decimal(0), 1 - Decimal("0.25") * (max(0, len(way.kinds) - 1) + way.extras)),
        SMALL_SHOPS: Decimal(_KINDNESS.get(last, "0")),
    }


def weighed(way: Way, price: Decimal, matters: Mapping[str, int]) -> Weighed:
    """A way with all that matters, not rounded. price: of the purchase in home money.

    A thing adds price × 1 % × (its weight ÷ that of cost) × how good the way is at it; cost weighs at least 1.
    """
    cost = max(1, matters.get(COST, 0))
    added = {
        axis: price * STEP * matters.get(axis, 0) * good / cost
        for axis, good in traits(way).items()
        if matters.get(axis, 0)
    }
    return Weighed(way.net, added)
