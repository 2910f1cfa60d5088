"""Worlds: the possible values of facts that are not known, split only as far as a calculation asks.

DECIDE 6.1. A world gives each unknown fact one value. Instead of listing worlds, a calculation runs in a *box*: a set
of possible values for each fact, as bits of an integer, the first value in the text's order in the lowest bit. When the
calculation asks something that the box leaves open, the box is split in two and the other half is run later. The
boxes that come out partition all worlds, and inside one box every world gives the same result, so minimum, maximum,
"the first world" and "two worlds that differ only in one fact" are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from hub.domain.errors import CaseError

YES = 0b01
NO = 0b10
EITHER = YES | NO
"""The values of a fact with two values: yes (true, transactor) before no."""

MOST_BOXES = 20_000
"""More boxes than this for one option is refused: a person should state some facts."""

T = TypeVar("T")


class Box:
    """A set of worlds that is narrowed while it is asked. masks holds only the facts asked so far."""

    __slots__ = ("domains", "masks", "pending")

    def __init__(self, masks: dict[str, int], domains: dict[str, int], pending: list[dict[str, int]]) -> None:
        self.masks = masks
        self.domains = domains
        self.pending = pending

    def ask(self, fact: str, wanted: int, domain: int) -> bool:
        """Whether the fact's value is among the wanted; splits the box where both are possible."""
        mask = self.masks.get(fact)
        if mask is None:
            mask = self.domains.setdefault(fact, domain)
        hit = mask & wanted
        if hit == mask:
            return True
        if not hit:
            return False
        self.pending.append({**self.masks, fact: mask & ~wanted})
        self.masks[fact] = hit
        return True

    def ask_yes(self, fact: str) -> bool:
        """Whether a fact with two values is yes."""
        return self.ask(fact, YES, EITHER)


class Leaf(Generic[T]):
    """One box of the partition with the result of its worlds."""

    __slots__ = ("masks", "result")

    def __init__(self, masks: dict[str, int], result: T) -> None:
        self.masks = masks
        self.result = result


def explore(calculate: Callable[[Box], T]) -> tuple[list[Leaf[T]], dict[str, int]]:
    """Every box of a calculation with its result, and all values of the facts that were asked."""
    domains: dict[str, int] = {}
    pending: list[dict[str, int]] = [{}]
    leaves: list[Leaf[T]] = []
    while pending:
        if len(leaves) > MOST_BOXES:
            raise CaseError("too_many_unknown_facts", where={"path": "$"}, facts=sorted(domains))
        box = Box(pending.pop(), domains, pending)
        result = calculate(box)
        leaves.append(Leaf(box.masks, result))
    return leaves, domains


def first_world(masks: Mapping[str, int], domains: Mapping[str, int], facts: Sequence[str]) -> tuple[int, ...]:
    """The first world of a box as a sort key: facts by name, their values as listed (DECIDE 12.8)."""
    worlds = []
    for fact in facts:
        mask = masks.get(fact, domains[fact])
        worlds.append(mask & -mask)
    return tuple(worlds)


def differing_facts(boxes: Sequence[tuple[Mapping[str, int], object]]) -> set[str]:
    """Facts for which two worlds that differ only in it have different results; boxes must be disjoint."""
    found: set[str] = set()
    for position, (masks, result) in enumerate(boxes):
        for other_masks, other in boxes[position + 1 :]:
            if result == other:
                continue
            apart = [fact for fact in masks if fact in other_masks and not masks[fact] & other_masks[fact]]
            if len(apart) == 1:
                found.add(apart[0])
    return found
