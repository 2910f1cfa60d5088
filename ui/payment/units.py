"""What one unit of a programme is worth, written out: it is a fraction of the smallest coin."""

from __future__ import annotations

from decimal import Decimal

from ui.locale import text
from ui.locale.numbers import numbers


def per_unit(value: Decimal, currency: str) -> str:
    """A value with all its decimals, six at most, and the sign of the currency where the language puts it."""
    if text.amounts_hidden():
        return text.HIDDEN
    written = text.number(value.quantize(Decimal("0.000001")).normalize() + 0)
    symbol = text.currency_symbol(currency)
    first, second = (symbol, written) if numbers().currency_first else (written, symbol)
    return f"{first}{text.NBSP}{second}"
