"""The plan as a mixed-integer program whose optimum no assignment of paths exceeds (DECIDE section 8).

A program relaxes the exact rules in one direction only: it may promise more than the exact calculation pays, never
less. So a solver's best assignment is a suggestion that the exact calculation judges, and its bound is a proof. What
is modelled: plain rules with spend and unit caps, overflow, float, card offers with their limits, sign-up bonuses, what
is available. A path that needs more stands with its own net where nothing it reads can move; else `is_bound` is False
and there is a suggestion only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from hub.domain.decide.casebook import AT_VALUE, Casebook
from hub.domain.decide.exact import ONE, ZERO, minor_unit, round_money
from hub.domain.decide.lane import Lane
from hub.domain.decide.limits import Limit
from hub.domain.decide.offers import percent_or_fixed
from hub.domain.decide.prepare import Bonus, Deal
from hub.domain.decide.quick import PlainRule, QuickLane, quick_lane
from hub.domain.decide.situation import Purchase
from hub.domain.decide.tally import Dates
from hub.domain.decide.usage import Key, State, bonus_key, granted_key, progress_key, spent_key, uses_key
from hub.domain.decide.walk import Step

Steps = tuple[tuple[Decimal, Decimal], ...]
"""Thresholds of cumulative spend with what reaching each pays, in home money."""


class Row(NamedTuple):
    """One constraint: the sum of factor × column is at most `most`. key is the counter it stands for, if any."""

    terms: list[tuple[int, Decimal]]
    most: Decimal
    key: Key | None = None


@dataclass(slots=True)
class Program:
    """Largest sum of worth × column under the rows; columns lie in 0 … 1, those in `whole` are 0 or 1.

    choices[position] are the columns of the paths of one event: exactly one of them is 1.
    """

    worth: list[Decimal] = field(default_factory=list)
    whole: set[int] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    choices: list[list[int]] = field(default_factory=list)
    is_bound: bool = True

    def column(self, worth: Decimal, *, whole: bool = False) -> int:
        """A new column."""
        self.worth.append(worth)
        number = len(self.worth) - 1
        if whole:
            self.whole.add(number)
        return number


class Solution(NamedTuple):
    """What a solver found: the chosen path of each event by position, a bound on the program (None: not proven), and
    what one unit more of a counter's cap would be worth."""

    chosen: Sequence[int]
    bound: Decimal | None
    shadow: dict[Key, Decimal]


def program_of(book: Casebook, steps: Sequence[Step], opening: State) -> Program:
    """The program of planned purchases (no refunds)."""
    return _Builder(book, opening).build(steps)


class _Counter:
    """What purchases draw from one counter."""

    __slots__ = ("drawn", "left", "slack", "terms")

    def __init__(self, left: Decimal) -> None:
        self.left = left
        self.terms: list[tuple[int, Decimal]] = []
        self.drawn = ZERO
        self.slack = ZERO

    def draw(self, column: int, amount: Decimal) -> None:
        """A column takes its share of an amount."""
        self.terms.append((column, amount))
        self.drawn += amount


class _Apart(NamedTuple):
    """A path split for the program: plain rules, and what is added beside them."""

    quick: QuickLane
    deals: tuple[Deal, ...]
    bonuses: tuple[tuple[str, Bonus], ...]


