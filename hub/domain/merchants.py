"""Merchants as banks write them against merchants as offers write them.

An inverted index over the person's own payees: by key, by word, by consonants and by the start of names that
banks cut off, so that a hundred thousand names are looked up in seconds. Precision comes first: an offer for a
shop one has never been to is the kind of advertisement that this program does not show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from hub.domain.categories import STARTER
from hub.domain.text import merchant_words
from hub.domain.text_words import CITIES

DISTINCTIVE = 3
"""A word that at most so many payees share may stand for a merchant alone."""

CUT = 12
"""Letters from which a name without blanks may have been cut off by the bank."""

_GENERIC = frozenset(word for text in STARTER.values() for word in text.split())


@lru_cache(maxsize=1 << 16)
def _skeleton(key: str) -> str:
    """The first letter and the consonants after it: "amazon" and "amzn" share one."""
    return key[:1] + "".join(letter for letter in key[1:] if letter not in "aeiou")


def names_nobody(merchant: str) -> bool:
    """Whether a merchant's name says too little to stand for one: empty, a letter, a kind of shop, a place."""
    words = merchant_words(merchant)
    is_common = len(words) == 1 and words[0] in _GENERIC
    return len("".join(words)) < 2 or is_common or all(word in CITIES for word in words)


def buckets(name: str) -> frozenset[str]:
    """What two names have to share one of before either can be found by the other."""
    words = merchant_words(name)
    key = "".join(words)
    if not key:
        return frozenset()
    start = " ".join(words[:2]) if words[0] in _GENERIC else words[0]  # "hotel" alone stands for nobody
    return frozenset({f"w{start}", f"k{key}", f"k{start.replace(' ', '')}", f"s{_skeleton(key)}", f"c{key[:CUT]}"})


class MerchantIndex:
    """Payees to be found by a merchant's name. payees: distinct names; results are their positions."""

    def __init__(self, payees: Sequence[str]) -> None:
        self._words: list[tuple[str, ...]] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_skeleton: dict[str, list[int]] = defaultdict(list)
        self._by_start: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._by_cut: dict[str, list[int]] = defaultdict(list)
        for payee in payees:
            self.add(payee)

    def add(self, payee: str) -> None:
        """One more payee, behind those there are."""
        words, at = tuple(merchant_words(payee)), len(self._words)
        self._words.append(words)
        key = "".join(words)
        if not key:
            return
        self._by_key[key].append(at)
        self._by_skeleton[_skeleton(key)].append(at)
        for word in set(words):
            self._by_word[word].append(at)
        for length in (1, 2):
            if len(words) > length - 1:
                self._by_start[words[:length]].append(at)
        if len(words) == 1 and len(key) >= CUT:
            self._by_cut[key[:CUT]].append(at)

    def find(self, merchant: str) -> list[int]:
        """Positions of the payees that are this merchant; empty when none is."""
        words = tuple(merchant_words(merchant))
        key = "".join(words)
        if len(key) < 2:
            return []
        found = set(self._by_key.get(key, ()))
        found.update(at for at in self._candidates(words) if self._is_part(words, self._words[at]))
        if not found and len(key) >= 4:
            found.update(at for at in self._by_skeleton.get(_skeleton(key), ()) if self._is_short(key, at))
        if not found and len(key) >= CUT:
            found.update(at for at in self._by_cut.get(key[:CUT], ()) if key.startswith(self._words[at][0]))
        return sorted(found)

    def _candidates(self, words: tuple[str, ...]) -> Iterable[int]:
        """Payees that begin with the same two words, or with the one word there is."""
        if len(words) == 1:
            return () if words[0] in _GENERIC else self._by_start.get(words, ())
        return *self._by_start.get(words[:2], ()), *self._by_key.get(words[0], ())

    def _is_part(self, offered: tuple[str, ...], own: tuple[str, ...]) -> bool:
        """Whether one name is the other with something added behind it, and its words say enough."""
        short, long = sorted((offered, own), key=len)
        rest = long[len(short) :]
        if not short or long[: len(short)] != short or (len(short) == 1 and short[0] in _GENERIC):
            return False
        if all(word in CITIES for word in rest):
            return True
        rarest = min(len(self._by_word.get(word, ())) for word in short)
        return rarest <= DISTINCTIVE and (len(short) > 1 or len(short[0]) >= 5)

    def _is_short(self, key: str, at: int) -> bool:
        """Whether one of the two is the other without its vowels, as banks shorten names."""
        return _skeleton(key) in (key, "".join(self._words[at]))
