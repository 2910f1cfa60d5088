"""Text whose lines end in one way, so that patterns find lines without each being cut out."""

from __future__ import annotations

_OTHERS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def lined(text: str) -> str:
    """A text with a line feed before each line and one behind the last; lines end where `str.splitlines` ends them."""
    text = text.replace("\r\n", "\n")
    for one in _OTHERS:
        text = text.replace(one, "\n")
    return f"\n{text}\n"
