"""What can follow in a search that is being typed: fields, their words, and names from the vault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hub.domain.period import add_months
from hub.domain.query import HAS_WORDS, IS_WORDS
from hub.domain.text import fold

FIELDS = ("payee", "account", "category", "tag", "amount", "on", "last", "is", "has", "description", "notes", "file")
"""In the order in which they are offered."""
SPANS = ("7d", "30d", "3m", "6m", "1y")
MOST = 12

_OPEN = re.compile(
    r"""(?P<minus>-?)
        (?:(?P<field>[A-Za-z]+):(?:"(?P<quoted>[^"]*)|(?P<value>[^\s()"]*))
         | (?P<word>[^\s()":<>=-][^\s()":<>=]*))$""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names in a vault; categories as (name as shown, code or name as stored)."""

    accounts: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    payees: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """Replace text[start:end] by `text`; shown: what it says, kind: a field's name, or "field"."""

    start: int
    end: int
    text: str
    shown: str
    kind: str

    def applied(self, typed: str) -> str:
        """The whole text with it."""
        return typed[: self.start] + self.text + typed[self.end :]


def completions(typed: str, cursor: int, known: Vocabulary, today: date) -> list[Completion]:
    """What may follow at the cursor, likeliest first, at most `MOST`; none where nothing has been begun."""
    found = _OPEN.search(typed[:cursor])
    if found is None or _in_phrase(typed[: found.start()]):
        return []
    start = found.start() + len(found["minus"])
    if found["word"] is not None:
        return [Completion(start, cursor, *one) for one in _of_word(found["word"], known)][:MOST]
    value = found["quoted"] if found["quoted"] is not None else found["value"]
    end = cursor + (typed[cursor : cursor + 1] == '"' and found["quoted"] is not None)
    end += typed[end : end + 1] == " "
    wanted = _of_field(found["field"].lower(), value, known, today)
    return [Completion(start, end, *one) for one in wanted if one[0].strip() != typed[start:end].strip()][:MOST]


def _in_phrase(before: str) -> bool:
    return before.count('"') % 2 == 1


def _of_word(word: str, known: Vocabulary) -> list[tuple[str, str, str]]:
    wanted = fold(word)
    fields = [(f"{field}:", f"{field}:", "field") for field in FIELDS if field.startswith(wanted)]
    states = [(f"is:{one} ", one, "is") for one in IS_WORDS if one.startswith(wanted) and len(wanted) > 1]
    names = []
    if len(wanted) > 1:
        for field, values in (
            ("category", [shown for shown, _code in known.categories]),
            ("account", known.accounts),
            ("tag", known.tags),
            ("payee", known.payees),
        ):
            names += [(_token(field, one), one, field) for one in _containing(wanted, values)[:4]]
    return fields + states + names


def _of_field(field: str, value: str, known: Vocabulary, today: date) -> list[tuple[str, str, str]]:
    wanted = fold(value)
    if field == "category":
        return [
            (_token(field, shown), shown, field)
            for shown in _containing(wanted, [shown for shown, _code in known.categories])
        ] + [
            (_token(field, shown), shown, field)
            for shown, code in known.categories
            if wanted in fold(code.replace("_", " ")) and wanted not in fold(shown)
        ]
    names = {"account": known.accounts, "tag": known.tags, "payee": known.payees, "file": known.files}.get(field)
    if names is not None:
        return [(_token(field, one), one, field) for one in _containing(wanted, names)]
    words = {"is": IS_WORDS, "has": HAS_WORDS, "last": SPANS, "on": _months(today)}.get(field, ())
    return [(f"{field}:{one} ", one, field) for one in words if one.startswith(wanted)]


def _months(today: date) -> Sequence[str]:
    first = today.replace(day=1)
    return (*(f"{add_months(first, -back):%Y-%m}" for back in range(6)), f"{today:%Y}", f"{today.year - 1}")


def _containing(wanted: str, names: Iterable[str]) -> list[str]:
    """Names with the text in them; those that begin with it first, otherwise in their order."""
    hits = [one for one in names if wanted in fold(one)]
    return sorted(hits, key=lambda one: not fold(one).startswith(wanted))


def _token(field: str, name: str) -> str:
    plain = name.replace('"', "")
    return f'{field}:"{plain}" '
