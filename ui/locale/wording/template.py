"""Sentences with named places, and how a value is written into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import TypeAlias

from hub.domain.money import Money, to_minor
from ui import locale
from ui.locale import text


@dataclass(frozen=True, slots=True)
class Plural:
    """A sentence in two numbers; by: the value that decides."""

    one: str
    many: str
    by: str


Template: TypeAlias = str | Plural


def plural(one: str, many: str, by: str = "count") -> Plural:
    """Mark a sentence in two numbers for translation."""
    return Plural(one, many, by)


def words(template: Template, values: Mapping[str, object]) -> str:
    """The sentence in the language in use with its values; a value that is missing shows as "…"."""
    if isinstance(template, Plural):
        deciding = values.get(template.by, 0)
        number = deciding if isinstance(deciding, int) else 0
        sentence = locale.ngettext(template.one, template.many, number)
    else:
        sentence = locale.gettext(template)
    return sentence.format_map(_Values(values))


class _Values(dict[str, object]):
    """The values of a sentence, each wrapped so that it writes itself in the language."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__(values)

    def __getitem__(self, key: str) -> object:
        if key not in self:
            return _Written("…", "")
        currency, today = self.get("currency", ""), self.get("today")
        return _Written(super().__getitem__(key), str(currency or ""), today if isinstance(today, date) else None)


class _Written:
    """One value; the format specification says how to write it."""

    def __init__(self, value: object, currency: str, today: date | None = None) -> None:
        self.value, self.currency, self.today = value, currency, today

    def __format__(self, how: str) -> str:
        value = self.value
        if isinstance(value, int) and not isinstance(value, bool):
            return _integer(value, how, self.currency)
        if isinstance(value, Decimal):
            return _decimal(value, how, self.currency)
        if isinstance(value, date) and how:
            return _day(value, how, self.today)
        return _other(value)


def _integer(value: int, how: str, currency: str) -> str:
    if how == "money":
        return text.money(value, currency) if currency else text.number(value)
    if how == "plain":
        return str(value)
    if how == "size":
        return text.size(value)
    return text.percent(Decimal(value)) if how == "percent" else text.count(value)


def _day(value: date, how: str, today: date | None) -> str:
    if how == "day_month":
        return text.day_month(value)
    return text.on_day(value, today or date.min) if how == "on_day" else text.day_long(value)


def _decimal(value: Decimal, how: str, currency: str) -> str:
    if how == "percent":
        return text.percent(value, min(2, max(0, -int((value * 100).normalize().as_tuple().exponent))))
    if how == "money" and currency:
        return text.money(to_minor(value, currency), currency)
    return text.number(value.normalize() + 0 if value else Decimal(0))


def _other(value: object) -> str:
    if isinstance(value, Money):
        return text.money(value)
    if isinstance(value, datetime):
        return f"{text.day(value)} {text.clock(value)}"
    if isinstance(value, date):
        return text.day(value)
    if isinstance(value, str):
        return text.name(value)
    if isinstance(value, PurePath):
        return text.code(str(value))
    if isinstance(value, Iterable):
        return ", ".join(str(_other(item)) for item in value)
    return str(value)
