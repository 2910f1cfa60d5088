"""How much of something is shown: one function for each place of the reveal dial.

nothing: no trace. total: one sum for the whole period, rounded to 10. band: the band that each month's sum lies in.
category: sums of a month and category, rounded to 10, without those that would point at single payments. amounts: day,
category and amount of each payment. full: with payee and account too.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hub.domain.money import decimal_text, to_decimal

BANDS = (0, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000)
"""Edges of bands in whole units of the currency."""
FEWEST = 5
"""A sum of fewer payments would tell about single ones, and is left out."""
MOST_OF_IT = Decimal("0.8")
"""A payment that makes up more than this share of a sum would be told by it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A payment or a balance: amount in minor units without its sign, names of category, payee and account."""

    day: date
    amount: int
    currency: str
    category: str = ""
    payee: str = ""
    account: str = ""


def revealed(items: Sequence[Item], level: str) -> object:
    """What a level shows of items, ready for JSON; None for "nothing"."""
    return _SHOW[level](items)


def document(parts: Mapping[str, Sequence[Item]], levels: Mapping[str, str], since: date, until: date) -> bytes:
    """The bytes of a summary: each part at its level, for a period that ends just before `until`."""
    shown = {name: revealed(items, levels.get(name, "nothing")) for name, items in parts.items()}
    content = {"from": since.isoformat(), "until": until.isoformat()} | {
        name: value for name, value in shown.items() if value is not None
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def rounded(minor: int, currency: str) -> str:
    """An amount rounded half up to 10 units of its currency, without decimals."""
    tens = (to_decimal(minor, currency) / 10).quantize(Decimal(1), ROUND_HALF_UP)
    return str(int(tens) * 10)


def band(minor: int, currency: str) -> str:
    """The band of `BANDS` that an amount without sign lies in ("250-500", "100000+")."""
    at = bisect_right(BANDS, to_decimal(minor, currency))
    return f"{BANDS[at - 1]}-{BANDS[at]}" if at < len(BANDS) else f"{BANDS[-1]}+"


def _nothing(_items: Sequence[Item]) -> None:
    return None


def _total(items: Sequence[Item]) -> dict[str, str]:
    return {currency: rounded(sum(one.amount for one in some), currency) for currency, some in _by(items, "currency")}


def _band(items: Sequence[Item]) -> dict[str, dict[str, str]]:
    return {
        month: {code: band(sum(one.amount for one in some), code) for code, some in _by(inside, "currency")}
        for month, inside in _months(items)
    }


def _category(items: Sequence[Item]) -> dict[str, dict[str, dict[str, str]]]:
    return {
        month: {
            category: {
                code: rounded(sum(one.amount for one in some), code)
                for code, some in _by(inside, "currency")
                if _is_crowd(some)
            }
            for category, inside in _by(of_month, "category")
            if any(_is_crowd(some) for _code, some in _by(inside, "currency"))
        }
        for month, of_month in _months(items)
    }


def _amounts(items: Sequence[Item]) -> list[dict[str, str]]:
    return [_plain(one) for one in _in_order(items)]


def _full(items: Sequence[Item]) -> list[dict[str, str]]:
    return [_plain(one) | {"payee": one.payee, "account": one.account} for one in _in_order(items)]


def _plain(one: Item) -> dict[str, str]:
    return {
        "day": one.day.isoformat(),
        "amount": decimal_text(one.amount, one.currency),
        "currency": one.currency,
        "category": one.category,
    }


def _is_crowd(items: Sequence[Item]) -> bool:
    whole = sum(one.amount for one in items)
    return len(items) >= FEWEST and max(one.amount for one in items) <= MOST_OF_IT * whole


def _in_order(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda one: (one.day, one.currency, one.amount, one.category, one.payee))


def _months(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for one in items:
        found[f"{one.day:%Y-%m}"].append(one)
    return sorted(found.items())


def _by(items: Sequence[Item], name: str) -> list[tuple[str, list[Item]]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for one in items:
        found[str(getattr(one, name))].append(one)
    return sorted(found.items())


_SHOW = {
    "nothing": _nothing,
    "total": _total,
    "band": _band,
    "category": _category,
    "amounts": _amounts,
    "full": _full,
}
