"""Scales: round numbers for the axis of amounts, and the place of a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hub.domain.money import digits_of
from ui.locale import text


@dataclass(frozen=True, slots=True)
class Scale:
    """Amounts (minor units) on a vertical line; low is at y `bottom`, high at y `top`."""

    low: int
    high: int
    top: float
    bottom: float
    ticks: tuple[int, ...]

    def y(self, value: int) -> float:
        """The y of an amount."""
        return self.bottom - (value - self.low) * (self.bottom - self.top) / (self.high - self.low)


def scale(values: Sequence[int], top: float, bottom: float, *, wanted: int = 6, from_zero: bool = True) -> Scale:
    """A scale over the values with about `wanted` round steps (1, 2, 2.5 or 5 times a power of ten)."""
    low, high = min(values, default=0), max(values, default=0)
    if from_zero:
        low, high = min(low, 0), max(high, 0)
    if low == high:
        high = low + 1
    step = _round_step(max(1, (high - low) * 4 // (5 * max(1, wanted))))
    first = low // step * step
    last = -(-high // step) * step
    return Scale(first, last, top, bottom, tuple(range(first, last + 1, step)))


def tick_text(value: int, currency: str, step: int) -> str:
    """An amount beside the axis: whole units unless the steps are smaller than one."""
    return text.amount(value, currency, whole=step % 10 ** digits_of(currency) == 0)


def _round_step(rough: int) -> int:
    power = 1
    while power * 10 <= rough:
        power *= 10
    for tenths in (10, 20, 25, 50, 100):
        step = power * tenths // 10
        if step >= rough and step * 10 >= power * tenths:
            return step
    return power * 10
