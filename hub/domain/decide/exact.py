"""Exact arithmetic of the comparison: one decimal context, minor units and the roundings that terms use.

DECIDE sections 1.3 and 1.4: at least 50 significant digits, rounding only where the text says so.
"""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from functools import cache

from hub.domain.money import digits_of

CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Half up is away from zero; 60 digits keep products of three inputs exact."""

ZERO = Decimal(0)
ONE = Decimal(1)

_MODES = {"floor": ROUND_FLOOR, "ceil": ROUND_CEILING, "half_up": ROUND_HALF_UP}


@cache
def minor_unit(currency: str) -> Decimal:
    """The smallest amount of a currency (0.01 for EUR, 1 for JPY)."""
    return Decimal((0, (1,), -digits_of(currency)))


def round_money(amount: Decimal, currency: str) -> Decimal:
    """R_c(x): half up to the minor unit, with exactly the currency's decimals."""
    return amount.quantize(minor_unit(currency), ROUND_HALF_UP)


def round_to(amount: Decimal, mode: str, step: Decimal) -> Decimal:
    """A multiple of step; mode is none, floor, ceil or half_up."""
    if mode == "none" or not step:
        return amount
    if step == ONE:
        return amount.to_integral_value(_MODES[mode])
    return (amount / step).to_integral_value(_MODES[mode]) * step


def plain(number: Decimal) -> str:
    """Text without exponent, trailing zeros or negative zero ("85", "0.5")."""
    if not number:
        return "0"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money_text(amount: Decimal, currency: str) -> str:
    """Text with exactly the currency's decimals, never a negative zero."""
    rounded = round_money(amount, currency)
    return f"{rounded or abs(rounded):f}"
