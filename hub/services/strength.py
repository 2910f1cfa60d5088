"""How hard a passphrase is to guess, judged on this computer while it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_LONGEST = 72
"""Characters that are judged; more can only be better."""
_DICTIONARIES = {
    "passwords": "common_password",
    "surnames": "name",
    "male_names": "name",
    "female_names": "name",
    "user_inputs": "about_you",
}
_PATTERNS = {
    "spatial": "keyboard_row",
    "repeat": "repeated",
    "sequence": "sequence",
    "regex": "year",
    "date": "date",
    "bruteforce": "short",
}


@dataclass(frozen=True, slots=True)
class Strength:
    """score: 0 (at once) to 4 (hard). digits: about how many decimal digits the number of guesses has.

    weakness: what makes it weak ("common_password", "word", "name", "keyboard_row", "repeated", "sequence", "year",
    "date", "about_you", "short"), "" when nothing does.
    """

    score: int
    digits: int
    weakness: str

    @property
    def is_enough(self) -> bool:
        """Whether it withstands somebody who has the files, given what one guess costs them."""
        return self.score >= 3


def strength(passphrase: str, about_you: Iterable[str] = ()) -> Strength:
    """Judge a passphrase by the kept library zxcvbn (Wheeler 2016). about_you: words easily guessed."""
    from zxcvbn import zxcvbn  # its lists of words take 0.2 s to read

    if not passphrase:
        return Strength(0, 0, "short")
    judged = zxcvbn(passphrase[:_LONGEST], user_inputs=["coffer", *about_you])
    digits = len(str(int(judged["guesses"]))) - 1
    weakness = "" if judged["score"] > 2 else _weakness(judged["sequence"])
    return Strength(int(judged["score"]), digits, weakness)


def _weakness(matches: list[Mapping[str, Any]]) -> str:
    longest = max(matches, key=lambda match: len(match["token"]))
    if longest["pattern"] == "dictionary":
        return _DICTIONARIES.get(longest["dictionary_name"], "word")
    return _PATTERNS.get(longest["pattern"], "short")
