"""What a comparison says: frozen values, all money in home currency (DECIDE section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from hub.domain.decide.usage import Key


class Why(NamedTuple):
    """The arithmetic behind a line: code names the sort of reason, source the rule, offer, coupon … it comes from.

    facts holds decimals, texts and lists of them by name (base, rate, per, units, caps with left_before and
    left_after …), in billing currency unless the name says otherwise.
    """

    code: str
    source: str
    facts: Mapping[str, object]


class Line(NamedTuple):
    """One part of a net. units belong to the programme; None is money."""

    kind: str
    amount: Decimal
    certain: bool
    why: Why
    programme: str | None = None
    units: Decimal | None = None


class Units(NamedTuple):
    """Units of one programme in the certain lines; below break_even home money per unit a rival is better."""

    programme: str
    units: Decimal
    break_even: Decimal | None


@dataclass(frozen=True, slots=True)
class Option:
    """One way to pay with its numbers; lines sum to net_expected, certain ones to net_certain."""

    id: str
    path: tuple[str, ...]
    net_certain: Decimal
    net_expected: Decimal
    low: Decimal
    high: Decimal
    lines: tuple[Line, ...]
    units: tuple[Units, ...]
    flags: tuple[str, ...]
    unknowns: tuple[str, ...]
    coupons: tuple[str, ...] = ()
    portal: str | None = None
    plan: str | None = None
    dcc: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A way to pay that is not possible, with a code of why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every way to pay for one purchase; ranking is groups of ids, best first, ties together."""

    currency: str
    options: tuple[Option, ...]
    ranking: tuple[tuple[str, ...], ...]
    rejected: tuple[Rejected, ...]

    def option(self, name: str) -> Option:
        """The option with an id; KeyError if it is not listed."""
        for option in self.options:
            if option.id == name:
                return option
        raise KeyError(name)


class Chosen(NamedTuple):
    """The path of a purchase in one scenario and its realised net; of a refund, the path and what it took."""

    option: str
    net: Decimal


class ReplayRow(NamedTuple):
    """One event of a history in its three scenarios."""

    id: str
    actual: Chosen
    fair_best: Chosen
    hindsight: Chosen


@dataclass(frozen=True, slots=True)
class Replay:
    """A history replayed: totals of realised nets; hindsight needs knowledge of the future and is unattainable.

    exact: hindsight is the best of all assignments, not only the best found.
    """

    currency: str
    actual: Decimal
    fair_best: Decimal
    hindsight: Decimal
    exact: bool
    rows: tuple[ReplayRow, ...]

    @property
    def missed(self) -> Decimal:
        """What a careful user would have had more."""
        return self.fair_best - self.actual


class Assigned(NamedTuple):
    """The path of one planned purchase and its realised net."""

    id: str
    option: str
    net: Decimal


@dataclass(frozen=True, slots=True)
class PurchasePlan:
    """Planned purchases with their paths; myopic_total is what taking the best path each time would bring.

    No assignment brings more than bound (None: not proven). shadow: home money that one unit more of a cap is worth,
    by counter (`usage.Key`).
    """

    currency: str
    total: Decimal
    myopic_total: Decimal
    exact: bool
    rows: tuple[Assigned, ...]
    bound: Decimal | None = None
    shadow: Mapping[Key, Decimal] = field(default_factory=dict)
