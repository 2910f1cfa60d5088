"""Learned categories: naive Bayes over words and character n-grams, kept as counts.

What was learned is a table of (token, category, count), so the vault can hold it, one correction is a handful of
increments, and a suggestion can say which words decided. Logarithms and shares are statistics and use float; no
money passes through here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import exp, log
from typing import NamedTuple

from hub.domain.categories import CHAINS, INCOME, STARTER, Default, known_code
from hub.domain.text import words_of
from hub.domain.text_words import CITIES

GRAM = 4
"""Length of the character n-grams: long enough for "mark" in Supermarkt and Grünmarkt to mean something."""

SHORTEST_PART = 4
"""Letters that a part of a compound has at least."""

LESSON = 5
"""What one transaction with its category adds to a count."""

STARTER_WEIGHT = 3
"""What a starter word adds: less than one correction, so that the person is right at once."""

PLUS, MINUS = "+", "-"


class Suggestion(NamedTuple):
    """A category with its confidence, 0 to 100, and the words that decided, strongest first."""

    category_id: int
    confidence: int
    words: tuple[str, ...]


def _grams(word: str) -> list[str]:
    """The word's n-grams with its edges marked; none for words that are one n-gram themselves."""
    marked = f"^{word}$"
    return [f"~{marked[i : i + GRAM]}" for i in range(len(marked) - GRAM + 1)] if len(word) > 3 else []


def _telling(words: Iterable[str]) -> list[str]:
    """The words that may say something: each once, without places unless there is nothing else."""
    once = list(dict.fromkeys(words))
    return [word for word in once if word not in CITIES] or once


def tokens(text: str, sign: int = -1) -> list[str]:
    """The tokens of a transaction's text: its words, their n-grams ("~mark") and the sign of its amount."""
    found = [PLUS if sign > 0 else MINUS]
    for word in _telling(words_of(text)):
        found.append(word)
        found += _grams(word)
    return found


def _counted(text: str, sign: int, category_id: int, count: int) -> list[tuple[str, int, int]]:
    return [(token, category_id, count) for token in dict.fromkeys(tokens(text, sign))]


def learning(text: str, sign: int, category_id: int, weight: int = 1) -> list[tuple[str, int, int]]:
    """The increments that one transaction with its category teaches: (token, category, count).

    A transaction counts `LESSON`. To correct one that was taught, also teach its old category with weight −1.
    """
    return _counted(text, sign, category_id, LESSON * weight)


def starter(ids: Mapping[str, int], defaults: Iterable[Default]) -> list[tuple[str, int, int]]:
    """The increments of the starter words for a new vault; ids: category code → its id in the vault."""
    increments = []
    for default in defaults:
        sign = 1 if default.kind == INCOME else -1
        code = known_code(default.code, ids)
        if code is None or default.code not in STARTER:
            continue
        for word in f"{STARTER[default.code]} {CHAINS.get(default.code, '')}".split():
            increments += _counted(word, sign, ids[code], STARTER_WEIGHT)
    return increments


class Categoriser:
    """Suggestions from counts. counts: rows of (token, category, count).

    A word that was seen speaks with its own counts; an unseen word speaks through a known part of it
    or its n-grams, more softly.
    Words and texts repeat, so what they say is worked out once (for a word, a weight for each category).
    """

    SMOOTHING = 0.1
    PART_WEIGHT = 0.85
    GRAM_WEIGHT = 0.6
    SIGN_WEIGHT = 3.0

    def __init__(self, counts: Iterable[tuple[str, int, int]]) -> None:
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._totals: dict[int, int] = defaultdict(int)
        self._order: list[int] = []
        self._said: dict[str, list[float] | None] = {}
        self._known: dict[tuple[tuple[str, ...], bool], Suggestion | None] = {}
        self.learn(counts)

    def learn(self, increments: Iterable[tuple[str, int, int]]) -> None:
        """Add increments; the next suggestion knows them."""
        for token, category_id, count in increments:
            row = self._counts[token]
            row[category_id] = max(row.get(category_id, 0) + count, 0)
            if token in {PLUS, MINUS}:
                self._totals[category_id] = max(self._totals[category_id] + count, 0)
        self._order = [category_id for category_id, total in self._totals.items() if total > 0]
        self._said.clear()
        self._known.clear()

    def suggest(self, text: str, sign: int = -1) -> Suggestion | None:
        """The likeliest category of a text; None when no word or part of a word was ever seen."""
        return self.suggest_for(words_of(text), sign)

    def suggest_for(self, text_words: Iterable[str], sign: int = -1) -> Suggestion | None:
        """The likeliest category of the words of a text (`words_of`)."""
        words = tuple([word for word in _telling(text_words) if self._word(word) is not None]) if self._order else ()
        if (words, sign > 0) not in self._known:
            self._known[words, sign > 0] = self._of_words(words, is_in=sign > 0)
        return self._known[words, sign > 0]

    def _of_words(self, words: tuple[str, ...], *, is_in: bool) -> Suggestion | None:
        """The same for the words of a text."""
        said = {word: weights for word in words if (weights := self._word(word)) is not None}
        if not said:
            return None
        prior = [self.SIGN_WEIGHT * weight for weight in self._token(PLUS if is_in else MINUS)]
        scores = [sum(weights) for weights in zip(prior, *said.values(), strict=True)]
        top = max(scores)
        at = scores.index(top)
        share = 1.0 / sum([exp(score - top) for score in scores])
        seen = sum(map(self._seen, said))
        deciding = sorted((word for word in said if said[word][at] > 0.0), key=lambda w: (-said[w][at], w))
        return Suggestion(self._order[at], min(int(100 * share * seen / (seen + 0.5)), 99), tuple(deciding[:3]))

    def _seen(self, word: str) -> int:
        """How often a word was seen; a word known by a part or its n-grams counts two."""
        return sum(self._counts[word].values()) if word in self._counts else 2

    def _word(self, word: str) -> list[float] | None:
        """What a word says for each category; None when neither it nor half of its n-grams was ever seen."""
        if word not in self._said:
            grams = _grams(word)
            known = [gram for gram in grams if gram in self._counts]
            part = None if word in self._counts else self._part(word)
            weights = None
            if word in self._counts:
                weights = self._token(word)
            elif part:
                weights = [self.PART_WEIGHT * weight for weight in self._token(part)]
            elif known and 2 * len(known) >= len(grams):
                scale = self.GRAM_WEIGHT / len(grams)
                weights = [scale * sum(parts) for parts in zip(*map(self._token, known), strict=True)]
            self._said[word] = weights
        return self._said[word]

    def _part(self, word: str) -> str | None:
        """The longest known word that a compound ends with, or else begins with ("bibliothek" in Stadtbibliothek)."""
        ends = (word[at:] for at in range(1, len(word) - SHORTEST_PART + 1))
        starts = (word[:at] for at in range(len(word) - 1, SHORTEST_PART, -1))
        return next((part for part in (*ends, *starts) if part in self._counts), None)

    def _token(self, token: str) -> list[float]:
        """Log-likelihood of a token in each category against its mean over all categories."""
        weights = self._said.get(token)
        if weights is None:
            row, smooth = self._counts.get(token, {}), self.SMOOTHING / len(self._order)
            rates = [(row.get(c, 0) + smooth) / (self._totals[c] + 1.0) for c in self._order]
            mean = sum(rates) / len(rates)
            weights = self._said[token] = [log(rate / mean) for rate in rates]
        return weights
