"""From which size of letters a preview is laid out otherwise."""

from __future__ import annotations

from ui.style import tokens

_LARGE = 1.5


def are_large() -> bool:
    """Whether what stands beside the lines is a page of its own, and what stands above them gives way."""
    return tokens.look().scale >= _LARGE
