"""Which parts of a painted text a picture for others may show: words of the program, without digits and names."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from ui import locale
from ui.locale.po import entries

_PLACE = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\S+")
_HEARD = "msgstr"


def own_words() -> frozenset[str]:
    """Every word of the program's own texts in the language in use, folded."""
    return _own_words(locale.language())


def covered(words: str, names: Collection[str], own: Collection[str]) -> list[tuple[int, int]]:
    """The stretches (from, to) of a text that nobody else may read: what holds a digit, a word that is none of the
    program's own, or a name. names: folded. What lies between two stretches is covered too when it holds no word."""
    bad = [match.span() for match in _TOKEN.finditer(words) if not _is_own(match[0], own)]
    folded = words.casefold()
    found = [name for name in names if name in folded]  # cheap before exact: a vault knows thousands of names
    if len(folded) == len(words):
        for name in found:
            bad += [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded)]
    elif bad or found:
        bad = [(0, len(words))]  # folding moved the places
    return _joined(words, sorted(bad))


def _joined(words: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for start, end in spans:
        if made and not _WORD.search(words[made[-1][1] : start]):
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


def _is_own(token: str, own: Collection[str]) -> bool:
    return not any(sign.isdigit() for sign in token) and all(one.casefold() in own for one in _WORD.findall(token))


@cache
def _own_words(language: str) -> frozenset[str]:
    path = locale.catalogue_path(language)
    is_source = not path.exists()
    if is_source:  # the source of every catalogue is English
        path = next(locale.catalogue_path(one) for one in locale.LANGUAGES if locale.catalogue_path(one).exists())
    found: set[str] = set()
    for entry in entries(path):
        for field, words in entry.items():
            if entry["msgid"] and field.startswith(_HEARD) != is_source:
                found |= {one.casefold() for one in _WORD.findall(_PLACE.sub(" ", words))}
    return frozenset(found)
