"""The person's language: every visible text passes through here.

Use it like this, inside functions (never in a default or a constant: the language is chosen after import)::

    from ui.locale import _, ngettext, pgettext
    _("You can spend {amount} until {day}.").format(amount=text.money(52457, "EUR"), day=text.on_day(day, today))
    ngettext("{count} transaction", "{count} transactions", n).format(count=text.count(n))

A module-level table marks its texts with `N_` and passes them through `_` when it shows them. Texts are whole
sentences with named places; never glue words together. Amounts, dates and numbers come from `ui.locale.text`,
the wording of codes from `ui.locale.wording`, Qt's own texts and the reading direction from `ui.locale.qt`.

Catalogues are plain `.po` files under `ui/locale/<language>/LC_MESSAGES/coffer.po`, read when a language is chosen
(English is the source and reads nothing), so that an installation needs no compiling. After changing texts::

    python -m ui.locale.catalogue update    # extracts all texts and updates every catalogue
    python -m ui.locale.catalogue check     # what is missing or stale (a test says the same)

A new language: `python -m ui.locale.catalogue add zh`, then translate, then add it to `LANGUAGES`.
`qps-plocm` is a made-up right-to-left language (accented, 40 % longer) that finds hard-coded and clipped text.
"""

from __future__ import annotations

import gettext as _gettext
import os
import re
from functools import cache
from pathlib import Path

from ui.locale import pseudo
from ui.locale.po import Catalogue

DOMAIN = "coffer"
LANGUAGES = {"en": "English", "fr": "Français"}
"""Languages that a person can choose: code and the language's own name."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", pseudo.CODE})


class _Chosen:
    """The language in use and its texts; changed only by `use`."""

    language = "en"
    territory = ""
    asked = "en"
    names = ""
    texts: _gettext.NullTranslations = _gettext.NullTranslations()


def use(language: str, territory: str = "") -> str:
    """Choose the language of all texts from now on, and return the one that was taken.

    language: "fr", "fr_CH", "fr-CH.UTF-8" …; one without a catalogue falls back to English. territory: two letters
    that decide patterns of dates and numbers and the first weekday; by default the one in `language`.
    """
    plain = re.split(r"[.@]", language.replace("-", "_"))[0]
    code, _sep, rest = plain.lower().partition("_")
    if plain.lower() == pseudo.CODE.replace("-", "_"):
        code, rest = pseudo.CODE, ""
    _Chosen.asked = code
    if code not in LANGUAGES and code != pseudo.CODE and not catalogue_path(code).exists():
        code = "en"
    _Chosen.language = code
    _Chosen.territory = (territory or rest).upper()[-2:]
    _Chosen.texts = _texts(code)
    return code


def language() -> str:
    """The code of the language in use ("en", "fr", "qps-plocm")."""
    return _Chosen.language


def territory() -> str:
    """The territory whose patterns are in use, two letters, or "" for the language's own."""
    return _Chosen.territory


def use_names(language: str) -> None:
    """Choose the language of default categories' names; "" = the one that was asked for, where they have it."""
    _Chosen.names = language


def language_of_names() -> str:
    """The language that default categories are named in: there are more of them than the window speaks."""
    return _Chosen.names or _Chosen.asked


def is_right_to_left() -> bool:
    """Whether the language in use runs from right to left."""
    return _Chosen.language in _RIGHT_TO_LEFT


def system_language() -> str:
    """The language the computer asks for, as `use` takes it ("fr_CH"); "en" when it names none."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "").partition(".")[0]
        if value:
            return "en" if value in {"C", "POSIX"} else value
    return "en"


def gettext(message: str) -> str:
    """The text in the language in use."""
    return _Chosen.texts.gettext(message) if message else ""


_ = gettext


def ngettext(one: str, many: str, number: int) -> str:
    """The text for a number of things, in the plural form the language wants."""
    return _Chosen.texts.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """The text of a word that means different things in different places ("Open" as a verb or as a state)."""
    return _Chosen.texts.pgettext(context, message)


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """`ngettext` with a context."""
    return _Chosen.texts.npgettext(context, one, many, number)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools know for "translate later"
    """Mark a text for translation and return it as it is; pass it through `_` when it is shown."""
    return message


def catalogue_path(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return Path(__file__).parent / code / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def _texts(code: str) -> _gettext.NullTranslations:
    if code == pseudo.CODE:
        return pseudo.PseudoTranslations()
    path = catalogue_path(code)
    return Catalogue(path) if code != "en" and path.exists() else _gettext.NullTranslations()