class _Builder:
    """One program in the making."""

    def __init__(self, book: Casebook, opening: State) -> None:
        self._book = book
        self._opening = opening
        self._cent = minor_unit(book.home)
        self._program = Program()
        self._counters: dict[Key, _Counter] = {}
        self._thresholds: dict[Key, tuple[Steps, list[tuple[int, Decimal]]]] = {}
        self._split: dict[int, _Apart | None] = {}

    def build(self, steps: Sequence[Step]) -> Program:
        for step in steps:
            event = step.event
            if not isinstance(event, Purchase):
                raise TypeError("a plan holds purchases")
            self._program.choices.append([self._lane(lane, event, step.dates) for lane in step.lanes])
        self._close_counters()
        self._close_thresholds()
        return self._program

    def _lane(self, lane: Lane, event: Purchase, dates: Dates) -> int:
        """The column of one path for one purchase."""
        split = self._parts(lane, event)
        if split is None or event.return_probability:
            return self._whole_result(lane, event, dates)
        column = self._program.column(self._floating(split.quick, event, dates), whole=True)
        if event.amount:
            self._rules(split.quick, column, event.amount, dates)
            self._offers(split.deals, lane, column, event.amount)
            for instrument, bonus in split.bonuses:
                steps = tuple((at, self._money(reward, bonus.terms.programme)) for at, reward in bonus.terms.steps)
                self._spend_for(bonus_key(instrument), steps, column, event.amount)
        return column

    def _parts(self, lane: Lane, event: Purchase) -> _Apart | None:
        """A path split, None where it has more than the program models."""
        if id(lane) not in self._split:
            self._split[id(lane)] = self._split_lane(lane, event)
        return self._split[id(lane)]

    def _split_lane(self, lane: Lane, event: Purchase) -> _Apart | None:
        if lane.quick is not None:
            return _Apart(lane.quick, (), ())
        quick = quick_lane(self._book, lane.route, lane.terms, event, apart=True) if lane.available is None else None
        hops = [hop for seen in lane.route.hops for hop in seen.values()]
        if quick is None or any(hop.excluded is not None and (hop.deals or hop.bonus) for hop in hops):
            return None
        bonuses = tuple((hop.method.instrument.id, hop.bonus) for hop in hops if hop.bonus is not None)
        deals = tuple(deal for hop in hops for deal in hop.deals if deal.fact is None)
        waiting = any(not deal.lone for hop in hops for deal in hop.deals if deal.fact is not None)
        tested = any(deal.test is not None for deal in deals) or any(bonus.test is not None for _, bonus in bonuses)
        return None if waiting or tested or quick.slope < ZERO else _Apart(quick, deals, bonuses)

    def _whole_result(self, lane: Lane, event: Purchase, dates: Dates) -> int:
        """A path that is not modelled: what it comes to at the opening, on money that is left."""
        program = self._program
        result = lane.traced(event, dates, self._opening, event.amount)
        if result is None:
            column = program.column(ZERO, whole=True)
            program.rows.append(Row([(column, ONE)], ZERO))
            return column
        column = program.column(result.net, whole=True)
        spent = spent_key(lane.path[-1].instrument.id)
        program.is_bound = program.is_bound and not (result.seen.keys() - {spent})
        if lane.available is not None:
            left = self._counters.setdefault(spent, _Counter(lane.available - self._opening.get(spent, ZERO)))
            left.draw(column, result.added.get(spent, ZERO))
        return column

    def _floating(self, quick: QuickLane, event: Purchase, dates: Dates) -> Decimal:
        if quick.floating is None or not event.amount:
            return ZERO
        return quick.floating(event.amount, dates.on).quantize(self._cent)

    def _rules(self, quick: QuickLane, column: int, amount: Decimal, dates: Dates) -> None:
        """What the rules earn where the path's column is 1."""
        shared: dict[Key, list[int]] = {}
        main = quick.main
        if main is not None:
            within = self._earn(main, column, amount, dates, shared)
            if main.spend and quick.over is not None and main.over_rate is None:
                self._earn(quick.over, self._rest(column, within), amount, dates, shared)
                for limit in main.spend:
                    self._counter(limit, dates, quick.over)
        for rule in quick.others:
            self._earn(rule, column, amount, dates, shared)
        for key, shares in shared.items():
            self._draw_spend(key, column, shares, amount)

    def _earn(self, rule: PlainRule, ceiling: int, amount: Decimal, dates: Dates, shared: dict[Key, list[int]]) -> int:
        """Adds a rule on the share of the amount that the ceiling lets through; gives the share within its caps."""
        within = ceiling
        if rule.spend:
            within = self._at_most(ZERO, ceiling)
            for limit in rule.spend:
                shared.setdefault(self._counter(limit, dates, rule), []).append(within)
        self._pay(rule, within, rule.worth(amount), rule.units_of(amount), dates)
        if rule.spend and rule.over_rate is not None:
            units = rule.over_units_of(amount)
            self._pay(rule, self._rest(ceiling, within), rule.line(units), units, dates)
        return within

    def _pay(self, rule: PlainRule, share: int, worth: Decimal, units: Decimal, dates: Dates) -> None:
        """What a share of the amount is worth, within the unit caps."""
        if not rule.units:
            self._program.worth[share] += worth
            return
        paid = self._at_most(worth, share)
        for limit in rule.units:
            self._counters[self._counter(limit, dates, rule)].draw(paid, units)

    def _draw_spend(self, key: Key, ceiling: int, shares: Sequence[int], amount: Decimal) -> None:
        """A purchase fills a spend cap once, with the largest share that a rule counts."""
        column = shares[0]
        if len(set(shares)) > 1:
            column = self._at_most(ZERO, ceiling)
            self._program.rows.extend(Row([(share, ONE), (column, -ONE)], ZERO) for share in shares)
        self._counters[key].draw(column, amount)

    def _offers(self, deals: Sequence[Deal], lane: Lane, column: int, amount: Decimal) -> None:
        """Credits beside the rules, as if none lowered what the rules earn on."""
        groups: dict[str, list[int]] = {}
        for deal in deals:
            offer = deal.offer
            if offer.cumulative:
                reward = self._money(offer.value, offer.programme)
                self._spend_for(progress_key(offer.id), ((offer.min_spend, reward),), column, amount)
                continue
            if amount < offer.min_spend:
                continue
            credit = percent_or_fixed(offer, amount, lane.path[-1].currency)
            paid = self._at_most(self._money(credit, offer.programme), column)
            row = self._book.case.usage.offers.get(offer.id)
            if row is not None and row.uses_left is not None:
                self._limit(uses_key(offer.id), row.uses_left).draw(paid, ONE)
            if offer.max_credit is not None:
                self._limit(granted_key(offer.id), offer.max_credit).draw(paid, credit)
            if offer.stack_group is not None:
                groups.setdefault(offer.stack_group, []).append(paid)
        for paid_ones in groups.values():
            self._program.rows.append(Row([*((paid, ONE) for paid in paid_ones), (column, -ONE)], ZERO))

    def _limit(self, key: Key, most: Decimal | int) -> _Counter:
        left = Decimal(most) - self._opening.get(key, ZERO)
        counter = self._counters.setdefault(key, _Counter(max(ZERO, left)))
        counter.slack = max(counter.slack, self._cent)
        return counter

    def _counter(self, limit: Limit, dates: Dates, rule: PlainRule) -> Key:
        key = limit.key(dates)
        counter = self._counters.setdefault(key, _Counter(max(ZERO, limit.amount - self._opening.get(key, ZERO))))
        counter.slack = max(counter.slack, rule.parted)
        return key

    def _spend_for(self, key: Key, steps: Steps, column: int, amount: Decimal) -> None:
        self._thresholds.setdefault(key, (steps, []))[1].append((column, amount))

    def _close_counters(self) -> None:
        """A row for each cap that can run out. The one purchase that runs it out is paid in parts, whose roundings may
        give more than their share of the whole: a column of its own, which opens as the cap fills."""
        for key, counter in self._counters.items():
            if counter.drawn <= counter.left:
                continue
            self._program.rows.append(Row(counter.terms, counter.left, key))
            if counter.left:
                rounded = self._program.column(counter.slack)
                drawn = [(column, -amount) for column, amount in counter.terms]
                self._program.rows.append(Row([(rounded, counter.left), *drawn], ZERO))

    def _close_thresholds(self) -> None:
        """A step pays where the spend on all paths reaches it."""
        for key, (steps, spends) in self._thresholds.items():
            before = self._opening.get(key, ZERO)
            for threshold, reward in steps:
                if threshold > before:
                    step = self._program.column(reward, whole=True)
                    rest = [(column, -amount) for column, amount in spends]
                    self._program.rows.append(Row([(step, threshold - before), *rest], ZERO))

    def _money(self, reward: Decimal, programme: str | None) -> Decimal:
        unit = ONE if programme is None else self._book.value(programme).at[AT_VALUE]
        return round_money(reward * unit, self._book.home)

    def _at_most(self, worth: Decimal, ceiling: int) -> int:
        """A column that is never above another one."""
        column = self._program.column(worth)
        self._program.rows.append(Row([(column, ONE), (ceiling, -ONE)], ZERO))
        return column

    def _rest(self, whole: int, part: int) -> int:
        """A column that is at most what a part leaves of another one."""
        column = self._program.column(ZERO)
        self._program.rows.append(Row([(column, ONE), (part, ONE), (whole, -ONE)], ZERO))
        return column
