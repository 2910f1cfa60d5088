"""decide: every way to pay for one purchase on one scale of money (DECIDE sections 4 to 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, localcontext

from hub.domain.decide.calculate import NO_VOUCHER, Payment, calculate
from hub.domain.decide.casebook import AT_HIGH, AT_LOW, AT_VALUE, Casebook, Method, Path
from hub.domain.decide.charges import Bill, bill, conditions
from hub.domain.decide.choices import CouponSet, Portal, coupon_sets, plans, portals, vouchers
from hub.domain.decide.exact import CONTEXT, minor_unit, round_money
from hub.domain.decide.model import Comparison, Option, Rejected
from hub.domain.decide.offering import Doing, break_even, make_option
from hub.domain.decide.outcome import Explored, bounds, explored_once
from hub.domain.decide.possible import dates_of, outside_limits, path_id, rejection
from hub.domain.decide.rank import Standing, rank, tolerance
from hub.domain.decide.route import Route, Routes
from hub.domain.decide.situation import Case, Purchase, Voucher
from hub.domain.decide.tally import Entry, Tally
from hub.domain.decide.terms import Plan
from hub.domain.decide.worlds import Box, Leaf, explore


def compare(case: Case) -> Comparison:
    """Every option for the one purchase of a case, ranked. Raises CaseError where a reference rate is missing."""
    with localcontext(CONTEXT):
        return _Desk(case).compare()


class _Desk:
    """One comparison at work."""

    def __init__(self, case: Case) -> None:
        purchase = case.events[0]
        if not isinstance(purchase, Purchase):
            raise TypeError("compare needs a case with one purchase")
        self.book = Casebook(case)
        self.purchase = purchase
        self.routes = Routes(self.book)
        self.view = self.routes.purchase_view(purchase)
        self.rate = self.book.reference(purchase.currency, purchase)
        self.dates = dates_of(purchase)
        self.toggles = purchase.return_probability <= 1
        self.rejected: dict[str, str] = {}
        self._routes: dict[tuple[Path, bool], Route] = {}
        self.terms = {path: conditions(path, purchase.acceptance) for path in self.book.paths(purchase.on)}

    def compare(self) -> Comparison:
        options = break_even(list(self._options()))
        profile = self.book.case.profile
        within = tolerance(self.purchase.amount * self.rate, minor_unit(self.book.home))
        groups = rank([_standing(option) for option in options], within, profile.preference)
        return Comparison(
            self.book.home,
            tuple(options),
            tuple(tuple(standing.id for standing in group) for group in groups),
            tuple(Rejected(name, reason) for name, reason in self.rejected.items()),
        )

    def _options(self) -> Iterator[Option]:
        sets = coupon_sets(self.book, self.purchase, self.view)
        paths = [path for path in self.terms if self._possible(path)]
        for coupons in sets:
            gates = portals(
                self.book, self.purchase, self.view, coupons.discounts.price, with_coupons=bool(coupons.ids)
            )
            doings = list(self._without_voucher(coupons, paths))
            for voucher, unknown in vouchers(self.book, self.purchase, self.view):
                doings.extend(self._with_voucher(coupons, voucher, paths, unknown=unknown))
            for doing in doings:
                yield from self._with_portals(doing, gates)

    def _possible(self, path: Path) -> bool:
        reason = rejection(path, self.purchase, self.terms[path])
        if reason is not None:
            self.rejected[path_id(path)] = reason
        return reason is None

    def _without_voucher(self, coupons: CouponSet, paths: list[Path]) -> Iterator[Doing]:
        for path in paths:
            yield from self._doings(coupons, path, coupons.discounts.price, NO_VOUCHER)

    def _with_voucher(
        self, coupons: CouponSet, voucher: Voucher, paths: list[Path], *, unknown: bool
    ) -> Iterator[Doing]:
        price = coupons.discounts.price
        used = min(voucher.face, price)
        buyer = None
        if voucher.buy is not None:
            method = self.book.methods(self.purchase.on)[voucher.buy.with_instrument]
            view = self.routes.voucher_view(voucher.buy, self.view)
            buyer = self.routes.buyer(method, view, self.purchase.on)
        own = Payment(None, None, None, voucher, used, buyer, self.rate, self.toggles)
        flags = (f"availability_unknown:{voucher.id}",) if unknown else ()
        if used == price:
            yield Doing(voucher.id, (voucher.id,), coupons, own, flags)
            return
        for path in paths:
            yield from self._doings(coupons, path, price - used, own, flags)

    def _doings(
        self, coupons: CouponSet, path: Path, rest: Decimal, own: Payment, doubts: tuple[str, ...] = ()
    ) -> Iterator[Doing]:
        """A path without and with DCC and with each plan."""
        billing = path[-1].currency
        foreign = billing != self.purchase.currency and self.purchase.dcc_markup_rate is not None
        for dcc in (False, True) if foreign else (False,):
            name = ("" if own.voucher is None else f"{own.voucher.id}&") + path_id(path)
            name += "~dcc" if dcc else ""
            terms = self.terms[path]
            if outside_limits(rest, terms):
                self.rejected["+".join((name, *coupons.ids))] = "amount_limits"
                continue
            amounts = bill(self.book, self.purchase, path, rest, terms, dcc=dcc)
            if over_available(self.book, path[-1], amounts):
                self.rejected["+".join((name, *coupons.ids))] = "over_available"
                continue
            flags = (*doubts, "acceptance_unknown") if terms.accepted == "unknown" else doubts
            yield from self._plans(coupons, path, amounts, own, name, flags, dcc=dcc)

    def _plans(
        self,
        coupons: CouponSet,
        path: Path,
        amounts: Bill,
        own: Payment,
        name: str,
        flags: tuple[str, ...],
        *,
        dcc: bool,
    ) -> Iterator[Doing]:
        if (path, dcc) not in self._routes:
            self._routes[path, dcc] = self.routes.route(path, self.view, self.purchase.on, dcc=dcc)
        route = self._routes[path, dcc]
        names = (*((own.voucher.id,) if own.voucher is not None else ()), *_ids(path))
        offered: list[tuple[Plan | None, bool]] = [] if path[-1].kind == "bnpl" else [(None, False)]
        if len(path) == 1 and own.voucher is None and not dcc and amounts.rest:
            offered.extend(plans(self.book, route.hops[0][None], amounts.billed, self.purchase))
        for plan, unknown in offered:
            payment = Payment(
                route, amounts, plan, own.voucher, own.voucher_used, own.buyer, own.voucher_rate, self.toggles
            )
            doubt = (f"availability_unknown:{plan.id}",) if plan is not None and unknown else ()
            title = name if plan is None else f"{name}/{plan.id}"
            yield Doing(title, names, coupons, payment, (*flags, *doubt), dcc=dcc)

    def _with_portals(self, doing: Doing, gates: list[Portal]) -> Iterator[Option]:
        """The option without a portal and with each one; the path's lines are calculated once."""
        worlds = self._explore(doing.payment)
        for portal in (None, *gates):
            yield make_option(self.book, self.purchase, doing, worlds, portal, self.rate)

    def _explore(self, payment: Payment) -> Explored:
        """All worlds at value; at low and high lines are valued again, or run again where a choice goes by value."""
        leaves, domains = self._worlds(payment, AT_VALUE)
        if not payment.ranged:
            return explored_once(leaves, domains)
        if payment.linear:
            low, high = (bounds(leaves, self._at(which)) for which in (AT_LOW, AT_HIGH))
        else:
            low, high = (bounds(self._worlds(payment, which)[0]) for which in (AT_LOW, AT_HIGH))
        return Explored(leaves, domains, (bounds(leaves), low, high))

    def _at(self, which: int) -> Callable[[Entry], Decimal]:
        def amount(entry: Entry) -> Decimal:
            if entry.programme is None:
                return entry.amount
            return round_money(entry.units * self.book.value(entry.programme).at[which], self.book.home)

        return amount

    def _worlds(self, payment: Payment, which: int) -> tuple[Sequence[Leaf[Tally]], dict[str, int]]:
        def run(box: Box) -> Tally:
            tally = Tally(self.book, self.book.opening.state, self.dates, which)
            calculate(payment, tally, box)
            return tally

        return explore(run)


def over_available(book: Casebook, last: Method, amounts: Bill) -> bool:
    """Whether the last hop has not enough money left for the billed amount and the FX fee."""
    available = book.case.usage.available.get(last.instrument.id)
    return available is not None and amounts.billed + amounts.fee > available


def _standing(option: Option) -> Standing:
    extras = len(option.coupons) + (option.portal is not None)
    return Standing(option.id, option.path, option.net_certain, option.net_expected, len(option.unknowns), extras)


def _ids(path: Path) -> tuple[str, ...]:
    return tuple(hop.instrument.id for hop in path)
