"""Merchants as banks write them against merchants as offers write them.

An inverted index over the person's own payees: by key, by word, by consonants and by the start of names that
banks cut off, so that a hundred thousand names are looked up in seconds. Precision comes first: an offer for a
shop one has never been to is the kind of advertisement that this program does not show.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from hub.domain.categories import STARTER
from hub.domain.text import merchant_words
from hub.domain.text_words import CITIES

DISTINCTIVE = 3
"""A word that at most so many payees share may stand for a merchant alone."""

BRANCHES = 40
"""Payees that may be branches of a merchant whose whole name is the word they begin with."""

CUT = 12
"""Letters from which a name without blanks may have been cut off by the bank."""

_SHORTENED = 4
"""Letters of a name that banks may write without its vowels."""
_ALONE = 8
"""Letters of one word that names a merchant without the kind of shop in front of it."""
_LEAST = 3
"""Letters by which branches may be found, or a name without its vowels."""

_PAST = (DISTINCTIVE + 1, BRANCHES + 1)
"""Numbers of payees from which a word says less."""
_GENERIC = frozenset(word for text in STARTER.values() for word in text.split())
_LABEL = re.compile(r"^\[\w{1,3}\]\s*")
_DOMAINS = re.compile(r"(?<=\w{3})\.(?:com?\.[a-z]{2}|com|net|org)(?!\w)", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d{1,2}[-+](?=[^\W\d_]{3})")


@lru_cache(maxsize=1 << 16)
def _skeleton(key: str) -> str:
    """The first letter and the consonants after it: "amazon" and "amzn" share one."""
    return key[:1] + "".join(letter for letter in key[1:] if letter not in "aeiou")


def shop_words(text: str) -> tuple[str, ...]:
    """The words that name a shop, as two names are compared: without labels, domains and what stands twice."""
    if text[:1] == "[":
        text = _LABEL.sub("", text)
    if text[:1].isdigit():
        text = _NUMBERED.sub("", text)
    if "." in text:
        text = _DOMAINS.sub("", text)
    words = merchant_words(text)
    if len(words) < 2 or len(set(words)) == len(words):
        return tuple(words)
    return tuple(word for word, _same in groupby(words))


def names_nobody(merchant: str) -> bool:
    """Whether a merchant's name says too little to stand for one: empty, a letter, a kind of shop, a place."""
    words = shop_words(merchant)
    is_common = len(words) == 1 and words[0] in _GENERIC
    return len("".join(words)) < 2 or is_common or all(word in CITIES for word in words)


def told_by(payee: str) -> frozenset[str]:
    """What a payee can be found by, as codes: one of `asked_of` a merchant is among them when it can be that one."""
    words = shop_words(payee)
    key = "".join(words)
    if not key:
        return frozenset()
    told = {f"key {key}", f"first {words[0]}", f"bones {_skeleton(key)}", f"cut {key[:CUT]}"}
    told |= {f"key {_without_kind(words)}", *(f"pair {pair}" for pair in _pairs(key))}
    return frozenset(told if len(words) == 1 else {*told, f"two {words[0]} {words[1]}"})


def asked_of(words: Sequence[str]) -> list[str]:
    """What finding a merchant of these words depends on: codes of `told_by`, and how common each word is."""
    key = "".join(words)
    if not key:
        return []
    told = [f"key {key}", f"first {key}", f"word {key}"]
    if len(words) > 1:
        told = [f"key {key}", f"key {words[0]}", f"two {words[0]} {words[1]}", *(f"word {word}" for word in set(words))]
    if len(key) >= _SHORTENED:
        told.append(f"bones {_skeleton(key)}")
    if len(key) >= CUT:
        told.append(f"cut {key[:CUT]}")
    if not key.isascii():
        told.extend(f"pair {pair}" for pair in _pairs(key)[:1])
    return told


def _without_kind(words: Sequence[str]) -> str:
    """A name's key without the kind of shop in front of it; empty when too little is left to stand for a shop."""
    rest = "".join(words[1:])
    return rest if words[0] in _GENERIC and (len(words) > 2 or len(rest) >= _ALONE) else ""


def _pairs(key: str) -> list[str]:
    """Neighbouring letters of a name in a script without blanks; nothing for other scripts."""
    if key.isascii() or not any("\u2e80" <= letter <= "\u9fff" for letter in key):
        return []
    return [key[at : at + 2] for at in range(len(key) - 1)]


class MerchantIndex:
    """Payees to be found by a merchant's name. payees: distinct names; results are their positions."""

    def __init__(self, payees: Iterable[str]) -> None:
        self._words: list[tuple[str, ...]] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_skeleton: dict[str, list[int]] = defaultdict(list)
        self._by_start: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._by_cut: dict[str, list[int]] = defaultdict(list)
        self._by_rest: dict[str, list[int]] = defaultdict(list)
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for payee in payees:
            self.add(payee)

    def add(self, payee: str) -> frozenset[str]:
        """One more payee, behind those there are; words that are too common from now on to stand for a merchant."""
        words, at = shop_words(payee), len(self._words)
        self._words.append(words)
        for places in self._places(words):
            places.append(at)
        return frozenset(word for word in set(words) if len(self._by_word[word]) in _PAST)

    def remove(self, at: int) -> frozenset[str]:
        """Forget the payee at a position, those of the others stay; words that stand for a merchant again."""
        words, self._words[at] = self._words[at], ()
        for places in self._places(words):
            places.remove(at)
        return frozenset(word for word in set(words) if len(self._by_word[word]) + 1 in _PAST)

    def _places(self, words: tuple[str, ...]) -> Iterator[list[int]]:
        """Where a payee of these words is noted."""
        key = "".join(words)
        if not key:
            return
        yield self._by_key[key]
        yield self._by_skeleton[_skeleton(key)]
        for word in set(words):
            yield self._by_word[word]
        for length in (1, 2):
            if len(words) >= length:
                yield self._by_start[words[:length]]
        if len(words) == 1 and len(key) >= CUT:
            yield self._by_cut[key[:CUT]]
        kindless = _without_kind(words)
        if kindless:
            yield self._by_rest[kindless]
        for pair in dict.fromkeys(_pairs(key)):
            yield self._by_pair[pair]

    def find(self, merchant: str) -> list[int]:
        """Positions of the payees that are this merchant; empty when none is."""
        return self.find_words(shop_words(merchant))

    def find_words(self, words: tuple[str, ...]) -> list[int]:
        """Positions of the payees that are the merchant of these words."""
        key = "".join(words)
        if len(key) < 2:
            return []
        found = {*self._by_key.get(key, ()), *self._by_rest.get(key, ())}
        pairs = _pairs(key)
        if pairs:
            found.update(at for at in self._by_pair.get(pairs[0], ()) if key in "".join(self._words[at]))
        found.update(at for at in self._candidates(words) if self._is_part(words, self._words[at]))
        if not found and len(key) >= _SHORTENED:
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
        if short == offered and len(short) == 1:
            return rarest <= BRANCHES and len(short[0]) >= _LEAST
        return rarest <= DISTINCTIVE and (len(short) > 1 or len(short[0]) >= 5)

    def _is_short(self, key: str, at: int) -> bool:
        """Whether one of the two is the other without its vowels, as banks shorten names."""
        own = "".join(self._words[at])
        return len(own) >= _LEAST and _skeleton(key) in (key, own)
