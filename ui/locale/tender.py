"""Currencies that are in use somewhere, as CLDR tells."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel.core import get_global


@cache
def tender() -> tuple[str, ...]:
    """Codes of the currencies that are legal tender somewhere."""
    today = date.today()  # noqa: DTZ011 - only decides which currencies are still in use
    found = set()
    for periods in get_global("territory_currencies").values():
        for code, _start, end, is_tender in periods:
            if is_tender and (end is None or date(*end) > today):
                found.add(code)
    return tuple(sorted(found))
