"""What the filter line asks: tokens and typed words, put together into one text of the search language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ui.locale import _, text

_MONTH = re.compile(r"on:([0-9]{4})-([0-9]{2})")
_FIELD = re.compile(r'(account|category|payee|tag|description|file):"?([^"]+?)"?')
TO_SORT = "is:uncategorised"
_FIELDS = ("account", "category", "payee", "tag", "file")


@dataclass(frozen=True, slots=True)
class Filters:
    """The state of the filter line.

    tokens: finished parts, each a text of the search language. typed: what stands in the field. only: "" for all,
    or the search text of the chosen segment.
    """

    tokens: tuple[str, ...] = ()
    typed: str = ""
    only: str = ""

    @property
    def query(self) -> str:
        """The whole search."""
        return " ".join(part for part in (*self.tokens, self.only, self.typed) if part)

    @property
    def query_of_all(self) -> str:
        """The search without the chosen segment, for the counts on the segments."""
        return " ".join(part for part in (*self.tokens, self.typed) if part)

    @property
    def start_of_typed(self) -> int:
        """Where the typed words begin in `query`: places of errors count from there."""
        return len(" ".join(part for part in (*self.tokens, self.only) if part)) + bool(self.tokens or self.only)

    @property
    def month(self) -> date | None:
        """The first day of the month when a whole month is all that is asked, else None."""
        found = _MONTH.fullmatch(self.query)
        return date(int(found[1]), int(found[2]), 1) if found else None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is filtered."""
        return not self.query.strip()

    def with_token(self, token: str) -> Filters:
        """One more token; a month replaces the month that was there."""
        kept = tuple(one for one in self.tokens if not (is_month(one) and is_month(token)) and one != token)
        return replace(self, tokens=(*kept, token))

    def without(self, token: str) -> Filters:
        """The token is gone."""
        return replace(self, tokens=tuple(one for one in self.tokens if one != token))

    def finished(self) -> Filters:
        """What was typed becomes a token."""
        typed = self.typed.strip()
        if not typed:
            return self
        whole = f"({typed})" if re.search(r"\bor\b", typed, re.IGNORECASE) else typed
        return replace(self.with_token(whole), typed="")


def asked(arguments: Mapping[str, object]) -> Filters | None:
    """The filters that another screen asks for; None when it asks for none.

    query: a text of the search language. account, category, payee, tag, file: a name or a category's code. month: a day
    of it, or "2026-11". to_sort: only what has no category.
    """
    tokens = []
    month = arguments.get("month")
    if month:
        tokens.append(month_token(month) if isinstance(month, date) else f"on:{month}")
    tokens += [field_token(name, str(arguments[name])) for name in _FIELDS if arguments.get(name)]
    if arguments.get("query"):
        tokens.append(str(arguments["query"]))
    only = TO_SORT if arguments.get("to_sort") else ""
    return Filters(tuple(tokens), only=only) if tokens or only else None


def month_token(on: date) -> str:
    """The token of a whole month."""
    return f"on:{on:%Y-%m}"


def field_token(field: str, value: str) -> str:
    """A token for one field: payee, account, category, tag."""
    return f'{field}:"{value.replace(chr(34), "")}"'


def is_month(token: str) -> bool:
    """Whether a token is a whole month."""
    return _MONTH.fullmatch(token) is not None


def words(token: str, categories: Mapping[str, str]) -> str:
    """A token as the person reads it: "November 2026", "Groceries"; categories: names as shown by code."""
    month = _MONTH.fullmatch(token)
    if month:
        return text.month(date(int(month[1]), int(month[2]), 1))
    if token == TO_SORT:
        return _("To sort")
    field = _FIELD.fullmatch(token)
    if field:
        return categories.get(field[2], field[2]) if field[1] == "category" else text.name(field[2])
    return text.code(token)
