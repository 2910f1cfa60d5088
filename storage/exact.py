"""Sums that are exact whatever the amounts are: millions and the rest are added up apart.

The sum of valid amounts may exceed SQLite's 64 bits, and what it does then is an error, not a larger number.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func

MILLION = 1_000_000

SUM = f"sum(({{0}}) / {MILLION}), sum(({{0}}) % {MILLION})"
"""The two halves of a sum, to be formatted with an expression of whole numbers."""

NAMED = f"sum(({{0}}) / {MILLION}) AS {{1}}_high, sum(({{0}}) % {MILLION}) AS {{1}}_low"
"""The same with names, to be formatted with what they begin with too."""


def halves(amount: ColumnElement[Any]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The two halves of a sum of whole numbers; `whole` puts their values together."""
    return func.sum(amount // MILLION), func.sum(amount % MILLION)


def whole(high: int | None, low: int | None) -> int:
    """The sum of two halves; 0 when there was nothing to add up."""
    return (high or 0) * MILLION + (low or 0)
