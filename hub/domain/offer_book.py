"""Offers against own spending: whose shop it is, what an offer would bring there, and why it does not fit.

A book is made once; kept, it takes in new payments and says which merchants have to be judged again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from itertools import accumulate
from typing import NamedTuple

from hub.domain.merchants import MerchantIndex, asked_of, shop_words, told_by
from hub.domain.money import digits_of
from hub.domain.offers import FEWEST_VISITS, LEAST_WORTH, LOOK_BACK, Lessons, Offer, OfferMatch, Person, Visit
from hub.domain.text import merchant_key

Place = tuple[bool, int, date, str]
"""Sorts offers: fits not, worth less, ends when, id."""


class _Habit(NamedTuple):
    """Own spending at one merchant in the last year: sorted amounts and their running sums, minor units."""

    payees: tuple[str, ...]
    amounts: tuple[int, ...]
    sums: tuple[int, ...]


class Book:
    """Own spending at merchants, looked up by the names of offers; kept, it takes in what is new in milliseconds.

    visits: own spending in the person's currency; those of the last year count. is_kept: whether spending changes
    later on (`put`), so that it has to be known which merchants look like which payees.
    """

    def __init__(
        self,
        visits: Iterable[Visit],
        today: date,
        person: Person,
        lessons: Lessons | None = None,
        *,
        is_kept: bool = False,
    ) -> None:
        self.person, self._today, self._taught = person, today, lessons or Lessons()
        self._at: dict[str, int] = {}
        self._payees: list[str] = []
        self._spent: dict[str, Sequence[int]] = {}
        self._habits: dict[str, _Habit | None] = {}
        self._alike: dict[str, list[str]] | None = {} if is_kept else None
        self._index = MerchantIndex(())
        self.put(spending_of(visits, today))

    def put(self, spending: Mapping[str, Sequence[int]]) -> set[str]:
        """Own spending at payees in the place of what was known of them; the merchants to be judged again.

        spending: amounts of a year, minor units, none = the payee is none any more.
        """
        stale: set[str] = set()
        for payee, amounts in spending.items():
            words: frozenset[str] = frozenset()
            if amounts and payee not in self._at:
                self._at[payee] = len(self._payees)
                self._payees.append(payee)
                words = self._index.add(payee)
            elif not amounts and payee in self._at:
                words = self._index.remove(self._at.pop(payee))
            self._spent[payee] = amounts
            if not amounts:
                del self._spent[payee]
            stale |= self._concerned(payee, words)
        self._habits.update(dict.fromkeys(stale))
        return stale

    def relearn(self, lessons: Lessons) -> set[str]:
        """Keep what the person teaches now; keys of the merchants to be judged again."""
        before, self._taught = self._taught, lessons
        keys = {
            *(before.never ^ lessons.never), *_changed(before.same, lessons.same),
            *_changed(before.other, lessons.other),
        }  # fmt: skip
        self._habits.update((one, None) for one in self._habits if merchant_key(one) in keys)
        return keys

    def _concerned(self, payee: str, words: Iterable[str]) -> set[str]:
        """Merchants looked up so far that could be a payee, or whose words say more or less than before."""
        if not self._habits or self._alike is None:
            return set()
        codes = told_by(payee).union(f"word {word}" for word in words)
        found = {one for code in codes for one in self._alike.get(code, ())}
        keys = {key for key, same in self._taught.same.items() if payee in same}
        if keys:
            found.update(one for one in self._habits if merchant_key(one) in keys)
        return found & self._habits.keys()

    def judge(self, offer: Offer) -> OfferMatch:
        """One offer with whether it fits and why."""
        refusal = _refusal(offer, self._today, self.person)
        if not refusal and self._taught.never and merchant_key(offer.merchant) in self._taught.never:
            refusal = "you_said_never"
        if refusal:
            return OfferMatch(offer, False, refusal)
        habit = self._habits.get(offer.merchant)
        if habit is None:
            habit = self._habits[offer.merchant] = self._habit(offer.merchant)
        if not habit.amounts:
            return OfferMatch(offer, False, "never_there")
        return _judged(offer, habit, self._today, self.person)

    def payees_of(self, merchant: str) -> list[str]:
        """The person's payees that are this merchant, by name, with what they taught."""
        return self._payees_of(merchant, shop_words(merchant))

    def _payees_of(self, merchant: str, words: tuple[str, ...]) -> list[str]:
        found = [self._payees[at] for at in self._index.find_words(words)]
        if not self._taught.same and not self._taught.other:
            return sorted(found)
        key = merchant_key(merchant)
        other = self._taught.other.get(key, frozenset())
        same = [one for one in self._taught.same.get(key, ()) if one in self._spent]
        return sorted({*found, *same} - other)

    def _habit(self, merchant: str) -> _Habit:
        words = shop_words(merchant)
        names = tuple(self._payees_of(merchant, words))
        if self._alike is not None and merchant not in self._habits:
            for code in asked_of(words):
                self._alike.setdefault(code, []).append(merchant)
        if not names:
            return _NEVER
        amounts = tuple(sorted(amount for name in names for amount in self._spent[name]))
        return _Habit(names, amounts, (0, *accumulate(amounts)))


