"""Counting cash: the notes and coins of a currency."""

from __future__ import annotations

from collections.abc import Mapping

_NOTES_AND_COINS: dict[str, tuple[int, ...]] = {
    "EUR": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "USD": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1),
    "GBP": (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "CHF": (100000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5),
    "JPY": (10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1),
    "SEK": (100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100),
    "NOK": (100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 100),
    "DKK": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50),
    "PLN": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "CZK": (500000, 200000, 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100),
    "CAD": (10000, 5000, 2000, 1000, 500, 200, 100, 25, 10, 5),
    "AUD": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5),
    "CNY": (10000, 5000, 2000, 1000, 500, 100, 50, 10),
    "MAD": (20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10),
}
_USUAL = (10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)


def denominations(currency: str) -> tuple[int, ...]:
    """Notes and coins in minor units, the largest first; a 1-2-5 row where the currency is not known here."""
    return _NOTES_AND_COINS.get(currency, _USUAL)


def counted(pieces: Mapping[int, int]) -> int:
    """Minor units of so many pieces of each value."""
    return sum(value * count for value, count in pieces.items())
