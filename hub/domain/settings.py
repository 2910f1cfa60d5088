"""What a person can set; the form on screen is made from these fields.

Each field's metadata: group (section of the form), choices (codes) where there are few.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def _setting(default: Any, group: str, choices: tuple[Any, ...] = ()) -> Any:
    return field(default=default, metadata={"group": group, "choices": choices})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults. Amounts are minor units of the home currency."""

    language: str = _setting("system", "language", ("system", "en", "fr"))
    category_language: str = _setting("same", "language", ("same", "en", "fr", "ar", "fa", "zh"))
    home_currency: str = _setting("EUR", "language")
    country: str = _setting("", "language")
    calendar: str = _setting("common", "language", ("common", "jalali"))
    theme: str = _setting("system", "appearance", ("system", "light", "dark", "contrast"))
    font_percent: int = _setting(100, "appearance", (80, 90, 100, 110, 125, 150, 175, 200))
    density: str = _setting("comfortable", "appearance", ("comfortable", "compact"))
    reduced_motion: bool = _setting(default=False, group="accessibility")
    chart_patterns: bool = _setting(default=False, group="accessibility")
    single_keys: bool = _setting(default=True, group="accessibility")
    buffer: int = _setting(80000, "money")
    suggestion_threshold: int = _setting(70, "money", (50, 60, 70, 80, 90, 100))
    lock_after_minutes: int = _setting(5, "security", (0, 1, 2, 5, 10, 15, 30, 60))
    rates_address: str = _setting("https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml", "connections")
    is_everything_off: bool = _setting(default=False, group="connections")
    household: str = _setting("", "language")
    watch_folder: str = _setting("", "files")
    desktop_notices: bool = _setting(default=False, group="notices")
