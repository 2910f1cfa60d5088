"""What a heading of a column means: its role, how sure, and the currency it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from importers.currencies import currency_in, currency_of
from importers.months import plain
from importers.words_money import MONEY_ROLES
from importers.words_text import TEXT_ROLES

_ROLES = {**MONEY_ROLES, **TEXT_ROLES}
_SPACED = {"ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
_JUNK = re.compile(r"[^\w%$+#/*-]+|_+")
_NOTE = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_BRACKET = re.compile(r"[()\[\]（）【】]")
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's role ("" = unknown), its weight (10 = the whole heading is a known phrase) and currency."""

    role: str
    weight: int
    currency: str | None = None


def normal(text: str) -> str:
    """A heading in small letters without accents, notes in brackets and punctuation."""
    text = plain(_NOTE.sub(" ", text).strip())
    for char, spelled in _SPACED.items():
        text = text.replace(char, spelled)
    return _JUNK.sub(" ", text.replace("-", " ").replace("/", " ")).strip(" #*/$")


def _tables() -> tuple[dict[str, str], list[tuple[str, str]], dict[str, list[tuple[str, str]]]]:
    exact: dict[str, str] = {}
    for role, phrases in _ROLES.items():
        for phrase in phrases.split("|"):
            key = " ".join(phrase.split())
            if key:
                exact.setdefault(("~" if key[0] == "~" else "") + normal(key.lstrip("~")), role)
    exact.pop("", None)
    tails = [(p[1:], r) for p, r in exact.items() if p[0] == "~"]
    words = {p: r for p, r in exact.items() if p[0] != "~"}
    first: dict[str, list[tuple[str, str]]] = {}
    for phrase, role in words.items():
        if not _DENSE.search(phrase) and len(phrase) > 2:
            first.setdefault(phrase.split()[0], []).append((phrase, role))
    return words, tails, first


_EXACT, _TAILS, _FIRST = _tables()
_DENSE_PHRASES = sorted(
    ((p, r) for p, r in _EXACT.items() if _DENSE.search(p) and len(p) > 1), key=lambda i: -len(i[0])
)
_ORDER = {role: place for place, role in enumerate(_ROLES)}


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading:
    """The meaning of a heading; role "" when it holds no known phrase."""
    if not text.strip() or len(text) > 90:
        return Heading("", 0)
    key = normal(text)
    currency = currency_in(text)
    if currency_of(text) and len(text) <= 5:
        return Heading("amount", 6, currency)
    role = _EXACT.get(normal(_BRACKET.sub(" ", text))) or _EXACT.get(key)
    if role:
        return Heading(role, 10, currency)
    bare = " ".join(w for w in key.split() if not (len(w) in (3, 4) and currency_of(w)) and not w.isdigit())
    role = _EXACT.get(bare)
    if role:
        return Heading(role, 9, currency)
    found = _contained(bare or key)
    return (
        Heading(found[1], max(3, 8 * len(found[0]) // max(1, len(bare or key))), currency)
        if found
        else Heading("", 0, currency)
    )


def _contained(key: str) -> tuple[str, str] | None:
    """The longest known phrase within a heading."""
    hits: list[tuple[str, str]] = []
    if _DENSE.search(key):
        hits += [(p, r) for p, r in _DENSE_PHRASES if p in key]
    padded, words = f" {key} ", key.split()
    for word in words:
        hits += [(p, r) for p, r in _FIRST.get(word, ()) if f" {p} " in padded]
        hits += [(t, r) for t, r in _TAILS if word.endswith(t)]
    return min(hits, key=lambda hit: (-len(hit[0]), _ORDER[hit[1]])) if hits else None


def known_words(text: str) -> int:
    """How many words of a text are headings that need letters beyond ASCII: proof that it was decoded rightly."""
    words = set(re.split(r"[,;\t|\"\n:]", text[:4000]))
    return sum(1 for w in words if not w.isascii() and len(w) < 40 and normal(w) in _EXACT)
