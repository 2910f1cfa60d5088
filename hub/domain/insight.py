"""Insights: what is worth doing, with its why and exactly one main action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LEVELS = ("safe", "clear", "in_control", "growing", "yours")
"""Advice comes from the lowest unmet level first (EXPERIENCE section 2)."""


@dataclass(frozen=True, slots=True)
class Insight:
    """One suggestion.

    code and values: what it says; key: stable identity, for "not now" and "never". figure: minor units and
    currency of what it is about, with `per` (once, month, year). why: code of the reason, worded with values.
    action: code of the one main action, target: where it leads (screen name and arguments).
    """

    code: str
    key: str
    level: str
    figure: int
    currency: str
    per: str
    why: str
    action: str
    target: str
    values: Mapping[str, object] = field(default_factory=dict)
    arguments: Mapping[str, object] = field(default_factory=dict)
