"""Ranking: a pure function of value (DECIDE 6.6).

What comes in is numbers and ids of the person's own things; issuer, name, commission and catalogue order can't be
known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

TIE_FRACTION = Decimal("0.0005")
"""Options this fraction of the list price apart are ties."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an option is ranked by; extras is the number of coupons and portals."""

    id: str
    path: tuple[str, ...]
    certain: Decimal
    expected: Decimal
    unknowns: int
    extras: int = 0


def tolerance(list_price: Decimal, minor_unit: Decimal) -> Decimal:
    """How far below a group's best an option may be: max(1 minor unit, 0.0005 of the list price), home money."""
    return max(minor_unit, TIE_FRACTION * list_price)


def rank(standings: Sequence[Standing], within: Decimal, preference: Sequence[str]) -> tuple[tuple[Standing, ...], ...]:
    """Groups of ties, best first; inside a group the order of `inside_group`."""
    places = {name: place for place, name in reversed(list(enumerate(preference)))}
    rest = sorted(standings, key=lambda standing: standing.expected, reverse=True)
    groups: list[tuple[Standing, ...]] = []
    start = 0
    while start < len(rest):
        border = rest[start].expected - within
        end = start + 1
        while end < len(rest) and rest[end].expected >= border:
            end += 1
        groups.append(tuple(sorted(rest[start:end], key=lambda standing: inside_group(standing, places))))
        start = end
    return tuple(groups)


def inside_group(standing: Standing, places: dict[str, int]) -> tuple[Decimal, int, int, int, int, str]:
    """Higher certain net, fewer unknowns, shorter path, fewer extras, preference (unlisted last), id."""
    return (
        -standing.certain,
        standing.unknowns,
        len(standing.path),
        standing.extras,
        places.get(standing.path[-1], len(places)),
        standing.id,
    )
