"""Refunds that take back what the purchase earned (`reverse_original`, DECIDE section 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hub.domain.decide.casebook import Path
from hub.domain.decide.exact import ZERO, round_money
from hub.domain.decide.lane import Lane
from hub.domain.decide.situation import Purchase
from hub.domain.decide.tally import Entry, Result
from hub.domain.decide.usage import Key, State

_LOWERED = frozenset(("cap", "product_cap", "rule", "category", "card", "bonus"))
"""Counters that a refund lowers; offers' state, credits and what is available stay."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """What one refund took: its amount in purchase currency, home money by line, changes of the state."""

    amount: Decimal
    net: Decimal
    taken: tuple[Decimal, ...]
    added: Mapping[Key, Decimal]


@dataclass(frozen=True, slots=True)
class _Share:
    """φ: what is refunded so far of the whole price."""

    refunded: Decimal
    whole: Decimal

    @property
    def is_all(self) -> bool:
        return self.refunded >= self.whole

    def of(self, amount: Decimal) -> Decimal:
        return amount if self.is_all else amount * self.refunded / self.whole

    def leaves_below(self, amount: Decimal, least: Decimal) -> bool:
        """Whether amount·(1 − φ) is below a minimum."""
        return self.is_all or amount * (self.whole - self.refunded) < least * self.whole


def reverse(
    purchase: Purchase, lane: Lane, result: Result, amount: Decimal, earlier: Sequence[Reversal], state: State
) -> Reversal:
    """Refund part of a purchase: in total R_home(φ·line) of each reversible line, less what earlier refunds took."""
    tally = result.tally
    if tally is None:
        raise TypeError("a refunded purchase is calculated in full")
    share = _Share(amount + sum((other.amount for other in earlier), ZERO), purchase.amount)
    taken = []
    for number, entry in enumerate(tally.entries):
        before = sum((other.taken[number] for other in earlier), ZERO)
        taken.append(_given_back(entry, share, result.billed, tally.book.home) - before)
    added: dict[Key, Decimal] = {}
    lost = ZERO
    for key, counted in result.added.items():
        if key[0] not in _LOWERED or _is_count_cap(key, lane.path):
            continue
        before = sum((other.added.get(key, ZERO) for other in earlier), ZERO)
        added[key] = -share.of(counted) - before
        if key[0] == "bonus":
            after = state.get(key, ZERO)
            lost += _lost_steps(lane, purchase, result, key, after + added[key], after)
    return Reversal(amount, -sum(taken, ZERO) - lost, tuple(taken), added)


def _given_back(entry: Entry, share: _Share, billed: Decimal, home: str) -> Decimal:
    """What is given back of one line in total."""
    if not entry.certain:
        return ZERO
    if entry.kind in ("reward", "wallet_reward", "benefit_credit"):
        return round_money(share.of(entry.amount), home)
    offer = entry.offer
    if entry.kind != "offer_credit" or offer is None or offer.cumulative:
        return ZERO
    if share.leaves_below(billed, offer.min_spend):
        return entry.amount
    return round_money(share.of(entry.amount), home) if offer.percent else ZERO


def _is_count_cap(key: Key, path: Path) -> bool:
    """Caps that count transactions are not given back."""
    if key[0] not in ("cap", "product_cap"):
        return False
    for hop in path:
        holder = hop.instrument.id if key[0] == "cap" else hop.instrument.product
        if holder == key[1] and hop.version is not None and str(key[2]) in hop.version.caps:
            return hop.version.caps[str(key[2])].basis == "count"
    return False


def _lost_steps(lane: Lane, purchase: Purchase, result: Result, key: Key, low: Decimal, high: Decimal) -> Decimal:
    """What the sign-up steps pay that progress was above and now is not."""
    tally = result.tally
    hops = (hop for seen in lane.route.hops for hop in seen.values())
    bonus = next((hop.bonus for hop in hops if hop.bonus is not None and hop.method.instrument.id == key[1]), None)
    if bonus is None or tally is None:
        return ZERO
    if bonus.terms.programme is None:
        unit = tally.book.reference(lane.path[-1].currency, purchase)
    else:
        unit = tally.unit_value(bonus.terms.programme)
    lost = (reward for threshold, reward in bonus.terms.steps if low < threshold <= high)
    return sum((round_money(reward * unit, tally.book.home) for reward in lost), ZERO)
