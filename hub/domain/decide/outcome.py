"""From boxes of worlds to the numbers of one option: nets, interval, unknown facts (DECIDE 6.1–6.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from hub.domain.decide.exact import ZERO, round_money
from hub.domain.decide.tally import REVERSIBLE, Entry, Tally
from hub.domain.decide.worlds import NO, Leaf, differing_facts, first_world


class Sums(NamedTuple):
    """What the lines of one box add up to: certain ones that returns take back, others, contingent ones by sign."""

    reversible: Decimal
    other: Decimal
    gains: Decimal
    losses: Decimal


def sums(entries: Iterable[Entry], amount_of: Callable[[Entry], Decimal] | None = None) -> Sums:
    """The sums of lines, or of what amount_of makes of them."""
    reversible = other = gains = losses = ZERO
    for entry in entries:
        amount = entry.amount if amount_of is None else amount_of(entry)
        if not entry.certain:
            if amount > ZERO:
                gains += amount
            else:
                losses += amount
        elif entry.kind in REVERSIBLE:
            reversible += amount
        else:
            other += amount
    return Sums(reversible, other, gains, losses)


class Bounds(NamedTuple):
    """The sums of every box at one value set; full with every benefit that was kept apart."""

    plain: tuple[Sums, ...]
    full: tuple[Sums, ...]


def bounds(leaves: Sequence[Leaf[Tally]], amount_of: Callable[[Entry], Decimal] | None = None) -> Bounds:
    """The sums of boxes, or of what amount_of makes of their lines."""
    plain, full = [], []
    for leaf in leaves:
        found = leaf.result
        own = sums(found.entries, amount_of)
        plain.append(own)
        toggles = [toggle.entry for toggle in found.toggles]
        full.append(sums([*found.entries, *toggles], amount_of) if toggles else own)
    return Bounds(tuple(plain), tuple(full))


class Explored(NamedTuple):
    """All boxes of a payment at value, and their sums at value, at low and at high."""

    leaves: Sequence[Leaf[Tally]]
    domains: Mapping[str, int]
    at: tuple[Bounds, Bounds, Bounds]


def explored_once(leaves: Sequence[Leaf[Tally]], domains: Mapping[str, int]) -> Explored:
    """The same at all value sets: no programme has a range, or nobody asks for the interval."""
    same = bounds(leaves)
    return Explored(leaves, domains, (same, same, same))


class Frame(NamedTuple):
    """What is the same in all worlds: certain money outside the path (coupons), the portal's credit by value set,
    the return probability, the home currency."""

    outside: Decimal
    portal: tuple[Decimal, ...]
    returned: Decimal
    home: str

    @property
    def is_ranged(self) -> bool:
        """Whether the portal's credit has a range."""
        return self.portal[0] != self.portal[1] or self.portal[0] != self.portal[2]

    def totals(self, part: Sums, which: int) -> tuple[Decimal, Decimal, Decimal]:
        """Certain net, expected net and return risk of a box."""
        reversible = part.reversible + self.portal[which]
        certain = self.outside + part.other + reversible
        risk = -round_money(self.returned * reversible, self.home) if self.returned else ZERO
        return certain, certain + part.gains + part.losses + risk, risk


class Outcome(NamedTuple):
    """The numbers of one option. reported is the tally of the reported world, parts its sums, risk its return risk."""

    reported: Tally
    parts: Sums
    certain: Decimal
    expected: Decimal
    risk: Decimal
    low: Decimal
    high: Decimal
    unknowns: tuple[str, ...]


def outcome(explored: Explored, frame: Frame) -> Outcome:
    """The reported world, the interval over all worlds and value sets, and the unknown facts that matter."""
    at_value = explored.at[0]
    totals = [frame.totals(part, 0) for part in at_value.plain]
    position = _reported(explored, totals)
    certain, expected, risk = totals[position]
    reported, parts = explored.leaves[position].result, at_value.plain[position]
    if at_value is explored.at[1] and not frame.is_ranged and len(totals) == 1 and not reported.toggles:
        low = certain + parts.losses + min(risk, ZERO)
        return Outcome(reported, parts, certain, expected, risk, low, certain + parts.gains + max(risk, ZERO), ())
    lows, highs = [], []
    for which, at in enumerate(explored.at):
        for part in at.plain:
            net, _, loss = frame.totals(part, which)
            lows.append(net + part.losses + min(loss, ZERO))
        for part in at.full:
            net, _, gain = frame.totals(part, which)
            highs.append(net + part.gains + max(gain, ZERO))
    return Outcome(reported, parts, certain, expected, risk, min(lows), max(highs), _unknowns(explored, totals))


def _reported(worlds: Explored, totals: Sequence[tuple[Decimal, Decimal, Decimal]]) -> int:
    """The box with the lowest expected, then certain net; of equals the one that holds the first world."""
    if len(totals) == 1:
        return 0
    least = min((expected, certain) for certain, expected, _ in totals)
    equal = [position for position, (certain, expected, _) in enumerate(totals) if (expected, certain) == least]
    if len(equal) == 1:
        return equal[0]
    toggled = {toggle.fact for leaf in worlds.leaves for toggle in leaf.result.toggles}
    domains = {**worlds.domains, **dict.fromkeys(toggled, 0b11)}
    facts = sorted(domains)

    def first(position: int) -> tuple[int, ...]:
        leaf = worlds.leaves[position]
        off = {toggle.fact: NO for toggle in leaf.result.toggles}
        return first_world({**leaf.masks, **off}, domains, facts)

    return min(equal, key=first)


def _unknowns(worlds: Explored, totals: Sequence[tuple[Decimal, Decimal, Decimal]]) -> tuple[str, ...]:
    toggled = {toggle.fact for leaf in worlds.leaves for toggle in leaf.result.toggles}
    if len(totals) == 1:
        return tuple(sorted(toggled))
    boxes = []
    for leaf, (certain, expected, _) in zip(worlds.leaves, totals, strict=True):
        apart = tuple((toggle.fact, toggle.entry.amount, toggle.entry.certain) for toggle in leaf.result.toggles)
        boxes.append((leaf.masks, (certain, expected, apart)))
    return tuple(sorted(toggled | differing_facts(boxes)))
