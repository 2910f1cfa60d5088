"""Exact money: an integer of minor units with its currency, and its exact text.

Minor-unit digits per ISO 4217 (the same table as in the comparison's rules, DECIDE section 1.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

_ZERO_DIGITS = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF XXX".split())
_THREE_DIGITS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,8})?", re.ASCII)


def digits_of(currency: str) -> int:
    """Decimal places of a currency's minor unit (EUR 2, JPY 0, KWD 3)."""
    if currency in _ZERO_DIGITS:
        return 0
    return 3 if currency in _THREE_DIGITS else 2


def to_minor(amount: Decimal, currency: str) -> int:
    """Minor units of a decimal amount, rounded half away from zero to the currency's digits."""
    with localcontext() as context:
        context.prec = 50
        return int(amount.scaleb(digits_of(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_decimal(minor: int, currency: str) -> Decimal:
    """The decimal amount of minor units, with exactly the currency's digits."""
    return Decimal(minor).scaleb(-digits_of(currency))


def decimal_text(minor: int, currency: str) -> str:
    """The plain text for files and JSON: ASCII, point, currency's digits, never a negative zero ("-12.34")."""
    return f"{to_decimal(minor, currency):f}"


def parse_decimal(text: str) -> Decimal:
    """A decimal from plain text as in JSON; ValueError unless it is ASCII digits with at most 15 + 8 places.

    `Decimal()` alone would take NaN, Infinity, underscores and 5,000 digits.
    """
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"not a plain decimal number: {text[:40]!r}")
    return Decimal(text)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount: minor units and ISO 4217 currency. Adds and subtracts only within one currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | str | int, currency: str) -> Money:
        """Money of a decimal amount ("12.34", EUR → 1234)."""
        return cls(to_minor(Decimal(amount), currency), currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{decimal_text(self.minor, self.currency)} {self.currency}"

    @property
    def amount(self) -> Decimal:
        """The amount as an exact decimal."""
        return to_decimal(self.minor, self.currency)

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} don't add up")
        return other.minor
