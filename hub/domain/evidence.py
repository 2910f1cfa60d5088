"""Why a series is believed to be one: what its payments say for and against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hub.domain.bill import Series
from hub.domain.recurring import Payment, cadence_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """count: payments; on_time: those at most three days off their due day; skipped: due days without one;
    doubled: due days with more than one; steps: changes of price; names: different names; least and most: minor units,
    positive."""

    count: int
    since: date
    on_time: int
    skipped: int
    doubled: int
    steps: int
    names: tuple[str, ...]
    least: int
    most: int


def evidence(series: Series, payments: Sequence[Payment]) -> Evidence:
    """What the payments of a series say; payments: oldest first, at least one."""
    cadence = cadence_of(series)
    slots = [cadence.slot_near(one.booked_on) for one in payments]
    near = sum(abs((cadence.due(slot) - one.booked_on).days) <= 3 for slot, one in zip(slots, payments, strict=True))
    filled = set(slots)
    amounts = [abs(one.amount) for one in payments]
    return Evidence(
        count=len(payments),
        since=payments[0].booked_on,
        on_time=near,
        skipped=max(filled) - min(filled) + 1 - len(filled),
        doubled=len(slots) - len(filled),
        steps=max(0, len(series.steps) - 1),
        names=tuple(dict.fromkeys(one.payee for one in payments)),
        least=min(amounts),
        most=max(amounts),
    )
