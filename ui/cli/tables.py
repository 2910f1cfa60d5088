"""Quiet aligned text for terminals: columns by display width, amounts to the right."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LEFT, RIGHT = "<", ">"
GAP = "  "
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})


def width(text: str) -> int:
    """Cells that a text takes in a terminal: marks none, East Asian wide characters two."""
    return sum(
        0 if unicodedata.category(c) in _INVISIBLE else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def fitted(text: str, cells: int, side: str = LEFT) -> str:
    """A text in so many cells, cut with "…" where it is too long."""
    taken = width(text)
    if taken > cells:
        kept = text
        while width(kept) > cells - 1:
            kept = kept[:-1]
        text, taken = f"{kept}…", width(kept) + 1
    blanks = " " * (cells - taken)
    return blanks + text if side == RIGHT else text + blanks


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], sides: str = "", *, longest: int = 48, indent: str = ""
) -> str:
    """Rows under their heads. sides: one of < and > for each column; longest: cells of a column before it is cut."""
    lines = [heads, *rows] if any(heads) else list(rows)
    if not lines:
        return ""
    columns = range(len(lines[0]))
    cells = [min(longest, max(width(line[column]) for line in lines)) for column in columns]
    aligned = sides.ljust(len(cells), LEFT)
    return "\n".join(
        (indent + GAP.join(fitted(line[n], cells[n], aligned[n]) for n in columns)).rstrip() for line in lines
    )


def paragraphs(*parts: str) -> str:
    """Parts of an answer with a blank line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)
