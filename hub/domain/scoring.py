"""The score card of a provider: what the person gave it in a year against what they got."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

DATA = ("name", "email", "phone", "address", "birthday", "purchases", "location", "contacts", "payment")
"""Kinds of personal data that a programme can hold, by code."""
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Prices:
    """What the person's side is worth, home money: an hour of attention, and a kind of data held for a year.

    seconds: attention that one message takes. The defaults are assumptions that the person can change.
    """

    hour: Decimal = Decimal("12.00")
    kind: Decimal = Decimal("1.00")
    seconds: int = 10


@dataclass(frozen=True, slots=True)
class Score:
    """A year with a provider, home money. points: 0 to 100, 50 is even; None when nothing moved either way.

    points = 100 · got / (got + money + attention + data), half up.
    """

    got: Decimal
    money: Decimal
    attention: Decimal
    data: Decimal
    messages: int
    kinds: int

    @property
    def gave(self) -> Decimal:
        """Money, attention and data together."""
        return self.money + self.attention + self.data

    @property
    def net(self) -> Decimal:
        """What is left for the person."""
        return self.got - self.gave

    @property
    def points(self) -> int | None:
        """The score."""
        whole = self.got + self.gave
        if whole <= 0:
            return None
        return int((100 * self.got / whole).quantize(Decimal(1), ROUND_HALF_UP))


def score(got: Decimal, fee: Decimal, messages: int, kinds: int, prices: Prices) -> Score:
    """Weigh a year: units earned at their value, against the fee, messages · seconds/3600 · hour, kinds · kind."""
    attention = prices.hour * messages * prices.seconds / _HOUR
    return Score(max(got, Decimal(0)), fee, attention, prices.kind * kinds, messages, kinds)
