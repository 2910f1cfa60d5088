"""The search language: one for the filter line, rules, saved views and the command line.

    word "a phrase" -word            text in payee, description, notes (folded, anywhere in the text)
    payee: account: category: tag: description: notes: file:     text in one field; category: also its code
    amount>50 amount<=9.99 amount:20..30 amount:-12.50     without a sign the absolute value is meant
    on:2026 on:2026-03 on:2026-03-05 on:2026-01..2026-03 on:..2026-02    booking date, both ends included
    last:30d last:2w last:6m last:1y                       from so long ago until today
    is:uncategorised is:transfer is:ignored is:income is:spending is:split is:pending is:booked is:reconciled
    has:receipt has:notes has:tag has:category has:file    file: it came in one, and was not typed
    or ( ) -( )                      words beside each other all hold; "or" binds weaker

`parse` gives a tree of frozen values that storage compiles to SQL; `matches` is the reference that defines what
each of them means.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from hub.domain.errors import QueryError
from hub.domain.period import add_months, clamp_day
from hub.domain.query import (
    HAS_WORDS,
    IS_WORDS,
    TEXT_FIELDS,
    All,
    Amount,
    AnyOf,
    Has,
    Is,
    Node,
    Not,
    On,
    Query,
    Text,
    TransactionView,
    matches,
)
from hub.domain.text import fold

__all__ = ["Query", "TransactionView", "matches", "parse"]

DEEPEST = 50
"""Nested brackets beyond this are refused."""
LONGEST = 2000
"""Characters of a query text."""
_FIELDS = frozenset({*TEXT_FIELDS, "on", "last", "is", "has"})


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<open>-?\() | (?P<close>\)) |
      (?P<minus>-(?=[^\s()]))?
      (?: (?P<field>[A-Za-z]+)(?P<op>:|>=|<=|>|<|=)(?:"(?P<quoted>[^"]*)(?P<end>"?)|(?P<value>[^\s()"]*))
        | "(?P<phrase>[^"]*)(?P<stop>"?)
        | (?P<word>[^\s()"]+) ))""",
    re.VERBOSE,
)
_AMOUNT = re.compile(r"([+-]?)([0-9]{1,12})(?:[.,]([0-9]{1,4}))?")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_SPAN = re.compile(r"([0-9]{1,4})([dwmy])")


def parse(text: str, today: date) -> Query:
    """The query that a text means; today is what `last:` counts back from.

    QueryError with where {"position": 0-based, "token"} says what is wrong: open_bracket, stray_bracket,
    open_quote, unknown_field, bad_amount, bad_date, bad_span, unknown_word, missing_value, missing_part, too_long,
    too_deep.
    """
    if len(text) > LONGEST:
        raise QueryError("too_long", where={"position": LONGEST, "token": ""}, longest=LONGEST)
    return Query(_Parser(text, today).whole(), text)


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str, today: date) -> None:
        self.today = today
        self.tokens = _tokens(text)
        self.at = 0
        self.end = len(text)

    def whole(self) -> Node:
        node = self.either(0)
        if self.at < len(self.tokens):
            raise _error("stray_bracket", self.tokens[self.at])
        return node

    def either(self, depth: int) -> Node:
        """Parts joined by "or"."""
        parts = [self.sequence(depth)]
        while self.at < len(self.tokens) and _is_or(self.tokens[self.at]):
            mark = self.tokens[self.at]
            self.at += 1
            parts.append(self.sequence(depth))
            if All() in parts[-2:]:
                raise _error("missing_part", mark)
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def sequence(self, depth: int) -> Node:
        """Parts beside each other."""
        parts: list[Node] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token["close"] or _is_or(token):
                break
            self.at += 1
            parts.append(self.bracket(token, depth) if token["open"] else self.leaf(token))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def bracket(self, token: re.Match[str], depth: int) -> Node:
        """What stands between brackets."""
        if depth >= DEEPEST:
            raise _error("too_deep", token)
        inner = self.either(depth + 1)
        if self.at >= len(self.tokens):
            raise _error("open_bracket", token)
        self.at += 1
        if inner == All():
            raise _error("missing_part", token)
        return Not(inner) if token["open"].startswith("-") else inner

    def leaf(self, token: re.Match[str]) -> Node:
        """One word, phrase or field."""
        if token["end"] == "" or token["stop"] == "":
            raise _error("open_quote", token)
        node = self.field(token) if token["field"] else _text(token)
        return Not(node) if token["minus"] else node

    def field(self, token: re.Match[str]) -> Node:
        """A field with its value."""
        name, sign = token["field"].lower(), token["op"]
        value = token["quoted"] if token["quoted"] is not None else token["value"]
        if name == "amount":
            return _amount(sign, value, token)
        if sign != ":":
            return _text(token)
        if name not in _FIELDS:
            raise _error("unknown_field", token, field=name, choices=("amount", *sorted(_FIELDS)))
        if not value.strip():
            raise _error("missing_value", token, field=name)
        if name in TEXT_FIELDS:
            return Text(fold(value), name)
        if name == "on":
            return _on(value, token)
        if name == "last":
            return self.last(value, token)
        words = IS_WORDS if name == "is" else HAS_WORDS
        word = value.lower()
        if word not in words:
            raise _error("unknown_word", token, field=name, choices=words)
        return Is(word) if name == "is" else Has(word)

    def last(self, value: str, token: re.Match[str]) -> Node:
        """A span back from today."""
        found = _SPAN.fullmatch(value.lower())
        if not found or int(found[1]) < 1:
            raise _error("bad_span", token)
        count, unit = int(found[1]), found[2]
        try:
            if unit in "dw":
                first = self.today - timedelta(days=count * (7 if unit == "w" else 1) - 1)
            else:
                first = add_months(self.today, -count * (12 if unit == "y" else 1)) + timedelta(days=1)
        except (ValueError, OverflowError):
            raise _error("bad_span", token) from None
        return On(first, self.today)


