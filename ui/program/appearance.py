"""Language and look: from the open vault's settings, before that from what was remembered; changed at any time."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import fields, replace

from PySide6.QtWidgets import QApplication

from hub.domain.settings import Settings
from ui import locale
from ui.locale import qt, text
from ui.style import style, tokens

REMEMBERED = ("language", "theme", "font_percent", "density", "reduced_motion", "chart_patterns")
_ARABIC = frozenset({"ar", "fa", "ur"})


def remembered(memory: MutableMapping[str, str]) -> Settings:
    """The settings with what was remembered of the look."""
    settings = Settings()
    for known in fields(Settings):
        kept = memory.get(f"look.{known.name}")
        if known.name not in REMEMBERED or kept is None:
            continue
        value: object = kept
        if isinstance(known.default, bool):
            value = kept == "yes"
        elif isinstance(known.default, int):
            value = int(kept) if kept.isdigit() else known.default
        choices = known.metadata["choices"]
        if not choices or value in choices:
            settings = replace(settings, **{known.name: value})  # type: ignore[arg-type]  # of the field's own type
    return settings


def remember(memory: MutableMapping[str, str], settings: Settings) -> None:
    """Keep the look for the next start."""
    for name in REMEMBERED:
        value = getattr(settings, name)
        memory[f"look.{name}"] = ("yes" if value else "no") if isinstance(value, bool) else str(value)


def dress(app: QApplication, settings: Settings, language: str = "") -> bool:
    """Put language and look on the application; True when windows must be made anew. language: of this run alone."""
    before = (*_said(), tokens.look().scale, tokens.look().is_compact)
    wanted = language or (locale.system_language() if settings.language == "system" else settings.language)
    locale.use(wanted, settings.country)
    locale.use_names("" if settings.category_language == "same" else settings.category_language)
    text.use_calendar(settings.calendar)
    qt.install(app)
    is_arabic = locale.language() in _ARABIC
    look = style.look_of(settings, is_dark=style.is_system_dark(app), is_arabic=is_arabic)
    if look != tokens.look() or not app.styleSheet():
        style.apply(app, look)
    return before != (*_said(), look.scale, look.is_compact)


def _said() -> tuple[str, ...]:
    """What texts depend on."""
    return locale.language(), locale.territory(), text.calendar(), locale.language_of_names()
