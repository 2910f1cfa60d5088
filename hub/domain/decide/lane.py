"""One path of a dated purchase, ready to be calculated again and again while the state moves (DECIDE section 7).

Purchases that look alike (same stretch of days, same facts) share their lanes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from hub.domain.decide.calculate import Payment, calculate
from hub.domain.decide.casebook import AT_VALUE, Casebook, Method, Path, without_product
from hub.domain.decide.charges import Bill, Conditions, bill, conditions
from hub.domain.decide.exact import ZERO
from hub.domain.decide.facts import View
from hub.domain.decide.outcome import Frame, explored_once, outcome
from hub.domain.decide.possible import outside_limits, path_id, rejection
from hub.domain.decide.quick import QuickLane, quick_lane
from hub.domain.decide.route import Route, Routes
from hub.domain.decide.situation import Purchase
from hub.domain.decide.tally import Dates, Result, Tally
from hub.domain.decide.usage import Key, Readable, spent_key
from hub.domain.decide.worlds import Box, explore


@dataclass(slots=True, eq=False)
class Lane:
    """A path for purchases that look alike. forced: the path really used, which is calculated even if rejected.

    tie is how lanes of one group are ordered after certain net and unknown facts (DECIDE 6.6).
    """

    book: Casebook
    id: str
    path: Path
    route: Route
    terms: Conditions
    tie: tuple[int, int, int, str]
    available: Decimal | None
    forced: bool
    quick: QuickLane | None

    def result(
        self,
        purchase: Purchase,
        dates: Dates,
        state: Readable,
        price: Decimal,
        *,
        full: bool = False,
        sure: bool = False,
    ) -> Result | None:
        """The result of a price in a state; None where the price is not possible on this path.

        full: with everything that a refund needs. sure: the path was taken, limits don't count any more. A quick
        result does not say what it read: `traced` does.
        """
        if self.quick is not None and not full and not purchase.return_probability:
            return self.quick(price, dates, state)
        free = self.forced or sure
        if not free and outside_limits(price, self.terms):
            return None
        billing = bill(self.book, purchase, self.path, price, self.terms, dcc=False)
        seen: dict[Key, Decimal] = {}
        if self.available is not None:
            key = spent_key(self.path[-1].instrument.id)
            seen[key] = state.get(key, ZERO)
            if not free and billing.billed + billing.fee > self.available - seen[key]:
                return None
        return self._explored(purchase, dates, state, billing, seen)

    def traced(
        self,
        purchase: Purchase,
        dates: Dates,
        state: Readable,
        price: Decimal,
        *,
        full: bool = False,
        sure: bool = False,
    ) -> Result | None:
        """The result with what was read of the state."""
        result = self.result(purchase, dates, state, price, full=full, sure=sure)
        if result is not None and result.tally is None and self.quick is not None:
            result.seen = self.quick.reads(dates, state)
        return result

    def _explored(
        self, purchase: Purchase, dates: Dates, state: Readable, billing: Bill, seen: dict[Key, Decimal]
    ) -> Result:
        payment = Payment(self.route, billing, toggles=purchase.return_probability <= 1)

        def run(box: Box) -> Tally:
            tally = Tally(self.book, state, dates, AT_VALUE)
            calculate(payment, tally, box)
            return tally

        leaves, domains = explore(run)
        frame = Frame(ZERO, (ZERO,) * 3, purchase.return_probability, self.book.home)
        found = outcome(explored_once(leaves, domains), frame)
        for leaf in leaves:
            seen.update(leaf.result.seen)
        tally = found.reported
        return Result(
            found.expected,
            found.certain,
            len(found.unknowns),
            found.certain + tally.bonus,
            found.parts.reversible + tally.bonus,
            tally.added,
            seen,
            tally,
            billing.billed,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """The lanes of purchases that look alike; quick ones apart, the steepest first.

    A quick lane comes with the largest slack of itself and those after it: where slope·amount + slack can't come
    close to the best so far, the rest can't either.
    """

    lanes: tuple[Lane, ...]
    full: tuple[Lane, ...]
    quick: tuple[tuple[QuickLane, Decimal, Lane], ...]


def board_of(lanes: Sequence[Lane]) -> Board:
    """A board of lanes."""
    quick = [(lane.quick, lane) for lane in lanes if lane.quick is not None]
    quick.sort(key=lambda pair: pair[0].slope, reverse=True)
    slack = ZERO
    steepest: list[tuple[QuickLane, Decimal, Lane]] = []
    for own, lane in reversed(quick):
        slack = max(slack, own.slack)
        steepest.append((own, slack, lane))
    return Board(tuple(lanes), tuple(lane for lane in lanes if lane.quick is None), tuple(reversed(steepest)))


_facts = attrgetter(
    "actual", "mcc", "mcc_candidates", "category", "merchant", "country", "channel", "contactless", "currency",
    "acceptance",
)  # fmt: skip
"""What lanes depend on besides the day."""


class Lanes:
    """The possible paths of every purchase of a history or plan."""

    def __init__(self, book: Casebook) -> None:
        self.book = book
        self.routes = Routes(book)
        self._listed: dict[tuple[object, ...], list[Lane]] = {}
        self._boards: dict[tuple[object, ...], Board] = {}
        self._known: dict[tuple[object, ...], Board] = {}
        self._same: dict[View, View] = {}
        self._lost: dict[Method, Method] = {}
        self._places = {name: n for n, name in reversed(list(enumerate(book.case.profile.preference)))}

    def board(self, purchase: Purchase) -> Board:
        """The listed paths, and first the one that was used, in place of its listed twin."""
        weekday = purchase.on.weekday() if self.book.words.uses_weekday else 0
        key = (self.book.epoch(purchase.on), weekday, _facts(purchase))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._board(purchase)
        return found

    def _board(self, purchase: Purchase) -> Board:
        view = self._view(purchase)
        key = (self.book.epoch(purchase.on), id(view), purchase.acceptance, purchase.actual)
        found = self._boards.get(key)
        if found is None:
            lanes = self._listed_paths(purchase, view)
            if purchase.actual:
                name = ">".join(purchase.actual)
                twin = next((lane for lane in lanes if lane.id == name and lane.quick is not None), None)
                used = twin or self._used(purchase, view)
                lanes = [used, *(lane for lane in lanes if lane.id != name)]
            found = self._boards[key] = board_of(lanes)
        return found

    def _listed_paths(self, purchase: Purchase, view: View) -> list[Lane]:
        """The paths that DECIDE 4 lists for a purchase, but for limits on amounts and what is available."""
        key = (self.book.epoch(purchase.on), id(view), purchase.acceptance)
        found = self._listed.get(key)
        if found is None:
            found = self._listed[key] = [
                self._lane(path, purchase, view, terms, forced=False)
                for path in self.book.paths(purchase.on)
                if rejection(path, purchase, terms := conditions(path, purchase.acceptance)) is None
                and path[-1].kind != "bnpl"
            ]
        return found

    def actual(self, purchase: Purchase) -> Lane:
        """The path that was used."""
        return self._used(purchase, self._view(purchase))

    def _used(self, purchase: Purchase, view: View) -> Lane:
        """The path that was used, possible whatever DECIDE 4.2 says of it (DECIDE 7)."""
        methods = self.book.methods(purchase.on)
        path = tuple(self._with_or_without_terms(methods[name]) for name in purchase.actual)
        return self._lane(path, purchase, view, conditions(path, purchase.acceptance), forced=True)

    def _with_or_without_terms(self, method: Method) -> Method:
        if not method.lacks_terms:
            return method
        if method not in self._lost:
            self._lost[method] = without_product(method, self.book.home)
        return self._lost[method]

    def _lane(self, path: Path, purchase: Purchase, view: View, terms: Conditions, *, forced: bool) -> Lane:
        route = self.routes.route(path, view, purchase.on, dcc=False)
        name = path_id(path)
        last = path[-1].instrument.id
        tie = (len(path), 0, self._places.get(last, len(self._places)), name)
        available = self.book.case.usage.available.get(last)
        quick = quick_lane(self.book, route, terms, purchase) if available is None else None
        return Lane(self.book, name, path, route, terms, tie, available, forced, quick)

    def _view(self, purchase: Purchase) -> View:
        """What is known of a purchase; one value for all that are the same to every matcher."""
        found = self.routes.purchase_view(purchase)
        return self._same.setdefault(found, found)
