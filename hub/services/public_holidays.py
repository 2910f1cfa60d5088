"""Public holidays by country, on which banks don't book."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def between(country: str, first: date, last: date) -> frozenset[date]:
    """The public holidays of a country (ISO 3166, two letters) between two days; none for one that is not known."""
    years = range(first.year, last.year + 1)
    return frozenset(day for year in years for day in _of_year(country.upper(), year) if first <= day <= last)


@lru_cache(maxsize=64)
def _of_year(country: str, year: int) -> frozenset[date]:
    if not country:
        return frozenset()
    import holidays  # here, because it takes a fifth of a second

    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()
