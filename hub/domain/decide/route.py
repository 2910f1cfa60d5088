"""A path made ready for one purchase: what every hop sees, and which offers concern which hop (DECIDE 5.6, 5.12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hub.domain.decide.casebook import Casebook, Method, Path
from hub.domain.decide.facts import View
from hub.domain.decide.prepare import Hop, Preparation
from hub.domain.decide.situation import Buying, Offer, Purchase
from hub.domain.decide.worlds import Box

Hidden = int | None
"""The position of the wallet whose own code a hop sees, None where it sees the purchase's facts."""


@dataclass(frozen=True, slots=True)
class Route:
    """A path with its hops prepared, by what each may see. hops[i][None] sees the purchase's own facts.

    ranged and linear as for `Hop`.
    """

    path: Path
    hops: tuple[dict[Hidden, Hop], ...]
    offer_order: tuple[int, ...]
    ranged: bool
    linear: bool

    def seen_by(self, box: Box) -> list[Hop]:
        """The hops of one world: wallets that keep the merchant's code to themselves hide it from the hops after."""
        hidden: Hidden = None
        found = []
        for position, (method, hops) in enumerate(zip(self.path, self.hops, strict=True)):
            found.append(hops[hidden])
            if method.is_wallet and position + 1 < len(self.path):
                passes = method.wallet.passes_mcc
                if passes == "no" or (
                    passes == "unknown" and not box.ask_yes(f"mcc_passthrough:{method.instrument.id}")
                ):
                    hidden = position
        return found


class Routes:
    """Builds routes; hops are shared between paths that see the same."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._preparation = Preparation(book)
        self._hops: dict[tuple[object, ...], Hop] = {}

    def purchase_view(self, purchase: Purchase) -> View:
        """What is known of a purchase, as coupons, vouchers and portals see it: no wallet, its own currency."""
        words = self._book.words
        return View(
            mcc=words.code_cell(purchase.mcc, purchase.mcc_candidates, purchase.category, "mcc"),
            category=words.category_cell(purchase.category, "category"),
            merchant=words.merchant_cell(purchase.merchant, "merchant"),
            country=words.country_cell(self._book.country(purchase)),
            channel=words.channel_cell(purchase.channel, "channel"),
            contactless=words.contactless_cell(purchase.contactless, "contactless"),
            named_category=purchase.category is not None,
            currency=purchase.currency,
            foreign=False,
            weekday=purchase.on.weekday(),
            wallets=frozenset(),
        )

    def voucher_view(self, buying: Buying, view: View) -> View:
        """What the instrument that buys a voucher sees: the facts of the buying, the purchase's day and country."""
        words = self._book.words
        return replace(
            view,
            mcc=words.code_cell(buying.mcc, (), buying.category, "voucher.mcc"),
            category=words.category_cell(buying.category, "voucher.category"),
            merchant=words.merchant_cell(buying.merchant, "voucher.merchant"),
            channel=words.channel_cell(buying.channel, "voucher.channel"),
            contactless=words.contactless_cell(None, "voucher.contactless"),
            named_category=buying.category is not None,
        )

    def buyer(self, method: Method, view: View, day: date) -> Hop:
        """The hop that buys a voucher: rules only, no offers."""
        return self._hop(method, view, (), day)

    def route(self, path: Path, view: View, day: date, *, dcc: bool) -> Route:
        """A path on a day; under DCC the transaction currency is the billing currency."""
        billing = path[-1].currency
        currency = billing if dcc else view.currency
        wallets = frozenset(name for hop in path if hop.is_wallet for name in hop.names)
        own = replace(view, currency=currency, foreign=currency != billing, wallets=wallets)
        offers = self._offers_by_hop(path, day)
        hops = []
        sources: list[Hidden] = [None]
        for position, method in enumerate(path):
            hops.append(
                {source: self._hop(method, self._seen(own, path, source), offers[position], day) for source in sources}
            )
            passes = method.wallet.passes_mcc if method.is_wallet else "yes"
            if passes != "yes":
                sources = [position] if passes == "no" else [*sources, position]
        order = tuple(position for position in range(len(path)) if offers[position])
        every = [hop for seen in hops for hop in seen.values()]
        ranged = any(hop.ranged for hop in every)
        return Route(path, tuple(hops), order, ranged, all(hop.linear for hop in every))

    def _hop(self, method: Method, view: View, offers: tuple[Offer, ...], day: date) -> Hop:
        key = (method.instrument.id, id(method), view, tuple(offer.id for offer in offers), self._book.epoch(day))
        found = self._hops.get(key)
        if found is None:
            found = self._hops[key] = self._preparation.hop(method, view, offers, day)
        return found

    def _seen(self, own: View, path: Path, source: Hidden) -> View:
        """The facts behind a wallet that does not pass the code on (DECIDE 5.12)."""
        if source is None:
            return own
        wallet = path[source]
        words, code = self._book.words, wallet.wallet.mcc
        name = wallet.instrument.product or wallet.instrument.id
        return replace(
            own,
            mcc=(words.codes.none if code is None else words.codes.bit(int(code)), None),
            category=(words.category_names.another, None),
            merchant=(words.merchants.bit(name.casefold()), None),
            channel=words.channel_cell("online", ""),
            contactless=words.contactless_cell(contactless=False, fact=""),
            named_category=False,
        )

    def _offers_by_hop(self, path: Path, day: date) -> list[tuple[Offer, ...]]:
        """Each valid card offer at the last hop of its scope; the scope is a union (DECIDE 12.1)."""
        found: list[list[Offer]] = [[] for _ in path]
        for offer in self._book.case.offers:
            if offer.portal or not offer.valid.holds(day):
                continue
            for position in reversed(range(len(path))):
                if _in_scope(offer, path[position]):
                    found[position].append(offer)
                    break
        return [tuple(offers) for offers in found]


def _in_scope(offer: Offer, method: Method) -> bool:
    product = None if method.lacks_terms else method.instrument.product
    return (
        method.instrument.id in offer.instruments
        or (product is not None and product in offer.products)
        or (method.network is not None and method.network in offer.networks)
    )
