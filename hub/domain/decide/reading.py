"""Small readers for case documents that know their JSON path.

A document satisfies `decide.schema.json` before it comes here; these readers add what a schema can't say
(a day that exists, a number of sensible length) and name the place when it fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, overload

from hub.domain.decide.terms import WEEKDAYS, Matcher, Validity
from hub.domain.errors import CaseError

Object = Mapping[str, Any]
"""A JSON object as the json module gives it."""

MAX_DIGITS = 40
"""Longest number text that is read: more would not stay exact in the arithmetic."""

_T = TypeVar("_T")


def refuse(code: str, path: str, **values: object) -> CaseError:
    """The error for one place of the document; raise it."""
    error = CaseError(code, where={"path": path})
    error.values.update(values)
    return error


@overload
def number(item: Object, key: str, path: str, default: Decimal) -> Decimal: ...


@overload
def number(item: Object, key: str, path: str, default: None = None) -> Decimal | None: ...


def number(item: Object, key: str, path: str, default: Decimal | None = None) -> Decimal | None:
    """The decimal under a key, or the default."""
    text = item.get(key)
    if text is None:
        return default
    if len(text) > MAX_DIGITS:
        raise refuse("number_too_long", f"{path}.{key}", longest=MAX_DIGITS)
    return Decimal(text)


def needed_number(item: Object, key: str, path: str) -> Decimal:
    """The decimal under a key that the schema requires."""
    found = number(item, key, path)
    if found is None:
        raise refuse("missing_field", f"{path}.{key}")
    return found


def day(item: Object, key: str, path: str) -> date | None:
    """The date under a key, or None."""
    text = item.get(key)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse("no_such_day", f"{path}.{key}", value=text) from None


def counted_day(item: Object, key: str, path: str) -> date | None:
    """A date that periods are counted from; the first and last year of the calendar have no neighbours."""
    found = day(item, key, path)
    if found is not None and not 1 < found.year < 9999:
        raise refuse("no_such_day", f"{path}.{key}", value=item[key])
    return found


def needed_day(item: Object, key: str, path: str) -> date:
    """The counted date under a key that the schema requires."""
    found = counted_day(item, key, path)
    if found is None:
        raise refuse("missing_field", f"{path}.{key}")
    return found


def validity(item: Object, path: str) -> Validity:
    """valid_from and valid_to."""
    return Validity(day(item, "valid_from", path), day(item, "valid_to", path))


def fold(name: str) -> str:
    """A free name as it is compared: trimmed, Unicode casefold (DECIDE 1.2)."""
    return name.strip().casefold()


def folded(item: Object, key: str) -> str | None:
    """The free name under a key, folded, or None."""
    name = item.get(key)
    return None if name is None else fold(name)


def code_range(text: str) -> tuple[int, int]:
    """A merchant category code or a range, both ends included ("5411", "3000-3299")."""
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def numbered(items: Iterable[_T], path: str) -> Iterable[tuple[_T, str]]:
    """Items of a list with their paths."""
    return ((item, f"{path}[{position}]") for position, item in enumerate(items))


def unique(ids: Sequence[tuple[str, str]]) -> None:
    """Refuse the second use of an id; pairs of id and path."""
    seen: dict[str, str] = {}
    for name, path in ids:
        if name in seen:
            raise refuse("duplicate_id", path, id=name, first=seen[name])
        seen[name] = path


def matcher(item: Object | None, path: str) -> Matcher:
    """A matcher; absent is always true."""
    if not item:
        return Matcher()
    weekdays = item.get("weekday")
    negated = item.get("not")
    return Matcher(
        mcc=tuple(code_range(code) for code in item["mcc"]) if "mcc" in item else None,
        merchant=_names(item, "merchant"),
        category=_names(item, "category"),
        country=_names(item, "country"),
        channel=_words(item, "channel"),
        currency=_words(item, "currency"),
        foreign_currency=item.get("foreign_currency"),
        contactless=item.get("contactless"),
        wallet=_words(item, "wallet"),
        weekday=None if weekdays is None else frozenset(WEEKDAYS.index(name) for name in weekdays),
        min_amount=number(item, "min_amount", path),
        max_amount=number(item, "max_amount", path),
        all_of=_parts(item, "all", path),
        any_of=_parts(item, "any", path),
        negated=None if negated is None else matcher(negated, f"{path}.not"),
    )


def _names(item: Object, key: str) -> frozenset[str] | None:
    return frozenset(fold(name) for name in item[key]) if key in item else None


def _words(item: Object, key: str) -> frozenset[str] | None:
    return frozenset(item[key]) if key in item else None


def _parts(item: Object, key: str, path: str) -> tuple[Matcher, ...] | None:
    if key not in item:
        return None
    return tuple(matcher(part, place) for part, place in numbered(item[key], f"{path}.{key}"))
