"""How hard a passphrase is to guess, in words."""

from __future__ import annotations

from collections.abc import Mapping

from hub.services.strength import Strength
from ui.locale import N_, _

_BETTER = N_("Four or five words that have nothing to do with each other are better.")
_WEAK: Mapping[str, str] = {
    "common_password": N_("This is on every list of passwords, and tried first."),
    "word": N_("Words alone are found quickly."),
    "name": N_("Names are tried early."),
    "keyboard_row": N_("Keys that lie beside each other are tried early."),
    "repeated": N_("What repeats itself is guessed as fast as its first part."),
    "sequence": N_("Rows such as abc or 1234 are tried early."),
    "year": N_("Years are tried early."),
    "date": N_("Dates are tried early."),
    "about_you": N_("What others know about you is tried first."),
    "short": N_("Too short: a computer tries all of these."),
}


def words(judged: Strength) -> str:
    """One or two sentences about a passphrase."""
    if judged.score >= 4:
        return _("Very hard to guess, if it stands in no book and no song.")
    if judged.is_enough:
        return _("Hard to guess. One more word makes it harder still.")
    return f"{_(_WEAK[judged.weakness or 'short'])} {_(_BETTER)}"


def tone(judged: Strength) -> str:
    """The tone of the sentence: negative, warning or positive."""
    return ("negative", "negative", "warning", "positive", "positive")[judged.score]
