"""Offers that are kept judged: whatever changes, they say what matching everything anew says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hub.domain.offer_book import Book, match_offers
from hub.domain.offer_watch import Watched
from hub.domain.offers import Lessons, Offer, OfferMatch, Person, Visit
from hub.domain.text import merchant_key

TODAY = date(2026, 11, 19)
WORDS = "hotel bristol kern krn amazon amzn klettergarten kletter cafe wien ab x 天猫 天猫商城".split()

names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
amounts = st.lists(st.integers(1, 90_000), max_size=4)
spends = st.tuples(st.just("spend"), st.dictionaries(names, amounts, min_size=1, max_size=4))
offered = st.builds(
    lambda number, merchant, value: Offer(f"o{number}", merchant, "", "percent", Decimal(value) / 100, origin="portal"),
    st.integers(0, 9), names, st.integers(1, 30),
)  # fmt: skip
puts = st.tuples(st.just("put"), st.lists(offered, max_size=4, unique_by=lambda one: one.id))
removes = st.tuples(st.just("remove"), st.lists(st.sampled_from([f"o{number}" for number in range(10)]), max_size=3))
lessons = st.builds(
    lambda never, pairs, is_same: Lessons(
        frozenset(map(merchant_key, never)),
        {merchant_key(one): frozenset({other}) for one, other in pairs if is_same},
        {merchant_key(one): frozenset({other}) for one, other in pairs if not is_same},
    ),
    st.lists(names, max_size=1), st.lists(st.tuples(names, names), max_size=2), st.booleans(),
)  # fmt: skip
learns = st.tuples(st.just("relearn"), lessons)
serves = st.tuples(st.just("serve"), st.builds(lambda ids: Person("EUR", activated=frozenset(ids)), st.sets(names)))
steps = st.lists(st.one_of(spends, spends, spends, puts, puts, removes, learns, serves), min_size=1, max_size=12)


class World:
    """What is true, kept beside the watched offers."""

    def __init__(self) -> None:
        self.spent: dict[str, list[int]] = {}
        self.offers: dict[str, Offer] = {}
        self.lessons, self.person = Lessons(), Person("EUR")
        self.watched = Watched(Book((), TODAY, self.person, is_kept=True), (), lambda match: match)

    def step(self, name: str, value: Any) -> None:
        """One change, here and there."""
        getattr(self.watched, name)(value)
        if name == "spend":
            self.spent |= value
        elif name == "put":
            self.offers |= {one.id: one for one in value}
        elif name == "remove":
            self.offers = {one: offer for one, offer in self.offers.items() if one not in value}
        elif name == "relearn":
            self.lessons = value
        else:
            self.person = value

    def anew(self) -> list[OfferMatch]:
        """Everything matched from nothing."""
        visits = [Visit(payee, TODAY, amount) for payee, found in self.spent.items() for amount in found]
        return match_offers(self.offers.values(), visits, TODAY, self.person, self.lessons)


@given(steps)
def test_what_is_kept_is_what_matching_anew_says(changes: list[tuple[str, Any]]) -> None:
    world = World()
    for name, value in changes:
        world.step(name, value)
        assert world.watched.shown == world.anew()


def test_a_word_that_becomes_common_stops_standing_for_a_shop_and_starts_again() -> None:
    offer = Offer("o1", "Bristol Lounge", "", "percent", Decimal("0.1"), origin="portal")
    world = World()
    world.step("put", [offer])
    world.step("spend", {"Bristol": [9_000, 9_000]})
    assert world.watched.shown[0].fits
    world.step("spend", {f"{kind} Bristol": [500] for kind in ("Zoo", "Kino", "Bad")})
    assert world.watched.shown[0].reason == "never_there"
    world.step("spend", {"Kino Bristol": []})
    assert world.watched.shown == world.anew()
    assert world.watched.shown[0].fits


def test_many_changes_at_once_are_put_in_order() -> None:
    many = [Offer(f"o{at}", f"Shop {'abcdefgh'[at % 8]}xyz", "", "percent", Decimal(1 + at % 9) / 100, origin="portal")
            for at in range(2_500)]  # fmt: skip
    world = World()
    world.step("put", many)
    world.step("spend", {"Shop axyz": [40_000, 900], "Shop cxyz": [30_000, 100]})
    world.step("serve", replace(world.person, country="FR"))
    world.step("remove", [one.id for one in many[:2_000:2]])
    assert world.watched.shown == world.anew()
    assert len(world.watched.shown) == 1_500


def test_a_payment_judges_only_the_offers_it_may_concern() -> None:
    letters = "bcdfghklmnprst"
    shops = [f"Hotel {one}a{two}o{three}ira" for one in letters for two in letters for three in letters]
    offers = [Offer(f"o{at}", shop, "", "percent", Decimal("0.1"), origin="portal") for at, shop in enumerate(shops)]
    judged: list[str] = []

    def shape(match: OfferMatch) -> OfferMatch:
        judged.append(match.offer.merchant)
        return match

    book = Book([Visit(shop, TODAY, 5_000) for shop in shops[::3]], TODAY, Person("EUR"), is_kept=True)
    watched = Watched(book, offers, shape)
    judged.clear()
    watched.spend({shops[3]: [5_000, 7_000]})
    watched.spend({f"{shops[4].upper()} #0042 WIEN": [900]})
    assert judged == [shops[3], shops[4]]


def test_what_was_bought_a_year_ago_does_not_count() -> None:
    visits = [Visit("Kern", TODAY - timedelta(days), 5_000) for days in (364, 365, 400, -1)]
    offer = Offer("o1", "Kern", "", "percent", Decimal("0.1"), origin="portal")
    assert match_offers([offer], visits, TODAY, Person("EUR"))[0].visits == 1
