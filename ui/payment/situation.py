"""The situation: what is to be bought, where, when and how, as far as the person said it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from hub.services.decide import Purchase

FACTS = ("amount", "what", "where", "when", "how", "taken")
"""The parts that are shown, in their order; the last one for a shop only."""

_PARTS = {
    "amount": ("amount", "currency"),
    "what": ("category",),
    "where": ("merchant", "country"),
    "when": ("on",),
    "how": ("channel", "contactless"),
    "taken": ("accepted",),
}
_LEARNED = {"what": ("category", "mcc"), "where": ("country",), "how": ("channel", "contactless")}
"""What the history of a shop may add to a part."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A purchase as described; empty or None where nothing was said.

    amount: in whole units of `currency`. category: as terms name it. mcc: of the merchant, from own history.
    unread: words of the line that mean nothing here. assumed: parts that come from the history, not from the person.
    accepted: (instrument, yes or no) as the person said it of the shop.
    """

    on: date
    amount: Decimal | None = None
    currency: str = ""
    category: str = ""
    merchant: str = ""
    mcc: str = ""
    country: str = ""
    channel: str = ""
    contactless: bool | None = None
    unread: tuple[str, ...] = ()
    assumed: frozenset[str] = frozenset()
    accepted: tuple[tuple[str, str], ...] = ()

    def purchase(self, home: str) -> Purchase | None:
        """What is to be compared; None while there is no amount above zero."""
        if self.amount is None or self.amount <= 0:
            return None
        return Purchase(
            self.amount, self.currency or home, self.on, merchant=self.merchant, category=self.category, mcc=self.mcc,
            country=self.country, channel=self.channel, contactless=self.contactless, accepted=self.accepted,
        )  # fmt: skip

    def same(self, other: Situation, part: str) -> bool:
        """Whether a part of `FACTS` says the same in both."""
        return all(getattr(self, name) == getattr(other, name) for name in _PARTS[part])

    def taking(self, other: Situation, parts: Collection[str]) -> Situation:
        """This one with some parts of another."""
        names = {name for part in parts for name in _PARTS[part]}
        taken = {one.name: getattr(other, one.name) for one in fields(self) if one.name in names}
        if "what" in parts:
            taken["mcc"] = ""
        return replace(self, **taken, assumed=self.assumed - set(parts))

    @property
    def bare(self) -> Situation:
        """This one without what the history added."""
        blank = Situation(self.on)
        added = {name: getattr(blank, name) for part in self.assumed for name in _LEARNED[part]}
        return replace(self, **added, assumed=frozenset())
