"""How good forecasts of made-up households are, beside two naive ones, and how many outcomes the bands hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from livings import CARD, CURRENT, SAVINGS, START, WALLET, Living

from hub.domain import backtest
from hub.domain.conformal import LEVELS, limits
from hub.domain.past import pasts
from hub.domain.projection import Group
from hub.domain.recurring import find_series

END = date(2025, 6, 30)
AHEAD = 30
WINDOW = 1098
"""Days of history that a forecast sees, as the program's."""


@dataclass
class Scores:
    """errors: by who and whose account, absolute, in cents, at 30 days; held: by account, days ahead and level."""

    errors: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    held: dict[tuple[str, int, int], list[bool]] = field(default_factory=lambda: defaultdict(list))

    def mean(self, who: str, of: str) -> float:
        return sum(self.errors[who, of]) / len(self.errors[who, of])

    def gain(self, of: str) -> float:
        """By what share the forecast is better than the better of the naive ones."""
        return 1 - self.mean("coffer", of) / min(self.mean("last month", of), self.mean("last year", of))

    def coverage(self, level: int, ahead: int = AHEAD) -> float:
        found = [hit for (_of, days, of_level), hits in self.held.items() for hit in hits
                 if (days, of_level) == (ahead, level)]  # fmt: skip
        return sum(found) / len(found)


def score(seeds: Iterable[int], backs: Iterable[int]) -> Scores:
    """Forecasts made so many days before the last one that can be judged, each knowing only what was before it."""
    scores = Scores()
    backs = tuple(backs)
    for seed in seeds:
        house = Living(seed, END)
        for back in backs:
            _score(scores, house, END - timedelta(AHEAD + 1 + back))
    return scores


def _score(scores: Scores, house: Living, today: date) -> None:
    known = [one for one in house.payments if one.booked_on <= today]
    by_id = {one.id: one for one in known}
    series = [(one, [by_id[at] for at in one.transaction_ids]) for one in find_series(known, today, with_ended=True)]
    origin = today.toordinal()
    seen = {one.account.id: one for one in pasts(
        house.flows(today), series, max(START.toordinal(), origin - WINDOW), origin)}  # fmt: skip
    tested = backtest.run(list(seen.values()))
    ahead = Group(list(seen.values()), [origin], AHEAD).project(origin, AHEAD)
    came = {days: {one.account.id: one.balance for one in house.flows(today + timedelta(days))} for days in (7, AHEAD)}
    cards = {"card": [CARD]} if house.has_card else {}
    whole = {"total": [CURRENT, CARD, SAVINGS, WALLET], "current": [CURRENT], "wallet": [WALLET], **cards}
    for of, numbers in whole.items():

        def change(first: int, last: int, among: tuple[int, ...] = tuple(numbers)) -> int:
            return sum(seen[one].balance(last) - seen[one].balance(first) for one in among)

        outcome = sum(came[AHEAD][one] for one in numbers)
        balance = sum(seen[one].balance(origin) for one in numbers)
        foreseen = sum(ahead[one][AHEAD - 1] for one in numbers)
        scores.errors["coffer", of].append(abs(outcome - foreseen))
        scores.errors["last month", of].append(abs(outcome - balance - change(origin - AHEAD, origin)))
        scores.errors["last year", of].append(abs(outcome - balance - change(origin - 364, origin - 364 + AHEAD)))
        rows = tested.together(numbers) if len(numbers) > 1 else tested.of(seen[numbers[0]])
        spread = limits(backtest.by_horizon(rows), AHEAD)
        for days in (7, AHEAD):
            off = sum(came[days][one] - ahead[one][days - 1] for one in numbers)
            for level, (low, high) in zip(LEVELS, spread[days - 1], strict=True):
                scores.held[of, days, level].append(low <= off <= high)
