"""Text that is UTF-8 in some lines and an old single-byte set in others, because two programs wrote one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice

_TAIL = re.compile(rb"[\x80-\xff][^\n]*")
"""A line from its first byte above 127 on."""
_SAMPLE = 400
_LONGEST = 4_000
_FOREIGN = 10_000
"""Lines in the other set up to which a file is read line by line."""

Span = tuple[int, int]


def mixed_text(content: bytes, letters: frozenset[str], other: Callable[[bytes], str]) -> tuple[str, str] | None:
    """The text of such a file and the name of the other set; None when its lines don't show that it is one.

    letters: what languages write above 127; other: names the set that some lines are in.
    """
    if not _is_likely(islice((m[0] for m in _TAIL.finditer(content)), _SAMPLE), letters):
        return None
    foreign: list[Span] = []
    for match in _TAIL.finditer(content):
        if _utf8(match[0]) is None and not _is_cut(match[0]):
            foreign.append(match.span())
            if len(foreign) > _FOREIGN or match.end() - match.start() > _LONGEST:
                return None
    if not foreign:
        return None
    name = other(b"\n".join(content[start:end] for start, end in foreign[:_SAMPLE]))
    return _joined(content, foreign, name), name


def _is_likely(tails: Iterable[bytes], letters: frozenset[str]) -> bool:
    """Whether at least half of the lines are UTF-8, and say something in it."""
    own, count = [], 0
    for tail in tails:
        count += 1
        text = _utf8(tail)
        if text is not None:
            own.append(text)
    high = [c for text in own for c in text if c > "\x7f"]
    everyday = sum(c in letters or c >= "\u2000" for c in high)
    return 2 * len(own) >= count and bool(high) and 5 * everyday >= 4 * len(high)


def _utf8(tail: bytes) -> str | None:
    try:
        return tail.decode()
    except UnicodeDecodeError:
        return None


def _is_cut(tail: bytes) -> bool:
    """UTF-8 with a broken character beside whole ones."""
    return not tail.decode("utf-8", "ignore").isascii()


def _joined(content: bytes, foreign: Iterable[Span], name: str) -> str:
    parts, place = [], 0
    for start, end in foreign:
        parts += [content[place:start].decode("utf-8", "replace"), content[start:end].decode(name, "replace")]
        place = end
    parts.append(content[place:].decode("utf-8", "replace"))
    return "".join(parts)