_NEVER = _Habit((), (), (0,))


def spending_of(visits: Iterable[Visit], today: date) -> dict[str, list[int]]:
    """What was spent with each payee in the year before a day, minor units."""
    since = today - timedelta(LOOK_BACK)
    found: dict[str, list[int]] = {}
    for payee, on, amount in visits:
        if since < on <= today and amount > 0:
            found.setdefault(payee, []).append(amount)
    return found


def _changed(before: Mapping[str, frozenset[str]], after: Mapping[str, frozenset[str]]) -> set[str]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def match_offers(
    offers: Iterable[Offer], visits: Iterable[Visit], today: date, person: Person, lessons: Lessons | None = None
) -> list[OfferMatch]:
    """Every offer with whether it fits and why: those that fit first, by worth, then by end and id.

    Speed: 100,000 offers against 3,000 payees in seconds; equal merchant names are looked up once.
    """
    return ranked(map(Book(visits, today, person, lessons).judge, offers))


def ranked(matches: Iterable[OfferMatch]) -> list[OfferMatch]:
    """Offers in the order they are shown."""
    return sorted(matches, key=place_of)


def place_of(match: OfferMatch) -> Place:
    """What decides where an offer stands; what anybody is paid is not known here."""
    return (not match.fits, -match.worth, match.offer.valid_to or date.max, match.offer.id)


def _refusal(offer: Offer, today: date, person: Person) -> str | None:
    """Why an offer can't be used whatever is bought."""
    if offer.valid_to is not None and offer.valid_to < today:
        return "expired"
    if offer.valid_from is not None and offer.valid_from > today:
        return "not_started"
    if offer.activate_by is not None and offer.activate_by < today and offer.id not in person.activated:
        return "activation_over"
    if offer.region and person.country and person.country not in offer.region:
        return "other_region"
    scope = {*offer.instruments, *offer.products, *offer.networks}
    if offer.origin == "card" and scope and not scope & person.ways:
        return "no_such_card"
    if offer.programme is not None and offer.programme not in person.unit_values:
        return "unit_without_value"
    return None


def _judged(offer: Offer, habit: _Habit, today: date, person: Person) -> OfferMatch:
    """What an offer is worth at the merchant where so much was bought so often."""
    amounts = habit.amounts
    unit = Decimal(10) ** digits_of(person.currency)
    first = bisect_left(amounts, offer.min_spend * unit)
    enough = len(amounts) - first
    worth, per = _worth(offer, habit, first, today, person, unit) if enough else (0, "once")
    reason = "you_buy_there"
    if len(amounts) < FEWEST_VISITS:
        reason = "rarely_there"
    elif not enough:
        reason = "baskets_too_small"
    elif worth < LEAST_WORTH * unit:
        reason = "worth_little"
    return OfferMatch(
        offer,
        fits=reason == "you_buy_there",
        reason=reason,
        worth=worth,
        per=per,
        payees=habit.payees,
        visits=len(amounts),
        spent=habit.sums[-1],
        usual=amounts[len(amounts) // 2],
        enough=enough,
    )


def _worth(offer: Offer, habit: _Habit, first: int, today: date, person: Person, unit: Decimal) -> tuple[int, str]:
    """Minor units that the offer is expected to bring until it ends, a year at most; once or by the year.

    As often as in the last year, spread evenly: qualifying visits (from the first large enough amount on) × days
    left / 365, no more than its uses, times their mean benefit, no more than max_credit.
    """
    enough = len(habit.amounts) - first
    days = LOOK_BACK if offer.valid_to is None else min((offer.valid_to - today).days + 1, LOOK_BACK)
    expected = Decimal(enough) * days / LOOK_BACK
    if offer.uses is not None:
        expected = min(expected, Decimal(offer.uses))
    mean = _benefits(offer, habit, first, unit) / enough
    total = mean * expected if offer.max_credit is None else min(mean * expected, offer.max_credit)
    is_once = expected <= 1 or expected == offer.uses or total == offer.max_credit
    in_money = total * (Decimal(1) if offer.programme is None else person.unit_values[offer.programme])
    return int((in_money * unit).to_integral_value(ROUND_FLOOR)), "once" if is_once else "year"


def _benefits(offer: Offer, habit: _Habit, first: int, unit: Decimal) -> Decimal:
    """What the qualifying visits would bring together, in money or units: no visit more than max_credit.

    The amounts are sorted, so those above the cap are counted and not looked at.
    """
    amounts, sums = habit.amounts, habit.sums
    top = offer.max_credit
    if offer.kind == "fixed":
        each = offer.value if top is None else min(offer.value, top)
        if offer.programme is not None:
            return each * (len(amounts) - first)
        capped = max(bisect_left(amounts, each * unit), first)
        return (sums[capped] - sums[first]) / unit + each * (len(amounts) - capped)
    rate = offer.value if offer.programme is not None else min(offer.value, Decimal(1))
    capped = len(amounts) if top is None or not rate else max(bisect_left(amounts, top / rate * unit), first)
    return rate * (sums[capped] - sums[first]) / unit + (top or 0) * (len(amounts) - capped)
