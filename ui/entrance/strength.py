"""How hard a passphrase is to guess, in words: by its length and its variety, never as a number or a meter."""

from __future__ import annotations

from dataclasses import dataclass

from ui.locale import _

_SHORT, _FAIR, _LONG = 8, 14, 20
_FEW_SIGNS = 5


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence about a passphrase, and its tone: negative, warning or positive."""

    words: str
    tone: str


def hint(passphrase: str) -> Hint:
    """What to say about a passphrase while it is typed."""
    length, signs = len(passphrase), len(set(passphrase.casefold()))
    words = [one for one in passphrase.split() if len(one) > 2]
    if length < _SHORT:
        return Hint(_("Too short: a computer tries all of these."), "negative")
    if signs < _FEW_SIGNS or passphrase.isdigit():
        return Hint(_("Too uniform: figures or repeated signs alone are guessed first."), "negative")
    if length >= _LONG and (len(words) >= 3 or signs > _LONG // 2):
        return Hint(_("Long and varied: hard to guess, if it stands in no book and no song."), "positive")
    if length < _FAIR:
        return Hint(_("Short. Four or five words that have nothing to do with each other are better."), "warning")
    return Hint(_("Fair. Longer is better: add a word or two."), "warning")
