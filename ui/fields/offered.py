"""What choice fields offer: names of choices of settings, currencies and countries in the person's language."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from babel import Locale

from ui import locale
from ui.locale import gettext as _
from ui.locale import ngettext, text, wording
from ui.locale.numbers import babel_locale
from ui.locale.tender import tender


def choice_name(prefix: str, name: str, value: object) -> str:
    """The name of one choice: from the labels, else a language's own name, a percentage or minutes."""
    labelled = wording.label_or_empty(f"{prefix}_choice", f"{name}.{value}")
    if labelled:
        return labelled
    if name in {"language", "category_language"} and isinstance(value, str):
        return locale.LANGUAGES.get(value) or str(Locale.parse(value).get_language_name(value))
    if isinstance(value, int) and name.endswith("_minutes"):
        return ngettext("{count} minute", "{count} minutes", value).format(count=text.count(value))
    if isinstance(value, int) and name in {"font_percent", "suggestion_threshold"}:
        return text.percent(Decimal(value) / 100)
    return text.count(value) if isinstance(value, int) else wording.label(f"{prefix}_choice", str(value))


def currencies() -> list[tuple[str, str]]:
    """Currencies that are legal tender somewhere: code and "Euro (EUR)", by name."""
    names = babel_locale().currencies
    return _by_name([(code, f"{text.capital(names.get(code, code))} ({code})") for code in tender()])


def countries() -> list[tuple[str, str]]:
    """Countries: code and name, by name; first "" for what the computer says."""
    names = babel_locale().territories
    known = [(code, name) for code, name in names.items() if len(code) == 2 and code not in {"ZZ", "XA", "XB", "EU"}]
    return [("", _("As the computer")), *_by_name(known)]


def _by_name(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: unicodedata.normalize("NFKD", pair[1]).casefold())