def _tokens(text: str) -> list[re.Match[str]]:
    """The text cut into tokens."""
    tokens, at = [], 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            raise QueryError("open_quote", where={"position": at, "token": text[at : at + 20]})
        tokens.append(found)
        at = found.end()
    return tokens


def _error(code: str, token: re.Match[str], **values: object) -> QueryError:
    """The error at a token's place."""
    shown = token[0].lstrip()
    return QueryError(code, where={"position": token.end() - len(shown), "token": shown}, next_step="", **values)


def _is_or(token: re.Match[str]) -> bool:
    return token["word"] is not None and not token["minus"] and token["word"].lower() == "or"


def _text(token: re.Match[str]) -> Node:
    """A bare word or phrase."""
    raw = token["phrase"] if token["phrase"] is not None else token[0].strip().removeprefix(token["minus"] or "")
    folded = fold(raw)
    if not folded:
        raise _error("missing_value", token)
    return Text(folded)


def _number(value: str, token: re.Match[str]) -> Decimal:
    """An amount as typed: point or comma before the decimals."""
    found = _AMOUNT.fullmatch(fold(value))
    if not found:
        raise _error("bad_amount", token)
    return Decimal(f"{found[1]}{found[2]}.{found[3] or 0}")


def _amount(sign: str, value: str, token: re.Match[str]) -> Amount:
    """amount>50, amount:20..30, amount=-12.50."""
    low_text, dots, high_text = value.partition("..")
    if dots and sign in ":=":
        low = _number(low_text, token) if low_text else None
        high = _number(high_text, token) if high_text else None
        if (low is None and high is None) or (low is not None and high is not None and low > high):
            raise _error("bad_amount", token)
        return Amount(low, high, is_signed=low_text[:1] in ("+", "-") or high_text[:1] in ("+", "-"))
    number = _number(value, token)
    is_signed = fold(value)[:1] in ("+", "-")
    if sign in ":=":
        return Amount(number, number, is_signed=is_signed)
    if sign[0] == ">":
        return Amount(low=number, is_signed=is_signed, low_strict=sign == ">")
    return Amount(high=number, is_signed=is_signed, high_strict=sign == "<")


def _span_of(text: str, token: re.Match[str]) -> tuple[date, date]:
    """First and last day of a year, month or day."""
    found = _DAY.fullmatch(fold(text))
    if not found:
        raise _error("bad_date", token)
    try:
        year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        if found[3]:
            return date(year, month, day), date(year, month, day)
        if found[2]:
            return date(year, month, 1), clamp_day(year, month, 31)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        raise _error("bad_date", token) from None


def _on(value: str, token: re.Match[str]) -> On:
    """on:2026-03, on:2026-01..2026-03, on:..2026-02."""
    low, dots, high = value.partition("..")
    if not dots:
        return On(*_span_of(low, token))
    first = _span_of(low, token)[0] if low else None
    last = _span_of(high, token)[1] if high else None
    if (first is None and last is None) or (first and last and first > last):
        raise _error("bad_date", token)
    return On(first, last)
