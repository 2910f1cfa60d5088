"""Offers that are kept judged and in order: what changes is judged again, the rest stays as it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from hub.domain.offer_book import Book, Place, place_of
from hub.domain.offers import Lessons, Offer, OfferMatch, Person
from hub.domain.text import merchant_key

_MANY = 1_000
"""Changes from which the whole order is made anew."""

T = TypeVar("T")


class Watched(Generic[T]):
    """A book with offers of distinct ids. What it says is always what matching everything anew would say.

    shape: what is shown of an offer. shown: that of every offer, those that fit first, by worth, then by end and id.
    """

    def __init__(self, book: Book, offers: Iterable[Offer], shape: Callable[[OfferMatch], T]) -> None:
        self.book, self._shape = book, shape
        self.shown: list[T] = []
        self._places: list[Place] = []
        self._matches: dict[str, OfferMatch] = {}
        self._of: dict[str, list[str]] = {}
        self.put(offers)

    def put(self, offers: Iterable[Offer]) -> None:
        """Judge new or changed offers, of distinct ids."""
        new: dict[str, OfferMatch | None] = {}
        for offer in offers:
            before = self._matches.get(offer.id)
            if before is None or before.offer.merchant != offer.merchant:
                if before is not None:
                    self._of[before.offer.merchant].remove(offer.id)
                self._of.setdefault(offer.merchant, []).append(offer.id)
            new[offer.id] = self.book.judge(offer)
        self._arrange(new)

    def remove(self, ids: Iterable[str]) -> None:
        """Let offers go."""
        gone = self._matches.keys() & set(ids)
        for one in gone:
            self._of[self._matches[one].offer.merchant].remove(one)
        self._arrange(dict.fromkeys(gone))

    def spend(self, spending: Mapping[str, Sequence[int]]) -> None:
        """Take in what was spent with payees, in the place of what was known of them."""
        self._again(self.book.put(spending))

    def relearn(self, lessons: Lessons) -> None:
        """Take in what the person teaches."""
        keys = self.book.relearn(lessons)
        self._again([one for one in self._of if merchant_key(one) in keys])

    def serve(self, person: Person) -> None:
        """Judge for the person as they are now: where they only activated offers, those, else all."""
        before, self.book.person = self.book.person, person
        ids: Iterable[str] = self._matches
        if replace(before, activated=person.activated) == person:
            ids = before.activated ^ person.activated
        self.put([self._matches[one].offer for one in ids if one in self._matches])

    def _again(self, merchants: Iterable[str]) -> None:
        self.put([self._matches[one].offer for name in merchants for one in self._of.get(name, ())])

    def _arrange(self, new: Mapping[str, OfferMatch | None]) -> None:
        """Put offers where they belong now, None = away."""
        if len(new) > _MANY:
            self._matches.update((one, match) for one, match in new.items() if match is not None)
            for one in [one for one, match in new.items() if match is None]:
                del self._matches[one]
            self._places = sorted(map(place_of, self._matches.values()))
            self.shown = [self._shape(self._matches[place[3]]) for place in self._places]
            return
        for one, match in new.items():
            before = self._matches.pop(one, None)
            if before is not None:
                at = bisect_left(self._places, place_of(before))
                del self._places[at], self.shown[at]
            if match is not None:
                self._matches[one] = match
                place = place_of(match)
                at = bisect_left(self._places, place)
                self._places.insert(at, place)
                self.shown.insert(at, self._shape(match))
