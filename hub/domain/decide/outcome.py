"""From boxes of worlds to the numbers of one option: nets, interval, unknown facts (DECIDE 6.1–6.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hub.domain.decide.exact import ZERO, round_money
from hub.domain.decide.tally import REVERSIBLE, Entry, Tally
from hub.domain.decide.worlds import NO, Leaf, differing_facts, first_world


@dataclass(frozen=True, slots=True)
class Sums:
    """What the lines of one box add up to: certain ones that returns take back, others, contingent ones by sign."""

    reversible: Decimal
    other: Decimal
    gains: Decimal
    losses: Decimal


def sums(entries: Sequence[Entry]) -> Sums:
    """The sums of lines."""
    reversible = other = gains = losses = ZERO
    for entry in entries:
        if not entry.certain:
            if entry.amount > ZERO:
                gains += entry.amount
            else:
                losses += entry.amount
        elif entry.kind in REVERSIBLE:
            reversible += entry.amount
        else:
            other += entry.amount
    return Sums(reversible, other, gains, losses)


@dataclass(frozen=True, slots=True)
class Explored:
    """All boxes of a payment at one value set; with_toggles adds every benefit that was kept apart."""

    leaves: Sequence[Leaf[Tally]]
    domains: Mapping[str, int]
    plain: tuple[Sums, ...] = field(init=False)
    full: tuple[Sums, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Add the lines up once: they are the same with every portal."""
        plain = tuple(sums(leaf.result.entries) for leaf in self.leaves)
        full = tuple(
            sums([*leaf.result.entries, *(toggle.entry for toggle in leaf.result.toggles)])
            if leaf.result.toggles
            else plain[position]
            for position, leaf in enumerate(self.leaves)
        )
        object.__setattr__(self, "plain", plain)
        object.__setattr__(self, "full", full)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same in all worlds: certain money outside the path (coupons), the portal's credit by value set,
    the return probability, the home currency."""

    outside: Decimal
    portal: tuple[Decimal, ...]
    returned: Decimal
    home: str

    def totals(self, part: Sums, which: int) -> tuple[Decimal, Decimal, Decimal]:
        """Certain net, expected net and return risk of a box."""
        reversible = part.reversible + self.portal[which]
        certain = self.outside + part.other + reversible
        risk = -round_money(self.returned * reversible, self.home) if self.returned else ZERO
        return certain, certain + part.gains + part.losses + risk, risk


@dataclass(frozen=True, slots=True)
class Outcome:
    """The numbers of one option. reported is the tally of the reported world, parts its sums, risk its return risk."""

    reported: Tally
    parts: Sums
    certain: Decimal
    expected: Decimal
    risk: Decimal
    low: Decimal
    high: Decimal
    unknowns: tuple[str, ...]


def outcome(explored: Sequence[Explored], frame: Frame) -> Outcome:
    """The reported world, the interval over all worlds and value sets, and the unknown facts that matter.

    explored holds one element (no programme has a range) or three, at value, low and high.
    """
    at_value = explored[0]
    totals = [frame.totals(part, 0) for part in at_value.plain]
    position = _reported(at_value, totals)
    certain, expected, risk = totals[position]
    lows, highs = [], []
    for which, worlds in enumerate(explored):
        for part in worlds.plain:
            net, _, loss = frame.totals(part, which)
            lows.append(net + part.losses + min(loss, ZERO))
        for part in worlds.full:
            net, _, gain = frame.totals(part, which)
            highs.append(net + part.gains + max(gain, ZERO))
    reported, parts = at_value.leaves[position].result, at_value.plain[position]
    return Outcome(reported, parts, certain, expected, risk, min(lows), max(highs), _unknowns(at_value, totals))


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
